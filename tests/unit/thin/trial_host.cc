#include "tests/unit/thin/trial_host.h"

#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace fluid::test {
namespace {

std::string Text(fluid_str s) { return std::string(s.ptr ? s.ptr : "", s.len); }

int64_t MonotonicNs() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * int64_t{1000000000} + now.tv_nsec;
}

}  // namespace

TrialSpec::TrialSpec(uint64_t generation, std::vector<TrialMount> mounts) : mounts_(std::move(mounts)) {
  options_.resize(mounts_.size()), secrets_.resize(mounts_.size()), structs_.resize(mounts_.size());
  for (size_t i = 0; i < mounts_.size(); ++i) {
    const TrialMount& mount = mounts_[i];
    for (const auto& [key, value] : mount.options) options_[i].push_back({Borrow(key), Borrow(value)});
    for (const auto& [key, ref] : mount.secrets) secrets_[i].push_back({Borrow(key), Borrow(ref)});
    fluid_mount& out = structs_[i];
    out.struct_size = sizeof out;
    out.flags = FLUID_MOUNT_READ_ONLY | (mount.draining ? FLUID_MOUNT_DRAINING : 0);
    out.generation = mount.generation;
    out.name = Borrow(mount.path), out.uri = Borrow(mount.uri), out.path = Borrow(mount.path);
    out.options = options_[i].data(), out.option_count = options_[i].size();
    out.secrets = secrets_[i].data(), out.secret_count = secrets_[i].size();
    pointers_.push_back(&out);
  }
  spec_.struct_size = sizeof spec_;
  spec_.generation = generation;
  spec_.name = fluid_s("trial"), spec_.space = fluid_s("default"), spec_.uid = fluid_s("uid-1");
  spec_.mounts = pointers_.data(), spec_.mount_count = pointers_.size();
}

TrialCall::TrialCall(int64_t timeout_ms) {
  call_.struct_size = sizeof call_;
  call_.deadline_ns = MonotonicNs() + timeout_ms * 1000000;
  call_.host_data = this;
  call_.trace = fluid_s("trial");
  call_.fail = [](fluid_call* call, fluid_status status, fluid_str text) {
    static_cast<TrialCall*>(call->host_data)->message = Text(text);
    return status;
  };
  call_.detail = [](fluid_call* call, fluid_str key, fluid_str text) {
    static_cast<TrialCall*>(call->host_data)->details.emplace_back(Text(key), Text(text));
  };
  call_.cancelled = [](const fluid_call* call) -> int32_t {
    return static_cast<TrialCall*>(call->host_data)->cancelled || MonotonicNs() > call->deadline_ns;
  };
}

struct HostTables {
  static TrialHost* Self(const fluid_host* host) { return static_cast<TrialHost*>(host->host_data); }

  static const void* Query(const fluid_host*, const char* id) {
    static const fluid_host_log_v1 log = {[](const fluid_host*, uint32_t) -> int32_t { return 1; },
                                          [](const fluid_host* host, uint32_t, fluid_str text) {
                                            const std::lock_guard lock(Self(host)->mutex_);
                                            Self(host)->log_ += Text(text) + "\n";
                                          }};
    static const fluid_host_events_v1 events = {
        [](const fluid_host* host, uint32_t kind, fluid_str subject, uint64_t) {
          const std::lock_guard lock(Self(host)->mutex_);
          static const char* const kNames[] = {"?", "HEALTH", "JOB", "SOURCE"};
          Self(host)->events_.push_back(std::string(kNames[kind]) + " " + Text(subject));
        }};
    static const fluid_host_call_v1 calls = {
        [](const fluid_host*, fluid_str, uint64_t timeout_ns) {
          return (new TrialCall(static_cast<int64_t>(timeout_ns / 1000000)))->get();
        },
        [](fluid_call* call) { delete static_cast<TrialCall*>(call->host_data); }};
    static const fluid_host_secrets_v1 secrets = {
        [](const fluid_host* host, fluid_str ref, fluid_bytes_sink* sink, fluid_call* call) -> fluid_status {
          const auto it = Self(host)->secrets.find(Text(ref));
          if (it == Self(host)->secrets.end())
            return call->fail(call, FLUID_NOT_FOUND, fluid_s("no such secret"));
          return sink->write(sink, it->second.data(), it->second.size());
        }};
    const std::string name = id;
    if (name == FLUID_HOST_LOG_V1) return &log;
    if (name == FLUID_HOST_EVENTS_V1) return &events;
    if (name == FLUID_HOST_CALL_V1) return &calls;
    if (name == FLUID_HOST_SECRETS_V1) return &secrets;
    return nullptr;
  }
};

TrialHost::TrialHost(std::string folder, uint64_t quota)
    : folder_(std::move(folder)), state_(folder_ + "/state"), tier_path_(folder_ + "/tier") {
  std::filesystem::create_directories(state_);
  std::filesystem::create_directories(tier_path_);
  host_.magic = FLUID_PLUGIN_MAGIC;
  host_.struct_size = sizeof host_;
  host_.abi_major = FLUID_ABI_MAJOR;
  host_.host_data = this;
  host_.query_interface = HostTables::Query;
  tier_.struct_size = sizeof tier_;
  tier_.kind = FLUID_VOLUME_HOST;
  tier_.quota_bytes = quota;
  tier_.high = 9500, tier_.low = 7000;
  tier_.medium = fluid_s("SSD"), tier_.path = Borrow(tier_path_);
  tiers_[0] = tiers_[1] = &tier_;
  instance_.struct_size = sizeof instance_;
  instance_.scope = FLUID_SCOPE_NODE;
  instance_.node = fluid_s("node-1"), instance_.state_dir = Borrow(state_);
  instance_.tiers = tiers_, instance_.tier_count = 1;
}

TrialHost::~TrialHost() { Destroy(); }

void TrialHost::Create(std::vector<TrialMount> mounts) {
  const TrialSpec spec(++generation_, std::move(mounts));
  TrialCall call;
  call.Check(plugin().create(&host_, spec.get(), &instance_, &engine_, call.get()));
}

void TrialHost::Destroy() {
  if (engine_) plugin().destroy(engine_);
  engine_ = nullptr;
}

namespace {

struct ReportSink {
  fluid_mount_sink sink;
  std::vector<Report> reports;
  ReportSink()
      : sink{this, [](fluid_mount_sink* self, const fluid_mount_report* r) -> fluid_status {
               static_cast<ReportSink*>(self->host_data)
                   ->reports.push_back(
                       {r->state, r->open_files, r->generation, r->why, Text(r->message), Text(r->uri)});
               return FLUID_OK;
             }} {}
};

}  // namespace

std::vector<Report> TrialHost::Apply(std::vector<TrialMount> mounts) {
  const TrialSpec spec(++generation_, std::move(mounts));
  TrialCall call;
  ReportSink sink;
  call.Check(
      table<fluid_live_v1>(FLUID_LIVE_V1).apply(engine_, spec.get(), &instance_, &sink.sink, call.get()));
  return sink.reports;
}

std::vector<Report> TrialHost::Reports() {
  TrialCall call;
  ReportSink sink;
  call.Check(table<fluid_live_v1>(FLUID_LIVE_V1).report(engine_, &sink.sink, call.get()));
  return sink.reports;
}

fluid_stat TrialHost::GetStat(const std::string& path) {
  TrialCall call;
  fluid_stat stat{};
  stat.struct_size = sizeof stat;
  call.Check(data().stat(engine_, Borrow(path), &stat, call.get()));
  return stat;
}

std::map<std::string, Entry> TrialHost::List(const std::string& path) {
  TrialCall call;
  std::map<std::string, Entry> entries;
  fluid_entry_sink sink{&entries,
                        [](fluid_entry_sink* self, fluid_str name, const fluid_stat* stat, fluid_str) {
                          const bool dir = (stat->mode & 0170000) == 0040000;
                          static_cast<std::map<std::string, Entry>*>(self->host_data)
                              ->emplace(Text(name), Entry{dir, stat->size});
                          return fluid_status{FLUID_OK};
                        }};
  call.Check(data().list(engine_, Borrow(path), fluid_s(""), &sink, call.get()));
  return entries;
}

std::vector<std::string> TrialHost::Walk(const std::string& path) {
  std::vector<std::string> files;
  for (const auto& [name, entry] : List(path)) {
    const std::string child = (path == "/" ? "" : path) + "/" + name;
    if (!entry.dir) {
      files.push_back(child);
      continue;
    }
    for (std::string& file : Walk(child)) files.push_back(std::move(file));
  }
  return files;
}

TrialHost::Handle::Handle(TrialHost* host, const std::string& path, uint64_t version, uint32_t flags) {
  TrialCall call;
  stat.struct_size = sizeof stat;
  call.Check(data().open(host->engine_, Borrow(path), version, flags, &stat, &handle_, call.get()));
}

TrialHost::Handle::~Handle() { data().close(handle_); }

std::string TrialHost::Handle::Pread(uint64_t offset, size_t size, uint32_t flags, int64_t timeout_ms) {
  TrialCall call(timeout_ms);
  std::string bytes(size, '\0');
  size_t got = 0;
  call.Check(data().pread(handle_, bytes.data(), size, offset, flags, &got, call.get()));
  bytes.resize(got);
  return bytes;
}

size_t TrialHost::Handle::PreadInto(void* buf, size_t size, uint64_t offset) {
  TrialCall call;
  size_t got = 0;
  call.Check(data().pread(handle_, buf, size, offset, 0, &got, call.get()));
  return got;
}

std::string TrialHost::Handle::ReadAll(size_t step) {
  std::string all;
  for (;;) {
    const std::string part = Pread(all.size(), step);
    if (part.empty()) return all;
    all += part;
  }
}

int TrialHost::Handle::Lease() {
  TrialCall call;
  fluid_lease lease{};
  call.Check(table<fluid_lease_v1>(FLUID_LEASE_V1)
                 .borrow(handle_, 0, stat.size, FLUID_LEASE_FD | FLUID_LEASE_WHOLE, &lease, call.get()));
  table<fluid_lease_v1>(FLUID_LEASE_V1).release(&lease);
  return lease.fd;
}

fluid_cache_usage TrialHost::Usage(const std::string& path) {
  TrialCall call;
  fluid_cache_usage usage{};
  usage.struct_size = sizeof usage;
  call.Check(table<fluid_cache_v1>(FLUID_CACHE_V1).usage(engine_, Borrow(path), &usage, call.get()));
  return usage;
}

void TrialHost::StartJob(const std::string& id, uint32_t kind, std::vector<std::string> targets,
                         uint32_t flags, uint64_t bytes_per_second) {
  std::vector<fluid_target> list;
  for (const std::string& target : targets) list.push_back({Borrow(target), 0, 0});
  fluid_job_spec spec{};
  spec.struct_size = sizeof spec;
  spec.kind = kind, spec.flags = flags, spec.bytes_per_second = bytes_per_second;
  spec.id = Borrow(id);
  spec.targets = list.data(), spec.target_count = list.size();
  TrialCall call;
  call.Check(table<fluid_jobs_v1>(FLUID_JOBS_V1).start(engine_, &spec, call.get()));
}

fluid_job_status TrialHost::Job(const std::string& id, std::string* reason) {
  TrialCall call;
  fluid_job_status status{};
  status.struct_size = sizeof status;
  call.Check(table<fluid_jobs_v1>(FLUID_JOBS_V1).status(engine_, Borrow(id), &status, call.get()));
  if (reason) *reason = call.details.empty() ? "" : call.details[0].second;
  return status;
}

fluid_job_status TrialHost::RunJob(const std::string& id, uint32_t kind, std::vector<std::string> targets,
                                   uint32_t flags, std::string* reason) {
  StartJob(id, kind, std::move(targets), flags);
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (;;) {
    const fluid_job_status status = Job(id, reason);
    if (status.phase >= FLUID_JOB_SUCCEEDED) return status;
    if (std::chrono::steady_clock::now() > limit) throw std::runtime_error("the job " + id + " does not end");
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

std::vector<std::string> TrialHost::events() const {
  const std::lock_guard lock(mutex_);
  return events_;
}

std::string TrialHost::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

}  // namespace fluid::test
