#include <fmt/format.h>

#include "src/model/json.h"
#include "src/model/texts.h"

// RapidJSON's stack counts from a null pointer while it is empty.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), apply_to = function)
#endif
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#ifdef __clang__
#pragma clang attribute pop
#endif

#include <array>
#include <cstring>
#include <map>
#include <unordered_set>

namespace fluid::model {
namespace {

// The reader's buffer, in which it unescapes strings. What a string begins with that needs no look at every
// byte, mostly all of it, is passed over at once.
class InPlace : public rapidjson::InsituStringStream {
 public:
  InPlace(char* text, const char* end) : rapidjson::InsituStringStream(text), end_(end) {}
  // Called behind the quote that opens a string: where it begins.
  char* PutBegin() {
    char* const begin = src_;
    src_ = dst_ = begin + PlainJson({begin, end_});
    return begin;
  }

 private:
  const char* end_;
};

}  // namespace
}  // namespace fluid::model

namespace rapidjson {

template <>
struct StreamTraits<fluid::model::InPlace> : StreamTraits<InsituStringStream> {};

template <>
inline void SkipWhitespace(fluid::model::InPlace& stream) {
  while (*stream.src_ == ' ' || *stream.src_ == '\n' || *stream.src_ == '\r' || *stream.src_ == '\t')
    ++stream.src_;
}

}  // namespace rapidjson

namespace fluid::model {
namespace {

struct Place {
  size_t offset = 0;
  uint32_t line = 1, column = 1;

  // Moves on to a later offset of the same text.
  void MoveTo(size_t to, std::string_view text) {
    for (; offset < to && offset < text.size(); ++offset) {
      if (text[offset] == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80) {
        ++column;
      }
    }
  }
};

Problem Broken(const Place& place, std::string found, std::string allowed) {
  return {.file = {},
          .line = static_cast<int>(place.line),
          .column = static_cast<int>(place.column),
          .path = {},
          .found = std::move(found),
          .allowed = std::move(allowed),
          .suggestion = {}};
}

// Makes nodes of the reader's events. Their texts stay where the reader unescaped them: in its buffer.
template <Places kPlaces>
class Builder {
 public:
  // `text` is what the buffer held before the reader changed it.
  Builder(std::string_view text, const char* buffer, const Place& start, Tree& tree,
          std::vector<Problem>& problems)
      : text_(text), buffer_(buffer), place_(start), tree_(tree), problems_(problems), read_(start.offset) {}

  bool Null() {
    Attach(Node::Kind::kNull);
    read_ += 4;
    return true;
  }
  bool Bool(bool value) {
    Attach(Node::Kind::kBool)->truth = value;
    read_ += value ? 4 : 5;
    return true;
  }
  bool Int(int) { return false; }  // numbers come as texts
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }
  bool RawNumber(const char* digits, unsigned size, bool) { return Add(Node::Kind::kNumber, digits, size); }
  bool String(const char* chars, unsigned size, bool) { return Add(Node::Kind::kString, chars, size); }
  bool StartObject() { return Open(Node::Kind::kMap); }
  bool StartArray() { return Open(Node::Kind::kList); }
  bool EndObject(unsigned) { return Close(); }
  bool EndArray(unsigned) { return Close(); }
  bool Key(const char* chars, unsigned size, bool) {
    Advance();
    key_ = {chars, size};
    key_place_ = place_;
    if (kPlaces == Places::kKept) read_ = EndOfString();
    if (Duplicate(open_[depth_ - 1])) {
      return Fail(fmt::format("the key \"{}\" again", key_), "each key once in a map");
    }
    return true;
  }

  const Place& place() const { return place_; }

 private:
  struct OpenNode {
    Node* node;
    Node** end;     // where its next child is linked
    uint64_t seen;  // which of 64 classes the keys so far are of
  };

  // Moves to the token that has just been read: the first byte after the last token that can start one.
  void Advance() {
    if constexpr (kPlaces == Places::kNone) return;
    while (read_ < text_.size() && std::strchr(" \t\r\n,:]}", text_[read_]) != nullptr) ++read_;
    place_.MoveTo(read_, text_);
  }
  // The byte after the string that begins at read_. What the reader accepted is known to end.
  size_t EndOfString() const {
    size_t at = read_ + 1;
    while (text_[at] != '"') at += text_[at] == '\\' ? 2 : 1;
    return at + 1;
  }
  bool Duplicate(OpenNode& map) {
    constexpr uint32_t kFew = 16;
    const uint64_t middle = key_.empty() ? 0 : static_cast<unsigned char>(key_[key_.size() / 2]);
    const uint64_t last = key_.empty() ? 0 : static_cast<unsigned char>(key_.back());
    const uint64_t seen = uint64_t{1} << ((key_.size() + 7 * middle + 13 * last) % 64);
    const bool maybe = (map.seen & seen) != 0;
    map.seen |= seen;
    if (map.node->size < kFew) return maybe && map.node->Find(key_) != nullptr;
    auto& keys = keys_[depth_];
    if (keys.empty()) {
      for (const Node* child = map.node->first; child != nullptr; child = child->next)
        keys.insert(child->key);
    }
    return !keys.insert(key_).second;
  }
  Node* Attach(Node::Kind kind) {
    Advance();
    Node* node = kPlaces == Places::kNone ? tree_.New(kind) : tree_.New(kind, place_.line, place_.column);
    if (depth_ == 0) {
      tree_.root = node;
      return node;
    }
    OpenNode& parent = open_[depth_ - 1];
    if (parent.node->is(Node::Kind::kMap)) {
      node->key = key_;
      if constexpr (kPlaces == Places::kKept) {
        node->key_line = key_place_.line;
        node->key_column = key_place_.column;
      }
    }
    *parent.end = node;
    parent.end = &node->next;
    parent.node->last = node;
    ++parent.node->size;
    return node;
  }
  bool Add(Node::Kind kind, const char* chars, unsigned size) {
    Attach(kind)->text = {chars, size};
    if constexpr (kPlaces == Places::kKept)
      read_ = kind == Node::Kind::kString ? EndOfString() : static_cast<size_t>(chars - buffer_) + size;
    return true;
  }
  bool Open(Node::Kind kind) {
    Node* node = Attach(kind);
    if (depth_ >= static_cast<size_t>(kMaxDepth))
      return Fail("nesting of more than 100 levels", "at most 100");
    open_[depth_++] = {node, &node->first, 0};
    ++read_;
    return true;
  }
  bool Close() {
    if (!keys_.empty()) keys_.erase(depth_);
    --depth_;
    return true;
  }
  bool Fail(std::string found, std::string allowed) {
    problems_.push_back(Broken(place_, std::move(found), std::move(allowed)));
    return false;
  }

  std::string_view text_;
  const char* buffer_;
  Place place_;
  Tree& tree_;
  std::vector<Problem>& problems_;
  size_t read_;  // where the next token is looked for
  size_t depth_ = 0;
  std::array<OpenNode, kMaxDepth> open_;
  std::map<size_t, std::unordered_set<std::string_view>> keys_;  // by depth, of the open maps that grew large
  std::string_view key_;
  Place key_place_;
};

// Reads the value at `at`, and moves `at` to its end.
template <Places kPlaces>
void Read(std::string_view text, char* buffer, Place& at, Tree& tree, std::vector<Problem>& problems) {
  const size_t start = at.offset, before = problems.size();
  InPlace stream(buffer + start, buffer + text.size());
  Builder<kPlaces> builder(text, buffer, at, tree, problems);
  rapidjson::Reader reader;
  constexpr unsigned kFlags =
      rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseStopWhenDoneFlag;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  at = builder.place();
  if (!result) {
    tree.root = nullptr;
    Place place = at;
    place.MoveTo(start + result.Offset(), text);
    if (problems.size() == before) {
      problems.push_back(Broken(place,
                                fmt::format("broken JSON ({})", rapidjson::GetParseError_En(result.Code())),
                                "one JSON value"));
    }
  }
  const size_t end = start + stream.Tell();
  if (kPlaces == Places::kKept) at.MoveTo(end, text);
  at.offset = end;
}

void Read(Places places, std::string_view text, char* buffer, Place& at, Tree& tree,
          std::vector<Problem>& problems) {
  return places == Places::kKept ? Read<Places::kKept>(text, buffer, at, tree, problems)
                                 : Read<Places::kNone>(text, buffer, at, tree, problems);
}

// Strings must be UTF-8. Checked before the reader changes anything.
bool IsText(std::string_view text, std::vector<Problem>& problems) {
  const size_t end = ValidUtf8(text);
  if (end == text.size()) return true;
  Place place;
  place.MoveTo(end, text);
  problems.push_back(Broken(place, "broken JSON (no UTF-8)", "one JSON value"));
  return false;
}

}  // namespace

size_t ReadJson(std::string_view text, Tree& tree, std::vector<Problem>& problems, Places places) {
  if (!IsText(text, problems)) {
    tree.root = nullptr;
    return 0;
  }
  char* buffer = tree.Buffer(text.size() + 1);
  if (!text.empty()) std::memcpy(buffer, text.data(), text.size());
  buffer[text.size()] = '\0';
  Place at;
  Read(places, text, buffer, at, tree, problems);
  return at.offset;
}

JsonStream::JsonStream(std::string_view text, Places places) : text_(text), buffer_(text), places_(places) {}

size_t JsonStream::Next(Tree& tree, std::vector<Problem>& problems) {
  if (at_ == 0 && !IsText(text_, problems)) return 0;
  const size_t start = text_.find_first_not_of(" \t\r\n", at_);
  if (start == std::string_view::npos) return 0;
  Place at{at_, line_, column_};
  if (places_ == Places::kKept) at.MoveTo(start, text_);
  at.offset = start;
  Read(places_, text_, buffer_.data(), at, tree, problems);
  at_ = at.offset;
  line_ = at.line;
  column_ = at.column;
  return tree.root != nullptr ? at_ - start : 0;
}

}  // namespace fluid::model
