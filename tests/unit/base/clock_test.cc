#include <catch2/catch.hpp>
#include <future>

#include "src/base/gate.h"
#include "src/base/virtual_clock.h"

using namespace fluid;
using namespace std::chrono_literals;

TEST_CASE("virtual timers run in order, each at its own instant") {
  VirtualClock clock;
  std::vector<int> seen;
  const MonoTime start = clock.Mono();
  auto second = clock.At(start + 2s, [&] {
    seen.push_back(2);
    CHECK(clock.Mono() == start + 2s);
  });
  auto first = clock.At(start + 1s, [&] { seen.push_back(1); });
  auto dropped = clock.At(start + 1500ms, [&] { seen.push_back(0); });
  dropped.reset();
  clock.Advance(3s);
  CHECK(seen == std::vector{1, 2});
}

TEST_CASE("a wall clock that jumps moves no deadline") {
  VirtualClock clock;
  bool rang = false;
  auto timer = clock.At(clock.Mono() + 10s, [&] { rang = true; });
  clock.JumpWall(1h);
  clock.Advance(9s);
  CHECK_FALSE(rang);
  clock.Advance(1s);
  CHECK(rang);
}

TEST_CASE("the system clock calls once, and a destroyed timer never", "[threads]") {
  auto clock = NewSystemClock();
  std::promise<void> rang;
  std::atomic<int> count = 0;
  auto never = clock->At(clock->Mono() + 1h, [&] { ++count; });
  auto timer = clock->At(clock->Mono() + 1ms, [&] {
    ++count;
    rang.set_value();
  });
  REQUIRE(rang.get_future().wait_for(10s) == std::future_status::ready);
  timer.reset();
  never.reset();
  CHECK(count == 1);
}

TEST_CASE("a timer may outlive its clock and be destroyed by its own call", "[threads]") {
  auto clock = NewSystemClock();
  std::promise<void> done;
  std::unique_ptr<Timer> self;
  Mutex mutex;
  {
    MutexLock lock(mutex);
    self = clock->At(clock->Mono(), [&] {
      {
        MutexLock inner(mutex);
      }
      self.reset();
      done.set_value();
    });
  }
  REQUIRE(done.get_future().wait_for(10s) == std::future_status::ready);
  auto late = clock->At(clock->Mono() + 1h, [] {});
  clock.reset();
}

TEST_CASE("a closed gate lets nobody in and waits for those inside", "[threads]") {
  Gate gate;
  Gate::Pass pass = gate.Enter();
  REQUIRE(pass);
  std::atomic<bool> closed = false;
  std::thread closer([&] {
    gate.Close();
    closed = true;
  });
  while (!gate.closed()) std::this_thread::yield();
  CHECK_FALSE(gate.Enter());
  CHECK_FALSE(closed);
  pass.Leave();
  closer.join();
  CHECK(closed);
}
