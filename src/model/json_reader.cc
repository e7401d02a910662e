#include "src/model/json.h"

#include <fmt/format.h>

// RapidJSON's stack counts from a null pointer while it is empty.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), apply_to = function)
#endif
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#ifdef __clang__
#pragma clang attribute pop
#endif

#include <unordered_set>

namespace fluid::model {
namespace {

// A stream over a text that need not end in a zero.
class TextStream {
 public:
  using Ch = char;
  explicit TextStream(std::string_view text) : text_(text) {}
  Ch Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  Ch Take() { return at_ < text_.size() ? text_[at_++] : '\0'; }
  size_t Tell() const { return at_; }
  Ch* PutBegin() { return nullptr; }  // only parsing in place would write
  void Put(Ch) {}
  void Flush() {}
  size_t PutEnd(Ch*) { return 0; }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

class Builder {
 public:
  Builder(std::string_view text, const TextStream& stream, Tree& tree, std::vector<Problem>& problems)
      : text_(text), stream_(stream), tree_(tree), problems_(problems) {}

  bool Null() { return Add(Node::Kind::kNull); }
  bool Bool(bool value) { return Add(Node::Kind::kBool, "", value); }
  bool Int(int) { return false; }  // numbers come as texts
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }
  bool RawNumber(const char* digits, unsigned size, bool) { return Add(Node::Kind::kNumber, {digits, size}); }
  bool String(const char* chars, unsigned size, bool) { return Add(Node::Kind::kString, {chars, size}); }
  bool StartObject() { return Open(Node::Kind::kMap); }
  bool StartArray() { return Open(Node::Kind::kList); }
  bool EndObject(unsigned) { return Close(); }
  bool EndArray(unsigned) { return Close(); }
  bool Key(const char* chars, unsigned size, bool) {
    Advance();
    key_ = tree_.Keep({chars, size});
    key_line_ = line_;
    key_column_ = column_;
    if (Duplicate(*open_.back())) {
      return Fail(fmt::format("the key \"{}\" again", key_), "each key once in a map");
    }
    return true;
  }

  void Place(size_t offset) { MoveTo(offset); }
  uint32_t line() const { return line_; }
  uint32_t column() const { return column_; }

 private:
  // Moves to the start of the token that has just been read: the first byte after the last one that can start
  // a token.
  void Advance() {
    size_t start = read_;
    while (start < text_.size() && std::string_view(" \t\r\n,:").find(text_[start]) != std::string_view::npos)
      ++start;
    MoveTo(start);
    read_ = stream_.Tell();
  }
  void MoveTo(size_t offset) {
    for (; at_ < offset && at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') {
        ++line_;
        column_ = 1;
      } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {
        ++column_;
      }
    }
  }
  bool Duplicate(const Node& map) {
    constexpr uint32_t kFew = 16;
    if (map.size <= kFew) return map.Find(key_) != nullptr;
    auto& keys = keys_.back();
    if (keys.empty()) {
      for (const Node* child = map.first; child != nullptr; child = child->next) keys.insert(child->key);
    }
    return !keys.insert(key_).second;
  }
  Node* Attach(Node::Kind kind) {
    Advance();
    Node* node = tree_.New(kind, line_, column_);
    if (open_.empty()) {
      tree_.root = node;
    } else {
      if (open_.back()->is(Node::Kind::kMap)) {
        node->key = key_;
        node->key_line = key_line_;
        node->key_column = key_column_;
      }
      Tree::Append(open_.back(), node);
    }
    return node;
  }
  bool Add(Node::Kind kind, std::string_view text = "", bool truth = false) {
    Node* node = Attach(kind);
    node->text = tree_.Keep(text);
    node->truth = truth;
    return true;
  }
  bool Open(Node::Kind kind) {
    Node* node = Attach(kind);
    if (open_.size() >= kMaxDepth) return Fail("nesting of more than 100 levels", "at most 100");
    open_.push_back(node);
    keys_.emplace_back();
    return true;
  }
  bool Close() {
    open_.pop_back();
    keys_.pop_back();
    read_ = stream_.Tell();
    return true;
  }
  bool Fail(std::string found, std::string allowed) {
    problems_.push_back({.file = {},
                         .line = static_cast<int>(line_),
                         .column = static_cast<int>(column_),
                         .path = {},
                         .found = std::move(found),
                         .allowed = std::move(allowed),
                         .suggestion = {}});
    return false;
  }

  std::string_view text_;
  const TextStream& stream_;
  Tree& tree_;
  std::vector<Problem>& problems_;
  std::vector<Node*> open_;
  std::vector<std::unordered_set<std::string_view>> keys_;  // of the open maps that grew large
  std::string_view key_;
  uint32_t key_line_ = 0, key_column_ = 0;
  size_t read_ = 0;  // end of the last token
  size_t at_ = 0;    // where line_ and column_ are
  uint32_t line_ = 1, column_ = 1;
};

}  // namespace

size_t ReadJson(std::string_view text, Tree& tree, std::vector<Problem>& problems) {
  TextStream stream(text);
  Builder builder(text, stream, tree, problems);
  rapidjson::Reader reader;
  const size_t before = problems.size();
  const rapidjson::ParseResult result = reader.Parse < rapidjson::kParseNumbersAsStringsFlag |
                                        rapidjson::kParseStopWhenDoneFlag |
                                        rapidjson::kParseValidateEncodingFlag > (stream, builder);
  if (!result) {
    tree.root = nullptr;
    if (problems.size() == before) {
      builder.Place(result.Offset());
      problems.push_back(
          {.file = {},
           .line = static_cast<int>(builder.line()),
           .column = static_cast<int>(builder.column()),
           .path = {},
           .found = fmt::format("broken JSON ({})", rapidjson::GetParseError_En(result.Code())),
           .allowed = "one JSON value",
           .suggestion = {}});
    }
  }
  return stream.Tell();
}

}  // namespace fluid::model
