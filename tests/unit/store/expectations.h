// What every store must do: expect_writes.h, expect_deletions.h, expect_watches.h. Whoever includes these has
// defined, in fluid::test, which stores: `using Homes = std::tuple<...>`, each a class made from HomeOptions
// (or from nothing) with `Store& store()`.
#pragma once

#include "tests/unit/store/fixture.h"

namespace fluid::test {

struct HomeOptions {
  size_t history = 10'000;
  size_t lag_limit = 10'000;
  size_t events_per_space = 1000;
};

}  // namespace fluid::test
