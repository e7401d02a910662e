// ReadRun: how one handle has been reading, and how much is worth fetching ahead of it.
//
// A run of reads that follow each other earns read-ahead in proportion to its length, so that a reader who
// takes one mebibyte out of a large file costs the source little more, and one who reads on soon keeps 32 MiB
// on the way. Reads may come a little out of order, as the kernel sends them. Threads: all functions, any
// thread.
#pragma once

#include <algorithm>
#include <cstdint>

#include "plugins/thin/mutex.h"

namespace thin {

inline constexpr uint64_t kMiB = 1 << 20;

class ReadRun {
 public:
  enum class Hint { kNone, kSequential, kRandom };
  explicit ReadRun(Hint hint = Hint::kNone) : hint_(hint) {}

  struct Wish {
    uint64_t first = 0;   // a miss fetches at least so much
    uint64_t window = 0;  // behind the read, so much should be there or on its way
    uint64_t piece = 0;   // in stretches of this size
    uint64_t ahead = 0;   // up to here it was asked for already
  };

  // A read of [offset, offset + length) begins.
  Wish Note(uint64_t offset, uint64_t length) {
    MutexLock lock(mutex_);
    const uint64_t end = offset + length;
    const bool follows = offset + kSlack >= begin_ && offset <= next_ + kSlack && offset + kSlack >= next_;
    if (!follows) {
      jumps_ += next_ != 0;
      begin_ = offset, next_ = end, ahead_ = end;
    }
    next_ = std::max(next_, end);
    ahead_ = std::max(ahead_, next_);
    const uint64_t run = next_ - begin_;
    if (run >= 8 * kMiB) jumps_ = 0;
    Wish wish;
    wish.ahead = ahead_;
    const bool random = hint_ == Hint::kRandom || (jumps_ >= 2 && run < kMiB);
    if (random) return wish;
    wish.window = run < 4 * kMiB ? run / 2 : std::min(run, 32 * kMiB);
    if (hint_ == Hint::kSequential) wish.window = std::max(wish.window, 4 * kMiB);
    wish.piece = std::clamp(wish.window / 4, kMiB, 8 * kMiB);
    wish.first = wish.piece;
    return wish;
  }

  void AskedUpTo(uint64_t end) {
    MutexLock lock(mutex_);
    ahead_ = std::max(ahead_, end);
  }

 private:
  static constexpr uint64_t kSlack = 2 * kMiB;
  const Hint hint_;
  Mutex mutex_;
  uint64_t begin_ THIN_GUARDED_BY(mutex_) = 0, next_ THIN_GUARDED_BY(mutex_) = 0,
                  ahead_ THIN_GUARDED_BY(mutex_) = 0;
  int jumps_ THIN_GUARDED_BY(mutex_) = 0;
};

}  // namespace thin
