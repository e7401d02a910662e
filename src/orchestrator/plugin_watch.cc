#include "src/orchestrator/plugin_watch.h"

#include <filesystem>

namespace fluid::orchestrator {
namespace {

namespace fs = std::filesystem;

constexpr Duration kEvery = std::chrono::seconds(5);
constexpr int kDepth = 2;         // DIR/ID/VERSION/NAME.so
constexpr size_t kMost = 10'000;  // entries that are looked at

// The names below the folders; equal while nothing comes or goes.
std::string Names(const std::vector<std::string>& dirs) {
  std::vector<std::string> names;
  for (const std::string& dir : dirs) {
    std::error_code error;
    for (fs::recursive_directory_iterator it(dir, error), end; !error && it != end && names.size() < kMost;
         it.increment(error)) {
      names.push_back(it->path().string());
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
    : dirs_(std::move(dirs)), clock_(clock), changed_(std::move(changed)), seen_(Names(dirs_)) {
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
  std::string names = Names(dirs_);
  if (names != seen_) {
    seen_ = std::move(names);
    changed_();
  }
  Schedule();
}

}  // namespace fluid::orchestrator
