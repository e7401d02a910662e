#include "src/api/openapi_protobuf.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <span>

#include "src/api/json.h"
#include "src/api/proto_writer.h"

namespace fluid::api {
namespace {

using Message = ProtoWriter;
using Put = void (*)(Message& to, uint32_t number, const Json& value);

struct Member {
  std::string_view name;  // in JSON
  uint32_t number;
  Put put;
};

// What is no member is an extension, when its name begins with "x-".
struct Shape {
  std::span<const Member> members;
  uint32_t extensions = 0;  // their number; 0: there are none
};

// message Any: JSON is YAML.
std::string Any(const Json& value) {
  Message any;
  any.Bytes(2, value.json());
  return any.Take();
}

std::string Named(std::string_view name, std::string_view value) {
  Message named;
  named.Bytes(1, name);
  named.Bytes(2, value);
  return named.Take();
}

// A message that holds nothing but another.
std::string Wrapped(uint32_t number, std::string_view message) {
  Message outer;
  outer.Bytes(number, message);
  return outer.Take();
}

std::string Encode(const Json& object, const Shape& shape) {
  Message message;
  for (const auto& [name, value] : object.members()) {
    const auto member = std::ranges::find(shape.members, name, &Member::name);
    if (member != shape.members.end()) {
      member->put(message, member->number, value);
    } else if (shape.extensions != 0 && name.starts_with("x-")) {
      message.Bytes(shape.extensions, Named(name, Any(value)));
    }
  }
  return message.Take();
}

void PutText(Message& to, uint32_t number, const Json& value) { to.Bytes(number, value.text()); }
void PutTexts(Message& to, uint32_t number, const Json& value) {
  for (const Json& item : value.items()) to.Bytes(number, item.text());
}
void PutBool(Message& to, uint32_t number, const Json& value) { to.Number(number, value.text() == "true"); }
void PutInt(Message& to, uint32_t number, const Json& value) {
  to.Number(number, static_cast<uint64_t>(value.number(0)));
}
void PutDouble(Message& to, uint32_t number, const Json& value) {
  const std::string text = value.text();
  double parsed = 0;
  std::from_chars(text.data(), text.data() + text.size(), parsed);
  to.Double(number, parsed);
}
void PutAny(Message& to, uint32_t number, const Json& value) { to.Bytes(number, Any(value)); }
void PutAnys(Message& to, uint32_t number, const Json& value) {
  for (const Json& item : value.items()) to.Bytes(number, Any(item));
}

std::string Schema(const Json& value);
void PutSchema(Message& to, uint32_t number, const Json& value) { to.Bytes(number, Schema(value)); }
void PutSchemas(Message& to, uint32_t number, const Json& value) {
  for (const Json& item : value.items()) to.Bytes(number, Schema(item));
}
// The types of a value: one, or several.
void PutType(Message& to, uint32_t number, const Json& value) {
  Message type;
  if (value.is_array()) {
    PutTexts(type, 1, value);
  } else {
    type.Bytes(1, value.text());
  }
  to.Bytes(number, type.Take());
}
// A message that holds a schema alone: of items, of an answer.
void PutWrappedSchema(Message& to, uint32_t number, const Json& value) {
  to.Bytes(number, Wrapped(1, Schema(value)));
}
void PutAdditional(Message& to, uint32_t number, const Json& value) {
  if (value.is_object()) return PutWrappedSchema(to, number, value);
  Message additional;
  PutBool(additional, 2, value);
  to.Bytes(number, additional.Take());
}
void PutNamedSchemas(Message& to, uint32_t number, const Json& value) {
  Message all;
  for (const auto& [name, schema] : value.members()) all.Bytes(1, Named(name, Schema(schema)));
  to.Bytes(number, all.Take());
}

constexpr Member kSchema[] = {{"$ref", 1, PutText},
                              {"format", 2, PutText},
                              {"title", 3, PutText},
                              {"description", 4, PutText},
                              {"default", 5, PutAny},
                              {"maximum", 7, PutDouble},
                              {"minimum", 9, PutDouble},
                              {"maxLength", 11, PutInt},
                              {"minLength", 12, PutInt},
                              {"pattern", 13, PutText},
                              {"maxItems", 14, PutInt},
                              {"minItems", 15, PutInt},
                              {"required", 19, PutTexts},
                              {"enum", 20, PutAnys},
                              {"additionalProperties", 21, PutAdditional},
                              {"type", 22, PutType},
                              {"items", 23, PutWrappedSchema},
                              {"allOf", 24, PutSchemas},
                              {"properties", 25, PutNamedSchemas},
                              {"readOnly", 27, PutBool}};
// Recursion ends with the document, which names schemas instead of holding them.
std::string Schema(const Json& value) { return Encode(value, {kSchema, 31}); }

constexpr Member kBodyParameter[] = {{"description", 1, PutText},
                                     {"name", 2, PutText},
                                     {"in", 3, PutText},
                                     {"required", 4, PutBool},
                                     {"schema", 5, PutSchema}};
constexpr Member kPathParameter[] = {{"required", 1, PutBool},
                                     {"in", 2, PutText},
                                     {"description", 3, PutText},
                                     {"name", 4, PutText},
                                     {"type", 5, PutText}};
constexpr Member kQueryParameter[] = {{"required", 1, PutBool},
                                      {"in", 2, PutText},
                                      {"description", 3, PutText},
                                      {"name", 4, PutText},
                                      {"type", 6, PutText}};

void PutParameters(Message& to, uint32_t number, const Json& value) {
  for (const Json& item : value.items()) {
    const std::string place = item["in"].text();
    std::string parameter;  // message Parameter, of two kinds, of which one has four
    if (place == "body") {
      parameter = Wrapped(1, Encode(item, {kBodyParameter, 6}));
    } else if (place == "path") {
      parameter = Wrapped(2, Wrapped(4, Encode(item, {kPathParameter, 22})));
    } else {
      parameter = Wrapped(2, Wrapped(3, Encode(item, {kQueryParameter, 23})));
    }
    to.Bytes(number, Wrapped(1, parameter));
  }
}

constexpr Member kResponse[] = {{"description", 1, PutText}, {"schema", 2, PutWrappedSchema}};

void PutResponses(Message& to, uint32_t number, const Json& value) {
  Message all;
  for (const auto& [code, response] : value.members()) {
    all.Bytes(1, Named(code, Wrapped(1, Encode(response, {kResponse, 5}))));
  }
  to.Bytes(number, all.Take());
}

constexpr Member kOperation[] = {{"tags", 1, PutTexts},         {"description", 3, PutText},
                                 {"operationId", 5, PutText},   {"produces", 6, PutTexts},
                                 {"consumes", 7, PutTexts},     {"parameters", 8, PutParameters},
                                 {"responses", 9, PutResponses}};

void PutOperation(Message& to, uint32_t number, const Json& value) {
  to.Bytes(number, Encode(value, {kOperation, 13}));
}

constexpr Member kPathItem[] = {{"get", 2, PutOperation},   {"put", 3, PutOperation},
                                {"post", 4, PutOperation},  {"delete", 5, PutOperation},
                                {"patch", 8, PutOperation}, {"parameters", 9, PutParameters}};

void PutPaths(Message& to, uint32_t number, const Json& value) {
  Message all;
  for (const auto& [path, item] : value.members()) {
    all.Bytes(2, Named(path, Encode(item, {kPathItem, 10})));
  }
  to.Bytes(number, all.Take());
}

constexpr Member kInfo[] = {{"title", 1, PutText}, {"version", 2, PutText}, {"description", 3, PutText}};

void PutInfo(Message& to, uint32_t number, const Json& value) { to.Bytes(number, Encode(value, {kInfo, 7})); }

constexpr Member kDocument[] = {{"swagger", 1, PutText},
                                {"info", 2, PutInfo},
                                {"paths", 8, PutPaths},
                                {"definitions", 9, PutNamedSchemas}};

}  // namespace

bool IsOpenApiProtobuf(std::string_view type) {
  return type == kOpenApiProtobuf || type == "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
}

std::string OpenApiV2Protobuf(std::string_view json) {
  const Result<Json> document = Json::Parse(json);
  return document.ok() ? Encode(*document, {kDocument, 16}) : std::string();
}

}  // namespace fluid::api
