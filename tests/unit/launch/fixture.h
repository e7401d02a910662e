// A local launcher on a folder of its own, its children, and a look at what is left of them.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "src/launch/local_launcher.h"
#include "tests/support/support.h"

namespace fluid::test {

inline constexpr char kChild[] = FLUID_BINARY_DIR "/bin/tests/support/launch_child";
inline constexpr char kKeeper[] = FLUID_BINARY_DIR "/bin/tests/support/launch_keeper";

inline std::optional<LaunchState> StateOf(Launcher& launcher, const LaunchId& id) {
  for (LaunchState& state : launcher.List(id.engine)) {
    if (state.id == id) return std::move(state);
  }
  return std::nullopt;
}

inline bool Phase(Launcher& launcher, const LaunchId& id, LaunchPhase phase) {
  const auto state = StateOf(launcher, id);
  return state && state->phase == phase;
}

// Processes that have `text` in their environment or command line, none of them a zombie.
std::vector<int> ProcessesWith(const std::string& text);
bool Alive(int pid);
bool AnyFileHas(const std::string& folder, const std::string& text);

class Local {
 public:
  Local() { Start(); }
  explicit Local(std::shared_ptr<Secrets> secrets) : secrets_(std::move(secrets)) { Start(); }
  ~Local();  // removes all instances, and fails the test if a process of theirs is left

  void Start();
  void Stop() { launcher_.reset(); }  // the programs go on
  Launcher& launcher() { return *launcher_; }
  Clock& clock() { return *clock_; }
  const TempDir& dir() const { return dir_; }
  std::string state() const { return dir_ / "s"; }
  LocalLauncherOptions options() const;

  // launch_child WORDS..., on this node.
  Launch Child(const std::vector<std::string>& words, const std::string& key = "0") const;
  // The same, running.
  LaunchState Run(const Launch& launch, LaunchPhase phase = LaunchPhase::kReady);
  void RemoveAll();

 private:
  TempDir dir_;
  std::unique_ptr<Clock> clock_ = NewSystemClock();
  std::shared_ptr<Secrets> secrets_;
  std::unique_ptr<Launcher> launcher_;
};

}  // namespace fluid::test
