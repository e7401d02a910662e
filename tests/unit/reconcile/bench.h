// Bench: the production loop and planners on memory twins, in one thread and on virtual time, and the machine
// that the twins leave out: homes start when they are launched, read their live file, and jobs go on.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fluid/object.h"
#include "src/base/virtual_clock.h"
#include "src/cluster/memory_cluster.h"
#include "src/engine/fake_engine.h"
#include "src/launch/fake_launcher.h"
#include "src/reconcile/loop.h"
#include "src/reconcile/plan.h"
#include "src/store/memory_store.h"

namespace fluid::reconcile {

class Bench {
 public:
  // `store`: what the loop writes through; null: the memory store itself.
  explicit Bench(Planner planner = Decide, std::function<std::unique_ptr<Store>(Store&)> front = nullptr);
  ~Bench();

  // ---- What users do. Each returns what the store answered.
  Result<Object> AddDataset(const std::string& name, const std::vector<std::string>& uris,
                            const std::string& secret = "");
  Result<Object> SetSources(const std::string& name, const std::vector<std::string>& uris,
                            const std::string& secret = "");
  Result<Object> AddRuntime(const std::string& name);
  struct LoadOptions {
    std::vector<std::string> paths = {};
    std::string policy = "Once", schedule = {}, after = {};
    int ttl = -1;
  };
  Result<Object> AddLoad(const std::string& name, const std::string& dataset) {
    return AddLoad(name, dataset, LoadOptions());
  }
  Result<Object> AddLoad(const std::string& name, const std::string& dataset, const LoadOptions& options);
  Result<Object> Attach(const std::string& name, const std::string& dataset,
                        const std::string& mode = "mount", const std::string& node = "");
  Status Annotate(const Key& key, const std::string& name, const std::string& value);
  Status Delete(const std::string& kind, const std::string& name);

  // ---- What is seen
  Result<Object> Get(const std::string& kind, const std::string& name);
  std::vector<Object> All(const std::string& kind);
  std::string Phase(const std::string& kind, const std::string& name);  // "gone" when there is none
  std::string Condition(const std::string& kind, const std::string& name,
                        const std::string& type);  // "True Reason: message"
  std::vector<Object> Runtimes();                  // of all kinds that the bench uses, oldest first
  std::string Uid(const std::string& name);        // of the runtime that serves it; empty: none
  std::vector<std::string> Events();               // reasons

  // ---- What goes on
  // Everything, while time passes in steps.
  void Settle(Duration limit = std::chrono::seconds(20), Duration step = std::chrono::milliseconds(100));
  void Pump();            // what is due now, until nothing is
  bool restless = false;  // a Pump found no end
  void Tick();            // the machine: homes start
  void KillHome(const std::string& uid);
  void EditHomes(const std::string& uid,
                 const std::function<void(engine::FakeHome&)>& edit);  // those that were launched
  void RestartOrchestrator();
  bool finish_jobs = true;  // the machine ends running jobs
  bool start_homes = true;

  std::vector<std::pair<LogLevel, std::string>> log;  // what the loop said
  VirtualClock clock;
  std::unique_ptr<MemoryStore> store;
  FakeLauncher launcher{clock};
  engine::FakeEngineFactory engines{clock};
  MemoryCluster cluster;
  std::unique_ptr<Secrets> secrets;
  std::unique_ptr<Loop> loop;

  static constexpr const char *kNode = "node-a", *kOther = "node-b";

 private:
  Planner planner_;
  std::unique_ptr<Store> front_;
};

}  // namespace fluid::reconcile
