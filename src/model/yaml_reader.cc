#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_set>

#include "src/model/json.h"
#include "src/model/texts.h"
#include "src/model/yaml.h"
#include "src/model/yaml_hint.h"

namespace fluid::model {
namespace {

using Kind = Node::Kind;

// One event of libyaml, freed with it.
class Event {
 public:
  Event() = default;
  ~Event() { yaml_event_delete(&event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  yaml_event_t* get() { return &event_; }
  const yaml_event_t* operator->() const { return &event_; }
  uint32_t line() const { return static_cast<uint32_t>(event_.start_mark.line + 1); }
  uint32_t column() const { return static_cast<uint32_t>(event_.start_mark.column + 1); }

 private:
  yaml_event_t event_{};
};

std::string_view Text(const yaml_char_t* text, size_t size) {
  return {reinterpret_cast<const char*>(text), size};
}
std::string_view Text(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<Problem>& problems, size_t most)
      : text_(text), problems_(problems), most_(most) {
    good_ = yaml_parser_initialize(&parser_) == 1;
    if (!good_) return;
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  ~Reader() {
    if (good_) yaml_parser_delete(&parser_);
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void Documents(const DocumentFn& fn) {
    if (!good_) {
      Fail(0, 0, "no memory for a YAML parser", "YAML");
      return;
    }
    for (;;) {
      Event event;
      if (!Next(event)) return;
      if (event->type == YAML_STREAM_END_EVENT) return;
      if (event->type != YAML_DOCUMENT_START_EVENT) continue;
      tree_ = std::make_unique<Tree>();
      anchors_.clear();
      added_ = 0;
      document_start_ = event->start_mark.index;
      Event first;
      if (!Next(first)) return;
      const bool scalar = first->type == YAML_SCALAR_EVENT;
      tree_->root = Read(first, 0);
      if (tree_->root == nullptr) return;
      const bool empty = scalar && tree_->root->is(Kind::kNull);
      if (!empty && !fn(std::move(tree_))) return;
    }
  }

 private:
  struct Place {  // from one
    Place() = default;
    explicit Place(const yaml_mark_t& mark) : line(mark.line + 1), column(mark.column + 1) {}
    size_t line = 1, column = 1;
  };
  // Of a byte that is no text: of it libyaml knows only the offset.
  Place PlaceOf(size_t offset) const {
    const std::string_view before = text_.substr(0, offset);
    const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    Place place;
    place.line += static_cast<size_t>(std::ranges::count(before, '\n'));
    place.column += Characters(before.substr(line_start));
    return place;
  }

  bool Next(Event& event) {
    if (yaml_parser_parse(&parser_, event.get()) != 1) {
      const bool located = parser_.error == YAML_SCANNER_ERROR || parser_.error == YAML_PARSER_ERROR;
      const char* why = parser_.problem != nullptr ? parser_.problem : "unreadable";
      const Place at = parser_.error == YAML_READER_ERROR ? PlaceOf(parser_.problem_offset)
                       : located                          ? Place(parser_.problem_mark)
                                                          : Place(parser_.mark);
      if (YamlHint hint = located ? HintAt(text_, at.line) : YamlHint(); !hint.found.empty()) {
        return Fail(hint.line, hint.column, std::move(hint.found), std::move(hint.allowed));
      }
      return Fail(at.line, at.column, fmt::format("broken YAML ({})", why), "YAML in UTF-8");
    }
    if (event->end_mark.index - document_start_ > most_ && event->type != YAML_DOCUMENT_START_EVENT) {
      return Fail(event.line(), event.column(), fmt::format("a document of more than {} MiB", most_ >> 20),
                  fmt::format("at most {} MiB", most_ >> 20));
    }
    return true;
  }

  // The node that begins with `event`; null after a problem.
  Node* Read(const Event& event, int depth) {
    const bool holds = event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;
    if (holds && depth >= kMaxDepth) {
      Fail(event.line(), event.column(), "nesting of more than 100 levels", "at most 100");
      return nullptr;
    }
    switch (event->type) {
      case YAML_ALIAS_EVENT:
        return Alias(event);
      case YAML_SCALAR_EVENT:
        return Scalar(event);
      case YAML_SEQUENCE_START_EVENT:
        return List(event, depth);
      case YAML_MAPPING_START_EVENT:
        return Map(event, depth);
      default:
        Fail(event.line(), event.column(), "broken YAML", "a value");
        return nullptr;
    }
  }

  Node* Scalar(const Event& event) {
    const auto& scalar = event->data.scalar;
    const std::string_view text = Text(scalar.value, scalar.length);
    std::string_view tag = Text(scalar.tag);
    PlainScalar value;
    if (tag.empty() || tag == "!") {
      if (scalar.plain_implicit != 0 && tag.empty()) value = ResolvePlain(text);
    } else if (!Tagged(tag, text, value)) {
      Fail(event.line(), event.column(), fmt::format("\"{}\" with the tag {}", text, tag),
           "a value that its tag fits");
      return nullptr;
    }
    Node* node = tree_->New(value.kind, event.line(), event.column());
    node->truth = value.truth;
    node->text = tree_->Keep(value.kind == Kind::kNumber ? std::string_view(value.number) : text);
    Anchor(scalar.anchor, node);
    return node;
  }

  static bool Tagged(std::string_view tag, std::string_view text, PlainScalar& value) {
    constexpr std::string_view kCore = "tag:yaml.org,2002:";
    if (!tag.starts_with(kCore)) return false;
    tag.remove_prefix(kCore.size());
    if (tag == "str") return true;
    value = ResolvePlain(text);
    if (tag == "null") return value.kind == Kind::kNull;
    if (tag == "bool") return value.kind == Kind::kBool;
    if (tag == "float") return value.kind == Kind::kNumber;
    return tag == "int" && value.kind == Kind::kNumber &&
           value.number.find_first_of(".e") == std::string::npos;
  }

  Node* List(const Event& event, int depth) {
    Node* list = tree_->New(Kind::kList, event.line(), event.column());
    const OpenAnchor open(*this, event->data.sequence_start.anchor, list);
    for (;;) {
      Event item;
      if (!Next(item)) return nullptr;
      if (item->type == YAML_SEQUENCE_END_EVENT) return list;
      Node* node = Read(item, depth + 1);
      if (node == nullptr) return nullptr;
      Tree::Append(list, node);
    }
  }

  Node* Map(const Event& event, int depth) {
    Node* map = tree_->New(Kind::kMap, event.line(), event.column());
    const OpenAnchor open(*this, event->data.mapping_start.anchor, map);
    std::vector<Node*> merged;
    std::unordered_set<std::string_view> keys;
    for (;;) {
      Event event_of_key, event_of_value;
      if (!Next(event_of_key)) return nullptr;
      if (event_of_key->type == YAML_MAPPING_END_EVENT) break;
      const bool merge = event_of_key->type == YAML_SCALAR_EVENT &&
                         event_of_key->data.scalar.plain_implicit != 0 &&
                         Text(event_of_key->data.scalar.value, event_of_key->data.scalar.length) == "<<";
      Node* key = Read(event_of_key, depth + 1);
      if (key == nullptr || !IsKey(*key)) return nullptr;
      if (!Next(event_of_value)) return nullptr;
      Node* value = Read(event_of_value, depth + 1);
      if (value == nullptr) return nullptr;
      if (merge) {
        if (!CollectMerge(value, merged)) return nullptr;
        continue;
      }
      value->key = key->is(Kind::kBool) ? (key->truth ? "true" : "false") : key->text;
      value->key_line = event_of_key.line();
      value->key_column = event_of_key.column();
      if (!keys.insert(value->key).second) {
        Fail(event_of_key.line(), event_of_key.column(), fmt::format("the key \"{}\" again", value->key),
             "each key once in a map");
        return nullptr;
      }
      Tree::Append(map, value);
    }
    for (Node* from : merged) {
      if (!Merge(*from, map, keys)) return nullptr;
    }
    return map;
  }

  bool IsKey(const Node& key) {
    if (key.is(Kind::kMap) || key.is(Kind::kList) || key.is(Kind::kNull)) {
      if (YamlHint hint = HintAt(text_, key.line); key.is(Kind::kMap) && !hint.found.empty()) {
        return Fail(hint.line, hint.column, std::move(hint.found), std::move(hint.allowed));
      }
      return Fail(key.line, key.column, "a key that is a map, a list or null", "a text as key");
    }
    return true;
  }

  bool CollectMerge(Node* value, std::vector<Node*>& merged) {
    if (value->is(Kind::kMap)) {
      merged.push_back(value);
      return true;
    }
    bool maps = value->is(Kind::kList);
    for (Node* item = value->first; maps && item != nullptr; item = item->next) {
      maps = item->is(Kind::kMap);
      merged.push_back(item);
    }
    return maps || Fail(value->line, value->column, "something else after <<", "a map or a list of maps");
  }

  // What is there already wins.
  bool Merge(const Node& from, Node* map, std::unordered_set<std::string_view>& keys) {
    for (const Node* child = from.first; child != nullptr; child = child->next) {
      if (!keys.insert(child->key).second) continue;
      Node* copy = Copy(*child, 0);
      if (copy == nullptr) return false;
      Tree::Append(map, copy);
    }
    return true;
  }

  Node* Alias(const Event& event) {
    const std::string name(Text(event->data.alias.anchor));
    const auto found = anchors_.find(name);
    if (found == anchors_.end() || found->second.open) {
      Fail(event.line(), event.column(), fmt::format("the alias *{}", name),
           found == anchors_.end() ? "an anchor that stands before it" : "an anchor that does not hold it");
      return nullptr;
    }
    Node* copy = Copy(*found->second.node, 0);
    if (copy != nullptr) {
      copy->line = event.line();
      copy->column = event.column();
    }
    return copy;
  }

  Node* Copy(const Node& from, int depth) {
    if (++added_ > kMaxAliasedNodes) {
      Fail(from.line, from.column, "aliases that expand to more than 100,000 values", "at most 100,000");
      return nullptr;
    }
    if (depth > kMaxDepth) {
      Fail(from.line, from.column, "nesting of more than 100 levels", "at most 100");
      return nullptr;
    }
    Node* copy = tree_->New(from.kind, from.line, from.column);
    copy->truth = from.truth;
    copy->text = from.text;
    copy->key = from.key;
    copy->key_line = from.key_line;
    copy->key_column = from.key_column;
    for (const Node* child = from.first; child != nullptr; child = child->next) {
      Node* child_copy = Copy(*child, depth + 1);
      if (child_copy == nullptr) return nullptr;
      Tree::Append(copy, child_copy);
    }
    return copy;
  }

  struct Anchored {
    Node* node = nullptr;
    bool open = false;  // still being read: an alias to it would hold itself
  };
  void Anchor(const yaml_char_t* name, Node* node) {
    if (name != nullptr) anchors_[std::string(Text(name))] = {node, false};
  }
  // Registers a list or map for the time it is read.
  class OpenAnchor {
   public:
    OpenAnchor(Reader& reader, const yaml_char_t* name, Node* node) {
      if (name == nullptr) return;
      anchored_ = &reader.anchors_[std::string(Text(name))];
      *anchored_ = {node, true};
    }
    ~OpenAnchor() {
      if (anchored_ != nullptr) anchored_->open = false;
    }
    OpenAnchor(const OpenAnchor&) = delete;
    OpenAnchor& operator=(const OpenAnchor&) = delete;

   private:
    Anchored* anchored_ = nullptr;  // std::map keeps its entries in place
  };

  bool Fail(size_t line, size_t column, std::string found, std::string allowed) {
    problems_.push_back({.file = {},
                         .line = static_cast<int>(line),
                         .column = static_cast<int>(column),
                         .path = {},
                         .found = std::move(found),
                         .allowed = std::move(allowed),
                         .suggestion = {}});
    return false;
  }

  const std::string_view text_;
  std::vector<Problem>& problems_;
  const size_t most_;  // bytes of a document
  yaml_parser_t parser_{};
  bool good_ = false;
  std::unique_ptr<Tree> tree_;
  std::map<std::string, Anchored> anchors_;
  size_t added_ = 0;           // nodes made by aliases in this document
  size_t document_start_ = 0;  // where this document began
};

}  // namespace

void ReadYaml(std::string_view text, const DocumentFn& fn, std::vector<Problem>& problems, size_t most) {
  Reader(text, problems, most).Documents(fn);
}

}  // namespace fluid::model
