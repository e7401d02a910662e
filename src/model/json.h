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

// Whether nodes get their lines and columns, which takes a third of the time of reading.
enum class Places : uint8_t { kKept, kNone };

// Reads one JSON value from the start of `text` into tree.root and tells where it ended. Problems of syntax,
// depth over kMaxDepth and duplicate keys are in `problems` (then the root is null).
size_t ReadJson(std::string_view text, Tree& tree, std::vector<Problem>& problems,
                Places places = Places::kKept);

// The values of a text, one after the other. Their trees hold texts of the stream: they end before it.
class JsonStream {
 public:
  JsonStream(std::string_view text, Places places);
  // Whether anything but blanks is left.
  bool More() const { return text_.find_first_not_of(" \t\r\n", at_) != std::string_view::npos; }
  // Reads the next value, and tells how many bytes it has; 0: no more, or a problem.
  size_t Next(Tree& tree, std::vector<Problem>& problems);

 private:
  std::string_view text_;
  std::string buffer_;  // a copy of the text, in which values are unescaped in place
  Places places_;
  size_t at_ = 0;
  uint32_t line_ = 1, column_ = 1;  // of at_, when places are kept
};

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
  std::string_view text() const { return out_; }
  void Reserve(size_t bytes) { out_.reserve(bytes); }
  void Clear() {
    out_.clear();
    comma_ = false;
  }

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
