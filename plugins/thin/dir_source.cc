#include "plugins/thin/dir_source.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <vector>

#include "plugins/thin/files.h"

namespace thin {
namespace {

constexpr int64_t kValidNs = 1000000000;

int64_t Nanoseconds(const timespec& t) { return t.tv_sec * int64_t{1000000000} + t.tv_nsec; }

uint64_t VersionOf(const struct stat& st) {
  const uint64_t identity[] = {st.st_ino, st.st_dev, static_cast<uint64_t>(st.st_size),
                               static_cast<uint64_t>(Nanoseconds(st.st_mtim))};
  const uint64_t hash = XXH3_64bits(identity, sizeof identity);
  return hash ? hash : 1;
}

Stat StatOf(const struct stat& st) {
  Stat stat;
  stat.mode = st.st_mode & ~0222u;
  stat.nlink = static_cast<uint32_t>(st.st_nlink);
  stat.uid = st.st_uid, stat.gid = st.st_gid;
  stat.size = static_cast<uint64_t>(st.st_size);
  if (S_ISREG(st.st_mode)) stat.version = VersionOf(st);
  stat.mtime_ns = Nanoseconds(st.st_mtim);
  stat.valid_ns = kValidNs;
  return stat;
}

bool Served(mode_t mode) { return S_ISREG(mode) || S_ISDIR(mode) || S_ISLNK(mode); }

struct Fd {
  int fd;
  explicit Fd(int value) : fd(value) {}
  ~Fd() {
    if (fd >= 0) close(fd);
  }
  Fd(const Fd&) = delete;
};

}  // namespace

class DirSource::File : public OpenFile {
 public:
  File(int fd, const struct stat& st, std::string name)
      : fd_(fd), version_(VersionOf(st)), stat_(StatOf(st)), name_(std::move(name)) {}
  const Stat& stat() const override { return stat_; }
  Result<size_t> Read(void* buf, size_t len, uint64_t offset, bool, const Call&) override {
    if (offset >= stat_.size) return size_t{0};
    const size_t want = std::min<uint64_t>(len, stat_.size - offset);
    auto got = ReadAt(fd_.fd, buf, want, offset, name_);
    struct stat now;
    if (!got.ok()) return got;
    if (fstat(fd_.fd, &now) != 0) return SystemError(errno, "stat " + name_);
    if (VersionOf(now) != version_ || *got != want)
      return Error(FLUID_ABORTED, name_ + ": changed since it was opened", ESTALE);
    return got;
  }
  Result<int> Lease(const Call&) override {
    return Error(FLUID_UNAVAILABLE, name_ + ": served directly; its bytes may change", EAGAIN);
  }

 private:
  const Fd fd_;
  const uint64_t version_;
  const Stat stat_;
  const std::string name_;
};

int DirSource::OpenAt(const std::string& path, int flags) const {
  const Fd root(open(root_.c_str(), O_PATH | O_CLOEXEC));
  if (root.fd < 0) return -1;
  struct stat st;
  if (fstat(root.fd, &st) != 0) return -1;
  if (S_ISREG(st.st_mode)) {
    // The URI names a file: the only entry of the root, which itself has no descriptor.
    if (path != root_.substr(root_.rfind('/') + 1)) return errno = path.empty() ? EISDIR : ENOENT, -1;
    return open(root_.c_str(), flags | O_CLOEXEC | O_NONBLOCK);
  }
  open_how how{};
  how.flags =
      static_cast<uint64_t>(flags | O_CLOEXEC | (flags & O_PATH ? O_NOFOLLOW : O_NOFOLLOW | O_NONBLOCK));
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS;
  const char* relative = path.empty() ? "." : path.c_str();
  return static_cast<int>(syscall(SYS_openat2, root.fd, relative, &how, sizeof how));
}

Status DirSource::Failed(const std::string& what) const {
  const int error = errno;
  const Fd root(open(root_.c_str(), O_PATH | O_CLOEXEC));
  if (root.fd >= 0) return SystemError(error, what);
  const Status gone = Error(FLUID_UNAVAILABLE, SystemError(errno, "open " + root_).message, EIO);
  events_.health(gone);
  return gone;
}

Status DirSource::Check(const Call&) {
  const Fd root(open(root_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (root.fd < 0) return SystemError(errno, "open " + root_);
  return {};
}

Result<Stat> DirSource::GetStat(const std::string& path, const Call&) {
  const Fd fd(OpenAt(path, O_PATH));
  struct stat st;
  if (fd.fd < 0 && errno == EISDIR && path.empty()) {
    Stat stat;
    stat.mode = 0040555, stat.nlink = 2, stat.valid_ns = kValidNs;
    return stat;
  }
  // openat2 refuses to end at a link unless it opens the link itself (O_PATH with O_NOFOLLOW).
  if (fd.fd < 0 || fstat(fd.fd, &st) != 0) return Failed("stat " + root_ + "/" + path);
  if (!Served(st.st_mode)) return Error(FLUID_NOT_FOUND, path + ": neither file, directory nor link", ENOENT);
  return StatOf(st);
}

Status DirSource::List(const std::string& path, const std::string& after, const EntryFn& fn,
                       const Call& call) {
  std::vector<std::string> names;
  const std::string what = root_ + "/" + path;
  const int fd = OpenAt(path, O_RDONLY | O_DIRECTORY);
  if (fd < 0 && errno == EISDIR && path.empty()) {
    names.push_back(root_.substr(root_.rfind('/') + 1));
  } else {
    if (fd < 0) return Failed("list " + what);
    DIR* const dir = fdopendir(fd);
    if (!dir) return close(fd), SystemError(errno, "list " + what);
    while (const dirent* entry = readdir(dir)) {
      const std::string name = entry->d_name;
      if (name != "." && name != ".." && name > after) names.push_back(name);
    }
    closedir(dir);
    std::sort(names.begin(), names.end());
  }
  for (const std::string& name : names) {
    if (name <= after) continue;
    if (Status alive = call.Alive(); !alive.ok()) return alive;
    const auto stat = GetStat(path.empty() ? name : path + "/" + name, call);
    if (!stat.ok()) continue;  // gone meanwhile, or nothing that is served
    if (const fluid_status status = fn(name, *stat); status != FLUID_OK) return {status, {}};
  }
  return {};
}

Result<std::string> DirSource::ReadLink(const std::string& path, const Call&) {
  const Fd fd(OpenAt(path, O_PATH));
  std::string target(4096, '\0');
  const ssize_t n = fd.fd < 0 ? -1 : readlinkat(fd.fd, "", target.data(), target.size());
  if (n < 0) return SystemError(errno == ENOENT ? EINVAL : errno, "read link " + root_ + "/" + path);
  target.resize(static_cast<size_t>(n));
  return target;
}

Result<std::unique_ptr<OpenFile>> DirSource::Open(const std::string& path, uint64_t version, ReadRun::Hint,
                                                  const Call&) {
  const std::string what = root_ + "/" + path;
  const int fd = OpenAt(path, O_RDONLY);
  if (fd < 0) return Failed("open " + what);
  struct stat st;
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    close(fd);
    return Error(FLUID_FAILED_PRECONDITION, what + ": not a file", S_ISDIR(st.st_mode) ? EISDIR : EINVAL);
  }
  auto file = std::make_unique<File>(fd, st, what);
  if (version != 0 && version != VersionOf(st))
    return Error(FLUID_ABORTED, what + ": that version can't be had any more", ESTALE);
  return std::unique_ptr<OpenFile>(std::move(file));
}

Status DirSource::Load(const std::string& path, bool, const Pace&, const Progress& progress, const Call&) {
  const Fd fd(OpenAt(path, O_RDONLY));
  struct stat st;
  if (fd.fd < 0 || fstat(fd.fd, &st) != 0) return Failed("open " + root_ + "/" + path);
  posix_fadvise(fd.fd, 0, 0, POSIX_FADV_WILLNEED);
  progress(static_cast<uint64_t>(st.st_size));
  return {};
}

}  // namespace thin
