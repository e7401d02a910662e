#include "src/api/proto_reader.h"

namespace fluid::api {
namespace {

bool TakeVarint(std::string_view* rest, uint64_t* value) {
  *value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (rest->empty()) return false;
    const auto byte = static_cast<unsigned char>((*rest)[0]);
    rest->remove_prefix(1);
    *value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

bool TakeBytes(std::string_view* rest, uint64_t length, std::string_view* bytes) {
  if (length > rest->size()) return false;
  *bytes = rest->substr(0, length);
  rest->remove_prefix(length);
  return true;
}

bool TakeField(std::string_view* rest, ProtoValue* value) {
  uint64_t tag = 0, length = 0;
  if (!TakeVarint(rest, &tag) || tag > UINT32_MAX) return false;
  value->field = static_cast<uint32_t>(tag >> 3);
  value->wire_type = static_cast<int>(tag & 7);
  switch (value->wire_type) {
    case 0:
      return TakeVarint(rest, &value->number);
    case 1:
      return TakeBytes(rest, 8, &value->bytes);
    case 2:
      return TakeVarint(rest, &length) && TakeBytes(rest, length, &value->bytes);
    case 5:
      return TakeBytes(rest, 4, &value->bytes);
    default:
      return false;
  }
}

}  // namespace

bool EachProtoField(std::string_view message, const std::function<bool(const ProtoValue&)>& fn) {
  while (!message.empty()) {
    ProtoValue value;
    if (!TakeField(&message, &value) || !fn(value)) return false;
  }
  return true;
}

}  // namespace fluid::api
