// InstanceDataPlane: the DataPlane over whichever instance a home has at the moment. Instances may be
// replaced behind it: an open file stays with the one that opened it, everything else goes to the new one.
//
// Reads go straight to the plugin: no lock, no allocation.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "src/base/mutex.h"
#include "src/engine/data_plane.h"
#include "src/engine/instance.h"

namespace fluid::engine {

class InstanceDataPlane final : public DataPlane {
 public:
  InstanceDataPlane();
  ~InstanceDataPlane() override;

  // Null: calls are UNAVAILABLE until there is one.
  void SetInstance(std::shared_ptr<Instance> instance);
  int open_files() const;
  // Tells the receiver of OnChange.
  void Changed(const std::string& path, uint64_t version);

  Result<FileStat> Stat(const std::string& path, const Call& call) override;
  Status List(const std::string& path, const std::string& after, const EntryFn& fn,
              const Call& call) override;
  Result<std::string> ReadLink(const std::string& path, const Call& call) override;
  Result<FsStat> StatFs(const std::string& path, const Call& call) override;
  Result<std::unique_ptr<OpenFile>> Open(const std::string& path, uint64_t version,
                                         const Call& call) override;
  void OnChange(ChangeFn fn) override;

 private:
  Result<std::shared_ptr<Instance>> Get(const char* what, const std::string& path);

  const std::shared_ptr<std::atomic<int>> open_files_;  // open files may outlive us

  Mutex mutex_;
  std::shared_ptr<Instance> instance_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const ChangeFn> receiver_ ABSL_GUARDED_BY(mutex_);
  int receiving_ ABSL_GUARDED_BY(mutex_) = 0;  // calls of receivers under way
  CondVar received_;
};

}  // namespace fluid::engine
