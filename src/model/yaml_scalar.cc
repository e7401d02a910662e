#include <algorithm>
#include <charconv>

#include "src/model/yaml.h"

namespace fluid::model {
namespace {

bool AllOf(std::string_view text, std::string_view set) {
  return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}

constexpr std::string_view kDigits = "0123456789";

// The digits of a whole number in some base as a decimal text; empty: not one, or above 64 bits.
std::string FromBase(std::string_view digits, int base) {
  uint64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  return stop == end && error == std::errc() && !digits.empty() ? std::to_string(value) : std::string();
}

// Digits without leading zeros.
std::string Trimmed(std::string_view digits) {
  const size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return std::string(digits.substr(first));
}

// [0-9]+ | [0-9]*.[0-9]*, then an optional exponent, as JSON writes it; empty: no such number.
std::string FromFloat(std::string_view text) {
  std::string_view exponent;  // with its letter
  if (const size_t e = text.find_first_of("eE"); e != std::string_view::npos) {
    exponent = text.substr(e);
    std::string_view digits = exponent.substr(1);
    if (digits.starts_with('+') || digits.starts_with('-')) digits.remove_prefix(1);
    if (!AllOf(digits, kDigits)) return "";
    text = text.substr(0, e);
  }
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view rest = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() && rest.empty()) return "";
  if (!whole.empty() && !AllOf(whole, kDigits)) return "";
  if (!rest.empty() && !AllOf(rest, kDigits)) return "";
  std::string json = whole.empty() ? "0" : Trimmed(whole);
  if (!rest.empty()) json.append(".").append(rest);
  if (!exponent.empty()) json.append(exponent);
  return json;
}

// Beyond the range of double: Go's reader takes such a scalar as a text.
bool IsHuge(std::string_view number) {
  double value = 0;
  const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
  return result.ec == std::errc::result_out_of_range && number.find('-') == std::string_view::npos;
}

std::string ToNumber(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !(AllOf(text.substr(0, 1), kDigits) || text.front() == '.')) return "";
  std::string plain(text);
  std::erase(plain, '_');
  std::string number;
  auto base = [&](std::string_view upper, std::string_view lower, int radix) {
    if (plain.starts_with(upper) || plain.starts_with(lower))
      number = FromBase(std::string_view(plain).substr(2), radix);
  };
  base("0X", "0x", 16);
  base("0O", "0o", 8);
  base("0B", "0b", 2);
  if (number.empty() && plain.size() > 1 && AllOf(plain, "01234567") && plain.front() == '0')
    number = FromBase(plain, 8);
  if (number.empty() && AllOf(plain, kDigits)) number = Trimmed(plain);
  if (number.empty()) number = FromFloat(plain);
  if (IsHuge(number)) return "";
  return number.empty() || !minus ? number : "-" + number;
}

}  // namespace

PlainScalar ResolvePlain(std::string_view text) {
  constexpr std::string_view kNull[] = {"", "~", "null", "Null", "NULL"};
  constexpr std::string_view kTrue[] = {"y",    "Y",    "yes", "Yes", "YES", "true",
                                        "True", "TRUE", "on",  "On",  "ON"};
  constexpr std::string_view kFalse[] = {"n",     "N",     "no",  "No",  "NO", "false",
                                         "False", "FALSE", "off", "Off", "OFF"};
  auto among = [&](auto& words) { return std::ranges::count(words, text) > 0; };
  if (among(kNull)) return {.kind = Node::Kind::kNull, .truth = false, .number = {}};
  if (among(kTrue)) return {.kind = Node::Kind::kBool, .truth = true, .number = {}};
  if (among(kFalse)) return {.kind = Node::Kind::kBool, .truth = false, .number = {}};
  if (std::string number = ToNumber(text); !number.empty()) {
    return {.kind = Node::Kind::kNumber, .truth = false, .number = std::move(number)};
  }
  return {};
}

}  // namespace fluid::model
