#include "src/model/generated/shapes.h"
#include "src/model/numbers.h"
#include "src/model/resource.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

template <class T>
T& At(const FieldInfo& field, void* base) {
  return *reinterpret_cast<T*>(static_cast<char*>(base) + field.offset);
}

int64_t IntOf(const Node& node) {
  int64_t value = 0;
  ToInt64(node.text, value);  // checked before
  return value;
}

void DecodeMembers(const Node& map, const ShapeInfo& shape, void* base);

void DecodeField(const Node& node, const FieldInfo& field, void* base) {
  switch (field.storage) {
    case Storage::kNone:
    case Storage::kObject:
      return;
    case Storage::kString:
      At<std::string>(field, base) = node.text;
      return;
    case Storage::kBool:
      At<bool>(field, base) = node.truth;
      return;
    case Storage::kInt32:
      At<int32_t>(field, base) = static_cast<int32_t>(IntOf(node));
      return;
    case Storage::kInt64:
      At<int64_t>(field, base) = IntOf(node);
      return;
    case Storage::kOptionalString:
      At<std::optional<std::string>>(field, base) = std::string(node.text);
      return;
    case Storage::kOptionalBool:
      At<std::optional<bool>>(field, base) = node.truth;
      return;
    case Storage::kOptionalInt32:
      At<std::optional<int32_t>>(field, base) = static_cast<int32_t>(IntOf(node));
      return;
    case Storage::kOptionalInt64:
      At<std::optional<int64_t>>(field, base) = IntOf(node);
      return;
    case Storage::kRaw: {
      JsonWriter json;
      json.Value(node);
      At<Raw>(field, base).json = json.Take();
      return;
    }
    case Storage::kStrings:
      for (const Node* item = node.first; item != nullptr; item = item->next) {
        At<std::vector<std::string>>(field, base).emplace_back(item->text);
      }
      return;
    case Storage::kInts:
      for (const Node* item = node.first; item != nullptr; item = item->next) {
        At<std::vector<int64_t>>(field, base).push_back(IntOf(*item));
      }
      return;
    case Storage::kStringMap:
      for (const Node* item = node.first; item != nullptr; item = item->next) {
        if (item->is(Node::Kind::kNull)) continue;
        At<std::map<std::string, std::string>>(field, base).emplace(item->key, item->text);
      }
      return;
    case Storage::kIntMap:
      for (const Node* item = node.first; item != nullptr; item = item->next) {
        if (item->is(Node::Kind::kNull)) continue;
        At<std::map<std::string, int64_t>>(field, base).emplace(item->key, IntOf(*item));
      }
      return;
    case Storage::kStruct:
      return DecodeMembers(node, *field.shape, &At<char>(field, base));
    case Storage::kStructs: {
      void* holder = &At<char>(field, base);
      if (field.container == Container::kNone)
        return DecodeMembers(node, *field.shape, field.access->add(holder));
      for (const Node* item = node.first; item != nullptr; item = item->next) {
        DecodeMembers(*item, *field.shape, field.access->add(holder));
      }
      return;
    }
  }
}

void DecodeMembers(const Node& map, const ShapeInfo& shape, void* base) {
  std::vector<const Node*> unknown;
  for (const Node* child = map.first; child != nullptr; child = child->next) {
    const FieldInfo* field = shape.Find(child->key);
    if (field == nullptr || field->storage == Storage::kNone) {
      unknown.push_back(child);
    } else if (!child->is(Node::Kind::kNull)) {
      DecodeField(*child, *field, base);
    }
  }
  if (unknown.empty() || shape.unknown == ShapeInfo::kNowhere) return;
  JsonWriter json;
  json.BeginMap();
  json.Entries(std::move(unknown));
  json.EndMap();
  *reinterpret_cast<std::string*>(static_cast<char*>(base) + shape.unknown) = json.Take();
}

}  // namespace

Object Decode(const Node& node, const KindInfo& kind) {
  Metadata metadata;
  if (const Node* meta = node.Find("metadata"); meta != nullptr && meta->is(Node::Kind::kMap)) {
    DecodeMembers(*meta, kObjectMetaShape, &metadata);
  }
  std::shared_ptr<Object::Body> body = kind.shape->make();
  DecodeMembers(node, *kind.shape, body->data());
  return Object(&kind, std::move(metadata), std::move(body));
}

}  // namespace fluid::model
