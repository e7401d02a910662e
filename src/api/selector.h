// Selectors: which objects a list or watch wants, by label and by field.
//
// Source: Kubernetes' label selector syntax ("a=b,c!=d,e,!f,g in (x,y),h notin (z)") and field selectors
// ("metadata.name=x").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "fluid/status.h"

namespace fluid::api {

class Selector {
 public:
  Selector() = default;  // matches all
  // Fields: metadata.name and metadata.namespace of every kind; of Kubernetes' own what clients ask for
  // there.
  static Result<Selector> Parse(const KindInfo& kind, std::string_view labels, std::string_view fields);

  bool Matches(const Object& object) const;
  // Whether an object that matched may stop to, or begin: labels and phases change, names do not.
  bool may_change() const;

 private:
  struct LabelRule {
    std::string key;
    enum class Op { kExists, kMissing, kIn, kNotIn, kGreater, kLess } op;
    std::vector<std::string> values;
  };
  struct FieldRule {
    std::string path;
    bool equal;
    std::string value;
  };
  static Result<LabelRule> ParseLabelRule(std::string_view text);

  std::vector<LabelRule> labels_;
  std::vector<FieldRule> fields_;
};

}  // namespace fluid::api
