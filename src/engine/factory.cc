#include "src/engine/factory.h"

#include <fmt/format.h>

#include "src/engine/abi_plan.h"
#include "src/engine/cache_engine.h"
#include "src/engine/home.h"
#include "src/engine/reactor.h"
#include "src/engine/registry.h"

namespace fluid::engine {
namespace {

constexpr size_t kMaxPlans = 4096;

class Factory final : public EngineFactory {
 public:
  explicit Factory(EngineFactoryOptions options)
      : log_(options.log),
        connect_(options.connect ? std::move(options.connect) : ConnectSocket),
        plugins_(std::move(options.plugin_dirs), options.log) {
    for (const fluid_plugin* table : options.builtin) {
      if (const Status status = plugins_.Add(table); !status.ok()) log_.Error("{}", status.ToString());
    }
  }

  Result<EnginePlan> Plan(const EngineSpec& spec) override {
    {
      MutexLock lock(mutex_);
      const auto known = plans_.find(spec.uid);
      if (known != plans_.end() && known->second.spec == spec) return known->second.plan;
    }
    FLUID_ASSIGN_OR_RETURN(const std::shared_ptr<const Plugin> plugin, plugins_.Find(spec.plugin));
    if (plugin->own_process) {
      return Unimplemented(
          fmt::format("plan engine {}: plugin {} wants a process of its own, which plans can't have "
                      "yet; use a build of it with isolation=any",
                      spec.name, plugin->id));
    }
    FLUID_ASSIGN_OR_RETURN(EnginePlan plan, MakePlan(*plugin, spec, log_));
    MutexLock lock(mutex_);
    if (plans_.size() >= kMaxPlans) plans_.clear();
    plans_[spec.uid] = {spec, plan};
    return plan;
  }

  Result<std::unique_ptr<CacheEngine>> Create(const EngineSpec& spec) override {
    FLUID_ASSIGN_OR_RETURN(EnginePlan plan, Plan(spec));
    for (const auto& [id, scope] : plan.offers) {
      if (scope == FLUID_SCOPE_CLUSTER) {
        return Unimplemented(
            fmt::format("create engine {}: plugin {} offers {} at CLUSTER scope; instances on nodes "
                        "are what this host has homes for",
                        spec.name, spec.plugin, id));
      }
    }
    return NewCacheEngine(reactor_, connect_, spec.uid, std::move(plan));
  }

  std::vector<PluginInfo> List() override { return plugins_.List(); }

 private:
  static std::unique_ptr<Home> ConnectSocket(Reactor& reactor, const std::string&,
                                             const std::string& address) {
    return NewRemoteHome(reactor, address);
  }

  struct Planned {
    EngineSpec spec;
    EnginePlan plan;
  };

  const Log log_;
  const ConnectFn connect_;
  PluginRegistry plugins_;
  const std::shared_ptr<Reactor> reactor_ = std::make_shared<Reactor>();
  Mutex mutex_;
  std::map<std::string, Planned> plans_ ABSL_GUARDED_BY(mutex_);  // the last of each engine, by uid
};

}  // namespace

std::unique_ptr<EngineFactory> NewEngineFactory(EngineFactoryOptions options) {
  return std::make_unique<Factory>(std::move(options));
}

}  // namespace fluid::engine
