#include <fmt/format.h>
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
  Source source{nginx.url(), "/", "metadata.ttl: 0s, http.user: reader"};
  source.more =
      "      encryptOptions:\n        - name: http.password\n          valueFrom:\n"
      "            secretKeyRef: {name: web, key: password}\n";

  Daemon daemon;
  daemon.Serve({"--verbose"});
  daemon.Apply(Secret(kFirst));
  daemon.Bind("demo", {source});
  const std::string mount = daemon.Mount("demo");
  REQUIRE(ReadAll(mount + "/first") == "before");
  REQUIRE(daemon.Must({"get", "secret", "web", "-o", "yaml"}).find("<redacted>") != std::string::npos);
  REQUIRE(Leaks(daemon, kFirst) == "");
  REQUIRE(Leaks(daemon, "http.user") != "");  // what is no secret is seen

  const std::vector<std::string> mounts = daemon.Mounts();
  WriteFile(users / "file", fmt::format("reader:{}\n", kSecondHash));
  daemon.Apply(Secret(kSecond));
  daemon.Await("the second password is used", [&] { return TryRead(mount + "/second") == "after"; });
  REQUIRE(daemon.Mounts() == mounts);
  REQUIRE(Leaks(daemon, kSecond) == "");
  daemon.Must({"delete", "dataset", "demo"});
  daemon.Must({"delete", "secret", "web"});
  REQUIRE(Run({"grep", "-rl", "canary", daemon.state()}).out == "");
}

TEST_CASE("a wrong password is told with the URL and 401, without the password") {
  TempDir www, users;
  WriteFile(users / "file", fmt::format("reader:{}\n", kFirstHash));
  Nginx::Options options;
  options.extra_server = fmt::format("auth_basic here; auth_basic_user_file {};", users / "file");
  Nginx nginx(www.path(), options);
  Source source{nginx.url(), "/", "http.user: reader"};
  source.more =
      "      encryptOptions:\n        - name: http.password\n          valueFrom:\n"
      "            secretKeyRef: {name: web, key: password}\n";
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(Secret(kSecond));
  daemon.Apply(DatasetManifest("demo", {source}) + RuntimeManifest("demo"));
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
