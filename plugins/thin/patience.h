// Patience: how often a source is asked again after a failure that may pass, and when it is left in peace.
//
// Pauses double from 100 ms to 2 s, with jitter. Retries are paid from a budget that successes fill up, so
// that a source that is down is not asked many times more than one that is up. After a failure questions that
// have another answer (what is cached) are not asked for a moment. Threads: all functions, any thread.
#pragma once

#include <algorithm>
#include <random>

#include "plugins/thin/call.h"
#include "plugins/thin/mutex.h"
#include "plugins/thin/status.h"

namespace thin {

class Patience {
 public:
  // Whether to try again after so many failures, and after what pause.
  bool MayRetry(int failures, Duration* pause) {
    MutexLock lock(mutex_);
    if (failures >= kMostAttempts || budget_ < 1) return false;
    budget_ -= 1;
    const double jitter = std::uniform_real_distribution<double>(0.5, 1.0)(random_);
    const double ms = std::min(2000.0, 100.0 * static_cast<double>(1 << std::min(failures - 1, 5)));
    *pause = std::chrono::microseconds(static_cast<int64_t>(ms * jitter * 1000));
    return true;
  }
  void Succeeded() {
    MutexLock lock(mutex_);
    budget_ = std::min(kBudget, budget_ + 0.1);
    peace_ = {};
    failures_ = 0;
  }
  // It answered, if not what one wished.
  void Answered() {
    MutexLock lock(mutex_);
    peace_ = {};
  }
  void Failed() {
    MutexLock lock(mutex_);
    failures_ = std::min(failures_ + 1, 6);  // 16 s at most
    peace_ = Now() + std::chrono::milliseconds(500) * (1 << (failures_ - 1));
  }
  bool Resting() {
    MutexLock lock(mutex_);
    return Now() < peace_;
  }

 private:
  static constexpr int kMostAttempts = 4;
  static constexpr double kBudget = 20;
  Mutex mutex_;
  double budget_ THIN_GUARDED_BY(mutex_) = kBudget;
  int failures_ THIN_GUARDED_BY(mutex_) = 0;
  Time peace_ THIN_GUARDED_BY(mutex_);
  std::minstd_rand random_ THIN_GUARDED_BY(mutex_){std::random_device{}()};
};

}  // namespace thin
