// MountTable: the mounts of one node over one data plane. Declared here so that the home of an instance can
// drive it without knowing FUSE; src/fuse implements it.
//
// Threads: all functions, any thread.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/status.h"

namespace fluid::engine {

// Which mounts that are no longer wanted go even under open files.
struct ForcedMounts {
  ForcedMounts(bool every) : all(every) {}  // all of them, or none
  ForcedMounts(bool every, std::vector<std::string> some) : all(every), ids(std::move(some)) {}
  bool Contains(const std::string& id) const {
    return all || std::find(ids.begin(), ids.end(), id) != ids.end();
  }
  bool all;
  std::vector<std::string> ids;
};

class MountTable {
 public:
  virtual ~MountTable() = default;  // detaches what is still mounted
  // Makes the set of mounts be this one: mounts what is new (a dead mount of ours on the target is detached
  // first, never stacked on), unmounts what is gone; a mount with open files that is no longer wanted stays,
  // with `users` filled, until they close or it is forced. Idempotent; failures are in the states and tried
  // again by the next call.
  virtual std::vector<NodeMountState> Apply(const std::vector<NodeMount>& wanted,
                                            const ForcedMounts& forced) = 0;
  virtual std::vector<NodeMountState> States() = 0;
  // Who hears, on a thread of the table, that a mount was ended by somebody else. Set before the first Apply.
  virtual void OnLoss(std::function<void()>) {}
};

}  // namespace fluid::engine
