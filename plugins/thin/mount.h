// Mount: one source at its place in the tree, with its health. While it does not serve, it is asked again by
// itself, with pauses that grow; once it serves, only readers ask it.
//
// Threads: all functions, any thread. Open files hold their mount.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "plugins/thin/call.h"
#include "plugins/thin/mutex.h"
#include "plugins/thin/source.h"
#include "plugins/thin/spec.h"

namespace thin {

struct MountReport {
  uint32_t state = FLUID_MOUNT_PENDING;
  uint64_t generation = 0, open_files = 0;
  Status why;           // FAILED
  std::string message;  // otherwise, what is worth knowing
  std::string path, uri;
};

class Mount {
 public:
  struct Listener {
    std::function<void()> health;                                            // serves, or serves no more
    std::function<void(const std::string& path, uint64_t version)> changed;  // in the tree, absolute
  };
  using MakeSource = std::function<std::unique_ptr<Source>(const SourceEvents&)>;

  static std::shared_ptr<Mount> Make(MountSpec spec, const MakeSource& make, Listener listener);
  ~Mount();

  const MountSpec& spec() const { return spec_; }
  Source& source() { return *source_; }
  MountReport Report() const;
  void SetGeneration(uint64_t generation) { generation_ = generation; }
  // Removed: nobody asks any more whether it serves.
  void Drain();
  bool draining() const { return draining_; }
  uint64_t open_files() const { return open_files_; }

  // An open file of this mount.
  class File {
   public:
    File(std::shared_ptr<Mount> mount, std::unique_ptr<OpenFile> file)
        : mount_(std::move(mount)), file_(std::move(file)) {
      ++mount_->open_files_;
    }
    ~File() {
      file_.reset();
      --mount_->open_files_;
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    OpenFile& operator*() { return *file_; }
    OpenFile* operator->() { return file_.get(); }

   private:
    const std::shared_ptr<Mount> mount_;
    std::unique_ptr<OpenFile> file_;
  };

 private:
  // What its source's events, which may come from downloads that outlive it, hold of it.
  struct Link {
    Mutex mutex;
    Mount* mount THIN_GUARDED_BY(mutex) = nullptr;
  };

  Mount(MountSpec spec, Listener listener)
      : spec_(std::move(spec)), generation_(spec_.generation), listener_(std::move(listener)) {}
  void Note(const Status& status);
  void Watch(const std::stop_token& stop);

  const MountSpec spec_;
  std::atomic<uint64_t> generation_, open_files_{0};
  std::atomic<bool> draining_{false};
  const Listener listener_;
  const std::shared_ptr<Link> link_ = std::make_shared<Link>();
  std::unique_ptr<Source> source_;
  mutable Mutex mutex_;
  CondVar changed_;
  uint32_t state_ THIN_GUARDED_BY(mutex_) = FLUID_MOUNT_PENDING;
  Status why_ THIN_GUARDED_BY(mutex_);
  bool stop_ THIN_GUARDED_BY(mutex_) = false;
  std::jthread watcher_;
};

}  // namespace thin
