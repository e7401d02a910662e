// Clock: time as a thing that can be replaced. The system's in production, a virtual one in tests.
//
// Threads: all functions may be called from any thread. Callbacks of timers run one at a time, on a thread of
// the clock, with no lock of the clock held.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "fluid/export.h"

namespace fluid {

using WallTime = std::chrono::system_clock::time_point;  // instants that people see; may jump
using MonoTime = std::chrono::steady_clock::time_point;  // deadlines and durations
using Duration = std::chrono::nanoseconds;

// A call that may still come. Destroying it cancels the call and waits for one that is running, unless it is
// destroyed by that very call.
class FLUID_API Timer {
 public:
  virtual ~Timer() = default;
};

class FLUID_API Clock {
 public:
  virtual ~Clock() = default;
  virtual WallTime Now() const = 0;
  virtual MonoTime Mono() const = 0;
  // Calls fn once, at `at` or soon after.
  virtual std::unique_ptr<Timer> At(MonoTime at, std::function<void()> fn) = 0;
};

// The machine's clock. Its one thread starts with the first timer.
FLUID_API std::unique_ptr<Clock> NewSystemClock();

}  // namespace fluid
