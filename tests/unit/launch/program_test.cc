// What a program gets: arguments, environment, files, folders, ports, its log.
#include <fcntl.h>
#include <poll.h>
#include <sys/fanotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/launch/fixture.h"

namespace fluid::test {
namespace {

bool Appears(const std::string& path) {
  return Eventually([&] { return access(path.c_str(), F_OK) == 0; });
}

int ModeOf(const std::string& path) {
  struct stat st = {};
  REQUIRE(stat(path.c_str(), &st) == 0);
  return static_cast<int>(st.st_mode & 07777);
}

constexpr char kCanary[] = "canary-7f3a91";

std::shared_ptr<Secrets> WithCanary() {
  std::shared_ptr<Secrets> secrets = NewMemorySecrets();
  REQUIRE(secrets->Put("ns", "name", {{"key", kCanary}}).ok());
  return secrets;
}

}  // namespace

TEST_CASE("arguments arrive byte for byte", "[D20]") {
  Local local;
  const std::string file = local.dir() / "argv";
  const std::vector<std::string> odd = {
      "", " ", "a\nb", "'single' \"double\" `back` $$(x)", "\xff\xfe\x01", "*", "-n", "trailing\\", "100%"};
  Launch launch = local.Child({"argv", file});
  std::string wanted;
  for (std::string word : odd) {
    launch.argv.push_back(word);
    if (const size_t at = word.find("$$"); at != std::string::npos) word.erase(at, 1);
    wanted += word + '\0';
  }
  local.Run(launch);
  REQUIRE(Appears(file));
  CHECK(ReadAll(file) == wanted);
}

TEST_CASE("a program gets a small clean environment and its own words in it") {
  setenv("FLUID_TEST_OF_INHERITANCE", "x", 1);
  Local local;
  const std::string file = local.dir() / "env";
  Launch launch = local.Child({"env", file});
  launch.ports = {"web"};
  launch.env["AT"] = "${node}:${port:web} ${dir:.} ${key}";
  const LaunchState state = local.Run(launch);
  REQUIRE(Appears(file));
  const std::string env = ReadAll(file);
  CHECK(env.find("AT=here:" + std::to_string(state.ports.at("web")) + " " + state.dirs.at(".") + " 0\n") !=
        std::string::npos);
  CHECK(env.find("PATH=") != std::string::npos);
  CHECK(env.find("FLUID_TEST_OF_INHERITANCE") == std::string::npos);
}

TEST_CASE("a program is found in PATH, and one that is nowhere is told of") {
  Local local;
  Launch launch = local.Child({});
  launch.argv = {"sleep", "1000"};
  local.Run(launch);
  launch.id.key = "1";
  launch.argv = {"no-such-program-of-fluid"};
  const LaunchState state = local.Run(launch, LaunchPhase::kBackOff);
  CHECK(state.reason.find("no-such-program-of-fluid") != std::string::npos);
  launch.id.key = "2";
  launch.argv = {"/etc/passwd"};
  const LaunchState other = local.Run(launch, LaunchPhase::kBackOff);
  CHECK(other.reason.find("Permission denied") != std::string::npos);
}

TEST_CASE("files are written before the program starts, with their modes and words") {
  Local local(WithCanary());
  Launch launch = local.Child({"run"});
  launch.files = {{"etc/plain", "node ${node}\n", 0644, false},
                  {"etc/private", "p=${secret:ns/name/key}\n", 0600, false}};
  const std::string folder = local.Run(launch).dirs.at(".");
  CHECK(ReadAll(folder + "/etc/plain") == "node here\n");
  CHECK(ReadAll(folder + "/etc/private") == std::string("p=") + kCanary + "\n");
  CHECK(ModeOf(folder + "/etc/plain") == 0644);
  CHECK(ModeOf(folder + "/etc/private") == 0600);
}

TEST_CASE("a live file is replaced under a running program, and restarts nothing") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.files = {{"conf", "one", 0644, true}};
  const LaunchState before = local.Run(launch);
  struct stat old = {}, now = {};
  const std::string path = before.dirs.at(".") + "/conf";
  REQUIRE(stat(path.c_str(), &old) == 0);
  launch.files[0].content = "two";
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(ReadAll(path) == "two");
  REQUIRE(stat(path.c_str(), &now) == 0);
  CHECK(now.st_ino != old.st_ino);  // by rename: a reader never sees half of it
  CHECK(StateOf(local.launcher(), launch.id) == before);
}

TEST_CASE("a secret whose value changed reaches live files with the next ensure") {
  const auto secrets = WithCanary();
  Local local(secrets);
  Launch launch = local.Child({"run"});
  launch.files = {{"key", "${secret:ns/name/key}", 0600, true}};
  const std::string path = local.Run(launch).dirs.at(".") + "/key";
  REQUIRE(secrets->Put("ns", "name", {{"key", "another"}}).ok());
  REQUIRE(local.launcher().Ensure(launch).ok());
  CHECK(ReadAll(path) == "another");
}

TEST_CASE("a secret is in the program's environment and nowhere else") {
  Local local(WithCanary());
  const std::string proof = local.dir() / "env";
  Launch launch = local.Child({"env", proof});
  launch.secret_env["PASSWORD"] = "ns/name/key";
  launch.ready = Check{.kind = Check::Kind::kArgv, .argv = {kChild, "exists", proof}, .port = "", .path = ""};
  const LaunchState state = local.Run(launch);
  CHECK(ReadAll(proof).find(std::string("PASSWORD=") + kCanary) != std::string::npos);
  CHECK(ProcessesWith(kCanary) == std::vector<int>{state.pid});  // not the shim's; in no command line
  CHECK(ReadAll("/proc/" + std::to_string(state.pid) + "/cmdline").find(kCanary) == std::string::npos);
  CHECK_FALSE(AnyFileHas(local.state(), kCanary));
}

TEST_CASE("a launch waits for a secret that isn't there yet") {
  const std::shared_ptr<Secrets> secrets = NewMemorySecrets();
  Local local(secrets);
  Launch launch = local.Child({"run"});
  launch.secret_env["PASSWORD"] = "ns/name/key";
  const LaunchState state = local.Run(launch, LaunchPhase::kBackOff);
  CHECK(state.reason.find("ns/name/key") != std::string::npos);
  REQUIRE(secrets->Put("ns", "name", {{"key", "now"}}).ok());
  CHECK(Eventually([&] { return Phase(local.launcher(), launch.id, LaunchPhase::kReady); }));
}

TEST_CASE("volumes are kept or go, each as its kind says") {
  Local local;
  Launch launch = local.Child({"run"});
  using Kind = LaunchVolume::Kind;
  WriteFile(local.dir() / "old-tier/theirs", "x");
  launch.volumes = {{Kind::kScratch, "scratch", "", 0},
                    {Kind::kState, "state", "", 0},
                    {Kind::kMemory, "memory", "", 0},
                    {Kind::kTier, "tier", local.dir() / "new-tier", 0},
                    {Kind::kTier, "old", local.dir() / "old-tier", 0}};
  const auto dirs = local.Run(launch).dirs;
  for (const auto& [name, path] : dirs) WriteFile(path + "/file", name);

  launch.revision = "2";
  REQUIRE(local.launcher().Ensure(launch).ok());
  REQUIRE(Eventually([&] {
    const auto state = StateOf(local.launcher(), launch.id);
    return state->revision == "2" && state->phase == LaunchPhase::kReady;
  }));
  CHECK(access((dirs.at("scratch") + "/file").c_str(), F_OK) != 0);
  CHECK(access((dirs.at("memory") + "/file").c_str(), F_OK) != 0);
  CHECK(ReadAll(dirs.at("state") + "/file") == "state");
  CHECK(ReadAll(dirs.at("tier") + "/file") == "tier");

  REQUIRE(local.launcher().Remove(launch.id, false).ok());
  REQUIRE(Eventually([&] { return local.launcher().List("").empty(); }));
  CHECK(access(dirs.at(".").c_str(), F_OK) != 0);
  CHECK(access(dirs.at("memory").c_str(), F_OK) != 0);
  CHECK(ReadAll(dirs.at("state") + "/file") == "state");
  CHECK(ReadAll(dirs.at("tier") + "/file") == "tier");

  local.Run(launch);
  REQUIRE(local.launcher().Remove(launch.id, true).ok());
  REQUIRE(Eventually([&] { return local.launcher().List("").empty(); }));
  CHECK(access(dirs.at("state").c_str(), F_OK) != 0);
  CHECK(ReadAll(local.dir() / "old-tier/theirs") == "x");  // was there before: not ours to remove
}

TEST_CASE("a tier that the launcher made goes with purge, also by a later launcher") {
  Local local;
  Launch launch = local.Child({"run"});
  const std::string tier = local.dir() / "tier";
  launch.volumes = {{LaunchVolume::Kind::kTier, "t", tier, 0}};
  local.Run(launch);
  local.Stop();
  local.Start();
  REQUIRE(local.launcher().Remove(launch.id, true).ok());
  REQUIRE(Eventually([&] { return local.launcher().List("").empty(); }));
  CHECK(access(tier.c_str(), F_OK) != 0);
}

// Holds up whoever opens a folder, until it ends.
class SlowFolder {
 public:
  explicit SlowFolder(const std::string& path)
      : fd_(fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC | FAN_NONBLOCK, O_RDONLY)) {
    allowed_ = fanotify_mark(fd_, FAN_MARK_ADD, FAN_OPEN_PERM | FAN_ONDIR, AT_FDCWD, path.c_str()) == 0;
  }
  ~SlowFolder() { close(fd_); }  // lets them go on
  bool allowed() const { return allowed_; }
  bool Waited() {
    pollfd fd = {fd_, POLLIN, 0};
    return poll(&fd, 1, 0) == 1;
  }

 private:
  const int fd_;
  bool allowed_ = false;
};

TEST_CASE("a program starts while the files of another are removed") {
  Local local;
  const Launch small = local.Child({"run"}, "small");
  Launch big = local.Child({"run"}, "big");
  const std::string tier = local.dir() / "tier";
  big.volumes = {{LaunchVolume::Kind::kTier, "t", tier, 0}};
  local.Run(big);
  std::optional<SlowFolder> slow(tier);
  if (!slow->allowed()) {
    WARN("SKIPPED: this user may not hold up opens (fanotify)");
    return;
  }
  REQUIRE(local.launcher().Remove(big.id, true).ok());
  REQUIRE(Eventually([&] { return slow->Waited(); }));
  local.Run(small);
  CHECK(StateOf(local.launcher(), big.id));
  slow.reset();
  CHECK(Eventually([&] { return !StateOf(local.launcher(), big.id); }));
}

TEST_CASE("when all ports are taken the launch waits and says so, and goes on when one is free", "[D23]") {
  Local local;
  local.Stop();
  LocalLauncherOptions options = local.options();
  options.first_port = options.last_port = FreePort();
  auto launcher = NewLocalLauncher(options, local.clock());
  REQUIRE(launcher.ok());
  Launch first = local.Child({"run"}, "0"), second = local.Child({"run"}, "1");
  first.ports = second.ports = {"p"};
  REQUIRE((*launcher)->Ensure(first).ok());
  REQUIRE(Eventually([&] { return Phase(**launcher, first.id, LaunchPhase::kReady); }));
  REQUIRE((*launcher)->Ensure(second).ok());
  REQUIRE(Eventually([&] {
    const auto state = StateOf(**launcher, second.id);
    return state->phase == LaunchPhase::kBackOff && state->reason.find("choose a port") != std::string::npos;
  }));
  REQUIRE((*launcher)->Remove(first.id, true).ok());
  CHECK(Eventually([&] { return Phase(**launcher, second.id, LaunchPhase::kReady); }));
}

TEST_CASE("output is kept in two files of bounded size, and its end can be read") {
  Local local;
  local.Stop();
  LocalLauncherOptions options = local.options();
  options.log_bytes = 64 << 10;
  auto launcher = NewLocalLauncher(options, local.clock());
  REQUIRE(launcher.ok());
  Launch launch = local.Child({"lines", "5000", local.dir() / "done"});
  REQUIRE((*launcher)->Ensure(launch).ok());
  REQUIRE(Appears(local.dir() / "done"));
  REQUIRE(Eventually([&] {
    const auto tail = (*launcher)->Tail(launch.id, 200);
    return tail.ok() && tail->ends_with("line 4999 of many, which goes on for a while\n");
  }));
  const std::string folder = StateOf(**launcher, launch.id)->dirs.at(".");
  struct stat one = {}, two = {};
  REQUIRE(stat((folder + "/launch.log").c_str(), &one) == 0);
  REQUIRE(stat((folder + "/launch.log.1").c_str(), &two) == 0);
  CHECK(one.st_size <= 64 << 10);
  CHECK(two.st_size <= 64 << 10);
  CHECK(ModeOf(folder + "/launch.log") == 0600);
  const auto tail = (*launcher)->Tail(launch.id, 70 << 10);  // over both files, without a seam
  REQUIRE(tail.ok());
  int last = -1;
  for (size_t at = 0; (at = tail->find("\nline ", at)) != std::string::npos; ++at) {
    const int number = std::atoi(tail->c_str() + at + 6);
    if (last >= 0) CHECK(number == last + 1);
    last = number;
  }
  CHECK(last == 4999);
}

TEST_CASE("output is read on from where it was left, in whole lines, across the turn to a new file") {
  Local local;
  local.Stop();
  LocalLauncherOptions options = local.options();
  options.log_bytes = 256 << 10;
  auto launcher = NewLocalLauncher(options, local.clock());
  REQUIRE(launcher.ok());
  Launch launch = local.Child({"lines", "5000", local.dir() / "done"});
  REQUIRE((*launcher)->Ensure(launch).ok());
  std::string all, after = "0:0";  // of no file: from the beginning
  REQUIRE(Eventually([&] {
    const auto piece = (*launcher)->ReadLog(launch.id, after, 10 << 10);
    REQUIRE(piece.ok());
    CHECK(piece->text.size() <= 10 << 10);
    CHECK((piece->text.empty() || piece->text.back() == '\n'));
    all += piece->text;
    after = piece->next;
    return all.ends_with("line 4999 of many, which goes on for a while\n");
  }));
  int next = 0;
  for (size_t at = all.find("line "); at != std::string::npos; at = all.find("\nline ", at + 1)) {
    CHECK(std::atoi(all.c_str() + all.find("line ", at) + 5) == next++);
  }
  CHECK(next == 5000);
  const auto end = (*launcher)->ReadLog(launch.id, "", 100);
  REQUIRE(end.ok());
  CHECK(end->text.starts_with("line "));  // not in the middle of one
  CHECK(end->next == after);
  CHECK((*launcher)->ReadLog(launch.id, after, 100)->text.empty());
}

TEST_CASE("a command runs in the instance's folder and environment, and its end comes back") {
  Local local;
  Launch launch = local.Child({"run"});
  launch.env["WORD"] = "in there";
  const LaunchState state = local.Run(launch);
  const auto exec = [&](const std::vector<std::string>& argv, Duration timeout = std::chrono::seconds(10)) {
    return local.launcher().Exec(launch.id, argv, timeout);
  };
  auto result = exec({"printenv", "WORD"});
  REQUIRE(result.ok());
  CHECK(result->out == "in there\n");
  CHECK(exec({"pwd"})->out == state.dirs.at(".") + "\n");
  result = exec({kChild, "nonsense"});
  CHECK(result->exit_code == 2);
  CHECK(result->err == "launch_child: nonsense?\n");
  WriteFile(local.dir() / "big", Bytes(300 << 10, 1));
  result = exec({kChild, "copy", local.dir() / "big"});
  CHECK(result->exit_code == 0);
  CHECK(result->out == Bytes(300 << 10, 1).substr((300 - 64) << 10));
  CHECK(exec({"sleep", "100"}, std::chrono::milliseconds(100)).status().code() == Code::kDeadlineExceeded);
  CHECK(exec({}).status().code() == Code::kInvalidArgument);
  CHECK(ProcessesWith("TEST_FOLDER=" + local.dir().path()).size() == 1);
}

}  // namespace fluid::test
