// The few loops over 64 values that decide how fast a page is read, with the machine's widest registers where
// it has them.
#pragma once

#include <cstdint>

namespace fluid::placement {

// Bit i: values[i] >= least. 64 values.
extern uint64_t (*const AtLeast)(const int64_t* values, int64_t least);

// Of a page with the columns of `count` resources: slots[i] = min of `cap` and floor(column[i] / unit) over
// the resources where bit i of `mask` is set and nothing is negative, else 0. Units are at least 1; values
// are below 2^51 - 1.
extern void (*const CountPageSlots)(const int64_t* const* columns, const int64_t* units, int count,
                                    int64_t cap, uint64_t mask, int64_t* slots);

}  // namespace fluid::placement
