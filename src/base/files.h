// Files: the few operations on them that everybody needs, with errors that name the path. Paths are plain
// strings.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fluid/status.h"

namespace fluid {

// Owns a file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) Reset(std::exchange(other.fd_, -1));
    return *this;
  }
  ~Fd() { Reset(); }
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int Release() { return std::exchange(fd_, -1); }
  void Reset(int fd = -1);

 private:
  int fd_ = -1;
};

// At most `limit` bytes; a longer file is RESOURCE_EXHAUSTED.
Result<std::string> ReadFile(const std::string& path, size_t limit = 64 << 20);
// Writes a temporary beside it, syncs, renames over `path`, syncs the folder: after a crash the old or the
// new bytes.
Status ReplaceFile(const std::string& path, std::string_view bytes, int mode = 0644);
Status MakeDirs(const std::string& path, int mode = 0755);          // like mkdir -p
Result<std::vector<std::string>> ListDir(const std::string& path);  // names, sorted, without . and ..
Status RemoveTree(const std::string& path);  // like rm -rf; does not cross file systems; missing is fine
bool Exists(const std::string& path);
std::string JoinPath(std::string_view a, std::string_view b);

// An exclusive lock on a file, held while it lives; the file says the holder's pid. Held by another process:
// FAILED_PRECONDITION naming that pid, at once if that process lives, after 5 s if it is only its lock that
// does.
class FileLock {
 public:
  static Result<FileLock> Take(const std::string& path);

 private:
  explicit FileLock(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

}  // namespace fluid
