// Cron: five-field schedules, as Kubernetes' CronJob and robfig/cron's standard parser read them, with an
// optional "CRON_TZ=Area/City " before them (default UTC), and @hourly, @daily, @weekly, @monthly, @yearly.
#pragma once

#include <array>
#include <bitset>
#include <string>
#include <string_view>

#include "fluid/clock.h"
#include "fluid/status.h"

namespace fluid {

class Cron {
 public:
  static Result<Cron> Parse(std::string_view line);
  // The first instant of the schedule later than `after`; WallTime::max() if there is none in the next five
  // years.
  WallTime Next(WallTime after) const;

 private:
  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;                        // 1-31
  std::bitset<13> months_;                      // 1-12
  std::bitset<7> weekdays_;                     // 0 Sunday
  bool any_day_ = false, any_weekday_ = false;  // "*": when neither is, a day matches by either
  std::string zone_ = "UTC";
};

}  // namespace fluid
