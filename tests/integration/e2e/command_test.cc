// What commands answer: exit codes, places, one server for a state folder, the API beside them.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

constexpr const char* kLoad = R"(apiVersion: data.fluid.io/v1alpha1
kind: DataLoad
metadata:
  name: {}
spec:
  dataset:
    name: demo
    namespace: default
  {}
---
)";

}  // namespace

TEST_CASE("a second server of a state folder exits with 5 and names the process of the first") {
  Daemon daemon;
  daemon.Serve();
  const RunResult second = daemon.Fluid({"serve"});
  INFO(second.err);
  REQUIRE(second.exit_code == 5);
  REQUIRE(second.err.find(std::to_string(daemon.serve_pid())) != std::string::npos);
  daemon.Must({"get", "datasets"});
}

TEST_CASE("without a server a command exits with 3 within a second and says where and what to start") {
  Daemon daemon;
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"get", "datasets"}, {"mount", "a", daemon / "m"}, {"delete", "dataset", "a"}, {"load", "a"}}) {
    const auto start = std::chrono::steady_clock::now();
    const RunResult result = daemon.Fluid(command);
    const auto took = std::chrono::steady_clock::now() - start;
    INFO(command[0] << ": " << result.err);
    REQUIRE(result.exit_code == 3);
    REQUIRE(took < std::chrono::seconds(10));  // a second of the command's, the rest of a loaded machine's
    REQUIRE(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    REQUIRE(result.err.find(daemon.state() + "/fluid.sock") != std::string::npos);
    REQUIRE(result.err.find("fluid serve") != std::string::npos);
  }
  daemon.Must({"version"});
}

TEST_CASE("each exit code says what went wrong") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  REQUIRE(daemon.Fluid({"get", "datasets"}).exit_code == 3);  // no server
  daemon.Serve();
  REQUIRE(daemon.Fluid({"get", "datasets"}).exit_code == 0);            // ok
  REQUIRE(daemon.Fluid({"get", "--no-such-option"}).exit_code == 2);    // usage
  REQUIRE(daemon.Fluid({"get", "dataset", "none"}).exit_code == 4);     // not found
  REQUIRE(daemon.Fluid({"delete", "dataset", "none"}).exit_code == 4);  // not found
  daemon.Bind("demo", nginx.url());
  REQUIRE(daemon.Fluid({"serve"}).exit_code == 5);  // in use
  REQUIRE(daemon.Fluid({"get", "dataset", "demo", "--until=Failed", "--timeout=100ms"}).exit_code == 6);
  REQUIRE(daemon.Fluid({"load", "demo", "--path", "/not/there"}).exit_code == 1);  // failed
}

TEST_CASE("the API on the socket lists what the commands show") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const auto ask = [&](const std::string& path) {
    return Json(Run({"curl", "-sS", "--fail", "--unix-socket", daemon.state() + "/fluid.sock",
                     "http://f/apis/data.fluid.io/v1alpha1" + path})
                    .out);
  };
  const Json list = ask("/datasets");
  REQUIRE(list["kind"].text() == "DatasetList");
  REQUIRE(list["items"].items().size() == 1);
  REQUIRE(list["items"].items()[0]["metadata"]["name"].text() == "demo");
  // The counters of the status may move between two looks, until they are still.
  std::string ours, theirs;
  Eventually([&] {
    ours = Json(daemon.Must({"get", "dataset", "demo", "-o", "json", "--show-managed-fields"})).ToString();
    theirs = ask("/namespaces/default/datasets/demo").ToString();
    return ours == theirs;
  });
  REQUIRE(ours == theirs);
}

TEST_CASE("a hostile manifest is refused with its place, and nothing of it is applied") {
  Daemon daemon;
  daemon.Serve();
  const std::string good = DatasetManifest("good", {Source{"http://127.0.0.1:1/"}});
  const std::string deep(50'000, '[');
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 9; ++i) {
    bomb +=
        fmt::format("a{0}: &a{0} [*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1}]\n", i, i - 1);
  }
  const struct {
    const char* what;
    std::string text;
    const char* said;
  } cases[] = {
      {"a duplicate key", good + "kind: Dataset\nkind: Dataset\n", ":13:1: found the key \"kind\" again"},
      {"depth", good + "kind: " + deep + "\n", "levels"},
      {"aliases that expand", good + bomb, ""},
      {"an unknown field",
       good + "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata: {name: b}\nspec: {mount: []}\n",
       "did you mean \"mounts\"?"},
      {"a foreign kind", good + "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n", "Pod"},
      {"no YAML", good + "kind: [\n", ":"},
      {"binary", good + std::string("\x01\x00\xff\xfe", 4), ""},
      {"a large document", good + "kind: " + std::string(5 << 20, 'x') + "\n", "4 MiB"},
  };
  for (const auto& bad : cases) {
    const std::string file = daemon / "bad.yaml";
    WriteFile(file, bad.text);
    const RunResult result = daemon.Fluid({"apply", "-f", file});
    INFO(bad.what << ": " << result.err.substr(0, 2000));
    CHECK(result.exit_code == 2);
    CHECK(result.err.find(file + ":") != std::string::npos);
    CHECK(result.err.find(bad.said) != std::string::npos);
    CHECK(daemon.Must({"get", "datasets", "-o", "name"}) == "");
  }
}

TEST_CASE("an option by which Fluid mounts any folder of the host is refused by name", "[D19]") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(DatasetManifest("demo", {Source{nginx.url(), "/", "fluid.fuse.hostvolume: /etc"}}) +
               RuntimeManifest("demo"));
  daemon.Await("InvalidSpec", [&] {
    return daemon.Condition("dataset", "demo", "Ready")["reason"].text() == "InvalidSpec";
  });
  const std::string message = daemon.Condition("dataset", "demo", "Ready")["message"].text();
  INFO(message);
  REQUIRE(message.find("fluid.fuse.hostvolume") != std::string::npos);
  REQUIRE(daemon.PidOf("fluid-node") == 0);
}

TEST_CASE("a load may stand on a schedule; one that waits for an event fails and says why", "[D3]") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  daemon.Apply(fmt::format(kLoad, "nightly", "policy: Cron\n  schedule: \"0 3 * * *\"") +
               fmt::format(kLoad, "evented", "policy: OnEvent"));
  daemon.Await("Failed", [&] { return daemon.Phase("dataload", "evented") == "Failed"; });
  REQUIRE(daemon.Condition("dataload", "evented", "Failed")["reason"].text() == "NotYetSupported");
  const std::string phase = daemon.Phase("dataload", "nightly");
  INFO(daemon.Get("dataload", "nightly").ToString());
  REQUIRE(phase != "Failed");
  daemon.Must({"delete", "dataset", "demo"});
  daemon.RequireNothingLeft();
}

}  // namespace fluid::test
