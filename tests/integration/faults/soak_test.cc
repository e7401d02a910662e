// Everything is killed at random moments while it works. Witnesses: the bytes that readers got, and the log
// of nginx, which tells what was asked for again.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <random>
#include <thread>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr size_t MiB = 1 << 20;
constexpr size_t kBlock = 256 << 10;  // of the cache, for files of this size
constexpr int kFiles = 36, kReaders = 3, kConnections = 16;
constexpr milliseconds kHang = seconds(60);         // no single call of a reader takes so long
constexpr milliseconds kClocks = milliseconds(50);  // nginx' clock is that of its last event

using Dice = std::mt19937_64;

double WallSeconds() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string NameOf(int file) { return fmt::format("f{:02}", file); }

// The files of the source, and when each of their blocks was first read whole.
class Tree {
 public:
  Tree(const std::string& folder, uint64_t seed) {
    Dice dice(seed);
    for (int file = 0; file < kFiles; ++file) {
      const size_t size = dice() % 4 == 0 ? 1 + dice() % MiB : MiB + dice() % (2 * MiB);
      files_.push_back(Bytes(size, dice()));
      acknowledged_.emplace_back((size + kBlock - 1) / kBlock);
      WriteFile(folder + "/" + NameOf(file), files_.back());
      bytes_ += size;
    }
  }
  const std::string& operator[](int file) const { return files_[static_cast<size_t>(file)]; }
  size_t bytes() const { return bytes_; }

  void Acknowledge(int file, size_t block) {
    const std::lock_guard lock(mutex_);
    double& at = acknowledged_[static_cast<size_t>(file)][block];
    if (at == 0) at = WallSeconds();
  }
  size_t acknowledged() const {
    size_t count = 0;
    for (const auto& blocks : acknowledged_) {
      count +=
          static_cast<size_t>(std::count_if(blocks.begin(), blocks.end(), [](double at) { return at > 0; }));
    }
    return count;
  }
  // What was asked for after it had been read.
  std::string FetchedAgain(const std::vector<Nginx::Request>& requests) const {
    std::string again;
    for (const Nginx::Request& request : requests) {
      if (request.method != "GET" || request.bytes == 0 || request.uri.rfind("/f", 0) != 0) continue;
      const auto& blocks = acknowledged_[std::stoul(request.uri.substr(2))];
      const size_t begin = request.range.rfind("bytes=", 0) == 0 ? std::stoull(request.range.substr(6)) : 0;
      for (size_t block = begin / kBlock; block * kBlock < begin + request.bytes; ++block) {
        const double at = blocks[block];
        if (at == 0 || at + std::chrono::duration<double>(kClocks).count() > request.started) continue;
        again += fmt::format("{} {} at {:.3f}: block {} was read at {:.3f}\n", request.uri, request.range,
                             request.started, block, at);
      }
    }
    return again;
  }

 private:
  std::vector<std::string> files_;
  size_t bytes_ = 0;
  std::mutex mutex_;
  std::vector<std::vector<double>> acknowledged_;  // by file and block; 0: never
};

// Threads that read somewhere in some file, again and again. Calls may fail; what they give must be right.
class Readers {
 public:
  Readers(Tree& tree, std::string mount, uint64_t seed) : tree_(tree), mount_(std::move(mount)) {
    for (int reader = 0; reader < kReaders; ++reader) {
      threads_.emplace_back(
          [this, reader, seed] { Read(reader, Dice(seed + static_cast<uint64_t>(reader))); });
    }
  }
  ~Readers() { Stop(); }
  void Stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    stop_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  // What must not be: a wrong byte, a call that does not come back. Empty: none.
  std::string Wrong() {
    const auto now = steady_clock::now().time_since_epoch();
    const std::lock_guard lock(mutex_);
    for (const auto& since : busy_since_) {
      const steady_clock::duration at{since.load()};
      if (at != at.zero() && now - at > kHang) wrong_ += "a reader hangs\n";
    }
    return wrong_;
  }
  int right() const { return right_; }
  int failed() const { return failed_; }

 private:
  void Read(int reader, Dice dice) {
    auto& since = busy_since_[static_cast<size_t>(reader)];
    for (;;) {
      since = steady_clock::now().time_since_epoch().count();
      const bool came = ReadSome(static_cast<int>(dice() % kFiles), dice);
      since = 0;
      came ? ++right_ : ++failed_;
      std::unique_lock lock(mutex_);
      if (stop_.wait_for(lock, milliseconds(came ? 0 : 20), [this] { return stopped_; })) return;
    }
  }
  bool ReadSome(int file, Dice& dice) {
    const std::string& wanted = tree_[file];
    const int fd = open((mount_ + "/" + NameOf(file)).c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const size_t blocks = (wanted.size() + kBlock - 1) / kBlock;
    size_t block = dice() % blocks;
    std::string bytes(kBlock, '\0');
    ssize_t got = 0;
    for (const size_t end = std::min(blocks, block + 1 + dice() % 6); block < end; ++block) {
      const size_t size = std::min(kBlock, wanted.size() - block * kBlock);
      size_t done = 0;
      while (done < size && (got = pread(fd, bytes.data() + done, size - done,
                                         static_cast<off_t>(block * kBlock + done))) > 0) {
        done += static_cast<size_t>(got);
      }
      if (wanted.compare(block * kBlock, done, bytes, 0, done) != 0) {
        Say(fmt::format("{}: wrong bytes in block {}\n", NameOf(file), block));
      }
      if (done < size) break;
      tree_.Acknowledge(file, block);
    }
    if (got == 0) Say(fmt::format("{}: it ends in block {}\n", NameOf(file), block));
    close(fd);
    return got > 0;
  }
  void Say(const std::string& what) {
    const std::lock_guard lock(mutex_);
    wrong_ += what;
  }

  Tree& tree_;
  const std::string mount_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopped_ = false;
  std::string wrong_;
  std::array<std::atomic<steady_clock::rep>, kReaders> busy_since_{};
  std::atomic<int> right_ = 0, failed_ = 0;
  std::vector<std::thread> threads_;
};

struct Sum {
  int kills = 0, right = 0, failed = 0;
  size_t acknowledged = 0;
  double slowest = 0;  // seconds from a kill until it was read again
};

// From a new dataset to nothing left of it.
void Round(uint64_t seed, milliseconds length, Sum& sum) {
  Dice dice(seed);
  TempDir www;
  Tree tree(www.path(), seed);
  Nginx::Options options;
  options.extra_location = "limit_rate 400k;";  // so that the load goes on while everything is killed
  Nginx nginx(www.path(), options);
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx.url());
  const std::string mount = daemon.Mount("demo");
  const std::string probe = mount + "/" + NameOf(0);
  const auto served = [&] { return TryRead(probe) == tree[0]; };
  REQUIRE(served());
  daemon.Must({"load", "demo", "--name", "warm", "--no-wait"});
  Readers readers(tree, mount, seed);
  size_t node_kills = 0;

  const auto end = steady_clock::now() + length;
  while (steady_clock::now() < end) {
    Eventually([&] { return !readers.Wrong().empty(); }, milliseconds(50 + dice() % 900));
    REQUIRE(readers.Wrong() == "");
    const uint64_t victims = 1 + dice() % 7;  // some of three, at once
    const bool serve = victims & 1;
    const auto killed = steady_clock::now();
    if (serve) daemon.KillServe();
    for (const Daemon::Program& program : daemon.Programs()) {
      const bool node = program.name == "fluid-node", shim = program.name == "fluid-shim";
      if ((node && victims & 2) || (shim && victims & 4)) kill(program.pid, SIGKILL);
      node_kills += node && victims & 6;
    }
    ++sum.kills;
    if (serve) {
      Eventually([&] { return !readers.Wrong().empty(); }, milliseconds(dice() % 500));
      daemon.Serve();
    }
    if (dice() % 2) continue;  // the next one while this one is being got over
    daemon.Await("it is read again", served);
    sum.slowest = std::max(sum.slowest, std::chrono::duration<double>(steady_clock::now() - killed).count());
  }

  daemon.Await(
      "the load is Complete", [&] { return daemon.Phase("dataload", "warm") == "Complete"; }, seconds(120));
  readers.Stop();
  REQUIRE(readers.Wrong() == "");
  daemon.Await("it is read at the end", served);
  sum.right += readers.right(), sum.failed += readers.failed();
  sum.acknowledged += tree.acknowledged();
  CHECK(tree.FetchedAgain(nginx.requests()) == "");
  // What is under way when its node is killed comes again: at most a block's rest for each connection.
  CHECK(nginx.bytes_sent() <= tree.bytes() + node_kills * kConnections * MiB);
  nginx.Stop();
  for (int file = 0; file < kFiles; ++file) {
    INFO(NameOf(file));
    REQUIRE((ReadAll(mount + "/" + NameOf(file)) == tree[file]));
  }
  REQUIRE(daemon.Mounts().size() == 1);
  daemon.Must({"delete", "dataset", "demo"});
  daemon.RequireNothingLeft();
}

uint64_t SeedOfToday() {
  const char* said = std::getenv("FLUID_SOAK_SEED");
  return said && *said ? std::strtoull(said, nullptr, 10) : std::random_device()();
}

}  // namespace

// Slow: enough kills for one of them to hit every step of a start.
TEST_CASE("whatever is killed while it is loaded and read, every byte is right and what was read stays",
          "[slow]") {
  const char* wanted = std::getenv("FLUID_TEST_LONG");
  const bool many = wanted && *wanted;
  const uint64_t seed = SeedOfToday();
  std::printf("soak: seed=%llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  INFO("FLUID_SOAK_SEED=" << seed);
  Sum sum;
  for (uint64_t round = 0; round < (many ? 6u : 1u); ++round)
    Round(seed + round, seconds(many ? 20 : 10), sum);
  std::printf("soak: kills=%d right=%d failed=%d acknowledged=%zu slowest=%.2fs seed=%llu\n", sum.kills,
              sum.right, sum.failed, sum.acknowledged, sum.slowest, static_cast<unsigned long long>(seed));
  CHECK(sum.right > 0);
}

}  // namespace fluid::test
