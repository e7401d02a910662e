// Call: until when, and whether still, somebody waits for an answer. Made from the host's context, or for a
// thread of the plugin from a stop token. Borrowed by everything that can wait; lives as long as the call.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <stop_token>
#include <thread>

#include "plugins/thin/mutex.h"
#include "plugins/thin/status.h"

namespace thin {

using Time = std::chrono::steady_clock::time_point;
using Duration = std::chrono::nanoseconds;
inline Time Now() { return std::chrono::steady_clock::now(); }
int64_t WallNs();  // CLOCK_REALTIME

class Call {
 public:
  explicit Call(fluid_call* host);
  Call(std::stop_token stop, Duration timeout);
  // The same, ending earlier.
  Call(const Call& outer, Duration timeout) : Call(outer) {
    deadline_ = std::min(deadline_, Now() + timeout);
  }
  Call(const Call&) = default;

  Time deadline() const { return deadline_; }
  // OK while somebody waits; else CANCELLED or DEADLINE_EXCEEDED.
  Status Alive() const;
  // Waits on `cond` until it is notified, and at most so long that a cancelled call is noticed in time.
  void Wait(CondVar& cond, Mutex& mutex) const THIN_REQUIRES(mutex) {
    cond.WaitUntil(mutex, std::min(deadline_, Now() + std::chrono::milliseconds(100)));
  }
  // Until the pause is over, or nobody waits any more.
  Status Sleep(Duration pause) const;

 private:
  fluid_call* host_ = nullptr;
  std::stop_token stop_;
  Time deadline_ = Time::max();
};

// A thread with all signals blocked, joined by its destructor after a request to stop.
std::jthread StartThread(std::function<void(std::stop_token)> body);

}  // namespace thin
