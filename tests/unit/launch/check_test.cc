// Readiness and life.
#include <fcntl.h>
#include <sys/mount.h>

#include "src/base/files.h"
#include "src/base/units.h"
#include "src/base/virtual_clock.h"
#include "tests/unit/launch/fixture.h"

namespace fluid::test {
namespace {

Check Of(Check::Kind kind) {
  Check check;
  check.kind = kind;
  check.every = std::chrono::milliseconds(20);
  check.timeout = std::chrono::milliseconds(300);
  return check;
}

Check OnPort(Check::Kind kind, const std::string& path = "") {
  Check check = Of(kind);
  check.port = "p";
  check.path = path;
  return check;
}

// Kept at "starting", with the check's reason.
bool SaysNotReady(Local& local, const Launch& launch, const std::string& why) {
  return Eventually([&] {
    const auto state = StateOf(local.launcher(), launch.id);
    return state && state->phase == LaunchPhase::kStarting && state->reason.find(why) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a port that accepts makes it ready") {
  Local local;
  Launch launch = local.Child({"tcp", "${port:p}"});
  launch.ports = {"p"};
  launch.ready = OnPort(Check::Kind::kTcp);
  local.Run(launch);
  launch.id.key = "1";
  launch.argv = {kChild, "run"};
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(SaysNotReady(local, launch, "Connection refused"));
}

TEST_CASE("an HTTP answer of 2xx makes it ready, others don't, silence neither") {
  Local local;
  Launch launch = local.Child({"http", "${port:p}", "204 No Content"});
  launch.ports = {"p"};
  launch.ready = OnPort(Check::Kind::kHttp, "/ok");
  local.Run(launch);
  launch.id.key = "1";
  launch.argv[3] = "503 Busy";
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(SaysNotReady(local, launch, "503 Busy"));
  launch.id.key = "2";
  launch.argv = {kChild, "tcp", "${port:p}"};  // accepts, and never answers
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(SaysNotReady(local, launch, "no answer within 300ms"));
}

TEST_CASE("a unix socket that accepts makes it ready, at a path of any length") {
  Local local;
  const std::string deep = local.dir() / (std::string(90, 'd') + "/" + std::string(90, 'e'));
  WriteFile(deep + "/file", "");
  Launch launch = local.Child({"unix", deep, "sock"});
  launch.ready = Of(Check::Kind::kUnixSocket);
  launch.ready->path = deep + "/sock";
  local.Run(launch);
  launch.id.key = "1";
  launch.argv = {kChild, "run"};
  launch.ready->path = deep + "/none";
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(SaysNotReady(local, launch, "No such file"));
}

TEST_CASE("a mount point that answers makes it ready, a plain folder doesn't") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.ready = Of(Check::Kind::kMount);
  launch.ready->path = "/proc";
  local.Run(launch);
  launch.id.key = "1";
  launch.ready->path = "${dir:.}";
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(SaysNotReady(local, launch, "not mounted"));
}

namespace {

// A FUSE mount whose server never answers; needs root.
class HungMount {
 public:
  explicit HungMount(const std::string& path) : path_(path), device_(open("/dev/fuse", O_RDWR | O_CLOEXEC)) {
    const std::string options =
        "fd=" + std::to_string(device_.get()) + ",rootmode=40000,user_id=0,group_id=0,allow_other";
    mounted_ = mount("hung", path.c_str(), "fuse", MS_NOSUID | MS_NODEV, options.c_str()) == 0;
  }
  ~HungMount() {
    device_.Reset();
    umount2(path_.c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }

 private:
  const std::string path_;
  Fd device_;
  bool mounted_ = false;
};

}  // namespace

TEST_CASE("a hung mount hangs its check only, and the launcher's calls and end not at all") {
  Local local;
  WriteFile(local.dir() / "m/file", "");
  HungMount hung(local.dir() / "m");
  REQUIRE(hung.mounted());
  Launch launch = local.Child({"run"});
  launch.ready = Of(Check::Kind::kMount);
  launch.ready->path = local.dir() / "m";
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(SaysNotReady(local, launch, "no answer within 300ms"));
  local.Run(local.Child({"run"}, "1"));
  const auto begin = std::chrono::steady_clock::now();
  local.RemoveAll();
  local.Stop();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}

TEST_CASE("one that was ready and isn't any more is told as not ready, and recovers") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.ready = Of(Check::Kind::kArgv);
  launch.ready->argv = {kChild, "exists", local.dir() / "good"};
  WriteFile(local.dir() / "good", "");
  const int pid = local.Run(launch).pid;
  unlink((local.dir() / "good").c_str());
  CHECK(Eventually([&] { return Phase(local.launcher(), launch.id, LaunchPhase::kNotReady); }));
  WriteFile(local.dir() / "good", "");
  CHECK(Eventually([&] { return Phase(local.launcher(), launch.id, LaunchPhase::kReady); }));
  CHECK(StateOf(local.launcher(), launch.id)->pid == pid);
}

TEST_CASE("a program that runs but doesn't live is restarted, and the reason is told") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.alive = Of(Check::Kind::kArgv);
  launch.alive->argv = {kChild, "exists", local.dir() / "good"};
  WriteFile(local.dir() / "good", "");
  const int pid = local.Run(launch).pid;
  unlink((local.dir() / "good").c_str());
  REQUIRE(Eventually([&] {
    const auto state = StateOf(local.launcher(), launch.id);
    return state->phase == LaunchPhase::kBackOff && state->reason.find("does not live") != std::string::npos;
  }));
  WriteFile(local.dir() / "good", "");
  REQUIRE(Eventually([&] { return Phase(local.launcher(), launch.id, LaunchPhase::kReady); }));
  const auto state = StateOf(local.launcher(), launch.id);
  CHECK(state->pid != pid);
  CHECK(state->restarts >= 1);
}

TEST_CASE("a check that hangs is ended and never stands in another's way") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.ready = Of(Check::Kind::kArgv);
  launch.ready->argv = {"sleep", "1000"};
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(SaysNotReady(local, launch, "no answer within 300ms"));
  Launch other = local.Child({"run"}, "1");
  local.Run(other);
  CHECK(ProcessesWith("TEST_FOLDER=" + local.dir().path()).size() <= 3);
}

TEST_CASE("back-offs double to half a minute, and begin anew after a minute of health") {
  TempDir dir;
  VirtualClock clock;
  LocalLauncherOptions options;
  options.state_folder = dir / "s";
  options.node = "here";
  auto launcher = NewLocalLauncher(options, clock);
  REQUIRE(launcher.ok());
  Launch launch;
  launch.id = {"engine", "child", "0"};
  launch.node = "here";
  launch.argv = {kChild, "obey", dir / "end"};
  REQUIRE((*launcher)->Ensure(launch).ok());
  // The launcher's timers are moved until it is there; what it waits for in the world comes by itself.
  const auto await = [&](LaunchPhase phase) {
    REQUIRE(Eventually([&] {
      if (Phase(**launcher, launch.id, phase)) return true;
      clock.Advance(std::chrono::nanoseconds(1));
      return false;
    }));
  };
  const auto pause = [&] {
    await(LaunchPhase::kReady);
    WriteFile(dir / "end", "1\n");
    await(LaunchPhase::kBackOff);
    const std::string reason = StateOf(**launcher, launch.id)->reason;
    const std::string text = reason.substr(reason.rfind(' ') + 1);
    const Duration duration = *ParseDuration(text);
    clock.Advance(duration - std::chrono::milliseconds(1));
    CHECK(Phase(**launcher, launch.id, LaunchPhase::kBackOff));
    clock.Advance(std::chrono::milliseconds(1));
    return text;
  };
  std::vector<std::string> pauses;
  for (int i = 0; i < 11; ++i) pauses.push_back(pause());
  CHECK(pauses == std::vector<std::string>{"100ms", "200ms", "400ms", "800ms", "1.6s", "3.2s", "6.4s",
                                           "12.8s", "25.6s", "30s", "30s"});
  await(LaunchPhase::kReady);
  clock.Advance(std::chrono::seconds(61));
  CHECK(pause() == "100ms");
  REQUIRE((*launcher)->Remove(launch.id, true).ok());
  CHECK(Eventually([&] {
    clock.Advance(std::chrono::milliseconds(50));
    return (*launcher)->List("").empty();
  }));
}

TEST_CASE("a program that ends before it is ready is started again after a back-off") {
  Local local;
  Launch launch = local.Child({"exit", "5"});
  launch.ready = Of(Check::Kind::kArgv);
  launch.ready->argv = {"false"};
  REQUIRE(local.launcher().Ensure(launch).ok());
  REQUIRE(Eventually([&] {
    const auto state = StateOf(local.launcher(), launch.id);
    return state->restarts >= 3 && state->phase == LaunchPhase::kBackOff;
  }));
  const auto state = StateOf(local.launcher(), launch.id);
  CHECK(state->exit_code == 5);
  CHECK(state->reason.find("exit code 5") != std::string::npos);
}

}  // namespace fluid::test
