// Processes killed with -9, one after the other and at random.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

constexpr size_t MiB = 1 << 20;

Nginx::Options Slow(const std::string& rate) {
  Nginx::Options options;
  options.extra_location = "limit_rate " + rate + ";";
  return options;
}

// Kills the program while a file is half read: a mount serves again at the same place, the rest comes from
// the source, what had come does not come again.
void KillWhileReading(const std::string& program) {
  TempDir www;
  const std::string bytes = Bytes(48 * MiB, 1);
  WriteFile(www / "large", bytes);
  WriteFile(www / "small", "small");
  Nginx::Options options;
  options.extra_server = "location = /status { access_log off; stub_status; }";
  Nginx nginx(www.path(), options);
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");

  const int fd = open((mount + "/large").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  std::string half(24 * MiB, '\0');
  for (size_t done = 0; done < half.size();) {
    const ssize_t got = read(fd, half.data() + done, half.size() - done);
    REQUIRE(got > 0);
    done += static_cast<size_t>(got);
  }
  REQUIRE((half == bytes.substr(0, half.size())));
  // What is under way when its reader is killed may come again, so nothing is: the server answers only this.
  // Between two requests of reading ahead it does so too, but not for long.
  int idle = 0;
  size_t answered = 0;
  daemon.Await("the end of reading ahead", [&] {
    const bool only_this =
        Run({"curl", "-s", nginx.url() + "status"}).out.find("Writing: 1 ") != std::string::npos;
    const size_t before = std::exchange(answered, nginx.requests().size());
    idle = only_this && answered == before ? idle + 1 : 0;
    return idle == 20;
  });

  const int pid = daemon.PidOf(program);
  REQUIRE(pid != 0);
  kill(pid, SIGKILL);
  daemon.Await("another " + program, [&] {
    const int now = daemon.PidOf(program);
    return now != 0 && now != pid;
  });
  daemon.Await(
      "a mount serves", [&] { return TryRead(mount + "/small") == "small"; }, std::chrono::seconds(20));
  char byte = 0;
  const ssize_t got = pread(fd, &byte, 1, static_cast<off_t>(bytes.size() - 1));
  const int error = errno;
  close(fd);
  if (program == "fluid-node") {
    REQUIRE(got == -1);
    REQUIRE(error == ENOTCONN);
  } else {
    REQUIRE((got == 1 ? byte == bytes.back() : error == ENOTCONN));
  }
  REQUIRE((ReadAll(mount + "/large") == bytes));
  REQUIRE(daemon.Mounts().size() == 1);
  REQUIRE(nginx.bytes_sent() <= bytes.size() * 11 / 10);
  daemon.Must({"delete", "dataset", "demo"});
  daemon.RequireNothingLeft();
}

}  // namespace

TEST_CASE("a killed node is followed by another on the same mount, and its cache is used on") {
  KillWhileReading("fluid-node");
}

TEST_CASE("a killed shim is followed by another, and the cache is used on") {
  KillWhileReading("fluid-shim");
}

TEST_CASE("a node that is killed while a deletion waits for readers leaves no mount", "[D15]") {
  TempDir www;
  WriteFile(www / "file", Bytes(MiB, 1));
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  for (const bool all : {false, true}) {
    daemon.Bind("demo", nginx.url());
    const std::string mount = daemon.Mount("demo");
    const int fd = open((mount + "/file").c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(fd >= 0);
    Process::Options said;
    const std::string log = daemon / (all ? "delete-all.log" : "delete.log");
    said.stdout_file = said.stderr_file = log;
    Process deletion(
        {FLUID_BINARY_DIR "/bin/fluid", "--state-dir", daemon.state(), "delete", "dataset", "demo"}, said);
    daemon.Await("it waits for the reader",
                 [&] { return ReadAll(log).find("open in processes") != std::string::npos; });
    const int shim = daemon.PidOf("fluid-shim"), node = daemon.PidOf("fluid-node");
    REQUIRE(shim > 0);
    REQUIRE(node > 0);
    if (all) daemon.KillServe();
    if (all) kill(shim, SIGKILL);
    kill(node, SIGKILL);  // or it has gone with its shim
    if (all) daemon.Serve();
    close(fd);
    daemon.Await("no dataset", [&] { return daemon.Phase("dataset", "demo").empty(); });
    daemon.RequireNothingLeft();
  }
}

TEST_CASE("a mount that somebody else unmounted is mounted again") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  for (const std::string option : {"-n", "-l"}) {
    REQUIRE(ReadAll(mount + "/file") == "here");
    REQUIRE(Run({"umount", option, mount}).exit_code == 0);
    daemon.Await("it is read again", [&] { return TryRead(mount + "/file") == "here"; });
  }
}

// Seconds from a kill of the node until a file is read through the new mount.
double Recovery(const Daemon& daemon, const std::string& file, const std::string& bytes) {
  const auto killed = std::chrono::steady_clock::now();
  daemon.Kill("fluid-node");
  daemon.Await("it is read again", [&] { return TryRead(file) == bytes; });
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - killed).count();
}

// 2 s are promised; the rest of the limit is for a machine that does much else meanwhile.
TEST_CASE("after a kill of the node its mount serves again within 2 s") {
  TempDir www;
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string file = daemon.Mount("demo") + "/file";
  REQUIRE(TryRead(file) == "here");
  double fastest = 1000;
  for (int i = 0; i < 3; ++i) {
    const double took = Recovery(daemon, file, "here");
    std::printf("recovery: %.0f ms\n", took * 1000);
    fastest = std::min(fastest, took);
  }
  CHECK(fastest < 4);
  REQUIRE(daemon.Mounts().size() == 1);
}

TEST_CASE("a reader that waits for the source does not hang when the node is killed") {
  TempDir www;
  WriteFile(www / "file", Bytes(16 * MiB, 1));
  Nginx nginx(www.path(), Slow("100k"));
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  Process::Options options;
  options.stdout_file = daemon / "read";
  options.stderr_file = daemon / "read.err";
  Process reader({"cat", mount + "/file"}, options);
  daemon.Await("the reader has it open", [&] {
    std::error_code error;
    for (const auto& fd :
         std::filesystem::directory_iterator(fmt::format("/proc/{}/fd", reader.pid()), error)) {
      if (std::filesystem::read_symlink(fd, error) == mount + "/file") return true;
    }
    return false;
  });
  daemon.Kill("fluid-node");
  const std::optional<int> code = reader.Wait(std::chrono::seconds(20));
  REQUIRE(code.has_value());
  REQUIRE(*code != 0);
}

// Slow: the load is to be under way while the server is killed.
TEST_CASE("a load goes on while fluid serve is dead, and the next one learns how it ended", "[slow]") {
  TempDir www;
  for (int i = 0; i < 16; ++i) WriteFile(www / fmt::format("f{:02}", i), Bytes(MiB, i));
  Nginx nginx(www.path(), Slow("384k"));
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  daemon.Must({"load", "demo", "--name", "warm", "--no-wait"});
  daemon.Await("some bytes",
               [&] { return daemon.Get("dataload", "warm")["status"]["infos"]["bytesDone"].number() > 0; });
  const int node = daemon.PidOf("fluid-node");
  daemon.KillServe();
  const size_t requests = nginx.requests().size();
  REQUIRE(Eventually([&] { return nginx.requests().size() >= requests + 4; }));
  for (int i = 0; i < 2; ++i) REQUIRE((ReadAll(fmt::format("{}/f{:02}", mount, i)) == Bytes(MiB, i)));

  daemon.Serve();
  daemon.Await("Complete", [&] { return daemon.Phase("dataload", "warm") == "Complete"; });
  REQUIRE(daemon.PidOf("fluid-node") == node);
  REQUIRE(daemon.Get("dataload", "warm")["status"]["infos"]["filesDone"].number() == 16);
  REQUIRE(nginx.bytes_sent() <= 16 * MiB * 105 / 100);
  nginx.Stop();
  for (int i = 0; i < 16; ++i) REQUIRE((ReadAll(fmt::format("{}/f{:02}", mount, i)) == Bytes(MiB, i)));
}

// Slow: the load is to be under way while the node is killed.
TEST_CASE("a load whose node is killed is completed by the next one, without fetching twice", "[slow]") {
  TempDir www;
  for (int i = 0; i < 24; ++i) WriteFile(www / fmt::format("f{:02}", i), Bytes(MiB, i));
  Nginx nginx(www.path(), Slow("512k"));
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  daemon.Must({"load", "demo", "--name", "warm", "--no-wait"});
  daemon.Await("a third of it", [&] {
    return daemon.Get("dataload", "warm")["status"]["infos"]["bytesDone"].number() >
           static_cast<int64_t>(8 * MiB);
  });
  daemon.Kill("fluid-node");
  daemon.Await("Complete", [&] { return daemon.Phase("dataload", "warm") == "Complete"; });
  // What was under way when it was killed may come again: a file for each connection of a job.
  REQUIRE(nginx.bytes_sent() <= (24 + 16) * MiB);
  nginx.Stop();
  const std::string mount = daemon.Mount("demo");
  for (int i = 0; i < 24; ++i) REQUIRE((ReadAll(fmt::format("{}/f{:02}", mount, i)) == Bytes(MiB, i)));
}

}  // namespace fluid::test
