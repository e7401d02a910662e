#include "src/launch/subscribers.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

namespace fluid::launch {

TEST_CASE("a subscription's end waits for a callback that runs", "[threads]") {
  Subscribers subscribers;
  std::atomic<bool> inside = false, go_on = false, left = false;
  auto subscription = subscribers.Add([&](const LaunchId&) {
    inside = true;
    while (!go_on) std::this_thread::yield();
    left = true;
  });
  std::thread teller([&] { subscribers.Tell({"e", "c", "k"}); });
  while (!inside) std::this_thread::yield();
  std::thread release([&] { go_on = true; });
  subscription.reset();
  CHECK(left);
  teller.join();
  release.join();
  subscribers.Tell({"e", "c", "k"});
}

TEST_CASE("a callback may end its own subscription") {
  Subscribers subscribers;
  int calls = 0;
  std::unique_ptr<Subscription> subscription;
  subscription = subscribers.Add([&](const LaunchId&) {
    ++calls;
    subscription.reset();
  });
  subscribers.Tell({"e", "c", "k"});
  subscribers.Tell({"e", "c", "k"});
  CHECK(calls == 1);
}

}  // namespace fluid::launch
