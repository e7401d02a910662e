// Turns: one at a time by key. Who asks a source something that another asks already waits, and then finds
// the answer. Threads: all functions, any thread. Outlives its turns.
#pragma once

#include <set>
#include <string>

#include "plugins/thin/call.h"
#include "plugins/thin/mutex.h"

namespace thin {

class Turns {
 public:
  // Has the key's turn while it lives; not if status() is an error.
  class Turn {
   public:
    Turn(Turns* turns, std::string key, const Call& call) : turns_(turns), key_(std::move(key)) {
      MutexLock lock(turns_->mutex_);
      while (turns_->taken_.contains(key_)) {
        status_ = call.Alive();
        if (!status_.ok()) return;
        call.Wait(turns_->ended_, turns_->mutex_);
      }
      turns_->taken_.insert(key_);
    }
    ~Turn() {
      if (!status_.ok()) return;
      MutexLock lock(turns_->mutex_);
      turns_->taken_.erase(key_);
      turns_->ended_.NotifyAll();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    const Status& status() const { return status_; }

   private:
    Turns* const turns_;
    const std::string key_;
    Status status_;
  };

 private:
  Mutex mutex_;
  CondVar ended_;
  std::set<std::string> taken_ THIN_GUARDED_BY(mutex_);
};

}  // namespace thin
