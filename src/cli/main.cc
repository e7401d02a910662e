// The fluid command.
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "fluid/fluid.h"
#include "src/cli/interrupt.h"
#include "src/cli/local_verbs.h"
#include "src/cli/run.h"

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  std::ios::sync_with_stdio(false);
  const fluid::cli::Interrupt interrupt;
  fluid::cli::Console console{std::cin, std::cout, std::cerr, isatty(STDERR_FILENO) == 1, interrupt.token()};
  return fluid::cli::Run(args, console,
                         {fluid::cli::Serve, fluid::cli::PluginList, std::string(fluid::Version())});
}
