#include <algorithm>
#include <charconv>
#include <chrono>

#include "src/api/base64.h"
#include "src/api/proto_messages.h"
#include "src/api/proto_writer.h"
#include "src/api/protobuf.h"
#include "src/base/units.h"
#include "src/model/json.h"
#include "src/model/tree.h"

namespace fluid::api {
namespace {

using enum ProtoType;
using model::Node;

std::string Encode(const Node& object, const ProtoMessage& message);

int64_t WholeNumber(std::string_view text) {
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Seconds, and of a time with a fraction its nanoseconds.
std::string Time(std::string_view text, bool micro) {
  ProtoWriter time;
  const Result<WallTime> parsed = ParseTime(text);
  if (!parsed.ok()) return {};
  const auto since = parsed->time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  time.Number(1, static_cast<uint64_t>(seconds.count()));
  const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(since - seconds);
  time.Number(2, micro ? static_cast<uint64_t>(rest.count()) : 0);
  return time.Take();
}

std::string Entry(const Node& member, bool binary) {
  ProtoWriter entry;
  entry.Bytes(1, member.key);
  entry.Bytes(2, binary ? FromBase64(member.text).value_or("") : std::string(member.text));
  return entry.Take();
}

std::string Raw(const Node& value) {
  model::JsonWriter json;
  json.Value(value);
  ProtoWriter raw;
  raw.Bytes(1, json.text());
  return raw.Take();
}

void Put(ProtoWriter& to, const ProtoField& field, const Node& value) {
  switch (field.type) {
    case kText:
      return to.Bytes(field.number, value.text);
    case kBytes:
      return to.Bytes(field.number, FromBase64(value.text).value_or(""));
    case kBool:
      return to.Number(field.number, value.truth ? 1 : 0);
    case kInt:
      return to.Number(field.number, static_cast<uint64_t>(WholeNumber(value.text)));
    case kTime:
    case kMicroTime:
      return to.Bytes(field.number, Time(value.text, field.type == kMicroTime));
    case kMessage:
      return to.Bytes(field.number, Encode(value, *field.message));
    case kTextMap:
    case kBytesMap:
      for (const Node* member = value.first; member; member = member->next) {
        to.Bytes(field.number, Entry(*member, field.type == kBytesMap));
      }
      return;
    case kRaw:
      return to.Bytes(field.number, Raw(value));
  }
}

// Recursion ends with the tables, which have no cycle.
std::string Encode(const Node& object, const ProtoMessage& message) {
  ProtoWriter out;
  for (const Node* member = object.first; member; member = member->next) {
    const auto field = std::ranges::find(message.fields, member->key, &ProtoField::name);
    if (field == message.fields.end() || member->is(Node::Kind::kNull)) continue;
    if (!field->repeated) {
      Put(out, *field, *member);
      continue;
    }
    for (const Node* item = member->first; item; item = item->next) Put(out, *field, *item);
  }
  return out.Take();
}

}  // namespace

std::string ProtobufOfJson(std::string_view json) {
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems, model::Places::kNone);
  const Node* version = tree.root ? tree.root->Find("apiVersion") : nullptr;
  const Node* kind = tree.root ? tree.root->Find("kind") : nullptr;
  const ProtoMessage* message = version && kind ? FindProtoMessage(kind->text) : nullptr;
  if (!message) return {};
  ProtoWriter type, envelope;
  type.Bytes(1, version->text);
  type.Bytes(2, kind->text);
  envelope.Bytes(1, type.Take());
  envelope.Bytes(2, Encode(*tree.root, *message));
  envelope.Bytes(3, "");
  envelope.Bytes(4, "");
  return std::string(kProtobufMagic) + envelope.Take();
}

}  // namespace fluid::api
