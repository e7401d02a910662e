#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <sstream>

#include "src/base/virtual_clock.h"
#include "src/store/sqlite_store.h"
#include "tests/support/support.h"

namespace fluid::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kKills = 200;

// A writer, and the pipe it speaks through. Killed with its end at the latest.
class Writer {
 public:
  Writer(const std::string& database, int seed) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    from_ = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = FLUID_BINARY_DIR "/bin/support/crash_writer", path = database,
                number = std::to_string(seed);
    char* argv[] = {program.data(), path.data(), number.data(), nullptr};
    const int error = posix_spawn(&pid_, program.c_str(), &actions, nullptr, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) throw std::runtime_error("no " + program);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    Kill();
    close(from_);
  }

  // A line it said, or nothing when there is none until then, or never again.
  std::optional<std::string> Line(steady_clock::time_point until) {
    for (;;) {
      if (const size_t end = said_.find('\n', at_); end != std::string::npos) {
        std::string line = said_.substr(at_, end - at_);
        at_ = end + 1;
        return line;
      }
      said_.erase(0, at_);
      at_ = 0;
      const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
      if (left.count() <= 0) return std::nullopt;
      pollfd ready{from_, POLLIN, 0};
      if (poll(&ready, 1, static_cast<int>(left.count())) <= 0) continue;
      char bytes[1 << 16];
      const ssize_t count = read(from_, bytes, sizeof(bytes));
      if (count <= 0) return std::nullopt;
      said_.append(bytes, static_cast<size_t>(count));
    }
  }

  void Kill() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_ = -1;
  int from_ = -1;
  std::string said_;
  size_t at_ = 0;
};

// What a process that is never killed knows of the slots from what it was told.
class Witness {
 public:
  void Hear(const std::string& line) {
    std::istringstream words(line);
    std::string verb, slot;
    uint64_t value = 0;
    words >> verb >> slot >> value;
    if (verb == "error") FAIL(line);
    if (verb == "found") Found(slot, value);
    if (verb == "wants") slots_[slot].wanted = value;
    if (verb == "acked") {
      slots_[slot] = {value, std::nullopt};
      ++acked_;
    }
  }
  // The acknowledged value, or the one that was on its way when the writer was killed.
  void Found(const std::string& slot, uint64_t value) {
    Slot& known = slots_[slot];
    if (value != known.acked && value != known.wanted) {
      ++lost_;
      losses_ +=
          slot + " is " + std::to_string(value) + ", acknowledged was " + std::to_string(known.acked) + "\n";
    }
    known = {value, std::nullopt};
  }
  const auto& slots() const { return slots_; }
  int acked() const { return acked_; }
  int lost() const { return lost_; }
  const std::string& losses() const { return losses_; }

 private:
  struct Slot {
    uint64_t acked = 0;
    std::optional<uint64_t> wanted;
  };
  std::map<std::string, Slot> slots_;
  int acked_ = 0, lost_ = 0;
  std::string losses_;  // for people
};

}  // namespace

// [slow]: two hundred processes have to start, open the store and write something before they die.
TEST_CASE("nothing acknowledged is lost by 200 kills", "[crash][slow]") {
  TempDir dir;
  const std::string database = dir / "store.db";
  std::mt19937 random(20260101);
  Witness witness;
  for (int life = 0; life < kKills; ++life) {
    Writer writer(database, life);
    // One of eight dies while it opens what the one before left behind, the others among their writes.
    const bool early = life % 8 == 7;
    const int enough = early ? INT32_MAX : witness.acked() + static_cast<int>(random() % 300);
    const auto end = steady_clock::now() + (early ? milliseconds(1 + random() % 30) : milliseconds(5000));
    while (witness.acked() < enough) {
      const std::optional<std::string> line = writer.Line(end);
      if (!line) break;
      witness.Hear(*line);
    }
    writer.Kill();
    // What it had said before it died.
    while (const std::optional<std::string> line = writer.Line(steady_clock::now() + milliseconds(5000))) {
      witness.Hear(*line);
    }
  }

  VirtualClock clock;
  const Result<std::unique_ptr<Store>> store = OpenSqliteStore(database, clock);
  INFO(store.status().ToString());
  REQUIRE(store.ok());
  for (const auto& [slot, known] : std::map(witness.slots())) {
    const Result<Object> object = (*store)->Get({"Dataset", "default", slot});
    witness.Found(slot, object.ok() ? std::stoull(object->metadata().labels.at("value")) : 0);
  }
  std::cout << "acked=" << witness.acked() << " kills=" << kKills << " lost=" << witness.lost() << std::endl;
  CHECK(witness.acked() >= 20'000);
  INFO(witness.losses());
  CHECK(witness.lost() == 0);
}

}  // namespace fluid::test
