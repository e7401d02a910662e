#include "src/model/yaml_hint.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/model/texts.h"

namespace fluid::model {
namespace {

constexpr std::string_view kWideColon = "\xEF\xBC\x9A";  // U+FF1A
constexpr std::string_view kHardBlank = "\xC2\xA0";      // U+00A0

// The line with that number, from one; empty: there is none.
std::string_view LineOf(std::string_view text, size_t number) {
  for (size_t i = 1; i < number; ++i) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// "key:value": a key, a colon, and neither a blank nor "//" behind it.
bool LacksBlank(std::string_view words) {
  const size_t colon = words.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 >= words.size()) return false;
  if (words[colon + 1] == ' ' || words.substr(colon + 1).starts_with("//")) return false;
  return std::ranges::all_of(words.substr(0, colon), [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_' || c == '.';
  });
}

YamlHint HintOf(std::string_view line) {
  const auto at = [&](size_t offset, std::string found, std::string allowed) {
    return YamlHint{0, Characters(line.substr(0, offset)) + 1, std::move(found), std::move(allowed)};
  };
  const size_t begin = std::min(line.find_first_not_of(' '), line.size());
  const std::string_view words = Trim(line.substr(0, line.find(" #")));
  if (const size_t tab = line.find('\t'); tab != line.npos && tab <= line.find_first_not_of(" \t")) {
    return at(tab, "a tab in the indentation", "blanks");
  }
  if (const size_t blank = line.find(kHardBlank); blank != line.npos) {
    return at(blank, "a no-break space (U+00A0)", "a plain blank");
  }
  if (const size_t colon = line.find(kWideColon); colon != line.npos) {
    return at(colon, "a wide colon (U+FF1A)", "a plain colon and a blank");
  }
  if (const size_t open = line.find("{{"); open != line.npos) {
    const size_t close = line.find("}}", open);
    const size_t size = close == line.npos ? line.npos : close + 2 - open;
    return at(open, fmt::format("\"{}\", a place of a template", line.substr(open, size)),
              "the value that belongs there");
  }
  if (words.size() > 1 && words.find_first_not_of('.') == words.npos) {
    return at(begin, fmt::format("\"{}\" for something left out", words), "the fields that belong there");
  }
  if (const size_t slashes = line.find(" // "); slashes != line.npos) {
    return at(slashes + 1, "a comment that begins with \"//\"", "comments that begin with \"#\"");
  }
  if (LacksBlank(words)) {
    return at(begin, fmt::format("\"{}\" without a blank behind its colon", words), "KEY: VALUE");
  }
  return {};
}

}  // namespace

YamlHint HintAt(std::string_view text, size_t line) {
  constexpr size_t kBefore = 2;  // a value that is no map shows at the key that follows it
  for (size_t back = 0; back <= kBefore && back < line; ++back) {
    YamlHint hint = HintOf(LineOf(text, line - back));
    if (hint.found.empty()) continue;
    hint.line = line - back;
    return hint;
  }
  return {};
}

}  // namespace fluid::model
