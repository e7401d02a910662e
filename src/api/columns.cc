#include "src/api/columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/units.h"

namespace fluid::api {
namespace {

constexpr Column kAge[] = {{"Age", ".metadata.creationTimestamp", Column::Type::kAge}};

}  // namespace

std::span<const Column> ColumnsOf(const KindInfo& kind) { return kind.columns.empty() ? kAge : kind.columns; }

bool HasNameColumn(const KindInfo& kind) {
  return std::ranges::find(kind.columns, ".metadata.name", &Column::path) != kind.columns.end();
}

std::string CellText(const Column& column, const Json& object, WallTime now) {
  using enum Column::Type;
  const Json value = object.at(column.path);
  switch (column.type) {
    case kText:
    case kNumber:
      break;
    case kCount:
      return std::to_string(value.members().size());
    case kReference: {
      const std::string word = value["kind"].text();
      const KindInfo* kind = model::FindKind(word);
      return fmt::format("{}/{}", kind ? kind->singular : word, value["name"].text());
    }
    case kAge: {
      const Result<WallTime> time = ParseTime(value.text());
      return time.ok() ? AgeText(now - *time) : "<unknown>";
    }
  }
  return value.text();
}

std::string AgeText(Duration age) {
  using namespace std::chrono;
  const int64_t s = duration_cast<seconds>(age).count();
  const int64_t m = s / 60, h = s / 3600, d = s / 86400, y = d / 365;
  // Two units while the second one still says something.
  const auto both = [](int64_t big, char big_unit, int64_t small, char small_unit) {
    return small == 0 ? fmt::format("{}{}", big, big_unit)
                      : fmt::format("{}{}{}{}", big, big_unit, small, small_unit);
  };
  if (s < 0) return "0s";
  if (s < 120) return fmt::format("{}s", s);
  if (m < 10) return both(m, 'm', s % 60, 's');
  if (h < 3) return fmt::format("{}m", m);
  if (h < 8) return both(h, 'h', m % 60, 'm');
  if (h < 48) return fmt::format("{}h", h);
  if (d < 8) return both(d, 'd', h % 24, 'h');
  if (y < 2) return fmt::format("{}d", d);
  if (y < 8) return both(y, 'y', d % 365, 'd');
  return fmt::format("{}y", y);
}

}  // namespace fluid::api
