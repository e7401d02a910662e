#include "src/base/virtual_clock.h"
#include "src/launch/fake_launcher.h"
#include "tests/unit/launch/expectations.h"

namespace fluid::test {
namespace {

class LocalWorld final : public World {
 public:
  Launcher& launcher() override { return local_.launcher(); }
  Launch Service(const std::string& key) override {
    Launch launch = local_.Child({"obey", "end"}, key);
    launch.ready =
        Check{.kind = Check::Kind::kArgv, .argv = {kChild, "exists", "ready"}, .port = "", .path = ""};
    return launch;
  }
  void MakeReady(const LaunchId& id) override {
    WriteFile(StateOf(launcher(), id)->dirs.at(".") + "/ready", "");
  }
  void End(const LaunchId& id, int code) override {
    WriteFile(StateOf(launcher(), id)->dirs.at(".") + "/end", std::to_string(code) + "\n");
  }
  void Restart(const LaunchId&) override {}

 private:
  Local local_;
};

class FakeWorld final : public World {
 public:
  Launcher& launcher() override { return fake_; }
  Launch Service(const std::string& key) override {
    Launch launch;
    launch.id = {"engine", "child", key};
    launch.node = "here";
    launch.revision = "1";
    launch.argv = {"program"};
    return launch;
  }
  void MakeReady(const LaunchId& id) override { fake_.BecomeReady(id); }
  void End(const LaunchId& id, int code) override { fake_.Exit(id, code); }
  void Restart(const LaunchId& id) override { fake_.Restart(id); }
  FakeLauncher& fake() { return fake_; }

 private:
  VirtualClock clock_;
  FakeLauncher fake_{clock_, "here"};
};

}  // namespace

TEMPLATE_TEST_CASE("a launch is starting until its check holds, then ready", "", LocalWorld, FakeWorld) {
  TestType world;
  ExpectReadiness(world);
}
TEMPLATE_TEST_CASE("the same launch again changes nothing", "", LocalWorld, FakeWorld) {
  TestType world;
  ExpectSameAgainIsNoChange(world);
}
TEMPLATE_TEST_CASE("another revision replaces the instance and keeps its ports", "", LocalWorld, FakeWorld) {
  TestType world;
  ExpectReplacement(world);
}
TEMPLATE_TEST_CASE("a task that ended keeps its exit code and is not started again", "", LocalWorld,
                   FakeWorld) {
  TestType world;
  ExpectTaskKeepsItsCode(world);
}
TEMPLATE_TEST_CASE("a program that ends is started again, as often as allowed", "", LocalWorld, FakeWorld) {
  TestType world;
  ExpectRestarts(world);
}
TEMPLATE_TEST_CASE("a removed launch is gone, others stay, and removing it again is fine", "", LocalWorld,
                   FakeWorld) {
  TestType world;
  ExpectRemoval(world);
}
TEMPLATE_TEST_CASE("a launch that makes no sense is refused and not begun", "", LocalWorld, FakeWorld) {
  TestType world;
  ExpectRefusals(world);
}
TEMPLATE_TEST_CASE("subscribers hear of each change, the end too", "[threads]", LocalWorld, FakeWorld) {
  TestType world;
  ExpectNews(world);
}

TEST_CASE("the fake fails the calls it is told to, in order, and lists what it was asked") {
  FakeWorld world;
  const Launch launch = world.Service("0");
  world.fake().FailNext(Unavailable("first"));
  world.fake().FailNext(Internal("second"));
  CHECK(world.launcher().Ensure(launch).code() == Code::kUnavailable);
  CHECK(world.launcher().Remove(launch.id, true).code() == Code::kInternal);
  CHECK(world.launcher().Ensure(launch).ok());
  CHECK(world.fake().TakeCalls() == std::vector<std::string>{"ensure engine/child/0",
                                                             "remove engine/child/0 purge",
                                                             "ensure engine/child/0"});
}

TEST_CASE("the fake's slow stops end when the script says so") {
  FakeWorld world;
  world.fake().set_stops_at_once(false);
  Launch launch = world.Service("0");
  const int pid = Bring(world, launch).pid;
  launch.revision = "2";
  REQUIRE(world.launcher().Ensure(launch).ok());
  CHECK(Phase(world.launcher(), launch.id, LaunchPhase::kStopping));
  CHECK(StateOf(world.launcher(), launch.id)->pid == pid);
  world.fake().FinishStop(launch.id);
  CHECK(Phase(world.launcher(), launch.id, LaunchPhase::kStarting));
  REQUIRE(world.launcher().Remove(launch.id, false).ok());
  CHECK(world.launcher().Ensure(launch).code() == Code::kUnavailable);
  world.fake().FinishStop(launch.id);
  CHECK(world.launcher().List("").empty());
}

}  // namespace fluid::test
