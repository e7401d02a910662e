// The plugin's table, and its control interfaces: live change, cache, jobs.
#include "plugins/thin/glue.h"
#include "plugins/thin/spec.h"

FLUID_PLUGIN_NOTE("abi=1.0;id=io.fluid.thin;version=0.1.0;isolation=any");

namespace {

using thin::Borrow;
using thin::Cat;
using thin::Error;
using thin::Guarded;
using thin::Status;
using thin::Text;

// ---- The plugin -------------------------------------------------------------------------------------------

fluid_status Validate(const fluid_spec* spec, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    size_t problems = 0;
    std::string first;
    thin::CheckSpec(*spec, [&](const std::string& field, const std::string& text) {
      if (problems++ == 0) first = field + ": " + text;
      call->detail(call, Borrow(field), Borrow(text));
    });
    if (problems == 0) return {};
    return Error(FLUID_INVALID_ARGUMENT,
                 problems == 1 ? first : Cat(first, " (and ", problems - 1, " more problems)"));
  });
}

fluid_status Plan(const fluid_spec* spec, fluid_plan_sink* sink, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    for (size_t i = 0; i < spec->part_count; ++i)
      if (fluid_eq(spec->parts[i]->name, "client") && (spec->parts[i]->flags & FLUID_PART_DISABLED))
        return Error(FLUID_INVALID_ARGUMENT,
                     "the component \"client\" can't be disabled: it is all there is");
    fluid_component client{};
    client.struct_size = sizeof client;
    client.flags = FLUID_COMPONENT_HOSTED | FLUID_COMPONENT_FUSE;
    client.run = FLUID_RUN_WORKER_NODES | FLUID_RUN_READER_NODES;
    client.role = FLUID_ROLE_CLIENT;
    client.stop_grace_ns = 10000000000;
    client.name = fluid_s("client");
    if (fluid_status status = sink->component(sink, &client); status != FLUID_OK) return {status, {}};
    const struct {
      const char* id;
      uint64_t bits;
    } offers[] = {{FLUID_DATA_V1, 0},
                  {FLUID_LEASE_V1, 0},
                  {FLUID_LIVE_V1, 0},
                  {FLUID_CACHE_V1, 0},
                  {FLUID_JOBS_V1, 1u << FLUID_JOB_LOAD | 1u << FLUID_JOB_FREE}};
    for (const auto& [id, bits] : offers) {
      const fluid_offer offer{sizeof offer, FLUID_SCOPE_NODE, bits, fluid_s(id)};
      if (fluid_status status = sink->offer(sink, &offer); status != FLUID_OK) return {status, {}};
    }
    return {};
  });
}

fluid_status Create(const fluid_host* host, const fluid_spec* spec, const fluid_instance* instance,
                    fluid_engine** out, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    auto engine = thin::Engine::Create(host, *spec, *instance);
    if (!engine.ok()) return engine.status();
    *out = new fluid_engine{std::move(*engine)};
    return {};
  });
}

fluid_status Probe(fluid_engine* self, fluid_health* out, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    uint32_t state = FLUID_HEALTH_READY;
    for (const thin::MountReport& report : self->engine->Reports()) {
      if (report.state == FLUID_MOUNT_FAILED) {
        state = FLUID_HEALTH_DEGRADED;
        call->detail(call, fluid_s("reason"), Borrow(report.path + ": " + report.why.message));
      } else if (report.state == FLUID_MOUNT_PENDING && state == FLUID_HEALTH_READY) {
        state = FLUID_HEALTH_STARTING;
      }
    }
    THIN_SET(out, fluid_health, state, state);
    THIN_SET(out, fluid_health, generation, self->engine->generation());
    return {};
  });
}

fluid_status Teardown(fluid_engine* self, uint32_t flags, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    if (flags & 0xffff0000u & ~uint32_t{FLUID_TEARDOWN_PURGE})
      return Error(FLUID_UNIMPLEMENTED, "a teardown flag that this version doesn't know");
    return self->engine->Teardown(flags & FLUID_TEARDOWN_PURGE);
  });
}

void Destroy(fluid_engine* self) { delete self; }

// ---- fluid.live/1 -----------------------------------------------------------------------------------------

Status Tell(const thin::Engine& engine, fluid_mount_sink* sink) {
  for (const thin::MountReport& report : engine.Reports()) {
    fluid_mount_report out{};
    out.struct_size = sizeof out;
    out.state = report.state;
    out.generation = report.generation;
    out.open_files = report.open_files;
    out.why = report.why.value;
    out.path = Borrow(report.path), out.uri = Borrow(report.uri);
    out.message = Borrow(report.state == FLUID_MOUNT_FAILED ? report.why.message : report.message);
    if (fluid_status status = sink->mount(sink, &out); status != FLUID_OK) return {status, {}};
  }
  return {};
}

fluid_status Apply(fluid_engine* self, const fluid_spec* spec, const fluid_instance* instance,
                   fluid_mount_sink* sink, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    if (Status status = self->engine->Apply(*spec, instance); !status.ok()) return status;
    return Tell(*self->engine, sink);
  });
}

fluid_status Report(fluid_engine* self, fluid_mount_sink* sink, fluid_call* call) {
  return Guarded(call, [&] { return Tell(*self->engine, sink); });
}

// ---- fluid.cache/1 ----------------------------------------------------------------------------------------

void FillUsage(thin::Engine& engine, const std::string& path, uint32_t want, fluid_cache_usage* out) {
  const auto wanted = [&](uint32_t bit) { return want == 0 || (want & bit); };
  const thin::CacheCounters& counters = engine.store().counters();
  uint32_t known = 0;
  THIN_SET(out, fluid_cache_usage, as_of_ns, thin::WallNs());
  if (wanted(FLUID_USAGE_CAPACITY)) {
    known |= FLUID_USAGE_CAPACITY;
    THIN_SET(out, fluid_cache_usage, capacity_bytes, engine.store().capacity());
  }
  if (wanted(FLUID_USAGE_CACHED)) {
    uint64_t cached = path == "/" ? engine.store().cached_bytes() : 0;
    if (path != "/")
      for (const auto& place : engine.tree()->Below(path))
        cached += place.mount->source().CachedBytes(place.path);
    known |= FLUID_USAGE_CACHED;
    THIN_SET(out, fluid_cache_usage, cached_bytes, cached);
  }
  if (wanted(FLUID_USAGE_TOTAL_BYTES | FLUID_USAGE_TOTAL_FILES)) {
    if (const auto totals = engine.Totals(path)) {
      known |= FLUID_USAGE_TOTAL_BYTES | FLUID_USAGE_TOTAL_FILES;
      THIN_SET(out, fluid_cache_usage, total_bytes, totals->bytes);
      THIN_SET(out, fluid_cache_usage, total_files, totals->files);
    }
  }
  // Reads are counted for the instance as a whole.
  if (wanted(FLUID_USAGE_READS) && path == "/") {
    known |= FLUID_USAGE_READS;
    THIN_SET(out, fluid_cache_usage, hits, counters.hits.load());
    THIN_SET(out, fluid_cache_usage, misses, counters.misses.load());
  }
  if (wanted(FLUID_USAGE_READ_BYTES) && path == "/") {
    known |= FLUID_USAGE_READ_BYTES;
    THIN_SET(out, fluid_cache_usage, hit_bytes, counters.hit_bytes.load());
    THIN_SET(out, fluid_cache_usage, miss_bytes, engine.fetched_bytes());
  }
  THIN_SET(out, fluid_cache_usage, known, known);
}

fluid_status Usage(fluid_engine* self, fluid_str path, fluid_cache_usage* out, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    FillUsage(*self->engine, Text(path), FLUID_COVERS(out, fluid_cache_usage, known) ? out->known : 0, out);
    return {};
  });
}

fluid_status Nodes(fluid_engine* self, fluid_str path, uint32_t want, fluid_usage_sink* sink,
                   fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    fluid_cache_usage usage{};
    usage.struct_size = sizeof usage;
    FillUsage(*self->engine, Text(path), want, &usage);
    return {sink->node(sink, Borrow(self->engine->node()), &usage), {}};
  });
}

fluid_status Locate(fluid_engine* self, fluid_str path, uint64_t offset, uint64_t length,
                    fluid_block_sink* sink, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    const auto place = self->engine->tree()->Find(Text(path));
    if (!place.mount) return {};
    return {place.mount->source().Locate(place.path, offset, length,
                                         [&](uint64_t begin, uint64_t bytes) {
                                           const fluid_block block{Borrow(self->engine->node()), begin, bytes,
                                                                   0, 0};
                                           return sink->block(sink, &block);
                                         }),
            {}};
  });
}

// ---- fluid.jobs/1 -----------------------------------------------------------------------------------------

fluid_status Start(fluid_engine* self, const fluid_job_spec* spec, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    thin::JobSpec job;
    job.id = Text(spec->id);
    job.kind = spec->kind, job.flags = spec->flags & 0xffff0000u;
    job.parallelism = spec->parallelism;
    job.bytes_per_second = spec->bytes_per_second;
    if (job.id.empty()) return Error(FLUID_INVALID_ARGUMENT, "id: a job needs one");
    if (job.kind != FLUID_JOB_LOAD && job.kind != FLUID_JOB_FREE)
      return Error(FLUID_UNIMPLEMENTED, "the built-in client has the jobs load and free only");
    if (job.flags & ~uint32_t{FLUID_JOB_REFRESH | FLUID_JOB_VERIFY})
      return Error(FLUID_UNIMPLEMENTED, "a job flag that this version doesn't know");
    for (size_t i = 0; i < spec->target_count; ++i) job.targets.push_back(Text(spec->targets[i].path));
    bool here = spec->node_count == 0;
    for (size_t i = 0; i < spec->node_count; ++i) here = here || Text(spec->nodes[i]) == self->engine->node();
    if (!here)
      return Error(FLUID_INVALID_ARGUMENT,
                   Cat("nodes: this is ", self->engine->node(), ", which is not among them"));
    return self->engine->jobs().Start(job);
  });
}

fluid_status JobStatus(fluid_engine* self, fluid_str id, fluid_job_status* out, fluid_call* call) {
  return Guarded(call, [&]() -> Status {
    const auto record = self->engine->jobs().Query(Text(id));
    if (!record.ok()) return record.status();
    uint32_t known = FLUID_JOB_BYTES_DONE | FLUID_JOB_FILES_DONE;
    if (record->total_known) known |= FLUID_JOB_BYTES_TOTAL | FLUID_JOB_FILES_TOTAL;
    THIN_SET(out, fluid_job_status, phase, record->phase);
    THIN_SET(out, fluid_job_status, result, record->result.value);
    THIN_SET(out, fluid_job_status, known, known);
    THIN_SET(out, fluid_job_status, bytes_done, record->bytes_done);
    THIN_SET(out, fluid_job_status, bytes_total, record->bytes_total);
    THIN_SET(out, fluid_job_status, files_done, record->files_done);
    THIN_SET(out, fluid_job_status, files_total, record->files_total);
    if (!record->result.message.empty())
      call->detail(call, fluid_s("reason"), Borrow(record->result.message));
    return {};
  });
}

fluid_status Cancel(fluid_engine* self, fluid_str id, fluid_call* call) {
  return Guarded(call, [&] { return self->engine->jobs().Cancel(Text(id)); });
}

fluid_status Forget(fluid_engine* self, fluid_str id, fluid_call* call) {
  return Guarded(call, [&] { return self->engine->jobs().Forget(Text(id)); });
}

const fluid_live_v1 kLive = {Apply, Report};
const fluid_cache_v1 kCache = {Usage, Nodes, Locate};
const fluid_jobs_v1 kJobs = {Start, JobStatus, Cancel, Forget};
const fluid_interface kInterfaces[] = {{FLUID_LIVE_V1, &kLive},
                                       {FLUID_CACHE_V1, &kCache},
                                       {FLUID_JOBS_V1, &kJobs},
                                       {FLUID_DATA_V1, &thin::kDataTable},
                                       {FLUID_LEASE_V1, &thin::kLeaseTable},
                                       {nullptr, nullptr}};
const fluid_plugin kPlugin = {FLUID_PLUGIN_MAGIC,
                              sizeof(fluid_plugin),
                              FLUID_ABI_MAJOR,
                              FLUID_ABI_MINOR,
                              0,
                              "io.fluid.thin",
                              "0.1.0",
                              "fluid",
                              kInterfaces,
                              Validate,
                              Plan,
                              Create,
                              Probe,
                              Teardown,
                              Destroy};

}  // namespace

extern "C" const fluid_plugin* FLUID_PLUGIN_ENTRY(void) { return &kPlugin; }
