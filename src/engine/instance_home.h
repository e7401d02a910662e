// InstanceHome: keeps one NODE instance and its mounts at a NodeConfig, and answers requests about them. What
// fluid-node is around; in tests and for embedders also in this process.
//
// A config is applied in this order: the plugin's plan is checked, the instance is made or changed
// (fluid.live/1), then the mounts. config_generation of an observation is the last config for which that was
// done; mounts that failed or wait for their users are told in their states, and tried again by each
// observation.
//
// Threads: Handle from many threads. None may be inside when the home is destroyed.
// Ownership: the destructor detaches the mounts, destroys the instance and waits for its end; the engine goes
// on.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "src/base/call.h"
#include "src/base/files.h"
#include "src/base/log.h"
#include "src/base/mutex.h"
#include "src/engine/instance_data.h"
#include "src/engine/messages.h"
#include "src/engine/mount_table.h"
#include "src/engine/registry.h"
#include "src/engine/turn.h"

namespace fluid::engine {

class InstanceHome {
 public:
  struct Options {
    std::shared_ptr<PluginRegistry> plugins;
    std::string state_dir;  // made if missing; ours alone: locked
    std::function<Result<std::string>(const std::string& ref)> read_secret;  // null: there are none
    std::function<std::unique_ptr<MountTable>(DataPlane&)> make_mounts;      // null: nothing is mounted here
    std::function<void()> on_shutdown;                                       // asked to end; must not block
    Log log;
  };
  // FAILED_PRECONDITION, naming the pid: another process owns the state_dir.
  static Result<std::unique_ptr<InstanceHome>> Open(Options options);
  ~InstanceHome();

  Response Handle(const Request& request, const Call& call);
  DataPlane& data() { return data_; }

  // Hints of the plugin's, on its threads; `fn` must not block, nor call these. When RemoveListener returns
  // it is not called any more.
  using EventFn = std::function<void(const EngineEvent&)>;
  uint64_t AddListener(EventFn fn);
  void RemoveListener(uint64_t id);

 private:
  explicit InstanceHome(Options options, FileLock lock);

  Response Answer(const ConfigureRequest& r, const Call& call);
  Response Answer(const ObserveRequest& r, const Call& call);
  Response Answer(const UsageRequest& r, const Call& call);
  Response Answer(const ListCacheRequest& r, const Call& call);
  Response Answer(const StartJobRequest& r, const Call& call);
  Response Answer(const QueryJobRequest& r, const Call& call);
  Response Answer(const CancelJobRequest& r, const Call& call);
  Response Answer(const ForgetJobRequest& r, const Call& call);
  Response Answer(const TeardownRequest& r, const Call& call);
  Response Answer(const ShutdownRequest& r, const Call& call);

  Status CheckOrder(const NodeConfig& config);
  // Holding the turn: brings the instance, then the mounts, to `config`.
  Status Apply(const NodeConfig& config, const Call& call);
  Status BringInstance(const NodeConfig& config, const Call& call);
  Status MakeInstance(std::shared_ptr<const Plugin> plugin, const NodeConfig& config, const Call& call);
  // Ends the instance; without files open only. Waits for its destroy.
  Status EndInstance(const Call& call);
  Result<std::shared_ptr<Instance>> Running();
  void RetryMounts(const NodeConfig& config);
  void Tell(uint32_t kind, const std::string& subject);

  const Options options_;
  const FileLock lock_;
  InstanceDataPlane data_;
  std::unique_ptr<MountTable> mounts_;  // set once; null: none here
  Turn turn_;                           // of changes: configure, teardown, retries of mounts

  Mutex listeners_mutex_;
  std::map<uint64_t, EventFn> listeners_ ABSL_GUARDED_BY(listeners_mutex_);
  uint64_t last_listener_ ABSL_GUARDED_BY(listeners_mutex_) = 0;

  Mutex mutex_;
  CondVar ended_;
  std::shared_ptr<Instance> instance_ ABSL_GUARDED_BY(mutex_);
  int alive_ ABSL_GUARDED_BY(mutex_) = 0;                     // instances made and not yet destroyed
  std::optional<NodeConfig> config_ ABSL_GUARDED_BY(mutex_);  // applied
  bool live_ ABSL_GUARDED_BY(mutex_) = false;                 // the plan offers fluid.live/1
  Status failure_ ABSL_GUARDED_BY(mutex_);                    // of the last configure
  bool torn_down_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace fluid::engine
