// The fixtures are trusted by every suite, so they are tested too.
#include "tests/support/support.h"

#include <catch2/catch.hpp>

using namespace fluid::test;

TEST_CASE("a child's output and exit code are seen") {
  const RunResult run = Run({"/usr/bin/env", "printf", "%s", "a\nb'\""});
  CHECK(run.exit_code == 0);
  CHECK(run.out == "a\nb'\"");
  CHECK(Run({"/bin/false"}).exit_code == 1);
}

TEST_CASE("nginx serves a folder and its log says what it sent") {
  TempDir dir;
  WriteFile(dir / "tree/a b", Bytes(1000, 1));
  Nginx nginx(dir / "tree");
  CHECK(Run({"curl", "-s", "-r", "0-99", nginx.url() + "a%20b"}).out == Bytes(1000, 1).substr(0, 100));
  REQUIRE(Eventually([&] { return nginx.requests().size() == 1; }));
  CHECK(nginx.requests()[0].uri == "/a%20b");
  CHECK(nginx.requests()[0].status == 206);
  CHECK(nginx.requests()[0].range == "bytes=0-99");
  CHECK(nginx.bytes_sent() == 100);
  nginx.Stop();
  CHECK(Run({"curl", "-s", nginx.url()}).exit_code == 7);
  nginx.Start();
  CHECK(Run({"curl", "-s", nginx.url()}).exit_code == 0);
}

TEST_CASE("python's server lists a folder") {
  TempDir dir;
  WriteFile(dir / "tree/x", "1");
  PythonServer server(dir / "tree");
  CHECK_THAT(Run({"curl", "-s", server.url()}).out, Catch::Contains("href=\"x\""));
}
