#include "src/base/units.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <ctime>
#include <limits>

namespace fluid {
namespace {

using Wide = __int128;

struct Suffix {
  std::string_view text;
  Wide numerator;
  Wide denominator;
};
constexpr Wide kKi = 1024;
constexpr std::array<Suffix, 15> kSuffixes = {{
    {"Ki", kKi, 1},
    {"Mi", kKi* kKi, 1},
    {"Gi", kKi* kKi* kKi, 1},
    {"Ti", kKi* kKi* kKi* kKi, 1},
    {"Pi", kKi* kKi* kKi* kKi* kKi, 1},
    {"Ei", kKi* kKi* kKi* kKi* kKi* kKi, 1},
    {"n", 1, 1'000'000'000},
    {"u", 1, 1'000'000},
    {"m", 1, 1'000},
    {"k", 1'000, 1},
    {"M", 1'000'000, 1},
    {"G", 1'000'000'000, 1},
    {"T", 1'000'000'000'000, 1},
    {"P", 1'000'000'000'000'000, 1},
    {"E", Wide(1'000'000'000) * 1'000'000'000, 1},
}};
constexpr Wide kMost = std::numeric_limits<int64_t>::max();

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

Status BadQuantity(std::string_view text) {
  return InvalidArgument(
      fmt::format("\"{}\" is no quantity: a number with one of n u m k M G T P E Ki Mi Gi Ti Pi Ei, "
                  "or an exponent",
                  text));
}
Status TooLarge(std::string_view text) {
  return OutOfRange(fmt::format("quantity \"{}\" is beyond 2^63-1", text));
}

}  // namespace

Result<int64_t> ParseQuantity(std::string_view text) {
  std::string_view rest = text;
  bool negative = false;
  if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) {
    negative = rest[0] == '-';
    rest.remove_prefix(1);
  }
  // value = digits / scale, exact; more digits than fit are only wrong when the whole is out of range.
  Wide digits = 0, scale = 1;
  bool any = false, fraction = false, inexact = false;
  while (!rest.empty() && (IsDigit(rest[0]) || (rest[0] == '.' && !fraction))) {
    if (rest[0] == '.') {
      fraction = true;
    } else {
      any = true;
      if (digits > kMost * 1'000'000 || scale > Wide(1'000'000'000) * 1'000'000) {
        if (!fraction) return TooLarge(text);
        inexact = inexact || rest[0] != '0';
      } else {
        digits = digits * 10 + (rest[0] - '0');
        if (fraction) scale *= 10;
      }
    }
    rest.remove_prefix(1);
  }
  if (!any) return BadQuantity(text);

  Wide numerator = 1, denominator = 1;
  if (!rest.empty() && (rest[0] == 'e' || rest[0] == 'E') && rest.size() > 1 && rest[1] != 'i') {
    std::string_view exponent = rest.substr(1);
    bool down = false;
    if (exponent[0] == '+' || exponent[0] == '-') {
      down = exponent[0] == '-';
      exponent.remove_prefix(1);
    }
    if (exponent.empty()) return BadQuantity(text);
    int value = 0;
    for (const char c : exponent) {
      if (!IsDigit(c)) return BadQuantity(text);
      value = std::min(value * 10 + (c - '0'), 1000);
    }
    if (value > 18) {
      if (digits == 0) return 0;
      if (!down) return TooLarge(text);
      return negative ? 0 : 1;  // rounded up
    }
    for (int i = 0; i < value; ++i) (down ? denominator : numerator) *= 10;
  } else if (!rest.empty()) {
    const Suffix* found = nullptr;
    for (const Suffix& suffix : kSuffixes) {
      if (suffix.text == rest) found = &suffix;
    }
    if (!found) return BadQuantity(text);
    numerator = found->numerator;
    denominator = found->denominator;
  }
  if (digits != 0 && numerator > (Wide(1) << 126) / digits) return TooLarge(text);
  if (scale > (Wide(1) << 126) / denominator) return negative ? 0 : (digits == 0 ? 0 : 1);
  const Wide top = digits * numerator, bottom = scale * denominator;
  Wide value = top / bottom;
  if (!negative && (top % bottom != 0 || inexact)) ++value;
  if (value > kMost) return TooLarge(text);
  return static_cast<int64_t>(negative ? -value : value);
}

std::string FormatQuantity(int64_t bytes) {
  static constexpr std::array<std::string_view, 7> kNames = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  size_t step = 0;
  while (bytes != 0 && bytes % 1024 == 0 && step + 1 < kNames.size()) {
    bytes /= 1024;
    ++step;
  }
  return fmt::format("{}{}", bytes, kNames[step]);
}

Result<Duration> ParseDuration(std::string_view text) {
  const auto bad = [&] {
    return InvalidArgument(
        fmt::format("\"{}\" is no duration: numbers with h m s ms us ns, such as 1h30m", text));
  };
  std::string_view rest = text;
  bool negative = false;
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
    negative = rest[0] == '-';
    rest.remove_prefix(1);
  }
  if (rest == "0") return Duration::zero();
  if (rest.empty()) return bad();
  Wide total = 0;
  while (!rest.empty()) {
    Wide whole = 0, part = 0, scale = 1;
    bool any = false;
    for (; !rest.empty() && IsDigit(rest[0]); rest.remove_prefix(1), any = true) {
      whole = whole * 10 + (rest[0] - '0');
      if (whole > kMost) return OutOfRange(fmt::format("duration \"{}\" is beyond 292 years", text));
    }
    if (!rest.empty() && rest[0] == '.') {
      rest.remove_prefix(1);
      for (; !rest.empty() && IsDigit(rest[0]); rest.remove_prefix(1), any = true) {
        if (scale >= 1'000'000'000'000) continue;
        part = part * 10 + (rest[0] - '0');
        scale *= 10;
      }
    }
    if (!any) return bad();
    struct Unit {
      std::string_view name;
      int64_t ns;
    };
    static constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                                    {"us", 1'000},
                                                    {"\xC2\xB5s", 1'000},
                                                    {"\xCE\xBCs", 1'000},
                                                    {"ms", 1'000'000},
                                                    {"s", 1'000'000'000},
                                                    {"m", 60'000'000'000},
                                                    {"h", 3'600'000'000'000}}};
    size_t length = 0;
    while (length < rest.size() && !IsDigit(rest[length]) && rest[length] != '.') ++length;
    const Unit* unit = nullptr;
    for (const Unit& u : kUnits) {
      if (u.name == rest.substr(0, length)) unit = &u;
    }
    if (!unit) return bad();
    rest.remove_prefix(length);
    total += whole * unit->ns + part * unit->ns / scale;
    if (total > kMost) return OutOfRange(fmt::format("duration \"{}\" is beyond 292 years", text));
  }
  const auto ns = static_cast<int64_t>(total);
  return Duration(negative ? -ns : ns);
}

std::string FormatDuration(Duration d) {
  const int64_t ns = d.count();
  if (ns == 0) return "0s";
  const uint64_t u = ns < 0 ? 0 - static_cast<uint64_t>(ns) : static_cast<uint64_t>(ns);
  // The fraction's trailing zeros are not printed: "1.5s", "2ms".
  const auto with_fraction = [](uint64_t value, uint64_t unit) {
    std::string text = fmt::format("{}", value / unit);
    if (uint64_t rest = value % unit) {
      std::string digits = fmt::format("{:0{}}", rest, unit == 1'000'000'000 ? 9 : unit == 1'000'000 ? 6 : 3);
      digits.erase(digits.find_last_not_of('0') + 1);
      text += "." + digits;
    }
    return text;
  };
  std::string text = ns < 0 ? "-" : "";
  if (u < 1'000) return text + fmt::format("{}ns", u);
  if (u < 1'000'000) return text + with_fraction(u, 1'000) + "\xC2\xB5s";
  if (u < 1'000'000'000) return text + with_fraction(u, 1'000'000) + "ms";
  const uint64_t hours = u / 3'600'000'000'000, minutes = u / 60'000'000'000 % 60;
  if (hours > 0) text += fmt::format("{}h", hours);
  if (hours > 0 || minutes > 0) text += fmt::format("{}m", minutes);
  return text + with_fraction(u % 60'000'000'000, 1'000'000'000) + "s";
}

std::string HumanBytes(uint64_t bytes) {
  static constexpr std::array<std::string_view, 7> kNames = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  double value = static_cast<double>(bytes);
  size_t step = 0;
  while (value >= 1024 && step + 1 < kNames.size()) {
    value /= 1024;
    ++step;
  }
  return step == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.2f} {}", value, kNames[step]);
}

std::string FormatTime(WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(seconds - day);
  const std::pair<int64_t, size_t> parts[] = {
      {static_cast<int>(date.year()), 4},     {static_cast<unsigned>(date.month()), 2},
      {static_cast<unsigned>(date.day()), 2}, {clock.hours().count(), 2},
      {clock.minutes().count(), 2},           {clock.seconds().count(), 2},
  };
  // By hand: it is written several times in each change of an object.
  std::string text = "0000-00-00T00:00:00Z";
  size_t at = 0;
  for (auto [number, digits] : parts) {
    for (size_t i = digits; i > 0; --i, number /= 10) text[at + i - 1] = static_cast<char>('0' + number % 10);
    at += digits + 1;
  }
  return text;
}

Result<WallTime> ParseTime(std::string_view text) {
  const auto bad = [&] {
    return InvalidArgument(fmt::format("\"{}\" is no RFC 3339 time such as 2026-01-31T12:00:00Z", text));
  };
  const auto number = [&](size_t at, size_t length, int least, int most, int* out) {
    if (at + length > text.size()) return false;
    int value = 0;
    for (size_t i = at; i < at + length; ++i) {
      if (!IsDigit(text[i])) return false;
      value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return value >= least && value <= most;
  };
  tm t{};
  if (!number(0, 4, 0, 9999, &t.tm_year) || !number(5, 2, 1, 12, &t.tm_mon) ||
      !number(8, 2, 1, 31, &t.tm_mday) || !number(11, 2, 0, 23, &t.tm_hour) ||
      !number(14, 2, 0, 59, &t.tm_min) || !number(17, 2, 0, 60, &t.tm_sec) || text[4] != '-' ||
      text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':') {
    return bad();
  }
  const std::chrono::year_month_day day(std::chrono::year(t.tm_year),
                                        std::chrono::month(static_cast<unsigned>(t.tm_mon)),
                                        std::chrono::day(static_cast<unsigned>(t.tm_mday)));
  if (!day.ok()) return bad();
  std::string_view rest = text.substr(19);
  int64_t fraction = 0;
  if (!rest.empty() && rest[0] == '.') {
    size_t length = 1;
    int64_t unit = 100'000'000;
    for (; length < rest.size() && IsDigit(rest[length]); ++length, unit /= 10)
      fraction += (rest[length] - '0') * unit;
    if (length == 1) return bad();
    rest.remove_prefix(length);
  }
  int offset = 0;
  if (rest != "Z" && rest != "z") {
    int hours = 0, minutes = 0;
    if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return bad();
    const size_t at = text.size() - 6;
    if (!number(at + 1, 2, 0, 23, &hours) || !number(at + 4, 2, 0, 59, &minutes)) return bad();
    offset = (hours * 60 + minutes) * (rest[0] == '-' ? -60 : 60);
  }
  const auto seconds = std::chrono::sys_days(day).time_since_epoch() + std::chrono::hours(t.tm_hour) +
                       std::chrono::minutes(t.tm_min) + std::chrono::seconds(t.tm_sec - offset);
  constexpr auto kWhole = [](WallTime time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch());
  };
  if (seconds >= kWhole(WallTime::max())) return WallTime::max();
  if (seconds <= kWhole(WallTime::min())) return WallTime::min();
  return WallTime(
      std::chrono::duration_cast<WallTime::duration>(seconds + std::chrono::nanoseconds(fraction)));
}

}  // namespace fluid
