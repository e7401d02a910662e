// The verbs that hold an orchestrator or a factory of engines themselves. Part of the program, not of the
// library.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fluid/secrets.h"
#include "fluid/status.h"
#include "src/cli/console.h"
#include "src/cli/invocation.h"

namespace fluid::cli {

// Runs the orchestrator and its API until the console's stop.
Status Serve(const Common& common, const ServeOptions& options, Console& console);

// Applies, mounts, runs a command, cleans up. Its exit code is in the console.
Status RunNearData(const Common& common, const RunVerbOptions& options, Console& console);

// Looks at every layer, and says what is wrong. Faults: an error without a message.
Status Doctor(const Common& common, const DoctorOptions& options, Console& console);

// Where plugins are looked for: in the folders given, then where they are without.
std::vector<std::string> PluginDirs(const std::vector<std::string>& given);
Status PluginList(const Common& common, const PluginListOptions& options, Console& console);

// What a server of the state folder keeps of Secrets.
std::unique_ptr<Secrets> SecretsOf(const Common& common);

}  // namespace fluid::cli
