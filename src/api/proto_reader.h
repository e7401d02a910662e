// Reading a message of protobuf, field by field, as it stands: whoever reads knows what the fields are.
//
// Source: protobuf's encoding, wire types 0, 1, 2 and 5. Threads: pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace fluid::api {

struct ProtoValue {
  uint32_t field = 0;  // its number
  int wire_type = 0;
  std::string_view bytes;  // of wire types 1, 2 and 5; a part of the message
  uint64_t number = 0;     // of wire type 0

  bool is_bytes(uint32_t wanted) const { return field == wanted && wire_type == 2; }
  bool is_number(uint32_t wanted) const { return field == wanted && wire_type == 0; }
};

// False: the message is broken, or `fn` said so.
bool EachProtoField(std::string_view message, const std::function<bool(const ProtoValue&)>& fn);

}  // namespace fluid::api
