#include "src/cli/command_line.h"

#include "src/cli/commands.h"

namespace fluid::cli {

Result<std::optional<Invocation>> ParseCommandLine(std::span<const std::string> args, Console& console) {
  const Commands commands;
  std::vector<std::string> words(args.begin(), args.end());
  // A habit of other programs. Behind a command it would be that command's.
  const size_t first = words.size() > 2 && words[0] == "--state-dir" ? 2 : 0;
  if (words.size() == first + 1 && words[first] == "--version") words[first] = "version";
  FLUID_ASSIGN_OR_RETURN(const bool parsed, ParseWords(commands.program(), words, console.out));
  if (!parsed) return std::optional<Invocation>();
  return std::optional<Invocation>(commands.invocation());
}

}  // namespace fluid::cli
