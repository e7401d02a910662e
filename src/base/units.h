// Units: Kubernetes quantities ("1.5Gi", "100m", "2e3"), Go durations ("1h30m", "5m0s"), and sizes for
// people. Source: k8s.io/apimachinery resource.Quantity; Go's time.ParseDuration.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fluid/clock.h"
#include "fluid/status.h"

namespace fluid {

// Whole units, rounded up as Kubernetes' Value(); out of int64 is OUT_OF_RANGE.
Result<int64_t> ParseQuantity(std::string_view text);
// "2Gi", "1536Mi": the largest binary suffix that keeps it whole.
std::string FormatQuantity(int64_t bytes);
Result<Duration> ParseDuration(std::string_view text);
std::string FormatDuration(Duration d);  // as Go prints it: "1h30m0s"
std::string HumanBytes(uint64_t bytes);  // "1.50 GiB"
std::string FormatTime(WallTime time);   // RFC 3339, UTC, whole seconds
// Of any year from 0 to 9999; what WallTime can't hold becomes the nearest that it can.
Result<WallTime> ParseTime(std::string_view text);

}  // namespace fluid
