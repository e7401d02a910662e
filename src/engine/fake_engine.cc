#include <algorithm>

#include "src/engine/fake_world.h"

namespace fluid::engine {
namespace {

bool Ended(JobPhase phase) { return phase >= JobPhase::kSucceeded; }

class FakeEngine final : public CacheEngine {
 public:
  using World = FakeEngineFactory::World;
  FakeEngine(std::shared_ptr<World> world, std::string uid, uint64_t object)
      : world_(std::move(world)), uid_(std::move(uid)), object_(object) {}

  ~FakeEngine() override {
    std::vector<std::function<void(Status)>> ended;
    {
      MutexLock lock(world_->mutex);
      world_->listeners.erase(object_);
      std::erase_if(world_->pending, [&](World::Pending& p) {
        if (p.engine_object != object_) return false;
        ended.push_back(std::move(p.complete));
        return true;
      });
    }
    for (auto& complete : ended) complete(Cancelled("the engine object was destroyed"));
  }

  void OnEvent(std::function<void(const EngineEvent&)> fn) override {
    MutexLock lock(world_->mutex);
    world_->listeners[object_] = {uid_, std::move(fn)};
  }

  void SetHomes(const std::map<std::string, std::string>& node_to_socket) override {
    MutexLock lock(mutex_);
    homes_ = node_to_socket;
  }

  void Configure(const NodeConfig& config, EngineCall call, DoneStatus done) override {
    Void("configure", config.node, config.node, std::move(call), std::move(done),
         [this, config](World::Engine& e) {
           FLUID_ASSIGN_OR_RETURN(FakeHome * home, Reach(e, config.node));
           return Apply(*home, config);
         });
  }

  void Observe(EngineCall call, Done<std::vector<NodeObservation>> done) override {
    Answer<std::vector<NodeObservation>>("observe", "", "", std::move(call), std::move(done),
                                         [this](World::Engine& e) -> Result<std::vector<NodeObservation>> {
                                           std::vector<NodeObservation> all;
                                           for (const std::string& node : Nodes())
                                             all.push_back(See(e, node));
                                           return all;
                                         });
  }

  void Usage(const std::string& path, EngineCall call, Done<CacheUsage> done) override {
    Answer<CacheUsage>(
        "usage", path, "", std::move(call), std::move(done), [this](World::Engine& e) -> Result<CacheUsage> {
          FLUID_RETURN_IF_ERROR(ReachAll(e));
          CacheUsage sum;
          const auto add = [](std::optional<uint64_t>& to, const std::optional<uint64_t>& one) {
            if (one) to = to.value_or(0) + *one;
          };
          for (const std::string& node : Nodes()) {
            const CacheUsage& one = e.homes[node].usage;
            add(sum.capacity_bytes, one.capacity_bytes);
            add(sum.cached_bytes, one.cached_bytes);
            sum.total_bytes = one.total_bytes;
            sum.total_files = one.total_files;
            add(sum.hits, one.hits);
            add(sum.misses, one.misses);
            add(sum.hit_bytes, one.hit_bytes);
            add(sum.miss_bytes, one.miss_bytes);
          }
          return sum;
        });
  }

  void ListCache(const std::string& path, const std::string&, EngineCall call,
                 Done<CacheListing> done) override {
    Answer<CacheListing>("list", path, "", std::move(call), std::move(done),
                         [this](World::Engine& e) -> Result<CacheListing> {
                           FLUID_RETURN_IF_ERROR(ReachAll(e));
                           return CacheListing();
                         });
  }

  void StartJob(const JobSpec& job, EngineCall call, DoneStatus done) override {
    Void("start", job.id, "", std::move(call), std::move(done), [this, job](World::Engine& e) -> Status {
      FLUID_RETURN_IF_ERROR(ReachAll(e));
      const auto [known, fresh] = e.job_specs.emplace(job.id, job);
      if (!fresh) {
        return known->second == job ? Ok()
                                    : AlreadyExists("start job " + job.id + ": its id names another job");
      }
      JobStatus status;
      status.id = job.id;
      status.phase = JobPhase::kRunning;
      e.jobs[job.id] = status;
      return Ok();
    });
  }

  void QueryJob(const std::string& id, EngineCall call, Done<JobStatus> done) override {
    Answer<JobStatus>("query", id, "", std::move(call), std::move(done),
                      [this, id](World::Engine& e) -> Result<JobStatus> {
                        FLUID_RETURN_IF_ERROR(ReachAll(e));
                        if (!e.jobs.contains(id))
                          return NotFound("query job " + id + ": never started, or forgotten");
                        return e.jobs[id];
                      });
  }

  void CancelJob(const std::string& id, EngineCall call, DoneStatus done) override {
    Void("cancel", id, "", std::move(call), std::move(done), [this, id](World::Engine& e) -> Status {
      FLUID_RETURN_IF_ERROR(ReachAll(e));
      const auto job = e.jobs.find(id);
      if (job == e.jobs.end()) return NotFound("cancel job " + id + ": never started, or forgotten");
      if (!Ended(job->second.phase)) {
        job->second.phase = JobPhase::kCancelled;
        job->second.result = Cancelled("job " + id + " was cancelled");
      }
      return Ok();
    });
  }

  void ForgetJob(const std::string& id, EngineCall call, DoneStatus done) override {
    Void("forget", id, "", std::move(call), std::move(done), [this, id](World::Engine& e) -> Status {
      FLUID_RETURN_IF_ERROR(ReachAll(e));
      const auto job = e.jobs.find(id);
      if (job == e.jobs.end()) return Ok();
      if (!Ended(job->second.phase)) return FailedPrecondition("forget job " + id + ": it is still going");
      e.jobs.erase(job);
      e.job_specs.erase(id);
      return Ok();
    });
  }

  void Teardown(bool force, EngineCall call, DoneStatus done) override {
    Void("teardown", force ? "force" : "", "", std::move(call), std::move(done),
         [this, force](World::Engine& e) -> Status {
           FLUID_RETURN_IF_ERROR(ReachAll(e));
           Status busy;
           for (const std::string& node : Nodes()) {
             FakeHome& home = e.homes[node];
             if (home.config) {
               NodeConfig none = *home.config;
               none.mounts.clear();
               none.force_unmount = force;
               FLUID_RETURN_IF_ERROR(Apply(home, none));
             }
             if (!home.lingering.empty())
               busy = FailedPrecondition("tear down: mounts on " + node + " are in use");
           }
           if (!busy.ok()) return busy;
           for (const std::string& node : Nodes()) e.homes[node].torn_down = true;
           return Ok();
         });
  }

 private:
  void Void(const char* verb, const std::string& subject, const std::string& node, EngineCall call,
            DoneStatus done, std::function<Status(World::Engine&)> effect) {
    world_->Run<bool>(
        object_, {uid_, verb, subject}, node, std::move(call),
        [effect](World::Engine& e) -> Result<bool> {
          Status status = effect(e);
          return status.ok() ? Result<bool>(true) : Result<bool>(status);
        },
        [done](Result<bool> result) { done(result.status()); });
  }

  template <class T>
  void Answer(const char* verb, const std::string& subject, const std::string& node, EngineCall call,
              Done<T> done, std::function<Result<T>(World::Engine&)> effect) {
    world_->Run<T>(object_, {uid_, verb, subject}, node, std::move(call), effect, std::move(done));
  }

  std::vector<std::string> Nodes() {
    MutexLock lock(mutex_);
    std::vector<std::string> nodes;
    for (const auto& [node, socket] : homes_) nodes.push_back(node);
    return nodes;
  }

  Result<FakeHome*> Reach(World::Engine& e, const std::string& node) {
    {
      MutexLock lock(mutex_);
      if (!homes_.contains(node)) return Unavailable("node " + node + " has no home of this engine");
    }
    FakeHome& home = e.homes[node];
    if (!home.up) return Unavailable("the home on node " + node + " does not answer");
    return &home;
  }

  Status ReachAll(World::Engine& e) {
    const std::vector<std::string> nodes = Nodes();
    if (nodes.empty()) return Unavailable("the engine has no home yet");
    for (const std::string& node : nodes) FLUID_RETURN_IF_ERROR(Reach(e, node).status());
    return Ok();
  }

  static Status Apply(FakeHome& home, const NodeConfig& config) {
    if (home.torn_down) return FailedPrecondition("configure: the engine was torn down");
    if (home.config && config.generation < home.config->generation) {
      return Aborted("configure: a newer generation is applied");
    }
    if (home.config) {
      for (const NodeMount& old : home.config->mounts) {
        const bool kept = std::any_of(config.mounts.begin(), config.mounts.end(),
                                      [&](const NodeMount& m) { return m.id == old.id; });
        const auto users = home.mount_users.find(old.id);
        if (kept || home.mount_errors.contains(old.id)) continue;
        if (users == home.mount_users.end() || users->second.empty()) continue;
        home.lingering[old.id] = {old.id, old.target, true, "", users->second};
      }
    }
    for (const NodeMount& m : config.mounts) home.lingering.erase(m.id);
    if (config.force_unmount) home.lingering.clear();
    for (const std::string& id : config.forced_mounts) home.lingering.erase(id);
    home.config = config;
    return Ok();
  }

  NodeObservation See(World::Engine& e, const std::string& node) {
    NodeObservation seen;
    seen.node = node;
    Result<FakeHome*> reached = Reach(e, node);
    if (!reached.ok()) {
      seen.reachable = reached.status();
      return seen;
    }
    FakeHome& home = **reached;
    std::erase_if(home.lingering, [&](const auto& waiting) {
      const auto users = home.mount_users.find(waiting.first);
      return users == home.mount_users.end() || users->second.empty();
    });
    seen.health = home.health.value_or(home.config ? Health::kReady : Health::kStarting);
    seen.reasons = home.reasons;
    if (!home.config) return seen;
    seen.config_generation = home.config->generation;
    seen.spec_generation = home.config->spec.generation;
    for (const MountSpec& mount : home.config->spec.mounts) {
      const auto open = home.open_files.find(mount.path);
      MountReport report{mount.path, mount.uri, MountReport::State::kServing, mount.generation, 0, {}};
      if (open != home.open_files.end()) report.open_files = open->second;
      if (mount.draining) {
        if (report.open_files == 0) continue;
        report.state = MountReport::State::kClosing;
      } else if (const auto set = home.sources.find(mount.path); set != home.sources.end()) {
        report.state = set->second.state;
        report.why = set->second.why;
      }
      seen.sources.push_back(report);
    }
    for (const NodeMount& mount : home.config->mounts) {
      NodeMountState state{mount.id, mount.target, true, "", {}};
      if (const auto error = home.mount_errors.find(mount.id); error != home.mount_errors.end()) {
        state.mounted = false;
        state.message = error->second;
      }
      seen.mounts.push_back(state);
    }
    for (auto& [id, state] : home.lingering) {
      state.users = home.mount_users[id];
      seen.mounts.push_back(state);
    }
    return seen;
  }

  const std::shared_ptr<World> world_;
  const std::string uid_;
  const uint64_t object_;
  Mutex mutex_;  // after world_->mutex
  std::map<std::string, std::string> homes_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<CacheEngine> NewFakeEngine(std::shared_ptr<FakeEngineFactory::World> world, std::string uid,
                                           uint64_t object) {
  return std::make_unique<FakeEngine>(std::move(world), std::move(uid), object);
}

}  // namespace fluid::engine
