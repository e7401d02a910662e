// NodeMounts: the engine::MountTable of a node over FUSE.
//
//   auto mounts = fluid::fuse::NewNodeMounts(plane, {.log = log});
//   mounts->Apply({{.id = "uid", .target = "/mnt/imagenet"}}, false);
//
// A mount's options (NodeMount.options): "metadata.ttl" (a duration; entries are kept no longer; default
// NodeMountOptions.metadata_ttl) and "mount.nonempty" ("true": mount over a folder that holds something).
// Others are for somebody else. What a killed process left mounted, by its record, is detached when the first
// Apply does not want it, or at the end. Ownership: `plane` outlives it, and its OnChange belongs to it
// meanwhile.
#pragma once

#include <memory>

#include "src/base/log.h"
#include "src/engine/data_plane.h"
#include "src/engine/mount_table.h"

namespace fluid::fuse {

struct NodeMountOptions {
  Duration request_timeout = std::chrono::seconds(60);  // of one request of the kernel
  Duration metadata_ttl = std::chrono::seconds(60);
  Duration probe_timeout = std::chrono::seconds(5);  // a new mount must answer statvfs within
  unsigned read_ahead_kib = 1024;
  std::string record;    // the file that names the mounts to a later process; empty: none
  int max_threads = 64;  // of one mount
  Log log;
};

// Errors of single mounts are in their states, with what to do.
std::unique_ptr<engine::MountTable> NewNodeMounts(engine::DataPlane& plane, NodeMountOptions options = {});

}  // namespace fluid::fuse
