// The fluid command.
#include <sys/ioctl.h>
#include <sys/resource.h>
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
  rlimit core;
  if (getrlimit(RLIMIT_CORE, &core) == 0) {
    core.rlim_cur = 0;  // no core file: it would hold secrets
    setrlimit(RLIMIT_CORE, &core);
  }
  const fluid::cli::Interrupt interrupt;
  winsize window = {};
  const bool terminal = isatty(STDERR_FILENO) == 1 && ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0;
  fluid::cli::Console console{std::cin, std::cout, std::cerr, terminal, window.ws_col, interrupt.token()};
  return fluid::cli::Run(args, console,
                         {fluid::cli::Serve, fluid::cli::PluginList, std::string(fluid::Version())});
}
