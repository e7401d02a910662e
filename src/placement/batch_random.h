// Numbers that look random and are the same each time. Part of batch.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fluid::placement {

class BatchRandom {  // Marsaglia's xorshift
 public:
  uint32_t Next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<uint32_t>(state_ >> 32);
  }
  uint32_t Below(size_t n) { return static_cast<uint32_t>((uint64_t{Next()} * n) >> 32); }

 private:
  uint64_t state_ = 88172645463325252;
};

}  // namespace fluid::placement
