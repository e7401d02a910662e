// JSON in and out: texts to trees, trees and scalars to canonical texts (no blanks; whatever a caller writes
// in order).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid::model {

inline constexpr int kMaxDepth = 100;

// Reads one JSON value from the start of `text` into tree.root and tells where it ended. Problems of syntax,
// depth over kMaxDepth and duplicate keys are in `problems` (then the root is null).
size_t ReadJson(std::string_view text, Tree& tree, std::vector<Problem>& problems);

// Writes JSON into one string. Commas are its business, nesting is the caller's.
class JsonWriter {
 public:
  void BeginMap() {
    Before();
    out_ += '{';
    comma_ = false;
  }
  void EndMap() {
    out_ += '}';
    comma_ = true;
  }
  void BeginList() {
    Before();
    out_ += '[';
    comma_ = false;
  }
  void EndList() {
    out_ += ']';
    comma_ = true;
  }
  void Key(std::string_view key);
  void String(std::string_view value);
  void Int(int64_t value) { Verbatim(std::to_string(value)); }
  void Bool(bool value) { Verbatim(value ? "true" : "false"); }
  void Verbatim(std::string_view json);          // a whole value
  void Members(std::string_view json_map);       // the members of a map, into the map that is open
  void Value(const Node& node);                  // keys sorted, numbers as they came
  void Entries(std::vector<const Node*> nodes);  // children of a map, sorted, into the map that is open

  std::string Take() { return std::move(out_); }

 private:
  void Before() {
    if (comma_) out_ += ',';
    comma_ = true;
  }
  void Quote(std::string_view value);
  std::string out_;
  bool comma_ = false;
};

// As kubectl prints: keys sorted, four blanks a level, a newline at the end.
std::string WritePrettyJson(const Node& node);

}  // namespace fluid::model
