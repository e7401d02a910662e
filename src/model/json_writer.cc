#include <algorithm>

#include "src/model/json.h"
#include "src/model/texts.h"

namespace fluid::model {

void JsonWriter::Quote(std::string_view value) {
  static constexpr char kHex[] = "0123456789abcdef";
  const size_t easy = PlainJson(value);
  if (easy == value.size()) {
    const size_t at = out_.size();
    out_.append(value.size() + 2, '"');
    value.copy(out_.data() + at + 1, value.size());
    return;
  }
  out_ += '"';
  size_t plain = 0;  // start of what can be copied as it is
  auto flush = [&](size_t end) { out_.append(value.substr(plain, end - plain)); };
  for (size_t i = easy; i < value.size();) {
    const unsigned char c = static_cast<unsigned char>(value[i]);
    if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') [[likely]] {
      ++i;
      continue;
    }
    if (c >= 0x80) {
      if (const size_t length = Utf8Length(value.substr(i)); length > 0) {
        i += length;
        continue;
      }
    }
    flush(i);
    plain = ++i;
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\t':
        out_ += "\\t";
        break;
      case '\b':
        out_ += "\\b";
        break;
      case '\f':
        out_ += "\\f";
        break;
      default:
        if (c < 0x20) {
          out_.append("\\u00").append({kHex[c >> 4], kHex[c & 15]});
        } else {
          out_ += "\xEF\xBF\xBD";  // not UTF-8: JSON can't hold it
        }
    }
  }
  flush(value.size());
  out_ += '"';
}

void JsonWriter::Key(std::string_view key) {
  Before();
  Quote(key);
  out_ += ':';
  comma_ = false;
}

void JsonWriter::String(std::string_view value) {
  Before();
  Quote(value);
}

void JsonWriter::Verbatim(std::string_view json) {
  Before();
  out_ += json;
}

void JsonWriter::Members(std::string_view json_map) {
  if (json_map.size() > 2) Verbatim(json_map.substr(1, json_map.size() - 2));
}

void JsonWriter::Entries(std::vector<const Node*> nodes) {
  std::ranges::sort(nodes, {}, &Node::key);
  for (const Node* node : nodes) {
    Key(node->key);
    Value(*node);
  }
}

namespace {

bool IsSorted(const Node& map) {
  for (const Node* child = map.first; child != nullptr && child->next != nullptr; child = child->next) {
    if (child->key > child->next->key) return false;
  }
  return true;
}

}  // namespace

void JsonWriter::Value(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return Verbatim("null");
    case Node::Kind::kBool:
      return Bool(node.truth);
    case Node::Kind::kNumber:
      return Verbatim(node.text);
    case Node::Kind::kString:
      return String(node.text);
    case Node::Kind::kList:
      BeginList();
      for (const Node* item = node.first; item != nullptr; item = item->next) Value(*item);
      return EndList();
    case Node::Kind::kMap:
      BeginMap();
      if (IsSorted(node)) {
        for (const Node* child = node.first; child != nullptr; child = child->next) {
          Key(child->key);
          Value(*child);
        }
      } else {
        std::vector<const Node*> children;
        children.reserve(node.size);
        for (const Node* child = node.first; child != nullptr; child = child->next) children.push_back(child);
        Entries(std::move(children));
      }
      return EndMap();
  }
}

namespace {

void Pretty(const Node& node, int depth, std::string& out) {
  if (node.size == 0) {
    JsonWriter json;
    json.Value(node);
    out += json.Take();
    return;
  }
  const bool map = node.is(Node::Kind::kMap);
  std::vector<const Node*> children;
  for (const Node* child = node.first; child != nullptr; child = child->next) children.push_back(child);
  if (map) std::ranges::sort(children, {}, &Node::key);
  auto new_line = [&](int level) { out.append("\n").append(static_cast<size_t>(level) * 4, ' '); };
  out += map ? '{' : '[';
  for (const Node* child : children) {
    if (child != children.front()) out += ',';
    new_line(depth + 1);
    if (map) {
      JsonWriter key;
      key.String(child->key);
      out.append(key.Take()).append(": ");
    }
    Pretty(*child, depth + 1, out);
  }
  new_line(depth);
  out += map ? '}' : ']';
}

}  // namespace

std::string WritePrettyJson(const Node& node) {
  std::string out;
  Pretty(node, 0, out);
  return out += '\n';
}

}  // namespace fluid::model
