// Mounted: a FakePlane, mounted in a folder of its own until the object ends.
#pragma once

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fuse.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>

#include "src/base/files.h"
#include "src/fuse/fuse_mount.h"
#include "tests/support/support.h"
#include "tests/unit/fuse/fake_plane.h"
#include "tests/unit/fuse/watchdog.h"

namespace fluid::test {

class Mounted {
 public:
  explicit Mounted(fuse::FuseMountOptions options = {}) : options_(std::move(options)) {}
  ~Mounted() {
    plane.OnChange(nullptr);
    plane.Release();
  }

  void Start() {
    auto made = fuse::FuseMount::Mount(plane, path(), options_);
    INFO(made.status().ToString());
    REQUIRE(made.ok());
    mount = std::move(*made);
    REQUIRE(mount->Probe(std::chrono::seconds(10)).ok());
    plane.OnChange([this](const std::string& changed, uint64_t) { mount->Changed(changed); });
  }
  std::string path(const std::string& name = "") const { return dir_ / ("mnt" + name); }
  // Requests of an opcode that came during fn.
  template <class Fn>
  uint64_t Requests(uint32_t opcode, Fn fn) {
    const uint64_t before = mount->requests(opcode);
    fn();
    return mount->requests(opcode) - before;
  }

 private:
  TempDir dir_;
  Watchdog watchdog_{dir_.path()};
  fuse::FuseMountOptions options_;

 public:
  FakePlane plane;
  std::unique_ptr<fuse::FuseMount> mount;
};

// The errno of a system call that should fail; 0 when it doesn't.
template <class Fn>
int ErrorOf(Fn fn) {
  errno = 0;
  const auto result = fn();
  return result < 0 ? errno : 0;
}

inline Fd OpenRead(const std::string& path, int flags = 0) {
  return Fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | flags));
}

// All that a descriptor gives from its beginning; what failed instead.
inline std::string PreadAll(int fd) {
  std::string bytes;
  std::string buffer(100'000, 0);
  for (;;) {
    const ssize_t n = pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(bytes.size()));
    if (n < 0) return std::string("error: ") + strerrorname_np(errno);
    if (n == 0) return bytes;
    bytes.append(buffer, 0, static_cast<size_t>(n));
  }
}

}  // namespace fluid::test
