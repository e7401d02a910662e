#include <cstdio>
#include <cstring>

#include "src/base/core_dumps.h"
#include "src/launch/shim/shim.h"

int main(int argc, char** argv) {
  fluid::ForbidCoreDumps();  // the environment of what it starts may hold secrets
  if (argc == 3 && std::strcmp(argv[1], "run") == 0) return fluid::shim::RunProgram();
  if (argc >= 5 && std::strcmp(argv[1], "check") == 0) return fluid::shim::LookOnce(argc - 2, argv + 2);
  std::fputs("fluid-shim is started by fluid's launcher; it is of no use by hand\n", stderr);
  return 2;
}
