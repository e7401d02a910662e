// FakeEngineFactory: what tests do with the world of their engines.
#include "fluid/plugin.h"
#include "src/engine/fake_world.h"

namespace fluid::engine {

FakeEngineFactory::FakeEngineFactory(Clock& clock) : world_(std::make_shared<World>(clock)) {}
FakeEngineFactory::~FakeEngineFactory() = default;

EnginePlan FakeEngineFactory::DefaultPlan() {
  EnginePlan plan;
  PlannedComponent node;
  node.name = "node";
  node.hosted = node.on_workers = node.on_readers = true;
  node.role = FLUID_ROLE_WORKER;
  plan.components.push_back(node);
  for (const char* id : {FLUID_LIVE_V1, FLUID_CACHE_V1, FLUID_JOBS_V1, FLUID_DATA_V1}) {
    plan.offers[id] = FLUID_SCOPE_NODE;
  }
  plan.offer_bits[FLUID_JOBS_V1] = 1u << FLUID_JOB_LOAD | 1u << FLUID_JOB_FREE;
  return plan;
}

Result<EnginePlan> FakeEngineFactory::Plan(const EngineSpec& spec) {
  std::function<Result<EnginePlan>(const EngineSpec&)> plan;
  {
    MutexLock lock(world_->mutex);
    plan = world_->plan;
  }
  return plan ? plan(spec) : DefaultPlan();
}

Result<std::unique_ptr<CacheEngine>> FakeEngineFactory::Create(const EngineSpec& spec) {
  FLUID_RETURN_IF_ERROR(Plan(spec).status());
  MutexLock lock(world_->mutex);
  world_->engines[spec.uid];
  return NewFakeEngine(world_, spec.uid, world_->next_object++);
}

std::vector<EngineFactory::PluginInfo> FakeEngineFactory::List() {
  return {
      {"fake", "1.0", "", "in-process", {FLUID_LIVE_V1, FLUID_CACHE_V1, FLUID_JOBS_V1, FLUID_DATA_V1}, {}}};
}

void FakeEngineFactory::SetPlan(std::function<Result<EnginePlan>(const EngineSpec&)> plan) {
  MutexLock lock(world_->mutex);
  world_->plan = std::move(plan);
}

void FakeEngineFactory::SetFate(std::function<FakeFate(const FakeCall&)> fate) {
  MutexLock lock(world_->mutex);
  world_->fate = std::move(fate);
}

int FakeEngineFactory::Pump() {
  std::vector<std::pair<std::function<void(Status)>, Status>> due;
  {
    MutexLock lock(world_->mutex);
    const MonoTime now = world_->clock.Mono();
    std::erase_if(world_->pending, [&](World::Pending& p) {
      Status status;
      if (p.pumps == 0) {
      } else if (p.stop.stop_requested()) {
        status = Cancelled("the call was called off");
      } else if (now >= p.deadline) {
        status = DeadlineExceeded("no answer in time");
      } else {
        if (p.pumps > 0) --p.pumps;
        return false;
      }
      due.emplace_back(std::move(p.complete), status);
      return true;
    });
  }
  for (auto& [complete, status] : due) complete(status);
  return static_cast<int>(due.size());
}

bool FakeEngineFactory::idle() const {
  MutexLock lock(world_->mutex);
  return world_->pending.empty();
}

void FakeEngineFactory::Edit(const std::string& uid, const std::string& node,
                             const std::function<void(FakeHome&)>& edit) {
  MutexLock lock(world_->mutex);
  edit(world_->engines[uid].homes[node]);
}

std::optional<FakeHome> FakeEngineFactory::Look(const std::string& uid, const std::string& node) const {
  MutexLock lock(world_->mutex);
  const auto engine = world_->engines.find(uid);
  if (engine == world_->engines.end()) return std::nullopt;
  const auto home = engine->second.homes.find(node);
  return home == engine->second.homes.end() ? std::nullopt : std::optional<FakeHome>(home->second);
}

void FakeEngineFactory::Kill(const std::string& uid, const std::string& node) {
  MutexLock lock(world_->mutex);
  FakeHome& home = world_->engines[uid].homes[node];
  home.up = false;
  home.config.reset();
  home.lingering.clear();
  home.open_files.clear();
  for (World::Pending& p : world_->pending) {
    if (p.uid != uid || p.node != node) continue;
    p.pumps = 0;
    p.complete = [complete = p.complete](Status) { complete(Unavailable("the home died")); };
  }
}

void FakeEngineFactory::Start(const std::string& uid, const std::string& node,
                              std::optional<NodeConfig> config) {
  MutexLock lock(world_->mutex);
  FakeHome& home = world_->engines[uid].homes[node];
  home.up = true;
  home.config = std::move(config);
}

void FakeEngineFactory::EditJob(const std::string& uid, const std::string& id,
                                const std::function<void(JobStatus&)>& edit) {
  MutexLock lock(world_->mutex);
  const auto job = world_->engines[uid].jobs.find(id);
  if (job != world_->engines[uid].jobs.end()) edit(job->second);
}

void FakeEngineFactory::Emit(const std::string& uid, const EngineEvent& event) {
  std::vector<std::function<void(const EngineEvent&)>> hear;
  {
    MutexLock lock(world_->mutex);
    for (const auto& [object, listener] : world_->listeners)
      if (listener.uid == uid && listener.fn) hear.push_back(listener.fn);
  }
  for (const auto& fn : hear) fn(event);
}

std::map<std::string, JobStatus> FakeEngineFactory::Jobs(const std::string& uid) const {
  MutexLock lock(world_->mutex);
  const auto engine = world_->engines.find(uid);
  return engine == world_->engines.end() ? std::map<std::string, JobStatus>() : engine->second.jobs;
}

std::map<std::string, JobSpec> FakeEngineFactory::JobSpecs(const std::string& uid) const {
  MutexLock lock(world_->mutex);
  const auto engine = world_->engines.find(uid);
  return engine == world_->engines.end() ? std::map<std::string, JobSpec>() : engine->second.job_specs;
}

std::vector<FakeCall> FakeEngineFactory::TakeCalls() {
  MutexLock lock(world_->mutex);
  std::vector<FakeCall> calls(world_->calls.begin(), world_->calls.end());
  world_->calls.clear();
  return calls;
}

}  // namespace fluid::engine
