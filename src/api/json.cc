#include "src/api/json.h"

#include <fmt/format.h>

#include <unordered_map>

#include "src/api/json_tree.h"
#include "src/model/json.h"
#include "src/model/numbers.h"
#include "src/model/tree.h"

namespace fluid::api {
namespace {

using model::Node;
using model::Tree;

Node* Merged(const Node* target, const Node& patch, Tree& memory) {
  if (!patch.is(Node::Kind::kMap)) return Renamed(patch, patch.key, memory);
  Node* merged = memory.New(Node::Kind::kMap);
  merged->key = patch.key;
  std::unordered_map<std::string_view, const Node*> changes;
  for (const Node* change = patch.first; change; change = change->next) changes.emplace(change->key, change);
  if (target && target->is(Node::Kind::kMap)) {
    for (const Node* member = target->first; member; member = member->next) {
      const auto change = changes.extract(member->key);
      if (change.empty()) {
        Tree::Append(merged, Renamed(*member, member->key, memory));
      } else if (!change.mapped()->is(Node::Kind::kNull)) {
        Tree::Append(merged, Merged(member, *change.mapped(), memory));
      }
    }
  }
  for (const auto& [key, change] : changes) {
    if (!change->is(Node::Kind::kNull)) Tree::Append(merged, Merged(nullptr, *change, memory));
  }
  return merged;
}

// The length of the UTF-8 sequence that starts at `at`, or 0. Source: RFC 3629.
size_t Utf8Length(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  const auto tail = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned a = byte(0);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF) return tail(1) ? 2 : 0;
  if (a >= 0xE0 && a <= 0xEF) {
    if ((a == 0xE0 && byte(1) < 0xA0) || (a == 0xED && byte(1) > 0x9F)) return 0;
    return tail(1) && tail(2) ? 3 : 0;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    if ((a == 0xF0 && byte(1) < 0x90) || (a == 0xF4 && byte(1) > 0x8F)) return 0;
    return tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

const Node& N(const void* value) { return *static_cast<const Node*>(value); }

}  // namespace

struct Json::Document {
  Tree tree;
};

Json Json::Place(const Node* node) const {
  if (!node || node->is(Node::Kind::kNull)) return {};
  return Json(document_, node);
}

Result<Json> Json::Parse(std::string_view text) {
  auto document = std::make_shared<Document>();
  FLUID_RETURN_IF_ERROR(ReadWhole(text, "JSON text", document->tree));
  const Node* root = document->tree.root;
  return Json(std::move(document), nullptr).Place(root);
}

bool Json::is_object() const { return value_ && N(value_).is(Node::Kind::kMap); }
bool Json::is_array() const { return value_ && N(value_).is(Node::Kind::kList); }

Json Json::operator[](std::string_view member) const {
  return is_object() ? Place(N(value_).Find(member)) : Json();
}

Json Json::at(std::string_view path) const {
  Json here = *this;
  while (!path.empty() && !here.missing()) {
    path.remove_prefix(1);  // the dot
    const size_t end = std::min(path.find('.'), path.size());
    here = here[path.substr(0, end)];
    path.remove_prefix(end);
  }
  return here;
}

std::string Json::text() const {
  if (missing()) return {};
  const Node& node = N(value_);
  return node.is(Node::Kind::kString) ? std::string(node.text) : Compact(node);
}

int64_t Json::number(int64_t otherwise) const {
  int64_t value = 0;
  const bool whole = value_ && N(value_).is(Node::Kind::kNumber) &&
                     model::ToInt64(N(value_).text, value) == model::WholeNumber::kYes;
  return whole ? value : otherwise;
}

std::string Json::json() const { return missing() ? "null" : Compact(N(value_)); }

std::vector<Json> Json::items() const {
  std::vector<Json> all;
  if (!is_array()) return all;
  for (const Node* item = N(value_).first; item; item = item->next) all.push_back(Place(item));
  return all;
}

std::vector<std::pair<std::string, Json>> Json::members() const {
  std::vector<std::pair<std::string, Json>> all;
  if (!is_object()) return all;
  for (const Node* member = N(value_).first; member; member = member->next) {
    all.emplace_back(std::string(member->key), Place(member));
  }
  return all;
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i++];
    } else if (c < 0x20) {
      switch (c) {
        case '\n':
          out += "\\n";
          break;
        case '\t':
          out += "\\t";
          break;
        case '\r':
          out += "\\r";
          break;
        default:
          out += fmt::format("\\u{:04x}", c);
      }
      ++i;
    } else if (const size_t length = Utf8Length(text, i); length > 0) {
      out.append(text, i, length);
      i += length;
    } else {
      out += "\xEF\xBF\xBD";
      ++i;
    }
  }
  return out + '"';
}

std::string Pretty(std::string_view json) {
  Tree tree;
  if (!ReadWhole(json, "JSON text", tree).ok()) return std::string(json);
  return model::WritePrettyJson(*tree.root);
}

Result<std::string> MergePatch(std::string_view target, std::string_view patch) {
  Tree to, by, memory;
  FLUID_RETURN_IF_ERROR(ReadWhole(target, "object", to));
  FLUID_RETURN_IF_ERROR(ReadWhole(patch, "merge patch", by));
  if (!by.root->is(Node::Kind::kMap)) return InvalidArgument("a merge patch must be a JSON object");
  return Compact(*Merged(to.root, *by.root, memory));
}

}  // namespace fluid::api
