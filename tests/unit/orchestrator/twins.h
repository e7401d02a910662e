// Twins: an Orchestrator whose six seams are the twins of tests. Its threads are real, and one of ours
// answers for the engines.
#pragma once

#include <memory>
#include <thread>

#include "fluid/fluid.h"
#include "src/cluster/memory_cluster.h"
#include "src/engine/fake_engine.h"
#include "src/launch/fake_launcher.h"
#include "src/store/memory_store.h"

namespace fluid::test {

struct Twins {
  Twins() {
    seams.clock = NewSystemClock();
    auto nodes = std::make_shared<MemoryCluster>();
    Node node;
    node.name = "here";
    nodes->Put(node);
    seams.cluster = nodes;
    seams.secrets = NewMemorySecrets();
    seams.store = NewMemoryStore(*seams.clock);
    launcher = std::make_shared<FakeLauncher>(*seams.clock);
    launcher->set_starts_ready(true);
    seams.launcher = launcher;
    engines = std::make_shared<engine::FakeEngineFactory>(*seams.clock);
    seams.engines = engines;
    answering = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        engines->Pump();
        std::this_thread::sleep_for(
            std::chrono::milliseconds(2));  // the pace of the engines, not a wait for anything
      }
    });
    orchestrator = Open();
  }
  ~Twins() { orchestrator.reset(); }

  std::unique_ptr<Orchestrator> Open() {
    OrchestratorOptions options;
    options.seams = seams;
    Result<std::unique_ptr<Orchestrator>> opened = Orchestrator::Open(std::move(options));
    return opened.ok() ? std::move(*opened) : nullptr;
  }

  Seams seams;
  std::shared_ptr<FakeLauncher> launcher;
  std::shared_ptr<engine::FakeEngineFactory> engines;
  std::jthread answering;
  std::unique_ptr<Orchestrator> orchestrator;
};

inline constexpr char kDemo[] = R"(
apiVersion: data.fluid.io/v1alpha1
kind: Dataset
metadata: {name: demo}
spec:
  mounts: [{name: demo, mountPoint: "http://127.0.0.1:9/data"}]
---
apiVersion: data.fluid.io/v1alpha1
kind: ThinRuntime
metadata: {name: demo}
spec: {}
)";
inline const Key kDataset{"Dataset", "default", "demo"};
inline const Key kRuntime{"ThinRuntime", "default", "demo"};

}  // namespace fluid::test
