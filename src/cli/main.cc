// The fluid command.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "fluid/fluid.h"
#include "src/base/core_dumps.h"
#include "src/cli/interrupt.h"
#include "src/cli/local_verbs.h"
#include "src/cli/run.h"

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  std::ios::sync_with_stdio(false);
  fluid::ForbidCoreDumps();
  const fluid::cli::Interrupt interrupt;
  winsize window = {};
  const bool terminal = isatty(STDERR_FILENO) == 1 && ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0;
  fluid::cli::Console console{std::cin, std::cout, std::cerr, terminal, window.ws_col, interrupt.token()};
  console.out_fd = STDOUT_FILENO;
  console.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  const char* no_colour = std::getenv("NO_COLOR");
  console.colours = console.out_is_terminal && (!no_colour || !*no_colour);
  return fluid::cli::Run(args, console,
                         {fluid::cli::Serve, fluid::cli::PluginList, std::string(fluid::Version()),
                          fluid::cli::Doctor, fluid::cli::RunNearData, fluid::cli::SecretsOf});
}
