// Fixtures of the engine's tests: completions that are awaited and counted, specs of the test plugins, and an
// engine over homes of either kind.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "src/base/mutex.h"
#include "src/engine/factory.h"
#include "src/engine/home_server.h"
#include "src/engine/instance_home.h"
#include "tests/support/support.h"

struct fluid_plugin;
extern "C" const fluid_plugin* fluid_plugin_steerable_v1(void);

namespace fluid::engine::test {

using fluid::test::TempDir;

inline constexpr const char* kSteerable = "org.fluid.test.steerable";
inline constexpr const char* kMinimal = "com.example.minimal";
std::string TestPluginDir();     // of the plugins beside these tests
std::string ShippedPluginDir();  // of the examples and of what is shipped

// A completion that a test waits for. Copies are of one completion.
template <class T>
class Awaited {
 public:
  Done<T> done() const {
    return [state = state_](Result<T> result) {
      MutexLock lock(state->mutex);
      ++state->count;
      state->result = std::move(result);
      state->came.NotifyAll();
    };
  }
  bool came() const { return count() > 0; }
  int count() const {
    MutexLock lock(state_->mutex);
    return state_->count;
  }
  // Its result; INTERNAL when it doesn't come.
  Result<T> Get(std::chrono::seconds limit = std::chrono::seconds(20)) const {
    const auto until = std::chrono::steady_clock::now() + limit;
    MutexLock lock(state_->mutex);
    while (!state_->result) {
      if (!state_->came.WaitUntil(state_->mutex, until) && !state_->result)
        return Internal("no completion came");
    }
    return *state_->result;
  }

 private:
  struct State {
    Mutex mutex;
    CondVar came;
    int count ABSL_GUARDED_BY(mutex) = 0;
    std::optional<Result<T>> result ABSL_GUARDED_BY(mutex);
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

class AwaitedStatus {
 public:
  DoneStatus done() const {
    return
        [whole = whole_.done()](const Status& status) { whole(status.ok() ? Result<bool>(true) : status); };
  }
  int count() const { return whole_.count(); }
  bool came() const { return whole_.came(); }
  Status Get(std::chrono::seconds limit = std::chrono::seconds(20)) const {
    return whole_.Get(limit).status();
  }

 private:
  Awaited<bool> whole_;
};

EngineSpec SpecOf(const std::string& plugin, uint64_t generation = 1);
// A mount of the steerable plugin.
MountSpec MountOf(const std::string& path, const std::string& uri);
NodeConfig ConfigOf(const EngineSpec& spec, const std::string& node, uint64_t generation);
JobSpec JobOf(const std::string& id);  // loads all
// The whole file, through a data plane.
Result<std::string> ReadWhole(DataPlane& data, const std::string& path);

enum class HomeKind { kInProcess, kSocket };

// An engine of the steerable plugin on some nodes, whose homes are in this process, reached directly or
// through sockets.
class World {
 public:
  explicit World(HomeKind kind, std::vector<std::string> nodes = {"n1"});
  ~World();

  CacheEngine& engine() { return *engine_; }
  std::unique_ptr<CacheEngine>& owned_engine() { return engine_; }
  DataPlane& data(const std::string& node = "n1") { return homes_.at(node).home->data(); }
  InstanceHome& home(const std::string& node = "n1") { return *homes_.at(node).home; }
  std::map<std::string, std::string> addresses() const;
  void PutSecret(const std::string& ref, const std::string& value);
  // The home's end, and a new one on the same state.
  void Stop(const std::string& node);
  void Start(const std::string& node);

  Status Configure(const NodeConfig& config, Duration timeout = std::chrono::seconds(10));
  Status ConfigureAll(const EngineSpec& spec, uint64_t generation);
  NodeObservation Observe(const std::string& node = "n1");

 private:
  struct Place {
    std::unique_ptr<InstanceHome> home;
    std::unique_ptr<HomeServer> server;
  };

  const HomeKind kind_;
  TempDir dir_;
  std::shared_ptr<PluginRegistry> plugins_;
  Mutex mutex_;
  std::map<std::string, std::string> secrets_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Place> homes_;
  std::unique_ptr<EngineFactory> factory_;
  std::unique_ptr<CacheEngine> engine_;
};

}  // namespace fluid::engine::test
