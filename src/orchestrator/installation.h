// Where the programs and plugins that belong to this library lie: beside the program or the libfluid.so that
// this code is part of, in a build tree as in an installation under any prefix.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fluid::orchestrator {

// The path of one of our programs ("fluid-node", "fluid-shim"); its bare name, left to PATH, when it is at
// none of the places.
std::string ProgramPath(std::string_view name);
// The folders "lib/fluid/plugins" that exist, the nearest first.
std::vector<std::string> PluginFolders();

}  // namespace fluid::orchestrator
