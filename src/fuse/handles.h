// Handles: what is open, by the number that the kernel has for it.
//
// Threads: all functions, any thread. An object that is in use when it is removed ends with its last user.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "src/base/mutex.h"

namespace fluid::fuse {

template <class T>
class Handles {
 public:
  uint64_t Add(std::shared_ptr<T> object) {
    MutexLock lock(mutex_);
    open_[next_] = std::move(object);
    return next_++;
  }

  // Null: no such handle.
  std::shared_ptr<T> Get(uint64_t handle) const {
    MutexLock lock(mutex_);
    const auto it = open_.find(handle);
    return it == open_.end() ? nullptr : it->second;
  }

  void Remove(uint64_t handle) {
    std::shared_ptr<T> last;  // ends outside the lock, as below
    MutexLock lock(mutex_);
    const auto it = open_.find(handle);
    if (it == open_.end()) return;
    last = std::move(it->second);
    open_.erase(it);
  }

  void Clear() {
    absl::flat_hash_map<uint64_t, std::shared_ptr<T>> all;
    MutexLock lock(mutex_);
    all.swap(open_);
  }

  size_t size() const {
    MutexLock lock(mutex_);
    return open_.size();
  }

 private:
  mutable Mutex mutex_;
  uint64_t next_ ABSL_GUARDED_BY(mutex_) = 1;
  absl::flat_hash_map<uint64_t, std::shared_ptr<T>> open_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid::fuse
