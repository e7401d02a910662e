#include "src/model/numbers.h"

#include <charconv>
#include <string>

namespace fluid::model {

WholeNumber ToInt64(std::string_view number, int64_t& value) {
  const char* end = number.data() + number.size();
  auto [stop, error] = std::from_chars(number.data(), end, value);
  if (stop == end) return error == std::errc() ? WholeNumber::kYes : WholeNumber::kTooBig;

  // mantissa x 10^exponent, the mantissa as digits without a point
  std::string digits(number.starts_with('-') ? "-" : "");
  if (number.starts_with('-')) number.remove_prefix(1);
  const size_t e = number.find_first_of("eE");
  int64_t exponent = 0;
  if (e != std::string_view::npos) {
    std::string_view text = number.substr(e + 1);
    if (text.starts_with('+')) text.remove_prefix(1);
    auto parsed = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (parsed.ec != std::errc()) exponent = text.starts_with('-') ? -1'000'000 : 1'000'000;
    number = number.substr(0, e);
  }
  const size_t point = number.find('.');
  std::string mantissa(number.substr(0, point));
  if (point != std::string_view::npos) {
    mantissa += number.substr(point + 1);
    exponent -= static_cast<int64_t>(number.size() - point - 1);
  }
  while (!mantissa.empty() && mantissa.back() == '0') {
    mantissa.pop_back();
    ++exponent;
  }
  mantissa.erase(0, mantissa.find_first_not_of('0'));
  if (mantissa.empty()) {
    value = 0;
    return WholeNumber::kYes;
  }
  if (exponent < 0) return WholeNumber::kNotWhole;
  if (exponent + static_cast<int64_t>(mantissa.size()) > 19) return WholeNumber::kTooBig;
  digits += mantissa + std::string(static_cast<size_t>(exponent), '0');
  auto whole = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return whole.ec == std::errc() ? WholeNumber::kYes : WholeNumber::kTooBig;
}

}  // namespace fluid::model
