#include "src/reconcile/object_cache.h"

#include <algorithm>

#include "src/model/generated/core.h"
#include "src/model/generated/run.h"
#include "src/model/generated/thin.h"
#include "src/model/resource.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/names.h"

namespace fluid::reconcile {
namespace {

constexpr Duration kWriteComesBack = std::chrono::seconds(10);

bool IsProfile(const Object& object) { return model::Is<model::ThinRuntimeProfile>(object); }

std::string ProfileOf(const Object& runtime) {
  return model::Is<model::ThinRuntime>(runtime) ? model::Get<model::ThinRuntime>(runtime).spec.profile_name
                                                : "";
}

// The one that serves already, then the oldest: clocks may be set back, an engine is not given up for that.
bool Before(const Object& a, const Object& b) {
  const auto rank = [](const Object& o) {
    return std::tuple(Annotation(o, kRecordAnnotation).empty(), o.metadata().created, o.metadata().uid);
  };
  return rank(a) < rank(b);
}

}  // namespace

ObjectCache::ObjectCache(Store& store, Clock& clock, std::function<void(const DatasetKey&)> touched)
    : store_(store), clock_(clock), touched_(std::move(touched)) {}

ObjectCache::~ObjectCache() { watch_.reset(); }

Status ObjectCache::Sync() {
  watch_.reset();
  FLUID_ASSIGN_OR_RETURN(ObjectList list, store_.List({}));
  std::set<DatasetKey> touched;
  {
    MutexLock lock(mutex_);
    for (const auto& [key, objects] : of_dataset_) touched.insert(key);  // what is gone matters too
    objects_.clear();
    of_dataset_.clear();
    waiters_.clear();
    runtimes_.clear();
    expected_.clear();
    for (const Object& object : list.items) Put(object, touched);
    lost_ = false;
  }
  Result<std::unique_ptr<Watch>> watch =
      store_.StartWatch({}, list.version, [this](const WatchEvent& event) { OnEvent(event); });
  if (!watch.ok()) {
    MutexLock lock(mutex_);
    lost_ = true;
    return watch.status();
  }
  watch_ = std::move(*watch);
  for (const DatasetKey& key : touched) touched_(key);
  return Ok();
}

bool ObjectCache::lost() const {
  MutexLock lock(mutex_);
  return lost_;
}

void ObjectCache::OnEvent(const WatchEvent& event) {
  std::set<DatasetKey> touched;
  {
    MutexLock lock(mutex_);
    if (event.type == WatchEventType::kBookmark) return;
    if (event.type == WatchEventType::kGone) {
      lost_ = true;
      for (const auto& [key, objects] : of_dataset_) touched.insert(key);
      if (touched.empty()) touched.insert(DatasetKey{});  // somebody must call Sync()
    } else if (event.type == WatchEventType::kDeleted) {
      Affected(event.object, touched);
      Drop(event.object.key(), touched);
    } else {
      Put(event.object, touched);
    }
  }
  for (const DatasetKey& key : touched) touched_(key);
}

void ObjectCache::Put(const Object& object, std::set<DatasetKey>& touched) {
  Affected(object, touched);
  const std::optional<DatasetKey> dataset = DatasetOf(object);
  if (!dataset && !IsProfile(object)) return;
  const Key key = object.key();
  if (const auto old = objects_.find(key); old != objects_.end()) {
    Affected(old->second, touched);
    Unindex(old->second);
  }
  objects_[key] = object;
  if (dataset) of_dataset_[*dataset].insert(key);
  if (IsRuntime(object)) runtimes_[object.metadata().uid] = *dataset;
  if (const std::optional<Key> after = RunAfter(object)) waiters_[*after].insert(key);
  if (const auto it = expected_.find(key); it != expected_.end()) {
    if (it->second.version.empty()) {
      it->second.seen.insert(object.metadata().version);
    } else if (it->second.version == object.metadata().version) {
      expected_.erase(it);
    }
  }
}

void ObjectCache::Drop(const Key& key, std::set<DatasetKey>& touched) {
  if (const auto it = expected_.find(key); it != expected_.end()) {
    if (it->second.version.empty()) {
      it->second.deleted = true;
    } else {
      expected_.erase(it);
    }
  }
  const auto it = objects_.find(key);
  if (it == objects_.end()) return;
  Affected(it->second, touched);
  Unindex(it->second);
  objects_.erase(it);
}

void ObjectCache::Unindex(const Object& object) {
  const Key key = object.key();
  if (const std::optional<DatasetKey> dataset = DatasetOf(object)) {
    std::set<Key>& all = of_dataset_[*dataset];
    all.erase(key);
    if (all.empty()) of_dataset_.erase(*dataset);
  }
  runtimes_.erase(object.metadata().uid);
  if (const std::optional<Key> after = RunAfter(object)) {
    std::set<Key>& all = waiters_[*after];
    all.erase(key);
    if (all.empty()) waiters_.erase(*after);
  }
}

void ObjectCache::Affected(const Object& object, std::set<DatasetKey>& touched) const {
  if (const std::optional<DatasetKey> dataset = DatasetOf(object)) touched.insert(*dataset);
  if (const auto it = waiters_.find(object.key()); it != waiters_.end()) {
    for (const Key& waiter : it->second) {
      if (const auto found = objects_.find(waiter); found != objects_.end())
        touched.insert(*DatasetOf(found->second));
    }
  }
  if (IsProfile(object)) {
    for (const auto& [key, other] : objects_) {
      if (IsRuntime(other) && ProfileOf(other) == object.metadata().name) touched.insert(*DatasetOf(other));
    }
  }
  if (model::Is<model::Secret>(object)) {
    for (const auto& [dataset, objects] : of_dataset_) {
      if (dataset.space == object.metadata().space) touched.insert(dataset);
    }
  }
}

World ObjectCache::Gather(const DatasetKey& key) const {
  World world;
  world.key = key;
  MutexLock lock(mutex_);
  const auto it = of_dataset_.find(key);
  if (it == of_dataset_.end()) return world;
  for (const Key& name : it->second) {
    const Object& object = objects_.at(name);
    if (IsRuntime(object)) {
      world.runtimes.push_back(object);
    } else if (model::Is<model::Attachment>(object)) {
      world.attachments.push_back(object);
    } else if (IsOperation(object)) {
      world.operations.push_back(object);
      const std::optional<Key> after = RunAfter(object);
      if (!after) continue;
      if (const auto other = objects_.find(*after); other != objects_.end()) world.others.insert(*other);
    } else {
      world.dataset = object;
    }
  }
  std::sort(world.runtimes.begin(), world.runtimes.end(), Before);
  if (world.runtimes.empty()) return world;
  const Key profile{"ThinRuntimeProfile", "", ProfileOf(world.runtimes.front())};
  if (const auto found = objects_.find(profile); found != objects_.end()) world.profile = found->second;
  return world;
}

bool ObjectCache::Has(const DatasetKey& key) const {
  MutexLock lock(mutex_);
  return of_dataset_.contains(key);
}

std::vector<DatasetKey> ObjectCache::Keys() const {
  MutexLock lock(mutex_);
  std::vector<DatasetKey> keys;
  for (const auto& [key, objects] : of_dataset_) keys.push_back(key);
  return keys;
}

std::optional<DatasetKey> ObjectCache::OfRuntime(const std::string& uid) const {
  MutexLock lock(mutex_);
  const auto it = runtimes_.find(uid);
  return it == runtimes_.end() ? std::nullopt : std::optional<DatasetKey>(it->second);
}

void ObjectCache::Writing(const Object& object) {
  MutexLock lock(mutex_);
  Expectation expectation;
  if (const std::optional<DatasetKey> dataset = DatasetOf(object)) expectation.dataset = *dataset;
  expectation.until = clock_.Mono() + kWriteComesBack;
  expected_[object.key()] = std::move(expectation);
}

void ObjectCache::Wrote(const Object& object, const Result<Object>& outcome) {
  MutexLock lock(mutex_);
  const Key key = object.key();
  const auto it = expected_.find(key);
  if (it == expected_.end()) return;
  const auto have = objects_.find(key);
  // A write that failed may have happened all the same, but then nothing is known to wait for: the next write
  // of a decision on the past is refused by its version.
  const bool back =
      !outcome.ok() || it->second.deleted || it->second.seen.contains(outcome->metadata().version) ||
      (have != objects_.end() && have->second.metadata().version == outcome->metadata().version);
  if (back) {
    expected_.erase(it);
  } else {
    it->second.version = outcome->metadata().version;
  }
}

std::optional<MonoTime> ObjectCache::Behind(const DatasetKey& key) {
  MutexLock lock(mutex_);
  const MonoTime now = clock_.Mono();
  std::optional<MonoTime> until;
  for (auto it = expected_.begin(); it != expected_.end();) {
    if (it->second.until <= now) {
      it = expected_.erase(it);
      continue;
    }
    if (it->second.dataset == key) until = std::max(until.value_or(MonoTime::min()), it->second.until);
    ++it;
  }
  return until;
}

}  // namespace fluid::reconcile
