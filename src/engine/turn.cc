#include "src/engine/turn.h"

#include <fmt/format.h>

#include <stop_token>

namespace fluid::engine {

Status Turn::Take(const Call& call, std::string_view what) {
  const std::stop_callback wake(call.stop, [this] {
    MutexLock lock(mutex_);
    left_.NotifyAll();
  });
  MutexLock lock(mutex_);
  while (taken_) {
    if (call.Expired()) return DeadlineExceeded(fmt::format("{}: an earlier change still runs", what));
    FLUID_RETURN_IF_ERROR(call.Check(what));
    if (call.deadline == MonoTime::max()) {
      left_.Wait(mutex_);
    } else {
      left_.WaitUntil(mutex_, call.deadline);
    }
  }
  taken_ = true;
  return Ok();
}

void Turn::Leave() {
  MutexLock lock(mutex_);
  taken_ = false;
  left_.NotifyAll();
}

}  // namespace fluid::engine
