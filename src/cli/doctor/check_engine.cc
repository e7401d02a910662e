// Engines: runtimes and datasets that belong together, plugins, programs, cache tiers.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/doctor/diagnosis.h"

namespace fluid::cli::doctor {
namespace {

constexpr uint64_t kTierRoom = 1 << 20;
constexpr int kManyRestarts = 3;

std::string ConditionText(const ConditionFacts& condition) {
  return fmt::format("{} is {}, {}: {}", condition.type, condition.status, condition.reason,
                     condition.message);
}

const ConditionFacts* Unmet(const std::vector<ConditionFacts>& conditions) {
  const auto found = std::find_if(conditions.begin(), conditions.end(), [](const ConditionFacts& c) {
    return c.type == "Ready" && c.status == "False";
  });
  return found == conditions.end() ? nullptr : &*found;
}

void CheckPairs(const DatasetFacts& dataset, Findings& findings) {
  const Subject subject{dataset.name, ""};
  if (!dataset.asked || dataset.deleted) return;
  if (dataset.there && dataset.runtimes.empty()) {
    findings.Add("dataset-alone", subject, fmt::format("no runtime is called {}", dataset.name));
  } else if (!dataset.there && !dataset.runtimes.empty()) {
    findings.Add(
        "runtime-alone", subject,
        fmt::format("{} {} is there, no Dataset is called so", dataset.runtimes[0].kind, dataset.name));
  } else if (dataset.runtimes.size() > 1) {
    std::vector<std::string> kinds;
    for (const RuntimeFacts& runtime : dataset.runtimes) kinds.push_back(runtime.kind);
    findings.Add("runtimes-two", subject,
                 fmt::format("{} are called {}", Join(kinds, " and "), dataset.name));
  }
}

void CheckPlugin(const DatasetFacts& dataset, Findings& findings) {
  const Subject subject{dataset.name, ""};
  switch (dataset.plugin.state) {
    case PluginFacts::State::kMissing:
      return findings.Add("plugin-missing", subject, dataset.plugin.why);
    case PluginFacts::State::kUntrusted:
      return findings.Add("plugin-untrusted", subject, dataset.plugin.why);
    case PluginFacts::State::kUnreadable:
      return findings.Add("plugin-unreadable", subject, dataset.plugin.why);
    case PluginFacts::State::kUnknown:
    case PluginFacts::State::kFine:
      return;
  }
}

// Whether a runtime's conditions say that the engine can't be made at all.
const ConditionFacts* Refusal(const std::vector<ConditionFacts>& conditions) {
  static constexpr std::string_view kRefusals[] = {"ImageNeedsCluster", "InvalidSpec", "NotYetSupported",
                                                   "EngineNotInstalled"};
  const auto found = std::find_if(conditions.begin(), conditions.end(), [](const ConditionFacts& c) {
    return c.status == "False" &&
           std::find(std::begin(kRefusals), std::end(kRefusals), c.reason) != std::end(kRefusals);
  });
  return found == conditions.end() ? nullptr : &*found;
}

void CheckConditions(const DatasetFacts& dataset, Findings& findings) {
  if (dataset.deleted) return;
  for (const RuntimeFacts& runtime : dataset.runtimes) {
    if (const ConditionFacts* refusal = Refusal(runtime.conditions)) {
      findings.Add("engine-refused", {dataset.name, ""},
                   fmt::format("{}: {}", runtime.kind, ConditionText(*refusal)));
    }
  }
  if (!dataset.there || !dataset.asked) return;
  const ConditionFacts* unmet = Unmet(dataset.conditions);
  const bool settled = dataset.phase == "Bound" || dataset.phase == "Updating";
  if (settled && !unmet) return;
  findings.Add("dataset-unwell", {dataset.name, ""},
               fmt::format("its phase is {}{}", dataset.phase.empty() ? "not set" : dataset.phase,
                           unmet ? "; " + ConditionText(*unmet) : ""),
               fmt::format("fluid describe dataset {}", dataset.name.substr(dataset.name.find('/') + 1)));
}

void CheckProcess(const Facts& facts, const ProcessFacts& process, Findings& findings) {
  if (process.removing) return;
  const Subject subject{process.dataset, ""};
  const std::string words =
      process.last_words.empty() ? "" : fmt::format("; the log ends: {}", process.last_words);
  const std::string log = fmt::format("read {}/launch.log", process.folder);
  if (process.pid == 0) {
    if (process.once && process.exit_code == 0) return;
    const std::string ended = process.exit_code
                                  ? fmt::format("ended with {} {}", *process.exit_code, process.exit_reason)
                                  : "is gone";
    const bool failing = process.restarts >= kManyRestarts;
    findings.Add(failing ? "process-failing" : "process-dead", subject,
                 fmt::format("{} {} after {} restarts{}", process.component, ended, process.restarts, words),
                 facts.api.serves() ? log : fmt::format("{}; start the server, which starts it again", log));
    return;
  }
  if (process.state == 'T' || process.state == 't') {
    findings.Add("process-hung", subject,
                 fmt::format("/proc/{}/stat says that {} is stopped", process.pid, process.component),
                 fmt::format("kill -CONT {}", process.pid));
  } else if (process.home && !process.answer.ok()) {
    if (process.restarts >= kManyRestarts) {
      findings.Add("process-failing", subject,
                   fmt::format("{} (process {}) was started {} times and does not answer yet{}",
                               process.component, process.pid, process.restarts, words),
                   log);
    } else {
      findings.Add("process-hung", subject,
                   fmt::format("{} (process {}) says: {}{}", process.component, process.pid,
                               process.answer.message(), words),
                   fmt::format("kill {}; the server starts another", process.pid));
    }
  }
}

void CheckTiers(const DatasetFacts& dataset, Findings& findings) {
  const Subject subject{dataset.name, ""};
  for (size_t i = 0; i < dataset.tiers.size(); ++i) {
    const TierFacts& tier = dataset.tiers[i];
    const PathFacts& folder = tier.folder;
    if (folder.error == ETIMEDOUT) {
      findings.Add("tier-silent", subject, fmt::format("statvfs of {} gives no answer", tier.path));
      continue;
    }
    if (folder.error != 0 || !folder.folder) {
      findings.Add("tier-missing", subject,
                   fmt::format("{}: {}", tier.path,
                               folder.error != 0 ? std::strerror(folder.error) : "it is not a folder"),
                   fmt::format("mkdir -p {}, then end its fluid-node", tier.path));
      continue;
    }
    if (folder.read_only) {
      findings.Add("tier-read-only", subject, fmt::format("statvfs of {} says read-only", tier.path));
    }
    if (!tier.writable) {
      findings.Add(
          "tier-not-writable", subject,
          fmt::format("{} belongs to user {} and has mode {:04o}", tier.path, folder.uid, folder.mode));
    }
    if (tier.quota > folder.bytes) {
      findings.Add("tier-small", subject,
                   fmt::format("the quota of {} is {}, its file system has {}", tier.path,
                               HumanBytes(tier.quota), HumanBytes(folder.bytes)));
    }
    if (folder.bytes_free < kTierRoom) {
      findings.Add("tier-full", subject,
                   fmt::format("{} of {} are free at {}", HumanBytes(folder.bytes_free),
                               HumanBytes(folder.bytes), tier.path));
    }
    if (folder.inodes > 0 && folder.inodes_free < 16) {
      findings.Add(
          "tier-inodes", subject,
          fmt::format("{} of {} inodes are free at {}", folder.inodes_free, folder.inodes, tier.path));
    }
    if (tier.format_text) {
      findings.Add(
          "cache-newer", subject, fmt::format("{}/FORMAT says \"{}\"", tier.path, *tier.format_text),
          fmt::format("use the fluid that wrote it, or rm -r {} once its fluid-node has ended", tier.path));
    }
    for (size_t j = 0; j < i; ++j) {
      const TierFacts& other = dataset.tiers[j];
      if (other.folder.error == 0 && other.folder.device == folder.device && other.medium != tier.medium) {
        findings.Add("tiers-together", subject,
                     fmt::format("{} and {} are on one file system", other.path, tier.path));
      }
    }
  }
}

}  // namespace

void CheckEngines(const Facts& facts, Findings& findings) {
  for (const DatasetFacts& dataset : facts.datasets) {
    CheckPairs(dataset, findings);
    CheckPlugin(dataset, findings);
    CheckConditions(dataset, findings);
    CheckTiers(dataset, findings);
  }
  for (const ProcessFacts& process : facts.processes) CheckProcess(facts, process, findings);
}

}  // namespace fluid::cli::doctor
