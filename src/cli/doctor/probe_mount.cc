// Mounts. Nothing here may wait for a mount: only what the kernel knows by itself is read, and the one
// question to the file system has a deadline.
#include <fmt/format.h>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/cli/doctor/probe.h"
#include "src/fuse/mounts_of_host.h"
#include "src/fuse/users.h"

namespace fluid::cli::doctor {

AttachmentFacts LookAtMount(AttachmentFacts mount) {
  const Result<std::vector<fuse::HostMount>> mounts = fuse::MountsAt(mount.target);
  if (!mounts.ok() || mounts->empty()) return mount;
  for (const fuse::HostMount& one : *mounts) mount.types.push_back(one.type);
  mount.answer = fuse::ProbeMount(mount.target, kPatience);
  for (const int pid : fuse::FindUsers(mounts->back().device)) {
    const Result<std::string> name = ReadFile(fmt::format("/proc/{}/comm", pid), 64);
    mount.readers.push_back(fmt::format("{} {}", pid, name.ok() ? Trim(*name) : "?"));
  }
  return mount;
}

std::vector<std::string> MountsOfFluid() {
  std::vector<std::string> points;
  const Result<std::string> text = ReadFile("/proc/self/mountinfo");
  if (!text.ok()) return points;
  for (const fuse::HostMount& mount : fuse::ParseMountInfo(*text)) {
    if (mount.type == "fuse.fluid") points.push_back(mount.point);
  }
  return points;
}

}  // namespace fluid::cli::doctor
