// Making one object what a manifest says, by server-side apply with the manager "fluid": what an earlier
// manifest said and this one does not goes away, what others set stays. What apply, diff and run share.
#pragma once

#include <string>
#include <string_view>

#include "fluid/object.h"
#include "src/api/client.h"

namespace fluid::cli {

struct Applied {
  Object object;
  std::string_view what;  // "created", "configured", "unchanged"
};

struct ApplyRequest {
  const Object& wanted;
  std::string text;  // what was written of it, as JSON; empty: all that the object holds
  bool dry_run = false;
  bool force_conflicts = false;  // takes fields that others manage
};

// FAILED_PRECONDITION: it is being deleted; ABORTED: others manage fields that it wants to be otherwise. With
// `dry_run` the object is as it would be.
Result<Applied> ApplyOne(api::ApiClient& client, const ApplyRequest& request);
inline Result<Applied> ApplyOne(api::ApiClient& client, const Object& wanted, bool dry_run) {
  return ApplyOne(client, ApplyRequest{.wanted = wanted, .text = {}, .dry_run = dry_run});
}

}  // namespace fluid::cli
