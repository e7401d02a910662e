#include "src/orchestrator/orchestrator.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <condition_variable>
#include <utility>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/conditions.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"
#include "src/orchestrator/admission.h"
#include "src/orchestrator/defaults.h"
#include "src/orchestrator/plugin_watch.h"
#include "src/orchestrator/rank_nodes.h"
#include "src/orchestrator/wait.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/loop.h"
#include "src/reconcile/names.h"
#include "src/reconcile/plan.h"

namespace fluid {

std::string_view Version() { return "0.1.0"; }

namespace orchestrator {
namespace {

constexpr int kReconcileThreads = 2;
constexpr int kWriteAttempts = 20;  // against others who write the same object

class OrchestratorImpl final : public Orchestrator {
 public:
  OrchestratorImpl(OrchestratorOptions options, std::optional<StateDir> dir, Log log, Seams seams)
      : dir_(std::move(dir)),
        log_(std::move(log)),
        seams_(std::move(seams)),
        admission_(*seams_.store, *seams_.secrets),
        loop_({*seams_.store, *seams_.launcher, *seams_.engines, *seams_.cluster, *seams_.secrets,
               *seams_.clock},
              SettingsFrom(options, dir_ ? &*dir_ : nullptr), log_,
              [this](const reconcile::World& world, const reconcile::Settings& settings, WallTime now) {
                // Who lost the leadership decides nothing any more.
                return lease_->held() ? reconcile::Decide(world, settings, now) : reconcile::Decision();
              }),
        plugins_(PluginDirsOf(options), *seams_.clock, [this] { loop_.TouchAll(); }) {}

  Status Start() {
    FLUID_ASSIGN_OR_RETURN(lease_, seams_.store->Lead("reconcile", fmt::format("process {}", getpid())));
    FLUID_ASSIGN_OR_RETURN(
        secrets_watch_,
        seams_.store->StartWatch({.kind = "Secret", .space = ""}, "", [this](const WatchEvent& event) {
          if (event.type != WatchEventType::kDeleted) return;
          if (const Status status = admission_.Removed(event.object); !status.ok()) {
            log_.Warning("removing the values of {}: {}", event.object.key().ToString(), status.ToString());
          }
        }));
    loop_.Start(kReconcileThreads);
    return Ok();
  }

  Result<std::vector<Object>> Apply(std::string_view manifest, std::string_view file_name) override {
    FLUID_ASSIGN_OR_RETURN(model::Manifest read, model::ParseManifest(manifest, file_name));
    std::vector<Object> applied;
    for (Object& object : read.objects) {
      FLUID_ASSIGN_OR_RETURN(Object stored, ApplyOne(std::move(object)));
      applied.push_back(std::move(stored));
    }
    return applied;
  }

  Result<Object> Get(const Key& key) override { return seams_.store->Get(key); }
  Result<ObjectList> List(const Selection& selection) override { return seams_.store->List(selection); }
  Result<std::unique_ptr<Watch>> StartWatch(const Selection& selection, const std::string& version,
                                            Store::WatchFn fn) override {
    return seams_.store->StartWatch(selection, version, std::move(fn));
  }
  Status Delete(const Key& key) override { return seams_.store->Delete(key); }

  Status WaitForPhase(const Key& key, std::string_view phase, Duration timeout,
                      std::stop_token stop) override {
    return orchestrator::WaitForPhase(*seams_.store, key, phase, Deadline(timeout), std::move(stop));
  }
  Status WaitUntilGone(const Key& key, Duration timeout, std::stop_token stop) override {
    return orchestrator::WaitUntilGone(*seams_.store, key, Deadline(timeout), std::move(stop));
  }

  Result<Key> StartLoad(const Key& dataset, const std::vector<std::string>& paths) override {
    FLUID_RETURN_IF_ERROR(seams_.store->Get(dataset).status());
    Metadata metadata;
    metadata.space = dataset.space;
    // A name of 63 letters at most, unlike any other load's.
    metadata.name = dataset.name.substr(0, 52) + "-load-" + RandomHex(2);
    model::DataLoad load;
    load.spec.dataset.name = dataset.name;
    load.spec.dataset.space = dataset.space;
    for (const std::string& path : paths) {
      load.spec.target.emplace_back();
      load.spec.target.back().path = path;
    }
    Object object = model::Make(std::move(metadata), std::move(load));
    model::SetDefaults(object);
    FLUID_RETURN_IF_ERROR(model::Validate(object));
    FLUID_ASSIGN_OR_RETURN(const Object stored, seams_.store->Create(object));
    return stored.key();
  }

  Status Cancel(const Key& operation) override {
    return Change(operation, [](Object& object) {
      object.metadata().annotations[std::string(reconcile::kCancelAnnotation)] = "true";
    });
  }

  Result<Progress> GetProgress(const Key& operation) override {
    FLUID_ASSIGN_OR_RETURN(const Object object, seams_.store->Get(operation));
    const model::OperationStatus* status = reconcile::OperationStatusOf(object);
    if (!status)
      return InvalidArgument(fmt::format("progress of {}: it is no operation", operation.ToString()));
    Progress progress;
    progress.phase = status->phase;
    const auto info = [&](std::string_view name) -> std::optional<uint64_t> {
      const auto it = status->infos.find(std::string(name));
      uint64_t value = 0;
      if (it == status->infos.end()) return std::nullopt;
      const char* end = it->second.data() + it->second.size();
      if (std::from_chars(it->second.data(), end, value).ptr != end) return std::nullopt;
      return value;
    };
    progress.bytes_done = info("bytesDone");
    progress.bytes_total = info("bytesTotal");
    progress.files_done = info("filesDone");
    progress.files_total = info("filesTotal");
    // While it runs, what the engine said last is newer than the status.
    const auto attempt = status->infos.find("attempt");
    if (status->phase != model::phase::kExecuting || attempt == status->infos.end()) return progress;
    const auto job = loop_.Job(object.metadata().uid + "-" + attempt->second);
    if (!job) return progress;
    progress.bytes_done = job->status.bytes_done;
    progress.bytes_total = job->status.bytes_total;
    progress.files_done = job->status.files_done;
    progress.files_total = job->status.files_total;
    progress.bytes_per_second = job->bytes_per_second;
    if (progress.bytes_done && progress.bytes_total && *progress.bytes_total >= *progress.bytes_done &&
        job->bytes_per_second > 0) {
      const double left =
          static_cast<double>(*progress.bytes_total - *progress.bytes_done) / job->bytes_per_second;
      progress.eta = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::min(left, 1e9)));
    }
    return progress;
  }

  Result<NodeRanking> RankNodes(std::string_view job, size_t most) override {
    FLUID_ASSIGN_OR_RETURN(const std::vector<Node> nodes, seams_.cluster->Nodes());
    std::map<std::string, CachedDataset> cached;
    for (const KindInfo* kind : model::Kinds()) {
      if (!kind->name.ends_with("Runtime")) continue;
      FLUID_ASSIGN_OR_RETURN(const ObjectList runtimes,
                             seams_.store->List({.kind = std::string(kind->name), .space = ""}));
      for (const Object& runtime : runtimes.items) {
        const std::optional<CacheUsage> usage = loop_.Usage(runtime.metadata().uid);
        if (!usage) continue;
        cached[runtime.metadata().space + "/" + runtime.metadata().name] = {usage->total_bytes.value_or(0),
                                                                            usage->cached_by_node};
      }
    }
    return orchestrator::RankNodes(nodes, cached, job, most);
  }

  const Seams& seams() const override { return seams_; }

  EngineSight Engine(const Key& dataset) {
    EngineSight sight;
    const Result<ObjectList> all = seams_.store->List({"", dataset.space});
    if (!all.ok()) return sight;
    for (const Object& runtime : all->items) {
      if (!reconcile::IsRuntime(runtime) || runtime.metadata().name != dataset.name) continue;
      sight.engine = loop_.engines().Find(runtime.metadata().uid);
      if (!sight.engine) continue;
      reconcile::EngineView view = loop_.engines().View(runtime.metadata().uid);
      sight.usage = std::move(view.usage);
      sight.nodes = std::move(view.nodes);
      break;
    }
    return sight;
  }

  Result<Object> Admit(Object object) { return admission_.Admit(std::move(object)); }

 private:
  static MonoTime Deadline(Duration timeout) {
    const MonoTime now = std::chrono::steady_clock::now();
    return timeout > MonoTime::max() - now ? MonoTime::max() : now + timeout;
  }

  // Creates it, or gives the stored one its metadata of the manifest and its spec.
  Result<Object> ApplyOne(Object object) {
    FLUID_ASSIGN_OR_RETURN(object, admission_.Admit(std::move(object)));
    for (int attempt = 0; attempt < kWriteAttempts; ++attempt) {
      Result<Object> created = seams_.store->Create(object);
      if (created.status().code() != Code::kAlreadyExists) return created;
      Result<Object> stored = seams_.store->Get(object.key());
      if (!stored.ok()) continue;
      if (!stored->metadata().deleted.empty()) {
        return FailedPrecondition(
            fmt::format("apply {}: it is being deleted; wait until it is gone", object.key().ToString()));
      }
      Object wanted = object;
      Metadata metadata = stored->metadata();
      for (const auto& [name, value] : object.metadata().labels) metadata.labels[name] = value;
      for (const auto& [name, value] : object.metadata().annotations) metadata.annotations[name] = value;
      wanted.metadata() = std::move(metadata);
      Result<Object> updated = seams_.store->Update(wanted);
      if (updated.status().code() != Code::kAborted) return updated;
    }
    return Aborted(fmt::format("apply {}: others keep changing it", object.key().ToString()));
  }

  Status Change(const Key& key, const std::function<void(Object&)>& change) {
    for (int attempt = 0; attempt < kWriteAttempts; ++attempt) {
      FLUID_ASSIGN_OR_RETURN(Object object, seams_.store->Get(key));
      change(object);
      const Status status = seams_.store->Update(object).status();
      if (status.code() != Code::kAborted) return status;
    }
    return Aborted(fmt::format("change {}: others keep changing it", key.ToString()));
  }

  const std::optional<StateDir> dir_;
  const Log log_;
  const Seams seams_;
  std::unique_ptr<Lease> lease_;  // set before the loop's threads start
  Admission admission_;
  reconcile::Loop loop_;
  PluginWatch plugins_;                   // calls into loop_
  std::unique_ptr<Watch> secrets_watch_;  // last: it calls into what stands above
};

}  // namespace

Result<Object> Admit(Orchestrator& orchestrator, Object object) {
  return static_cast<OrchestratorImpl&>(orchestrator).Admit(std::move(object));
}

EngineSight EngineAtWork(Orchestrator& orchestrator, const Key& dataset) {
  return static_cast<OrchestratorImpl&>(orchestrator).Engine(dataset);
}

}  // namespace orchestrator

Result<std::unique_ptr<Orchestrator>> Orchestrator::Open(OrchestratorOptions options) {
  const Log log = options.log ? Log(LogLevel::kDebug,
                                    [sink = options.log](LogLevel level, std::string_view line) {
                                      sink(static_cast<int>(level), line);
                                    })
                              : Log();
  Seams seams = options.seams;
  std::optional<orchestrator::StateDir> dir;
  const bool all_given =
      seams.store && seams.launcher && seams.engines && seams.cluster && seams.secrets && seams.clock;
  if (!all_given || !options.state_dir.empty()) {
    FLUID_ASSIGN_OR_RETURN(dir, orchestrator::StateDir::Open(options.state_dir));
  }
  FLUID_RETURN_IF_ERROR(orchestrator::FillSeams(options, dir ? &*dir : nullptr, log, seams));
  auto opened = std::make_unique<orchestrator::OrchestratorImpl>(std::move(options), std::move(dir), log,
                                                                 std::move(seams));
  FLUID_RETURN_IF_ERROR(opened->Start());
  return std::unique_ptr<Orchestrator>(std::move(opened));
}

}  // namespace fluid
