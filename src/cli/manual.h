// The manual page fluid(1), of the commands' tables.
#pragma once

#include <string>
#include <string_view>

#include "src/cli/command.h"

namespace fluid::cli {

// In roff with the macros of man(7).
std::string ManualPage(const Command& program, std::string_view version);

}  // namespace fluid::cli
