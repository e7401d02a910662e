#include "src/base/cron.h"

#include <catch2/catch.hpp>

#include "src/base/units.h"

using namespace fluid;

namespace {
std::string NextOf(const std::string& line, const std::string& after) {
  const Result<Cron> cron = Cron::Parse(line);
  REQUIRE(cron.ok());
  const WallTime next = cron->Next(*ParseTime(after));
  return next == WallTime::max() ? "never" : FormatTime(next);
}
}  // namespace

TEST_CASE("a schedule's next instant is later than the one asked about") {
  CHECK(NextOf("*/15 * * * *", "2026-01-01T00:00:00Z") == "2026-01-01T00:15:00Z");
  CHECK(NextOf("0 3 * * *", "2026-01-01T03:00:00Z") == "2026-01-02T03:00:00Z");
  CHECK(NextOf("30 4 1 jan,jul *", "2026-01-01T04:30:00Z") == "2026-07-01T04:30:00Z");
  CHECK(NextOf("0 0 29 2 *", "2026-01-01T00:00:00Z") == "2028-02-29T00:00:00Z");
  CHECK(NextOf("@hourly", "2026-01-01T00:59:59Z") == "2026-01-01T01:00:00Z");
  CHECK(NextOf("5-10/5 0 * * *", "2026-01-01T00:05:00Z") == "2026-01-01T00:10:00Z");
}

TEST_CASE("day and weekday are joined by OR unless one of them is a star") {
  CHECK(NextOf("0 0 13 * fri", "2026-01-01T00:00:00Z") == "2026-01-02T00:00:00Z");
  CHECK(NextOf("0 0 * * mon", "2026-01-01T00:00:00Z") == "2026-01-05T00:00:00Z");
}

TEST_CASE("a time zone moves the schedule, and summer time skips and repeats no run") {
  CHECK(NextOf("CRON_TZ=Europe/Berlin 0 12 * * *", "2026-07-01T00:00:00Z") == "2026-07-01T10:00:00Z");
  CHECK(NextOf("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-03-28T12:00:00Z") == "2026-03-30T00:30:00Z");
  CHECK(NextOf("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-10-25T00:30:00Z") == "2026-10-26T01:30:00Z");
}

TEST_CASE("an instant that never comes is told as such") {
  CHECK(NextOf("0 0 31 2 *", "2026-01-01T00:00:00Z") == "never");
}

TEST_CASE("what is no schedule is refused with the field at fault") {
  const auto [line, word] =
      GENERATE(table<std::string, std::string>({{"* * * *", "4 fields"},
                                                {"60 * * * *", "minute"},
                                                {"* 24 * * *", "hour"},
                                                {"* * 0 * *", "day"},
                                                {"* * * 13 *", "month"},
                                                {"* * * * 7", "weekday"},
                                                {"*/0 * * * *", "minute"},
                                                {"5-1 * * * *", "ends before"},
                                                {"@often", "no known"},
                                                {"CRON_TZ=Mars/Base * * * * *", "time zone"},
                                                {"", "fields"},
                                                {"a * * * *", "minute"}}));
  INFO(line);
  const Result<Cron> cron = Cron::Parse(line);
  REQUIRE_FALSE(cron.ok());
  CHECK_THAT(std::string(cron.status().message()), Catch::Contains(word));
}
