// Waiting for objects: a list and then a watch, resumed for as long as it takes.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "fluid/store.h"
#include "src/api/client.h"
#include "src/base/call.h"

namespace fluid::cli {

// Tells `seen` the objects there are, and each change; lists again when the watch lost its place. Ends with
// OK when a function says false, with DEADLINE_EXCEEDED or CANCELLED by `call`, or with the client's error.
struct Observer {
  std::function<bool(const ObjectList&)> list;
  std::function<bool(const WatchEvent&)> event;
};
Status Follow(api::ApiClient& client, const KindInfo& kind, const api::ListOptions& which, const Call& call,
              const Observer& observer);

// Follows one object until `done` has an answer. It sees the object's states, null when there is none (any
// more).
using Verdict = std::optional<Status>;
Status FollowObject(api::ApiClient& client, const Key& key, const Call& call,
                    const std::function<Verdict(const Object*)>& done);

// "phase NotBound; Ready is False, SourceUnavailable: GET http://... answered 503": how an object is, in a
// line.
std::string Condition(const Object& object);
std::string PhaseOf(const Object& object);

}  // namespace fluid::cli
