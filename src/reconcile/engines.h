// Engines: the asynchronous side of the loop. Holds a CacheEngine for every engine in use, asks it as often
// as it should be asked, makes the calls that decisions want, and keeps the answers for the next World.
//
// Each call has a name ("configure/NODE", "start/ID"); of one name at most one is under way, and after a
// failure it waits, longer each time. So planners may want the same thing every round until they see it done.
//
// Threads: all functions, any thread. `changed` and `answered` are called on threads of the engine layer,
// without locks held.
// Ownership: its end ends the engine objects; the engines go on.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "fluid/cache_engine.h"
#include "fluid/clock.h"
#include "src/base/mutex.h"
#include "src/reconcile/decision.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

class Engines {
 public:
  // `changed`: there is news of that engine. `answered`: there is none, but NextDue() may be another.
  Engines(EngineFactory& factory, Clock& clock, std::function<void(const std::string& uid)> changed,
          std::function<void()> answered);
  ~Engines();

  // The engine is used so from now on. An error: it can't be made.
  Status Use(const EngineUse& use);
  void Drop(const std::string& uid);
  EngineView View(const std::string& uid) const;

  // Makes the call unless it is under way, waits after a failure, or was made and not yet observed. Returns
  // when it is worth asking again, if that is known.
  std::optional<MonoTime> Do(const std::string& uid, const Configure& what);
  std::optional<MonoTime> Do(const std::string& uid, const StartJob& what);
  std::optional<MonoTime> Do(const std::string& uid, const CancelJob& what);
  std::optional<MonoTime> Do(const std::string& uid, const ForgetJob& what);
  std::optional<MonoTime> Do(const std::string& uid, const Teardown& what);

  void Poll();  // asks what is due
  // When something will be due; what is under way counts when its answer is there.
  MonoTime NextDue() const;

  struct JobRate {
    JobStatus status;
    double bytes_per_second = 0;
  };
  std::optional<JobRate> Job(const std::string& id) const;
  // The engine in use, for questions that no planner asks; null: there is none.
  std::shared_ptr<CacheEngine> Find(const std::string& uid) const;
  std::optional<CacheUsage> Usage(const std::string& engine) const;  // as last told

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace fluid::reconcile
