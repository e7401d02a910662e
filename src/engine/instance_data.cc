#include "src/engine/instance_data.h"

#include <fmt/format.h>
#include <unistd.h>

#include "src/engine/abi_call.h"

namespace fluid::engine {
namespace {

fluid_stat EmptyStat() {
  fluid_stat st{};
  st.struct_size = sizeof st;
  return st;
}

FileStat From(const fluid_stat& st) {
  FileStat to;
  to.mode = st.mode;
  to.size = st.size;
  if (st.known & FLUID_ATTR_NLINK) to.nlink = st.nlink;
  if (st.known & FLUID_ATTR_UID) to.uid = st.uid;
  if (st.known & FLUID_ATTR_GID) to.gid = st.gid;
  if (st.known & FLUID_ATTR_INO) to.ino = st.ino;
  if (st.known & FLUID_ATTR_VERSION) to.version = st.version;
  if (st.known & FLUID_ATTR_MTIME) to.mtime_ns = st.mtime_ns;
  if (st.known & FLUID_ATTR_CTIME) to.ctime_ns = st.ctime_ns;
  if (st.known & FLUID_ATTR_ATIME) to.atime_ns = st.atime_ns;
  to.valid_ns = st.valid_ns;
  return to;
}

class PluginFile final : public OpenFile {
 public:
  PluginFile(std::shared_ptr<Instance> instance, fluid_handle* handle, const FileStat& stat,
             std::shared_ptr<std::atomic<int>> open_files)
      : instance_(std::move(instance)), handle_(handle), stat_(stat), open_files_(std::move(open_files)) {
    ++*open_files_;
  }
  ~PluginFile() override {
    instance_->plugin().data.close(handle_);
    --*open_files_;
  }

  const FileStat& stat() const override { return stat_; }

  Result<FileStat> Refresh(const Call& call) override {
    if (!instance_->plugin().has_hstat) return stat_;
    CallContext context(call, &instance_->ending());
    fluid_stat st = EmptyStat();
    const fluid_status status = instance_->plugin().data.hstat(handle_, &st, context.get());
    if (status != FLUID_OK) return context.ToStatus(status, "look at an open file", instance_->log());
    return From(st);
  }

  Result<size_t> Pread(void* buf, size_t len, uint64_t offset, const Call& call) override {
    CallContext context(call, &instance_->ending());
    size_t got = 0;
    const fluid_status status =
        instance_->plugin().data.pread(handle_, buf, len, offset, 0, &got, context.get());
    if (status != FLUID_OK) [[unlikely]] {
      return context.ToStatus(status, fmt::format("read {} bytes at {}", len, offset), instance_->log());
    }
    if (got > len) [[unlikely]] {
      return Internal(fmt::format("read {} bytes at {}: the plugin says it gave {}", len, offset, got));
    }
    return got;
  }

  Result<int> LeaseWhole(const Call& call) override {
    const fluid_lease_v1* table = instance_->plugin().lease;
    if (!table || stat_.size == 0) return Unavailable("lease a file: there is no descriptor of it");
    CallContext context(call, &instance_->ending());
    fluid_lease lease{};
    lease.fd = -1;
    const fluid_status status =
        table->borrow(handle_, 0, stat_.size, FLUID_LEASE_FD | FLUID_LEASE_WHOLE, &lease, context.get());
    if (status != FLUID_OK) return context.ToStatus(status, "lease a file", instance_->log());
    // The bytes behind the descriptor stay as long as it is open, after release too.
    table->release(&lease);
    if (lease.fd < 0) return Internal("lease a file: the plugin gave no descriptor");
    if (lease.fd_offset != 0 || lease.len < stat_.size) {
      close(lease.fd);
      return Unavailable("lease a file: it is not cached as a whole");
    }
    return lease.fd;
  }

 private:
  const std::shared_ptr<Instance> instance_;
  fluid_handle* const handle_;
  const FileStat stat_;
  const std::shared_ptr<std::atomic<int>> open_files_;
};

struct EntrySink {
  explicit EntrySink(const DataPlane::EntryFn& f) : fn(f) {}

  fluid_entry_sink abi{this, Take};
  const DataPlane::EntryFn& fn;
  bool stopped = false;

  static fluid_status Take(fluid_entry_sink* sink, fluid_str name, const fluid_stat* st,
                           fluid_str cursor) noexcept {
    auto& self = *static_cast<EntrySink*>(sink->host_data);
    if (self.stopped || !self.fn(View(name), From(*st), View(cursor))) {
      self.stopped = true;
      return FLUID_CANCELLED;
    }
    return FLUID_OK;
  }
};

struct TextSink {
  fluid_bytes_sink abi{this, Write};
  std::string text;

  static fluid_status Write(fluid_bytes_sink* sink, const void* bytes, size_t size) noexcept {
    auto& self = *static_cast<TextSink*>(sink->host_data);
    if (self.text.size() + size > 4096) return FLUID_RESOURCE_EXHAUSTED;
    self.text.append(static_cast<const char*>(bytes), size);
    return FLUID_OK;
  }
};

}  // namespace

InstanceDataPlane::InstanceDataPlane() : open_files_(std::make_shared<std::atomic<int>>(0)) {}
InstanceDataPlane::~InstanceDataPlane() { OnChange(nullptr); }

void InstanceDataPlane::SetInstance(std::shared_ptr<Instance> instance) {
  std::shared_ptr<Instance> old = std::move(instance);
  MutexLock lock(mutex_);
  std::swap(instance_, old);  // the old one ends after the lock is gone
}

int InstanceDataPlane::open_files() const { return *open_files_; }

Result<std::shared_ptr<Instance>> InstanceDataPlane::Get(const char* what, const std::string& path) {
  MutexLock lock(mutex_);
  if (!instance_) return Unavailable(fmt::format("{} {}: the engine has not started here", what, path));
  if (!instance_->plugin().has_data) {
    return Unimplemented(
        fmt::format("{} {}: plugin {} has no {}", what, path, instance_->plugin().id, FLUID_DATA_V1));
  }
  return instance_;
}

Result<FileStat> InstanceDataPlane::Stat(const std::string& path, const Call& call) {
  FLUID_ASSIGN_OR_RETURN(const std::shared_ptr<Instance> instance, Get("stat", path));
  CallContext context(call, &instance->ending());
  fluid_stat st = EmptyStat();
  const fluid_status status = instance->plugin().data.stat(instance->handle(), Str(path), &st, context.get());
  if (status != FLUID_OK) return context.ToStatus(status, fmt::format("stat {}", path), instance->log());
  return From(st);
}

Status InstanceDataPlane::List(const std::string& path, const std::string& after, const EntryFn& fn,
                               const Call& call) {
  FLUID_ASSIGN_OR_RETURN(const std::shared_ptr<Instance> instance, Get("list", path));
  CallContext context(call, &instance->ending());
  EntrySink sink(fn);
  const fluid_status status =
      instance->plugin().data.list(instance->handle(), Str(path), Str(after), &sink.abi, context.get());
  if (sink.stopped || status == FLUID_OK) return Ok();
  return context.ToStatus(status, fmt::format("list {}", path), instance->log());
}

Result<std::string> InstanceDataPlane::ReadLink(const std::string& path, const Call& call) {
  FLUID_ASSIGN_OR_RETURN(const std::shared_ptr<Instance> instance, Get("read link", path));
  CallContext context(call, &instance->ending());
  TextSink sink;
  const fluid_status status =
      instance->plugin().data.readlink(instance->handle(), Str(path), &sink.abi, context.get());
  if (status != FLUID_OK) return context.ToStatus(status, fmt::format("read link {}", path), instance->log());
  return std::move(sink.text);
}

Result<FsStat> InstanceDataPlane::StatFs(const std::string& path, const Call& call) {
  FLUID_ASSIGN_OR_RETURN(const std::shared_ptr<Instance> instance, Get("statfs", path));
  CallContext context(call, &instance->ending());
  fluid_statfs fs{};
  fs.struct_size = sizeof fs;
  const fluid_status status =
      instance->plugin().data.statfs(instance->handle(), Str(path), &fs, context.get());
  if (FLUID_CODE(status) == FLUID_UNIMPLEMENTED) return FsStat{};
  if (status != FLUID_OK) return context.ToStatus(status, fmt::format("statfs {}", path), instance->log());
  return fs.known ? FsStat{fs.bytes, fs.bytes_free, fs.files, fs.files_free} : FsStat{};
}

Result<std::unique_ptr<OpenFile>> InstanceDataPlane::Open(const std::string& path, uint64_t version,
                                                          const Call& call) {
  FLUID_ASSIGN_OR_RETURN(std::shared_ptr<Instance> instance, Get("open", path));
  CallContext context(call, &instance->ending());
  fluid_stat st = EmptyStat();
  fluid_handle* handle = nullptr;
  const fluid_status status =
      instance->plugin().data.open(instance->handle(), Str(path), version, 0, &st, &handle, context.get());
  if (status != FLUID_OK) return context.ToStatus(status, fmt::format("open {}", path), instance->log());
  return std::unique_ptr<OpenFile>(new PluginFile(std::move(instance), handle, From(st), open_files_));
}

void InstanceDataPlane::OnChange(ChangeFn fn) {
  MutexLock lock(mutex_);
  receiver_ = fn ? std::make_shared<const ChangeFn>(std::move(fn)) : nullptr;
  while (receiving_ > 0) received_.Wait(mutex_);
}

void InstanceDataPlane::Changed(const std::string& path, uint64_t version) {
  std::shared_ptr<const ChangeFn> receiver;
  {
    MutexLock lock(mutex_);
    if (!receiver_) return;
    receiver = receiver_;
    ++receiving_;
  }
  (*receiver)(path, version);
  MutexLock lock(mutex_);
  if (--receiving_ == 0) received_.NotifyAll();
}

}  // namespace fluid::engine
