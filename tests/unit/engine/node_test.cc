// The real fluid-node: its mount, its death and its return, its secrets, its end.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/engine/node_config.h"
#include "tests/unit/engine/fixture.h"

using namespace fluid;
using namespace fluid::engine;
using namespace fluid::engine::test;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using fluid::test::Eventually;
using fluid::test::Process;
using fluid::test::ReadAll;

namespace {

// A fluid-node on a folder of its own, and an engine that reaches it.
class RunningNode {
 public:
  explicit RunningNode(NodeConfig config) : config_(std::move(config)) {
    EngineFactoryOptions options;
    options.plugin_dirs = {ShippedPluginDir(), TestPluginDir()};
    factory_ = NewEngineFactory(options);
    auto made = factory_->Create(config_.spec);
    if (!made.ok()) throw std::runtime_error(made.status().ToString());
    engine_ = std::move(*made);
    engine_->SetHomes({{config_.node, socket()}});
    WriteConfig();
    Start();
  }
  ~RunningNode() {
    engine_.reset();
    if (process_) process_->Signal(SIGTERM), process_->Wait(10s);
  }

  std::string target() const { return dir_ / "mnt"; }
  std::string socket() const { return dir_ / "home/node.sock"; }
  std::string dir() const { return dir_ / "home"; }
  NodeConfig& config() { return config_; }
  CacheEngine& engine() { return *engine_; }
  Process& process() { return *process_; }

  void WriteConfig() {
    if (!MakeDirs(dir(), 0700).ok()) throw std::runtime_error("no folder");
    if (!ReplaceFile(dir() + "/node.pb", EncodeNodeConfig(config_), 0600).ok())
      throw std::runtime_error("no config");
  }
  void Start() {
    Process::Options options;
    options.stderr_file = dir_ / "log";
    process_.emplace(
        std::vector<std::string>{std::string(FLUID_BINARY_DIR) + "/bin/fluid-node", "--dir", dir(),
                                 "--plugin-dir", ShippedPluginDir(), "--plugin-dir", TestPluginDir()},
        options);
  }
  void Kill() {
    process_->Signal(SIGKILL);
    process_->Wait(10s);
    process_.reset();
  }
  std::optional<int> Stop(int signal = SIGTERM) {
    process_->Signal(signal);
    const auto code = process_->Wait(10s);
    if (code) process_.reset();
    return code;
  }
  std::string log() const { return ReadAll(dir_ / "log"); }

  NodeObservation Observe() {
    Awaited<std::vector<NodeObservation>> seen;
    engine_->Observe({}, seen.done());
    const auto all = seen.Get();
    return all.ok() && !all->empty() ? all->front() : NodeObservation();
  }
  // It serves its config.
  bool Ready() {
    return Eventually([&] {
      const NodeObservation seen = Observe();
      if (!seen.reachable.ok() || seen.config_generation != config_.generation) return false;
      return std::all_of(seen.mounts.begin(), seen.mounts.end(),
                         [](const NodeMountState& m) { return m.mounted; });
    });
  }
  Status Configure() {
    AwaitedStatus done;
    engine_->Configure(config_, {10s, {}}, done.done());
    return done.Get();
  }

 private:
  TempDir dir_;
  NodeConfig config_;
  std::unique_ptr<EngineFactory> factory_;
  std::unique_ptr<CacheEngine> engine_;
  std::optional<Process> process_;
};

NodeConfig MinimalConfig() { return ConfigOf(SpecOf(kMinimal), "n1", 1); }

void MountIt(RunningNode& node) {
  node.config().mounts = {{"a1", node.target(), "/", {}}};
  node.config().generation++;
  REQUIRE(node.Configure().ok());
}

bool Mounted(const std::string& target) {
  return ReadAll("/proc/self/mountinfo").find(" " + target + " ") != std::string::npos;
}

std::string Cat(const std::string& path) {
  const Result<std::string> bytes = ReadFile(path);
  return bytes.ok() ? *bytes : bytes.status().ToString();
}

constexpr const char* kHello = "Hello from a plugin.\n";

}  // namespace

TEST_CASE("the minimal plugin in a fluid-node is observed from here") {
  RunningNode node(MinimalConfig());
  REQUIRE(node.Ready());
  const NodeObservation seen = node.Observe();
  CHECK(seen.health == Health::kReady);
  CHECK(seen.spec_generation == 1);
}

TEST_CASE("the minimal plugin in this process is listed, opened and read at every offset") {
  auto registry = std::make_shared<PluginRegistry>(std::vector<std::string>{ShippedPluginDir()}, Log());
  TempDir dir;
  InstanceHome::Options options;
  options.plugins = registry;
  options.state_dir = dir / "state";
  auto home = std::move(*InstanceHome::Open(std::move(options)));
  REQUIRE(home->Handle(ConfigureRequest{MinimalConfig()}, Call()).status.ok());
  std::vector<std::string> names;
  REQUIRE(home->data()
              .List(
                  "/", "",
                  [&](std::string_view name, const FileStat& st, std::string_view) {
                    names.emplace_back(name);
                    return st.size > 0;
                  },
                  Call())
              .ok());
  CHECK(names == std::vector<std::string>{"hello"});
  const auto file = home->data().Open("/hello", 0, Call());
  REQUIRE(file.ok());
  const std::string text = kHello;
  CHECK((*file)->stat().size == text.size());
  CHECK((*file)->Refresh(Call())->size == text.size());
  CHECK((*file)->LeaseWhole(Call()).status().code() == Code::kUnavailable);
  for (size_t offset = 0; offset <= text.size() + 1; ++offset) {
    for (size_t len = 0; len <= text.size() + 1; ++len) {
      std::string buf(len, '?');
      const auto got = (*file)->Pread(buf.data(), len, offset, Call());
      REQUIRE(got.ok());
      const std::string expected = offset < text.size() ? text.substr(offset, len) : "";
      CHECK(buf.substr(0, *got) == expected);
    }
  }
  CHECK(home->data().Open("/", 0, Call()).status().error_number() == EISDIR);
  CHECK(home->data().Stat("/absent", Call()).status().code() == Code::kNotFound);
}

TEST_CASE("the minimal plugin is mounted and read, and unmounted when its mount is no longer wanted") {
  RunningNode node(MinimalConfig());
  REQUIRE(node.Ready());
  MountIt(node);
  REQUIRE(Mounted(node.target()));
  CHECK(Cat(node.target() + "/hello") == kHello);
  const int fd = open((node.target() + "/hello").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  for (off_t offset = 0; offset < 25; ++offset) {
    char buf[32];
    const ssize_t got = pread(fd, buf, sizeof buf, offset);
    CHECK(std::string(buf, static_cast<size_t>(std::max<ssize_t>(got, 0))) ==
          std::string(kHello).substr(std::min<size_t>(static_cast<size_t>(offset), 21)));
  }
  close(fd);
  node.config().mounts.clear();
  node.config().generation++;
  REQUIRE(node.Configure().ok());
  CHECK(Eventually([&] { return node.Observe().mounts.empty() && !Mounted(node.target()); }));
}

TEST_CASE("a fluid-node killed with -9 is started again on the same folder and serves the same mount") {
  RunningNode node(MinimalConfig());
  REQUIRE(node.Ready());
  MountIt(node);
  node.WriteConfig();
  REQUIRE(Cat(node.target() + "/hello") == kHello);
  node.Kill();
  CHECK(node.Observe().reachable.code() == Code::kUnavailable);
  node.Start();
  REQUIRE(node.Ready());
  CHECK(Cat(node.target() + "/hello") == kHello);
  const std::string mounts = ReadAll("/proc/self/mountinfo");
  const size_t first = mounts.find(" " + node.target() + " ");
  CHECK(mounts.find(" " + node.target() + " ", first + 1) == std::string::npos);
}

TEST_CASE("calls under way when a fluid-node is killed with -9 complete once each, with UNAVAILABLE") {
  EngineSpec spec = SpecOf(kSteerable);
  spec.options["hang"] = "usage";
  RunningNode node(ConfigOf(spec, "n1", 1));
  REQUIRE(node.Ready());
  std::vector<Awaited<CacheUsage>> calls(30);
  for (auto& call : calls) node.engine().Usage("/", {60s, {}}, call.done());
  CHECK_FALSE(calls.front().came());
  node.Kill();
  for (auto& call : calls) CHECK(call.Get().status().code() == Code::kUnavailable);
  for (auto& call : calls) CHECK(call.count() == 1);
}

TEST_CASE("SIGTERM ends a fluid-node cleanly: no mount, no socket, exit 0") {
  RunningNode node(MinimalConfig());
  REQUIRE(node.Ready());
  MountIt(node);
  const int fd = open((node.target() + "/hello").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  CHECK(node.Stop() == std::optional<int>(0));
  CHECK_FALSE(Mounted(node.target()));
  CHECK_FALSE(Exists(node.socket()));
  close(fd);
}

TEST_CASE("a second fluid-node on the same state exits 5 and names the first") {
  RunningNode node(MinimalConfig());
  REQUIRE(node.Ready());
  const auto second = fluid::test::Run({std::string(FLUID_BINARY_DIR) + "/bin/fluid-node", "--dir",
                                        node.dir(), "--plugin-dir", ShippedPluginDir()});
  CHECK(second.exit_code == 5);
  CHECK_THAT(second.err, Contains("held by process " + std::to_string(node.process().pid())));
  CHECK(node.Observe().reachable.ok());
}

TEST_CASE("fluid-node reads secrets from its folder, when they are needed, and logs none") {
  EngineSpec spec = SpecOf(kSteerable);
  MountSpec mount = MountOf("/a", "x");
  mount.secrets = {{"password", "default/s/password"}};
  spec.mounts = {mount};
  RunningNode node(ConfigOf(spec, "n1", 1));
  REQUIRE(node.Ready());
  MountIt(node);
  REQUIRE(MakeDirs(node.dir() + "/secrets", 0700).ok());
  const std::string file = node.dir() + "/secrets/" + Hex("default/s/password");
  REQUIRE(ReplaceFile(file, "canary-one", 0600).ok());
  CHECK(Cat(node.target() + "/a/secret") == "canary-one");
  CHECK(node.log().find("canary-one") == std::string::npos);
}

TEST_CASE("a fluid-node whose plugin is missing answers, and says why it does not serve") {
  NodeConfig config = ConfigOf(SpecOf(kMinimal), "n1", 1);
  RunningNode node(config);
  REQUIRE(node.Ready());
  node.Stop();
  node.config().spec.plugin = "com.example.absent";
  node.WriteConfig();
  node.Start();
  REQUIRE(Eventually([&] { return node.Observe().health == Health::kFailed; }));
  const NodeObservation seen = node.Observe();
  CHECK(seen.reachable.ok());
  REQUIRE(seen.reasons.size() == 1);
  CHECK_THAT(seen.reasons[0], Contains("it is not installed"));
}

TEST_CASE("bad arguments of fluid-node are told with its usage") {
  const std::string program = std::string(FLUID_BINARY_DIR) + "/bin/fluid-node";
  const auto none = fluid::test::Run({program});
  CHECK(none.exit_code == 2);
  CHECK_THAT(none.err, Contains("--dir is needed") && Contains("usage:"));
  CHECK(fluid::test::Run({program, "--what"}).exit_code == 2);
  CHECK(fluid::test::Run({program, "--dir"}).exit_code == 2);
  CHECK(fluid::test::Run({program, "--help"}).exit_code == 0);
}
