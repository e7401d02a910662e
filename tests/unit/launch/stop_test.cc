// The end of an instance: everything it forked goes, in bounded time.
#include <signal.h>
#include <sys/mount.h>

#include <thread>

#include "tests/unit/launch/fixture.h"

namespace fluid::test {
namespace {

using Clock = std::chrono::steady_clock;

bool Appears(const std::string& path) {
  return Eventually([&] { return access(path.c_str(), F_OK) == 0; });
}

bool GoneAfterRemove(Local& local, const LaunchId& id) {
  REQUIRE(local.launcher().Remove(id, true).ok());
  return Eventually([&] { return local.launcher().List("").empty(); });
}

int ShimOf(int pid) {
  const std::string stat = ReadAll("/proc/" + std::to_string(pid) + "/stat");
  return std::atoi(stat.c_str() + stat.rfind(')') + 4);
}

}  // namespace

TEST_CASE("a program that ignores SIGTERM is killed after its grace") {
  Local local;
  Launch launch = local.Child({"stubborn", local.dir() / "deaf"});
  const LaunchState state = local.Run(launch);
  REQUIRE(Appears(local.dir() / "deaf"));
  const auto begin = Clock::now();
  REQUIRE(GoneAfterRemove(local, launch.id));
  const auto took = Clock::now() - begin;
  CHECK(took >= std::chrono::milliseconds(300));
  CHECK_FALSE(Alive(state.pid));
  CHECK(access(state.dirs.at(".").c_str(), F_OK) != 0);
}

TEST_CASE("grandchildren and daemons that left the session end with the program") {
  Local local;
  const LaunchState state = local.Run(local.Child({"family", local.dir().path()}));
  REQUIRE(Appears(local.dir() / "grandchild"));
  REQUIRE(Appears(local.dir() / "daemon"));
  CHECK(ProcessesWith(local.dir().path()).size() == 3);
  REQUIRE(GoneAfterRemove(local, state.id));
  CHECK(ProcessesWith(local.dir().path()).empty());
}

TEST_CASE("what a program leaves behind when it ends is gone before it is started again") {
  Local local;
  Launch launch = local.Child({"leave-family", local.dir().path()});
  launch.once = true;
  const LaunchState state = local.Run(launch, LaunchPhase::kExited);
  CHECK(state.exit_code == 0);
  CHECK(Appears(local.dir() / "daemon"));
  CHECK(ProcessesWith(local.dir().path()).empty());
}

TEST_CASE("a mount that a program left in its folder is detached with the end") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.volumes = {{LaunchVolume::Kind::kMount, "m", "", 0}};
  const LaunchState state = local.Run(launch);
  const std::string point = state.dirs.at("m");
  REQUIRE(mount("left", point.c_str(), "tmpfs", 0, "size=64k") == 0);
  kill(state.pid, SIGKILL);
  REQUIRE(Eventually([&] { return StateOf(local.launcher(), state.id)->restarts == 1; }));
  CHECK(ReadAll("/proc/self/mountinfo").find(point) == std::string::npos);
  REQUIRE(Eventually([&] { return Phase(local.launcher(), state.id, LaunchPhase::kReady); }));
  REQUIRE(mount("left", point.c_str(), "tmpfs", 0, "size=64k") == 0);
  REQUIRE(GoneAfterRemove(local, state.id));
  CHECK(ReadAll("/proc/self/mountinfo").find(point) == std::string::npos);
}

TEST_CASE("a killed shim takes its program along, and what is left of it, before the restart") {
  Local local;
  const LaunchState state = local.Run(local.Child({"family", local.dir().path()}));
  REQUIRE(Appears(local.dir() / "daemon"));
  REQUIRE(Appears(local.dir() / "grandchild"));
  const int daemon = std::atoi(ReadAll(local.dir() / "daemon").c_str());
  const int grandchild = std::atoi(ReadAll(local.dir() / "grandchild").c_str());
  kill(ShimOf(state.pid), SIGKILL);
  REQUIRE(Eventually([&] {
    const auto now = StateOf(local.launcher(), state.id);
    return now->phase == LaunchPhase::kReady && now->pid != state.pid;
  }));
  CHECK_FALSE(Alive(state.pid));
  CHECK_FALSE(Alive(daemon));
  CHECK_FALSE(Alive(grandchild));
  CHECK(StateOf(local.launcher(), state.id)->restarts == 1);
}

TEST_CASE("a program ended by a signal is told so") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.once = true;
  const LaunchState state = local.Run(launch);
  kill(state.pid, SIGUSR2);
  REQUIRE(Eventually([&] { return Phase(local.launcher(), launch.id, LaunchPhase::kExited); }));
  const auto end = StateOf(local.launcher(), launch.id);
  CHECK(end->exit_code == 128 + SIGUSR2);
  CHECK(end->reason == "it was ended by signal 12");
}

TEST_CASE("the stop command runs before SIGTERM, and one that hangs doesn't stop the stop") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.stop_argv = {kChild, "save", local.dir() / "stopped", "${node}"};
  local.Run(launch);
  REQUIRE(GoneAfterRemove(local, launch.id));
  CHECK(ReadAll(local.dir() / "stopped") == "here");
  launch.stop_argv = {"sleep", "1000"};
  local.Run(launch);
  CHECK(GoneAfterRemove(local, launch.id));
}

TEST_CASE("a replaced instance is stopped as it was launched, not as its successor will be") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.stop_argv = {kChild, "save", local.dir() / "stopped", "old"};
  local.Run(launch);
  launch.revision = "2";
  launch.stop_argv = {kChild, "save", local.dir() / "stopped", "new"};
  REQUIRE(local.launcher().Ensure(launch).ok());
  REQUIRE(Appears(local.dir() / "stopped"));
  CHECK(ReadAll(local.dir() / "stopped") == "old");
}

TEST_CASE("an instance that is in its back-off is removed at once") {
  Local local;
  Launch launch = local.Child({"exit", "1"});
  REQUIRE(local.launcher().Ensure(launch).ok());
  REQUIRE(Eventually([&] { return StateOf(local.launcher(), launch.id)->restarts >= 5; }));
  REQUIRE(GoneAfterRemove(local, launch.id));
}

TEST_CASE("a launcher that ends in the middle of everything ends soon", "[threads]") {
  Local local;
  Launch launch = local.Child({"stubborn", local.dir() / "deaf"});
  launch.stop_grace = std::chrono::seconds(60);
  launch.ready = Check{.kind = Check::Kind::kArgv,
                       .argv = {"sleep", "1000"},
                       .port = "",
                       .path = "",
                       .timeout = std::chrono::seconds(60)};
  REQUIRE(local.launcher().Ensure(launch).ok());
  launch.id.key = "1";
  launch.ready.reset();
  local.Run(launch);
  Status status;
  std::thread busy([&] {
    status = local.launcher().Exec(launch.id, {"sleep", "1000"}, std::chrono::seconds(60)).status();
  });
  REQUIRE(Eventually([&] { return ProcessesWith("TEST_FOLDER=" + local.dir().path()).size() >= 4; }));
  const auto begin = Clock::now();
  local.Stop();
  busy.join();
  CHECK(status.code() == Code::kCancelled);
  CHECK(Clock::now() - begin < std::chrono::seconds(30));
  local.Start();
  for (const char* key : {"0", "1"}) {
    Launch quick = local.Child({"run"}, key);
    quick.revision = "2";
    CHECK(local.launcher().Ensure(quick).ok());
  }
  for (const LaunchState& state : local.launcher().List("")) {
    if (state.pid > 0) kill(state.pid, SIGKILL);
  }
}

}  // namespace fluid::test
