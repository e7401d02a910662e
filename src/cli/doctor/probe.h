// Probes: what they share. Each looks at one thing and returns within its deadline, whatever that thing does:
// what may never answer (a file system, a resolver) is asked on a thread that nobody waits for longer.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "src/base/mutex.h"
#include "src/cli/doctor/facts.h"
#include "src/engine/reactor.h"

namespace fluid::cli::doctor {

inline constexpr auto kPatience = std::chrono::seconds(3);

// What `look` gives; nothing when it takes longer. It may go on, so it owns all that it touches.
template <class T>
std::optional<T> Within(Duration timeout, std::function<T()> look) {
  struct Shared {
    Mutex mutex;
    CondVar given;
    std::optional<T> value ABSL_GUARDED_BY(mutex);
  };
  auto shared = std::make_shared<Shared>();
  try {
    std::thread([shared, look = std::move(look)] {
      T value = look();
      MutexLock lock(shared->mutex);
      shared->value = std::move(value);
      shared->given.NotifyAll();
    }).detach();
  } catch (const std::system_error&) {
    return std::nullopt;  // no thread can be made
  }
  const MonoTime until = std::chrono::steady_clock::now() + timeout;
  MutexLock lock(shared->mutex);
  while (!shared->value) {
    if (!shared->given.WaitUntil(shared->mutex, until) && !shared->value) return std::nullopt;
  }
  return std::move(shared->value);
}

PathFacts LookAtPath(const std::string& path);
// Whether user `uid` of group `gid` may write in a folder, by its owner and mode.
bool MayWrite(const PathFacts& folder, unsigned uid, unsigned gid);

MachineFacts LookAtMachine();
// `version`: of this program, which stands beside the others.
InstallationFacts LookAtInstallation(std::string version, std::vector<std::string> plugin_dirs);
StateFacts LookAtState(const std::string& folder);
ApiFacts LookAtApi(const std::string& state_dir);

// What the launcher keeps running, with the configuration of each home.
struct Launched {
  ProcessFacts process;
  std::optional<NodeConfig> config;
  std::vector<std::string> plugin_dirs;  // that it was started with
};
std::vector<Launched> LookAtProcesses(const std::string& state_dir, engine::Reactor& reactor);

PluginFacts LookAtPlugin(const std::string& id, const std::vector<std::string>& dirs);
TierFacts LookAtTier(const Tier& tier, const std::string& plugin, const PathFacts& state_folder);

// `credentials`: values by option, to be sent as the built-in client does; they go nowhere else.
struct Credentials {
  std::string user, password, bearer;
};
SourceFacts LookAtSource(SourceFacts source, const std::string& uri, const Credentials& credentials);

// Fills types, answer and readers of what is at its target.
AttachmentFacts LookAtMount(AttachmentFacts mount);
std::vector<std::string> MountsOfFluid();  // where file systems of fluid are mounted

}  // namespace fluid::cli::doctor
