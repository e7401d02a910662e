#include "src/store/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <random>
#include <utility>

#include "src/base/strings.h"
#include "src/model/resource.h"

namespace fluid::store {
namespace {

constexpr std::string_view kEventKind = "Event";

// Letters and digits that can't be read as a word. Source: k8s.io/apimachinery, names of generateName.
constexpr std::string_view kSuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";

std::string Suffix(uint64_t hash) {
  std::string suffix;
  for (int i = 0; i < 5; ++i, hash /= kSuffixAlphabet.size()) {
    suffix += kSuffixAlphabet[hash % kSuffixAlphabet.size()];
  }
  return suffix;
}

// What callers may write into the metadata; the rest is the store's.
void CopyWritableMetadata(const Metadata& from, Metadata* to) {
  to->labels = from.labels;
  to->annotations = from.annotations;
  to->finalizers = from.finalizers;
  to->owners = from.owners;
  to->other = from.other;
}

Status CheckWritable(const char* verb, const Object& object) {
  if (!object.valid()) return InvalidArgument(fmt::format("{} an object: it has no kind", verb));
  const Key key = object.key();
  if (object.kind().namespaced && key.space.empty()) {
    return InvalidArgument(fmt::format("{} {}: objects of this kind need a namespace", verb, key.ToString()));
  }
  if (!object.kind().namespaced && !key.space.empty()) {
    return InvalidArgument(
        fmt::format("{} {}: objects of this kind have no namespace", verb, key.ToString()));
  }
  for (const OwnerReference& owner : object.metadata().owners) {
    if (owner.uid.empty() || owner.name.empty() || owner.kind.empty()) {
      Problem problem;
      problem.path = "metadata.ownerReferences";
      problem.found = "a reference without kind, name or uid";
      problem.allowed = "references that have all three";
      return Status(Code::kInvalidArgument,
                    fmt::format("{} {}: an owner reference needs kind, name and uid", verb, key.ToString()),
                    {problem});
    }
  }
  return Ok();
}

// Kubernetes' own kinds that are kept here have nothing that would observe a generation.
bool CountsGenerations(const Object& object) { return !object.kind().group.empty(); }

}  // namespace

int64_t RandomRevision() {
  // 2^40 changes fit between two places: a hundred years of three hundred a second.
  std::random_device random;
  return (1 + static_cast<int64_t>(random() % ((1 << 22) - 1))) << 40;
}

std::string FormatVersion(int64_t revision) { return std::to_string(revision); }

std::optional<int64_t> ParseVersion(const std::string& version) {
  int64_t revision = 0;
  const char* end = version.data() + version.size();
  const auto [rest, error] = std::from_chars(version.data(), end, revision);
  if (error != std::errc() || rest != end || revision < 0) return std::nullopt;
  return revision;
}

bool Matches(const Selection& selection, const Key& key) {
  return (selection.kind.empty() || selection.kind == key.kind) &&
         (selection.space.empty() || selection.space == key.space);
}

EventPtr Bookmark(int64_t revision) {
  return std::make_shared<const WatchEvent>(
      WatchEvent{WatchEventType::kBookmark, {}, FormatVersion(revision)});
}

EventPtr Gone() { return std::make_shared<const WatchEvent>(WatchEvent{WatchEventType::kGone, {}, {}}); }

const Object* Table::Find(const Key& key) const {
  const auto it = objects_.find(key);
  return it == objects_.end() ? nullptr : it->second.object.get();
}

ObjectList Table::Select(const Selection& selection) const {
  ObjectList list;
  list.version = FormatVersion(revision_);
  for (auto it = objects_.lower_bound({selection.kind, "", ""}); it != objects_.end(); ++it) {
    if (!selection.kind.empty() && it->first.kind != selection.kind) break;
    if (Matches(selection, it->first)) list.items.push_back(*it->second.object);
  }
  return list;
}

std::vector<EventPtr> Table::SelectEvents(const Selection& selection) const {
  std::vector<EventPtr> events;
  for (Object& object : Select(selection).items) {
    events.push_back(
        std::make_shared<const WatchEvent>(WatchEvent{WatchEventType::kAdded, std::move(object), {}}));
  }
  events.push_back(Bookmark(revision_));
  return events;
}

Result<Object> Table::Create(const Object& wanted, const Stamp& stamp, Changes* changes) {
  FLUID_RETURN_IF_ERROR(CheckWritable("creating", wanted));
  Object next = wanted;
  Metadata& metadata = next.metadata();
  if (metadata.name.empty() && !metadata.generate_name.empty()) {
    uint64_t hash = Hash64(stamp.uid);
    do {
      metadata.name = metadata.generate_name + Suffix(hash);
      hash = Hash64(metadata.name);
    } while (Find(next.key()) != nullptr);
  }
  if (metadata.name.empty()) {
    return InvalidArgument(fmt::format("creating a {}: it has no name", next.kind().name));
  }
  if (Find(next.key()) != nullptr) {
    return AlreadyExists(fmt::format("creating {}: there is one already", next.key().ToString()));
  }
  metadata.uid = stamp.uid;
  metadata.created = stamp.now;
  metadata.deleted.clear();
  metadata.generation = CountsGenerations(next) ? 1 : 0;
  model::ClearStatus(next);
  Object created = Record(WatchEventType::kAdded, std::move(next), changes);
  if (created.kind().name == kEventKind) DropOldEvents(created.metadata().space, changes);
  if (Doomed(created)) DeleteOrMark(created, stamp, changes);
  return created;
}

Result<Object> Table::Update(const Object& wanted, const Stamp& stamp, Changes* changes) {
  FLUID_RETURN_IF_ERROR(CheckWritable("updating", wanted));
  FLUID_ASSIGN_OR_RETURN(Object stored,
                         FindFor("updating", wanted.key(), wanted.metadata().uid, wanted.metadata().version));
  Object next = stored;
  CopyWritableMetadata(wanted.metadata(), &next.metadata());
  if (!stored.metadata().deleted.empty()) {
    for (const std::string& finalizer : next.metadata().finalizers) {
      if (std::ranges::count(stored.metadata().finalizers, finalizer) == 0) {
        Problem problem;
        problem.path = "metadata.finalizers";
        problem.found = finalizer + " as a new one";
        problem.allowed = "none that is new: the object is being deleted";
        return Status(Code::kInvalidArgument,
                      fmt::format("updating {}: finalizer {} can't be added, its deletion was asked",
                                  stored.key().ToString(), finalizer),
                      {problem});
      }
    }
  }
  if (wanted.body() != stored.body()) {
    next.set_body(wanted.body());
    model::CopyStatus(stored, next);
    if (model::SpecJson(next) == model::SpecJson(stored)) {
      next.set_body(stored.body());
    } else {
      if (CountsGenerations(next)) ++next.metadata().generation;
    }
  }
  if (next.body() == stored.body() && next.metadata() == stored.metadata()) return stored;

  if (!next.metadata().deleted.empty() && next.metadata().finalizers.empty()) {
    return Remove(std::move(next), stamp, changes);
  }
  Object updated = Record(WatchEventType::kModified, std::move(next), changes);
  if (updated.metadata().owners != stored.metadata().owners) {
    if (Doomed(updated)) DeleteOrMark(updated, stamp, changes);
    std::vector<Object> gone;
    for (const OwnerReference& owner : stored.metadata().owners) EndIfUnblocked(owner.uid, &gone, changes);
    EndWith(std::move(gone), stamp, changes);
  }
  return updated;
}

Result<Object> Table::UpdateStatus(const Object& wanted, Changes* changes) {
  FLUID_RETURN_IF_ERROR(CheckWritable("updating the status of", wanted));
  const Key key = wanted.key();
  if (!wanted.kind().has_status) {
    return InvalidArgument(fmt::format("updating the status of {}: this kind has none", key.ToString()));
  }
  if (wanted.metadata().version.empty()) {
    return InvalidArgument(
        fmt::format("updating the status of {}: the version it was decided on is missing", key.ToString()));
  }
  FLUID_ASSIGN_OR_RETURN(Object stored, FindFor("updating the status of", key, wanted.metadata().uid,
                                                wanted.metadata().version));
  Object next = stored;
  model::CopyStatus(wanted, next);
  if (!wanted.metadata().other.empty()) next.metadata().other = wanted.metadata().other;
  const bool same = next.metadata().other == stored.metadata().other;
  if (same && model::StatusJson(next) == model::StatusJson(stored)) return stored;
  return Record(WatchEventType::kModified, std::move(next), changes);
}

Result<Object> Table::FindFor(const char* verb, const Key& key, const std::string& uid,
                              const std::string& version) const {
  const Object* stored = Find(key);
  if (stored == nullptr) return NotFound(fmt::format("{} {}: there is none", verb, key.ToString()));
  if (!uid.empty() && uid != stored->metadata().uid) {
    return Aborted(fmt::format("{} {}: it is another object by now (uid {}, not {})", verb, key.ToString(),
                               stored->metadata().uid, uid));
  }
  if (!version.empty() && version != stored->metadata().version) {
    return Aborted(
        fmt::format("{} {}: it has changed since version {}; read it again", verb, key.ToString(), version));
  }
  return *stored;
}

void Table::DropOldEvents(const std::string& space, Changes* changes) {
  while (events_[space].size() > events_per_space_) {
    const Key oldest{std::string(kEventKind), space, events_[space].begin()->second};
    Record(WatchEventType::kDeleted, *Find(oldest), changes);
  }
}

Object Table::Record(WatchEventType type, Object object, Changes* changes) {
  Change change;
  change.revision = revision_ + 1;
  object.metadata().version = FormatVersion(change.revision);
  const std::string version = object.metadata().version;
  change.event = std::make_shared<const WatchEvent>(WatchEvent{type, std::move(object), version});
  change.replaced = Apply(change);
  Object result = change.event->object;
  changes->push_back(std::move(change));
  return result;
}

int64_t Table::Apply(const Change& change) {
  revision_ = std::max(revision_, change.revision);
  const Object& object = change.event->object;
  const Key key = object.key();
  const auto [it, added] = objects_.try_emplace(key);
  const int64_t replaced = it->second.revision;
  if (!added) Forget(key, it->second);
  if (change.event->type == WatchEventType::kDeleted) {
    objects_.erase(it);
    return replaced;
  }
  it->second = {std::shared_ptr<const Object>(change.event, &object), change.revision};
  by_uid_[object.metadata().uid] = key;
  for (const OwnerReference& owner : object.metadata().owners) by_owner_[owner.uid].insert(key);
  if (key.kind == kEventKind) events_[key.space][change.revision] = key.name;
  return replaced;
}

void Table::Forget(const Key& key, const Entry& entry) {
  by_uid_.erase(entry.object->metadata().uid);
  for (const OwnerReference& owner : entry.object->metadata().owners) {
    const auto it = by_owner_.find(owner.uid);
    if (it == by_owner_.end()) continue;
    it->second.erase(key);
    if (it->second.empty()) by_owner_.erase(it);
  }
  if (key.kind == kEventKind) events_[key.space].erase(entry.revision);
}

}  // namespace fluid::store
