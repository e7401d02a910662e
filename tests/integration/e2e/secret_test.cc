#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

// Two passwords, and what `openssl passwd -1 -salt salt` makes of them.
constexpr const char* kFirst = "canary-one-5f2c";
constexpr const char* kFirstHash = "$1$salt$wm00yFsUz7B0gSC3AOCYk1";
constexpr const char* kSecond = "canary-two-9b1d";
constexpr const char* kSecondHash = "$1$salt$Yg2yYGG42Mg5bP.SPKLGV.";

std::string Secret(const std::string& password) {
  return fmt::format(
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\nstringData:\n  password: {}\n---\n", password);
}

// A source that asks for the user `reader` and the password in the Secret.
Source ReaderOf(const Nginx& nginx, const std::string& ttl = "10m") {
  Source source{nginx.url(), "/", "metadata.ttl: " + ttl + ", http.user: reader"};
  source.more =
      "      encryptOptions:\n        - name: http.password\n          valueFrom:\n"
      "            secretKeyRef: {name: web, key: password}\n";
  return source;
}

// While it lives, what this process starts may leave cores of any size.
class CoresWanted {
 public:
  CoresWanted() {
    getrlimit(RLIMIT_CORE, &before_);
    const rlimit all{before_.rlim_max, before_.rlim_max};
    setrlimit(RLIMIT_CORE, &all);
  }
  ~CoresWanted() { setrlimit(RLIMIT_CORE, &before_); }
  CoresWanted(const CoresWanted&) = delete;
  CoresWanted& operator=(const CoresWanted&) = delete;
  bool are_files() const {
    const std::string pattern = ReadAll("/proc/sys/kernel/core_pattern");
    return before_.rlim_max > (1 << 20) && pattern.find_first_of("|/") == std::string::npos;
  }

 private:
  rlimit before_{};
};

// Cores of the server and of all it started, each of which works in a folder of its own.
std::string Cores(const Daemon& daemon) {
  return Run({"find", daemon / "", "-xdev", "-type", "f", "-name", "*core*"}).out;
}

// Where the password can be seen that it may not be in: files, command lines, environments, what is shown.
std::string Leaks(const Daemon& daemon, const std::string& password) {
  std::string leaks;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(daemon.state(), error)) {
    const std::string path = entry.path();
    if (!entry.is_regular_file(error)) continue;
    if (TryRead(path).value_or("").find(password) == std::string::npos) continue;
    struct stat attributes{};
    stat(path.c_str(), &attributes);
    const bool kept_secret = path.find("secret") != std::string::npos && (attributes.st_mode & 0777) == 0600;
    if (!kept_secret) leaks += path + "\n";
  }
  for (const Daemon::Program& program : daemon.Programs()) {
    const std::string folder = "/proc/" + std::to_string(program.pid);
    for (const char* file : {"/cmdline", "/environ"}) {
      if (TryRead(folder + file).value_or("").find(password) != std::string::npos)
        leaks += folder + file + "\n";
    }
  }
  if (daemon.log().find(password) != std::string::npos) leaks += "the log\n";
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"get", "all", "-A", "-o", "yaml"},
                                             {"get", "secrets", "-A", "-o", "json"},
                                             {"get", "events", "-A", "-o", "yaml"},
                                             {"describe", "secret", "web"},
                                             {"describe", "dataset", "demo"}}) {
    const RunResult shown = daemon.Fluid(command);
    if ((shown.out + shown.err).find(password) != std::string::npos) leaks += "fluid " + command[0] + "\n";
  }
  return leaks;
}

}  // namespace

TEST_CASE("a password opens its source, is seen nowhere, and may change under a mount") {
  TempDir www, users;
  WriteFile(www / "first", "before");
  WriteFile(www / "second", "after");
  WriteFile(users / "file", fmt::format("reader:{}\n", kFirstHash));
  Nginx::Options options;
  options.extra_server = fmt::format("auth_basic here; auth_basic_user_file {};", users / "file");
  Nginx nginx(www.path(), options);
  Daemon daemon;
  daemon.Serve({"--verbose"});
  daemon.Apply(Secret(kFirst));
  daemon.Bind("demo", {ReaderOf(nginx, "0s")});
  const std::string mount = daemon.Mount("demo");
  REQUIRE(ReadAll(mount + "/first") == "before");
  REQUIRE(daemon.Must({"get", "secret", "web", "-o", "yaml"}).find("<redacted>") != std::string::npos);
  REQUIRE(Leaks(daemon, kFirst) == "");
  REQUIRE(Leaks(daemon, "http.user") != "");  // what is no secret is seen

  const std::vector<std::string> mounts = daemon.Mounts();
  const int node = daemon.PidOf("fluid-node");
  WriteFile(users / "file", fmt::format("reader:{}\n", kSecondHash));
  daemon.Apply(Secret(kSecond));
  daemon.Await("the second password is used", [&] { return TryRead(mount + "/second") == "after"; });
  REQUIRE(daemon.Mounts() == mounts);
  REQUIRE(daemon.PidOf("fluid-node") == node);
  REQUIRE(Leaks(daemon, kSecond) == "");
  daemon.Must({"delete", "dataset", "demo"});
  daemon.Must({"delete", "secret", "web"});
  REQUIRE(Run({"grep", "-rl", "canary", daemon.state()}).out == "");
}

TEST_CASE("what holds a password leaves no core, even where cores are wanted and it crashes") {
  const CoresWanted cores;
  TempDir www, users;
  WriteFile(www / "file", "here");
  WriteFile(users / "file", fmt::format("reader:{}\n", kFirstHash));
  Nginx::Options options;
  options.extra_server = fmt::format("auth_basic here; auth_basic_user_file {};", users / "file");
  Nginx nginx(www.path(), options);
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(Secret(kFirst));
  daemon.Bind("demo", {ReaderOf(nginx)});
  REQUIRE(ReadAll(daemon.Mount("demo") + "/file") == "here");
  REQUIRE(daemon.Programs().size() >= 3);
  for (const Daemon::Program& program : daemon.Programs()) {
    INFO(program.name);
    const std::string limits = ReadAll(fmt::format("/proc/{}/limits", program.pid));
    CHECK(limits.substr(limits.find("Max core file size"), 34) == "Max core file size        1       ");
  }

  // A program of somebody else does leave one here, if cores are files at all.
  Process::Options place;
  place.cwd = daemon / "";
  Process other({"sleep", "300"}, place);
  other.Signal(SIGSEGV);
  REQUIRE(other.Wait() == 128 + SIGSEGV);
  if (cores.are_files()) REQUIRE(Cores(daemon) != "");
  Run({"find", daemon / "", "-maxdepth", "1", "-name", "core*", "-delete"});

  for (const char* program : {"fluid-node", "fluid-shim"}) {
    const int pid = daemon.PidOf(program);
    kill(pid, SIGSEGV);
    daemon.Await(fmt::format("another {}", program), [&] {
      const int now = daemon.PidOf(program);
      return now != 0 && now != pid;
    });
  }
  daemon.KillServe(SIGSEGV);
  CHECK(Cores(daemon) == "");
  daemon.Serve();
  daemon.Await("it is read again", [&] { return TryRead(daemon / "mnt-demo/file") == "here"; });
  daemon.Must({"delete", "dataset", "demo"});
}

TEST_CASE("what a dry run would make of a secret is told without its values") {
  Daemon daemon;
  daemon.Serve();
  const std::string file = daemon / "secret.yaml";
  for (const char* password : {kFirst, kSecond}) {
    WriteFile(file, Secret(password));
    for (const char* format : {"yaml", "json", "name"}) {
      const std::string shown = daemon.Must({"apply", "-f", file, "--dry-run", "-o", format});
      INFO(shown);
      CHECK(shown.find(password) == std::string::npos);
      CHECK(shown.find("Y2FuYXJ5") == std::string::npos);  // "canary" in base64
      if (std::string_view(format) != "name") CHECK(shown.find("<redacted>") != std::string::npos);
    }
    daemon.Apply(Secret(kFirst));
  }
}

TEST_CASE("a wrong password is told with the URL and 401, without the password") {
  TempDir www, users;
  WriteFile(users / "file", fmt::format("reader:{}\n", kFirstHash));
  Nginx::Options options;
  options.extra_server = fmt::format("auth_basic here; auth_basic_user_file {};", users / "file");
  Nginx nginx(www.path(), options);
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(Secret(kSecond));
  daemon.Apply(DatasetManifest("demo", {ReaderOf(nginx)}) + RuntimeManifest("demo"));
  daemon.Await("SourceUnavailable", [&] {
    return daemon.Condition("dataset", "demo", "Ready")["reason"].text() == "SourceUnavailable";
  });
  const std::string message = daemon.Condition("dataset", "demo", "Ready")["message"].text();
  INFO(message);
  REQUIRE(message.find("401") != std::string::npos);
  REQUIRE(message.find(nginx.url()) != std::string::npos);
  REQUIRE(Leaks(daemon, kSecond) == "");
}

}  // namespace fluid::test
