// Loop: gathers the World of each dataset when something about it may have changed, lets the planners decide,
// and carries their decisions out. Driven by events: the store's watch, the launcher, the engines' answers,
// and the instant a decision asks to be woken at. Nothing is looked at again on an interval, nothing is
// written that did not change.
//
// One key is worked on by one thread at a time; a key whose action failed waits, longer each time.
//
// Threads: Start, Step: see there. All others: any thread.
// Ownership: the seams outlive the loop. Its end stops its threads and leaves engines running.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/clock.h"
#include "fluid/cluster.h"
#include "fluid/launcher.h"
#include "fluid/secrets.h"
#include "fluid/store.h"
#include "src/base/log.h"
#include "src/base/mutex.h"
#include "src/reconcile/decision.h"
#include "src/reconcile/engines.h"
#include "src/reconcile/object_cache.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

struct LoopSeams {
  Store& store;
  Launcher& launcher;
  EngineFactory& engines;
  Cluster& cluster;
  Secrets& secrets;
  Clock& clock;
};

using Planner = std::function<Decision(const World&, const Settings&, WallTime now)>;

class Loop {
 public:
  Loop(LoopSeams seams, Settings settings, Log log, Planner planner);
  ~Loop();

  void Start(int threads);  // once
  // Without Start: does what is due, at most one key, on the caller's thread. False: nothing was.
  bool Step();
  void TouchAll();  // something that no seam tells of has changed: a plugin appeared

  std::optional<Engines::JobRate> Job(const std::string& id) const { return engines_.Job(id); }
  const Engines& engines() const { return engines_; }
  std::optional<CacheUsage> Usage(const std::string& engine) const { return engines_.Usage(engine); }

 private:
  struct KeyState {
    MonoTime due = MonoTime::max();
    MonoTime not_before = MonoTime::min();
    int failures = 0;
    bool running = false;
    MonoTime planned = MonoTime::max();  // its place in waiting_; max: none
    std::string engine;                  // uid of the one in use
    std::map<LaunchId, Launch> ensured;  // as last asked for
  };

  void Run();
  void Wake();  // whoever sleeps looks again at what is due
  void Touch(const DatasetKey& key);
  void OnLaunch(const LaunchId& id);
  std::optional<DatasetKey> TakeDue(MonoTime now);
  // After a change of what says when a key is due: gives it its place in waiting_.
  void Plan(const DatasetKey& key, KeyState& state) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  MonoTime NextDue();
  void Reconcile(const DatasetKey& key);
  World Gather(const DatasetKey& key);
  void RemoveOrphans();

  // Carries one action out. `again`: when to look at the key again.
  Status Act(KeyState& state, const Action& action, MonoTime& again);
  Status Write(const Object& object, bool status);
  void Tell(const Object& object, const Notice& notice);

  const LoopSeams seams_;
  const Settings settings_;
  const Log log_;
  const Planner planner_;

  Mutex mutex_;
  CondVar work_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t touches_ ABSL_GUARDED_BY(mutex_) = 0;  // so that a sleeper misses none
  std::map<DatasetKey, std::unique_ptr<KeyState>> keys_ ABSL_GUARDED_BY(mutex_);
  std::set<std::pair<MonoTime, DatasetKey>> waiting_ ABSL_GUARDED_BY(mutex_);  // and nobody works on them
  MonoTime sync_due_ ABSL_GUARDED_BY(mutex_) = MonoTime::min();

  Mutex sync_mutex_;  // before mutex_; one Sync at a time
  ObjectCache cache_;
  Engines engines_;
  std::unique_ptr<Subscription> launches_, nodes_;
  std::vector<std::thread> threads_;
};

}  // namespace fluid::reconcile
