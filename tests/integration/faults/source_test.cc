// Sources that fail, change or stall, and a cache that rots.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

// A web server on a folder that does what its mood is; see moody_server.py.
class MoodyServer {
 public:
  explicit MoodyServer(const std::string& folder) : port_(FreePort()) {
    SetMood("ok");
    Process::Options options;
    options.cwd = folder;
    options.stdout_file = options.stderr_file = dir_ / "log";
    process_.emplace(
        std::vector<std::string>{"python3", FLUID_SOURCE_DIR "/tests/integration/faults/moody_server.py",
                                 std::to_string(port_), dir_ / "mood"},
        options);
    const bool serves =
        Eventually([this] { return Run({"curl", "-sf", "-o", "/dev/null", url()}).exit_code == 0; });
    REQUIRE(serves);
  }
  std::string url() const { return fmt::format("http://127.0.0.1:{}/", port_); }
  void SetMood(const std::string& mood) {
    WriteFile(dir_ / "next", mood);
    std::filesystem::rename(dir_ / "next", dir_ / "mood");
  }

 private:
  TempDir dir_;
  const int port_;
  std::optional<Process> process_;
};

void BindsWhenTheSourceRecovers(const std::string& mood, const std::string& said) {
  TempDir www;
  WriteFile(www / "file", "here");
  MoodyServer server(www.path());
  server.SetMood(mood);
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(DatasetManifest("demo", {Source{server.url()}}) + RuntimeManifest("demo"));
  daemon.Await("SourceUnavailable with " + said, [&] {
    const Json ready = daemon.Condition("dataset", "demo", "Ready");
    const std::string message = ready["message"].text();
    return ready["status"].text() == "False" && ready["reason"].text() == "SourceUnavailable" &&
           message.find(server.url()) != std::string::npos && message.find(said) != std::string::npos;
  });
  REQUIRE(daemon.Phase("dataset", "demo") == "NotBound");
  server.SetMood("ok");
  daemon.Await("Bound", [&] { return daemon.Phase("dataset", "demo") == "Bound"; });
  REQUIRE(ReadAll(daemon.Mount("demo") + "/file") == "here");
  daemon.Must({"delete", "dataset", "demo"});
  daemon.RequireNothingLeft();
}

std::string LogOfEngines(const Daemon& daemon) {
  std::string logs;
  for (const std::string& name : daemon.FilesOfDatasets()) {
    if (name.ends_with("/launch.log")) logs += ReadAll(daemon.state() + "/" + name);
  }
  return logs;
}

}  // namespace

TEST_CASE("of a source without ETag and Last-Modified it is told that size is the only check") {
  TempDir www;
  WriteFile(www / "file", "here");
  MoodyServer server(www.path());
  server.SetMood("plain");
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", std::vector<Source>{{server.url(), "/plain", "metadata.ttl: 0s"}});
  REQUIRE(ReadAll(daemon.Mount("demo") + "/plain/file") == "here");
  daemon.Await("describe tells it of that mount", [&] {
    const std::string text = daemon.Must({"describe", "dataset", "demo"});
    const size_t at = text.find("neither ETag nor Last-Modified");
    return at != std::string::npos && text.find("size alone", at) != std::string::npos &&
           text.rfind("/plain from " + server.url(), at) != std::string::npos;
  });
  REQUIRE(daemon.Phase("dataset", "demo") == "Bound");
}

TEST_CASE("a source that answers 403 is told with its URL, and bound when it recovers") {
  BindsWhenTheSourceRecovers("403", "403");
}

TEST_CASE("a source that answers 404 is told with its URL, and bound when it recovers") {
  BindsWhenTheSourceRecovers("404", "404");
}

TEST_CASE("a source that answers 500 is told with its URL, and bound when it recovers") {
  BindsWhenTheSourceRecovers("500", "500");
}

TEST_CASE("a source that does not answer is told with its URL, and bound when it recovers") {
  BindsWhenTheSourceRecovers("stall", "");
}

TEST_CASE("a mount returns when it serves, however long its source takes", "[D30]") {
  TempDir www;
  WriteFile(www / "file", "here");
  MoodyServer server(www.path());
  server.SetMood("500");
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(DatasetManifest("demo", {Source{server.url()}}) + RuntimeManifest("demo"));
  Process::Options said;
  said.stdout_file = said.stderr_file = daemon / "mount.log";
  Process mount(
      {FLUID_BINARY_DIR "/bin/fluid", "--state-dir", daemon.state(), "mount", "demo", daemon / "mnt"}, said);
  daemon.Await("SourceUnavailable", [&] {
    return daemon.Condition("dataset", "demo", "Ready")["reason"].text() == "SourceUnavailable";
  });
  REQUIRE(mount.running());
  server.SetMood("ok");
  REQUIRE(mount.Wait(std::chrono::seconds(60)) == 0);
  REQUIRE(ReadAll(daemon / "mnt/file") == "here");
}

// A source that begins to fail while it is bound: what is cached is served, the rest fails and is told.
void ReadsFailAndAreTold(const std::string& mood, const std::string& said) {
  TempDir www;
  WriteFile(www / "cached", "cached");
  WriteFile(www / "other", "other");
  MoodyServer server(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", server.url());
  const std::string mount = daemon.Mount("demo");
  REQUIRE(ReadAll(mount + "/cached") == "cached");
  server.SetMood(mood);
  const RunResult read = Run({"cat", mount + "/other"}, {}, std::chrono::seconds(60));
  REQUIRE(read.exit_code == 1);
  REQUIRE(read.out == "");
  daemon.Await("SourceUnavailable with " + said, [&] {
    const Json ready = daemon.Condition("dataset", "demo", "Ready");
    return ready["status"].text() == "False" && ready["reason"].text() == "SourceUnavailable" &&
           ready["message"].text().find(server.url()) != std::string::npos &&
           ready["message"].text().find(said) != std::string::npos;
  });
  REQUIRE(daemon.Phase("dataset", "demo") == "Bound");
  REQUIRE(ReadAll(mount + "/cached") == "cached");
  server.SetMood("ok");
  daemon.Await("it is read", [&] { return TryRead(mount + "/other") == "other"; });
  daemon.Await("Ready",
               [&] { return daemon.Condition("dataset", "demo", "Ready")["status"].text() == "True"; });
  daemon.Must({"delete", "dataset", "demo"});
  daemon.RequireNothingLeft();
}

TEST_CASE("one file that is forbidden is refused to its reader, and the source goes on") {
  TempDir www;
  WriteFile(www / "closed", "closed");
  WriteFile(www / "open", "open");
  Nginx::Options options;
  options.extra_server = "location = /closed { return 403; }";
  Nginx nginx(www.path(), options);
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  REQUIRE(Run({"cat", mount + "/closed"}).err.find("Permission denied") != std::string::npos);
  REQUIRE(ReadAll(mount + "/open") == "open");
  REQUIRE(daemon.Condition("dataset", "demo", "Ready")["status"].text() == "True");
}

TEST_CASE("a bound source that begins to answer 500 is told, cached files are read on, and it recovers") {
  ReadsFailAndAreTold("500", "500");
}

// Slow: a read waits for its time to be over.
TEST_CASE("a bound source that stalls is told, cached files are read on, and it recovers", "[slow]") {
  ReadsFailAndAreTold("stall", "");
}

TEST_CASE("a file that comes shorter than it was said to be is an error, and right once it comes whole") {
  TempDir www;
  const std::string bytes = Bytes(300'000, 7);
  WriteFile(www / "file", bytes);
  MoodyServer server(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", server.url());
  const std::string mount = daemon.Mount("demo");
  server.SetMood("short");
  const RunResult read = Run({"cat", mount + "/file"}, {}, std::chrono::seconds(30));
  REQUIRE(read.exit_code == 1);
  REQUIRE((read.out == bytes.substr(0, read.out.size())));
  server.SetMood("ok");
  daemon.Await("it is read", [&] { return TryRead(mount + "/file") == bytes; });
}

TEST_CASE("a file that changes while it is read is never a mix") {
  TempDir www;
  const std::string before = Bytes(24 << 20, 1), after = Bytes(24 << 20, 2);
  WriteFile(www / "file", before);
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", {Source{nginx.url(), "/", "metadata.ttl: 0s"}});
  const std::string path = daemon.Mount("demo") + "/file";

  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  std::string bytes(before.size(), '\0');
  ssize_t got = read(fd, bytes.data(), 1 << 20);
  REQUIRE(got > 0);
  auto done = static_cast<size_t>(got);
  WriteFile(www / "next", after);
  // nginx tells versions by size and whole seconds.
  std::filesystem::last_write_time(www / "next",
                                   std::filesystem::last_write_time(www / "file") + std::chrono::seconds(2));
  std::filesystem::rename(www / "next", www / "file");
  while ((got = read(fd, bytes.data() + done, bytes.size() - done)) > 0) done += static_cast<size_t>(got);
  const int error = errno;
  close(fd);
  INFO(done << " bytes, then " << got);
  REQUIRE((bytes.substr(0, done) == before.substr(0, done)));
  REQUIRE((got == 0 ? done == before.size() : error == ESTALE));
  daemon.Await("a new open reads the new file", [&] { return TryRead(path) == after; });
}

TEST_CASE("a flipped byte in the cache is found, fetched again, and never read") {
  TempDir www;
  const std::string bytes = Bytes(20 << 20, 3);
  WriteFile(www / "file", bytes);
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  daemon.Must({"load", "demo"});

  std::string cached;
  for (const std::string& name : daemon.FilesOfDatasets()) {
    const std::string path = daemon.state() + "/" + name;
    std::error_code no_file;
    if (std::filesystem::file_size(path, no_file) == bytes.size() && !no_file) cached = path;
  }
  REQUIRE(cached != "");
  const int fd = open(cached.c_str(), O_RDWR | O_CLOEXEC);
  char byte = 0;
  REQUIRE(pread(fd, &byte, 1, 11 << 20) == 1);
  byte ^= 1;
  REQUIRE(pwrite(fd, &byte, 1, 11 << 20) == 1);
  close(fd);
  // Blocks are checked on their first use by a process.
  const int node = daemon.PidOf("fluid-node");
  kill(node, SIGKILL);
  daemon.Await("another node", [&] {
    const int pid = daemon.PidOf("fluid-node");
    return pid != 0 && pid != node;
  });
  nginx.ClearLog();
  const std::string mount = daemon.Mount("demo");
  REQUIRE((ReadAll(mount + "/file") == bytes));
  uint64_t again = 0;
  for (const Nginx::Request& request : nginx.requests()) {
    if (request.method == "GET" && request.uri == "/file") again += request.bytes;
  }
  REQUIRE(again > 0);
  REQUIRE(again < bytes.size() / 2);  // the block, not the file
  REQUIRE(LogOfEngines(daemon).find("of file disagrees with its checksum; it is fetched again; damaged "
                                    "blocks so far: 1\n") != std::string::npos);
}

}  // namespace fluid::test
