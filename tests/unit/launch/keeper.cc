// launch_keeper STATE FOLDER CHILD: a launcher with three instances of launch_child that obey files in
// FOLDER. It says "up" when all of them run, and waits to be killed.
#include <unistd.h>

#include <cstdio>

#include "fluid/clock.h"
#include "src/launch/local_launcher.h"

int main(int, char** argv) {
  const auto clock = fluid::NewSystemClock();
  fluid::LocalLauncherOptions options;
  options.state_folder = argv[1];
  options.node = "here";
  options.shim = argv[4];
  auto launcher = fluid::NewLocalLauncher(options, *clock);
  if (!launcher.ok()) {
    std::fprintf(stderr, "%s\n", launcher.status().ToString().c_str());
    return 1;
  }
  const std::string folder = argv[2];
  for (const char* key : {"stays", "task", "dies"}) {
    fluid::Launch launch;
    launch.id = {"engine", "child", key};
    launch.node = "here";
    launch.revision = "1";
    launch.argv = {argv[3], "obey", folder + "/" + key};
    launch.env["TEST_FOLDER"] = folder;
    launch.ports = {"p"};
    launch.once = std::string(key) == "task";
    launch.stop_grace = std::chrono::milliseconds(300);
    if (!(*launcher)->Ensure(launch).ok()) return 1;
  }
  for (int ready = 0; ready < 3; usleep(5000)) {
    ready = 0;
    for (const auto& state : (*launcher)->List("")) ready += state.phase == fluid::LaunchPhase::kReady;
  }
  std::puts("up");
  std::fflush(stdout);
  for (;;) pause();
}
