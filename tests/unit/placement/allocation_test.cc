// What a scheduler asks ten thousand times a second must not go to the allocator. Not under sanitizers, whose
// allocator is not to be replaced.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define FLUID_SANITIZED
#endif
#endif
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(FLUID_SANITIZED)

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

namespace {
std::atomic<int64_t> allocations{0};
}

[[gnu::noinline]] void* operator new(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, size_t) noexcept { std::free(memory); }

TEST_CASE("questions allocate nothing once their view's memory has grown") {
  World world(3, {200, 8, 3, 2, 6, 5, true, 8, false});
  for (int i = 0; i < 400; ++i) world.Change();
  world.Publish();
  std::vector<Pod> pods;
  std::vector<Gang> gangs;
  for (int i = 0; i < 100; ++i) pods.push_back(world.RandomPod());
  for (int i = 0; i < 20; ++i) {
    Gang gang = world.RandomGang();
    gang.parts.resize(1);
    gang.parts[0].pod.rules = 0;
    gangs.push_back(gang);
  }
  std::vector<Choice> best(50);
  Explanation explanation;
  Conflict conflict;
  GangPlan plan;
  const auto ask = [&] {
    for (const Pod& pod : pods) {
      Must(world.view().Rank(pod, best));
      Must(world.view().Explain(pod, explanation));
      Must(world.view().WhyNone(pod, conflict));
      Must(world.view().WhyNot(pod, world.nodes()[3]));
    }
    for (const Gang& gang : gangs) Must(world.view().PlaceGang(gang, plan));
  };
  ask();
  const int64_t before = allocations;
  ask();
  CHECK(allocations - before == 0);
  const auto grown = std::make_unique<int>(1);
  CHECK(allocations - before == 1);  // it counts
}

#endif
