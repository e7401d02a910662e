// ProtoWriter: a message of protobuf as it is written, field by field.
//
// Source: protobuf's encoding, wire types 0, 1 and 2. Threads: a value.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace fluid::api {

class ProtoWriter {
 public:
  void Bytes(uint32_t number, std::string_view bytes) {
    Varint(number << 3 | 2);
    Varint(bytes.size());
    bytes_ += bytes;
  }
  void Number(uint32_t number, uint64_t value) {
    Varint(number << 3);
    Varint(value);
  }
  void Double(uint32_t number, double value) {
    Varint(number << 3 | 1);
    const auto bits = std::bit_cast<uint64_t>(value);
    for (int shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(bits >> shift);
  }
  std::string Take() { return std::move(bytes_); }

 private:
  void Varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  std::string bytes_;
};

}  // namespace fluid::api
