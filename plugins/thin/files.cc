#include "plugins/thin/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace thin {

Result<std::string> ReadFile(const std::string& path, size_t limit) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError(errno, "open " + path);
  struct stat st;
  if (fstat(fd, &st) != 0 || static_cast<uint64_t>(st.st_size) > limit) {
    close(fd);
    return Error(FLUID_DATA_LOSS, path + ": larger than it may be", EFBIG);
  }
  std::string bytes(static_cast<size_t>(st.st_size), '\0');
  auto got = ReadAt(fd, bytes.data(), bytes.size(), 0, path);
  close(fd);
  if (!got.ok()) return got.status();
  bytes.resize(*got);
  return bytes;
}

Status ReplaceFile(const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new";
  const int fd = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return SystemError(errno, "open " + fresh);
  Status status = WriteAt(fd, bytes.data(), bytes.size(), 0, fresh);
  close(fd);
  if (status.ok() && rename(fresh.c_str(), path.c_str()) != 0) status = SystemError(errno, "rename " + fresh);
  if (!status.ok()) unlink(fresh.c_str());
  return status;
}

Status MakeFolder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return SystemError(error.value(), "create folder " + path);
  return {};
}

Status RemoveTree(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  if (error) return SystemError(error.value(), "remove " + path);
  return {};
}

Status WriteAt(int fd, const void* data, size_t size, uint64_t offset, std::string_view what) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = pwrite(fd, at, size, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return SystemError(errno, Cat("write ", what));
    at += n, size -= static_cast<size_t>(n), offset += static_cast<uint64_t>(n);
  }
  return {};
}

Status WriteAt(int fd, const std::array<std::string_view, 2>& pieces, uint64_t offset,
               std::string_view what) {
  iovec parts[2];
  for (size_t i = 0; i < 2; ++i) parts[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()};
  const ssize_t n = pwritev(fd, parts, 2, static_cast<off_t>(offset));
  if (n < 0 && errno != EINTR) return SystemError(errno, Cat("write ", what));
  size_t done = n < 0 ? 0 : static_cast<size_t>(n);
  for (const std::string_view piece : pieces) {  // what one call did not take
    const size_t here = std::min(done, piece.size());
    if (Status status = WriteAt(fd, piece.data() + here, piece.size() - here, offset + here, what);
        !status.ok())
      return status;
    offset += piece.size(), done -= here;
  }
  return {};
}

Result<size_t> ReadAt(int fd, void* data, size_t size, uint64_t offset, std::string_view what) {
  size_t got = 0;
  while (got < size) {
    const ssize_t n = pread(fd, static_cast<char*>(data) + got, size - got, static_cast<off_t>(offset + got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return SystemError(errno, Cat("read ", what));
    if (n == 0) break;
    got += static_cast<size_t>(n);
  }
  return got;
}

std::string Hex(uint64_t value) {
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[value >> shift & 15];
  return out;
}

std::string HashName(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return Hex(hash.high64) + Hex(hash.low64);
}

FolderLock::~FolderLock() {
  if (fd_ >= 0) close(fd_);
}

Status FolderLock::Take(const std::string& folder) {
  const std::string path = folder + "/lock";
  fd_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd_ < 0) return SystemError(errno, "open " + path);
  if (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    char holder[32] = {};
    const ssize_t n = pread(fd_, holder, sizeof holder - 1, 0);
    close(fd_);
    fd_ = -1;
    return Error(FLUID_ABORTED, Cat(folder, ": in use by process ", n > 0 ? holder : "unknown"), EBUSY);
  }
  const std::string pid = std::to_string(getpid());
  if (ftruncate(fd_, 0) != 0) return SystemError(errno, "truncate " + path);
  return WriteAt(fd_, pid.data(), pid.size(), 0, path);
}

}  // namespace thin
