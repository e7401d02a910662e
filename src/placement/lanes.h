// The few loops over 64 values that decide how fast a page is read, with the machine's widest registers where
// it has them.
#pragma once

#include <cstdint>

namespace fluid::placement {

// Bit i: values[i] >= least. 64 values.
extern uint64_t (*const AtLeast)(const int64_t* values, int64_t least);

// slots[i] = min(slots[i], max(0, floor(values[i] / unit))), 64 values; unit >= 1; values and unit below 2^51
// in size.
extern void (*const TakeSlots)(const int64_t* values, int64_t unit, int64_t* slots);

}  // namespace fluid::placement
