// What a field means: the tables, told to people. `fluid explain`, completion and messages are made of this.
//
// A path is a kind (by kind, plural, singular or short name, in any case), then fields, joined by dots:
// "dataset.spec.mounts.encryptOptions". Lists and maps are walked through as if they were one of their items;
// indices and keys in brackets are passed over.
//
// Threads: pure functions over constant data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "src/model/kind.h"
#include "src/model/shape.h"

namespace fluid::model {

struct FieldHelp {
  std::string name;
  std::string type;  // "string", "integer", "boolean", "[]Mount", "map[string]string", "Quantity", "Time" ...
  bool required = false;
  bool deprecated = false;
  std::string default_value;         // as JSON; empty: none
  std::vector<std::string> allowed;  // empty: any value of the type; an empty text may be among them
  std::string limits;                // "at least 1", "an absolute path without .."; empty: none
  std::string meaning;               // one line
};

struct Explanation {
  const KindInfo* kind = nullptr;
  std::string path;           // of the field within the kind, "spec.mounts"; empty: the kind itself
  FieldHelp field;            // of the kind itself: its name and meaning
  std::string shape_meaning;  // what the object is that the field holds; empty: no object, or said already
  std::vector<FieldHelp> fields;  // of the object that the field holds, sorted by name
};

// INVALID_ARGUMENT with one problem, which suggests the name that was meant, for a path that leads nowhere.
Result<Explanation> Explain(std::string_view path);

// One line: "integer", "[]EncryptOption", ...
std::string TypeName(const FieldInfo& field);
FieldHelp HelpFor(const FieldInfo& field);
// What the values of a field must keep to beyond their type and `allowed`; empty: nothing.
std::string Limits(const FieldInfo& field);

}  // namespace fluid::model
