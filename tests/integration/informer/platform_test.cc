// What platform code does with client-go and controller-runtime: tools/platform, one step for each test.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "src/base/files.h"
#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

using std::chrono::seconds;

class Platform {
 public:
  Platform() { Serve(); }

  void Serve() { daemon_.Serve(listen_); }
  Daemon& daemon() { return daemon_; }

  // Runs a step to its end, its input closed when `meanwhile` is done; what it printed.
  std::string Does(const std::vector<std::string>& step, const std::function<void()>& meanwhile = {}) {
    const char* home = std::getenv("HOME");
    const std::string program = std::string(home ? home : "/root") + "/.cache/fluid/tools/platform";
    INFO("made by scripts/install-tools: " << program);
    REQUIRE(access(program.c_str(), X_OK) == 0);
    std::vector<std::string> argv = {program, daemon_.state() + "/kubeconfig"};
    argv.insert(argv.end(), step.begin(), step.end());
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);  // no server that is started may hold it open
    const Fd theirs(ends[0]);
    Fd ours(ends[1]);
    Process::Options options;
    options.stdout_file = options.stderr_file = said_;
    options.stdin_fd = ends[0];
    Process process(argv, options);
    if (meanwhile) meanwhile();
    ours.Reset();
    const std::optional<int> code = process.Wait(seconds(120));
    const std::string said = ReadAll(said_);
    INFO(said);
    REQUIRE(code == 0);
    REQUIRE(said.ends_with("ok\n"));
    return said;
  }
  bool Saw(const std::string& line) {
    return Eventually([&] { return ReadAll(said_).find(line + "\n") != std::string::npos; }, seconds(60));
  }

 private:
  Daemon daemon_;
  const std::vector<std::string> listen_ = {"--listen", fmt::format("127.0.0.1:{}", FreePort())};
  const std::string said_ = daemon_ / "said";
};

TEST_CASE("the typed clients of client-go work on Kubernetes' own kinds, in JSON and in protobuf") {
  Platform platform;
  platform.Does({"typed", "json"});
  platform.Does({"typed", "protobuf"});
}

TEST_CASE("the dynamic client finds all 14 kinds by discovery, applies, fights over and deletes them") {
  Platform platform;
  for (const char* kind : {"alluxioruntime", "cacheruntime", "cacheruntimeclass", "databackup", "dataload",
                           "datamigrate", "dataprocess", "dataset", "efcruntime", "jindoruntime",
                           "juicefsruntime", "thinruntime", "thinruntimeprofile", "vineyardruntime"}) {
    WriteFile(platform.daemon() / fmt::format("samples/{}.yaml", kind),
              platform.daemon().Must({"init", kind}));
  }
  const std::string said = platform.Does({"kinds", platform.daemon() / "samples"});
  CHECK(said.find("kinds 14\n") != std::string::npos);
}

TEST_CASE("no count is lost when many retry their updates on conflict") {
  Platform platform;
  platform.Does({"conflicts"});
}

TEST_CASE("client-go's pager has 10,000 objects of one state in chunks of 500", "[slow]") {
  // Makes 10,000 objects first.
  Platform platform;
  CHECK(platform.Does({"pages", "10000"}).find("objects 10000 chunks 20\n") != std::string::npos);
}

TEST_CASE("a RetryWatcher misses nothing while the server is killed and started again") {
  Platform platform;
  platform.Does({"watch"}, [&] {
    REQUIRE(platform.Saw("watching"));
    platform.daemon().KillServe(SIGKILL);
    platform.Serve();
  });
}

TEST_CASE("controller-runtime's client writes and its cache reads") {
  Platform platform;
  platform.Does({"runtime"});
}

TEST_CASE("who asks for leases is told that there are none") {
  Platform platform;
  CHECK(platform.Does({"leader"}).find("coordination.k8s.io is not served") != std::string::npos);
}

}  // namespace
}  // namespace fluid::test
