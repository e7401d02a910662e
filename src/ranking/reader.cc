#include "src/ranking/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "src/base/strings.h"
#include "src/model/json.h"
#include "src/model/numbers.h"
#include "src/model/walk.h"
#include "src/model/yaml.h"

namespace fluid::ranking {

using model::Node;

std::string Below(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

std::string_view WithoutMark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

const Node* PlaceReader::Open(std::string_view text) {
  text = WithoutMark(text);
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '{') {
    tree_ = std::make_unique<model::Tree>();
    const size_t end = model::ReadJson(text, *tree_, problems_);
    const size_t more = text.find_first_not_of(" \t\r\n", end);
    if (problems_.empty() && more != std::string_view::npos) {
      const std::string_view before = text.substr(0, more);
      const auto line = static_cast<int>(std::ranges::count(before, '\n')) + 1;
      const auto column = static_cast<int>(more - (before.rfind('\n') + 1)) + 1;  // npos + 1 is 0
      Add({file_, line, column, "", "more after the object", "one object", ""});
    }
  } else {
    constexpr size_t kMost = size_t{1} << 30;  // clusters have long lists of nodes
    model::ReadYaml(
        text,
        [&](std::unique_ptr<model::Tree> tree) {
          if (tree_ != nullptr) {
            Complain(*tree->root, "", "another document", "one object");
            return false;
          }
          tree_ = std::move(tree);
          return true;
        },
        problems_, kMost);
  }
  for (Problem& problem : problems_) problem.file = file_;
  const Node* root = tree_ == nullptr || !problems_.empty() ? nullptr : tree_->root;
  if (root != nullptr && root->is(Node::Kind::kMap)) return root;
  if (problems_.empty()) Add({file_, 1, 1, "", "no object", "one object, as JSON or YAML", ""});
  return nullptr;
}

Status PlaceReader::Finish() const {
  if (problems_.empty()) return Ok();
  std::vector<Problem> problems = problems_;
  const auto place = [](const Problem& p) { return std::tie(p.line, p.column, p.path); };
  std::ranges::stable_sort(problems, {}, place);
  // The first to find something has the most to say about it.
  const auto again = std::ranges::unique(problems, {}, place);
  problems.erase(again.begin(), again.end());
  return Status(Code::kInvalidArgument, fmt::format("{} can't be used", file_), problems);
}

void PlaceReader::Add(Problem problem) {
  if (problems_.size() < 100) problems_.push_back(std::move(problem));
}

void PlaceReader::Complain(const Node& at, const std::string& path, std::string found, std::string allowed) {
  Add({file_, static_cast<int>(at.line), static_cast<int>(at.column), path, std::move(found),
       std::move(allowed), ""});
}

void PlaceReader::Only(const Node* map, const std::string& path,
                       std::initializer_list<std::string_view> names) {
  for (const Node* child = map == nullptr ? nullptr : map->first; child != nullptr; child = child->next) {
    if (std::ranges::count(names, child->key) > 0) continue;
    Add({file_, static_cast<int>(child->key_line), static_cast<int>(child->key_column),
         Below(path, child->key), "an unknown field", fmt::format("{}", fmt::join(names, ", ")),
         std::string(DidYouMean(child->key, {names.begin(), names.size()}))});
  }
}

void PlaceReader::Conform(const Node* map, const std::string& path, const ShapeInfo& shape) {
  if (map == nullptr) return;
  std::vector<Problem> found;
  model::CheckShape(*map, shape, found);
  for (Problem& problem : found) {
    if (problem.found == "nothing") continue;
    problem.file = file_;
    problem.path = Below(path, problem.path);
    Add(std::move(problem));
  }
}

const Node* PlaceReader::Of(Node::Kind kind, const char* name, const Node* in, std::string_view key,
                            const std::string& path) {
  const Node* node = in == nullptr ? nullptr : in->Find(key);
  if (node == nullptr || node->is(Node::Kind::kNull)) return nullptr;
  if (node->is(kind)) return node;
  Complain(*node, path, Describe(*node), name);
  return nullptr;
}

const Node* PlaceReader::Map(const Node* in, std::string_view key, const std::string& path) {
  return Of(Node::Kind::kMap, "a map", in, key, path);
}

const Node* PlaceReader::List(const Node* in, std::string_view key, const std::string& path) {
  return Of(Node::Kind::kList, "a list", in, key, path);
}

std::string PlaceReader::Text(const Node* in, std::string_view key, const std::string& path, bool needed) {
  const Node* node = in == nullptr ? nullptr : in->Find(key);
  if (node == nullptr || node->is(Node::Kind::kNull)) {
    if (needed && in != nullptr) Complain(*in, path, "nothing", "a text");
    return "";
  }
  if (node->is(Node::Kind::kString) || node->is(Node::Kind::kNumber)) {
    if (needed && node->text.empty()) Complain(*node, path, "\"\"", "a text that is not empty");
    return std::string(node->text);
  }
  Complain(*node, path, Describe(*node), "a text");
  return "";
}

std::string PlaceReader::OneOf(const Node* in, std::string_view key, const std::string& path,
                               std::initializer_list<std::string_view> words, bool needed) {
  std::string text = Text(in, key, path, needed);
  if (text.empty() || std::ranges::count(words, text) > 0) return text;
  Add({file_, static_cast<int>(in->Find(key)->line), static_cast<int>(in->Find(key)->column), path,
       fmt::format("\"{}\"", text), fmt::format("one of {}", fmt::join(words, ", ")),
       std::string(DidYouMean(text, {words.begin(), words.size()}))});
  return "";
}

std::optional<int64_t> PlaceReader::Whole(const Node* in, std::string_view key, const std::string& path,
                                          int64_t least, int64_t most) {
  const Node* node = in == nullptr ? nullptr : in->Find(key);
  if (node == nullptr || node->is(Node::Kind::kNull)) return std::nullopt;
  int64_t value = 0;
  if (node->is(Node::Kind::kNumber) && model::ToInt64(node->text, value) == model::WholeNumber::kYes &&
      value >= least && value <= most) {
    return value;
  }
  Complain(*node, path, Describe(*node),
           most == std::numeric_limits<int64_t>::max()
               ? fmt::format("a whole number, {} or more", least)
               : fmt::format("a whole number from {} to {}", least, most));
  return std::nullopt;
}

bool PlaceReader::Truth(const Node* in, std::string_view key, const std::string& path) {
  const Node* node = Of(Node::Kind::kBool, "true or false", in, key, path);
  return node != nullptr && node->truth;
}

void PlaceReader::Each(const Node* list, const std::string& path,
                       const std::function<void(const Node&, const std::string&)>& fn) {
  size_t i = 0;
  for (const Node* item = list == nullptr ? nullptr : list->first; item != nullptr; item = item->next, ++i) {
    const std::string item_path = fmt::format("{}[{}]", path, i);
    if (item->is(Node::Kind::kMap)) {
      fn(*item, item_path);
    } else {
      Complain(*item, item_path, Describe(*item), "a map");
    }
  }
}

void PlaceReader::EachOf(const Node* in, std::string_view key, const std::string& path,
                         const std::function<void(const Node&, const std::string&)>& fn) {
  const std::string at = Below(path, key);
  Each(List(in, key, at), at, fn);
}

void PlaceReader::EachText(const Node* map, const std::string& path,
                           const std::function<void(std::string_view, const std::string&, const Node&)>& fn) {
  for (const Node* item = map == nullptr ? nullptr : map->first; item != nullptr; item = item->next) {
    if (item->is(Node::Kind::kString) || item->is(Node::Kind::kNumber)) {
      fn(item->key, std::string(item->text), *item);
    } else {
      Complain(*item, fmt::format("{}[{}]", path, item->key), Describe(*item), "a text");
    }
  }
}

}  // namespace fluid::ranking
