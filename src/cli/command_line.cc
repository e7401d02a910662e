#include "src/cli/command_line.h"

#include "src/cli/commands.h"

namespace fluid::cli {

Result<std::optional<Invocation>> ParseCommandLine(std::span<const std::string> args, Console& console) {
  const Commands commands;
  FLUID_ASSIGN_OR_RETURN(const bool parsed, ParseWords(commands.program(), args, console.out));
  if (!parsed) return std::optional<Invocation>();
  return std::optional<Invocation>(commands.invocation());
}

}  // namespace fluid::cli
