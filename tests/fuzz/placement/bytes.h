// Numbers from the fuzzer's bytes; zeros when they are used up.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fluid::placement {

class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : at_(data), end_(data + size) {}
  bool empty() const { return at_ == end_; }
  int Next() { return at_ == end_ ? 0 : *at_++; }
  int Below(int n) { return Next() % n; }
  // Mostly small, at times negative or huge.
  int64_t Amount() {
    const int what = Next();
    if (what < 250) return what % 12;
    return what < 252 ? -1 : what < 254 ? int64_t{1} << 50 : (int64_t{1} << 62) + what;
  }

 private:
  const uint8_t *at_, *end_;
};

}  // namespace fluid::placement
