#include "src/api/protobuf.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "src/api/base64.h"
#include "src/api/json.h"
#include "src/api/proto_messages.h"
#include "src/api/proto_reader.h"
#include "src/base/strings.h"
#include "src/base/units.h"

namespace fluid::api {
namespace {

using enum ProtoType;

Status Broken() { return InvalidArgument("the body of the request is broken protobuf"); }

// `micro`: with its microseconds. The zero of Go's times is read as absent: "".
bool ReadTime(std::string_view bytes, bool micro, std::string* json) {
  int64_t seconds = 0, nanoseconds = 0;
  const bool read = EachProtoField(bytes, [&](const ProtoValue& value) {
    if (value.is_number(1)) seconds = static_cast<int64_t>(value.number);
    if (value.is_number(2)) nanoseconds = static_cast<int64_t>(value.number);
    return true;
  });
  if (!read) return false;
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
  const bool read = EachProtoField(bytes, [&](const ProtoValue& value) {
    if (value.is_bytes(1)) *json = value.bytes;
    return true;
  });
  return read && Json::Parse(*json).ok();
}

bool ReadEntry(std::string_view bytes, bool binary, std::map<std::string, std::string>* entries) {
  std::string key, value;
  const bool read = EachProtoField(bytes, [&](const ProtoValue& field) {
    if (field.is_bytes(1)) key = field.bytes;
    if (field.is_bytes(2)) value = field.bytes;
    return true;
  });
  if (read) (*entries)[key] = binary ? Base64(value) : value;
  return read;
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
  const bool read = EachProtoField(bytes, [&](const ProtoValue& sent) {
    const auto field = std::ranges::find(message.fields, sent.field, &ProtoField::number);
    if (field == message.fields.end()) return true;
    const bool is_number = field->type == kBool || field->type == kInt;
    if (!(is_number ? sent.is_number(sent.field) : sent.is_bytes(sent.field))) return false;
    Value& value = values[&*field];
    std::string json;
    switch (field->type) {
      case kText:
        json = Quoted(sent.bytes);
        break;
      case kBytes:
        json = Quoted(Base64(sent.bytes));
        break;
      case kBool:
        json = sent.number ? "true" : "false";
        break;
      case kInt:
        json = std::to_string(static_cast<int64_t>(sent.number));
        break;
      case kTime:
      case kMicroTime:
        if (!ReadTime(sent.bytes, field->type == kMicroTime, &json)) return false;
        break;
      case kRaw:
        if (!ReadRaw(sent.bytes, &json)) return false;
        break;
      case kMessage:
        if (!ReadMessage(*field->message, sent.bytes, &json)) return false;
        json = '{' + json + '}';
        break;
      case kTextMap:
      case kBytesMap:
        if (!ReadEntry(sent.bytes, field->type == kBytesMap, &value.entries)) return false;
        return true;
    }
    if (!field->repeated) value.items.clear();  // of a field sent twice, the last one counts
    value.items.push_back(std::move(json));
    return true;
  });
  if (!read) return false;
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
  return EachProtoField(bytes, [&](const ProtoValue& part) {
    if (part.is_bytes(2)) envelope->raw = part.bytes;
    if (!part.is_bytes(1)) return true;
    return EachProtoField(part.bytes, [&](const ProtoValue& word) {
      if (word.is_bytes(1)) envelope->api_version = word.bytes;
      if (word.is_bytes(2)) envelope->kind = word.bytes;
      return true;
    });
  });
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
