#include "fluid/object.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/model/json.h"
#include "src/model/kind.h"
#include "src/model/resource.h"
#include "src/model/walk.h"

namespace fluid {

std::string Key::ToString() const {
  const KindInfo* info = model::FindKind(kind);
  std::string text(info != nullptr ? info->singular : std::string_view(kind));
  if (!space.empty() && space != "default") text.append("/").append(space);
  return text.append("/").append(name);
}

Object::Object(const KindInfo* kind, Metadata metadata, std::shared_ptr<const Body> body)
    : kind_(kind), metadata_(std::move(metadata)), body_(std::move(body)) {}

Key Object::key() const {
  return {std::string(kind_->name), kind_->namespaced ? metadata_.space : std::string(), metadata_.name};
}

namespace {

Result<Object> ReadObject(std::string_view json, model::Places places) {
  model::Tree tree;
  std::vector<Problem> problems;
  const size_t end = model::ReadJson(json, tree, problems, places);
  if (tree.root != nullptr && json.find_first_not_of(" \t\r\n", end) != std::string_view::npos) {
    problems.push_back({.file = {},
                        .line = 0,
                        .column = 0,
                        .path = {},
                        .found = fmt::format("more text after the JSON value, at byte {}", end),
                        .allowed = "one JSON value",
                        .suggestion = {}});
  }
  if (problems.empty()) {
    const KindInfo* kind = model::KindOf(*tree.root, problems);
    if (kind != nullptr) {
      model::CheckTree(*tree.root, *kind, model::Strictness::kTypes, problems);
      if (problems.empty()) return model::Decode(*tree.root, *kind);
    }
  }
  return Status(Code::kInvalidArgument, "reading an object from JSON: it does not fit its kind",
                std::move(problems));
}

}  // namespace

Result<Object> Object::FromJson(std::string_view json) {
  Result<Object> read = ReadObject(json, model::Places::kNone);
  return read.ok() ? std::move(read) : ReadObject(json, model::Places::kKept);  // problems tell their places
}

std::string Object::ToJson() const {
  constexpr size_t kMostAreShorter = 1 << 10;
  model::JsonWriter json;
  json.Reserve(kMostAreShorter);
  model::Encode(*this, json);
  return json.Take();
}

namespace model {
namespace {

const FieldInfo* StatusField(const KindInfo& kind) {
  const FieldInfo* field = kind.shape->Find("status");
  return field != nullptr && field->storage == Storage::kStruct ? field : nullptr;
}

const void* Member(const FieldInfo& field, const void* base) {
  return static_cast<const char*>(base) + field.offset;
}

void AssignStatus(const Object::Body& from, Object& to) {
  const FieldInfo* field = StatusField(to.kind());
  if (field == nullptr) return;
  std::shared_ptr<Object::Body> body = to.body()->Clone();
  field->shape->assign(static_cast<char*>(body->data()) + field->offset, Member(*field, from.data()));
  to.set_body(std::move(body));
}

}  // namespace

std::string SpecJson(const Object& object) {
  JsonWriter json;
  json.BeginMap();
  EncodeMembers(*object.kind().shape, object.body()->data(), nullptr, json, /*status=*/false);
  json.EndMap();
  return json.Take();
}

std::string StatusJson(const Object& object) {
  const FieldInfo* field = StatusField(object.kind());
  if (field == nullptr || IsEmpty(*field, object.body()->data())) return "null";
  JsonWriter json;
  EncodeField(*field, object.body()->data(), json);
  return json.Take();
}

void CopyStatus(const Object& from, Object& to) {
  assert(&from.kind() == &to.kind());
  AssignStatus(*from.body(), to);
}

void ClearStatus(Object& object) { AssignStatus(*object.kind().shape->make(), object); }

}  // namespace model
}  // namespace fluid
