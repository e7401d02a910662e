// What a dataset's cache holds, and making room in it.
#include <fmt/format.h>

#include <condition_variable>
#include <mutex>

#include "src/base/call.h"
#include "src/base/strings.h"
#include "src/model/conditions.h"
#include "src/orchestrator/inspect.h"
#include "src/orchestrator/orchestrator.h"
#include "src/reconcile/kinds.h"

namespace fluid::orchestrator {
namespace {

constexpr Duration kPatience = std::chrono::seconds(20);
constexpr Duration kSoon = std::chrono::seconds(2);
constexpr Duration kLook = std::chrono::milliseconds(50);

// Waits for a completion, which always comes: the call has a deadline.
template <class T>
class Awaited {
 public:
  std::function<void(T)> Fn() {
    return [state = state_](T value) {
      const std::lock_guard lock(state->mutex);
      state->value = std::move(value);
      state->there.notify_all();
    };
  }
  T Take() {
    std::unique_lock lock(state_->mutex);
    state_->there.wait(lock, [this] { return state_->value.has_value(); });
    return *std::move(state_->value);
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable there;
    std::optional<T> value;
  };
  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

Result<std::shared_ptr<CacheEngine>> EngineOf(Orchestrator& orchestrator, const Key& dataset) {
  FLUID_RETURN_IF_ERROR(orchestrator.Get(dataset).status());
  std::shared_ptr<CacheEngine> engine = EngineAtWork(orchestrator, dataset).engine;
  if (!engine) return FailedPrecondition(fmt::format("{} has no cache yet", dataset.ToString()));
  return engine;
}

// While something loads what we free, or the other way round, neither would have a meaning.
Status NobodyAtWork(Orchestrator& orchestrator, const Key& dataset) {
  FLUID_ASSIGN_OR_RETURN(const ObjectList all, orchestrator.List({"", ""}));
  for (const Object& object : all.items) {
    const auto* status = reconcile::OperationStatusOf(object);
    const auto of = reconcile::DatasetOf(object);
    if (!status || status->phase != model::phase::kExecuting || !of) continue;
    if (of->space == dataset.space && of->name == dataset.name) {
      return FailedPrecondition(
          fmt::format("free the cache of {}: {} is at work; wait for its end, or cancel it",
                      dataset.ToString(), object.key().ToString()));
    }
  }
  return Ok();
}

Result<JobStatus> WaitForJob(CacheEngine& engine, const std::string& id, const Call& call) {
  while (true) {
    Awaited<Result<JobStatus>> asked;
    engine.QueryJob(id, {}, asked.Fn());
    Result<JobStatus> job = asked.Take();
    if (!job.ok() || job->phase >= JobPhase::kSucceeded) return job;
    FLUID_RETURN_IF_ERROR(call.Check("freeing the cache"));
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable never;
    never.wait_for(lock, kLook);
  }
}

}  // namespace

Result<CacheNumbers> CacheNumbersOf(Orchestrator& orchestrator, const Key& dataset) {
  FLUID_RETURN_IF_ERROR(orchestrator.Get(dataset).status());
  const EngineSight sight = EngineAtWork(orchestrator, dataset);
  CacheNumbers numbers;
  if (sight.usage) numbers.usage = *sight.usage;
  if (sight.engine) {
    Awaited<Result<CacheUsage>> asked;
    sight.engine->Usage("/", {kSoon, {}}, asked.Fn());
    if (const Result<CacheUsage> now = asked.Take(); now.ok()) numbers.usage = *now;
  }
  for (const NodeObservation& node : sight.nodes) {
    for (const MountReport& source : node.sources) numbers.open_files += source.open_files;
  }
  return numbers;
}

Result<CacheListing> ListCache(Orchestrator& orchestrator, const Key& dataset, const std::string& path,
                               const std::string& after) {
  FLUID_ASSIGN_OR_RETURN(const std::shared_ptr<CacheEngine> engine, EngineOf(orchestrator, dataset));
  Awaited<Result<CacheListing>> asked;
  engine->ListCache(path, after, {kPatience, {}}, asked.Fn());
  return asked.Take();
}

Result<uint64_t> FreeCache(Orchestrator& orchestrator, const Key& dataset, const std::string& path) {
  FLUID_ASSIGN_OR_RETURN(const std::shared_ptr<CacheEngine> engine, EngineOf(orchestrator, dataset));
  FLUID_RETURN_IF_ERROR(NobodyAtWork(orchestrator, dataset));
  JobSpec job;
  job.id = "free-" + NewUid();
  job.kind = JobKind::kFree;
  job.targets = {path};
  Awaited<Status> started;
  engine->StartJob(job, {}, started.Fn());
  FLUID_RETURN_IF_ERROR(started.Take());
  const Result<JobStatus> ended = WaitForJob(*engine, job.id, Call::Within(kPatience));
  Awaited<Status> forgotten;
  engine->ForgetJob(job.id, {}, forgotten.Fn());
  (void)forgotten.Take();  // a job that goes on is forgotten with the engine
  FLUID_RETURN_IF_ERROR(ended.status());
  FLUID_RETURN_IF_ERROR(ended->result);
  return ended->bytes_done.value_or(0);
}

}  // namespace fluid::orchestrator
