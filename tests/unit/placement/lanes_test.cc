// The loops over 64 values, against the plainest way to say the same.
#include "src/placement/lanes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <random>
#include <vector>

#include "fluid/placement.h"
#include "src/placement/page.h"

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

TEST_CASE("nodes count under the first column in which their code is too low, or not at all") {
  std::mt19937_64 random(8);
  int told = 0;
  for (int round = 0; round < 20'000; ++round) {
    uint8_t codes[3 * 64];
    for (uint8_t& code : codes) code = static_cast<uint8_t>(random() % 200 & ~1u);
    const int columns[2] = {round % 3, (round + 1) % 3};
    const uint8_t asked[2] = {static_cast<uint8_t>(random() % 200 | 1), static_cast<uint8_t>(random() % 200)};
    const uint64_t mask = round % 2 == 0 ? random() : random() & random() & random() & random();
    int64_t lack[2] = {5, 7}, expected[2] = {5, 7};
    bool tells = true;
    for (int i = 0; i < 64; ++i) {
      for (int k = 0; k < 2 && (mask >> i & 1) != 0; ++k) {
        const uint8_t code = codes[64 * columns[k] + i];
        tells = tells && code != asked[k];
        if (code >= asked[k]) continue;
        ++expected[k];
        break;
      }
    }
    REQUIRE(CountLack(codes, columns, asked, 2, mask, lack) == tells);
    told += tells ? 1 : 0;
    for (int k = 0; k < 2; ++k) REQUIRE(lack[k] == (tells ? expected[k] : 5 + 2 * k));
  }
  CHECK(told > 10'000);
  CHECK(told < 20'000);
}

TEST_CASE("codes ascend with amounts, and 64 of them are compared like one after another") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 20'000; ++round) {
    const int64_t a = AnyValue(random, 7), b = a + static_cast<int64_t>(random() % 3);
    REQUIRE(CodeOf(a) <= CodeOf(b));
    REQUIRE((CodeOf(a) < CodeOf(1)) == (a < 1));
    uint8_t codes[64];
    const uint8_t code = static_cast<uint8_t>(random());
    uint64_t above = 0, same = 0;
    for (int i = 0; i < 64; ++i) {
      codes[i] = random() % 4 == 0 ? code : static_cast<uint8_t>(random());
      above |= static_cast<uint64_t>(codes[i] > code) << i;
      same |= static_cast<uint64_t>(codes[i] == code) << i;
    }
    const CodeOrder order = CompareCodes(codes, code);
    REQUIRE(order.above == above);
    REQUIRE(order.same == same);
  }
}

TEST_CASE("counting up to a limit finds where it belongs among few and many values") {
  std::mt19937 random(9);
  for (int round = 0; round < 2'000; ++round) {
    const size_t count = random() % (round % 2 == 0 ? 40 : 2'000);
    std::vector<int32_t> values(count);
    for (int32_t& value : values) value = static_cast<int32_t>(random() % 1'000);
    std::sort(values.begin(), values.end());
    const int32_t limit = static_cast<int32_t>(random() % 1'002) - 1;
    const auto expected = std::upper_bound(values.begin(), values.end(), limit) - values.begin();
    values.resize((count + kLanes - 1) / kLanes * kLanes, std::numeric_limits<int32_t>::max());
    REQUIRE(CountUpTo(values.data(), static_cast<int32_t>(count), limit) == expected);
  }
}
