#include "src/api/namespaces.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/model/generated/core.h"
#include "src/model/resource.h"

namespace fluid::api {
namespace {

constexpr const char* kDefault = "default";
constexpr const char* kNameLabel = "kubernetes.io/metadata.name";
constexpr const char* kFinalizer = "kubernetes";  // holds a namespace until it is empty
constexpr int kAttempts = 16;

Key KeyOf(const std::string& name) { return {std::string(model::Namespace::Info().name), "", name}; }

bool Ending(const Object& space) { return !space.metadata().deleted.empty(); }

// Changes the newest state of an object until nobody comes between.
template <class Change>
Status Edit(Store& store, const Key& key, bool status, const Change& change) {
  for (int attempt = 1;; ++attempt) {
    FLUID_ASSIGN_OR_RETURN(Object object, store.Get(key));
    change(object);
    const Result<Object> written = status ? store.UpdateStatus(object) : store.Update(object);
    if (written.ok()) return Ok();
    if (written.status().code() != Code::kAborted || attempt == kAttempts) return written.status();
  }
}

Status SetPhase(Store& store, const std::string& name, const char* phase) {
  return Edit(store, KeyOf(name), /*status=*/true,
              [&](Object& space) { model::Edit<model::Namespace>(space).status.phase = phase; });
}

}  // namespace

Namespaces::Namespaces(Store& store) : store_(store) {
  const Result<ObjectList> all = store_.List({std::string(model::Namespace::Info().name), ""});
  bool found = !all.ok();
  for (const Object& space : all.ok() ? all->items : std::vector<Object>()) {
    found |= space.metadata().name == kDefault;
    if (!Ending(space)) continue;
    const Status ignored = BeginEnd(space.metadata().name);
    (void)ignored;  // a later deletion asks again
  }
  if (found) return;
  Metadata metadata;
  metadata.name = kDefault;
  Object made = model::Make(std::move(metadata), model::Namespace{});
  Prepare(made);
  Hold(nullptr, made);
  const Result<Object> created = store_.Create(made);
  if (created.ok()) (void)Activate(*created);
}

Namespaces::~Namespaces() {
  std::unique_ptr<Watch> watch;
  {
    MutexLock lock(mutex_);
    watch = std::move(watch_);
  }
  watch.reset();
}

Status Namespaces::CheckOpen(const std::string& space) const {
  const Result<Object> found = store_.Get(KeyOf(space));
  if (!found.ok()) {
    if (found.status().code() != Code::kNotFound) return found.status();
    return NotFound(fmt::format("namespaces \"{}\" not found", space));
  }
  if (!Ending(*found)) return Ok();
  return PermissionDenied(
      fmt::format("unable to create new content in namespace {} because it is being terminated", space));
}

void Namespaces::Prepare(Object& space) { space.metadata().labels[kNameLabel] = space.metadata().name; }

void Namespaces::Hold(const Object* live, Object& space) {
  std::vector<std::string>& holders = model::Edit<model::Namespace>(space).spec.finalizers;
  if (live) {
    holders = model::Get<model::Namespace>(*live).spec.finalizers;
  } else if (std::ranges::count(holders, kFinalizer) == 0) {
    holders.push_back(kFinalizer);
  }
}

Result<Object> Namespaces::Finalize(const Object& wanted, bool dry_run) {
  FLUID_ASSIGN_OR_RETURN(Object left, store_.Get(wanted.key()));
  const std::vector<std::string>& holders = model::Get<model::Namespace>(wanted).spec.finalizers;
  const auto change = [&](Object& space) {
    model::Edit<model::Namespace>(space).spec.finalizers = holders;
    if (Ending(space) && holders.empty()) std::erase(space.metadata().finalizers, kFinalizer);
    left = space;
  };
  if (dry_run) {
    change(left);
  } else {
    FLUID_RETURN_IF_ERROR(Edit(store_, wanted.key(), /*status=*/false, change));
  }
  return left;
}

Result<Object> Namespaces::Activate(const Object& space) {
  FLUID_RETURN_IF_ERROR(SetPhase(store_, space.metadata().name, "Active"));
  return store_.Get(space.key());
}

Result<Object> Namespaces::Delete(const Object& space) {
  const std::string& name = space.metadata().name;
  if (name == kDefault) {
    return PermissionDenied("namespaces \"default\" is forbidden: this namespace may not be deleted");
  }
  if (!Ending(space)) {
    FLUID_RETURN_IF_ERROR(Edit(store_, KeyOf(name), /*status=*/false, [](Object& object) {
      std::vector<std::string>& finalizers = object.metadata().finalizers;
      if (std::ranges::count(finalizers, kFinalizer) == 0) finalizers.push_back(kFinalizer);
    }));
    FLUID_RETURN_IF_ERROR(store_.Delete(KeyOf(name), {.uid = space.metadata().uid, .version = {}}));
    FLUID_RETURN_IF_ERROR(SetPhase(store_, name, "Terminating"));
  }
  FLUID_ASSIGN_OR_RETURN(const ObjectList content, store_.List({"", name}));
  for (const Object& object : content.items) {
    const Status deleted = store_.Delete(object.key(), {.uid = object.metadata().uid, .version = {}});
    if (!deleted.ok() && deleted.code() != Code::kNotFound && deleted.code() != Code::kAborted)
      return deleted;
  }
  FLUID_RETURN_IF_ERROR(BeginEnd(name));
  Result<Object> left = store_.Get(KeyOf(name));
  if (!left.ok() && left.status().code() == Code::kNotFound) return Object();
  return left;
}

Status Namespaces::BeginEnd(const std::string& name) {
  {
    MutexLock lock(mutex_);
    ending_.insert(name);
    if (!watch_) FLUID_RETURN_IF_ERROR(Listen());
  }
  Empty(name);
  return Ok();
}

Status Namespaces::Listen() {
  watch_.reset();
  FLUID_ASSIGN_OR_RETURN(const ObjectList now, store_.List({std::string(model::Namespace::Info().name), ""}));
  FLUID_ASSIGN_OR_RETURN(
      watch_, store_.StartWatch({}, now.version, [this](const WatchEvent& event) { OnEvent(event); }));
  return Ok();
}

// Removes the namespace if only events are left in it: those tell of what went, and nobody ends them.
void Namespaces::Empty(const std::string& name) {
  const Result<ObjectList> content = store_.List({"", name});
  if (!content.ok()) return;
  const bool held = std::ranges::any_of(
      content->items, [](const Object& object) { return !model::Is<model::Event>(object); });
  if (held) return;
  for (const Object& event : content->items) (void)store_.Delete(event.key()).ok();
  const Status freed = Edit(store_, KeyOf(name), /*status=*/false, [](Object& space) {
    if (Ending(space)) std::erase(space.metadata().finalizers, kFinalizer);
  });
  if (!freed.ok() && freed.code() != Code::kNotFound) return;
  MutexLock lock(mutex_);
  ending_.erase(name);
}

void Namespaces::OnEvent(const WatchEvent& event) {
  if (event.type == WatchEventType::kGone) {
    // Too slow to be told of each end: whatever is ending is looked at once more.
    std::set<std::string> all;
    {
      MutexLock lock(mutex_);
      all = ending_;
      const Status ignored = Listen();
      (void)ignored;  // the next deletion tries again
    }
    for (const std::string& name : all) Empty(name);
    return;
  }
  if (event.type != WatchEventType::kDeleted) return;
  const std::string& space = event.object.metadata().space;
  {
    MutexLock lock(mutex_);
    if (!ending_.contains(space)) return;
  }
  Empty(space);
}

}  // namespace fluid::api
