// The loops over 64 values, against the plainest way to say the same.
#include "src/placement/lanes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "fluid/placement.h"

using namespace fluid::placement;

namespace {

// Small, large, and just beside multiples of the unit.
int64_t AnyValue(std::mt19937_64& random, int64_t unit) {
  constexpr int64_t kMost = kMaxQuantity + kMaxQuantity / 2;
  switch (random() % 5) {
    case 0:
      return static_cast<int64_t>(random() % 100) - 10;
    case 1:
      return static_cast<int64_t>(random() % static_cast<uint64_t>(kMost));
    case 2:
      return -static_cast<int64_t>(random() % (uint64_t{1} << 51));
    case 3:
      return kMost - static_cast<int64_t>(random() % 3);
    default: {
      const int64_t times = static_cast<int64_t>(random() % static_cast<uint64_t>(kMost / unit + 1));
      return std::clamp<int64_t>(times * unit + static_cast<int64_t>(random() % 3) - 1, -1, kMost);
    }
  }
}

}  // namespace

TEST_CASE("slots of a page are whole quotients, also beside every boundary") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 20'000; ++round) {
    int64_t columns[3][64], units[3], slots[64];
    const int64_t* pointers[3];
    const int count = static_cast<int>(random() % 4);
    for (int k = 0; k < count; ++k) {
      units[k] =
          1 + static_cast<int64_t>(random() % (round % 2 == 0 ? 50 : static_cast<uint64_t>(kMaxQuantity)));
      for (int64_t& value : columns[k]) value = AnyValue(random, units[k]);
      pointers[k] = columns[k];
    }
    const uint64_t mask = random();
    const int64_t cap = 1 + static_cast<int64_t>(random() % 10'000'000);
    CountPageSlots(pointers, units, count, cap, mask, slots);
    for (int i = 0; i < 64; ++i) {
      int64_t expected = (mask >> i & 1) != 0 ? cap : 0;
      for (int k = 0; k < count; ++k) {
        expected = std::min(expected, columns[k][i] < 0 ? 0 : columns[k][i] / units[k]);
      }
      if (slots[i] != expected)
        FAIL("slot " << i << " of round " << round << ": " << slots[i] << " is not " << expected);
    }
  }
}

TEST_CASE("a mask of those that are large enough") {
  std::mt19937_64 random(6);
  for (int round = 0; round < 20'000; ++round) {
    int64_t values[64];
    for (int64_t& value : values) value = AnyValue(random, 1 + static_cast<int64_t>(random() % 9));
    const int64_t least = AnyValue(random, 3);
    uint64_t expected = 0;
    for (int i = 0; i < 64; ++i) expected |= static_cast<uint64_t>(values[i] >= least) << i;
    REQUIRE(AtLeast(values, least) == expected);
  }
}
