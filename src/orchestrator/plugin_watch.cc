#include "src/orchestrator/plugin_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace fluid::orchestrator {
namespace {

namespace fs = std::filesystem;

constexpr Duration kEvery = std::chrono::seconds(5);
constexpr int kDepth = 2;         // DIR/ID/VERSION/NAME.so
constexpr size_t kMost = 10'000;  // entries that are looked at

// What lies below the folders; equal while nothing comes, goes or is replaced.
std::string Contents(const std::vector<std::string>& dirs) {
  std::vector<std::string> names;
  for (const std::string& dir : dirs) {
    std::error_code error;
    for (fs::recursive_directory_iterator it(dir, error), end; !error && it != end && names.size() < kMost;
         it.increment(error)) {
      std::error_code gone;
      std::string name = it->path().string();
      if (it->is_regular_file(gone)) {
        const auto changed = it->last_write_time(gone).time_since_epoch().count();
        name += fmt::format(" {} {}", it->file_size(gone), changed);
      }
      names.push_back(std::move(name));
      if (it.depth() >= kDepth) it.disable_recursion_pending();
    }
  }
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) all += name + "\n";
  return all;
}

}  // namespace

PluginWatch::PluginWatch(std::vector<std::string> dirs, Clock& clock, std::function<void()> changed)
    : dirs_(std::move(dirs)), clock_(clock), changed_(std::move(changed)), seen_(Contents(dirs_)) {
  Schedule();
}

PluginWatch::~PluginWatch() {
  std::unique_ptr<Timer> last;  // waits for a call that is under way, without the lock it takes
  MutexLock lock(mutex_);
  ended_ = true;
  last = std::move(timer_);
}

void PluginWatch::Schedule() {
  std::unique_ptr<Timer> next = clock_.At(clock_.Mono() + kEvery, [this] { Look(); });
  MutexLock lock(mutex_);
  if (!ended_) std::swap(timer_, next);
}

void PluginWatch::Look() {
  std::string contents = Contents(dirs_);
  if (contents != seen_) {
    seen_ = std::move(contents);
    changed_();
  }
  Schedule();
}

}  // namespace fluid::orchestrator
