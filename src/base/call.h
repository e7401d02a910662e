// Call: what a piece of work that can wait is given: until when, and who may call it off. Passed by value.
#pragma once

#include <stop_token>

#include "fluid/clock.h"
#include "fluid/status.h"

namespace fluid {

struct Call {
  MonoTime deadline = MonoTime::max();
  std::stop_token stop;

  static Call Within(Duration timeout) { return {std::chrono::steady_clock::now() + timeout, {}}; }
  bool Expired() const { return std::chrono::steady_clock::now() >= deadline; }
  Duration Left() const {
    if (deadline == MonoTime::max()) return Duration::max();
    const auto left = deadline - std::chrono::steady_clock::now();
    return left > Duration::zero() ? left : Duration::zero();
  }
  // CANCELLED or DEADLINE_EXCEEDED when the work should end, else OK. `what` goes into the message.
  Status Check(std::string_view what) const;
};

}  // namespace fluid
