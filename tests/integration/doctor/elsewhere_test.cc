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

// An API server that answers what its arguments say to every list: a status, and for a plural a body or
// another status.
constexpr const char* kOther = R"(
import http.server, json, sys
answers = json.loads(sys.argv[3])
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        plural = self.path.split("?")[0].split("/")[-1]
        answer = answers.get(plural, {"kind": "List", "apiVersion": "v1", "metadata": {"resourceVersion": "1"}, "items": []})
        code = answer if isinstance(answer, int) else int(sys.argv[2])
        body = json.dumps(answer if code == 200 else {"kind": "Status", "code": code, "message": "no"}).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
)";

// What doctor finds at a server that answers so.
Ids FaultsAt(const std::string& code, const std::string& answers = "{}") {
  TempDir dir;
  const int port = FreePort();
  WriteFile(dir / "other.py", kOther);
  Process::Options options;
  options.stdout_file = options.stderr_file = dir / "log";
  Process other({"python3", dir / "other.py", std::to_string(port), code, answers}, options);
  Ids faults;
  REQUIRE(Eventually([&] {
    faults = FaultsIn(Run({FLUID_BINARY_DIR "/bin/fluid", "--state-dir", dir / "nowhere", "--server",
                           "http://127.0.0.1:" + std::to_string(port), "doctor", "-o", "json"}));
    return faults != Ids{"server-unreachable"};
  }));
  return faults;
}

}  // namespace

TEST_CASE("a server that does not know our kinds, or does not let this user see them") {
  REQUIRE(FaultsAt("200") == Ids{});
  REQUIRE(FaultsAt("404") == Ids{"kinds-missing"});
  REQUIRE(FaultsAt("401") == Ids{"server-refuses"});
  REQUIRE(FaultsAt("403") == Ids{"server-refuses"});
  // Datasets are shown, their runtimes are not: nobody can say that one has none.
  const char* some =
      R"({"thinruntimes": 403, "datasets": {"kind": "DatasetList", "apiVersion": "data.fluid.io/v1alpha1", "metadata": {"resourceVersion": "1"},
          "items": [{"apiVersion": "data.fluid.io/v1alpha1", "kind": "Dataset", "metadata": {"name": "demo", "namespace": "default"},
                     "spec": {"mounts": [{"mountPoint": "s3://bucket", "name": "m"}]}, "status": {"phase": "NotBound"}}]}})";
  REQUIRE(FaultsAt("200", some) == Ids{"server-refuses"});
}

TEST_CASE("a dataset that is not served though nothing that can be seen is amiss") {
  const char* answers =
      R"({"datasets": {"kind": "DatasetList", "apiVersion": "data.fluid.io/v1alpha1", "metadata": {"resourceVersion": "1"},
          "items": [{"apiVersion": "data.fluid.io/v1alpha1", "kind": "Dataset", "metadata": {"name": "demo", "namespace": "default"},
                     "spec": {"mounts": [{"mountPoint": "s3://bucket", "name": "m"}]}, "status": {"phase": "NotBound"}}]},
          "thinruntimes": {"kind": "ThinRuntimeList", "apiVersion": "data.fluid.io/v1alpha1", "metadata": {"resourceVersion": "1"},
          "items": [{"apiVersion": "data.fluid.io/v1alpha1", "kind": "ThinRuntime", "metadata": {"name": "demo", "namespace": "default"}, "spec": {}}]}})";
  REQUIRE(FaultsAt("200", answers) == Ids{"dataset-unwell"});
}

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
