// The block cache: quota, crashes, rot, leases.
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "tests/support/support.h"
#include "tests/unit/thin/script_server.h"
#include "tests/unit/thin/trial_host.h"

using namespace fluid::test;

namespace {

constexpr uint64_t kMiB = 1 << 20;

std::vector<std::string> FilesEndingIn(const std::string& folder, const std::string& end) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().string().ends_with(end)) files.push_back(entry.path());
  return files;
}

void FlipByte(const std::string& path, uint64_t offset) {
  const int fd = open(path.c_str(), O_RDWR);
  char c = 0;
  REQUIRE(pread(fd, &c, 1, static_cast<off_t>(offset)) == 1);
  c = static_cast<char>(c ^ 0x40);
  REQUIRE(pwrite(fd, &c, 1, static_cast<off_t>(offset)) == 1);
  close(fd);
}

// A small disk of its own at a folder, until the object ends.
class SmallDisk {
 public:
  SmallDisk(std::string folder, const std::string& options) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    REQUIRE(mount("small", folder_.c_str(), "tmpfs", 0, options.c_str()) == 0);
  }
  ~SmallDisk() { umount2(folder_.c_str(), MNT_DETACH); }
  SmallDisk(const SmallDisk&) = delete;
  void Fill() {
    const int fd = open((folder_ + "/filler").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::string zeros(64 << 10, '\0');
    while (write(fd, zeros.data(), zeros.size()) > 0) {
    }
    close(fd);
  }

 private:
  const std::string folder_;
};

}  // namespace

TEST_CASE("a disk that is smaller than the quota, or full, costs the cache, not the reads") {
  TempDir tree, home;
  std::map<std::string, std::string> files;
  for (int i = 0; i < 12; ++i) files["f" + std::to_string(i)] = Bytes(2 * kMiB - 7, static_cast<uint64_t>(i));
  files["huge"] = Bytes(24 * kMiB, 99);
  files["small"] = "small";
  for (const auto& [name, bytes] : files) WriteFile(tree / name, bytes);
  Nginx nginx(tree.path());
  PythonServer python(tree.path());
  for (const bool ranges : {true, false}) {
    CAPTURE(ranges);
    const std::string folder = home / (ranges ? "ranges" : "whole");
    SmallDisk disk(folder + "/tier", "size=8m");
    TrialHost host(folder, 1024 * kMiB);
    TrialMount mount{"/", ranges ? nginx.url() : python.url()};
    mount.options = {{"metadata.ttl", "0"}};
    host.Create({mount});
    const auto check = [&](const std::string& when) {
      INFO(when);
      for (const auto& [name, bytes] : files) CHECK((host.Read("/" + name) == bytes));
    };
    check("small");
    CHECK(host.Usage().cached_bytes > 0);
    disk.Fill();
    check("full");
  }
}

TEST_CASE("a cache file that somebody cuts under a reader is fetched again") {
  TempDir tree, home;
  const std::string bytes = Bytes(4 * kMiB, 8);
  WriteFile(tree / "big", bytes);
  WriteFile(tree / "small", bytes.substr(0, 5000));
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  CHECK(host.Read("/small") == bytes.substr(0, 5000));
  TrialHost::Handle handle(&host, "/big");
  CHECK((handle.ReadAll() == bytes));
  for (const std::string& file : FilesEndingIn(home / "tier", ".data"))
    CHECK(truncate(file.c_str(), 1000) == 0);
  CHECK((handle.ReadAll() == bytes));
  CHECK(host.Read("/small") == bytes.substr(0, 5000));
}

TEST_CASE("the cache keeps within its quota, and what does not fit is read all the same") {
  TempDir tree, home;
  for (int i = 0; i < 12; ++i)
    WriteFile(tree / ("f" + std::to_string(i)), Bytes(2 * kMiB, static_cast<uint64_t>(i)));
  WriteFile(tree / "huge", Bytes(24 * kMiB, 99));
  Nginx nginx(tree.path());
  TrialHost host(home.path(), 16 * kMiB);
  host.Create({{"/", nginx.url()}});
  for (int i = 0; i < 12; ++i) {
    CHECK(host.Read("/f" + std::to_string(i)) == Bytes(2 * kMiB, static_cast<uint64_t>(i)));
    CHECK(host.Usage().cached_bytes <= 16 * kMiB);
  }
  nginx.ClearLog();
  for (int i = 8; i < 12; ++i)  // the last used stay
    CHECK(host.Read("/f" + std::to_string(i)) == Bytes(2 * kMiB, static_cast<uint64_t>(i)));
  CHECK(nginx.requests().empty());
  CHECK(host.Read("/huge") == Bytes(24 * kMiB, 99));
  CHECK(host.Usage().cached_bytes <= 16 * kMiB);
  uint64_t on_disk = 0;
  for (const std::string& file : FilesEndingIn(home / "tier", ".data")) {
    struct stat st;
    if (stat(file.c_str(), &st) == 0) on_disk += static_cast<uint64_t>(st.st_blocks) * 512;
  }
  CHECK(on_disk <= 17 * kMiB);
}

TEST_CASE("a file that is in use is not evicted while others can go") {
  TempDir tree, home;
  for (int i = 0; i < 12; ++i)
    WriteFile(tree / ("f" + std::to_string(i)), Bytes(2 * kMiB, static_cast<uint64_t>(i)));
  Nginx nginx(tree.path());
  TrialHost host(home.path(), 16 * kMiB);
  host.Create({{"/", nginx.url()}});
  std::vector<std::unique_ptr<TrialHost::Handle>> used;
  for (int i = 0; i < 4; ++i) {
    used.push_back(std::make_unique<TrialHost::Handle>(&host, "/f" + std::to_string(i)));
    used.back()->ReadAll();
  }
  for (int i = 4; i < 12; ++i) host.Read("/f" + std::to_string(i));
  nginx.ClearLog();
  for (int i = 0; i < 4; ++i)
    CHECK(used[static_cast<size_t>(i)]->ReadAll() == Bytes(2 * kMiB, static_cast<uint64_t>(i)));
  CHECK(nginx.requests().empty());
}

TEST_CASE("a flipped byte in a cache file is found, fetched again and counted") {
  TempDir tree, home;
  const std::string bytes = Bytes(3 * kMiB, 1);
  WriteFile(tree / "f", bytes);
  Nginx nginx(tree.path());
  {
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    CHECK(host.Read("/f") == bytes);
  }
  const auto data = FilesEndingIn(home / "tier", ".data");
  REQUIRE(data.size() == 1);
  FlipByte(data[0], kMiB + 12345);
  nginx.ClearLog();
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  CHECK(host.Read("/f") == bytes);
  CHECK(nginx.bytes_sent() < kMiB);  // one block
  CHECK(nginx.bytes_sent() >= 256 * 1024);
  CHECK(host.log().find("disagrees with its checksum") != std::string::npos);
}

TEST_CASE("a torn or strange map costs a fetch, no more") {
  TempDir tree, home;
  const std::string bytes = Bytes(kMiB * 2, 2);
  WriteFile(tree / "f", bytes);
  Nginx nginx(tree.path());
  const auto live = [&](const std::function<void(const std::string& map)>& harm) {
    {
      TrialHost host(home.path());
      host.Create({{"/", nginx.url()}});
      CHECK(host.Read("/f") == bytes);
    }
    const auto maps = FilesEndingIn(home / "tier", ".map");
    REQUIRE(maps.size() == 1);
    harm(maps[0]);
  };
  live([](const std::string& map) { REQUIRE(truncate(map.c_str(), 20) == 0); });
  live([](const std::string& map) { FlipByte(map, 30); });
  live([](const std::string& map) { WriteFile(map, ""); });
  live([](const std::string& map) { std::filesystem::remove(map); });
  live([](const std::string& map) {
    std::filesystem::resize_file(map.substr(0, map.size() - 4) + ".data", 1000);
  });
  live([](const std::string&) {});
}

TEST_CASE("a cache or state of a newer format is refused with advice") {
  for (const char* const place : {"/tier/FORMAT", "/state/FORMAT"}) {
    TempDir home;
    TrialHost host(home.path());
    WriteFile(home.path() + place,
              std::string(place).starts_with("/tier") ? "fluid-thin-cache 3\n" : "fluid-thin-state 2\n");
    try {
      host.Create({});
      FAIL("it was taken");
    } catch (const CallFailed& e) {
      CHECK(e.code() == FLUID_FAILED_PRECONDITION);
      CHECK(e.message.find("upgrade") != std::string::npos);
    }
  }
}

TEST_CASE("a second owner of a state directory is refused and told who has it") {
  TempDir home;
  TrialHost first(home.path()), second(home.path());
  first.Create({});
  try {
    second.Create({});
    FAIL("two owners");
  } catch (const CallFailed& e) {
    CHECK(e.code() == FLUID_ABORTED);
    CHECK(e.message.find(std::to_string(getpid())) != std::string::npos);
  }
}

TEST_CASE("after kill -9 the blocks that were read are right and not fetched again") {
  TempDir tree, home;
  const std::string big = Bytes(12 * kMiB, 3);
  WriteFile(tree / "big", big);
  for (int i = 0; i < 30; ++i)
    WriteFile(tree / ("s" + std::to_string(i)), Bytes(20000, static_cast<uint64_t>(i)));
  Nginx nginx(tree.path());
  for (int life = 0; life < 10; ++life) {
    // The child reads, tells through a pipe what it has, and is killed in the middle.
    int told[2];
    REQUIRE(pipe(told) == 0);
    const pid_t child = fork();
    if (child == 0) {
      try {
        TrialHost host(home.path());
        host.Create({{"/", nginx.url()}});
        TrialHost::Handle file(&host, "/big", 0, FLUID_OPEN_RANDOM);
        for (uint64_t at = 0;; at = (at + 5 * 256 * 1024) % (12 * kMiB)) {
          if (file.Pread(at, 256 * 1024) != big.substr(at, 256 * 1024)) _exit(2);
          const int n = static_cast<int>(at / (256 * 1024)) % 30;
          if (host.Read("/s" + std::to_string(n)) != Bytes(20000, static_cast<uint64_t>(n))) _exit(2);
          const uint64_t block = at / (256 * 1024);
          if (write(told[1], &block, sizeof block) != sizeof block) _exit(3);
        }
      } catch (...) {
        _exit(4);
      }
    }
    close(told[1]);
    std::set<uint64_t> blocks;
    for (uint64_t block = 0; blocks.size() < 3 + static_cast<size_t>(life) * 4 &&
                             read(told[0], &block, sizeof block) == sizeof block;)
      blocks.insert(block);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    close(told[0]);
    REQUIRE(WIFSIGNALED(status));
    nginx.ClearLog();
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    TrialHost::Handle file(&host, "/big", 0, FLUID_OPEN_RANDOM);
    for (const uint64_t block : blocks)
      CHECK(file.Pread(block * 256 * 1024, 256 * 1024) == big.substr(block * 256 * 1024, 256 * 1024));
    for (const uint64_t block : blocks)
      CHECK(host.Read("/s" + std::to_string(block % 30)) == Bytes(20000, block % 30));
    uint64_t sent = 0;
    for (const Nginx::Request& request : nginx.requests()) sent += request.uri == "/" ? 0 : request.bytes;
    CHECK(sent == 0);
  }
}

TEST_CASE("a file that is cached whole is leased, and its bytes outlive eviction and the instance") {
  TempDir tree, home;
  const std::string bytes = Bytes(3 * kMiB, 4);
  WriteFile(tree / "f", bytes);
  Nginx nginx(tree.path());
  int fd = -1;
  {
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    TrialHost::Handle file(&host, "/f");
    CHECK_THROWS_AS(file.Lease(), CallFailed);
    file.ReadAll();
    fd = file.Lease();
    CHECK((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK((fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY);
    CHECK(host.RunJob("free", FLUID_JOB_FREE, {"/"}).phase == FLUID_JOB_SUCCEEDED);
    CHECK(host.Usage().cached_bytes == 0);
    CHECK(file.Pread(kMiB, 1000) == bytes.substr(kMiB, 1000));
  }
  std::string leased(bytes.size() + 10, '\0');
  CHECK(pread(fd, leased.data(), leased.size(), 0) == static_cast<ssize_t>(bytes.size()));
  leased.resize(bytes.size());
  CHECK(leased == bytes);
  close(fd);
}

TEST_CASE("a rotten file is not leased") {
  TempDir tree, home;
  WriteFile(tree / "f", Bytes(2 * kMiB, 5));
  Nginx nginx(tree.path());
  {
    TrialHost host(home.path());
    host.Create({{"/", nginx.url()}});
    host.Read("/f");
  }
  FlipByte(FilesEndingIn(home / "tier", ".data").at(0), 1000);
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  TrialHost::Handle file(&host, "/f");
  CHECK_THROWS_AS(file.Lease(), CallFailed);
  CHECK(file.ReadAll() == Bytes(2 * kMiB, 5));
  close(file.Lease());
}

TEST_CASE("cache files that somebody removed are fetched again") {
  TempDir tree, home;
  WriteFile(tree / "f", Bytes(2 * kMiB, 6));
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  CHECK(host.Read("/f") == Bytes(2 * kMiB, 6));
  for (const char* const end : {".data", ".map"})
    for (const std::string& file : FilesEndingIn(home / "tier", end)) std::filesystem::remove(file);
  CHECK(host.Read("/f") == Bytes(2 * kMiB, 6));
}

TEST_CASE("locate tells which bytes of a file are here") {
  TempDir tree, home;
  WriteFile(tree / "f", Bytes(8 * kMiB, 7));
  Nginx nginx(tree.path());
  TrialHost host(home.path());
  host.Create({{"/", nginx.url()}});
  TrialHost::Handle file(&host, "/f", 0, FLUID_OPEN_RANDOM);
  file.Pread(0, 10);
  file.Pread(4 * kMiB, 600 * 1024);
  std::vector<std::pair<uint64_t, uint64_t>> blocks;
  fluid_block_sink sink{
      &blocks, [](fluid_block_sink* self, const fluid_block* block) -> fluid_status {
        static_cast<decltype(blocks)*>(self->host_data)->emplace_back(block->offset, block->length);
        return fluid_eq(block->node, "node-1") ? FLUID_OK : FLUID_INTERNAL;
      }};
  TrialCall call;
  const auto& cache = TrialHost::table<fluid_cache_v1>(FLUID_CACHE_V1);
  REQUIRE(Eventually([&] {
    blocks.clear();
    CHECK(cache.locate(host.engine(), fluid_s("/f"), 0, UINT64_MAX, &sink, call.get()) == FLUID_OK);
    return blocks == std::vector<std::pair<uint64_t, uint64_t>>{{0, 256 * 1024}, {4 * kMiB, 768 * 1024}};
  }));
}

TEST_CASE("that other tiers than the first are not used is told") {
  TempDir tree, home;
  WriteFile(tree / "file", "x");
  const Nginx nginx(tree.path());
  TrialHost host(home.path());
  SECTION("when there are some") {
    host.AddTier();
    host.Create({{"/", nginx.url()}});
    CHECK(host.Reports()[0].message.find("other tiers are not used") != std::string::npos);
  }
  SECTION("else nothing is said") {
    host.Create({{"/", nginx.url()}});
    CHECK(host.Reports()[0].message.empty());
  }
}
