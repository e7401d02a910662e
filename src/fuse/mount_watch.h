// MountWatch: tells when the mounts of this process's namespace change, whoever changes them.
//
// Threads: `fn` is called on a thread of the watch, once right after the start and then after changes,
// several of which may be one call. Ownership: destroying it waits for a call of `fn` to return; none comes
// after.
#pragma once

#include <functional>
#include <thread>

#include "src/base/files.h"

namespace fluid::fuse {

class MountWatch {
 public:
  explicit MountWatch(std::function<void()> fn);
  ~MountWatch();
  MountWatch(const MountWatch&) = delete;
  MountWatch& operator=(const MountWatch&) = delete;

 private:
  void Watch() const;

  const std::function<void()> fn_;
  const Fd mounts_, stop_;
  std::thread thread_;
};

}  // namespace fluid::fuse
