// Store: where objects live, with the semantics of the Kubernetes API: opaque versions, optimistic
// concurrency, a status written apart from the spec, finalizers, owner references, watches that resume.
//
// Twins: NewMemoryStore (tests; can delay and drop watches), OpenSqliteStore (embedded). Both pass the
// expectations of tests/unit/store/expectations.h, and so must a store of an embedder's own.
//
// Threads: all functions, any thread. Calls may block on a disk or a network. Callbacks of watches run on
// threads of the store, one at a time for each watch, and may call the store. Errors: NOT_FOUND,
// ALREADY_EXISTS, ABORTED (version or uid is not the current one), INVALID_ARGUMENT, UNAVAILABLE.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fluid/clock.h"
#include "fluid/export.h"
#include "fluid/object.h"
#include "fluid/status.h"

namespace fluid {

enum class WatchEventType {
  kAdded,
  kModified,
  kDeleted,   // object: its last state
  kBookmark,  // object invalid; only the version moved
  kGone,  // the watch is over: the version is too old, or the reader too slow. List again, watch from there.
};

struct WatchEvent {
  WatchEventType type = WatchEventType::kBookmark;
  Object object;
  // Of the store after this event: where a later watch may resume. Empty in a first listing, half of which is
  // no place to resume from, and with kGone.
  std::string version;
};

// Which objects. Empty members match all.
struct Selection {
  std::string kind;
  std::string space;
};

struct ObjectList {
  std::vector<Object> items;  // ordered by kind, namespace, name
  std::string version;        // of the store when they were read, all at once
};

// What becomes of the objects that a deleted one owns.
enum class Propagation {
  kDefault,     // as its finalizers "orphan" and "foregroundDeletion" say; without them, kBackground
  kBackground,  // those that nothing else owns go after it
  kForeground,  // those with blockOwnerDeletion go before it; it waits, with the finalizer
                // "foregroundDeletion"
  kOrphan,      // they stay, and it is taken off their owners
};

struct DeleteOptions {
  std::string uid = {};      // not empty: only that one, else ABORTED
  std::string version = {};  // likewise
  Propagation propagation = Propagation::kDefault;
};

class FLUID_API Watch {
 public:
  virtual ~Watch() =
      default;  // after it returns no callback runs or comes, unless it is destroyed by that very callback
};

// Leadership: held until destroyed, or lost when the store says so.
class FLUID_API Lease {
 public:
  virtual ~Lease() = default;
  virtual bool held() const = 0;
};

class FLUID_API Store {
 public:
  using WatchFn = std::function<void(const WatchEvent&)>;
  virtual ~Store() = default;

  virtual Result<Object> Get(const Key& key) = 0;
  virtual Result<ObjectList> List(const Selection& selection) = 0;

  // Sets uid, version, creation time, generation 1, and an empty status. What the caller put into these is
  // ignored. An object without a name gets one from metadata.generateName. One whose owners have all gone
  // meanwhile is deleted again at once. Of Event objects a namespace keeps the newest thousand.
  virtual Result<Object> Create(const Object& object) = 0;
  // Replaces metadata and spec; the status stays as stored. A non-empty metadata.version must be the current
  // one. The generation grows iff the spec changed. Removing the last finalizer of an object whose deletion
  // was asked removes it. An update that changes nothing writes nothing and keeps the version.
  virtual Result<Object> Update(const Object& object) = 0;
  // Replaces the status only, and what metadata.other tells of its managers, if it is not empty, against
  // metadata.version, which must not be.
  virtual Result<Object> UpdateStatus(const Object& object) = 0;
  // Removes the object; one that has finalizers gets its deletion time set instead (again: no change).
  // Objects owned by a removed one (by uid) and by nothing else that exists are deleted in turn, unless
  // options.propagation says otherwise.
  virtual Status Delete(const Key& key, const DeleteOptions& options = {}) = 0;

  // Changes after `version` ("": all objects first, as kAdded, then a kBookmark, then changes). At least the
  // last 10,000 changes can be resumed from; older is answered by kGone as the first event. A reader that
  // lags 10,000 events behind gets kGone.
  virtual Result<std::unique_ptr<Watch>> StartWatch(const Selection& selection, const std::string& version,
                                                    WatchFn fn) = 0;

  // Becomes the leader called `name`, or FAILED_PRECONDITION naming the holder.
  virtual Result<std::unique_ptr<Lease>> Lead(const std::string& name, const std::string& holder) = 0;
};

}  // namespace fluid
