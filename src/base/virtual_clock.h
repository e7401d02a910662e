// VirtualClock: time that moves only when a test says so. No thread: timers run inside Advance().
#pragma once

#include <map>
#include <utility>

#include "fluid/clock.h"
#include "src/base/mutex.h"

namespace fluid {

class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(WallTime start = WallTime(std::chrono::seconds(1'700'000'000))) : now_(start) {}

  WallTime Now() const override {
    MutexLock lock(mutex_);
    return now_;
  }
  MonoTime Mono() const override {
    MutexLock lock(mutex_);
    return mono_;
  }
  std::unique_ptr<Timer> At(MonoTime at, std::function<void()> fn) override {
    MutexLock lock(mutex_);
    const Slot slot{at, next_id_++};
    timers_.emplace(slot, std::move(fn));
    return std::make_unique<Entry>(*this, slot);
  }

  // Moves time, running every timer that falls due, each at its own instant.
  void Advance(Duration by) {
    mutex_.Lock();
    const MonoTime end = mono_ + by;
    while (!timers_.empty() && timers_.begin()->first.first <= end) {
      auto node = timers_.extract(timers_.begin());
      MoveTo(std::max(mono_, node.key().first));
      mutex_.Unlock();
      node.mapped()();
      mutex_.Lock();
    }
    MoveTo(end);
    mutex_.Unlock();
  }
  // The wall clock jumps, as an operator or NTP makes it; deadlines don't notice.
  void JumpWall(Duration by) {
    MutexLock lock(mutex_);
    now_ += std::chrono::duration_cast<WallTime::duration>(by);
  }

 private:
  using Slot = std::pair<MonoTime, uint64_t>;
  class Entry final : public Timer {
   public:
    Entry(VirtualClock& clock, Slot slot) : clock_(clock), slot_(slot) {}
    ~Entry() override {
      MutexLock lock(clock_.mutex_);
      clock_.timers_.erase(slot_);
    }

   private:
    VirtualClock& clock_;
    Slot slot_;
  };

  void MoveTo(MonoTime at) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    now_ += std::chrono::duration_cast<WallTime::duration>(at - mono_);
    mono_ = at;
  }

  mutable Mutex mutex_;
  WallTime now_ ABSL_GUARDED_BY(mutex_);
  MonoTime mono_ ABSL_GUARDED_BY(mutex_){std::chrono::hours(1)};
  std::map<Slot, std::function<void()>> timers_ ABSL_GUARDED_BY(mutex_);
  uint64_t next_id_ ABSL_GUARDED_BY(mutex_) = 1;
};

}  // namespace fluid
