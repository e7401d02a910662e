// Limits, clock and versions.
#include <fmt/format.h>
#include <sys/sysmacros.h>

#include <cstring>

#include "src/base/units.h"
#include "src/cli/doctor/diagnosis.h"

namespace fluid::cli::doctor {
namespace {

constexpr uint64_t kFewFiles = 1024;  // a home has some dozen of its own, and one for each file that is read
constexpr uint64_t kLittleMemory = 64 << 20;
constexpr auto kSkew = std::chrono::seconds(60);
constexpr auto kBack = std::chrono::minutes(2);

void CheckLimits(const Facts& facts, Findings& findings) {
  const MachineFacts& machine = facts.machine;
  if (machine.open_files < kFewFiles) {
    findings.Add("open-files-low", {},
                 fmt::format("the soft limit (RLIMIT_NOFILE) here is {}; {} are needed", machine.open_files,
                             kFewFiles));
  }
  for (const ProcessFacts& process : facts.processes) {
    if (!process.home || process.open_files == 0 || process.open_files >= kFewFiles) continue;
    findings.Add("open-files-low", {process.dataset, ""},
                 fmt::format("/proc/{}/limits says {} for its fluid-node; {} are needed", process.pid,
                             process.open_files, kFewFiles));
  }
  if (machine.memory_available && *machine.memory_available < kLittleMemory) {
    findings.Add("memory-low", {},
                 fmt::format("/proc/meminfo says MemAvailable {}", HumanBytes(*machine.memory_available)));
  }
  const FuseFacts& fuse = machine.fuse;
  const dev_t wanted = makedev(10, 229);  // Source: Documentation/admin-guide/devices.txt
  if (!fuse.device) {
    findings.Add("fuse-missing", {}, "there is no device /dev/fuse");
  } else if (*fuse.device != wanted) {
    findings.Add(
        "fuse-missing", {},
        fmt::format("/dev/fuse is the device {}:{}, not 10:229", major(*fuse.device), minor(*fuse.device)));
  } else if (fuse.open_error != 0) {
    findings.Add("fuse-refused", {}, fmt::format("opening it fails: {}", std::strerror(fuse.open_error)));
  }
  if (!fuse.may_mount) {
    findings.Add("no-mount-right", {},
                 fmt::format("/proc/self/status: user {} without CAP_SYS_ADMIN", machine.uid));
  }
}

std::string Seconds(Duration d) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(d).count();
  return FormatDuration(std::chrono::seconds(seconds < 0 ? -seconds : seconds));
}

void CheckClock(const Facts& facts, Findings& findings) {
  if (facts.state.newest_file && *facts.state.newest_file > facts.machine.now + kBack) {
    findings.Add("clock-went-back", {},
                 fmt::format("files in {} were written at {}, and now it is {}", facts.state.folder.path,
                             FormatTime(*facts.state.newest_file), FormatTime(facts.machine.now)));
  }
  size_t told = 0;
  std::vector<std::pair<Subject, std::string>> skewed;
  for (const DatasetFacts& dataset : facts.datasets) {
    for (const SourceFacts& source : dataset.sources) {
      if (!source.date) continue;
      ++told;
      const Duration ahead = *source.date - source.asked_at;
      if (ahead < kSkew && ahead > -kSkew) continue;
      skewed.emplace_back(Subject{dataset.name, source.uri},
                          fmt::format("the header Date of {} is {} {} this machine's clock", source.host,
                                      Seconds(ahead), ahead > Duration::zero() ? "ahead of" : "behind"));
    }
  }
  if (told > 1 && skewed.size() == told) {
    findings.Add("clock-wrong", {}, skewed.front().second + fmt::format(", and {} more", told - 1));
    return;
  }
  for (const auto& [subject, evidence] : skewed) findings.Add("clock-skew", subject, evidence);
}

void CheckVersions(const Facts& facts, Findings& findings) {
  for (const ProgramFacts& program : facts.installation.programs) {
    if (program.version.empty()) {
      findings.Add("program-missing", {},
                   fmt::format("{} ({}): {}", program.name, program.path, program.why));
    } else if (program.version != facts.installation.version) {
      findings.Add("program-differs", {},
                   fmt::format("this is fluid {}, {} says {}", facts.installation.version, program.path,
                               program.version));
    }
  }
  for (const ProcessFacts& process : facts.processes) {
    if (process.pid == 0 || !process.replaced) continue;
    findings.Add(
        "program-replaced", {process.dataset, ""},
        fmt::format("/proc/{}/exe is a file that is no more", process.pid),
        fmt::format("kill {} when its readers may be cut; the new one takes its place", process.pid));
  }
}

}  // namespace

void CheckMachine(const Facts& facts, Findings& findings) {
  CheckLimits(facts, findings);
  CheckClock(facts, findings);
  CheckVersions(facts, findings);
}

}  // namespace fluid::cli::doctor
