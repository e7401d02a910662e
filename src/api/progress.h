// OperationProgress: what GET .../PLURAL/NAME/progress answers for an operation. A value; its JSON is
// {"phase","bytesDone","bytesTotal","filesDone","filesTotal","bytesPerSecond","etaSeconds"}, without what is
// unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fluid/status.h"

namespace fluid::api {

struct OperationProgress {
  std::string phase;
  std::optional<uint64_t> bytes_done, bytes_total, files_done, files_total;
  double bytes_per_second = 0;
  std::optional<double> eta_seconds;

  std::string ToJson() const;
  static Result<OperationProgress> FromJson(std::string_view json);
};

}  // namespace fluid::api
