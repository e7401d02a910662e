// The tables behind the model: for every object shape its fields, and how each is held in C++. Constant data,
// written by scripts/gen-model; one walker over it reads, prints, defaults and checks every kind.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "src/model/tree.h"

namespace fluid {

struct ShapeInfo;

namespace model {

// JSON that is kept as it came: what Kubernetes owns and we only pass on. Canonical: no blanks, keys sorted.
struct Raw {
  std::string json;  // empty: absent
  bool empty() const { return json.empty(); }
  bool operator==(const Raw&) const = default;
};

enum class Type : uint8_t { kString, kBool, kInt32, kInt64, kTime, kQuantity, kIntOrString, kAny, kObject };
enum class Container : uint8_t { kNone, kArray, kMap };

// When a field is left out of JSON.
enum class Omit : uint8_t {
  kEmpty,  // false, 0, "", nothing in it; a struct whose fields are all so
  kNever,
};

// Whose a list is when several write it (x-kubernetes-list-type). Lists of which nothing is said are atomic.
enum class ListType : uint8_t {
  kAtomic,  // its last writer's, as a whole
  kSet,     // each item is its writer's; none twice
  kMap,     // each item, known by FieldInfo::list_keys, is merged field by field; no two agree in all keys
};

// How a field is held in C++.
enum class Storage : uint8_t {
  kNone,    // in `unknown`, as it came
  kObject,  // in the Object itself: apiVersion, kind, metadata
  kString,  // also times and quantities
  kBool,
  kInt32,
  kInt64,
  kOptionalString,
  kOptionalBool,
  kOptionalInt32,
  kOptionalInt64,
  kRaw,
  kStrings,  // std::vector<std::string>
  kInts,     // std::vector<int64_t>
  kStringMap,
  kIntMap,  // std::map<std::string, int64_t>
  kStruct,
  kStructs,  // std::optional or std::vector of a struct, reached through Access
};

// What text a scalar may hold, beyond its type.
enum class Check : uint8_t {
  kNone,
  kQuantityList,  // two or more quantities, joined by commas
  kPath,          // absolute, without ".."
  kPathList,      // such paths, joined by commas
  kShare,         // a number in (0, 1]
  kDns1035,       // a label that starts with a letter
  kDns1123Label,
  kBase64,
};

// A std::optional<T> or std::vector<T>, T a struct of the tables.
struct Access {
  size_t (*size)(const void*);
  const void* (*at)(const void*, size_t);
  void* (*add)(void*);
};

struct FieldInfo {
  std::string_view name = {};  // in JSON
  Type type = Type::kString;
  Container container = Container::kNone;
  Storage storage = Storage::kNone;
  Omit omit = Omit::kEmpty;
  Check check = Check::kNone;
  bool required = false;
  bool pointer = false;  // 0, false and "" differ from absence
  bool deprecated = false;
  ListType list_type = ListType::kAtomic;  // kArray
  bool atomic = false;   // the map or object, or each of an array's, is its last writer's as a whole
  uint32_t offset = 0;   // of the member
  uint32_t min_len = 0;  // characters of a string, items of an array
  std::optional<int64_t> min = {};
  const ShapeInfo* shape = nullptr;                  // kObject
  const Access* access = nullptr;                    // kStructs
  std::string_view default_json = {};                // empty: none
  std::span<const std::string_view> allowed = {};    // empty: anything
  std::span<const std::string_view> list_keys = {};  // names of fields of an item: ListType::kMap
  std::string_view doc = {};
};

template <class T>
struct OptionalAccess {
  using Holder = std::optional<T>;
  static constexpr Access kValue{
      [](const void* p) -> size_t { return static_cast<const Holder*>(p)->has_value(); },
      [](const void* p, size_t) -> const void* { return &**static_cast<const Holder*>(p); },
      [](void* p) -> void* { return &static_cast<Holder*>(p)->emplace(); }};
};

template <class T>
struct VectorAccess {
  using Holder = std::vector<T>;
  static constexpr Access kValue{
      [](const void* p) -> size_t { return static_cast<const Holder*>(p)->size(); },
      [](const void* p, size_t i) -> const void* { return &(*static_cast<const Holder*>(p))[i]; },
      [](void* p) -> void* { return &static_cast<Holder*>(p)->emplace_back(); }};
};

// Where a name is looked for among 2^bits slots. Length and a few characters tell the names of a shape apart;
// scripts/gen-model finds the seed that spreads them.
constexpr size_t NameSlot(std::string_view name, uint64_t seed, int bits) {
  const size_t n = name.size();
  const auto at = [&](size_t i) { return uint64_t{static_cast<unsigned char>(name[i])}; };
  const uint64_t word =
      (n & 0xFF) | at(0) << 8 | at(n / 4) << 16 | at(n / 2) << 24 | at(n * 3 / 4) << 32 | at(n - 1) << 40;
  return static_cast<size_t>((word * seed) >> (64 - bits));
}

}  // namespace model

struct ShapeInfo {
  static constexpr uint32_t kNowhere = UINT32_MAX;

  std::string_view name = {};
  std::span<const model::FieldInfo> fields = {};  // sorted by name
  std::span<const uint8_t> slots = {};  // by NameSlot: 1 + the index of the field, 0: none; a power of two
  uint64_t seed = 0;                    // for which no two fields have one slot
  uint16_t required = 0;                // so many fields are required
  uint16_t defaults = 0;                // so many fields have a default
  bool defaults_below = false;          // here or in an object that it holds
  std::string_view doc = {};
  uint32_t unknown = kNowhere;  // offset of the std::string with the members that no field describes
  std::shared_ptr<Object::Body> (*make)() = nullptr;     // of a kind's root: an empty body
  void (*assign)(void* to, const void* from) = nullptr;  // of a status

  const model::FieldInfo* Find(std::string_view field) const;
  // The field that a child of a map of this shape is; null: unknown. Looked up once for a node.
  const model::FieldInfo* FieldOf(const model::Node& child) const;
};

inline const model::FieldInfo* ShapeInfo::Find(std::string_view field) const {
  if (field.empty() || slots.empty()) return nullptr;
  const uint8_t slot = slots[model::NameSlot(field, seed, std::countr_zero(slots.size()))];
  if (slot == 0 || fields[slot - 1].name != field) return nullptr;
  return &fields[slot - 1];
}

inline const model::FieldInfo* ShapeInfo::FieldOf(const model::Node& child) const {
  // A node may have been looked up in the table of another shape.
  const std::less<const model::FieldInfo*> before;
  const bool ours = !before(child.field, fields.data()) && before(child.field, fields.data() + fields.size());
  if (!ours) child.field = Find(child.key);
  return child.field;
}

}  // namespace fluid
