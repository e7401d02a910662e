// Structured merge: which fields a document sets, how two states of an object differ, and one document laid
// over another, all along the model's tables: which lists are known by keys, which are sets, and which maps
// and lists are one value.
//
// Source: the rules of Kubernetes' server-side apply (x-kubernetes-list-type, -list-map-keys, -map-type).
// Members that are null count as absent in a state, and as set, to nothing, in what is applied.
// Threads: pure functions; nodes made live in the caller's tree.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "src/api/field_set.h"
#include "src/model/kind.h"
#include "src/model/shape.h"
#include "src/model/tree.h"

namespace fluid::api {

// What is known of a place in an object.
class Place {
 public:
  enum class Form {
    kLeaf,    // one value, whatever is in it
    kStruct,  // the members of a shape
    kMap,     // any names, each its own
    kItems,   // a list whose items have keys
    kSet,     // a list of different scalars
  };
  static Place Root(const KindInfo& kind);

  // The form of what is there: what the tables don't describe is as it looks, and what is not as they say is
  // one value.
  Form FormOf(const model::Node* before, const model::Node* after) const;
  Place Member(std::string_view name) const;
  Place Item() const;
  std::span<const std::string_view> keys() const { return field_->list_keys; }
  // The step to an item; nothing: it lacks a key.
  std::optional<PathElement> StepTo(const model::Node& item, Form form) const;

 private:
  static Place Of(const model::FieldInfo& field, bool item);
  const ShapeInfo* shape_ = nullptr;
  const model::FieldInfo* field_ = nullptr;  // null: the root, or not described
  std::optional<Form> form_;                 // nothing: not described
};

FieldSet FieldsOf(const model::Node& document, const Place& place);

struct Comparison {
  FieldSet added, modified, removed;
  bool same() const { return added.empty() && modified.empty() && removed.empty(); }
};
// Null: there is nothing.
Comparison Compare(const model::Node* before, const model::Node* after, const Place& place);

// `config` laid over `live` (null: nothing). Null: nothing is left.
model::Node* Merge(const model::Node* live, const model::Node& config, const Place& place,
                   model::Tree& memory);

// `document` without what is in `gone` and not in `kept` (null: nothing is kept), and without what that
// leaves empty. What is in neither stays.
model::Node* Prune(const model::Node& document, const FieldSet& gone, const FieldSet* kept,
                   const Place& place, model::Tree& memory);

// Lists with keys whose items lack one, or of which two are alike.
std::vector<Problem> CheckKeys(const model::Node& document, const Place& place);

bool SameValue(const model::Node& a, const model::Node& b);

}  // namespace fluid::api
