// Gate: stop new work, wait for the old. Whoever owns background work holds a gate; each piece of work enters
// it and leaves when done; Close() refuses newcomers and returns when the last one has left.
//
// Threads: all functions, any thread. Close() must not be called from inside.
#pragma once

#include <utility>

#include "src/base/mutex.h"

namespace fluid {

class Gate {
 public:
  // Inside while it lives. Movable; an empty pass is outside.
  class Pass {
   public:
    Pass() = default;
    explicit Pass(Gate* gate) : gate_(gate) {}
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&& other) noexcept {
      if (this != &other) {
        Leave();
        gate_ = std::exchange(other.gate_, nullptr);
      }
      return *this;
    }
    ~Pass() { Leave(); }
    explicit operator bool() const { return gate_ != nullptr; }
    void Leave();

   private:
    Gate* gate_ = nullptr;
  };

  Pass Enter();  // empty when the gate is closed
  void Close();  // idempotent
  bool closed() const;
  ~Gate() { Close(); }

 private:
  mutable Mutex mutex_;
  CondVar empty_;
  int inside_ ABSL_GUARDED_BY(mutex_) = 0;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace fluid
