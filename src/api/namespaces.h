// Namespaces: "default" is always there; others are made and deleted like any object, and take what is in
// them along: a namespace that is deleted stays, Terminating, until the finalizers of its objects are gone.
//
// Threads: any; what ends later is done on a thread of the store's watch. The destructor ends that. The store
// must outlive it.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "fluid/object.h"
#include "fluid/status.h"
#include "fluid/store.h"
#include "src/base/mutex.h"

namespace fluid::api {

class Namespaces {
 public:
  // Makes "default" where it is missing, and goes on with deletions that were under way.
  explicit Namespaces(Store& store);
  ~Namespaces();
  Namespaces(const Namespaces&) = delete;
  Namespaces& operator=(const Namespaces&) = delete;

  // NOT_FOUND, PERMISSION_DENIED: nothing can be created in it.
  Status CheckOpen(const std::string& space) const;
  // What a new one has: a label with its name.
  static void Prepare(Object& space);
  // Who must agree before it goes: the server, in all of them. Of one that is there nothing but Finalize
  // changes that; `live` null: it is new.
  static void Hold(const Object* live, Object& space);
  // Sets who must agree to what `wanted` says; one that is being deleted goes with the last of them, whatever
  // is left in it. The namespace as it was left.
  Result<Object> Finalize(const Object& wanted, bool dry_run);
  // Says in its status that it is there. The object as it is then.
  Result<Object> Activate(const Object& space);
  // Deletes what is in it, then it; the namespace as it waits for its content, invalid when it is gone.
  Result<Object> Delete(const Object& space);

 private:
  Status BeginEnd(const std::string& name);
  Status Listen() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Empty(const std::string& name);
  void OnEvent(const WatchEvent& event);

  Store& store_;
  Mutex mutex_;
  std::set<std::string> ending_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<Watch> watch_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid::api
