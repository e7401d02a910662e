// FakePlane: a data plane in memory whose tree changes on command, and whose reads can be held up.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "src/base/mutex.h"
#include "src/engine/data_plane.h"

namespace fluid::test {

class FakePlane : public engine::DataPlane {
 public:
  FakePlane();

  // Makes or replaces a file in a new version, and the folders above it.
  void PutFile(const std::string& path, std::string bytes);
  void PutLink(const std::string& path, const std::string& target);
  void PutFolder(const std::string& path);
  void Remove(const std::string& path);               // with all below
  void Tell(const std::string& path);                 // that it changed
  void SetValid(Duration valid);                      // of all answers from now on
  void HideVersions();                                // as a source without ETag and Last-Modified does
  void Fail(const std::string& path, Status status);  // all calls on it; OK: no more

  // Looking at this path and reading from files opened there wait until Release, or are called off.
  void Hold(const std::string& path);
  void Release();
  struct Releaser {  // at its end, so that a failed test doesn't wait for those who wait
    FakePlane& plane;
    ~Releaser() { plane.Release(); }
  };
  int held() const { return held_; }  // calls that wait now

  std::atomic<int> stats{0}, lists{0}, opens{0}, reads{0}, open_files{0}, called_off{0};

  Result<engine::FileStat> Stat(const std::string& path, const Call& call) override;
  Status List(const std::string& path, const std::string& after, const EntryFn& fn,
              const Call& call) override;
  Result<std::string> ReadLink(const std::string& path, const Call& call) override;
  Result<engine::FsStat> StatFs(const std::string& path, const Call& call) override;
  Result<std::unique_ptr<engine::OpenFile>> Open(const std::string& path, uint64_t version,
                                                 const Call& call) override;
  void OnChange(ChangeFn fn) override;

 private:
  class File;
  struct Entry {
    engine::FileStat stat;
    std::shared_ptr<const std::string> bytes;  // of a link: its target
  };
  Status CheckLocked(const std::string& path) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void PutLocked(const std::string& path, uint32_t mode, std::string bytes)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  engine::FileStat ShownLocked(const Entry& entry) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Status WaitIfHeld(const std::string& path, const Call& call);

  mutable Mutex mutex_;
  CondVar released_;
  std::map<std::string, Entry> entries_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Status> failures_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> on_hold_ ABSL_GUARDED_BY(mutex_);
  uint64_t next_version_ ABSL_GUARDED_BY(mutex_) = 1;
  int64_t valid_ns_ ABSL_GUARDED_BY(mutex_) = INT64_MAX;
  bool versions_ ABSL_GUARDED_BY(mutex_) = true;
  std::atomic<int> held_{0};
  Mutex change_mutex_;  // held while the receiver runs
  ChangeFn change_ ABSL_GUARDED_BY(change_mutex_);
};

}  // namespace fluid::test
