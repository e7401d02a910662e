#include "src/model/generated/shapes.h"
#include "src/model/resource.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

template <class T>
const T& At(const FieldInfo& field, const void* base) {
  return *reinterpret_cast<const T*>(static_cast<const char*>(base) + field.offset);
}

using StringMap = std::map<std::string, std::string>;
using IntMap = std::map<std::string, int64_t>;

void EncodeMap(const ShapeInfo& shape, const void* base, JsonWriter& out) {
  out.BeginMap();
  EncodeMembers(shape, base, nullptr, out);
  out.EndMap();
}

bool IsAbsent(const FieldInfo& field, const void* base) {
  if (field.omit == Omit::kEmpty) return IsEmpty(field, base);
  switch (field.storage) {  // always written: unless there is nothing that could be
    case Storage::kNone:
    case Storage::kObject:
      return true;
    case Storage::kOptionalString:
    case Storage::kOptionalBool:
    case Storage::kOptionalInt32:
    case Storage::kOptionalInt64:
    case Storage::kRaw:
      return IsEmpty(field, base);
    case Storage::kString:
      return field.type != Type::kString && IsEmpty(field, base);
    default:
      return field.storage == Storage::kStructs && field.container == Container::kNone &&
             IsEmpty(field, base);
  }
}

}  // namespace

bool IsEmpty(const FieldInfo& field, const void* base) {
  switch (field.storage) {
    case Storage::kNone:
    case Storage::kObject:
      return true;
    case Storage::kString:
      return At<std::string>(field, base).empty();
    case Storage::kBool:
      return !At<bool>(field, base);
    case Storage::kInt32:
      return At<int32_t>(field, base) == 0;
    case Storage::kInt64:
      return At<int64_t>(field, base) == 0;
    case Storage::kOptionalString:
      return !At<std::optional<std::string>>(field, base);
    case Storage::kOptionalBool:
      return !At<std::optional<bool>>(field, base);
    case Storage::kOptionalInt32:
      return !At<std::optional<int32_t>>(field, base);
    case Storage::kOptionalInt64:
      return !At<std::optional<int64_t>>(field, base);
    case Storage::kRaw:
      return At<Raw>(field, base).empty();
    case Storage::kStrings:
      return At<std::vector<std::string>>(field, base).empty();
    case Storage::kInts:
      return At<std::vector<int64_t>>(field, base).empty();
    case Storage::kStringMap:
      return At<StringMap>(field, base).empty();
    case Storage::kIntMap:
      return At<IntMap>(field, base).empty();
    case Storage::kStruct:
      return IsEmpty(*field.shape, &At<char>(field, base));
    case Storage::kStructs:
      return field.access->size(&At<char>(field, base)) == 0;
  }
  return true;
}

bool IsEmpty(const ShapeInfo& shape, const void* base) {
  for (const FieldInfo& field : shape.fields) {
    if (!IsEmpty(field, base)) return false;
  }
  return shape.unknown == ShapeInfo::kNowhere ||
         reinterpret_cast<const std::string*>(static_cast<const char*>(base) + shape.unknown)->empty();
}

void EncodeField(const FieldInfo& field, const void* base, JsonWriter& out) {
  switch (field.storage) {
    case Storage::kNone:
    case Storage::kObject:
      return out.Verbatim("null");
    case Storage::kString:
      return out.String(At<std::string>(field, base));
    case Storage::kBool:
      return out.Bool(At<bool>(field, base));
    case Storage::kInt32:
      return out.Int(At<int32_t>(field, base));
    case Storage::kInt64:
      return out.Int(At<int64_t>(field, base));
    case Storage::kOptionalString:
      return out.String(*At<std::optional<std::string>>(field, base));
    case Storage::kOptionalBool:
      return out.Bool(*At<std::optional<bool>>(field, base));
    case Storage::kOptionalInt32:
      return out.Int(*At<std::optional<int32_t>>(field, base));
    case Storage::kOptionalInt64:
      return out.Int(*At<std::optional<int64_t>>(field, base));
    case Storage::kRaw:
      return out.Verbatim(At<Raw>(field, base).json);
    case Storage::kStrings:
      out.BeginList();
      for (const std::string& item : At<std::vector<std::string>>(field, base)) out.String(item);
      return out.EndList();
    case Storage::kInts:
      out.BeginList();
      for (int64_t item : At<std::vector<int64_t>>(field, base)) out.Int(item);
      return out.EndList();
    case Storage::kStringMap:
      out.BeginMap();
      for (const auto& [key, value] : At<StringMap>(field, base)) out.Key(key), out.String(value);
      return out.EndMap();
    case Storage::kIntMap:
      out.BeginMap();
      for (const auto& [key, value] : At<IntMap>(field, base)) out.Key(key), out.Int(value);
      return out.EndMap();
    case Storage::kStruct:
      return EncodeMap(*field.shape, &At<char>(field, base), out);
    case Storage::kStructs: {
      const void* holder = &At<char>(field, base);
      if (field.container == Container::kNone)
        return EncodeMap(*field.shape, field.access->at(holder, 0), out);
      out.BeginList();
      for (size_t i = 0; i < field.access->size(holder); ++i)
        EncodeMap(*field.shape, field.access->at(holder, i), out);
      return out.EndList();
    }
  }
}

void EncodeMembers(const ShapeInfo& shape, const void* base, const Object* object, JsonWriter& out,
                   bool status) {
  for (const FieldInfo& field : shape.fields) {
    if (!status && field.name == "status") continue;
    if (field.storage == Storage::kObject) {
      if (object == nullptr) continue;
      out.Key(field.name);
      if (field.type == Type::kObject) {
        EncodeMap(*field.shape, &object->metadata(), out);
      } else {
        out.String(field.name == "kind" ? object->kind().name : object->kind().api_version);
      }
    } else if (!IsAbsent(field, base)) {
      out.Key(field.name);
      EncodeField(field, base, out);
    }
  }
  if (shape.unknown != ShapeInfo::kNowhere) {
    out.Members(*reinterpret_cast<const std::string*>(static_cast<const char*>(base) + shape.unknown));
  }
}

void Encode(const Object& object, JsonWriter& out) {
  out.BeginMap();
  EncodeMembers(*object.kind().shape, object.body()->data(), &object, out);
  out.EndMap();
}

}  // namespace fluid::model
