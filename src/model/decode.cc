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

class Decoder {
 public:
  Decoder() { json_.Reserve(512); }

  void Members(const Node& map, const ShapeInfo& shape, void* base, bool status = true) {
    std::vector<const Node*> unknown;
    for (const Node* child = map.first; child != nullptr; child = child->next) {
      const FieldInfo* field = shape.FieldOf(*child);
      if (!status && child->key == "status") continue;
      if (field == nullptr || field->storage == Storage::kNone) {
        unknown.push_back(child);
      } else if (!child->is(Node::Kind::kNull)) {
        Field(*child, *field, base);
      }
    }
    if (unknown.empty() || shape.unknown == ShapeInfo::kNowhere) return;
    json_.Clear();
    json_.BeginMap();
    json_.Entries(std::move(unknown));
    json_.EndMap();
    *reinterpret_cast<std::string*>(static_cast<char*>(base) + shape.unknown) = json_.text();
  }

 private:
  void Field(const Node& node, const FieldInfo& field, void* base) {
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
        json_.Clear();
        json_.Value(node);
        At<Raw>(field, base).json = json_.text();
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
          auto& map = At<std::map<std::string, std::string>>(field, base);
          map.emplace_hint(map.end(), item->key, item->text);  // mostly sorted already
        }
        return;
      case Storage::kIntMap:
        for (const Node* item = node.first; item != nullptr; item = item->next) {
          if (item->is(Node::Kind::kNull)) continue;
          At<std::map<std::string, int64_t>>(field, base).emplace(item->key, IntOf(*item));
        }
        return;
      case Storage::kStruct:
        return Members(node, *field.shape, &At<char>(field, base));
      case Storage::kStructs: {
        void* holder = &At<char>(field, base);
        if (field.container == Container::kNone)
          return Members(node, *field.shape, field.access->add(holder));
        for (const Node* item = node.first; item != nullptr; item = item->next) {
          Members(*item, *field.shape, field.access->add(holder));
        }
        return;
      }
    }
  }

  JsonWriter json_;  // used again and again, so that what it made is copied in one piece
};

}  // namespace

Object Decode(const Node& node, const KindInfo& kind, bool status) {
  Decoder decoder;
  std::shared_ptr<Object::Body> body = kind.shape->make();
  void* const data = body->data();
  Object object(&kind, {}, std::move(body));
  if (const Node* meta = node.Find("metadata"); meta != nullptr && meta->is(Node::Kind::kMap)) {
    decoder.Members(*meta, kObjectMetaShape, &object.metadata());
  }
  decoder.Members(node, *kind.shape, data, status);
  return object;
}

}  // namespace fluid::model
