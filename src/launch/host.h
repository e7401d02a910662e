// Host: what all instances of one local launcher share. Guarded by the launcher's lock, except for what is
// const.
#pragma once

#include <map>
#include <set>
#include <string>

#include "src/launch/local_launcher.h"

namespace fluid::launch {

struct Host {
  const LocalLauncherOptions options;  // paths absolute, `shim` found
  Clock& clock;
  const std::map<std::string, std::string> base_env;
  const std::string
      tag;  // of the state folder: two launchers on one machine don't take each other's processes
  std::set<int> ports{};  // given to instances

  std::string run_folder() const { return options.state_folder + "/run"; }
  std::string kept_folder() const { return options.state_folder + "/state"; }
};

// A port that nobody listens on and no other instance has. RESOURCE_EXHAUSTED names the range.
Result<int> TakePort(Host& host);
std::string InstanceName(const LaunchId& id);  // 16 hex digits

}  // namespace fluid::launch
