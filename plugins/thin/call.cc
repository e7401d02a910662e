#include "plugins/thin/call.h"

#include <csignal>
#include <ctime>

namespace thin {

int64_t WallNs() {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * int64_t{1000000000} + now.tv_nsec;
}

Call::Call(fluid_call* host) : host_(host) {
  // steady_clock is CLOCK_MONOTONIC, the clock of the ABI's deadlines.
  if (host->deadline_ns != INT64_MAX) deadline_ = Time(Duration(host->deadline_ns));
}

Call::Call(std::stop_token stop, Duration timeout) : stop_(std::move(stop)), deadline_(Now() + timeout) {}

Status Call::Alive() const {
  if (deadline_ != Time::max() && Now() >= deadline_)
    return Error(FLUID_DEADLINE_EXCEEDED, "the deadline of the call passed", ETIMEDOUT);
  if (stop_.stop_requested() || (host_ && host_->cancelled && host_->cancelled(host_)))
    return Error(FLUID_CANCELLED, "the call was cancelled", EINTR);
  return {};
}

Status Call::Sleep(Duration pause) const {
  for (const Time at = Now() + pause; Now() < at;) {
    if (Status alive = Alive(); !alive.ok()) return alive;
    std::this_thread::sleep_until(std::min(at, Now() + std::chrono::milliseconds(50)));
  }
  return {};
}

std::jthread StartThread(std::function<void(std::stop_token)> body) {
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &old);
  std::jthread thread(std::move(body));
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
  return thread;
}

}  // namespace thin
