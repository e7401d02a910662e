// Mutex, MutexLock, CondVar: std's, with clang's thread-safety annotations.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define THIN_ATTR(x) __attribute__((x))
#else
#define THIN_ATTR(x)
#endif
#define THIN_GUARDED_BY(m) THIN_ATTR(guarded_by(m))
#define THIN_REQUIRES(...) THIN_ATTR(exclusive_locks_required(__VA_ARGS__))
#define THIN_EXCLUDES(...) THIN_ATTR(locks_excluded(__VA_ARGS__))

namespace thin {

class THIN_ATTR(lockable) Mutex {
 public:
  void Lock() THIN_ATTR(exclusive_lock_function()) { mutex_.lock(); }
  void Unlock() THIN_ATTR(unlock_function()) { mutex_.unlock(); }

 private:
  friend class CondVar;
  std::mutex mutex_;
};

class THIN_ATTR(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) THIN_ATTR(exclusive_lock_function(mutex)) : mutex_(mutex) {
    mutex_.Lock();
  }
  ~MutexLock() THIN_ATTR(unlock_function()) { mutex_.Unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

class CondVar {
 public:
  void WaitUntil(Mutex& mutex, std::chrono::steady_clock::time_point at) THIN_REQUIRES(mutex) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    cond_.wait_until(lock, at);
    lock.release();
  }
  void Wait(Mutex& mutex) THIN_REQUIRES(mutex) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    cond_.wait(lock);
    lock.release();
  }
  void NotifyAll() { cond_.notify_all(); }
  void NotifyOne() { cond_.notify_one(); }

 private:
  std::condition_variable cond_;
};

}  // namespace thin
