// Session: the connection to the kernel of one mount: the threads that serve it, and what the kernel is told
// unasked.
//
// Threads: all functions, any thread but one that serves a request: the kernel holds a folder's lock while it
// waits for an answer about an entry in it, and needs that lock for what it is told here.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "src/base/files.h"
#include "src/base/mutex.h"
#include "src/fuse/file_system.h"

struct fuse_session;

namespace fluid::fuse {

struct SessionOptions {
  int threads = 0;       // that wait for requests; 0: one per processor, at least 2
  int max_threads = 64;  // when all wait for something else; beyond, requests wait
  int idle_threads = 8;  // more end when they have nothing to do
};

class Session {
 public:
  // `device` is /dev/fuse, after mount(2). `files` outlives it.
  static Result<std::unique_ptr<Session>> Start(FileSystem& files, Fd device, const SessionOptions& options);
  // Waits until all requests are answered. The connection must have been ended: by unmounting or
  // AbortConnection.
  ~Session();

  bool running() const;            // false: the kernel ended the connection
  bool listening() const;          // a thread is waiting for requests, so the connection lives
  bool WaitEnded(MonoTime until);  // true: no thread serves any more

  // The kernel looks the entry up again before it uses it.
  void ExpireEntry(uint64_t parent, const std::string& name);
  // The kernel asks for the node's attributes again.
  void ExpireAttributes(uint64_t node);

  // How many requests of an opcode (linux/fuse.h) have come.
  uint64_t requests(uint32_t opcode) const;

 private:
  Session(FileSystem& files, const SessionOptions& options);
  void Serve();
  bool AddThread() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const SessionOptions options_;
  fuse_session* session_ = nullptr;
  std::array<std::atomic<uint64_t>, 64> requests_{};

  mutable Mutex mutex_;
  CondVar ended_;
  std::map<std::thread::id, std::thread> threads_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> finished_ ABSL_GUARDED_BY(mutex_);  // to be joined
  int idle_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace fluid::fuse
