#include "src/model/kind.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "src/model/shape.h"

namespace fluid {

const model::FieldInfo* ShapeInfo::Find(std::string_view field) const {
  if (field.empty() || slots.empty()) return nullptr;
  const uint8_t slot = slots[model::NameSlot(field, seed, std::countr_zero(slots.size()))];
  if (slot == 0 || fields[slot - 1].name != field) return nullptr;
  return &fields[slot - 1];
}

const model::FieldInfo* ShapeInfo::FieldOf(const model::Node& child) const {
  // A node may have been looked up in the table of another shape.
  const std::less<const model::FieldInfo*> before;
  const bool ours = !before(child.field, fields.data()) && before(child.field, fields.data() + fields.size());
  if (!ours) child.field = Find(child.key);
  return child.field;
}

namespace model {
namespace {

bool SameWord(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

const KindInfo* FindKind(std::string_view word) {
  for (const KindInfo* kind : Kinds()) {
    if (SameWord(kind->name, word) || SameWord(kind->plural, word)) return kind;
  }
  for (const KindInfo* kind : Kinds()) {
    for (std::string_view name : kind->short_names) {
      if (SameWord(name, word)) return kind;
    }
  }
  return nullptr;
}

const KindInfo* FindKind(std::string_view api_version, std::string_view kind) {
  for (const KindInfo* info : Kinds()) {
    if (info->name == kind && info->api_version == api_version) return info;
  }
  return nullptr;
}

}  // namespace model
}  // namespace fluid
