// What a launcher finds of the one before it.
#include <signal.h>

#include <algorithm>
#include <thread>

#include "tests/unit/launch/fixture.h"

namespace fluid::test {
namespace {

const std::string kShim = FLUID_BINARY_DIR "/bin/fluid-shim";

LaunchId Key(const std::string& key) { return {"engine", "child", key}; }

// A launcher in a process of its own, with instances "stays", "task" (once) and "dies"; killed by the test.
class Keeper {
 public:
  Keeper(const std::string& state, const std::string& folder)
      : process_({kKeeper, state, folder, kChild, kShim},
                 Process::Options{.env = {}, .stdout_file = folder + "/out", .stderr_file = "", .cwd = ""}) {
    REQUIRE(Eventually(
        [&] { return access((folder + "/out").c_str(), F_OK) == 0 && ReadAll(folder + "/out") == "up\n"; }));
  }
  void Kill() {
    process_.Signal(SIGKILL);
    REQUIRE(process_.Wait() == 128 + SIGKILL);
  }

 private:
  Process process_;
};

}  // namespace

TEST_CASE("after kill -9 of a launcher the next adopts what runs, learns exit codes and starts what died") {
  Local local;
  local.Stop();
  const std::string folder = local.dir().path();
  Keeper keeper(local.state(), folder);
  const size_t programs = ProcessesWith("TEST_FOLDER=" + folder).size();
  CHECK(programs == 3);
  keeper.Kill();
  CHECK(ProcessesWith("TEST_FOLDER=" + folder).size() == 3);  // they go on

  WriteFile(folder + "/task", "7\n");
  WriteFile(folder + "/dies", "3\n");
  REQUIRE(Eventually([&] { return ProcessesWith("TEST_FOLDER=" + folder).size() == 1; }));
  const int survivor = ProcessesWith("TEST_FOLDER=" + folder).at(0);

  local.Start();
  REQUIRE(local.launcher().List("").size() == 3);  // at once
  CHECK(StateOf(local.launcher(), Key("stays"))->pid == survivor);
  // A shim may still be about to tell how its program ended.
  REQUIRE(Eventually([&] { return Phase(local.launcher(), Key("task"), LaunchPhase::kExited); }));
  CHECK(StateOf(local.launcher(), Key("task"))->exit_code == 7);
  REQUIRE(Eventually([&] { return StateOf(local.launcher(), Key("dies"))->restarts == 1; }));
  REQUIRE(Eventually([&] { return Phase(local.launcher(), Key("dies"), LaunchPhase::kReady); }));
  CHECK(Phase(local.launcher(), Key("stays"), LaunchPhase::kReady));
  CHECK(StateOf(local.launcher(), Key("stays"))->pid == survivor);
  CHECK(StateOf(local.launcher(), Key("stays"))->restarts == 0);
}

TEST_CASE("a launcher killed at any moment leaves nothing that runs twice, and nothing undone") {
  Local local;
  local.Stop();
  const std::string folder = local.dir().path();
  // Each finds what the one before left half done.
  for (int i = 0; i < 15; ++i) {
    const Process keeper(
        {kKeeper, local.state(), folder, kChild, kShim},
        Process::Options{.env = {}, .stdout_file = "/dev/null", .stderr_file = "", .cwd = ""});
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(2 * i);
    while (std::chrono::steady_clock::now() < until) std::this_thread::yield();
  }  // kill -9
  Keeper(local.state(), folder).Kill();
  CHECK(ProcessesWith("TEST_FOLDER=" + folder).size() == 3);
  local.Start();
  CHECK(Eventually([&] {
    for (const char* key : {"stays", "task", "dies"}) {
      if (!Phase(local.launcher(), Key(key), LaunchPhase::kReady)) return false;
    }
    return true;
  }));
  const std::vector<int> programs = ProcessesWith("TEST_FOLDER=" + folder);
  CHECK(programs.size() == 3);
  for (const char* key : {"stays", "task", "dies"}) {
    CHECK(std::count(programs.begin(), programs.end(), StateOf(local.launcher(), Key(key))->pid) == 1);
  }
}

TEST_CASE("a task that was killed with its launcher and its shim is told as killed, and not run again") {
  Local local;
  local.Stop();
  const std::string folder = local.dir().path();
  Keeper keeper(local.state(), folder);
  keeper.Kill();
  for (const int pid : ProcessesWith("engine/child/task")) kill(pid, SIGKILL);  // the shim, by its label
  REQUIRE(Eventually([&] { return ProcessesWith("TEST_FOLDER=" + folder).size() == 2; }));
  local.Start();
  REQUIRE(Eventually([&] { return Phase(local.launcher(), Key("task"), LaunchPhase::kExited); }));
  const auto task = StateOf(local.launcher(), Key("task"));
  CHECK(task->exit_code == 137);
  CHECK(task->reason == "it was killed together with its shim");
}

TEST_CASE("what runs goes on under the next launcher, with the same pid, ports and start", "[D33]") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.ports = {"a", "b"};
  const LaunchState before = local.Run(launch);
  for (int i = 0; i < 3; ++i) {
    local.Stop();
    CHECK(Alive(before.pid));
    local.Start();
  }
  REQUIRE(Eventually([&] { return Phase(local.launcher(), launch.id, LaunchPhase::kReady); }));
  const auto after = StateOf(local.launcher(), launch.id);
  CHECK(after->pid == before.pid);
  CHECK(after->ports == before.ports);
  CHECK(after->started == before.started);
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(StateOf(local.launcher(), launch.id)->pid == before.pid);
}

TEST_CASE("a removal that was asked of a launcher is finished by the next") {
  Local local;
  Launch launch = local.Child({"stubborn", local.dir() / "deaf"});
  launch.stop_grace = std::chrono::seconds(1);
  local.Run(launch);
  REQUIRE(local.launcher().Remove(launch.id, true).ok());
  local.Stop();
  local.Start();
  CHECK(Eventually([&] { return local.launcher().List("").empty(); }));
  CHECK(ProcessesWith(local.dir().path()).empty());
}

TEST_CASE("a live file that changed while no launcher was there is right again after adoption") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.files = {{"conf", "good", 0644, true}};
  const std::string path = local.Run(launch).dirs.at(".") + "/conf";
  local.Stop();
  WriteFile(path, "bad");
  local.Start();
  CHECK(ReadAll(path) == "good");
}

TEST_CASE("two launchers on one state folder: the second is refused") {
  Local local;
  const auto second = NewLocalLauncher(local.options(), local.clock());
  CHECK(second.status().code() == Code::kFailedPrecondition);
  CHECK(second.status().message().find(std::to_string(getpid())) != std::string_view::npos);
}

TEST_CASE("a record of a newer fluid stops the launcher and is left as it is") {
  Local local;
  const Launch launch = local.Child({"run"});
  const std::string record = local.Run(launch).dirs.at(".") + "/launch.record";
  local.Stop();
  const std::string good = ReadAll(record);
  WriteFile(record, "fluid-launch 2\n" + good.substr(good.find('\n') + 1));
  CHECK(NewLocalLauncher(local.options(), local.clock()).status().code() == Code::kFailedPrecondition);
  CHECK(ReadAll(record).starts_with("fluid-launch 2\n"));
  WriteFile(record, good);
}

TEST_CASE("an instance whose record is lost is found by its lock and replaced, never run twice") {
  Local local;
  Launch launch = local.Child({"run"});
  const LaunchState before = local.Run(launch);
  local.Stop();
  WriteFile(before.dirs.at(".") + "/launch.record", "rubbish");
  local.Start();
  CHECK(local.launcher().List("").empty());
  launch.revision = "2";
  local.Run(launch);
  REQUIRE(Eventually([&] { return StateOf(local.launcher(), launch.id)->revision == "2"; }));
  CHECK(Eventually([&] { return ProcessesWith("TEST_FOLDER=" + local.dir().path()).size() == 1; }));
  CHECK_FALSE(Alive(before.pid));
}

}  // namespace fluid::test
