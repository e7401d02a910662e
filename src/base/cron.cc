#include "src/base/cron.h"

#include <fmt/format.h>

#include <ctime>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "src/base/strings.h"

namespace fluid {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

struct Field {
  std::string_view name;
  int least, most;
  std::span<const std::string_view> words;
};

Result<int> ParseValue(std::string_view text, const Field& field) {
  int value = 0;
  if (!text.empty() && text.size() <= 3 && text.find_first_not_of("0123456789") == std::string_view::npos) {
    for (const char c : text) value = value * 10 + (c - '0');
    if (value >= field.least && value <= field.most) return value;
  }
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (size_t i = 0; i < field.words.size(); ++i) {
    if (field.words[i] == lower) return static_cast<int>(i) + field.least;
  }
  return InvalidArgument(
      fmt::format("{}: \"{}\" is not in {}-{}", field.name, text, field.least, field.most));
}

// Sets the bits that "1,2-5,*/10,MON-FRI" names. Says whether the field is "*".
template <size_t N>
Status ParseField(std::string_view text, const Field& field, std::bitset<N>* bits, bool* any) {
  *any = text == "*" || text == "?";
  for (std::string_view part : Split(text, ',')) {
    int step = 1;
    const size_t slash = part.find('/');
    std::string_view range = part.substr(0, slash);
    if (slash != std::string_view::npos) {
      const Field steps{field.name, 1, field.most, {}};
      FLUID_ASSIGN_OR_RETURN(step, ParseValue(part.substr(slash + 1), steps));
    }
    int first = field.least, last = field.most;
    if (range != "*" && range != "?") {
      const size_t dash = range.find('-');
      FLUID_ASSIGN_OR_RETURN(first, ParseValue(range.substr(0, dash), field));
      last = first;
      if (dash != std::string_view::npos) {
        FLUID_ASSIGN_OR_RETURN(last, ParseValue(range.substr(dash + 1), field));
      } else if (slash != std::string_view::npos) {
        last = field.most;
      }
      if (last < first)
        return InvalidArgument(fmt::format("{}: \"{}\" ends before it begins", field.name, part));
    }
    for (int value = first; value <= last; value += step) bits->set(static_cast<size_t>(value));
  }
  return Ok();
}

Result<std::string_view> Expand(std::string_view line) {
  if (line == "@yearly" || line == "@annually") return std::string_view("0 0 1 1 *");
  if (line == "@monthly") return std::string_view("0 0 1 * *");
  if (line == "@weekly") return std::string_view("0 0 * * 0");
  if (line == "@daily" || line == "@midnight") return std::string_view("0 0 * * *");
  if (line == "@hourly") return std::string_view("0 * * * *");
  if (!line.empty() && line[0] == '@')
    return InvalidArgument(fmt::format("\"{}\" is no known schedule", line));
  return line;
}

}  // namespace

Result<Cron> Cron::Parse(std::string_view line) {
  Cron cron;
  std::string_view text = Trim(line);
  for (const std::string_view prefix : {"CRON_TZ=", "TZ="}) {
    if (text.substr(0, prefix.size()) != prefix) continue;
    const size_t blank = text.find(' ');
    cron.zone_ = std::string(text.substr(prefix.size(), blank - prefix.size()));
    text = blank == std::string_view::npos ? std::string_view() : Trim(text.substr(blank));
    break;
  }
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(cron.zone_, &zone)) {
    return InvalidArgument(fmt::format("\"{}\" is no time zone that this machine knows", cron.zone_));
  }
  FLUID_ASSIGN_OR_RETURN(text, Expand(text));
  std::vector<std::string_view> fields;
  for (const std::string_view part : Split(text, ' ')) {
    if (!Trim(part).empty()) fields.push_back(Trim(part));
  }
  if (fields.size() != 5) {
    return InvalidArgument(fmt::format(
        "\"{}\" has {} fields; a schedule has 5: minute hour day month weekday", line, fields.size()));
  }
  bool ignored;
  FLUID_RETURN_IF_ERROR(ParseField(fields[0], {"minute", 0, 59, {}}, &cron.minutes_, &ignored));
  FLUID_RETURN_IF_ERROR(ParseField(fields[1], {"hour", 0, 23, {}}, &cron.hours_, &ignored));
  FLUID_RETURN_IF_ERROR(ParseField(fields[2], {"day", 1, 31, {}}, &cron.days_, &cron.any_day_));
  FLUID_RETURN_IF_ERROR(ParseField(fields[3], {"month", 1, 12, kMonths}, &cron.months_, &ignored));
  FLUID_RETURN_IF_ERROR(
      ParseField(fields[4], {"weekday", 0, 6, kWeekdays}, &cron.weekdays_, &cron.any_weekday_));
  return cron;
}

WallTime Cron::Next(WallTime after) const {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(zone_, &zone)) return WallTime::max();
  const absl::Time from = absl::FromChrono(after);
  absl::CivilMinute minute = absl::ToCivilMinute(from, zone) + 1;
  const absl::CivilYear last(minute.year() + 5);
  while (absl::CivilYear(minute) <= last) {
    if (!months_[static_cast<size_t>(minute.month())]) {
      minute = absl::CivilMinute(absl::CivilMonth(minute) + 1);
      continue;
    }
    const absl::CivilDay day(minute);
    // abseil counts from Monday, cron from Sunday.
    const auto weekday = (static_cast<size_t>(absl::GetWeekday(day)) + 1) % 7;
    const bool by_day = days_[static_cast<size_t>(day.day())], by_weekday = weekdays_[weekday];
    const bool matches = any_day_ || any_weekday_ ? by_day && by_weekday : by_day || by_weekday;
    if (!matches) {
      minute = absl::CivilMinute(day + 1);
      continue;
    }
    if (!hours_[static_cast<size_t>(minute.hour())]) {
      minute = absl::CivilMinute(absl::CivilHour(minute) + 1);
      continue;
    }
    if (!minutes_[static_cast<size_t>(minute.minute())]) {
      ++minute;
      continue;
    }
    const absl::TimeZone::TimeInfo info = zone.At(absl::CivilSecond(minute));
    // An hour that a change of summer time skips has no such minute; one that it repeats counts once.
    if (info.kind == absl::TimeZone::TimeInfo::SKIPPED || info.pre <= from) {
      ++minute;
      continue;
    }
    return absl::ToChronoTime(info.pre);
  }
  return WallTime::max();
}

}  // namespace fluid
