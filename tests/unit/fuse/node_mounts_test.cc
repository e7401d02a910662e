// The mounts of a node: made, kept, taken over from the dead, ended.
#include "src/fuse/node_mounts.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <sstream>
#include <thread>

#include "src/fuse/mount_record.h"
#include "src/fuse/mounts_of_host.h"
#include "tests/unit/fuse/mounted.h"

namespace fluid::test {
namespace {

using std::chrono::seconds;

int MountsAt(const std::string& path) {
  int count = 0;
  for (const auto& mount : fuse::ParseMountInfo(ReadAll("/proc/self/mountinfo")))
    count += mount.point == path;
  return count;
}

// What the kernel says of the mounts below a folder; others come and go meanwhile.
std::vector<std::string> MountsBelow(const std::string& folder) {
  std::vector<std::string> lines;
  std::istringstream all(ReadAll("/proc/self/mountinfo"));
  for (std::string line; std::getline(all, line);)
    if (line.find(" " + folder + "/") != std::string::npos) lines.push_back(line);
  return lines;
}

struct Node {
  Node() { plane.PutFile("/f", "bytes"), plane.PutFile("/sub/g", "below"); }
  NodeMount At(const std::string& name, const std::string& root = "") const {
    return {name, dir / name, root, {}};
  }
  std::string path(const std::string& name) const { return dir / name; }

  TempDir dir;
  Watchdog watchdog{dir.path()};
  FakePlane plane;
  std::unique_ptr<engine::MountTable> mounts = fuse::NewNodeMounts(plane);
};

TEST_CASE("the wanted mounts are there, the unwanted gone, and asking twice changes nothing") {
  Node node;
  auto states = node.mounts->Apply({node.At("a"), node.At("b", "sub")}, false);
  REQUIRE(states.size() == 2);
  for (const auto& state : states) {
    INFO(state.message);
    CHECK(state.mounted);
  }
  CHECK(ReadAll(node.path("a/f")) == "bytes");
  CHECK(ReadAll(node.path("b/g")) == "below");
  const std::vector<std::string> before = MountsBelow(node.dir.path());
  REQUIRE(before.size() == 2);
  CHECK(before[0].find(" " + node.path("a") + " ro,") != std::string::npos);
  CHECK(ReadAll("/proc/mounts").find(" " + node.path("a") + " fuse.fluid ro,") != std::string::npos);
  node.mounts->Apply({node.At("b", "sub"), node.At("a")}, false);
  CHECK(MountsBelow(node.dir.path()) == before);

  states = node.mounts->Apply({node.At("b", "sub")}, false);
  REQUIRE(states.size() == 1);
  CHECK(states[0].id == "b");
  CHECK(MountsAt(node.path("a")) == 0);
  CHECK_FALSE(std::filesystem::exists(node.path("a")));  // made by us, so removed
  CHECK(ReadAll(node.path("b/g")) == "below");
  node.mounts.reset();
  CHECK(MountsAt(node.path("b")) == 0);
}

TEST_CASE("folders above a target are made and removed, one that was there stays") {
  Node node;
  std::filesystem::create_directory(node.path("there"));
  node.mounts->Apply({node.At("deep/er/target"), node.At("there")}, false);
  CHECK(MountsAt(node.path("deep/er/target")) == 1);
  node.mounts->Apply({}, false);
  CHECK_FALSE(std::filesystem::exists(node.path("deep")));
  CHECK(std::filesystem::exists(node.path("there")));
}

TEST_CASE("a change of the sources reaches the mount") {
  Node node;
  node.mounts->Apply({node.At("a"), node.At("b", "/sub/")}, false);
  CHECK(std::filesystem::file_size(node.path("b/g")) == 5);  // kept for long
  node.plane.PutFile("/sub/g", "longer");
  node.plane.Tell("/sub/g");
  CHECK(Eventually([&] { return std::filesystem::file_size(node.path("b/g")) == 6; }));
  CHECK(ReadAll(node.path("a/sub/g")) == "longer");
}

TEST_CASE("a mount in use stays with its users named, until they close") {
  Node node;
  node.mounts->Apply({node.At("a")}, false);
  Fd fd;
  void* mapped = nullptr;
  SECTION("an open file") { fd = OpenRead(node.path("a/f")); }
  SECTION("an open folder") { fd = OpenRead(node.path("a/sub"), O_DIRECTORY); }
  SECTION("a mapping") {
    mapped = mmap(nullptr, 5, PROT_READ, MAP_PRIVATE, OpenRead(node.path("a/f")).get(), 0);
    REQUIRE(mapped != MAP_FAILED);
  }
  auto states = node.mounts->Apply({}, false);
  REQUIRE(states.size() == 1);
  CHECK(states[0].mounted);
  CHECK(states[0].users == std::vector<int>{getpid()});
  CHECK(states[0].message.find("in use") != std::string::npos);
  CHECK(node.mounts->States()[0].users.size() == 1);
  CHECK(ReadAll(node.path("a/f")) == "bytes");
  fd.Reset();
  if (mapped) munmap(mapped, 5);
  CHECK(node.mounts->Apply({}, false).empty());
  CHECK(MountsAt(node.path("a")) == 0);
}

TEST_CASE("a process whose working folder is in the mount is a user") {
  Node node;
  node.mounts->Apply({node.At("a")}, false);
  Process::Options options;
  options.cwd = node.path("a/sub");
  Process sleeper({"/bin/sleep", "60"}, options);
  REQUIRE(Eventually([&] {
    return std::filesystem::read_symlink(fmt::format("/proc/{}/cwd", sleeper.pid())) == node.path("a/sub");
  }));
  const auto states = node.mounts->Apply({}, false);
  REQUIRE(states.size() == 1);
  CHECK(states[0].users == std::vector<int>{sleeper.pid()});
  CHECK(node.mounts->Apply({node.At("a")}, false)[0].users.empty());  // wanted again
}

TEST_CASE("force detaches a mount under its users, who hang nowhere") {
  Node node;
  node.mounts->Apply({node.At("a")}, false);
  const Fd fd = OpenRead(node.path("a/f"));
  node.plane.Hold("/f");
  Process reader({"/bin/cat", node.path("a/f")}, {{}, "/dev/null", "/dev/null", ""});
  REQUIRE(Eventually([&] { return node.plane.held() == 1; }));
  CHECK(node.mounts->Apply({}, true).empty());
  CHECK(MountsAt(node.path("a")) == 0);
  CHECK(reader.Wait() == 1);
  char byte;
  CHECK(ErrorOf([&] { return read(fd.get(), &byte, 1); }) == ENOTCONN);
}

TEST_CASE("forcing one mount leaves the users of another alone", "[D15]") {
  Node node;
  node.mounts->Apply({node.At("a"), node.At("b")}, false);
  const Fd first = OpenRead(node.path("a/f")), second = OpenRead(node.path("b/f"));
  const auto states = node.mounts->Apply({}, {false, {node.At("a").id}});
  CHECK(MountsAt(node.path("a")) == 0);
  REQUIRE(states.size() == 1);
  CHECK(states[0].id == node.At("b").id);
  char byte;
  CHECK(read(second.get(), &byte, 1) == 1);
}

TEST_CASE("a changed mount is made anew, and waits while the old one is in use") {
  Node node;
  node.mounts->Apply({node.At("a")}, false);
  NodeMount changed = node.At("a", "sub");
  {
    const Fd fd = OpenRead(node.path("a/f"));
    const auto states = node.mounts->Apply({changed}, false);
    REQUIRE(states.size() == 1);
    CHECK(states[0].users.size() == 1);
    CHECK(ReadAll(node.path("a/f")) == "bytes");
  }
  CHECK(node.mounts->Apply({changed}, false)[0].mounted);
  CHECK(ReadAll(node.path("a/g")) == "below");
}

TEST_CASE("one mount in use doesn't keep the others", "[D15]") {
  Node node;
  node.mounts->Apply({node.At("a"), node.At("b"), node.At("c")}, false);
  const Fd first = OpenRead(node.path("a/f")), second = OpenRead(node.path("b/f"));
  const auto states = node.mounts->Apply({}, false);
  REQUIRE(states.size() == 2);
  for (const auto& state : states) CHECK(state.users.size() == 1);
  CHECK(MountsAt(node.path("c")) == 0);
}

TEST_CASE("what can't be mounted says why, and is tried again", "[D13][D18]") {
  Node node;
  NodeMount wanted = node.At("a");
  std::string because;
  SECTION("a folder that holds something") {
    WriteFile(node.path("a/precious"), "x");
    because = "precious";
  }
  SECTION("a file") {
    WriteFile(node.path("a"), "x");
    because = "not a folder";
  }
  SECTION("a mount of another kind") {
    std::filesystem::create_directory(node.path("a"));
    REQUIRE(mount("none", node.path("a").c_str(), "tmpfs", 0, "size=4k") == 0);
    because = "tmpfs";
  }
  SECTION("no such folder in the dataset") {
    wanted.root = "/nowhere";
    because = "/nowhere";
  }
  SECTION("a sub-path that leaves the dataset") {
    wanted.root = "sub/../..";
    because = "leaves the dataset";
  }
  SECTION("a bad option") {
    wanted.options["metadata.ttl"] = "soon";
    because = "soon";
  }
  SECTION("a relative target") {
    wanted.target = "a";
    because = "absolute";
  }
  for (int i = 0; i < 2; ++i) {
    const auto states = node.mounts->Apply({wanted}, false);
    REQUIRE(states.size() == 1);
    CHECK_FALSE(states[0].mounted);
    CHECK_THAT(states[0].message, Catch::Contains(because));
  }
  CHECK(MountsAt(node.path("a")) == (because == "tmpfs" ? 1 : 0));
  umount2(node.path("a").c_str(), MNT_DETACH);
  std::filesystem::remove_all(node.path("a"));
  node.plane.PutFile("/nowhere/now", "x");
  if (wanted.target != "a" && because != "leaves the dataset" && because != "soon") {
    CHECK(node.mounts->Apply({wanted}, false)[0].mounted);
  }
}

TEST_CASE("a folder that holds something is mounted over when that is wanted") {
  Node node;
  WriteFile(node.path("a/precious"), "x");
  NodeMount wanted = node.At("a");
  wanted.options["mount.nonempty"] = "true";
  CHECK(node.mounts->Apply({wanted}, false)[0].mounted);
  CHECK(ReadAll(node.path("a/f")) == "bytes");
  node.mounts->Apply({}, false);
  CHECK(ReadAll(node.path("a/precious")) == "x");
}

TEST_CASE("two tables don't mount over each other") {
  Node node;
  auto other = fuse::NewNodeMounts(node.plane);
  CHECK(node.mounts->Apply({node.At("a")}, false)[0].mounted);
  const auto states = other->Apply({node.At("a")}, false);
  CHECK_FALSE(states[0].mounted);
  CHECK_THAT(states[0].message, Catch::Contains("another mount of fluid"));
  CHECK(MountsAt(node.path("a")) == 1);
}

TEST_CASE("a mount that somebody else unmounted is noticed and made again") {
  Node node;
  node.mounts->Apply({node.At("a")}, false);
  int flags = 0;
  Fd fd;
  SECTION("plainly") {}
  SECTION("lazily, with an open file") {
    flags = MNT_DETACH;
    fd = OpenRead(node.path("a/f"));
  }
  REQUIRE(umount2(node.path("a").c_str(), flags) == 0);
  if (flags == 0) CHECK(Eventually([&] { return !node.mounts->States()[0].mounted; }));
  CHECK(node.mounts->Apply({}, true).empty());
  CHECK(node.mounts->Apply({node.At("a")}, false)[0].mounted);
  CHECK(ReadAll(node.path("a/f")) == "bytes");
}

TEST_CASE("a mount that somebody else unmounted is told at once, even lazily and with a file open",
          "[threads]") {
  Node node;
  std::atomic<int> losses = 0;
  node.mounts->OnLoss([&] { ++losses; });
  node.mounts->Apply({node.At("a"), node.At("b")}, false);
  CHECK(losses == 0);
  CHECK(umount2(node.path("a").c_str(), 0) == 0);
  CHECK(Eventually([&] { return losses > 0; }));
  node.mounts->Apply({node.At("a"), node.At("b")}, false);
  const Fd fd = OpenRead(node.path("b/f"));
  losses = 0;
  CHECK(umount2(node.path("b").c_str(), MNT_DETACH) == 0);
  CHECK(Eventually([&] { return losses > 0; }));
}

TEST_CASE("an engine that doesn't answer statvfs has no mount that counts") {
  Node node;
  node.plane.Fail("/", Unavailable("the source is down"));
  auto state = node.mounts->Apply({node.At("a")}, false)[0];
  CHECK_FALSE(state.mounted);
  CHECK_THAT(state.message, Catch::Contains("probe"));
  node.plane.Fail("/", Ok());
  CHECK(node.mounts->Apply({node.At("a")}, false)[0].mounted);
  CHECK(MountsAt(node.path("a")) == 1);
}

// A process that serves a mount until it is killed.
class Server {
 public:
  // `stuck`: its data plane never answers, so its own probe of the mount waits.
  explicit Server(const std::string& target, bool stuck = false) {
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      FakePlane plane;
      plane.PutFile("/f", std::string(10'000'000, 'f'));
      if (stuck) plane.Hold("/"), (void)!write(ready[1], "y", 1);
      const auto mounts = fuse::NewNodeMounts(plane);
      const bool mounted = mounts->Apply({{"id", target, "", {}}}, false)[0].mounted;
      (void)!write(ready[1], mounted ? "y" : "n", 1);
      for (;;) pause();
    }
    char answer = 0;
    CHECK(read(ready[0], &answer, 1) == 1);
    CHECK(answer == 'y');
    close(ready[0]);
    close(ready[1]);
  }
  ~Server() { Kill(); }
  int pid() const { return pid_; }
  bool KillWithin(std::chrono::milliseconds limit) {
    kill(pid_, SIGKILL);
    if (!Eventually([&] { return waitpid(pid_, nullptr, WNOHANG) == pid_; }, limit)) return false;
    pid_ = -1;
    return true;
  }
  void Kill() {
    if (pid_ > 0) kill(pid_, SIGKILL), waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_;
};

TEST_CASE(
    "after the serving process was killed old files fail and a new mount takes the place, not stacked") {
  Node node;
  Server server(node.path("a"));
  const Fd fd = OpenRead(node.path("a/f"));
  REQUIRE(fd);
  char byte;
  CHECK(read(fd.get(), &byte, 1) == 1);
  server.Kill();
  CHECK(ErrorOf([&] { return pread(fd.get(), &byte, 1, 9'000'000); }) == ENOTCONN);
  CHECK(fuse::ProbeMount(node.path("a"), seconds(5)).error_number() == ENOTCONN);
  CHECK(MountsAt(node.path("a")) == 1);
  const auto state = node.mounts->Apply({node.At("a")}, false)[0];
  INFO(state.message);
  CHECK(state.mounted);
  CHECK(MountsAt(node.path("a")) == 1);
  CHECK(ReadAll(node.path("a/f")) == "bytes");
}

TEST_CASE("what a killed process left mounted and nobody wants any more is detached by the next one") {
  Node node;
  const std::string record = node.path("record");
  Server first(node.path("made/a")), second(node.path("b")), living(node.path("c"));
  fuse::MountRecord(record).Write({node.path("made/a"), node.path("b"), node.path("c"), node.path("gone")});
  first.Kill();
  second.Kill();
  fuse::NodeMountOptions options;
  options.record = record;
  node.mounts = fuse::NewNodeMounts(node.plane, options);
  node.mounts->Apply({node.At("b")}, false);
  CHECK(MountsAt(node.path("made/a")) == 0);
  CHECK_FALSE(std::filesystem::exists(node.path("made")));
  CHECK(MountsAt(node.path("b")) == 1);
  CHECK(ReadAll(node.path("b/f")) == "bytes");
  CHECK(MountsAt(node.path("c")) == 1);
  CHECK(fuse::MountRecord(record).Read() == std::vector<std::string>{node.path("b")});
  node.mounts.reset();
  CHECK(fuse::MountRecord(record).Read().empty());

  Server third(node.path("d"));
  fuse::MountRecord(record).Write({node.path("d")});
  third.Kill();
  node.mounts = fuse::NewNodeMounts(node.plane, options);
  node.mounts.reset();
  CHECK(MountsAt(node.path("d")) == 0);
}

TEST_CASE("folders that a killed process made for its mount are removed with the next one's, and no others") {
  Node node;
  std::filesystem::create_directories(node.path("there"));
  {
    Server first(node.path("deep/er/a")), second(node.path("there"));
    first.Kill();
    second.Kill();
  }
  for (const auto& state : node.mounts->Apply({node.At("deep/er/a"), node.At("there")}, false)) {
    INFO(state.message);
    CHECK(state.mounted);
  }
  SECTION("all of them") {
    node.mounts->Apply({}, false);
    CHECK_FALSE(std::filesystem::exists(node.path("deep")));
  }
  SECTION("but those that hold something by now") {
    WriteFile(node.path("deep/kept"), "x");
    node.mounts->Apply({}, false);
    CHECK_FALSE(std::filesystem::exists(node.path("deep/er")));
    CHECK(ReadAll(node.path("deep/kept")) == "x");
  }
  CHECK(std::filesystem::exists(node.path("there")));
}

TEST_CASE("a folder that fluid made and somebody moved is theirs") {
  Node node;
  Server server(node.path("a"));
  server.Kill();
  REQUIRE(umount2(node.path("a").c_str(), MNT_DETACH) == 0);
  std::filesystem::rename(node.path("a"), node.path("b"));
  CHECK(node.mounts->Apply({node.At("b")}, false)[0].mounted);
  node.mounts->Apply({}, false);
  CHECK(std::filesystem::exists(node.path("b")));
}

TEST_CASE("a serving process that waits for itself can be killed") {
  Node node;
  Server server(node.path("a"), true);
  const auto waits = [&] {
    for (const auto& task : std::filesystem::directory_iterator(fmt::format("/proc/{}/task", server.pid()))) {
      if (ReadAll(task.path() / "wchan") == "request_wait_answer") return true;
    }
    return false;
  };
  REQUIRE(Eventually(waits));
  const bool ended = server.KillWithin(seconds(5));
  CHECK(ended);
  if (!ended) umount2(node.path("a").c_str(), MNT_FORCE);
}

TEST_CASE("a mount that a living process serves is not taken over") {
  Node node;
  Server server(node.path("a"));
  const auto state = node.mounts->Apply({node.At("a")}, false)[0];
  CHECK_FALSE(state.mounted);
  CHECK_THAT(state.message, Catch::Contains("another mount of fluid"));
  CHECK(ReadAll(node.path("a/f")).size() == 10'000'000);
}

TEST_CASE("states and changes may come while mounts come and go", "[threads]") {
  Node node;
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::thread asking([&] {
    while (!stop) {
      if (node.mounts->States().size() > 1) ++wrong;
      node.plane.Tell("/f");
    }
  });
  for (int i = 0; i < 30; ++i) {
    CHECK(node.mounts->Apply({node.At("a")}, false)[0].mounted);
    CHECK(node.mounts->Apply({}, i % 2 == 0).empty());
  }
  stop = true;
  asking.join();
  CHECK(wrong == 0);
}

TEST_CASE("mounting and unmounting many times leaves no thread, descriptor or mount") {
  Node node;
  const auto count = [](const char* folder) {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
  };
  const auto descriptors = count("/proc/self/fd"), threads = count("/proc/self/task");
  for (int i = 0; i < 20; ++i) {
    CHECK(node.mounts->Apply({node.At("a"), node.At("b")}, false)[1].mounted);
    CHECK(ReadAll(node.path("a/f")) == "bytes");
    CHECK(node.mounts->Apply({}, false).empty());
  }
  CHECK(count("/proc/self/fd") == descriptors);
  CHECK(Eventually([&] { return count("/proc/self/task") == threads; }));
}

}  // namespace
}  // namespace fluid::test
