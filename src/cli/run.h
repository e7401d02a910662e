// One command from its words to its exit code.
//
// Exit codes: 0 ok, 1 failed, 2 bad input or usage, 3 no server, 4 not found, 5 conflict or in use, 6
// timeout, 130 interrupted, 141 nobody reads the output of a watch any more.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "fluid/status.h"
#include "src/cli/console.h"
#include "src/cli/invocation.h"

namespace fluid::cli {

// The verbs that need more than the resource API: what the program adds to the library.
struct LocalVerbs {
  std::function<Status(const Common&, const ServeOptions&, Console&)> serve;
  std::function<Status(const Common&, const PluginListOptions&, Console&)> plugin_list;
  std::string version;
  std::function<Status(const Common&, const DoctorOptions&, Console&)> doctor = nullptr;
  std::function<Status(const Common&, const RunVerbOptions&, Console&)> run = nullptr;
};

int Run(std::span<const std::string> args, Console& console, const LocalVerbs& local);

int ExitCodeOf(const Status& status);

}  // namespace fluid::cli
