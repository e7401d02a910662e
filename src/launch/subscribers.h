// Subscribers: who wants to hear of changed launches. Shared by the twins.
//
// Threads: any. Callbacks run in Tell(); a Subscription's end waits for one that runs, unless it is ended by
// that very call.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "fluid/launcher.h"
#include "src/base/mutex.h"

namespace fluid::launch {

class Subscribers {
 public:
  using Fn = std::function<void(const LaunchId&)>;

  std::unique_ptr<Subscription> Add(Fn fn) {
    auto entry = std::make_shared<Entry>(std::move(fn));
    MutexLock lock(state_->mutex);
    const int number = state_->next++;
    state_->entries.emplace(number, entry);
    return std::make_unique<Handle>(state_, number, std::move(entry));
  }

  void Tell(const LaunchId& id) {
    std::vector<std::shared_ptr<Entry>> entries;
    {
      MutexLock lock(state_->mutex);
      for (const auto& [number, entry] : state_->entries) entries.push_back(entry);
    }
    for (const auto& entry : entries) {
      MutexLock lock(entry->mutex);
      if (entry->ended) continue;
      ++entry->running;
      entry->caller = std::this_thread::get_id();
      entry->mutex.Unlock();
      entry->fn(id);
      entry->mutex.Lock();
      --entry->running;
      entry->idle.NotifyAll();
    }
  }

 private:
  struct Entry {
    explicit Entry(Fn f) : fn(std::move(f)) {}
    const Fn fn;
    Mutex mutex;
    CondVar idle;
    int running ABSL_GUARDED_BY(mutex) = 0;
    std::thread::id caller ABSL_GUARDED_BY(mutex);
    bool ended ABSL_GUARDED_BY(mutex) = false;
  };
  struct State {
    Mutex mutex;
    int next ABSL_GUARDED_BY(mutex) = 0;
    std::map<int, std::shared_ptr<Entry>> entries ABSL_GUARDED_BY(mutex);
  };
  class Handle final : public Subscription {
   public:
    Handle(std::shared_ptr<State> state, int number, std::shared_ptr<Entry> entry)
        : state_(std::move(state)), number_(number), entry_(std::move(entry)) {}
    ~Handle() override {
      {
        MutexLock lock(state_->mutex);
        state_->entries.erase(number_);
      }
      MutexLock lock(entry_->mutex);
      entry_->ended = true;
      while (entry_->running > 0 && entry_->caller != std::this_thread::get_id())
        entry_->idle.Wait(entry_->mutex);
    }

   private:
    std::shared_ptr<State> state_;
    const int number_;
    std::shared_ptr<Entry> entry_;
  };

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace fluid::launch
