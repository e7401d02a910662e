// PluginWatch: notices that plugins were installed, replaced or removed, by what lies in their folders, every
// few seconds. No seam tells of that.
//
// Threads: `changed` is called on a thread of the clock.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fluid/clock.h"
#include "src/base/mutex.h"

namespace fluid::orchestrator {

class PluginWatch {
 public:
  // `clock` outlives it.
  PluginWatch(std::vector<std::string> dirs, Clock& clock, std::function<void()> changed);
  ~PluginWatch();

 private:
  void Look();
  void Schedule();

  const std::vector<std::string> dirs_;
  Clock& clock_;
  const std::function<void()> changed_;
  std::string seen_;  // of the constructor, then of the clock's thread

  Mutex mutex_;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::unique_ptr<Timer> timer_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid::orchestrator
