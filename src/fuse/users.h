// FindUsers: who keeps a mount busy.
#pragma once

#include <sys/types.h>

#include <vector>

namespace fluid::fuse {

// The processes, at most `limit`, that have a file, a mapping, their working or their root folder on the file
// system `device`, in whatever mount namespace. Asks nothing of that file system. What this process may not
// look into is not seen.
std::vector<int> FindUsers(dev_t device, size_t limit = 16);

}  // namespace fluid::fuse
