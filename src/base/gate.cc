#include "src/base/gate.h"

namespace fluid {

Gate::Pass Gate::Enter() {
  MutexLock lock(mutex_);
  if (closed_) return Pass();
  ++inside_;
  return Pass(this);
}

void Gate::Pass::Leave() {
  Gate* gate = std::exchange(gate_, nullptr);
  if (!gate) return;
  MutexLock lock(gate->mutex_);
  // Notified under the lock: whoever waits in Close() may destroy the gate as soon as the lock is free.
  if (--gate->inside_ == 0) gate->empty_.NotifyAll();
}

void Gate::Close() {
  MutexLock lock(mutex_);
  closed_ = true;
  while (inside_ > 0) empty_.Wait(mutex_);
}

bool Gate::closed() const {
  MutexLock lock(mutex_);
  return closed_;
}

}  // namespace fluid
