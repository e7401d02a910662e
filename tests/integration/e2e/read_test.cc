#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

// A small tree with folders, empty files, and a file of several MiB.
std::string MakeTree(const std::string& folder) {
  for (int i = 0; i < 40; ++i) {
    WriteFile(fmt::format("{}/d{}/f{}.bin", folder, i % 4, i), Bytes(static_cast<size_t>(i * 2911), i));
  }
  WriteFile(folder + "/large.bin", Bytes(5 << 20, 1000));
  return folder;
}

// "": both folders hold the same names and bytes.
std::string Difference(const std::string& a, const std::string& b) {
  const RunResult result = Run({"diff", "-r", a, b});
  return result.out + result.err;
}

void BindReadDelete(const std::string& url, const std::string& www) {
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", url);
  const std::string mount = daemon.Mount("demo");
  REQUIRE(daemon.Mounts().size() == 1);
  REQUIRE(Difference(www, mount) == "");
  daemon.Must({"delete", "dataset", "demo"});
  daemon.RequireNothingLeft();
}

// Names that other programs have stumbled over.
void MakeHostileNames(const std::string& folder) {
  const std::string names[] = {"a blank",    "per%20cent%", "a&b=c",       "what?",
                               "hash#tag",   "\"quotes\"'", "<tag>&amp;",  "größe-中文-🐟",
                               "semi;colon", "plus+plus",   "back\\slash", "two..dots..",
                               "-dash",      "tilde~",      "new\nline",   std::string(255, 'n')};
  size_t size = 1;
  for (const std::string& name : names) {
    WriteFile(folder + "/" + name, Bytes(size, size));
    WriteFile(folder + "/in folders/" + name + "/inner " + std::to_string(size), Bytes(7 * size, size));
    ++size;
  }
}

}  // namespace

TEST_CASE("a cold mount is copied whole by programs that look at a file before they open it") {
  TempDir www;
  for (int i = 0; i < 20; ++i) WriteFile(www / fmt::format("dir/f{:02}", i), Bytes(1000 * i, i));
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  const RunResult copied = Run({"cp", "-a", mount + "/dir", daemon / "copy"});
  INFO(copied.err);
  REQUIRE(copied.exit_code == 0);
  REQUIRE(Run({"diff", "-r", www / "dir", daemon / "copy"}).out == "");
}

TEST_CASE("a dataset of nginx's json index is bound, mounted, read and deleted without a trace") {
  TempDir www;
  MakeTree(www.path());
  Nginx::Options options;
  options.json_index = true;
  Nginx nginx(www.path(), options);
  BindReadDelete(nginx.url(), www.path());
}

TEST_CASE("a dataset of nginx's html index is bound, mounted, read and deleted without a trace") {
  TempDir www;
  MakeTree(www.path());
  Nginx nginx(www.path());
  BindReadDelete(nginx.url(), www.path());
}

TEST_CASE("a dataset of Python's web server is bound, mounted, read and deleted without a trace") {
  TempDir www;
  MakeTree(www.path());
  PythonServer server(www.path());
  BindReadDelete(server.url(), www.path());
}

TEST_CASE("hostile names come through nginx's json index") {
  TempDir www;
  MakeHostileNames(www.path());
  Nginx::Options options;
  options.json_index = true;
  Nginx nginx(www.path(), options);
  BindReadDelete(nginx.url(), www.path());
}

TEST_CASE("hostile names come through nginx's html index") {
  TempDir www;
  MakeHostileNames(www.path());
  Nginx nginx(www.path());
  BindReadDelete(nginx.url(), www.path());
}

TEST_CASE("hostile names come through Python's web server") {
  TempDir www;
  MakeHostileNames(www.path());
  PythonServer server(www.path());
  BindReadDelete(server.url(), www.path());
}

// Slow: counters come into the status every 10 s.
TEST_CASE("a warm reading asks the server nothing, and the counters are those of its log", "[slow]") {
  TempDir www;
  MakeTree(www.path());
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  REQUIRE(Difference(www.path(), mount) == "");
  const size_t cold_requests = nginx.requests().size();
  const auto sent = static_cast<int64_t>(nginx.bytes_sent());
  REQUIRE(sent > (5 << 20));

  REQUIRE(Difference(www.path(), mount) == "");
  REQUIRE(nginx.requests().size() == cold_requests);
  daemon.Await("missBytes within 1 % of nginx's log", [&] {
    const int64_t ours = daemon.Get("dataset", "demo")["status"]["cacheStates"]["missBytes"].number();
    return std::abs(ours - sent) <= sent / 100;
  });
}

TEST_CASE("two datasets live and end each for itself") {
  TempDir www;
  WriteFile(www / "a/file", "of a");
  WriteFile(www / "b/file", "of b");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("a", nginx.url() + "a/");
  daemon.Bind("b", nginx.url() + "b/");
  const std::string a = daemon.Mount("a"), b = daemon.Mount("b");
  REQUIRE(ReadAll(a + "/file") == "of a");
  REQUIRE(ReadAll(b + "/file") == "of b");
  daemon.Must({"delete", "dataset", "a"});
  REQUIRE(daemon.Mounts().size() == 1);
  REQUIRE(ReadAll(b + "/file") == "of b");
  REQUIRE(daemon.Phase("dataset", "b") == "Bound");
  daemon.Must({"delete", "dataset", "b"});
  daemon.RequireNothingLeft();
}

}  // namespace fluid::test
