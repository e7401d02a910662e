#include "src/model/texts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "src/base/units.h"

namespace fluid::model {
namespace {

// Which characters may stand in a name, looked up in one step.
enum CharClass : unsigned char {
  kLowerClass = 1,
  kDigitClass = 2,
  kUpperClass = 4,
  kDashClass = 8,
  kMarkClass = 16,
  kOtherClass = 32
};
constexpr std::array<unsigned char, 256> kClasses = [] {
  std::array<unsigned char, 256> classes{};
  classes.fill(kOtherClass);
  for (unsigned char c = 'a'; c <= 'z'; ++c) classes[c] = kLowerClass;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) classes[c] = kUpperClass;
  for (unsigned char c = '0'; c <= '9'; ++c) classes[c] = kDigitClass;
  classes['-'] = kDashClass;
  classes['_'] = classes['.'] = kMarkClass;
  return classes;
}();
bool AllOf(std::string_view text, int classes) {
  int seen = 0;
  for (char c : text) seen |= kClasses[static_cast<unsigned char>(c)];
  return (seen & ~classes) == 0;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsAlnum(char c) { return IsDigit(c) || IsLower(c) || (c >= 'A' && c <= 'Z'); }

// One or more of [a-z0-9-], not starting or ending with '-'.
bool IsLabel(std::string_view text, size_t longest) {
  return !text.empty() && text.size() <= longest && text.front() != '-' && text.back() != '-' &&
         AllOf(text, kLowerClass | kDigitClass | kDashClass);
}

// [A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?, at most 63.
bool IsQualifiedName(std::string_view text) {
  return !text.empty() && text.size() <= 63 && IsAlnum(text.front()) && IsAlnum(text.back()) &&
         AllOf(text, kLowerClass | kUpperClass | kDigitClass | kDashClass | kMarkClass);
}

// Takes digits with an optional point from the front; false when there is no digit.
bool TakeDecimal(std::string_view& text) {
  size_t end = 0, digits = 0;
  bool point = false;
  for (; end < text.size() && (IsDigit(text[end]) || (text[end] == '.' && !point)); ++end) {
    if (text[end] == '.')
      point = true;
    else
      ++digits;
  }
  text.remove_prefix(end);
  return digits > 0;
}

void TakeSign(std::string_view& text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
}

}  // namespace

bool IsTime(std::string_view text) { return ParseTime(text).ok(); }

bool IsQuantity(std::string_view text) {
  TakeSign(text);
  if (!TakeDecimal(text)) return false;
  if (text.empty()) return true;
  constexpr std::string_view kDecimal = "numkMGTPE", kBinary = "KMGTPE";  // the latter with an "i"
  if (text.size() == 1 && kDecimal.find(text[0]) != std::string_view::npos) return true;
  if (text.size() == 2 && text[1] == 'i' && kBinary.find(text[0]) != std::string_view::npos) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  TakeSign(text);
  return !text.empty() && text.size() <= 4 && std::ranges::all_of(text, IsDigit);
}

bool IsDns1035Label(std::string_view text) { return IsLabel(text, 63) && IsLower(text.front()); }
bool IsDns1123Label(std::string_view text) { return IsLabel(text, 63); }

bool IsDns1123Subdomain(std::string_view text) {
  if (text.size() > 253) return false;
  for (size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    if (!IsLabel(text.substr(0, dot), 253)) return false;
    text.remove_prefix(dot + 1);
  }
  return IsLabel(text, 253);
}

bool IsLabelKey(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return IsQualifiedName(text);
  return IsDns1123Subdomain(text.substr(0, slash)) && IsQualifiedName(text.substr(slash + 1));
}

bool IsLabelValue(std::string_view text) { return text.empty() || IsQualifiedName(text); }

bool HasDotDot(std::string_view path) {
  for (size_t at = path.find(".."); at != std::string_view::npos; at = path.find("..", at + 1)) {
    const bool begins = at == 0 || path[at - 1] == '/';
    if (begins && (at + 2 == path.size() || path[at + 2] == '/')) return true;
  }
  return false;
}

bool IsAbsolutePath(std::string_view text) {
  return text.starts_with('/') && !HasDotDot(text) && text.find('\0') == std::string_view::npos;
}

bool IsBase64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  for (int pads = 0; pads < 2 && text.ends_with('='); ++pads) text.remove_suffix(1);
  return std::ranges::all_of(text, [](char c) { return IsAlnum(c) || c == '+' || c == '/'; });
}

bool IsShare(std::string_view text, double* value) {
  double share = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, share);
  if (error != std::errc() || stop != end || !(share > 0 && share <= 1)) return false;
  if (value != nullptr) *value = share;
  return true;
}

size_t Characters(std::string_view utf8) {
  return static_cast<size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

size_t Utf8Length(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
  auto tail = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool bad = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F);
    return !bad && tail(1) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool bad = (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F);
    return !bad && tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

size_t ValidUtf8(std::string_view text) {
  size_t at = 0;
  for (;;) {
    for (uint64_t words[4]; at + sizeof words <= text.size(); at += sizeof words) {  // ASCII, many at a time
      std::memcpy(words, text.data() + at, sizeof words);
      if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080) != 0) break;
    }
    if (at == text.size()) return at;
    const size_t length = Utf8Length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
}

bool Passes(Check check, std::string_view text) {
  switch (check) {
    case Check::kNone:
      return true;
    case Check::kQuantityList:
      return text.find(',') != std::string_view::npos && EachPart(text, IsQuantity);
    case Check::kPath:
      return text.empty() || IsAbsolutePath(text);
    case Check::kPathList:
      return EachPart(text, IsAbsolutePath);
    case Check::kShare:
      return text.empty() || IsShare(text);
    case Check::kDns1035:
      return IsDns1035Label(text);
    case Check::kDns1123Label:
      return IsDns1123Label(text);
    case Check::kBase64:
      // What a secret shows of itself may come back.
      return IsRedacted(text) || IsBase64(text);
  }
  return true;
}

std::string_view Meaning(Check check) {
  switch (check) {
    case Check::kNone:
      return "";
    case Check::kQuantityList:
      return "two or more quantities joined by commas, such as 10Gi,20Gi";
    case Check::kPath:
      return "an absolute path without \"..\"";
    case Check::kPathList:
      return "absolute paths without \"..\", joined by commas";
    case Check::kShare:
      return "a share of the whole such as 0.95, above 0 and at most 1";
    case Check::kDns1035:
      return "at most 63 of a-z, 0-9 and '-', from a letter to a letter or digit";
    case Check::kDns1123Label:
      return "at most 63 of a-z, 0-9 and '-', without '-' at its ends";
    case Check::kBase64:
      return "base64";
  }
  return "";
}

}  // namespace fluid::model
