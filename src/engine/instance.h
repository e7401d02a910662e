// Instance: one NODE instance of an engine, in this process. The plugin's control functions as C++, with the
// thread rules of plugin.h kept: [engine] calls come one at a time, [any] calls beside them, destroy after
// all of them.
//
// Threads: all functions, any thread. Whoever holds the shared_ptr keeps the instance from being destroyed;
// the last one to let go runs destroy.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "src/base/call.h"
#include "src/engine/host.h"
#include "src/engine/plugin_table.h"
#include "src/engine/turn.h"

namespace fluid::engine {

class Instance {
 public:
  struct Where {
    std::string node;
    std::string state_dir;
    std::vector<Tier> tiers;
  };
  static Result<std::shared_ptr<Instance>> Create(std::shared_ptr<const Plugin> plugin,
                                                  const EngineSpec& spec, Where where, HostServices services,
                                                  const Call& call);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  struct Probed {
    Health health = Health::kStarting;
    std::vector<std::string> reasons;
    uint64_t generation = 0;  // of the spec applied wholly; plugins with fluid.live/1 only
  };
  Result<Probed> Probe(const Call& call);

  // fluid.live/1. FAILED_PRECONDITION: nothing was changed, the instance must be made anew.
  Result<std::vector<MountReport>> Apply(const EngineSpec& spec, const std::vector<Tier>& tiers,
                                         const Call& call);
  Result<std::vector<MountReport>> Report(const Call& call);

  Result<CacheUsage> Usage(const std::string& path, const Call& call);
  // What is cached below a path, without the numbers that cost more.
  Result<uint64_t> CachedBytes(const std::string& path, const Call& call);
  struct Held {
    uint64_t bytes = 0;
    int slowest_tier = -1;
  };
  Result<Held> HeldOf(const std::string& file, uint64_t size, const Call& call);

  Status StartJob(const JobSpec& job, const Call& call);
  Result<JobStatus> QueryJob(const std::string& id, const Call& call);
  Status CancelJob(const std::string& id, const Call& call);
  Status ForgetJob(const std::string& id, const Call& call);

  // The engine ends; `now` does not wait for open files and jobs.
  Status Teardown(bool now, const Call& call);

  // For the data plane.
  const Plugin& plugin() const { return *plugin_; }
  fluid_engine* handle() const { return handle_; }
  const std::atomic<bool>& ending() const { return host_.ending(); }
  const Log& log() const { return host_.log(); }

 private:
  Instance(std::shared_ptr<const Plugin> plugin, Where where, std::string name, HostServices services);

  Status Lacks(const char* interface_id) const;

  const std::shared_ptr<const Plugin> plugin_;
  const Where where_;
  Host host_;
  fluid_engine* handle_ = nullptr;

  Turn engine_turn_;  // of [engine] calls
};

}  // namespace fluid::engine
