// What a home answers when it is asked what its cache holds of a file, or of a folder's entries.
#pragma once

#include "src/base/call.h"
#include "src/engine/data_plane.h"
#include "src/engine/instance.h"
#include "src/engine/messages.h"

namespace fluid::engine {

// Threads: any. `data` is the data plane of `instance`; both are the caller's. A folder is told in pieces:
// `next` is where the following piece begins. Errors are those of the data plane and of the plugin.
Result<CacheListing> ListCache(DataPlane& data, Instance& instance, const ListCacheRequest& r,
                               const Call& call);

}  // namespace fluid::engine
