// MountsOfHost: what the kernel says about mounts of this process's namespace, and what it can be asked to do
// to a FUSE connection.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "fluid/clock.h"
#include "fluid/status.h"

namespace fluid::fuse {

struct HostMount {
  int id = 0, parent = 0;
  dev_t device = 0;
  std::string point;  // unescaped
  std::string type;   // "fuse.fluid"
  std::string source;
};

// Source of the format: proc_pid_mountinfo(5). Lines that don't follow it are left out.
std::vector<HostMount> ParseMountInfo(const std::string& text);
// What is mounted at `path`, which is canonical: the one that a path lookup ends in comes last.
Result<std::vector<HostMount>> MountsAt(const std::string& path);

// Asks the file system at `path` itself, which a stat may be answered without. An error with ENOTCONN: it is
// dead; DEADLINE_EXCEEDED: it does not answer.
Status ProbeMount(const std::string& path, Duration timeout);

// Ends a FUSE connection: all its requests fail, now and ever after. `device` must be the connection's, and
// alive.
Status AbortConnection(dev_t device);

// Lets the kernel read ahead so far in buffered reads of the device; it takes more than its default by no
// other way.
Status SetReadAhead(dev_t device, unsigned kib);

}  // namespace fluid::fuse
