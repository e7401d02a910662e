// WorkPool: a few threads for calls into plugins, which may wait for their deadlines. The queue is bounded.
//
// Threads: all functions, any thread, but the destructor not on its own.
#pragma once

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "src/base/mutex.h"

namespace fluid::engine {

class WorkPool {
 public:
  WorkPool(int threads, size_t queue_limit);
  ~WorkPool();  // waits for what runs; what waits is dropped
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  bool Post(std::function<void()> work);  // false: the queue is full

 private:
  void Run();

  const size_t queue_limit_;
  Mutex mutex_;
  CondVar changed_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace fluid::engine
