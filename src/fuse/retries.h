// Retries: files that were opened in vain, kept for the second attempt.
//
// An open that arrives at an outdated inode is answered ESTALE; the kernel then looks the name up again and
// opens what it finds, once, on the same thread of the caller. A file that changes in between would fail that
// too. So what the first attempt opened is kept for that thread: its look-up is told of this version, and its
// open is given it. (Where many open a file at once while it changes, the kernel may still lead one to what
// another has just looked up, which may be older than what this one was promised: that open fails with
// ESTALE.)
//
// Threads: all functions, any thread.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "src/base/mutex.h"
#include "src/engine/data_plane.h"

namespace fluid::fuse {

class Retries {
 public:
  // `thread`: the caller's, as a request tells it; 0, a thread of a foreign process namespace, has no second
  // attempt.
  void Keep(pid_t thread, const std::string& path, std::shared_ptr<engine::OpenFile> file);
  // What is kept for the thread; null: nothing.
  std::shared_ptr<engine::OpenFile> Find(pid_t thread, const std::string& path);
  std::shared_ptr<engine::OpenFile> Take(pid_t thread, const std::string& path);
  void Clear();

 private:
  struct Kept {
    std::shared_ptr<engine::OpenFile> file;
    MonoTime until;
  };
  using ByThread = std::map<std::pair<pid_t, std::string>, Kept>;
  std::vector<Kept> DropOld() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  std::atomic<bool> any_{false};  // spares each look-up the lock
  Mutex mutex_;
  ByThread kept_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid::fuse
