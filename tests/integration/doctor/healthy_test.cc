// An installation without a fault, and what doctor says besides.
#include <catch2/catch.hpp>

#include "tests/integration/doctor/planted.h"

namespace fluid::test {

TEST_CASE("a healthy installation has no fault and no note") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  REQUIRE(Faults(daemon) == Ids{});  // nothing in it yet
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  REQUIRE(ReadAll(mount + "/file") == "here");
  REQUIRE(Faults(daemon) == Ids{});
  const RunResult of_one = daemon.Fluid({"doctor", "demo"});
  INFO(of_one.out);
  REQUIRE(of_one.exit_code == 0);
  REQUIRE(of_one.out.find("note") == std::string::npos);
  REQUIRE(of_one.out.find("No fault found.") != std::string::npos);
  for (const char* layer : {"limits", "clock", "versions", "state", "api", "engine", "cache", "credentials",
                            "source", "mount", "readers"}) {
    REQUIRE(of_one.out.find(layer) != std::string::npos);
  }
}

TEST_CASE("the marks of the report are ASCII where the terminal is") {
  Daemon daemon;
  const std::vector<std::string> doctor = {FLUID_BINARY_DIR "/bin/fluid", "--state-dir", daemon.state(),
                                           "doctor"};
  const RunResult ascii = Run(doctor, {{"LC_ALL", "C"}});
  REQUIRE(ascii.exit_code == 1);
  for (const char byte : ascii.out) REQUIRE(static_cast<unsigned char>(byte) < 0x80);
  REQUIRE(Run(doctor, {{"LC_ALL", "C.UTF-8"}}).out.find("✗ api") != std::string::npos);
}

TEST_CASE("doctor changes nothing") {
  Daemon daemon;
  REQUIRE(Faults(daemon) == Ids{"server-stopped"});
  REQUIRE(Run({"ls", "-A", daemon / ""}).out == "");  // not even the state folder is made
}

}  // namespace fluid::test
