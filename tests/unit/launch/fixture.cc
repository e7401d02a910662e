#include "tests/unit/launch/fixture.h"

#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace fluid::test {
namespace {

// Of a file that may vanish while it is read, as those of /proc do.
std::string Slurp(const std::string& path) {
  std::string text;
  std::FILE* file = std::fopen(path.c_str(), "re");
  if (file == nullptr) return text;
  char buffer[4096];
  while (const size_t n = std::fread(buffer, 1, sizeof(buffer), file)) text.append(buffer, n);
  std::fclose(file);
  return text;
}

}  // namespace

bool Alive(int pid) {
  const std::string stat = Slurp("/proc/" + std::to_string(pid) + "/stat");
  const size_t name = stat.rfind(')');
  return name != std::string::npos && stat[name + 2] != 'Z';
}

std::vector<int> ProcessesWith(const std::string& text) {
  std::vector<int> pids;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    const std::string path = entry.path();
    const int pid = std::atoi(entry.path().filename().c_str());
    if (pid <= 0 || pid == getpid()) continue;
    const bool has = Slurp(path + "/environ").find(text) != std::string::npos ||
                     Slurp(path + "/cmdline").find(text) != std::string::npos;
    if (has && Alive(pid)) pids.push_back(pid);
  }
  return pids;
}

bool AnyFileHas(const std::string& folder, const std::string& text) {
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file(error) && Slurp(entry.path()).find(text) != std::string::npos) return true;
  }
  return false;
}

Local::~Local() {
  if (!launcher_) Start();
  RemoveAll();
  CHECK(ProcessesWith(dir_.path()).empty());
}

LocalLauncherOptions Local::options() const {
  LocalLauncherOptions options;
  options.state_folder = state();
  options.node = "here";
  options.secrets = secrets_;
  return options;
}

void Local::Start() {
  auto launcher = NewLocalLauncher(options(), *clock_);
  INFO(launcher.status().ToString());
  REQUIRE(launcher.ok());
  launcher_ = std::move(*launcher);
}

Launch Local::Child(const std::vector<std::string>& words, const std::string& key) const {
  Launch launch;
  launch.id = {"engine", "child", key};
  launch.node = "here";
  launch.revision = "1";
  launch.argv = {kChild};
  launch.argv.insert(launch.argv.end(), words.begin(), words.end());
  // By which ProcessesWith() finds it, and all it forks.
  launch.env["TEST_FOLDER"] = dir_.path();
  launch.stop_grace = std::chrono::milliseconds(300);
  return launch;
}

LaunchState Local::Run(const Launch& launch, LaunchPhase phase) {
  const Status status = launcher_->Ensure(launch);
  INFO(status.ToString());
  REQUIRE(status.ok());
  const bool reached = Eventually([&] { return Phase(*launcher_, launch.id, phase); });
  const auto state = StateOf(*launcher_, launch.id);
  REQUIRE(state);
  INFO("phase " << static_cast<int>(state->phase) << ", reason: " << state->reason);
  REQUIRE(reached);
  return *state;
}

void Local::RemoveAll() {
  for (const LaunchState& state : launcher_->List("")) CHECK(launcher_->Remove(state.id, true).ok());
  CHECK(Eventually([&] { return launcher_->List("").empty(); }));
}

}  // namespace fluid::test
