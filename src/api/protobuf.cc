#include "src/api/protobuf.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "src/api/base64.h"
#include "src/api/json.h"
#include "src/api/proto_messages.h"
#include "src/base/strings.h"
#include "src/base/units.h"

namespace fluid::api {
namespace {

using enum ProtoType;

Status Broken() { return InvalidArgument("the body of the request is broken protobuf"); }

// One field at a time of a message. Source: protobuf's encoding, wire types 0, 1, 2 and 5.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  bool done() const { return rest_.empty(); }

  // False: broken. The value is in `bytes` (wire type 2) or `varint` (0); others are passed over.
  bool Next(uint32_t* number, int* wire_type, std::string_view* bytes, uint64_t* varint) {
    uint64_t tag = 0;
    if (!Varint(&tag) || tag > UINT32_MAX) return false;
    *number = static_cast<uint32_t>(tag >> 3);
    *wire_type = static_cast<int>(tag & 7);
    switch (*wire_type) {
      case 0:
        return Varint(varint);
      case 1:
        return Take(8, bytes);
      case 2: {
        uint64_t length = 0;
        return Varint(&length) && Take(length, bytes);
      }
      case 5:
        return Take(4, bytes);
      default:
        return false;
    }
  }

 private:
  bool Varint(uint64_t* value) {
    *value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return false;
      const auto byte = static_cast<unsigned char>(rest_[0]);
      rest_.remove_prefix(1);
      *value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool Take(uint64_t length, std::string_view* bytes) {
    if (length > rest_.size()) return false;
    *bytes = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return true;
  }

  std::string_view rest_;
};

// `micro`: with its microseconds. The zero of Go's times is read as absent: "".
bool ReadTime(std::string_view bytes, bool micro, std::string* json) {
  int64_t seconds = 0, nanoseconds = 0;
  for (Reader reader(bytes); !reader.done();) {
    uint32_t number = 0;
    int wire_type = 0;
    std::string_view text;
    uint64_t varint = 0;
    if (!reader.Next(&number, &wire_type, &text, &varint)) return false;
    if (number == 1 && wire_type == 0) seconds = static_cast<int64_t>(varint);
    if (number == 2 && wire_type == 0) nanoseconds = static_cast<int64_t>(varint);
  }
  if (nanoseconds < 0 || nanoseconds >= 1'000'000'000) return false;
  if (seconds == 0 && nanoseconds == 0) {
    json->clear();
    return true;
  }
  constexpr int64_t kLatest = 253'402'300'799;  // 9999-12-31T23:59:59Z
  if (seconds < 0 || seconds > kLatest) return false;
  std::string text = FormatTime(WallTime(std::chrono::seconds(seconds)));
  if (micro) text.insert(text.size() - 1, fmt::format(".{:06}", nanoseconds / 1000));
  *json = Quoted(text);
  return true;
}

// JSON as it stands in a message of its own.
bool ReadRaw(std::string_view bytes, std::string* json) {
  *json = "{}";
  for (Reader reader(bytes); !reader.done();) {
    uint32_t number = 0;
    int wire_type = 0;
    std::string_view text;
    uint64_t varint = 0;
    if (!reader.Next(&number, &wire_type, &text, &varint)) return false;
    if (number == 1 && wire_type == 2) *json = text;
  }
  return Json::Parse(*json).ok();
}

bool ReadEntry(std::string_view bytes, bool binary, std::map<std::string, std::string>* entries) {
  std::string key, value;
  for (Reader reader(bytes); !reader.done();) {
    uint32_t number = 0;
    int wire_type = 0;
    std::string_view text;
    uint64_t varint = 0;
    if (!reader.Next(&number, &wire_type, &text, &varint)) return false;
    if (wire_type == 2 && number == 1) key = text;
    if (wire_type == 2 && number == 2) value = text;
  }
  (*entries)[key] = binary ? Base64(value) : value;
  return true;
}

std::string JsonOf(const std::map<std::string, std::string>& entries) {
  std::string text;
  for (const auto& [key, value] : entries) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : ",", Quoted(key), Quoted(value));
  }
  return '{' + text + '}';
}

std::string Joined(const std::vector<std::string>& items) {
  return Join(std::span<const std::string>(items), ",");
}

// The members of a message, without braces. Recursion ends with the tables, which have no cycle.
bool ReadMessage(const ProtoMessage& message, std::string_view bytes, std::string* members) {
  struct Value {
    std::vector<std::string> items;  // JSON
    std::map<std::string, std::string> entries;
  };
  std::map<const ProtoField*, Value> values;
  for (Reader reader(bytes); !reader.done();) {
    uint32_t number = 0;
    int wire_type = 0;
    std::string_view text;
    uint64_t varint = 0;
    if (!reader.Next(&number, &wire_type, &text, &varint)) return false;
    const auto field = std::ranges::find(message.fields, number, &ProtoField::number);
    if (field == message.fields.end()) continue;
    const bool is_number = field->type == kBool || field->type == kInt;
    if (wire_type != (is_number ? 0 : 2)) return false;
    Value& value = values[&*field];
    std::string json;
    switch (field->type) {
      case kText:
        json = Quoted(text);
        break;
      case kBytes:
        json = Quoted(Base64(text));
        break;
      case kBool:
        json = varint ? "true" : "false";
        break;
      case kInt:
        json = std::to_string(static_cast<int64_t>(varint));
        break;
      case kTime:
      case kMicroTime:
        if (!ReadTime(text, field->type == kMicroTime, &json)) return false;
        break;
      case kRaw:
        if (!ReadRaw(text, &json)) return false;
        break;
      case kMessage:
        if (!ReadMessage(*field->message, text, &json)) return false;
        json = '{' + json + '}';
        break;
      case kTextMap:
      case kBytesMap:
        if (!ReadEntry(text, field->type == kBytesMap, &value.entries)) return false;
        continue;
    }
    if (!field->repeated) value.items.clear();  // of a field sent twice, the last one counts
    value.items.push_back(std::move(json));
  }
  for (const auto& [field, value] : values) {
    if (field->type == kText && !field->repeated && value.items[0] == "\"\"") continue;  // Go's absence
    const bool time = field->type == kTime || field->type == kMicroTime;
    if (time && value.items[0].empty()) continue;
    const bool map = field->type == kTextMap || field->type == kBytesMap;
    const std::string json = map               ? JsonOf(value.entries)
                             : field->repeated ? '[' + Joined(value.items) + ']'
                                               : value.items[0];
    *members += fmt::format("{}\"{}\":{}", members->empty() ? "" : ",", field->name, json);
  }
  return true;
}

// What the envelope says of itself and holds.
struct Envelope {
  std::string_view api_version, kind, raw;
};

bool ReadEnvelope(std::string_view bytes, Envelope* envelope) {
  for (Reader reader(bytes); !reader.done();) {
    uint32_t number = 0;
    int wire_type = 0;
    std::string_view text;
    uint64_t varint = 0;
    if (!reader.Next(&number, &wire_type, &text, &varint)) return false;
    if (wire_type != 2) continue;
    if (number == 2) envelope->raw = text;
    if (number != 1) continue;
    for (Reader type(text); !type.done();) {
      std::string_view word;
      if (!type.Next(&number, &wire_type, &word, &varint)) return false;
      if (wire_type == 2 && number == 1) envelope->api_version = word;
      if (wire_type == 2 && number == 2) envelope->kind = word;
    }
  }
  return true;
}

}  // namespace

bool IsProtobuf(const HttpRequest& request) {
  const std::string* type = request.headers.Find("Content-Type");
  return type && Trim(std::string_view(*type).substr(0, type->find(';'))) == kProtobuf;
}

Result<HttpRequest> WithJsonBody(HttpRequest request) {
  FLUID_ASSIGN_OR_RETURN(request.body, JsonOfProtobuf(request.body));
  const std::string* type = request.headers.Find("Content-Type");
  HttpHeaders headers;
  for (const auto& [name, value] : request.headers.all()) {
    headers.Add(name, &value == type ? "application/json" : value);
  }
  request.headers = std::move(headers);
  return request;
}

Result<std::string> JsonOfProtobuf(std::string_view body) {
  if (!body.starts_with(kProtobufMagic)) return Broken();
  Envelope envelope;
  if (!ReadEnvelope(body.substr(kProtobufMagic.size()), &envelope)) return Broken();
  const ProtoMessage* message = FindProtoMessage(envelope.kind);
  if (!message) {
    return Unimplemented(fmt::format("a {} in protobuf is not read here; allowed is application/json",
                                     envelope.kind.empty() ? "body" : envelope.kind));
  }
  std::string members =
      fmt::format(R"("apiVersion":{},"kind":{})", Quoted(envelope.api_version), Quoted(envelope.kind));
  if (!ReadMessage(*message, envelope.raw, &members)) return Broken();
  return '{' + members + '}';
}

}  // namespace fluid::api
