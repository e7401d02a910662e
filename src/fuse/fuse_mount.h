// FuseMount: one mount of a data plane, from mount(2) to its end.
//
// Threads: all functions, any thread, but Unmount and Detach one at a time.
// Ownership: owns the threads that serve it; destroying it detaches the mount, fails what still uses it with
// ENOTCONN, and returns when no thread of it is left. It waits for a call into the data plane to return,
// after calling it off.
#pragma once

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "src/base/log.h"
#include "src/fuse/file_system.h"
#include "src/fuse/session.h"

namespace fluid::fuse {

struct FuseMountOptions {
  FileSystemOptions files;
  SessionOptions session;
  std::string source = "fluid";  // first word of the line in /proc/mounts
  unsigned read_ahead_kib = 1024;
  bool allow_non_empty = false;  // mount over a folder that holds something
};

class FuseMount {
 public:
  // Mounts at `target`, which is made if missing, and then removed at the mount's end. Dead mounts of fluid
  // there are detached first; a living one, a mount of any other kind, or a folder that holds something is
  // FAILED_PRECONDITION. Needs the right to mount: PERMISSION_DENIED.
  static Result<std::unique_ptr<FuseMount>> Mount(engine::DataPlane& plane, const std::string& target,
                                                  FuseMountOptions options);
  // Detaches dead mounts of fluid at `target`, and removes the folders that were made for them. A living one
  // is FAILED_PRECONDITION.
  static Status ClearDead(const std::string& target);
  ~FuseMount();
  FuseMount(const FuseMount&) = delete;
  FuseMount& operator=(const FuseMount&) = delete;

  // False when it is not at its target any more, or no longer served: somebody else ended it.
  bool mounted() const { return session_ && session_->running() && Where() != Place::kGone; }
  // OK when it answers statvfs.
  Status Probe(Duration timeout);
  // Ends it if nobody uses it; else FAILED_PRECONDITION with the processes that do, and nothing was changed.
  Status Unmount(std::vector<int>* users);
  // Ends it in any case.
  void Detach();
  // Something changed at or below this path of the dataset: the kernel looks it up again. Returns at once.
  void Changed(const std::string& path);

  uint64_t requests(uint32_t opcode) const { return session_->requests(opcode); }
  const FileSystem& files() const { return files_; }
  dev_t device() const { return device_; }

 private:
  FuseMount(engine::DataPlane& plane, FuseMountOptions options);
  Status PrepareTarget(const std::string& target);
  Status Connect();
  enum class Place { kGone, kCovered, kOnTop };
  Place Where() const;  // among what is mounted at the target
  void End();
  void TellChanges();
  void TellChange(const std::string& path);

  const FuseMountOptions options_;
  FileSystem files_;
  std::vector<std::string> made_folders_;  // by fluid, outermost first
  // Set by Mount, then constant.
  std::string target_;  // canonical
  dev_t device_ = 0;
  std::unique_ptr<Session> session_;

  std::atomic<bool> read_ahead_set_{false};

  Mutex mutex_;
  CondVar changed_;
  std::set<std::string> changes_ ABSL_GUARDED_BY(mutex_);  // paths, to be told
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread teller_;
};

}  // namespace fluid::fuse
