// Faults of mounts, and of who reads through them.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/doctor/planted.h"

namespace fluid::test {
namespace {

// A mount of fluid that another server made, to be spoiled and laid over what it should not be.
class Foreign {
 public:
  Foreign() {
    bound_.Start();
    target_ = bound_.daemon.Mount("demo");
    node_ = bound_.daemon.PidOf("fluid-node");
  }
  ~Foreign() {
    kill(node_, SIGCONT);
    for (const std::string& place : places_) umount2(place.c_str(), MNT_DETACH);
    umount2(target_.c_str(), MNT_DETACH);
  }
  Foreign(const Foreign&) = delete;
  Foreign& operator=(const Foreign&) = delete;

  void LayOver(const std::string& place) {
    REQUIRE(mount(target_.c_str(), place.c_str(), nullptr, MS_BIND, nullptr) == 0);
    places_.push_back(place);
  }
  // It does not answer.
  void Hang() const { REQUIRE(kill(node_, SIGSTOP) == 0); }
  // Nobody is there to answer, and nobody mends it.
  void Die() {
    bound_.daemon.KillServe();
    bound_.daemon.Kill("fluid-node");
  }

 private:
  Bound bound_;
  std::string target_;
  std::vector<std::string> places_;
  int node_ = 0;
};

}  // namespace

TEST_CASE("another file system over a mount") {
  Bound bound;
  bound.Start();
  const std::string target = bound.daemon.Mount("demo");
  const SmallDisk over(target, "1m");
  REQUIRE(Faults(bound.daemon) == Ids{"mount-covered"});
}

TEST_CASE("a mount that can't be made because its folder holds something") {
  Bound bound;
  bound.Start();
  WriteFile(bound.daemon / "full/file", "mine");
  bound.daemon.Apply(
      fmt::format("apiVersion: run.fluid.io/v1alpha1\nkind: Attachment\nmetadata: {{name: full}}\n"
                  "spec: {{dataset: {{name: demo}}, target: {}}}\n",
                  bound.daemon / "full"));
  bound.daemon.Await("it has failed", [&] { return bound.daemon.Phase("attachment", "full") == "Failed"; });
  REQUIRE(Faults(bound.daemon) == Ids{"mount-failed"});
}

TEST_CASE("an unmount that waits for a reader names the reader") {
  Bound bound;
  bound.Start();
  const std::string target = bound.daemon.Mount("demo");
  const int fd = open((target + "/file").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  Process unmount({FLUID_BINARY_DIR "/bin/fluid", "--state-dir", bound.daemon.state(), "unmount", target,
                   "--grace", "1m"});
  RunResult doctor{};
  bound.daemon.Await("it waits", [&] {
    doctor = bound.daemon.Fluid({"doctor", "-o", "json"});
    return FaultsIn(doctor) == Ids{"readers-wait"};
  });
  REQUIRE(doctor.out.find(std::to_string(getpid())) != std::string::npos);
  close(fd);
  REQUIRE(unmount.Wait() == 0);
}

TEST_CASE("a mount that is not where it should be, as where another namespace took it away") {
  Bound bound;
  bound.Start();
  const std::string target = bound.daemon.Mount("demo");
  const RunResult doctor =
      DoctorWhere(bound.daemon, [&] { return umount2(target.c_str(), MNT_DETACH) == 0; });
  REQUIRE(FaultsIn(doctor) == Ids{"mount-missing"});
  REQUIRE(Faults(bound.daemon) == Ids{});
}

// Slow: doctor waits for what does not answer.
TEST_CASE("a mount that does not answer, and one that is dead, though the programs are well", "[slow]") {
  Bound bound;
  bound.Start();
  const std::string target = bound.daemon.Mount("demo");
  Foreign foreign;
  foreign.LayOver(target);
  REQUIRE(Faults(bound.daemon) == Ids{});
  foreign.Hang();
  REQUIRE(Faults(bound.daemon) == Ids{"mount-hung"});
  foreign.Die();
  REQUIRE(Faults(bound.daemon) == Ids{"mount-dead"});
}

TEST_CASE("a dead mount below the state folder that nobody asks for is a note") {
  Daemon daemon;
  daemon.Serve();
  Foreign foreign;
  std::filesystem::create_directory(daemon.state() + "/left");
  foreign.LayOver(daemon.state() + "/left");
  REQUIRE(Notes(daemon) == Ids{});
  foreign.Die();
  REQUIRE(Notes(daemon) == Ids{"mount-left"});
  REQUIRE(Faults(daemon) == Ids{});
}

// Slow: doctor waits for what does not answer.
TEST_CASE("a cache tier on a file system that does not answer", "[slow]") {
  Bound bound;
  bound.Start();
  Foreign foreign;
  foreign.LayOver(bound.tier());
  foreign.Hang();
  REQUIRE(Faults(bound.daemon) == Ids{"tier-silent"});
}

}  // namespace fluid::test
