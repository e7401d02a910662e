// The few loops over 64 values that decide how fast a page is read, with the machine's widest registers where
// it has them.
#pragma once

#include <cstdint>

namespace fluid::placement {

// Bit i: values[i] >= least. 64 values.
extern uint64_t (*const AtLeast)(const int64_t* values, int64_t least);

// Bits of 64 codes that are above the given one, and of those that are the same.
struct CodeOrder {
  uint64_t above = 0, same = 0;
};
extern CodeOrder (*const CompareCodes)(const uint8_t* codes, uint8_t code);

// Nodes of `mask` by the first of `count` columns in which they have less than asked for: lack[k] more of
// them in the k-th, which is codes[64 * columns[k]] and on. False, and nothing is counted, where a code is
// the same as asked[k] and so does not tell.
extern bool (*const CountLack)(const uint8_t* codes, const int* columns, const uint8_t* asked, int count,
                               uint64_t mask, int64_t* lack);

// How many of `count` ascending values are at most `limit`. The array goes on to a multiple of kLanes, with
// the greatest int32.
inline constexpr int kLanes = 16;
extern int32_t (*const CountUpTo)(const int32_t* values, int32_t count, int32_t limit);

// Of a page with the columns of `count` resources: slots[i] = min of `cap` and floor(column[i] / unit) over
// the resources where bit i of `mask` is set and nothing is negative, else 0. Units are at least 1; values
// are below 2^51 - 1.
extern void (*const CountPageSlots)(const int64_t* const* columns, const int64_t* units, int count,
                                    int64_t cap, uint64_t mask, int64_t* slots);

}  // namespace fluid::placement
