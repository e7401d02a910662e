#include "tests/unit/fuse/fake_plane.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace fluid::test {
namespace {

constexpr int64_t kBorn = 1'700'000'000'123'456'789;  // ns

std::string ParentOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

class FakePlane::File : public engine::OpenFile {
 public:
  File(FakePlane& plane, std::string path, const engine::FileStat& stat,
       std::shared_ptr<const std::string> bytes)
      : plane_(plane), path_(std::move(path)), stat_(stat), bytes_(std::move(bytes)) {
    ++plane_.open_files;
  }
  ~File() override { --plane_.open_files; }
  const engine::FileStat& stat() const override { return stat_; }
  Result<engine::FileStat> Refresh(const Call&) override { return stat_; }
  Result<size_t> Pread(void* buf, size_t len, uint64_t offset, const Call& call) override {
    ++plane_.reads;
    FLUID_RETURN_IF_ERROR(plane_.WaitIfHeld(path_, call));
    if (offset >= bytes_->size()) return size_t{0};
    len = std::min<size_t>(len, bytes_->size() - offset);
    std::memcpy(buf, bytes_->data() + offset, len);
    return len;
  }
  Result<int> LeaseWhole(const Call&) override { return Unavailable("no lease of a file in memory"); }

 private:
  FakePlane& plane_;
  const std::string path_;
  const engine::FileStat stat_;
  const std::shared_ptr<const std::string> bytes_;
};

FakePlane::FakePlane() { PutFolder("/"); }

void FakePlane::PutLocked(const std::string& path, uint32_t mode, std::string bytes) {
  if (path != "/" && !entries_.contains(ParentOf(path))) PutLocked(ParentOf(path), S_IFDIR | 0755, "");
  Entry& entry = entries_[path];
  entry.stat = {};
  entry.stat.mode = mode;
  entry.stat.size = bytes.size();
  entry.stat.version = next_version_++;
  entry.stat.mtime_ns = kBorn + static_cast<int64_t>(entry.stat.version);
  entry.bytes = std::make_shared<const std::string>(std::move(bytes));
}

void FakePlane::PutFile(const std::string& path, std::string bytes) {
  MutexLock lock(mutex_);
  PutLocked(path, S_IFREG | 0644, std::move(bytes));
}

void FakePlane::PutLink(const std::string& path, const std::string& target) {
  MutexLock lock(mutex_);
  PutLocked(path, S_IFLNK | 0777, target);
}

void FakePlane::PutFolder(const std::string& path) {
  MutexLock lock(mutex_);
  PutLocked(path, S_IFDIR | 0755, "");
}

void FakePlane::Remove(const std::string& path) {
  MutexLock lock(mutex_);
  std::erase_if(entries_, [&](const auto& entry) {
    return entry.first == path || entry.first.compare(0, path.size() + 1, path + "/") == 0;
  });
}

void FakePlane::Tell(const std::string& path) {
  MutexLock lock(change_mutex_);
  if (change_) change_(path, 0);
}

void FakePlane::SetValid(Duration valid) {
  MutexLock lock(mutex_);
  valid_ns_ = valid.count();
}

void FakePlane::HideVersions() {
  MutexLock lock(mutex_);
  versions_ = false;
}

void FakePlane::Fail(const std::string& path, Status status) {
  MutexLock lock(mutex_);
  failures_.erase(path);
  if (!status.ok()) failures_.emplace(path, std::move(status));
}

void FakePlane::Hold(const std::string& path) {
  MutexLock lock(mutex_);
  on_hold_.insert(path);
}

void FakePlane::Release() {
  {
    MutexLock lock(mutex_);
    on_hold_.clear();
  }
  released_.NotifyAll();
}

Status FakePlane::WaitIfHeld(const std::string& path, const Call& call) {
  std::stop_callback wake(call.stop, [this] {
    {
      MutexLock lock(mutex_);
    }
    released_.NotifyAll();
  });
  Status status;
  MutexLock lock(mutex_);
  if (!on_hold_.contains(path)) return status;
  ++held_;
  const MonoTime until =
      std::min(call.deadline, MonoTime(std::chrono::steady_clock::now() + std::chrono::hours(1)));
  while (on_hold_.contains(path) && (status = call.Check("read " + path)).ok()) {
    (void)released_.WaitUntil(mutex_, until);
  }
  --held_;
  if (!status.ok()) ++called_off;
  return status;
}

Status FakePlane::CheckLocked(const std::string& path) const {
  if (const auto it = failures_.find(path); it != failures_.end()) return it->second;
  if (!entries_.contains(path)) return NotFound("no " + path).WithErrno(ENOENT);
  return Ok();
}

engine::FileStat FakePlane::ShownLocked(const Entry& entry) const {
  engine::FileStat stat = entry.stat;
  stat.valid_ns = valid_ns_;
  if (!versions_ || stat.is_dir()) stat.version = 0;
  if (!versions_) stat.mtime_ns = 0;
  return stat;
}

Result<engine::FileStat> FakePlane::Stat(const std::string& path, const Call& call) {
  ++stats;
  FLUID_RETURN_IF_ERROR(WaitIfHeld(path, call));
  MutexLock lock(mutex_);
  FLUID_RETURN_IF_ERROR(CheckLocked(path));
  return ShownLocked(entries_.find(path)->second);
}

Status FakePlane::List(const std::string& path, const std::string& after, const EntryFn& fn, const Call&) {
  ++lists;
  const std::string prefix = path == "/" ? "/" : path + "/";
  MutexLock lock(mutex_);
  FLUID_RETURN_IF_ERROR(CheckLocked(path));
  for (auto it = entries_.upper_bound(prefix + after); it != entries_.end(); ++it) {
    if (it->first.compare(0, prefix.size(), prefix) != 0) break;
    const std::string name = it->first.substr(prefix.size());
    if (name.find('/') != std::string::npos) continue;
    if (!fn(name, ShownLocked(it->second), name)) break;
  }
  return Ok();
}

Result<std::string> FakePlane::ReadLink(const std::string& path, const Call&) {
  MutexLock lock(mutex_);
  FLUID_RETURN_IF_ERROR(CheckLocked(path));
  return *entries_.find(path)->second.bytes;
}

Result<engine::FsStat> FakePlane::StatFs(const std::string& path, const Call& call) {
  FLUID_RETURN_IF_ERROR(WaitIfHeld(path, call));
  MutexLock lock(mutex_);
  if (const auto it = failures_.find(path); it != failures_.end()) return it->second;
  return engine::FsStat{1 << 30, 1 << 20, entries_.size(), 0};
}

Result<std::unique_ptr<engine::OpenFile>> FakePlane::Open(const std::string& path, uint64_t version,
                                                          const Call&) {
  ++opens;
  MutexLock lock(mutex_);
  FLUID_RETURN_IF_ERROR(CheckLocked(path));
  const Entry& entry = entries_.find(path)->second;
  if (entry.stat.is_dir()) return FailedPrecondition("open " + path).WithErrno(EISDIR);
  if (version != 0 && version != entry.stat.version)
    return Aborted("open " + path + ": there is another version");
  return std::unique_ptr<engine::OpenFile>(new File(*this, path, ShownLocked(entry), entry.bytes));
}

void FakePlane::OnChange(ChangeFn fn) {
  MutexLock lock(change_mutex_);
  change_ = std::move(fn);
}

}  // namespace fluid::test
