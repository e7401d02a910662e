// Making one object what a manifest says. What apply and diff share.
#pragma once

#include <string_view>

#include "fluid/object.h"
#include "src/api/client.h"

namespace fluid::cli {

struct Applied {
  Object object;
  std::string_view what;  // "created", "configured", "unchanged"
};

// FAILED_PRECONDITION: it is being deleted. With `dry_run` the object is as it would be.
Result<Applied> ApplyOne(api::ApiClient& client, const Object& wanted, bool dry_run);

}  // namespace fluid::cli
