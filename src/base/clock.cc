// The system clock: one thread that sleeps until the earliest timer.
#include "fluid/clock.h"

#include <map>
#include <thread>
#include <utility>

#include "src/base/mutex.h"

namespace fluid {
namespace {

class SystemClock final : public Clock {
 public:
  ~SystemClock() override {
    {
      MutexLock lock(state_->mutex);
      state_->stop = true;
      state_->changed.NotifyAll();
    }
    if (thread_.joinable()) thread_.join();
  }

  WallTime Now() const override { return std::chrono::system_clock::now(); }
  MonoTime Mono() const override { return std::chrono::steady_clock::now(); }

  std::unique_ptr<Timer> At(MonoTime at, std::function<void()> fn) override {
    MutexLock lock(state_->mutex);
    if (!thread_.joinable()) thread_ = std::thread([state = state_] { Run(*state); });
    const Slot slot{at, state_->next_id++};
    state_->timers.emplace(slot, std::move(fn));
    state_->changed.NotifyAll();
    return std::make_unique<Entry>(state_, slot);
  }

 private:
  using Slot = std::pair<MonoTime, uint64_t>;

  // Shared with the timers, which may outlive the clock.
  struct State {
    Mutex mutex;
    CondVar changed, finished;
    std::map<Slot, std::function<void()>> timers ABSL_GUARDED_BY(mutex);
    uint64_t next_id ABSL_GUARDED_BY(mutex) = 1;
    uint64_t running ABSL_GUARDED_BY(mutex) = 0;  // id; 0: none
    std::thread::id thread ABSL_GUARDED_BY(mutex);
    bool stop ABSL_GUARDED_BY(mutex) = false;
  };

  class Entry final : public Timer {
   public:
    Entry(std::shared_ptr<State> state, Slot slot) : state_(std::move(state)), slot_(slot) {}
    ~Entry() override {
      std::function<void()> dropped;  // destroyed without the lock
      MutexLock lock(state_->mutex);
      if (auto it = state_->timers.find(slot_); it != state_->timers.end()) {
        dropped = std::move(it->second);
        state_->timers.erase(it);
      }
      while (state_->running == slot_.second && state_->thread != std::this_thread::get_id()) {
        state_->finished.Wait(state_->mutex);
      }
    }

   private:
    std::shared_ptr<State> state_;
    Slot slot_;
  };

  static void Run(State& state) {
    state.mutex.Lock();
    state.thread = std::this_thread::get_id();
    while (!state.stop) {
      if (state.timers.empty()) {
        state.changed.Wait(state.mutex);
        continue;
      }
      const auto first = state.timers.begin();
      if (first->first.first > std::chrono::steady_clock::now()) {
        const MonoTime at = first->first.first;
        state.changed.WaitUntil(state.mutex, at);
        continue;
      }
      {
        std::function<void()> fn = std::move(first->second);
        state.running = first->first.second;
        state.timers.erase(first);
        state.mutex.Unlock();
        fn();
      }
      state.mutex.Lock();
      state.running = 0;
      state.finished.NotifyAll();
    }
    state.mutex.Unlock();
  }

  std::shared_ptr<State> state_ = std::make_shared<State>();
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Clock> NewSystemClock() { return std::make_unique<SystemClock>(); }

}  // namespace fluid
