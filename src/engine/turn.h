// Turn: one at a time, where waiting for one's turn has a deadline.
//
// Threads: all functions, any thread. The holder may be ended by another thread than took it.
#pragma once

#include <string_view>

#include "src/base/call.h"
#include "src/base/mutex.h"

namespace fluid::engine {

class Turn {
 public:
  // Ours while it lives, if status() is OK; else why it is not: DEADLINE_EXCEEDED or CANCELLED.
  class Holder {
   public:
    Holder(Turn& turn, const Call& call, std::string_view what)
        : turn_(turn), status_(turn.Take(call, what)) {}
    ~Holder() {
      if (status_.ok()) turn_.Leave();
    }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;
    const Status& status() const { return status_; }

   private:
    Turn& turn_;
    const Status status_;
  };

 private:
  Status Take(const Call& call, std::string_view what);
  void Leave();

  Mutex mutex_;
  CondVar left_;
  bool taken_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace fluid::engine
