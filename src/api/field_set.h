// FieldSet: which fields of an object somebody manages: a set of paths, kept as a tree of their steps.
//
// Source: FieldsV1 of Kubernetes' metadata.managedFields: {"f:spec":{"f:mounts":{}}}: "f:" a member by name,
// "k:" an item of a list by its keys, "v:" an item of a set by its value, "i:" an item by its place; "."
// beside others says that the place itself is in the set too.
// Threads: values.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fluid/status.h"

namespace fluid::model {
class JsonWriter;
struct Node;
}  // namespace fluid::model

namespace fluid::api {

struct PathElement {
  enum class Kind : uint8_t { kField, kIndex, kKey, kValue };  // as their letters are ordered
  Kind kind = Kind::kField;
  std::string text;  // a name; a number; the keys as a canonical JSON object; a value as canonical JSON

  std::string ToString() const;  // ".spec", "[0]", `[name="a",port=80]`, `[="a"]`
  auto operator<=>(const PathElement&) const = default;
};

PathElement FieldElement(std::string_view name);

class FieldSet {
 public:
  using Children = std::map<PathElement, FieldSet>;

  static Result<FieldSet> Parse(const model::Node& fields);
  void Write(model::JsonWriter& out) const;
  std::string ToJson() const;

  // The place at which this set begins: a member, or only on the way to some.
  bool owned() const { return owned_; }
  void Own() { owned_ = true; }
  const Children& children() const { return children_; }
  const FieldSet* Find(const PathElement& step) const;  // null: nothing there or below
  FieldSet& At(PathElement step) { return children_[std::move(step)]; }
  // Puts `set` below a step, unless it is empty.
  void Attach(PathElement step, FieldSet set);
  void Drop(const PathElement& step) { children_.erase(step); }
  // Gives each child to `take`, which may move from it; afterwards there is nothing here.
  template <class Take>
  void Drain(const Take& take) {
    for (auto& [step, below] : children_) take(step, below);
    *this = {};
  }

  bool empty() const { return !owned_ && children_.empty(); }
  size_t size() const;                     // how many places
  std::vector<std::string> Paths() const;  // as people read them, `.spec.mounts`, in order
  bool operator==(const FieldSet&) const = default;

 private:
  void Collect(const std::string& prefix, std::vector<std::string>& paths) const;

  bool owned_ = false;
  Children children_;
};

FieldSet Union(FieldSet a, const FieldSet& b);
FieldSet Difference(const FieldSet& a, const FieldSet& b);
FieldSet Intersection(const FieldSet& a, const FieldSet& b);

}  // namespace fluid::api
