// ObjectWriter: the verbs that change objects, from the request to the store: reading bodies, patches, rules,
// managed fields, dry runs, the owner's say.
//
// Threads: any. Ownership: store and hooks must outlive it. A change that names no version and meets somebody
// else's starts over, a bounded number of times.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fluid/object.h"
#include "fluid/status.h"
#include "fluid/store.h"
#include "src/api/http.h"
#include "src/api/namespaces.h"
#include "src/api/route.h"
#include "src/api/write_request.h"

namespace fluid::api {

struct ApiHooks;

struct Written {
  Object object;
  bool created = false;
  std::vector<std::string> warnings;
};

class ObjectWriter {
 public:
  ObjectWriter(Store& store, const ApiHooks& hooks) : store_(store), hooks_(hooks), spaces_(store) {}

  // `name`, if not null, gets the object's name as soon as it is known.
  Result<Written> Create(const Route& route, const HttpRequest& request, std::string* name);
  Result<Written> Replace(const Route& route, const HttpRequest& request);
  // Apply creates what is not there.
  Result<Written> Patch(const Route& route, const HttpRequest& request, PatchType type);
  // The object as it waits for its finalizers; invalid when it is gone, `uid` its uid then.
  struct Deleted {
    std::optional<Object> waiting;
    std::string uid;
  };
  Result<Deleted> Delete(const Key& key, const DeleteRequest& wanted);

  // NOT_FOUND, PERMISSION_DENIED: nothing can be created in this namespace.
  Status CheckNamespace(const std::string& space);

 private:
  struct Patched {
    Object object;
    bool versioned = false;  // the patch says which version it is for
    bool tracked = false;    // its managers are already what they shall be
  };
  Result<Written> ReplaceScale(const Route& route, const HttpRequest& request);
  Result<Patched> PatchOnce(const Route& route, const WriteOptions& options, PatchType type,
                            const std::string& patch, const Object* live, std::vector<std::string>* warnings);
  Result<Object> Commit(const Route& route, const WriteOptions& options, const Object* live, Object next,
                        bool tracked);
  Result<Object> Simulate(const Object* live, const Object& next, bool status);

  Store& store_;
  const ApiHooks& hooks_;
  Namespaces spaces_;
};

}  // namespace fluid::api
