#include "src/base/call.h"

#include <fmt/format.h>

namespace fluid {

Status Call::Check(std::string_view what) const {
  if (stop.stop_requested()) return Cancelled(fmt::format("{}: the caller gave up", what));
  if (Expired()) return DeadlineExceeded(fmt::format("{}: the deadline passed", what));
  return Ok();
}

}  // namespace fluid
