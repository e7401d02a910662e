// Twins: an Orchestrator whose six seams are the twins of tests. Its threads are real, and one of ours
// answers for the engines.
#pragma once

#include <memory>
#include <utility>

#include "fluid/fluid.h"
#include "src/base/mutex.h"
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
    Answer();
    orchestrator = Open();
  }
  ~Twins() {
    orchestrator.reset();
    const MutexLock lock(mutex);
    ended = true;
  }

  // Engines answer as long as we live, at a pace of their own.
  void Answer() {
    engines->Pump();
    std::unique_ptr<Timer> last;  // waits for a call that is under way, without the lock it takes
    const MutexLock lock(mutex);
    if (ended) return;
    last = std::exchange(
        answers, seams.clock->At(seams.clock->Mono() + std::chrono::milliseconds(2), [this] { Answer(); }));
  }

  std::unique_ptr<Orchestrator> Open() {
    OrchestratorOptions options;
    options.seams = seams;
    Result<std::unique_ptr<Orchestrator>> opened = Orchestrator::Open(std::move(options));
    return opened.ok() ? std::move(*opened) : nullptr;
  }

  Seams seams;
  std::shared_ptr<FakeLauncher> launcher;
  std::shared_ptr<engine::FakeEngineFactory> engines;
  std::unique_ptr<Orchestrator> orchestrator;

 private:
  Mutex mutex;
  bool ended ABSL_GUARDED_BY(mutex) = false;
  std::unique_ptr<Timer> answers ABSL_GUARDED_BY(mutex);
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
