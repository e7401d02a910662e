// A program that knows fluid by its installed headers only.
#include <fluid/fluid.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  fluid::OrchestratorOptions options;
  options.state_dir = argv[1];
  auto orchestrator = fluid::Orchestrator::Open(std::move(options));
  if (!orchestrator.ok()) {
    std::cerr << orchestrator.status().ToString() << "\n";
    return 1;
  }
  std::cout << fluid::Version() << "\n";
}
