// What client-go's informers and watches are told while the server is killed and started again, and while
// they are away for so long that their version is gone.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <regex>
#include <thread>

#include "src/api/client.h"
#include "src/api/json.h"
#include "src/base/files.h"
#include "src/model/kind.h"
#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Object Counter(const std::string& name, int n) {
  return *Object::FromJson(fmt::format(
      R"({{"apiVersion":"v1","kind":"ConfigMap","metadata":{{"name":"{}","namespace":"default"}},"data":{{"n":"{}"}}}})",
      name, n));
}

// Makes, counts up and deletes config maps over the server's socket. What a killed server did not acknowledge
// is looked up: either it is there or it is not.
class Writer {
 public:
  explicit Writer(const std::string& state) : client_(state + "/fluid.sock", seconds(5)) {}

  // The next step of one of 16 objects.
  void Step() {
    const Key key{"ConfigMap", "default", fmt::format("c{}", step_ % 16)};
    const Result<Object> now = client_.Get(key);
    const bool missing = !now.ok() && now.status().code() == Code::kNotFound;
    if (!now.ok() && !missing) return;  // nobody serves
    const int n = missing ? -1 : NumberOf(*now);
    ++step_;
    if (n >= 4 + step_ % 5) {
      done_ += client_.Delete(key).ok() ? 1 : 0;
    } else {
      Put(key.name, n + 1);
    }
  }
  // Counts the marker up until it is at `n`.
  void Mark(int n) {
    REQUIRE(Eventually([&] {
      const Result<Object> now = client_.Get({"ConfigMap", "default", "marker"});
      if (now.ok() && NumberOf(*now) >= n) return true;
      if (now.ok() || now.status().code() == Code::kNotFound)
        Put("marker", now.ok() ? NumberOf(*now) + 1 : 0);
      return false;
    }));
  }
  int done() const { return done_; }

 private:
  static int NumberOf(const Object& object) {
    return std::stoi(api::Json::Parse(object.ToJson())->at(".data.n").text());
  }
  void Put(const std::string& name, int n) {
    const Object wanted = Counter(name, n);
    const bool put = n == 0 ? client_.Create(wanted).ok() : client_.Update(wanted).ok();
    done_ += put ? 1 : 0;
  }

  api::ApiClient client_;
  int step_ = 0;
  int done_ = 0;
};

class Informer {
 public:
  explicit Informer(const Daemon& daemon) : out_(daemon / "informer.out") {
    const char* home = std::getenv("HOME");
    const std::string program = std::string(home ? home : "/root") + "/.cache/fluid/tools/informer";
    INFO("made by scripts/install-tools: " << program);
    REQUIRE(access(program.c_str(), X_OK) == 0);
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);  // no server that is started may hold it open
    const Fd theirs(ends[0]);
    input_.Reset(ends[1]);
    Process::Options options;
    options.stdout_file = options.stderr_file = out_;
    options.stdin_fd = ends[0];  // ends when the test says so
    process_.emplace(
        std::vector<std::string>{program, "-settle=150s", daemon.state() + "/kubeconfig", "default"},
        options);
    REQUIRE(Saw("synced"));
  }

  bool Saw(const std::string& line) {
    return Eventually([&] { return ("\n" + ReadAll(out_)).find("\n" + line + "\n") != std::string::npos; },
                      seconds(60));
  }
  void Signal(int signal) { process_->Signal(signal); }
  // Its last words, after its input has ended; the test fails when it found something wrong.
  std::string Finish() {
    input_.Reset();
    const std::optional<int> code = process_->Wait(seconds(170));
    const std::string said = ReadAll(out_);
    INFO(said.substr(said.size() > 4000 ? said.size() - 4000 : 0));
    REQUIRE(code == 0);
    return said;
  }

 private:
  std::string out_;
  std::optional<Process> process_;
  Fd input_;
};

int Count(const std::string& said, const std::string& part, const std::string& name) {
  std::smatch found;
  REQUIRE(std::regex_search(said, found, std::regex(part + ":.*? " + name + "=(\\d+)")));
  return std::stoi(found[1]);
}

TEST_CASE("no event is lost or doubled while the server is killed and started again 50 times", "[slow]") {
  // client-go waits a second before it resumes a watch: some 80 s.
  constexpr int kKills = 50;
  Daemon daemon;
  const std::vector<std::string> listen = {"--listen", fmt::format("127.0.0.1:{}", FreePort())};
  daemon.Serve(listen);
  Informer informer(daemon);
  Writer marker(daemon.state());
  std::atomic<bool> enough = false;
  int written = 0;
  std::thread writing([&] {
    Writer writer(daemon.state());
    while (!enough) writer.Step();
    written = writer.done();
  });
  const auto end = [&](auto*) {
    enough = true;
    writing.join();
  };
  {
    const std::unique_ptr<int, decltype(end)> ended(new int, end);
    for (int kill = 0; kill < kKills; ++kill) {
      marker.Mark(kill);
      REQUIRE(informer.Saw(fmt::format("marker {}", kill)));
      daemon.KillServe(SIGKILL);
      daemon.Serve(listen);
    }
  }
  const std::string said = informer.Finish();
  std::printf("acked=%d %s", written, said.substr(said.rfind("objects=")).c_str());
  CHECK(Count(said, "chain", "gone") == 0);
  CHECK(Count(said, "chain", "added") + Count(said, "chain", "updated") + Count(said, "chain", "deleted") >=
        written);
}

TEST_CASE("who was away for more changes than are kept is told \"gone\", lists again, and knows everything",
          "[slow]") {
  // More than the 10,000 changes that the store keeps.
  Daemon daemon;
  daemon.Serve({"--listen", "127.0.0.1:0"});
  Informer informer(daemon);
  Writer writer(daemon.state());
  writer.Mark(0);
  REQUIRE(informer.Saw("marker 0"));
  informer.Signal(SIGSTOP);
  std::vector<std::thread> writers;
  for (int t = 0; t < 8; ++t) {
    writers.emplace_back([&, t] {
      api::ApiClient client(daemon.state() + "/fluid.sock");
      const Object big = *Object::FromJson(fmt::format(
          R"({{"apiVersion":"v1","kind":"ConfigMap","metadata":{{"name":"big-{}","namespace":"default"}},"data":{{"n":"0","t":"{}"}}}})",
          t, std::string(2000, 'x')));
      (void)client.Create(big);
      for (int i = 1; i < 2000; ++i) {
        (void)client.Patch(big.key(), fmt::format(R"({{"data":{{"n":"{}"}}}})", i));
      }
    });
  }
  for (std::thread& thread : writers) thread.join();
  informer.Signal(SIGCONT);
  writer.Mark(1);
  const std::string said = informer.Finish();
  std::printf("acked=16000 %s", said.substr(said.rfind("objects=")).c_str());
  CHECK(Count(said, "chain", "gone") >= 1);
}

}  // namespace
}  // namespace fluid::test
