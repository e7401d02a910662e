// Names of objects that are nearly right.
#pragma once

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/api/client.h"

namespace fluid::cli {

// `status` of asking for `key`: one of NOT_FOUND names the closest object there is, if any is close.
Status WithClosest(api::ApiClient& client, const Key& key, const Status& status);

}  // namespace fluid::cli
