// Handles: what is open, by the number that the kernel has for it and by the node that it was opened on.
//
// Threads: all functions, any thread. An object that is in use when it is removed ends with its last user.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "src/base/mutex.h"

namespace fluid::fuse {

template <class T>
class Handles {
 public:
  uint64_t Add(uint64_t node, std::shared_ptr<T> object) {
    MutexLock lock(mutex_);
    const uint64_t handle = next_++;
    by_handle_[handle] = {node, std::move(object)};
    by_node_[node].push_back(handle);
    return handle;
  }

  // Null: no such handle.
  std::shared_ptr<T> Get(uint64_t handle) const {
    MutexLock lock(mutex_);
    const auto it = by_handle_.find(handle);
    return it == by_handle_.end() ? nullptr : it->second.object;
  }

  // One of those that are open on the node; null: none is.
  std::shared_ptr<T> AnyOf(uint64_t node) const {
    MutexLock lock(mutex_);
    const auto it = by_node_.find(node);
    return it == by_node_.end() ? nullptr : by_handle_.find(it->second.front())->second.object;
  }

  void Remove(uint64_t handle) {
    std::shared_ptr<T> last;  // ends outside the lock
    MutexLock lock(mutex_);
    const auto it = by_handle_.find(handle);
    if (it == by_handle_.end()) return;
    const auto node = by_node_.find(it->second.node);
    std::erase(node->second, handle);
    if (node->second.empty()) by_node_.erase(node);
    last = std::move(it->second.object);
    by_handle_.erase(it);
  }

  void Clear() {
    absl::flat_hash_map<uint64_t, Open> all;  // end outside the lock
    MutexLock lock(mutex_);
    all.swap(by_handle_);
    by_node_.clear();
  }

  size_t size() const {
    MutexLock lock(mutex_);
    return by_handle_.size();
  }

 private:
  struct Open {
    uint64_t node = 0;
    std::shared_ptr<T> object;
  };
  mutable Mutex mutex_;
  uint64_t next_ ABSL_GUARDED_BY(mutex_) = 1;
  absl::flat_hash_map<uint64_t, Open> by_handle_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<uint64_t, std::vector<uint64_t>> by_node_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid::fuse
