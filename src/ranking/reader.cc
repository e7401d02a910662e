#include "src/ranking/reader.h"

#include <fmt/format.h>

#include "src/model/json.h"
#include "src/model/numbers.h"
#include "src/model/yaml.h"

namespace fluid::ranking {

using model::Node;

std::string Describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return "nothing";
    case Node::Kind::kBool:
      return node.truth ? "true" : "false";
    case Node::Kind::kNumber:
      return std::string(node.text);
    case Node::Kind::kString:
      return fmt::format("\"{}\"", node.text);
    case Node::Kind::kList:
      return "a list";
    case Node::Kind::kMap:
      return "a map";
  }
  return "";
}

const Node* PlaceReader::Open(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '{') {
    tree_ = std::make_unique<model::Tree>();
    model::ReadJson(text, *tree_, problems_);
  } else {
    model::ReadYaml(
        text,
        [&](std::unique_ptr<model::Tree> tree) {
          tree_ = std::move(tree);
          return false;
        },
        problems_);
  }
  for (Problem& problem : problems_) problem.file = file_;
  const Node* root = tree_ == nullptr || !problems_.empty() ? nullptr : tree_->root;
  if (root != nullptr && root->is(Node::Kind::kMap)) return root;
  if (problems_.empty())
    problems_.push_back({file_, 1, 1, "", "no object", "one object, as JSON or YAML", ""});
  return nullptr;
}

Status PlaceReader::Finish() const {
  if (problems_.empty()) return Ok();
  return Status(Code::kInvalidArgument, fmt::format("{} can't be used", file_), problems_);
}

void PlaceReader::Complain(const Node& at, const std::string& path, std::string found, std::string allowed) {
  if (problems_.size() < 100) {
    problems_.push_back({file_, static_cast<int>(at.line), static_cast<int>(at.column), path,
                         std::move(found), std::move(allowed), ""});
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

std::optional<int64_t> PlaceReader::Whole(const Node* in, std::string_view key, const std::string& path,
                                          int64_t least) {
  const Node* node = in == nullptr ? nullptr : in->Find(key);
  if (node == nullptr || node->is(Node::Kind::kNull)) return std::nullopt;
  int64_t value = 0;
  if (node->is(Node::Kind::kNumber) && model::ToInt64(node->text, value) == model::WholeNumber::kYes &&
      value >= least) {
    return value;
  }
  Complain(*node, path, Describe(*node), fmt::format("a whole number, {} or more", least));
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
  const std::string at = path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
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
