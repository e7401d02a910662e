// JSONPath: the templates of kubectl's -o jsonpath=, which print the same bytes here as there.
//
//   {.spec.mounts[0].name}   a path; [-1] [1:3] [0:4:2] [*] ['key'] [0,2] .* ..name
//   {.items[?(@.a=="b")]}    those for which it holds: == != < <= > >=, or the place alone: it is there
//   {range .items[*]}..{end} what is between, for each
//   {"\n"}                   a text; so is what stands outside of braces
//
// Source: the JSONPath page of Kubernetes' reference, and k8s.io/client-go/util/jsonpath for what the page
// leaves open: a dot within a name is \., an empty list ends the step that slices it, a range without an end
// is done once more for what it stands in. Members of maps come sorted here, in any order there. Threads: a
// value that nothing changes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid::cli {

class JsonPath {
 public:
  // What one action in braces found, or one text.
  using Places = std::vector<const model::Node*>;

  // INVALID_ARGUMENT: what is wrong, and at which character.
  static Result<JsonPath> Parse(std::string_view text);
  // One path whose braces and first dot may be missing.
  static Result<JsonPath> ParsePath(std::string_view text);

  // Names that are not there lead nowhere. What is found lives in `from`, in this, and in `memory`.
  // INVALID_ARGUMENT: an index out of bounds, a comparison of what can't be compared; or it would find
  // millions of places.
  Result<std::vector<Places>> Find(const model::Node& from, model::Tree& memory) const;
  // What kubectl prints of it.
  Result<std::string> Print(const model::Node& from) const;
  Result<std::string> PrintAsJson(const model::Node& from) const;  // -o jsonpath-as-json=: a list per action

  struct Step;
  using Action = std::vector<Step>;

 private:
  friend class JsonPathParser;
  std::string text_;
  std::shared_ptr<model::Tree> literals_;
  std::shared_ptr<const std::vector<Action>> actions_;
};

struct JsonPath::Step {
  enum class Kind {
    kLiteral,   // a text: one place, whatever there was
    kEach,      // a number or a bool: one for each place that there was
    kField,     // `name`
    kWildcard,  // all members or items
    kDescend,   // all that holds something, here and below
    kSlice,     // items of a list
    kFilter,    // `parts`: left, and right unless `name`, the operator, is empty
    kUnion,     // `parts` one after the other
    kRange,     // begins a loop over what the rest of the action finds
    kEnd,       // ends it
    kUnknown,   // another word
  };
  struct Bound {
    bool known = false;
    bool derived = false;  // [N] is [N:N+1]
    long value = 0;
  };
  Kind kind = Kind::kField;
  size_t at = 0;  // where it begins in the template
  std::string name;
  const model::Node* literal = nullptr;
  Bound from, to, step;
  std::vector<Action> parts;
};

}  // namespace fluid::cli
