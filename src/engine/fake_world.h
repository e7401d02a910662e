// The world that a FakeEngineFactory and its engines share: homes, jobs, and the calls whose answers are
// still owed. Behind fake_engine.h only.
//
// Threads: `mutex` guards all of it; completions and the question for a fate come without it.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "src/base/mutex.h"
#include "src/engine/fake_engine.h"

namespace fluid::engine {

struct FakeEngineFactory::World {
  explicit World(Clock& c) : clock(c) {}

  struct Engine {
    std::map<std::string, FakeHome> homes;
    std::map<std::string, JobSpec> job_specs;
    std::map<std::string, JobStatus> jobs;
  };
  // A call whose completion is still owed.
  struct Pending {
    uint64_t engine_object;  // which CacheEngine made it
    std::string uid, node;   // node: of calls that go to one home
    MonoTime deadline;
    std::stop_token stop;
    int pumps;                             // -1: never answered
    std::function<void(Status)> complete;  // OK: with the answer made when the call was
  };

  // Notes the call and asks what becomes of it.
  FakeFate Begin(FakeCall call) {
    std::function<FakeFate(const FakeCall&)> ask;
    {
      MutexLock lock(mutex);
      calls.push_back(call);
      if (calls.size() > 4096) calls.pop_front();
      ask = fate;
    }
    return ask ? ask(call) : FakeFate{};
  }

  // Runs `effect` as the fate wants, and owes `done` its result.
  template <class T>
  void Run(uint64_t object, FakeCall call, const std::string& node, EngineCall options,
           const std::function<Result<T>(Engine&)>& effect, Done<T> done) {
    const FakeFate f = Begin(call);
    MutexLock lock(mutex);
    Result<T> answer = Unavailable("the answer was lost");
    if (f.kind == FakeFate::kFail) {
      answer = f.error;
    } else if (f.kind != FakeFate::kLoseRequest) {
      answer = effect(engines[call.uid]);
    }
    const bool lost = f.kind == FakeFate::kLoseRequest || f.kind == FakeFate::kLoseAnswer;
    pending.push_back({object, call.uid, node, clock.Mono() + options.timeout, options.stop,
                       lost ? -1 : f.pumps,
                       [answer, done](Status status) { done(status.ok() ? answer : Result<T>(status)); }});
  }

  Clock& clock;
  mutable Mutex mutex;
  std::map<std::string, Engine> engines ABSL_GUARDED_BY(mutex);
  std::deque<Pending> pending ABSL_GUARDED_BY(mutex);
  std::deque<FakeCall> calls ABSL_GUARDED_BY(mutex);
  std::function<FakeFate(const FakeCall&)> fate ABSL_GUARDED_BY(mutex);
  std::function<Result<EnginePlan>(const EngineSpec&)> plan ABSL_GUARDED_BY(mutex);
  uint64_t next_object ABSL_GUARDED_BY(mutex) = 1;
  struct Listener {
    std::string uid;
    std::function<void(const EngineEvent&)> fn;
  };
  std::map<uint64_t, Listener> listeners ABSL_GUARDED_BY(mutex);  // by object
};

// An engine of this world; `object` tells it from others of the same uid.
std::unique_ptr<CacheEngine> NewFakeEngine(std::shared_ptr<FakeEngineFactory::World> world, std::string uid,
                                           uint64_t object);

}  // namespace fluid::engine
