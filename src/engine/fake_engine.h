// FakeEngineFactory: the scripted twin of EngineFactory. Deterministic: a call takes effect when it is made,
// and its answer comes out of Pump(), in the order of the calls. The engines' world (homes, jobs) belongs to
// the factory, so that it survives the CacheEngine objects as real engines survive the orchestrator.
//
// Threads: all functions, any thread; completions run in Pump(), without locks held.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/clock.h"
#include "src/base/mutex.h"

namespace fluid::engine {

// One node's home, as the test sets it and as calls change it.
struct FakeHome {
  bool up = true;                    // false: calls are UNAVAILABLE
  std::optional<NodeConfig> config;  // applied
  std::optional<Health> health;      // set: instead of kReady once configured
  std::vector<std::string> reasons;
  std::map<std::string, MountReport> sources;           // by path: instead of kServing
  std::map<std::string, uint64_t> open_files;           // by path of a source: DRAINING ones stay kClosing
  std::map<std::string, std::string> mount_errors;      // by id: why it is not mounted
  std::map<std::string, std::vector<int>> mount_users;  // by id: a removed mount stays for these
  std::map<std::string, NodeMountState> lingering;      // removed mounts that wait for their users
  CacheUsage usage;
  bool torn_down = false;
};

struct FakeCall {
  std::string uid;      // of the engine
  std::string verb;     // "configure", "observe", "usage", "start", "query", "cancel", "forget", "teardown"
  std::string subject;  // node or job id
};

// What becomes of one call.
struct FakeFate {
  enum Kind {
    kNormal,
    kDelay,        // answered by the Pump() after `pumps` more
    kFail,         // `error`, and no effect
    kLoseRequest,  // no effect; DEADLINE_EXCEEDED when its time is over
    kLoseAnswer,   // takes effect; DEADLINE_EXCEEDED when its time is over
  } kind = kNormal;
  int pumps = 0;
  Status error;
};

class FakeEngineFactory final : public EngineFactory {
 public:
  struct World;  // fake_world.h

  // Deadlines are of `clock`, looked at by Pump().
  explicit FakeEngineFactory(Clock& clock);
  ~FakeEngineFactory() override;

  Result<EnginePlan> Plan(const EngineSpec& spec) override;
  Result<std::unique_ptr<CacheEngine>> Create(const EngineSpec& spec) override;
  std::vector<PluginInfo> List() override;

  // ---- Script ----
  // Instead of DefaultPlan().
  void SetPlan(std::function<Result<EnginePlan>(const EngineSpec&)> plan);
  void SetFate(std::function<FakeFate(const FakeCall&)> fate);  // asked once for each call; null: all kNormal
  // Delivers what is due. Returns how many completions ran; those that they make wait for the next Pump().
  int Pump();
  bool idle() const;  // nothing waits to be delivered

  // Changes the world under the lock. The home is made if missing.
  void Edit(const std::string& uid, const std::string& node, const std::function<void(FakeHome&)>& edit);
  std::optional<FakeHome> Look(const std::string& uid, const std::string& node) const;
  // The home dies: what is under way there ends with UNAVAILABLE, its applied config is forgotten; jobs are
  // kept.
  void Kill(const std::string& uid, const std::string& node);
  // It is back, as one that read `config` from its live file.
  void Start(const std::string& uid, const std::string& node, std::optional<NodeConfig> config);

  // Jobs of an engine. A started job is kRunning until the test changes it.
  void EditJob(const std::string& uid, const std::string& id, const std::function<void(JobStatus&)>& edit);
  std::map<std::string, JobStatus> Jobs(const std::string& uid) const;
  // Those who listen to the engine hear it, inside the call.
  void Emit(const std::string& uid, const EngineEvent& event);
  std::map<std::string, JobSpec> JobSpecs(const std::string& uid) const;

  std::vector<FakeCall> TakeCalls();  // since the last time, in order; at most the last 4096

  // One HOSTED component "node" where data is cached or read, and live, cache, jobs (LOAD, FREE) and data at
  // NODE scope.
  static EnginePlan DefaultPlan();

 private:
  std::shared_ptr<World> world_;
};

}  // namespace fluid::engine
