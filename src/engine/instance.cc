#include "src/engine/instance.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/engine/abi_call.h"
#include "src/engine/abi_spec.h"

namespace fluid::engine {
namespace {

constexpr Duration kTeardownPatience = std::chrono::seconds(1);

struct MountSink {
  explicit MountSink(const Log& l) : log(l) {}

  fluid_mount_sink abi{this, Take};
  std::vector<MountReport> reports;
  const Log& log;

  static fluid_status Take(fluid_mount_sink* sink, const fluid_mount_report* r) noexcept {
    auto& self = *static_cast<MountSink*>(sink->host_data);
    if (self.reports.size() >= 100'000) return FLUID_RESOURCE_EXHAUSTED;
    MountReport report;
    report.path = Text(r->path);
    report.uri = Text(r->uri);
    report.state = r->state >= FLUID_MOUNT_PENDING && r->state <= FLUID_MOUNT_FAILED
                       ? static_cast<MountReport::State>(r->state)
                       : MountReport::State::kPending;
    report.generation = r->generation;
    report.open_files = r->open_files;
    if (r->state == FLUID_MOUNT_FAILED) {
      const fluid_status why = FLUID_CODE(r->why) == FLUID_OK ? FLUID_UNKNOWN : r->why;
      report.why = StatusFrom(why, self.log.Masked(View(r->message)));
    } else {
      report.remark = self.log.Masked(View(r->message));
    }
    self.reports.push_back(std::move(report));
    return FLUID_OK;
  }
};

}  // namespace

Instance::Instance(std::shared_ptr<const Plugin> plugin, Where where, std::string name, HostServices services)
    : plugin_(std::move(plugin)), where_(std::move(where)), host_(std::move(name), std::move(services)) {}

Result<std::shared_ptr<Instance>> Instance::Create(std::shared_ptr<const Plugin> plugin,
                                                   const EngineSpec& spec, Where where, HostServices services,
                                                   const Call& call) {
  std::shared_ptr<Instance> instance(new Instance(std::move(plugin), std::move(where),
                                                  fmt::format("{} ({})", spec.plugin, spec.name),
                                                  std::move(services)));
  AbiArena arena;
  CallContext context(call);
  fluid_engine* handle = nullptr;
  const fluid_status status = instance->plugin_->table.create(
      instance->host_.get(), arena.Spec(spec),
      arena.NodeInstance(instance->where_.node, instance->where_.state_dir, instance->where_.tiers), &handle,
      context.get());
  FLUID_RETURN_IF_ERROR(context.ToStatus(
      status, fmt::format("create an instance of {} on {}", spec.plugin, instance->where_.node),
      instance->log()));
  if (!handle) return Internal(fmt::format("create an instance of {}: the plugin gave none", spec.plugin));
  instance->handle_ = handle;
  return instance;
}

Instance::~Instance() {
  host_.BeginEnd();
  if (handle_) plugin_->table.destroy(handle_);
  if (const int left = host_.open_contexts()) {
    log().Error("plugin {} left {} call contexts open", plugin_->id, left);
  }
}

Status Instance::Lacks(const char* interface_id) const {
  return Unimplemented(fmt::format("plugin {} {} has no {}", plugin_->id, plugin_->version, interface_id));
}

Result<Instance::Probed> Instance::Probe(const Call& call) {
  CallContext context(call, &ending());
  fluid_health health{};
  health.struct_size = sizeof health;
  const fluid_status status = plugin_->table.probe(handle_, &health, context.get());
  FLUID_RETURN_IF_ERROR(context.ToStatus(status, fmt::format("probe {}", plugin_->id), log()));
  Probed probed;
  probed.health = health.state >= FLUID_HEALTH_STARTING && health.state <= FLUID_HEALTH_FAILED
                      ? static_cast<Health>(health.state)
                      : Health::kStarting;
  probed.reasons = context.Reasons(log());
  probed.generation = health.generation;
  return probed;
}

Result<std::vector<MountReport>> Instance::Apply(const EngineSpec& spec, const std::vector<Tier>& tiers,
                                                 const Call& call) {
  if (!plugin_->live) return Lacks(FLUID_LIVE_V1);
  const Turn::Holder turn(engine_turn_, call, "apply a spec");
  FLUID_RETURN_IF_ERROR(turn.status());
  AbiArena arena;
  CallContext context(call, &ending());
  MountSink sink(log());
  const fluid_status status = plugin_->live->apply(handle_, arena.Spec(spec),
                                                   arena.NodeInstance(where_.node, where_.state_dir, tiers),
                                                   &sink.abi, context.get());
  FLUID_RETURN_IF_ERROR(
      context.ToStatus(status, fmt::format("apply generation {} of {}", spec.generation, spec.name), log()));
  return std::move(sink.reports);
}

Result<std::vector<MountReport>> Instance::Report(const Call& call) {
  if (!plugin_->live) return Lacks(FLUID_LIVE_V1);
  CallContext context(call, &ending());
  MountSink sink(log());
  const fluid_status status = plugin_->live->report(handle_, &sink.abi, context.get());
  FLUID_RETURN_IF_ERROR(context.ToStatus(status, fmt::format("ask {} for its mounts", plugin_->id), log()));
  return std::move(sink.reports);
}

Result<CacheUsage> Instance::Usage(const std::string& path, const Call& call) {
  if (!plugin_->cache) return Lacks(FLUID_CACHE_V1);
  CallContext context(call, &ending());
  fluid_cache_usage usage{};
  usage.struct_size = sizeof usage;
  const fluid_status status = plugin_->cache->usage(handle_, Str(path), &usage, context.get());
  FLUID_RETURN_IF_ERROR(
      context.ToStatus(status, fmt::format("ask {} what is cached of {}", plugin_->id, path), log()));
  CacheUsage to;
  if (usage.known & FLUID_USAGE_CAPACITY) to.capacity_bytes = usage.capacity_bytes;
  if (usage.known & FLUID_USAGE_CACHED) to.cached_bytes = usage.cached_bytes;
  if (usage.known & FLUID_USAGE_TOTAL_BYTES) to.total_bytes = usage.total_bytes;
  if (usage.known & FLUID_USAGE_TOTAL_FILES) to.total_files = usage.total_files;
  if (usage.known & FLUID_USAGE_READS) to.hits = usage.hits, to.misses = usage.misses;
  if (usage.known & FLUID_USAGE_READ_BYTES) to.hit_bytes = usage.hit_bytes, to.miss_bytes = usage.miss_bytes;
  return to;
}

Result<uint64_t> Instance::CachedBytes(const std::string& path, const Call& call) {
  if (!plugin_->cache) return Lacks(FLUID_CACHE_V1);
  CallContext context(call, &ending());
  fluid_cache_usage usage{};
  usage.struct_size = sizeof usage;
  usage.known = FLUID_USAGE_CACHED;
  const fluid_status status = plugin_->cache->usage(handle_, Str(path), &usage, context.get());
  FLUID_RETURN_IF_ERROR(
      context.ToStatus(status, fmt::format("ask {} what is cached of {}", plugin_->id, path), log()));
  return usage.known & FLUID_USAGE_CACHED ? usage.cached_bytes : 0;
}

Result<Instance::Held> Instance::HeldOf(const std::string& file, uint64_t size, const Call& call) {
  if (!plugin_->cache) return Lacks(FLUID_CACHE_V1);
  CallContext context(call, &ending());
  struct Sink {
    fluid_block_sink abi;
    Held held;
  } sink{};
  sink.abi.host_data = &sink;
  sink.abi.block = [](fluid_block_sink* abi, const fluid_block* block) -> fluid_status {
    Held& held = static_cast<Sink*>(abi->host_data)->held;
    held.bytes += block->length;
    held.slowest_tier = std::max(held.slowest_tier, static_cast<int>(block->tier));
    return FLUID_OK;
  };
  const fluid_status status = plugin_->cache->locate(handle_, Str(file), 0, size, &sink.abi, context.get());
  FLUID_RETURN_IF_ERROR(
      context.ToStatus(status, fmt::format("ask {} where {} is cached", plugin_->id, file), log()));
  sink.held.bytes = std::min(sink.held.bytes, size);
  return sink.held;
}

Status Instance::StartJob(const JobSpec& job, const Call& call) {
  if (!plugin_->jobs) return Lacks(FLUID_JOBS_V1);
  const Turn::Holder turn(engine_turn_, call, "start a job");
  FLUID_RETURN_IF_ERROR(turn.status());
  AbiArena arena;
  CallContext context(call, &ending());
  const fluid_status status = plugin_->jobs->start(handle_, arena.Job(job, where_.node), context.get());
  return context.ToStatus(status, fmt::format("start job {}", job.id), log());
}

Result<JobStatus> Instance::QueryJob(const std::string& id, const Call& call) {
  if (!plugin_->jobs) return Lacks(FLUID_JOBS_V1);
  CallContext context(call, &ending());
  fluid_job_status job{};
  job.struct_size = sizeof job;
  const fluid_status status = plugin_->jobs->status(handle_, Str(id), &job, context.get());
  FLUID_RETURN_IF_ERROR(context.ToStatus(status, fmt::format("query job {}", id), log()));
  if (job.phase < FLUID_JOB_PENDING || job.phase > FLUID_JOB_CANCELLED) {
    return Internal(fmt::format("query job {}: plugin {} says phase {}", id, plugin_->id, job.phase));
  }
  JobStatus to;
  to.id = id;
  to.phase = static_cast<JobPhase>(job.phase);
  const std::vector<std::string> reasons = context.Reasons(log());
  if (!reasons.empty()) to.reason = reasons.front();
  if (to.phase >= JobPhase::kSucceeded) to.result = StatusFrom(job.result, to.reason);
  if (job.known & FLUID_JOB_BYTES_DONE) to.bytes_done = job.bytes_done;
  if (job.known & FLUID_JOB_BYTES_TOTAL) to.bytes_total = job.bytes_total;
  if (job.known & FLUID_JOB_FILES_DONE) to.files_done = job.files_done;
  if (job.known & FLUID_JOB_FILES_TOTAL) to.files_total = job.files_total;
  return to;
}

Status Instance::CancelJob(const std::string& id, const Call& call) {
  if (!plugin_->jobs) return Lacks(FLUID_JOBS_V1);
  CallContext context(call, &ending());
  return context.ToStatus(plugin_->jobs->cancel(handle_, Str(id), context.get()),
                          fmt::format("cancel job {}", id), log());
}

Status Instance::ForgetJob(const std::string& id, const Call& call) {
  if (!plugin_->jobs) return Lacks(FLUID_JOBS_V1);
  CallContext context(call, &ending());
  return context.ToStatus(plugin_->jobs->forget(handle_, Str(id), context.get()),
                          fmt::format("forget job {}", id), log());
}

Status Instance::Teardown(bool now, const Call& call) {
  host_.BeginEnd();  // cancels what runs, so that its turn ends soon
  Call patience = call;
  patience.deadline = std::min(patience.deadline, std::chrono::steady_clock::now() + kTeardownPatience);
  const Turn::Holder turn(engine_turn_, patience,
                          "tear down");  // teardown may come beside a call that was cancelled
  CallContext context(call);
  const uint32_t flags = FLUID_TEARDOWN_PURGE | FlagIf(now, FLUID_TEARDOWN_NOW);
  return context.ToStatus(plugin_->table.teardown(handle_, flags, context.get()),
                          fmt::format("tear down {}", plugin_->id), log());
}

}  // namespace fluid::engine
