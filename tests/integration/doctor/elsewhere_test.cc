// A server that is asked through its API alone, as one on another machine.
#include <catch2/catch.hpp>
#include <map>

#include "tests/integration/doctor/planted.h"

namespace fluid::test {
namespace {

// The command in a state folder where nobody serves, sent to the server of `daemon`.
RunResult FromAfar(const Daemon& daemon, const std::vector<std::string>& words) {
  std::vector<std::string> command = {FLUID_BINARY_DIR "/bin/fluid", "--state-dir", daemon / "nowhere",
                                      "--kubeconfig", daemon.state() + "/kubeconfig"};
  command.insert(command.end(), words.begin(), words.end());
  return Run(command);
}

Ids FaultsFromAfar(const Daemon& daemon) { return FaultsIn(FromAfar(daemon, {"doctor", "-o", "json"})); }

constexpr const char* kWithSecret =
    "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata: {name: demo}\nspec:\n  mounts:\n"
    "    - mountPoint: http://127.0.0.1:1/\n      name: web\n      encryptOptions:\n"
    "        - {name: http.password, valueFrom: {secretKeyRef: {name: creds, key: password}}}\n---\n";

}  // namespace

TEST_CASE("of a server elsewhere doctor tells what its API shows, and which layers it can't see") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve({"--listen", "127.0.0.1:0"});
  daemon.Bind("demo", nginx.url());
  REQUIRE(FaultsFromAfar(daemon) == Ids{});
  const RunResult text = FromAfar(daemon, {"doctor"});
  INFO(text.out << text.err);
  REQUIRE(text.exit_code == 0);
  REQUIRE(text.out.find("https://127.0.0.1:") != std::string::npos);
  for (const char* layer : {"limits", "clock", "versions", "state", "cache", "source", "mount", "readers"}) {
    const size_t at = text.out.find(layer);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.out.substr(at, text.out.find('\n', at) - at)
                .ends_with("not looked at: it is of the server's machine"));
  }
  REQUIRE(FromAfar(daemon, {"doctor", "missing"}).exit_code == 4);
}

TEST_CASE("faults that the API shows are named from afar, one by one") {
  Daemon daemon;
  daemon.Serve({"--listen", "127.0.0.1:0"});
  REQUIRE(FaultsFromAfar(daemon) == Ids{});
  daemon.Apply(kWithSecret);
  REQUIRE(FaultsFromAfar(daemon) == Ids{"dataset-alone", "secret-missing"});
  daemon.Apply("apiVersion: v1\nkind: Secret\nmetadata: {name: creds}\nstringData: {user: me}\n");
  REQUIRE(FaultsFromAfar(daemon) == Ids{"dataset-alone", "secret-lacks-key"});
  daemon.Apply("apiVersion: v1\nkind: Secret\nmetadata: {name: creds}\nstringData: {password: x}\n");
  REQUIRE(FaultsFromAfar(daemon) == Ids{"dataset-alone"});
  daemon.StopServing();
  REQUIRE(FaultsFromAfar(daemon) == Ids{"server-unreachable"});
}

}  // namespace fluid::test
