#include <algorithm>
#include <vector>

#include "src/model/texts.h"
#include "src/model/yaml.h"

namespace fluid::model {
namespace {

using Kind = Node::Kind;

bool IsControl(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n') || c == 0x7F) return true;
    // C1 controls, line separators and the byte order mark are no printable characters of YAML
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
    if (c == 0xE2 && (text.substr(i, 3) == "\u2028" || text.substr(i, 3) == "\u2029")) return true;
    if (c == 0xEF &&
        (text.substr(i, 3) == "\uFEFF" || text.substr(i, 3) == "\uFFFE" || text.substr(i, 3) == "\uFFFF")) {
      return true;
    }
  }
  return false;
}

// Reads as something else in YAML 1.1 or 1.2, or in readers that know dates and base 60.
bool LooksOtherwise(std::string_view text) {
  if (ResolvePlain(text).kind != Kind::kString) return true;
  constexpr std::string_view kSpecial[] = {"<<", "=", ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
  std::string_view bare = text;
  if (bare.starts_with('+') || bare.starts_with('-')) bare.remove_prefix(1);
  if (std::ranges::count(kSpecial, bare) > 0) return true;
  return !bare.empty() && bare[0] >= '0' && bare[0] <= '9' &&
         bare.find_first_not_of("0123456789:-+.TtZz _") == std::string_view::npos;
}

bool PlainIsSafe(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos) {
    const bool dash = text.front() == '-' && text.size() > 1 && text[1] != ' ' && !text.starts_with("---");
    if (!dash) return false;
  }
  if (text.starts_with("...")) return false;
  return text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos &&
         !text.ends_with(':');
}

class Writer {
  static constexpr size_t kWidth = 80;
  static constexpr int kNever = -1;

 public:
  std::string Take(const Node& node, int column) {
    if (node.size > 0) {
      Children(node, column, true);
    } else {
      Scalar(node, column);
      out_ += '\n';
    }
    return std::move(out_);
  }

 private:
  void Indent(int columns) { out_.append(static_cast<size_t>(columns), ' '); }

  // Children of a list or map, each from `column` on; the first one where the writer is, if `started`.
  void Children(const Node& node, int column, bool started) {
    std::vector<const Node*> children;
    for (const Node* child = node.first; child != nullptr; child = child->next) children.push_back(child);
    const bool map = node.is(Kind::kMap);
    if (map) std::ranges::sort(children, {}, &Node::key);
    for (const Node* child : children) {
      if (!started) Indent(column);
      started = false;
      if (map) {
        Key(child->key, column);
        if (child->size > 0) {
          out_ += '\n';
          Children(*child, child->is(Kind::kMap) ? column + 2 : column, false);
          continue;
        }
        out_ += ' ';
        Scalar(*child, column);
        out_ += '\n';
      } else {
        out_ += "- ";
        if (child->size > 0) {
          Children(*child, column + 2, true);
        } else {
          Scalar(*child, column);
          out_ += '\n';
        }
      }
    }
  }

  void Key(std::string_view key, int column) {
    constexpr size_t kLong = 128;  // readers look for the ':' of a plain key so far only (YAML allows 1024)
    if (key.size() > kLong) {
      out_ += "? ";
      Text(key, column, true);
      out_ += '\n';
      Indent(column);
    } else {
      Text(key, column, true);
    }
    out_ += ':';
  }

  void Scalar(const Node& node, int column) {
    switch (node.kind) {
      case Kind::kNull:
        out_ += "null";
        return;
      case Kind::kBool:
        out_ += node.truth ? "true" : "false";
        return;
      case Kind::kNumber:
        out_ += node.text;
        return;
      case Kind::kList:
        out_ += "[]";
        return;
      case Kind::kMap:
        out_ += "{}";
        return;
      case Kind::kString:
        return Text(node.text, column, false);
    }
  }

  void Text(std::string_view text, int column, bool key) {
    const bool lines = text.find('\n') != std::string_view::npos;
    const int folds_to = key ? kNever : column + 2;
    if (IsControl(text) || (lines && (key || !Literal(text)))) return Double(text, folds_to);
    if (lines) return Block(text, column);
    if (LooksOtherwise(text)) return Double(text, folds_to);
    if (PlainIsSafe(text)) {
      Folded(text, folds_to);
    } else {
      out_ += '\'';
      Folded(text, folds_to, '\'');
      out_ += '\'';
    }
  }

  // A text of one line, continued at `column` behind the first blank that stands beyond the width, as
  // kubectl's emitter does; read back, such a line end is that blank. `quote` is doubled.
  void Folded(std::string_view text, int column, char quote = 0) {
    for (size_t i = 0; i < text.size(); ++i) {
      if (MayFold(text, i, column) && text[i + 1] != ' ') {
        Fold(column);
        continue;
      }
      if (text[i] == quote && quote != 0) out_ += quote;
      out_ += text[i];
    }
  }

  bool MayFold(std::string_view text, size_t at, int column) const {
    if (column == kNever || text[at] != ' ' || at == 0 || at + 1 == text.size()) return false;
    return text[at - 1] != ' ' && Column() > kWidth;
  }

  void Fold(int column) {
    out_ += '\n';
    Indent(column);
  }

  // Characters of the line by now.
  size_t Column() const {
    const size_t end = out_.rfind('\n');
    return Characters(std::string_view(out_).substr(end == std::string::npos ? 0 : end + 1));
  }

  // Whether a literal block says exactly this text.
  static bool Literal(std::string_view text) {
    if (text.front() == ' ' || text.front() == '\n' || text.back() == ' ') return false;
    return text.find(" \n") == std::string_view::npos;
  }

  void Block(std::string_view text, int column) {
    out_ += '|';
    if (!text.ends_with('\n')) {
      out_ += '-';
    } else if (text.ends_with("\n\n")) {
      out_ += '+';
    }
    if (text.ends_with('\n')) text.remove_suffix(1);
    for (size_t start = 0; start <= text.size();) {
      const size_t end = std::min(text.find('\n', start), text.size());
      out_ += '\n';
      if (end > start) Indent(column + 2);
      out_ += text.substr(start, end - start);
      start = end + 1;
    }
  }

  void Double(std::string_view text, int column) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    out_ += '"';
    for (size_t i = 0; i < text.size(); ++i) {
      const unsigned char c = static_cast<unsigned char>(text[i]);
      if (MayFold(text, i, column)) {
        Fold(column);
        if (text[i + 1] == ' ') out_ += '\\';  // else it would be the line's indent
        continue;
      }
      switch (c) {
        case '"':
          out_ += "\\\"";
          continue;
        case '\\':
          out_ += "\\\\";
          continue;
        case '\n':
          out_ += "\\n";
          continue;
        case '\t':
          out_ += "\\t";
          continue;
        case '\r':
          out_ += "\\r";
          continue;
        default:
          break;
      }
      if (c < 0x20 || c == 0x7F) {
        out_.append("\\x").append({kHex[c >> 4], kHex[c & 15]});
      } else if (c >= 0x80 && IsControl(text.substr(i, c >= 0xE0 ? 3 : 2))) {
        i += c >= 0xE0 ? Wide(text.substr(i, 3)) : Wide(text.substr(i, 2));
      } else {
        out_ += static_cast<char>(c);
      }
    }
    out_ += '"';
  }

  // Escapes a character of two or three bytes; tells how many bytes to pass over beyond the first.
  size_t Wide(std::string_view utf8) {
    auto bits = [&](size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(utf8[i]) & 0x3F); };
    const unsigned lead = static_cast<unsigned char>(utf8[0]);
    const unsigned code =
        utf8.size() == 2 ? (lead & 0x1F) << 6 | bits(1) : (lead & 0x0F) << 12 | bits(1) << 6 | bits(2);
    static constexpr char kHex[] = "0123456789ABCDEF";
    out_.append("\\u").append(
        {kHex[code >> 12], kHex[code >> 8 & 15], kHex[code >> 4 & 15], kHex[code & 15]});
    return utf8.size() - 1;
  }

  std::string out_;
};

}  // namespace

std::string WriteYaml(const Node& node, int column) { return Writer().Take(node, column); }

}  // namespace fluid::model
