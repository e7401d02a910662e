// Admission: what happens to an object on its way into the store, whoever brings it: the values of a Secret
// leave it for Secrets, and it keeps their names only; what reconcile keeps in metadata stays.
//
// Threads: all functions, any thread.
#pragma once

#include "fluid/object.h"
#include "fluid/secrets.h"
#include "fluid/store.h"

namespace fluid::orchestrator {

class Admission {
 public:
  Admission(Store& store, Secrets& secrets) : store_(store), secrets_(secrets) {}

  // What shall be stored instead of `object`, which is defaulted and valid.
  Result<Object> Admit(Object object);
  // The object is gone from the store.
  Status Removed(const Object& object);

 private:
  Store& store_;
  Secrets& secrets_;
};

}  // namespace fluid::orchestrator
