// ObjectCache: the store's objects as the watch has told them so far, by the dataset they belong to. Behind
// the store by a little, which is why it also knows of our own writes that have not come back yet: a decision
// made before that would be made on the past.
//
// Threads: all functions, any thread. `touched` is called without locks held, on a thread of the store or of
// Sync().
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fluid/clock.h"
#include "fluid/store.h"
#include "src/base/mutex.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

class ObjectCache {
 public:
  ObjectCache(Store& store, Clock& clock, std::function<void(const DatasetKey&)> touched);
  ~ObjectCache();

  // Lists everything and watches from there. Again, after lost().
  Status Sync();
  bool lost() const;  // the watch ended, or never was

  // The objects of a World; the rest of it is the loop's to fill.
  World Gather(const DatasetKey& key) const;
  bool Has(const DatasetKey& key) const;  // something belongs to it
  // Every dataset key that something belongs to.
  std::vector<DatasetKey> Keys() const;
  // The dataset of the runtime with this uid.
  std::optional<DatasetKey> OfRuntime(const std::string& uid) const;

  // Around each write: what comes back through the watch is waited for, but not for ever.
  void Writing(const Object& object);
  void Wrote(const Object& object, const Result<Object>& outcome);
  // A write to an object of this dataset has not come back. Until when it is waited for.
  std::optional<MonoTime> Behind(const DatasetKey& key);

 private:
  struct Expectation {
    DatasetKey dataset;
    std::string version;         // empty: the write is under way
    std::set<std::string> seen;  // versions that came while it was under way
    bool deleted = false;        // likewise
    MonoTime until;
  };

  void OnEvent(const WatchEvent& event);
  void Put(const Object& object, std::set<DatasetKey>& touched) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Drop(const Key& key, std::set<DatasetKey>& touched) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Unindex(const Object& object) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Affected(const Object& object, std::set<DatasetKey>& touched) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Store& store_;
  Clock& clock_;
  const std::function<void(const DatasetKey&)> touched_;

  mutable Mutex mutex_;
  bool lost_ ABSL_GUARDED_BY(mutex_) = true;
  std::map<Key, Object> objects_ ABSL_GUARDED_BY(mutex_);
  std::map<DatasetKey, std::set<Key>> of_dataset_ ABSL_GUARDED_BY(mutex_);
  std::map<Key, std::set<Key>> waiters_ ABSL_GUARDED_BY(mutex_);  // operation -> those that run after it
  std::map<std::string, DatasetKey> runtimes_ ABSL_GUARDED_BY(mutex_);
  std::map<Key, Expectation> expected_ ABSL_GUARDED_BY(mutex_);

  std::unique_ptr<Watch> watch_;  // of Sync()'s thread only; last: it calls back into all of the above
};

}  // namespace fluid::reconcile
