// Files that change while they are cached, open and mapped: never stale, never a mix.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <thread>

#include "tests/unit/fuse/mounted.h"

namespace fluid::test {
namespace {

// Each 8 bytes say the number, and so does the size: any mix is seen.
std::string Marked(uint64_t number) {
  const size_t words = 20'000 + number % 97;
  std::string bytes(words * sizeof number, 0);
  for (size_t i = 0; i < words; ++i) std::memcpy(bytes.data() + i * sizeof number, &number, sizeof number);
  return bytes;
}

uint64_t NumberOf(const std::string& bytes) {
  uint64_t number = 0;
  if (bytes.size() >= sizeof number) std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

bool IsWhole(const std::string& bytes) { return bytes == Marked(NumberOf(bytes)); }

off_t SizeOf(int fd) {
  struct stat st;
  return fstat(fd, &st) == 0 ? st.st_size : -1;
}

TEST_CASE("a file that is opened again unchanged is read without any READ request") {
  Mounted m;
  const std::string bytes = Bytes(5'000'000, 3);
  m.plane.PutFile("/f", bytes);
  m.Start();
  // The kernel may reclaim some pages at any time, so not every round counts.
  const auto fewest_reads = [&] {
    uint64_t fewest = UINT64_MAX;
    for (int i = 0; i < 5 && fewest > 0; ++i) {
      fewest = std::min(fewest, m.Requests(FUSE_READ, [&] { CHECK(ReadAll(m.path("/f")) == bytes); }));
    }
    return fewest;
  };
  CHECK(ReadAll(m.path("/f")) == bytes);
  CHECK(fewest_reads() == 0);
  m.plane.Tell("/f");  // a false alarm costs a look-up, not the pages
  m.plane.Tell("/");
  CHECK(fewest_reads() == 0);
}

TEST_CASE("a changed file gives its new bytes at the next open, told or not") {
  Mounted m;
  m.plane.PutFile("/f", Marked(1));
  m.Start();
  for (uint64_t number = 2; number < 50; ++number) {
    m.plane.PutFile("/f", Marked(number));
    if (number % 3 == 0) m.plane.Tell("/f");
    const Fd fd = OpenRead(m.path("/f"));
    REQUIRE(fd);
    CHECK(SizeOf(fd.get()) == static_cast<off_t>(Marked(number).size()));
    CHECK(PreadAll(fd.get()) == Marked(number));
  }
}

TEST_CASE("a changed file without versions is seen by its size") {
  Mounted m;
  m.plane.HideVersions();
  m.plane.PutFile("/f", "short");
  m.Start();
  CHECK(ReadAll(m.path("/f")) == "short");
  m.plane.PutFile("/f", "longer now");
  CHECK(ReadAll(m.path("/f")) == "longer now");
  m.plane.PutFile("/f", "LONGER NOW");  // not even the size tells: pages are not kept over an open
  CHECK(ReadAll(m.path("/f")) == "LONGER NOW");
}

TEST_CASE("an open file keeps its version while others open newer ones") {
  Mounted m;
  std::vector<std::pair<uint64_t, Fd>> open_files;
  for (uint64_t number = 1; number <= 20; ++number) {
    m.plane.PutFile("/f", Marked(number));
    if (number == 1) m.Start();
    open_files.emplace_back(number, OpenRead(m.path("/f")));
    REQUIRE(open_files.back().second);
    if (number % 2 == 0) CHECK(PreadAll(open_files.back().second.get()) == Marked(number));
    for (const auto& [opened, fd] : open_files) {
      CHECK(SizeOf(fd.get()) == static_cast<off_t>(Marked(opened).size()));
    }
  }
  m.plane.Tell("/f");
  for (const auto& [opened, fd] : open_files) {
    CHECK(PreadAll(fd.get()) == Marked(opened));
    CHECK(SizeOf(fd.get()) == static_cast<off_t>(Marked(opened).size()));
  }
}

TEST_CASE("a mapped file keeps its version") {
  Mounted m;
  m.plane.PutFile("/f", Marked(1));
  m.Start();
  const size_t size = Marked(1).size();
  void* mapped = nullptr;
  {
    const Fd fd = OpenRead(m.path("/f"));
    mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, fd.get(), 0);
  }
  REQUIRE(mapped != MAP_FAILED);
  CHECK(NumberOf(std::string(static_cast<char*>(mapped), 8)) == 1);  // the rest is not in memory yet
  m.plane.PutFile("/f", Marked(2));
  m.plane.Tell("/f");
  CHECK(ReadAll(m.path("/f")) == Marked(2));
  CHECK(std::string(static_cast<char*>(mapped), size) == Marked(1));
  munmap(mapped, size);
}

TEST_CASE("a removed file is gone for new opens and goes on for open ones") {
  Mounted m;
  m.plane.PutFile("/a/f", Marked(1));
  m.Start();
  const Fd fd = OpenRead(m.path("/a/f"));
  REQUIRE(fd);
  m.plane.Remove("/a");
  CHECK(ErrorOf([&] { return open(m.path("/a/f").c_str(), O_RDONLY); }) == ENOENT);
  m.plane.Tell("/a");
  CHECK(Eventually([&] { return !std::filesystem::exists(m.path("/a")); }));
  CHECK(PreadAll(fd.get()) == Marked(1));
  CHECK(SizeOf(fd.get()) == static_cast<off_t>(Marked(1).size()));
}

TEST_CASE("what is added is there at once though its absence was known") {
  fuse::FuseMountOptions options;
  options.files.absent_limit = std::chrono::hours(1);
  Mounted m(options);
  m.Start();
  for (const std::string name : {"/new", "/x/y/z"}) {
    for (int i = 0; i < 3; ++i) CHECK_FALSE(std::filesystem::exists(m.path(name + "/f")));
    m.plane.PutFile(name + "/f", "added");
    m.plane.Tell(name);
    CHECK(Eventually([&] { return std::filesystem::exists(m.path(name + "/f")); }));
    CHECK(ReadAll(m.path(name + "/f")) == "added");
  }
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(m.path()))
    names.insert(entry.path().filename());
  CHECK(names == std::set<std::string>{"new", "x"});
}

TEST_CASE("what was added unnoticed is found soon though its absence was known") {
  Mounted m;
  m.Start();
  CHECK_FALSE(std::filesystem::exists(m.path("/new")));
  m.plane.PutFile("/new", "added");
  CHECK(Eventually([&] { return std::filesystem::exists(m.path("/new")); }));
}

TEST_CASE("a change in the sources reaches stat of files and folders that are kept for long") {
  Mounted m;
  m.plane.PutFile("/d/e/f", "one");
  m.Start();
  const auto size = [&] {
    struct stat st;
    return stat(m.path("/d/e/f").c_str(), &st) == 0 ? st.st_size : -1;
  };
  CHECK(size() == 3);
  const Fd held = OpenRead(m.path("/d/e/f"));  // what is in use can't be dropped from the kernel's caches
  const Fd folder = OpenRead(m.path("/d/e"), O_DIRECTORY);
  m.plane.PutFile("/d/e/f", "longer");
  CHECK(size() == 3);  // kept, as the engine allowed
  m.plane.Tell("/d");
  CHECK(Eventually([&] { return size() == 6; }));
  struct stat st;
  CHECK(fstatat(folder.get(), "f", &st, 0) == 0);
  CHECK(st.st_size == 6);
}

TEST_CASE("a working folder outlives a change around it") {
  Mounted m;
  m.plane.PutFile("/d/f", "x");
  m.Start();
  const Fd folder = OpenRead(m.path("/d"), O_DIRECTORY);
  const std::string link = fmt::format("/proc/self/fd/{}", folder.get());
  m.plane.PutFile("/d/g", "y");
  m.plane.Tell("/d");
  struct stat st;
  CHECK(Eventually([&] { return fstatat(folder.get(), "g", &st, 0) == 0; }));
  CHECK(std::filesystem::read_symlink(link) == m.path("/d"));  // without " (deleted)"
}

TEST_CASE("answers that are valid for no time are asked for each time, others are kept") {
  Mounted m;
  m.plane.PutFile("/f", "x");
  m.plane.SetValid(Duration::zero());
  m.Start();
  struct stat st;
  const auto look = [&] {
    for (int i = 0; i < 5; ++i) CHECK(stat(m.path("/f").c_str(), &st) == 0);
  };
  CHECK(m.Requests(FUSE_LOOKUP, look) == 5);
  m.plane.SetValid(std::chrono::hours(1));
  CHECK(m.Requests(FUSE_LOOKUP, look) == 1);
}

// Readers of one file, while it changes, until they have seen many versions.
struct Storm {
  void Run(Mounted& m, int readers) {
    std::vector<std::thread> threads;
    for (int reader = 0; reader < readers; ++reader) {
      threads.emplace_back([&, reader] {
        uint64_t last = 0;
        while (!stop) {
          const uint64_t before = newest;
          const Fd fd = OpenRead(m.path("/f"));
          if (fd) {
            const std::string bytes = reader % 4 == 1 ? Map(fd.get()) : PreadAll(fd.get());
            if (!IsWhole(bytes) || SizeOf(fd.get()) != static_cast<off_t>(bytes.size())) ++mixed;
            if (NumberOf(bytes) < before) ++old;
            versions += NumberOf(bytes) != last;
            last = NumberOf(bytes);
          } else {
            ++(errno == ESTALE ? stale : failed);
          }
          ++rounds;
        }
      });
    }
    threads.emplace_back([&] {
      while (!stop) {
        const uint64_t number = newest + 1;
        m.plane.PutFile("/f", Marked(number));
        newest = number;
        if (number % 4 == 0) m.plane.Tell("/f");
        std::this_thread::sleep_for(std::chrono::milliseconds(2));  // the rate of change, not a wait
      }
    });
    CHECK(Eventually([&] { return rounds > 500 && versions > 100; }, std::chrono::minutes(2)));
    stop = true;
    for (std::thread& thread : threads) thread.join();
  }

  static std::string Map(int fd) {
    const size_t size = static_cast<size_t>(SizeOf(fd));
    void* mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapped == MAP_FAILED) return "";
    std::string bytes(static_cast<char*>(mapped), size);
    munmap(mapped, size);
    return bytes;
  }

  std::atomic<bool> stop{false};
  std::atomic<uint64_t> newest{1};
  std::atomic<int> mixed{0}, old{0}, stale{0}, failed{0}, rounds{0}, versions{0};
};

TEST_CASE(
    "a reader of a file that changes all the time sees whole versions, none of them old, and every open "
    "succeeds",
    "[threads]") {
  Mounted m;
  m.plane.PutFile("/f", Marked(1));
  m.Start();
  Storm storm;
  storm.Run(m, 1);
  CHECK(storm.mixed == 0);
  CHECK(storm.old == 0);
  CHECK(storm.failed == 0);
  CHECK(storm.stale == 0);
}

TEST_CASE("many readers of a file that changes all the time see whole versions, none of them old",
          "[threads]") {
  Mounted m;
  m.plane.PutFile("/f", Marked(1));
  m.Start();
  Storm storm;
  storm.Run(m, 5);
  CHECK(storm.mixed == 0);
  CHECK(storm.old == 0);
  CHECK(storm.failed == 0);
  INFO(storm.stale << " of " << storm.rounds);
  CHECK(storm.stale <= storm.rounds / 10);  // allowed, but rare
  CHECK(Eventually([&] { return m.mount->files().open_files() == 0; }));
}

}  // namespace
}  // namespace fluid::test
