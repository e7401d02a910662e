// How objects end: at once, when their finalizers are gone, or after what blocks them; and what becomes of
// what they own.
//
// Source: Kubernetes' garbage collection: background, foreground and orphan deletion, by the finalizers
// "foregroundDeletion" and "orphan".
#include <algorithm>
#include <set>
#include <utility>

#include "src/store/table.h"

namespace fluid::store {
namespace {

constexpr const char* kForeground = "foregroundDeletion";
constexpr const char* kOrphan = "orphan";

bool HasFinalizer(const Object& object, const char* finalizer) {
  return std::ranges::count(object.metadata().finalizers, finalizer) > 0;
}

// It ends as soon as nothing that it owns blocks it.
bool Waits(const Object& object) {
  return !object.metadata().deleted.empty() && HasFinalizer(object, kForeground);
}

bool Blocks(const Object& object, const std::string& owner) {
  return std::ranges::any_of(object.metadata().owners, [&](const OwnerReference& reference) {
    return reference.uid == owner && reference.block_owner_deletion;
  });
}

Propagation HowToDelete(const Object& object, Propagation wanted) {
  if (wanted != Propagation::kDefault) return wanted;
  if (HasFinalizer(object, kOrphan)) return Propagation::kOrphan;
  return HasFinalizer(object, kForeground) ? Propagation::kForeground : Propagation::kBackground;
}

}  // namespace

Status Table::Delete(const Key& key, const DeleteOptions& options, const Stamp& stamp, Changes* changes) {
  FLUID_ASSIGN_OR_RETURN(Object object, FindFor("deleting", key, options.uid, options.version));
  const Propagation how = HowToDelete(object, options.propagation);
  if (how == Propagation::kOrphan) Disown(object.metadata().uid, changes);
  std::erase_if(object.metadata().finalizers, [](const std::string& finalizer) {
    return finalizer == kForeground || finalizer == kOrphan;
  });
  if (how == Propagation::kForeground) {
    DeleteForeground(std::move(object), stamp, changes);
  } else {
    DeleteOrMark(object, stamp, changes);
  }
  return Ok();
}

void Table::DeleteOrMark(const Object& object, const Stamp& stamp, Changes* changes) {
  if (object.metadata().finalizers.empty()) {
    Remove(object, stamp, changes);
    return;
  }
  Object next = object;
  if (next.metadata().deleted.empty()) next.metadata().deleted = stamp.now;
  if (next.metadata() != Find(object.key())->metadata()) {
    Record(WatchEventType::kModified, std::move(next), changes);
  }
}

// Marks the object and, below it, all that blocks its end; then ends those that nothing holds.
void Table::DeleteForeground(Object object, const Stamp& stamp, Changes* changes) {
  std::set<Key> begun;
  std::vector<Key> order;
  std::vector<Object> open = {std::move(object)};
  while (!open.empty()) {
    Object next = std::move(open.back());
    open.pop_back();
    if (!begun.insert(next.key()).second) continue;
    order.push_back(next.key());
    const std::string uid = next.metadata().uid;
    const std::vector<Key> owned = OwnedBy(uid);
    if (!owned.empty() && !HasFinalizer(next, kForeground)) {
      next.metadata().finalizers.emplace_back(kForeground);
    }
    if (next.metadata().finalizers.empty()) continue;  // nothing holds it
    DeleteOrMark(next, stamp, changes);
    for (const Key& key : owned) {
      Object dependent = *Find(key);
      if (!Blocks(dependent, uid)) continue;
      std::vector<OwnerReference>& owners = dependent.metadata().owners;
      if (begun.contains(key)) {
        // They would wait for each other.
        for (OwnerReference& owner : owners) {
          if (owner.uid == uid) owner.block_owner_deletion = false;
        }
        Record(WatchEventType::kModified, std::move(dependent), changes);
      } else if (Doomed(dependent)) {
        open.push_back(std::move(dependent));
      } else {
        std::erase_if(owners, [&](const OwnerReference& owner) { return owner.uid == uid; });
        Record(WatchEventType::kModified, std::move(dependent), changes);
      }
    }
  }
  for (auto key = order.rbegin(); key != order.rend(); ++key) {
    const Object* last = Find(*key);
    if (!last) continue;
    if (!Waits(*last)) {
      if (last->metadata().finalizers.empty()) Remove(*last, stamp, changes);
      continue;
    }
    std::vector<Object> gone;
    EndIfUnblocked(std::string(last->metadata().uid), &gone, changes);
    EndWith(std::move(gone), stamp, changes);
  }
}

void Table::Disown(const std::string& uid, Changes* changes) {
  for (const Key& key : OwnedBy(uid)) {
    Object dependent = *Find(key);
    std::erase_if(dependent.metadata().owners, [&](const OwnerReference& owner) { return owner.uid == uid; });
    Record(WatchEventType::kModified, std::move(dependent), changes);
  }
}

Object Table::Remove(Object object, const Stamp& stamp, Changes* changes) {
  Object removed = Record(WatchEventType::kDeleted, std::move(object), changes);
  EndWith({removed}, stamp, changes);
  return removed;
}

void Table::EndWith(std::vector<Object> gone, const Stamp& stamp, Changes* changes) {
  while (!gone.empty()) {
    const Object last = std::move(gone.back());
    gone.pop_back();
    for (const OwnerReference& owner : last.metadata().owners) EndIfUnblocked(owner.uid, &gone, changes);
    for (const Key& key : OwnedBy(last.metadata().uid)) {
      const Object dependent = *Find(key);
      if (!Ownerless(dependent)) continue;
      if (dependent.metadata().finalizers.empty()) {
        gone.push_back(Record(WatchEventType::kDeleted, dependent, changes));
      } else {
        DeleteOrMark(dependent, stamp, changes);
      }
    }
  }
}

void Table::EndIfUnblocked(const std::string& uid, std::vector<Object>* gone, Changes* changes) {
  const Object* waiting = FindUid(uid);
  if (!waiting || !Waits(*waiting)) return;
  const auto blocks = [&](const Key& key) { return Blocks(*Find(key), uid); };
  if (std::ranges::any_of(OwnedBy(uid), blocks)) return;
  Object next = *waiting;
  std::erase(next.metadata().finalizers, kForeground);
  if (next.metadata().finalizers.empty()) {
    gone->push_back(Record(WatchEventType::kDeleted, std::move(next), changes));
  } else {
    Record(WatchEventType::kModified, std::move(next), changes);
  }
}

std::vector<Key> Table::OwnedBy(const std::string& uid) const {
  const auto found = by_owner_.find(uid);
  if (found == by_owner_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

const Object* Table::FindUid(const std::string& uid) const {
  const auto found = by_uid_.find(uid);
  return found == by_uid_.end() ? nullptr : Find(found->second);
}

bool Table::Ownerless(const Object& object) const {
  const std::vector<OwnerReference>& owners = object.metadata().owners;
  return !owners.empty() &&
         std::ranges::none_of(owners, [&](const OwnerReference& owner) { return FindUid(owner.uid); });
}

bool Table::Doomed(const Object& object) const {
  const std::vector<OwnerReference>& owners = object.metadata().owners;
  return !owners.empty() && std::ranges::none_of(owners, [&](const OwnerReference& reference) {
    const Object* owner = FindUid(reference.uid);
    return owner && !Waits(*owner);
  });
}

}  // namespace fluid::store
