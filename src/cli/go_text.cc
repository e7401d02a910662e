#include "src/cli/go_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "src/model/texts.h"

namespace fluid::cli {
namespace {

using model::Node;
using Kind = Node::Kind;

std::vector<const Node*> Children(const Node& node) {
  std::vector<const Node*> children;
  for (const Node* child = node.first; child != nullptr; child = child->next) children.push_back(child);
  if (node.is(Kind::kMap)) std::ranges::sort(children, {}, &Node::key);
  return children;
}

bool IsNull(const Node* value) { return value == nullptr || value->is(Kind::kNull); }

// The shortest digits that read as the same double: d.ddde±xx, or plain while the exponent is within [lowest,
// highest).
std::string FloatText(std::string_view number, int lowest, int highest, bool short_exponent) {
  double value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  char buffer[400];
  const auto print = [&](std::chars_format format) {
    return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr);
  };
  std::string text = print(std::chars_format::scientific);
  const size_t e = text.find('e');
  if (e == std::string::npos) return text;
  int exponent = 0;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), text.data() + text.size(), exponent);
  if (value == 0 || (exponent >= lowest && exponent < highest)) return print(std::chars_format::fixed);
  if (short_exponent && text[e + 1] == '-' && text[e + 2] == '0') text.erase(e + 2, 1);
  return text;
}

std::string NumberText(const Node& number, bool json) {
  int64_t whole = 0;
  if (IsGoInt(number, whole)) return std::to_string(whole);
  return json ? FloatText(number.text, -6, 21, true) : FloatText(number.text, -4, 6, false);
}

void Quote(std::string_view text, std::string& out) {
  out += '"';
  for (size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const size_t length = std::max<size_t>(1, model::Utf8Length(text.substr(i)));
    const std::string_view character = text.substr(i, length);
    i += length;
    constexpr std::string_view kShort = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
    if (const size_t at = kShort.find(static_cast<char>(c)); at != std::string_view::npos) {
      out.append({'\\', kLetters[at]});
    } else if (c < 0x20 || c == '<' || c == '>' || c == '&') {
      out += fmt::format("\\u{:04x}", c);
    } else if (character == "\u2028" || character == "\u2029") {
      out += character == "\u2028" ? "\\u2028" : "\\u2029";
    } else if (c >= 0x80 && length == 1) {
      out += "\\ufffd";
    } else {
      out += character;
    }
  }
  out += '"';
}

void AppendText(const Node* value, std::string& out);

// `depth` below 0: in one line.
void AppendJson(const Node* value, int depth, std::string& out);
void AppendItems(const std::vector<const Node*>& children, bool map, int depth, std::string& out) {
  const auto new_line = [&](int level) {
    if (depth >= 0) out.append("\n").append(static_cast<size_t>(level) * 4, ' ');
  };
  out += map ? '{' : '[';
  for (size_t i = 0; i < children.size(); ++i) {
    if (i > 0) out += ',';
    new_line(depth + 1);
    if (map) {
      Quote(children[i]->key, out);
      out += depth >= 0 ? ": " : ":";
    }
    AppendJson(children[i], depth >= 0 ? depth + 1 : depth, out);
  }
  if (!children.empty()) new_line(depth);
  out += map ? '}' : ']';
}
void AppendJson(const Node* value, int depth, std::string& out) {
  if (IsNull(value)) {
    out += "null";
  } else if (value->is(Kind::kString)) {
    Quote(value->text, out);
  } else if (value->is(Kind::kNumber)) {
    out += NumberText(*value, true);
  } else if (value->is(Kind::kBool)) {
    out += value->truth ? "true" : "false";
  } else {
    AppendItems(Children(*value), value->is(Kind::kMap), depth, out);
  }
}

void AppendText(const Node* value, std::string& out) {
  if (IsNull(value)) {
    out += "<nil>";
  } else if (value->is(Kind::kString)) {
    out += value->text;
  } else if (value->is(Kind::kNumber)) {
    out += NumberText(*value, false);
  } else if (value->is(Kind::kBool)) {
    out += value->truth ? "true" : "false";
  } else {
    const bool map = value->is(Kind::kMap);
    out += map ? "map[" : "[";
    bool first = true;
    for (const Node* child : Children(*value)) {
      if (!std::exchange(first, false)) out += ' ';
      if (map) out.append(child->key).append(":");
      AppendText(child, out);
    }
    out += ']';
  }
}

// Appends U+`code` as UTF-8. Source: RFC 3629.
void AppendUtf8(uint32_t code, std::string& out) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out.append({static_cast<char>(0xC0 | (code >> 6)), tail(0)});
  } else if (code < 0x10000) {
    out.append({static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0)});
  } else {
    out.append({static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)});
  }
}

// The number that `count` digits at `at` are, which it moves behind them; nothing: they are not there.
std::optional<uint32_t> Digits(std::string_view text, size_t& at, size_t count, int base) {
  uint32_t value = 0;
  if (at + count > text.size()) return std::nullopt;
  const char* begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + count, value, base);
  if (error != std::errc() || end != begin + count) return std::nullopt;
  at += count;
  return value;
}

// The escape whose letter is at `at`.
bool Unescape(std::string_view text, size_t& at, char quote, std::string& out) {
  if (at == text.size()) return false;
  const char letter = text[at++];
  constexpr std::string_view kLetters = "abfnrtv\\", kMeanings = "\a\b\f\n\r\t\v\\";
  if (const size_t known = kLetters.find(letter); known != std::string_view::npos) {
    out += kMeanings[known];
    return true;
  }
  if (letter == quote) {
    out += quote;
    return true;
  }
  std::optional<uint32_t> code;
  if (letter == 'x' || (letter >= '0' && letter <= '7')) {
    if (letter != 'x') --at;
    code = letter == 'x' ? Digits(text, at, 2, 16) : Digits(text, at, 3, 8);
    if (!code || *code > 0xFF) return false;
    out += static_cast<char>(*code);
    return true;
  }
  if (letter == 'u' || letter == 'U') code = Digits(text, at, letter == 'u' ? 4 : 8, 16);
  if (!code || *code > 0x10FFFF || (*code >= 0xD800 && *code < 0xE000)) return false;
  AppendUtf8(*code, out);
  return true;
}

}  // namespace

bool IsGoInt(const Node& number, int64_t& value) {
  const char* end = number.text.data() + number.text.size();
  const auto [stop, error] = std::from_chars(number.text.data(), end, value);
  return error == std::errc() && stop == end;
}

std::string GoText(const Node* value) {
  std::string text;
  AppendText(value, text);
  return text;
}

std::string GoJson(const Node* value) {
  std::string text;
  AppendJson(value, -1, text);
  return text;
}

std::string GoPrettyJson(std::span<const Node* const> list) {
  std::string text;
  AppendItems({list.begin(), list.end()}, /*map=*/false, 0, text);
  return text;
}

std::optional<std::string> GoUnquote(std::string_view inside, char quote) {
  std::string text;
  if (inside.find('\\') == std::string_view::npos) return std::string(inside);
  for (size_t at = 0; at < inside.size();) {
    if (inside[at] == quote) return std::nullopt;
    if (inside[at] == '\\') {
      if (!Unescape(inside, ++at, quote, text)) return std::nullopt;
      continue;
    }
    const size_t length = model::Utf8Length(inside.substr(at));
    text += length > 0 ? inside.substr(at, length) : std::string_view("\xEF\xBF\xBD");
    at += std::max<size_t>(1, length);
  }
  return text;
}

}  // namespace fluid::cli
