// Mounts, and who reads through them.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "src/base/strings.h"
#include "src/cli/doctor/diagnosis.h"

namespace fluid::cli::doctor {
namespace {

constexpr std::string_view kOurs = "fuse.fluid";

void CheckMount(const AttachmentFacts& mount, Findings& findings) {
  const Subject subject{mount.dataset, ""};
  const std::string readers =
      mount.readers.empty() ? "" : fmt::format("; open in {}", Join(mount.readers, ", "));
  const bool dead = mount.answer.error_number() == ENOTCONN;
  if (!mount.wanted) {
    if (dead) {
      findings.Add("mount-left", subject, fmt::format("statvfs of {} says ENOTCONN{}", mount.target, readers),
                   fmt::format("umount -l {}", mount.target));
    }
    return;
  }
  if (mount.deleted) {
    if (!mount.readers.empty()) {
      findings.Add("readers-wait", subject, fmt::format("{} is being unmounted{}", mount.target, readers),
                   fmt::format("let them finish, or fluid unmount --force {}", mount.target));
    }
    return;
  }
  const auto ours = std::find(mount.types.begin(), mount.types.end(), kOurs);
  if (ours == mount.types.end()) {
    if (mount.phase == "Failed") {
      findings.Add("mount-failed", subject, fmt::format("{}: {}", mount.target, mount.message));
    } else {
      findings.Add("mount-missing", subject,
                   fmt::format("/proc/self/mountinfo has no mount of fluid at {}{}", mount.target,
                               mount.phase.empty() ? "" : fmt::format("; its attachment is {}", mount.phase)),
                   fmt::format("fluid unmount {0}; fluid mount {1} {0}", mount.target,
                               mount.dataset.substr(mount.dataset.find('/') + 1)));
    }
  } else if (mount.types.back() != kOurs) {
    findings.Add("mount-covered", subject,
                 fmt::format("/proc/self/mountinfo has a mount of type {} over ours at {}",
                             mount.types.back(), mount.target),
                 fmt::format("umount {}", mount.target));
  } else if (dead) {
    findings.Add("mount-dead", subject, fmt::format("statvfs of {} says ENOTCONN{}", mount.target, readers),
                 fmt::format("umount -l {}; a running server mounts it again", mount.target));
  } else if (mount.answer.code() == Code::kDeadlineExceeded) {
    findings.Add("mount-hung", subject,
                 fmt::format("statvfs of {} gives no answer{}", mount.target, readers));
  } else if (!mount.answer.ok()) {
    findings.Add("mount-failed", subject, std::string(mount.answer.message()));
  } else if (mount.phase == "Failed") {
    findings.Add("mount-failed", subject, fmt::format("{}: {}", mount.target, mount.message));
  }
}

}  // namespace

void CheckMounts(const Facts& facts, Findings& findings) {
  for (const AttachmentFacts& mount : facts.attachments) CheckMount(mount, findings);
}

}  // namespace fluid::cli::doctor
