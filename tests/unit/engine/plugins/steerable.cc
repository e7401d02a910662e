// A plugin that does what its spec's options tell it, for the tests of the engine layer.
//   hang=FUNCTION   FUNCTION returns only when its call is cancelled ("probe", "usage", "apply", "create",
//   "start") deaf=FUNCTION   FUNCTION returns only after 2 s, whatever is cancelled fail=FUNCTION   FUNCTION
//   fails with UNAVAILABLE live=no         the plan does not offer fluid.live/1
// Data: each mount is a folder with the files "uri", which holds the mount's uri, and "secret", which holds
// the value of the mount's first secret. Files stay as they were opened. Jobs run until they are cancelled;
// those with the option "end=yes" have succeeded at once.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "fluid/plugin.h"

FLUID_PLUGIN_NOTE("abi=1.0;id=org.fluid.test.steerable;version=1.0.0;isolation=any");

namespace steerable {

std::string Text(fluid_str s) { return {s.ptr, s.len}; }
fluid_status Fail(fluid_call* c, int code, const std::string& text, int error = 0) {
  return c->fail(c, FLUID_STATUS(code, error), {text.data(), text.size()});
}

struct Mount {
  std::string uri, secret_ref;
  uint64_t generation;
  bool draining;
};

struct Wish {
  uint64_t generation = 0;
  std::map<std::string, std::string> options;
  std::map<std::string, Mount> mounts;  // by path; "draining PATH" for those that drain
};

Wish WishOf(const fluid_spec* spec) {
  Wish wish;
  wish.generation = spec->generation;
  for (size_t i = 0; i < spec->option_count; ++i) {
    wish.options[Text(spec->options[i].key)] = Text(spec->options[i].value);
  }
  for (size_t i = 0; i < spec->mount_count; ++i) {
    const fluid_mount& m = *spec->mounts[i];
    const bool draining = m.flags & FLUID_MOUNT_DRAINING;
    wish.mounts[(draining ? "draining " : "") + Text(m.path)] = {
        Text(m.uri), m.secret_count ? Text(m.secrets[0].ref) : "", m.generation, draining};
  }
  return wish;
}

}  // namespace steerable
using namespace steerable;

struct fluid_engine {
  const fluid_host* host;
  std::mutex mutex;
  Wish wish;
  std::map<std::string, std::string> jobs;  // id -> "running", "cancelled", "done"
  std::map<std::string, int> open_files;    // by mount path
  std::atomic<int> in_engine_calls{0};
};

struct fluid_handle {
  fluid_engine* engine;
  std::string mount, bytes;
};

namespace {

fluid_status Steer(const Wish& wish, const std::string& function, fluid_call* c) {
  const auto is = [&](const char* option) {
    const auto found = wish.options.find(option);
    return found != wish.options.end() && found->second == function;
  };
  if (is("hang")) {
    while (!c->cancelled(c)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return Fail(c, FLUID_CANCELLED, function + " was cancelled");
  }
  if (is("deaf")) std::this_thread::sleep_for(std::chrono::seconds(2));
  if (is("fail")) return Fail(c, FLUID_UNAVAILABLE, function + " fails as it was told");
  return FLUID_OK;
}

Wish Now(fluid_engine* e) {
  std::lock_guard lock(e->mutex);
  return e->wish;
}

void Emit(fluid_engine* e, uint32_t kind, fluid_str subject, uint64_t version) {
  const auto* events =
      static_cast<const fluid_host_events_v1*>(e->host->query_interface(e->host, FLUID_HOST_EVENTS_V1));
  events->emit(e->host, kind, subject, version);
}

// [engine] calls must not overlap. Stays a while, so that those who would are seen.
class OneAtATime {
 public:
  explicit OneAtATime(fluid_engine* e) : engine_(e), alone_(++e->in_engine_calls == 1) {
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  ~OneAtATime() { --engine_->in_engine_calls; }
  bool alone() const { return alone_; }

 private:
  fluid_engine* engine_;
  bool alone_;
};

fluid_status Validate(const fluid_spec* spec, fluid_call* c) {
  int wrong = 0;
  for (size_t i = 0; i < spec->option_count; ++i) {
    const std::string key = Text(spec->options[i].key);
    if (key != "color" && key != "shape") continue;
    const std::string field = "options." + key;
    const std::string text =
        "found \"" + Text(spec->options[i].value) + "\"; allowed \"none\"; did you mean \"none\"?";
    c->detail(c, {field.data(), field.size()}, {text.data(), text.size()});
    ++wrong;
  }
  return wrong ? Fail(c, FLUID_INVALID_ARGUMENT, "the spec has options that are not understood") : FLUID_OK;
}

fluid_status Plan(const fluid_spec* spec, fluid_plan_sink* to, fluid_call*) {
  const Wish wish = WishOf(spec);
  fluid_component node{};
  node.struct_size = sizeof node;
  node.flags = FLUID_COMPONENT_HOSTED;
  node.run = FLUID_RUN_WORKER_NODES | FLUID_RUN_READER_NODES;
  node.role = FLUID_ROLE_WORKER;
  node.name = fluid_s("node");
  if (const fluid_status s = to->component(to, &node)) return s;
  const bool live = !wish.options.count("live");
  for (const char* id : {FLUID_LIVE_V1, FLUID_CACHE_V1, FLUID_JOBS_V1, FLUID_DATA_V1}) {
    if (!live && std::strcmp(id, FLUID_LIVE_V1) == 0) continue;
    fluid_offer offer{};
    offer.struct_size = sizeof offer;
    offer.scope = FLUID_SCOPE_NODE;
    offer.bits = std::strcmp(id, FLUID_JOBS_V1) == 0 ? 1u << FLUID_JOB_LOAD : 0;
    offer.id = fluid_s(id);
    if (const fluid_status s = to->offer(to, &offer)) return s;
  }
  if (wish.options.count("offer")) {
    fluid_offer offer{};
    offer.struct_size = sizeof offer;
    offer.scope = FLUID_SCOPE_NODE;
    offer.id = fluid_s("org.fluid.test.unlisted/1");
    return to->offer(to, &offer);
  }
  return FLUID_OK;
}

fluid_status Create(const fluid_host* host, const fluid_spec* spec, const fluid_instance*, fluid_engine** out,
                    fluid_call* c) {
  const Wish wish = WishOf(spec);
  if (const fluid_status s = Steer(wish, "create", c)) return s;
  auto* log = static_cast<const fluid_host_log_v1*>(host->query_interface(host, FLUID_HOST_LOG_V1));
  log->write(host, FLUID_LOG_INFO, fluid_s("steerable was created"));
  auto* calls = static_cast<const fluid_host_call_v1*>(host->query_interface(host, FLUID_HOST_CALL_V1));
  fluid_call* own = calls->begin(host, fluid_s("a call of its own"), 1000000000);
  const bool cancelled = own->cancelled(own);
  calls->end(own);
  if (cancelled) return Fail(c, FLUID_INTERNAL, "a fresh context is cancelled");
  if (host->query_interface(host, "org.fluid.test.unknown/1"))
    return Fail(c, FLUID_INTERNAL, "the host knows all");
  *out = new fluid_engine{host, {}, wish, {}, {}, {}};
  return FLUID_OK;
}

fluid_status Probe(fluid_engine* e, fluid_health* out, fluid_call* c) {
  const Wish wish = Now(e);
  if (const fluid_status s = Steer(wish, "probe", c)) return s;
  out->state = wish.options.count("degraded") ? FLUID_HEALTH_DEGRADED : FLUID_HEALTH_READY;
  if (wish.options.count("degraded")) c->detail(c, fluid_s("reason"), fluid_s("told to be degraded"));
  out->generation = wish.generation;
  return FLUID_OK;
}

fluid_status Teardown(fluid_engine* e, uint32_t flags, fluid_call* c) {
  if (flags & 0x7ffe0000) return FLUID_UNIMPLEMENTED;
  return Steer(Now(e), "teardown", c);
}

void Destroy(fluid_engine* e) { delete e; }

fluid_status Report(fluid_engine* e, fluid_mount_sink* to, fluid_call* c) {
  if (const fluid_status s = Steer(Now(e), "report", c)) return s;
  std::lock_guard lock(e->mutex);
  for (const auto& [key, m] : e->wish.mounts) {
    const std::string path = m.draining ? key.substr(9) : key;
    const auto open = e->open_files.find(path);
    fluid_mount_report r{};
    r.struct_size = sizeof r;
    r.state = m.draining ? FLUID_MOUNT_CLOSING : m.uri == "bad:" ? FLUID_MOUNT_FAILED : FLUID_MOUNT_SERVING;
    r.generation = m.generation;
    r.open_files = open == e->open_files.end() ? 0 : static_cast<uint64_t>(open->second);
    r.why = m.uri == "bad:" ? FLUID_UNAVAILABLE : FLUID_OK;
    r.path = {path.data(), path.size()};
    r.uri = {m.uri.data(), m.uri.size()};
    r.message = m.uri == "bad:" ? fluid_s("the source answers 503") : fluid_str{"", 0};
    if (const fluid_status s = to->mount(to, &r)) return s;
  }
  return FLUID_OK;
}

fluid_status Apply(fluid_engine* e, const fluid_spec* spec, const fluid_instance*, fluid_mount_sink* to,
                   fluid_call* c) {
  const OneAtATime turn(e);
  if (!turn.alone()) return Fail(c, FLUID_INTERNAL, "two [engine] calls at once");
  const Wish wish = WishOf(spec);
  if (wish.generation < Now(e).generation) return Fail(c, FLUID_ABORTED, "older than applied");
  if (wish.options.count("restart") && !Now(e).options.count("restart")) {
    return Fail(c, FLUID_FAILED_PRECONDITION, "the option restart needs a new instance");
  }
  if (const fluid_status s = Steer(wish, "apply", c)) return s;
  {
    std::lock_guard lock(e->mutex);
    e->wish = wish;
  }
  Emit(e, FLUID_EVENT_SOURCE, fluid_s("/"), wish.generation);
  return Report(e, to, c);
}

fluid_status Usage(fluid_engine* e, fluid_str, fluid_cache_usage* out, fluid_call* c) {
  if (const fluid_status s = Steer(Now(e), "usage", c)) return s;
  out->known = FLUID_USAGE_CAPACITY | FLUID_USAGE_CACHED | FLUID_USAGE_TOTAL_BYTES | FLUID_USAGE_READS;
  out->capacity_bytes = 1000;
  out->cached_bytes = 10;
  out->total_bytes = 500;
  out->hits = 3;
  out->misses = 1;
  return FLUID_OK;
}
fluid_status Nodes(fluid_engine*, fluid_str, uint32_t, fluid_usage_sink*, fluid_call*) {
  return FLUID_UNIMPLEMENTED;
}
fluid_status Locate(fluid_engine*, fluid_str, uint64_t, uint64_t, fluid_block_sink*, fluid_call*) {
  return FLUID_UNIMPLEMENTED;
}

fluid_status StartJob(fluid_engine* e, const fluid_job_spec* job, fluid_call* c) {
  const OneAtATime turn(e);
  if (!turn.alone()) return Fail(c, FLUID_INTERNAL, "two [engine] calls at once");
  if (const fluid_status s = Steer(Now(e), "start", c)) return s;
  std::lock_guard lock(e->mutex);
  e->jobs.emplace(Text(job->id), job->option_count ? "done" : "running");
  return FLUID_OK;
}
fluid_status QueryJob(fluid_engine* e, fluid_str id, fluid_job_status* out, fluid_call* c) {
  std::lock_guard lock(e->mutex);
  const auto job = e->jobs.find(Text(id));
  if (job == e->jobs.end()) return Fail(c, FLUID_NOT_FOUND, "no job " + Text(id));
  out->phase = job->second == "running" ? FLUID_JOB_RUNNING
               : job->second == "done"  ? FLUID_JOB_SUCCEEDED
                                        : FLUID_JOB_CANCELLED;
  if (job->second == "cancelled") {
    out->result = FLUID_CANCELLED;
    c->detail(c, fluid_s("reason"), fluid_s("somebody cancelled it"));
  }
  out->known = FLUID_JOB_BYTES_DONE | FLUID_JOB_BYTES_TOTAL;
  out->bytes_done = 5;
  out->bytes_total = 7;
  return FLUID_OK;
}
fluid_status CancelJob(fluid_engine* e, fluid_str id, fluid_call* c) {
  std::lock_guard lock(e->mutex);
  const auto job = e->jobs.find(Text(id));
  if (job == e->jobs.end()) return Fail(c, FLUID_NOT_FOUND, "no job " + Text(id));
  if (job->second == "running") {
    job->second = "cancelled";
    Emit(e, FLUID_EVENT_JOB, id, 0);
  }
  return FLUID_OK;
}
fluid_status ForgetJob(fluid_engine* e, fluid_str id, fluid_call* c) {
  std::lock_guard lock(e->mutex);
  const auto job = e->jobs.find(Text(id));
  if (job == e->jobs.end()) return FLUID_OK;
  if (job->second == "running") return Fail(c, FLUID_FAILED_PRECONDITION, "it is still going");
  e->jobs.erase(job);
  return FLUID_OK;
}

// What the file at `path` holds, by the wish of now.
fluid_status Look(fluid_engine* e, const std::string& path, fluid_call* c, std::string* mount,
                  std::string* bytes) {
  const size_t slash = path.find_last_of('/');
  const std::string folder = slash == 0 ? "/" : path.substr(0, slash), name = path.substr(slash + 1);
  Mount found;
  {
    std::lock_guard lock(e->mutex);
    const auto m = e->wish.mounts.find(folder);
    if (m == e->wish.mounts.end() || m->second.draining || (name != "uri" && name != "secret")) {
      return Fail(c, FLUID_NOT_FOUND, "no file " + path, 2);
    }
    found = m->second;
  }
  *mount = folder;
  if (name == "uri") return *bytes = found.uri, FLUID_OK;
  struct Sink {
    fluid_bytes_sink abi;
    std::string* to;
  } sink{{&sink,
          [](fluid_bytes_sink* s, const void* p, size_t n) -> fluid_status {
            static_cast<Sink*>(s->host_data)->to->append(static_cast<const char*>(p), n);
            return FLUID_OK;
          }},
         bytes};
  auto* secrets =
      static_cast<const fluid_host_secrets_v1*>(e->host->query_interface(e->host, FLUID_HOST_SECRETS_V1));
  return secrets->read(e->host, {found.secret_ref.data(), found.secret_ref.size()}, &sink.abi, c);
}

void FileStat(const std::string& bytes, fluid_stat* out) {
  out->known = FLUID_ATTR_MODE | FLUID_ATTR_SIZE;
  out->mode = 0100444;
  out->size = bytes.size();
}

fluid_status Stat(fluid_engine* e, fluid_str path, fluid_stat* out, fluid_call* c) {
  const std::string p = Text(path);
  {
    std::lock_guard lock(e->mutex);
    const auto m = e->wish.mounts.find(p);
    if (p == "/" || (m != e->wish.mounts.end() && !m->second.draining)) {
      out->known = FLUID_ATTR_MODE | FLUID_ATTR_SIZE;
      out->mode = 0040555;
      return FLUID_OK;
    }
  }
  std::string mount, bytes;
  if (const fluid_status s = Look(e, p, c, &mount, &bytes)) return s;
  FileStat(bytes, out);
  return FLUID_OK;
}

fluid_status List(fluid_engine* e, fluid_str path, fluid_str after, fluid_entry_sink* to, fluid_call* c) {
  const std::string p = Text(path);
  fluid_stat folder{};
  folder.struct_size = sizeof folder;
  if (const fluid_status s = Stat(e, path, &folder, c)) return s;
  if (after.len) return FLUID_OK;
  std::vector<std::string> names;
  const Wish wish = Now(e);
  if (wish.mounts.count(p)) names = {"uri", "secret"};
  for (const auto& [key, m] : wish.mounts) {
    if (p == "/" && key != "/" && !m.draining) names.push_back(key.substr(1));
  }
  for (const std::string& name : names) {
    fluid_stat st{};
    st.struct_size = sizeof st;
    st.known = FLUID_ATTR_MODE | FLUID_ATTR_SIZE;
    st.mode = name == "uri" || name == "secret" ? 0100444 : 0040555;
    if (const fluid_status s = to->entry(to, {name.data(), name.size()}, &st, {name.data(), name.size()}))
      return s;
  }
  return FLUID_OK;
}

fluid_status Open(fluid_engine* e, fluid_str path, uint64_t, uint32_t flags, fluid_stat* out,
                  fluid_handle** handle, fluid_call* c) {
  if (flags >> 16) return FLUID_UNIMPLEMENTED;
  std::string mount, bytes;
  if (const fluid_status s = Look(e, Text(path), c, &mount, &bytes)) return s;
  FileStat(bytes, out);
  std::lock_guard lock(e->mutex);
  ++e->open_files[mount];
  *handle = new fluid_handle{e, mount, bytes};
  return FLUID_OK;
}
fluid_status Pread(fluid_handle* h, void* buf, size_t len, uint64_t offset, uint32_t, size_t* got,
                   fluid_call*) {
  const size_t size = h->bytes.size();
  *got = offset < size ? std::min(len, size - static_cast<size_t>(offset)) : 0;
  if (*got) std::memcpy(buf, h->bytes.data() + offset, *got);
  return FLUID_OK;
}
void Close(fluid_handle* h) {
  {
    std::lock_guard lock(h->engine->mutex);
    --h->engine->open_files[h->mount];
  }
  delete h;
}

}  // namespace

const fluid_plugin* FLUID_PLUGIN_ENTRY(void) {
  static const fluid_live_v1 live = {Apply, Report};
  static const fluid_cache_v1 cache = {Usage, Nodes, Locate};
  static const fluid_jobs_v1 jobs = {StartJob, QueryJob, CancelJob, ForgetJob};
  static const fluid_data_v1 data = {Stat, List, nullptr, nullptr, Open, nullptr, Pread, Close};
  static const fluid_interface interfaces[] = {{FLUID_LIVE_V1, &live},
                                               {FLUID_CACHE_V1, &cache},
                                               {FLUID_JOBS_V1, &jobs},
                                               {FLUID_DATA_V1, &data},
                                               {nullptr, nullptr}};
  static const fluid_plugin plugin = {FLUID_PLUGIN_MAGIC,
                                      sizeof(fluid_plugin),
                                      FLUID_ABI_MAJOR,
                                      FLUID_ABI_MINOR,
                                      0,
                                      "org.fluid.test.steerable",
                                      "1.0.0",
                                      nullptr,
                                      interfaces,
                                      Validate,
                                      Plan,
                                      Create,
                                      Probe,
                                      Teardown,
                                      Destroy};
  return &plugin;
}
