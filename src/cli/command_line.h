// The words of a command line, as an Invocation.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "fluid/status.h"
#include "src/cli/console.h"
#include "src/cli/invocation.h"

namespace fluid::cli {

// `args`: without the program's name. Nothing when help was asked for and printed. INVALID_ARGUMENT: wrong
// usage, with a message that says how to get help.
Result<std::optional<Invocation>> ParseCommandLine(std::span<const std::string> args, Console& console);

}  // namespace fluid::cli
