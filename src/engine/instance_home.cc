#include "src/engine/instance_home.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/engine/abi_plan.h"
#include "src/engine/cache_listing.h"

namespace fluid::engine {
namespace {

// What a plugin without fluid.live/1 serves: what it was made with.
std::vector<MountReport> ReportsOf(const EngineSpec& spec, Health health) {
  std::vector<MountReport> reports;
  for (const MountSpec& mount : spec.mounts) {
    if (mount.draining) continue;
    const bool serves = health == Health::kReady || health == Health::kDegraded;
    reports.push_back({mount.path,
                       mount.uri,
                       serves ? MountReport::State::kServing : MountReport::State::kPending,
                       mount.generation,
                       0,
                       {}});
  }
  return reports;
}

bool Wants(const NodeConfig& config, const std::string& mount_id) {
  return std::any_of(config.mounts.begin(), config.mounts.end(),
                     [&](const NodeMount& mount) { return mount.id == mount_id; });
}

std::string UsersOf(const std::vector<NodeMountState>& states) {
  std::vector<std::string> users;
  for (const NodeMountState& state : states) {
    std::vector<std::string> pids;
    for (const int pid : state.users) pids.push_back(fmt::format("{}", pid));
    users.push_back(
        fmt::format("{} (processes {})", state.target, pids.empty() ? "unknown" : Join(pids, ", ")));
  }
  return Join(users, "; ");
}

}  // namespace

Result<std::unique_ptr<InstanceHome>> InstanceHome::Open(Options options) {
  FLUID_RETURN_IF_ERROR(MakeDirs(options.state_dir, 0700));
  FLUID_ASSIGN_OR_RETURN(FileLock lock, FileLock::Take(JoinPath(options.state_dir, "home.lock")));
  return std::unique_ptr<InstanceHome>(new InstanceHome(std::move(options), std::move(lock)));
}

InstanceHome::InstanceHome(Options options, FileLock lock)
    : options_(std::move(options)), lock_(std::move(lock)) {
  if (options_.make_mounts) mounts_ = options_.make_mounts(data_);
  if (mounts_) mounts_->OnLoss([this] { Tell(FLUID_EVENT_HEALTH, ""); });
}

InstanceHome::~InstanceHome() {
  mounts_.reset();
  data_.SetInstance(nullptr);
  std::shared_ptr<Instance> last;
  {
    MutexLock lock(mutex_);
    last = std::move(instance_);
  }
  last.reset();
  MutexLock lock(mutex_);
  while (alive_ > 0) ended_.Wait(mutex_);
}

Response InstanceHome::Handle(const Request& request, const Call& call) {
  return std::visit([&](const auto& r) { return Answer(r, call); }, request);
}

// ---- Changes ----

Response InstanceHome::Answer(const ConfigureRequest& r, const Call& call) {
  const Turn::Holder turn(turn_, call, fmt::format("configure {}", r.config.spec.name));
  if (!turn.status().ok()) return {turn.status(), {}};
  if (Status old = CheckOrder(r.config); !old.ok()) return {std::move(old), {}};
  Status status = Apply(r.config, call);
  if (status.ok()) {
    options_.log.Info("{}: applied config {} with spec {}", r.config.instance, r.config.generation,
                      r.config.spec.generation);
  } else {
    options_.log.Warning("{}: config {}: {}", r.config.instance, r.config.generation, status.ToString());
  }
  MutexLock lock(mutex_);
  failure_ = status;
  if (status.ok()) config_ = r.config;
  return {std::move(status), {}};
}

Status InstanceHome::CheckOrder(const NodeConfig& config) {
  MutexLock lock(mutex_);
  if (torn_down_)
    return FailedPrecondition(fmt::format("configure {}: the engine was torn down", config.spec.name));
  if (!config_) return Ok();
  if (config_->spec.uid != config.spec.uid || config_->spec.plugin != config.spec.plugin ||
      config_->node != config.node) {
    return FailedPrecondition(
        fmt::format("configure: this is the home of {} ({}) on {}, not of {} ({}) on {}", config_->spec.uid,
                    config_->spec.plugin, config_->node, config.spec.uid, config.spec.plugin, config.node));
  }
  if (config.generation < config_->generation) {
    return Aborted(fmt::format("configure {}: generation {} is older than {}, which is applied",
                               config.spec.name, config.generation, config_->generation));
  }
  return Ok();
}

Status InstanceHome::Apply(const NodeConfig& config, const Call& call) {
  FLUID_RETURN_IF_ERROR(BringInstance(config, call));
  if (mounts_) mounts_->Apply(config.mounts, {config.force_unmount, config.forced_mounts});
  return Ok();
}

Status InstanceHome::BringInstance(const NodeConfig& config, const Call& call) {
  FLUID_ASSIGN_OR_RETURN(std::shared_ptr<const Plugin> plugin, options_.plugins->Find(config.spec.plugin));
  FLUID_ASSIGN_OR_RETURN(const EnginePlan plan, MakePlan(*plugin, config.spec, options_.log));
  const bool live = plan.Offers(FLUID_LIVE_V1);
  std::shared_ptr<Instance> instance;
  bool same = false;
  {
    MutexLock lock(mutex_);
    live_ = live;
    instance = instance_;
    same = config_ && failure_.ok() && config_->spec == config.spec && config_->tiers == config.tiers;
  }
  if (!instance) return MakeInstance(std::move(plugin), config, call);
  if (same) return Ok();
  if (live) {
    const Status status = instance->Apply(config.spec, config.tiers, call).status();
    if (status.ok() || status.code() != Code::kFailedPrecondition) return status;
    options_.log.Info("{}: {}; the instance is made anew", config.instance, status.ToString());
  }
  instance.reset();
  FLUID_RETURN_IF_ERROR(EndInstance(call));
  return MakeInstance(std::move(plugin), config, call);
}

Status InstanceHome::MakeInstance(std::shared_ptr<const Plugin> plugin, const NodeConfig& config,
                                  const Call& call) {
  for (const Tier& tier : config.tiers) {
    if (!tier.path.empty()) FLUID_RETURN_IF_ERROR(MakeDirs(tier.path, 0700));
  }
  HostServices services;
  services.log = options_.log;
  services.read_secret = options_.read_secret;
  services.on_event = [this](uint32_t kind, const std::string& subject, uint64_t version) {
    if (kind == FLUID_EVENT_SOURCE) data_.Changed(subject, version);
    Tell(kind, subject);
  };
  FLUID_ASSIGN_OR_RETURN(
      std::shared_ptr<Instance> made,
      Instance::Create(std::move(plugin), config.spec, {config.node, options_.state_dir, config.tiers},
                       std::move(services), call));
  Instance* const instance = made.get();
  // The last to let go of it, whoever that is, tells us that it ended.
  std::shared_ptr<Instance> held(instance, [this, made = std::move(made)](Instance*) mutable {
    made.reset();
    MutexLock lock(mutex_);
    --alive_;
    ended_.NotifyAll();
  });
  {
    MutexLock lock(mutex_);
    ++alive_;
    instance_ = held;
  }
  data_.SetInstance(std::move(held));
  return Ok();
}

Status InstanceHome::EndInstance(const Call& call) {
  if (const int open = data_.open_files()) {
    return FailedPrecondition(
        fmt::format("make the instance anew: {} files are open; it waits until they are closed", open));
  }
  data_.SetInstance(nullptr);
  std::shared_ptr<Instance> old;
  {
    MutexLock lock(mutex_);
    old = std::move(instance_);
  }
  old.reset();
  MutexLock lock(mutex_);
  while (alive_ > 0) {
    if (!ended_.WaitUntil(mutex_, call.deadline) && alive_ > 0) {
      return DeadlineExceeded("make the instance anew: the old one still ends");
    }
  }
  return Ok();
}

Response InstanceHome::Answer(const TeardownRequest& r, const Call& call) {
  const Turn::Holder turn(turn_, call, "tear down");
  if (!turn.status().ok()) return {turn.status(), {}};
  {
    MutexLock lock(mutex_);
    if (torn_down_) return {};
    if (config_) config_->mounts.clear();  // from now on nothing is mounted again
  }
  if (mounts_) {
    std::vector<NodeMountState> left = mounts_->Apply({}, r.force);
    std::erase_if(left, [](const NodeMountState& state) { return !state.mounted; });
    if (!left.empty())
      return {FailedPrecondition(fmt::format("tear down: in use are {}", UsersOf(left))), {}};
  }
  std::shared_ptr<Instance> instance;
  {
    MutexLock lock(mutex_);
    instance = instance_;
  }
  if (instance) {
    if (Status status = instance->Teardown(r.force, call); !status.ok()) return {std::move(status), {}};
  }
  data_.SetInstance(nullptr);
  MutexLock lock(mutex_);
  torn_down_ = true;
  std::swap(instance, instance_);
  return {};
}

Response InstanceHome::Answer(const ShutdownRequest&, const Call&) {
  if (options_.on_shutdown) options_.on_shutdown();
  return {};
}

// ---- Hints ----

uint64_t InstanceHome::AddListener(EventFn fn) {
  MutexLock lock(listeners_mutex_);
  listeners_.emplace(++last_listener_, std::move(fn));
  return last_listener_;
}

void InstanceHome::RemoveListener(uint64_t id) {
  MutexLock lock(listeners_mutex_);
  listeners_.erase(id);
}

void InstanceHome::Tell(uint32_t kind, const std::string& subject) {
  if (kind != FLUID_EVENT_HEALTH && kind != FLUID_EVENT_JOB) return;
  const EngineEvent event{static_cast<EngineEvent::Kind>(kind), subject};
  MutexLock lock(listeners_mutex_);
  for (const auto& [id, listener] : listeners_) listener(event);
}

// ---- Questions ----

Response InstanceHome::Answer(const ObserveRequest&, const Call& call) {
  std::shared_ptr<Instance> instance;
  NodeConfig config;
  Status failure;
  bool live = false, configured = false;
  NodeObservation seen;
  {
    MutexLock lock(mutex_);
    instance = instance_;
    live = live_;
    failure = failure_;
    configured = config_.has_value();
    if (config_) config = *config_;
  }
  seen.node = config.node;
  seen.config_generation = config.generation;
  if (instance) {
    const Result<Instance::Probed> probed = instance->Probe(call);
    if (probed.ok()) {
      seen.health = probed->health;
      seen.reasons = probed->reasons;
      seen.spec_generation = live ? probed->generation : config.spec.generation;
    } else {
      seen.health = Health::kFailed;
      seen.reasons.emplace_back(probed.status().message());
    }
    const Result<std::vector<MountReport>> reports =
        live ? instance->Report(call) : ReportsOf(config.spec, seen.health);
    if (reports.ok()) {
      seen.sources = *reports;
    } else {
      seen.reasons.emplace_back(reports.status().message());
    }
  }
  // What a plugin says when its time is over tells nothing of its health.
  if (Status late = call.Check("observe the instance"); !late.ok()) return {std::move(late), {}};
  if (!failure.ok()) {
    seen.health = instance ? std::max(seen.health, Health::kDegraded) : Health::kFailed;
    seen.reasons.emplace_back(failure.message());
  }
  if (configured) RetryMounts(config);
  if (mounts_) seen.mounts = mounts_->States();
  for (const NodeMount& mount : config.mounts) {
    if (!mounts_) seen.mounts.push_back({mount.id, mount.target, false, "this home mounts nothing", {}});
  }
  return {Ok(), std::move(seen)};
}

void InstanceHome::RetryMounts(const NodeConfig& config) {
  if (!mounts_) return;
  const std::vector<NodeMountState> states = mounts_->States();
  const bool settled = std::all_of(states.begin(), states.end(), [&](const NodeMountState& state) {
    return state.mounted == Wants(config, state.id);
  });
  if (settled) return;
  const Turn::Holder turn(turn_, Call{MonoTime::min(), {}}, "retry mounts");
  if (!turn.status().ok()) return;  // a change is under way, which sees to the mounts itself
  {
    MutexLock lock(mutex_);
    if (torn_down_ || !config_ || config_->generation != config.generation) return;
  }
  mounts_->Apply(config.mounts, {config.force_unmount, config.forced_mounts});
}

Result<std::shared_ptr<Instance>> InstanceHome::Running() {
  MutexLock lock(mutex_);
  if (instance_) return instance_;
  if (torn_down_) return FailedPrecondition("the engine was torn down");
  return failure_.ok() ? Unavailable("the engine has not started here")
                       : failure_.Annotate("the engine did not start");
}

Response InstanceHome::Answer(const UsageRequest& r, const Call& call) {
  const auto instance = Running();
  if (!instance.ok()) return {instance.status(), {}};
  Result<CacheUsage> usage = (*instance)->Usage(r.path, call);
  return usage.ok() ? Response{Ok(), std::move(*usage)} : Response{usage.status(), {}};
}

Response InstanceHome::Answer(const ListCacheRequest& r, const Call& call) {
  const auto instance = Running();
  if (!instance.ok()) return {instance.status(), {}};
  Result<CacheListing> listing = ListCache(data_, **instance, r, call);
  return listing.ok() ? Response{Ok(), std::move(*listing)} : Response{listing.status(), {}};
}

Response InstanceHome::Answer(const StartJobRequest& r, const Call& call) {
  const auto instance = Running();
  const Status status = instance.ok() ? (*instance)->StartJob(r.job, call) : instance.status();
  options_.log.Info("job {}: {}", r.job.id, status.ok() ? "started" : status.ToString());
  return {status, {}};
}

Response InstanceHome::Answer(const QueryJobRequest& r, const Call& call) {
  const auto instance = Running();
  if (!instance.ok()) return {instance.status(), {}};
  Result<JobStatus> job = (*instance)->QueryJob(r.id, call);
  return job.ok() ? Response{Ok(), std::move(*job)} : Response{job.status(), {}};
}

Response InstanceHome::Answer(const CancelJobRequest& r, const Call& call) {
  const auto instance = Running();
  return {instance.ok() ? (*instance)->CancelJob(r.id, call) : instance.status(), {}};
}

Response InstanceHome::Answer(const ForgetJobRequest& r, const Call& call) {
  const auto instance = Running();
  if (!instance.ok()) return {instance.status(), {}};
  if (const Result<JobStatus> job = (*instance)->QueryJob(r.id, call); job.ok()) {
    options_.log.Info("job {}: ended, {}; {} bytes, {} files", r.id,
                      job->result.ok() ? "all is done" : job->result.ToString(), job->bytes_done.value_or(0),
                      job->files_done.value_or(0));
  }
  return {(*instance)->ForgetJob(r.id, call), {}};
}

}  // namespace fluid::engine
