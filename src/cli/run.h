// One command from its words to its exit code.
//
// Exit codes: 0 ok, 1 failed, 2 bad input or usage, 3 no server, 4 not found, 5 conflict or in use, 6
// timeout, 130 interrupted, 141 nobody reads the output of a watch any more.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "fluid/secrets.h"
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
  // The values of Secrets that the state folder's server keeps.
  std::function<std::unique_ptr<Secrets>(const Common&)> secrets = nullptr;
};

int Run(std::span<const std::string> args, Console& console, const LocalVerbs& local);

int ExitCodeOf(const Status& status);

}  // namespace fluid::cli
