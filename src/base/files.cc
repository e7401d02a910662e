#include "src/base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>

#include "src/base/strings.h"

namespace fluid {
namespace {

// A killed holder's lock lives on for moments in a child of its that is about to become another program.
constexpr int kDeadHolderTries = 500;
constexpr useconds_t kDeadHolderPause = 10'000;  // microseconds

Status WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Status::FromErrno(errno, fmt::format("write {}", path));
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return Ok();
}

std::string ParentOf(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Status RemoveAt(int parent, const std::string& name, dev_t device, const std::string& shown) {
  struct stat st;
  if (fstatat(parent, name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0) {
    return errno == ENOENT ? Ok() : Status::FromErrno(errno, fmt::format("remove {}", shown));
  }
  if (S_ISDIR(st.st_mode)) {
    if (st.st_dev != device) {
      return FailedPrecondition(fmt::format("remove {}: another file system is mounted there", shown));
    }
    const int fd = openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return Status::FromErrno(errno, fmt::format("remove {}", shown));
    DIR* dir = fdopendir(fd);
    Status first;
    while (const dirent* entry = readdir(dir)) {
      const std::string_view child = entry->d_name;
      if (child == "." || child == "..") continue;
      Status status = RemoveAt(fd, entry->d_name, device, shown + "/" + entry->d_name);
      if (!status.ok() && first.ok()) first = status;
    }
    closedir(dir);
    if (!first.ok()) return first;
  }
  if (unlinkat(parent, name.c_str(), S_ISDIR(st.st_mode) ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT) {
    return Status::FromErrno(errno, fmt::format("remove {}", shown));
  }
  return Ok();
}

}  // namespace

void Fd::Reset(int fd) {
  if (fd_ >= 0) close(fd_);
  fd_ = fd;
}

Result<std::string> ReadFile(const std::string& path, size_t limit) {
  Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return Status::FromErrno(errno, fmt::format("open {}", path));
  std::string bytes;
  char buffer[65536];
  for (;;) {
    const ssize_t n = read(fd.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Status::FromErrno(errno, fmt::format("read {}", path));
    if (n == 0) return bytes;
    bytes.append(buffer, static_cast<size_t>(n));
    if (bytes.size() > limit) {
      return ResourceExhausted(
          fmt::format("read {}: longer than the {} bytes that are allowed", path, limit));
    }
  }
}

Status ReplaceFile(const std::string& path, std::string_view bytes, int mode) {
  const std::string temporary = fmt::format("{}.{}.tmp", path, RandomHex(6));
  Status status;
  {
    Fd fd(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!fd) return Status::FromErrno(errno, fmt::format("create {}", temporary));
    fchmod(fd.get(), static_cast<mode_t>(mode));
    status = WriteAll(fd.get(), bytes, temporary);
    if (status.ok() && fsync(fd.get()) != 0)
      status = Status::FromErrno(errno, fmt::format("sync {}", temporary));
  }
  if (status.ok() && rename(temporary.c_str(), path.c_str()) != 0) {
    status = Status::FromErrno(errno, fmt::format("rename {} to {}", temporary, path));
  }
  if (!status.ok()) {
    unlink(temporary.c_str());
    return status;
  }
  Fd parent(open(ParentOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!parent || fsync(parent.get()) != 0) {
    return Status::FromErrno(errno, fmt::format("sync the folder of {}", path));
  }
  return Ok();
}

Status MakeDirs(const std::string& path, int mode) {
  if (path.empty() || path == "/") return Ok();
  struct stat st;
  if (stat(path.c_str(), &st) == 0) {
    if (S_ISDIR(st.st_mode)) return Ok();
    return Status::FromErrno(ENOTDIR, fmt::format("make folder {}", path));
  }
  FLUID_RETURN_IF_ERROR(MakeDirs(ParentOf(path), mode));
  if (mkdir(path.c_str(), static_cast<mode_t>(mode)) != 0 && errno != EEXIST) {
    return Status::FromErrno(errno, fmt::format("make folder {}", path));
  }
  return Ok();
}

Result<std::vector<std::string>> ListDir(const std::string& path) {
  DIR* dir = opendir(path.c_str());
  if (!dir) return Status::FromErrno(errno, fmt::format("list {}", path));
  std::vector<std::string> names;
  while (const dirent* entry = readdir(dir)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  closedir(dir);
  std::sort(names.begin(), names.end());
  return names;
}

Status RemoveTree(const std::string& path) {
  struct stat st;
  if (lstat(path.c_str(), &st) != 0) {
    return errno == ENOENT ? Ok() : Status::FromErrno(errno, fmt::format("remove {}", path));
  }
  return RemoveAt(AT_FDCWD, path, st.st_dev, path);
}

bool Exists(const std::string& path) {
  struct stat st;
  return lstat(path.c_str(), &st) == 0;
}

std::string JoinPath(std::string_view a, std::string_view b) {
  if (a.empty()) return std::string(b);
  while (!b.empty() && b.front() == '/') b.remove_prefix(1);
  if (b.empty()) return std::string(a);
  return fmt::format("{}{}{}", a, a.back() == '/' ? "" : "/", b);
}

Result<FileLock> FileLock::Take(const std::string& path) {
  Fd fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd) return Status::FromErrno(errno, fmt::format("open lock file {}", path));
  for (int tries = kDeadHolderTries; flock(fd.get(), LOCK_EX | LOCK_NB) != 0; --tries) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return Status::FromErrno(errno, fmt::format("lock {}", path));
    char text[32] = {};
    const ssize_t n = pread(fd.get(), text, sizeof text - 1, 0);
    const std::string_view holder = Trim(std::string_view(text, n > 0 ? static_cast<size_t>(n) : 0));
    const bool dead = std::atoi(text) > 0 && kill(std::atoi(text), 0) != 0 && errno == ESRCH;
    if (!dead || tries <= 0) {
      return FailedPrecondition(
          fmt::format("lock {}: held by process {}", path, holder.empty() ? "unknown" : holder));
    }
    usleep(kDeadHolderPause);
  }
  const std::string pid = fmt::format("{}\n", getpid());
  if (ftruncate(fd.get(), 0) != 0 || pwrite(fd.get(), pid.data(), pid.size(), 0) < 0) {
    return Status::FromErrno(errno, fmt::format("write lock file {}", path));
  }
  return FileLock(std::move(fd));
}

}  // namespace fluid
