#include "src/api/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/base/units.h"

namespace fluid::api {
namespace {

using enum Column::Type;
constexpr bool kAlways = false, kWide = true;

// By kind; the nameless one is every other kind's.
constexpr std::array kColumns = {
    Column{"", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"AlluxioRuntime", "Ready Masters", ".status.masterNumberReady", kNumber, kWide},
    Column{"AlluxioRuntime", "Desired Masters", ".status.desiredMasterNumberScheduled", kNumber, kWide},
    Column{"AlluxioRuntime", "Master Phase", ".status.masterPhase", kText, kAlways},
    Column{"AlluxioRuntime", "Ready Workers", ".status.workerNumberReady", kNumber, kWide},
    Column{"AlluxioRuntime", "Desired Workers", ".status.desiredWorkerNumberScheduled", kNumber, kWide},
    Column{"AlluxioRuntime", "Worker Phase", ".status.workerPhase", kText, kAlways},
    Column{"AlluxioRuntime", "Ready Fuses", ".status.fuseNumberReady", kNumber, kWide},
    Column{"AlluxioRuntime", "Desired Fuses", ".status.desiredFuseNumberScheduled", kNumber, kWide},
    Column{"AlluxioRuntime", "Fuse Phase", ".status.fusePhase", kText, kAlways},
    Column{"AlluxioRuntime", "API Gateway", ".status.apiGateway.endpoint", kText, kWide},
    Column{"AlluxioRuntime", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"Attachment", "Dataset", ".spec.dataset.name", kText, kAlways},
    Column{"Attachment", "Target", ".spec.target", kText, kAlways},
    Column{"Attachment", "Root", ".spec.root", kText, kWide},
    Column{"Attachment", "Node", ".status.node", kText, kWide},
    Column{"Attachment", "Phase", ".status.phase", kText, kAlways},
    Column{"Attachment", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"CacheRuntime", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"CacheRuntime", "Status", ".status.phase", kText, kAlways},
    Column{"ConfigMap", "Data", ".data", kCount, kAlways},
    Column{"ConfigMap", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"DataBackup", "Dataset", ".spec.dataset", kText, kAlways},
    Column{"DataBackup", "Phase", ".status.phase", kText, kAlways},
    Column{"DataBackup", "Path", ".status.infos.BackupLocationPath", kText, kAlways},
    Column{"DataBackup", "NodeName", ".status.infos.BackupLocationNodeName", kText, kAlways},
    Column{"DataBackup", "Duration", ".status.duration", kText, kAlways},
    Column{"DataBackup", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"DataLoad", "Dataset", ".spec.dataset.name", kText, kAlways},
    Column{"DataLoad", "Phase", ".status.phase", kText, kAlways},
    Column{"DataLoad", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"DataLoad", "Duration", ".status.duration", kText, kAlways},
    Column{"DataMigrate", "Phase", ".status.phase", kText, kAlways},
    Column{"DataMigrate", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"DataMigrate", "Duration", ".status.duration", kText, kAlways},
    Column{"DataProcess", "Dataset", ".spec.dataset.name", kText, kAlways},
    Column{"DataProcess", "Phase", ".status.phase", kText, kAlways},
    Column{"DataProcess", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"DataProcess", "Duration", ".status.duration", kText, kAlways},
    Column{"Dataset", "Ufs Total Size", ".status.ufsTotal", kText, kAlways},
    Column{"Dataset", "Cached", ".status.cacheStates.cached", kText, kAlways},
    Column{"Dataset", "Cache Capacity", ".status.cacheStates.cacheCapacity", kText, kAlways},
    Column{"Dataset", "Cached Percentage", ".status.cacheStates.cachedPercentage", kText, kAlways},
    Column{"Dataset", "Phase", ".status.phase", kText, kAlways},
    Column{"Dataset", "HCFS URL", ".status.hcfs.endpoint", kText, kWide},
    Column{"Dataset", "TOTAL FILES", ".status.fileNum", kText, kWide},
    Column{"Dataset", "CACHE HIT RATIO", ".status.cacheStates.cacheHitRatio", kText, kWide},
    Column{"Dataset", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"EFCRuntime", "Ready Masters", ".status.masterNumberReady", kNumber, kWide},
    Column{"EFCRuntime", "Desired Masters", ".status.desiredMasterNumberScheduled", kNumber, kWide},
    Column{"EFCRuntime", "Master Phase", ".status.masterPhase", kText, kAlways},
    Column{"EFCRuntime", "Ready Workers", ".status.workerNumberReady", kNumber, kWide},
    Column{"EFCRuntime", "Desired Workers", ".status.desiredWorkerNumberScheduled", kNumber, kWide},
    Column{"EFCRuntime", "Worker Phase", ".status.workerPhase", kText, kAlways},
    Column{"EFCRuntime", "Ready Fuses", ".status.fuseNumberReady", kNumber, kWide},
    Column{"EFCRuntime", "Desired Fuses", ".status.desiredFuseNumberScheduled", kNumber, kWide},
    Column{"EFCRuntime", "Fuse Phase", ".status.fusePhase", kText, kAlways},
    Column{"EFCRuntime", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"Event", "Last Seen", ".lastTimestamp", kAge, kAlways},
    Column{"Event", "Type", ".type", kText, kAlways},
    Column{"Event", "Reason", ".reason", kText, kAlways},
    Column{"Event", "Object", ".involvedObject.name", kText, kAlways},
    Column{"Event", "Count", ".count", kNumber, kWide},
    Column{"Event", "Message", ".message", kText, kAlways},
    Column{"Flow", "Phase", ".status.phase", kText, kAlways},
    Column{"Flow", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"JindoRuntime", "Ready Masters", ".status.masterNumberReady", kNumber, kWide},
    Column{"JindoRuntime", "Desired Masters", ".status.desiredMasterNumberScheduled", kNumber, kWide},
    Column{"JindoRuntime", "Master Phase", ".status.masterPhase", kText, kAlways},
    Column{"JindoRuntime", "Ready Workers", ".status.workerNumberReady", kNumber, kWide},
    Column{"JindoRuntime", "Desired Workers", ".status.desiredWorkerNumberScheduled", kNumber, kWide},
    Column{"JindoRuntime", "Worker Phase", ".status.workerPhase", kText, kAlways},
    Column{"JindoRuntime", "Ready Fuses", ".status.fuseNumberReady", kNumber, kWide},
    Column{"JindoRuntime", "Desired Fuses", ".status.desiredFuseNumberScheduled", kNumber, kWide},
    Column{"JindoRuntime", "Fuse Phase", ".status.fusePhase", kText, kAlways},
    Column{"JindoRuntime", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"JuiceFSRuntime", "Ready Workers", ".status.workerNumberReady", kNumber, kWide},
    Column{"JuiceFSRuntime", "Desired Workers", ".status.desiredWorkerNumberScheduled", kNumber, kWide},
    Column{"JuiceFSRuntime", "Worker Phase", ".status.workerPhase", kText, kAlways},
    Column{"JuiceFSRuntime", "Ready Fuses", ".status.fuseNumberReady", kNumber, kWide},
    Column{"JuiceFSRuntime", "Desired Fuses", ".status.desiredFuseNumberScheduled", kNumber, kWide},
    Column{"JuiceFSRuntime", "Fuse Phase", ".status.fusePhase", kText, kAlways},
    Column{"JuiceFSRuntime", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"Namespace", "Status", ".status.phase", kText, kAlways},
    Column{"Namespace", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"Run", "Phase", ".status.phase", kText, kAlways},
    Column{"Run", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"Secret", "Type", ".type", kText, kAlways},
    Column{"Secret", "Data", ".data", kCount, kAlways},
    Column{"Secret", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"ThinRuntime", "Worker Phase", ".status.workerPhase", kText, kWide},
    Column{"ThinRuntime", "Fuse Phase", ".status.fusePhase", kText, kWide},
    Column{"ThinRuntime", "Age", ".metadata.creationTimestamp", kAge, kAlways},
    Column{"VineyardRuntime", "Ready Masters", ".status.masterNumberReady", kNumber, kWide},
    Column{"VineyardRuntime", "Desired Masters", ".status.desiredMasterNumberScheduled", kNumber, kWide},
    Column{"VineyardRuntime", "Master Phase", ".status.masterPhase", kText, kAlways},
    Column{"VineyardRuntime", "Ready Workers", ".status.workerNumberReady", kNumber, kWide},
    Column{"VineyardRuntime", "Desired Workers", ".status.desiredWorkerNumberScheduled", kNumber, kWide},
    Column{"VineyardRuntime", "Worker Phase", ".status.workerPhase", kText, kAlways},
    Column{"VineyardRuntime", "Ready Fuses", ".status.fuseNumberReady", kNumber, kWide},
    Column{"VineyardRuntime", "Desired Fuses", ".status.desiredFuseNumberScheduled", kNumber, kWide},
    Column{"VineyardRuntime", "Fuse Phase", ".status.fusePhase", kText, kAlways},
    Column{"VineyardRuntime", "API Gateway", ".status.apiGateway.endpoint", kText, kWide},
    Column{"VineyardRuntime", "Age", ".metadata.creationTimestamp", kAge, kAlways},
};

}  // namespace

std::span<const Column> ColumnsOf(const KindInfo& kind) {
  const auto of = [](std::string_view name) {
    const auto [begin, end] =
        std::equal_range(kColumns.begin(), kColumns.end(), Column{name, "", ""},
                         [](const Column& a, const Column& b) { return a.kind < b.kind; });
    return std::span<const Column>(begin, end);
  };
  const std::span<const Column> own = of(kind.name);
  return own.empty() ? of("") : own;
}

std::string CellText(const Column& column, const Json& object, WallTime now) {
  const Json value = object.at(column.path);
  if (column.type == kCount) return std::to_string(value.members().size());
  if (column.type != kAge) return value.text();
  const Result<WallTime> time = ParseTime(value.text());
  return time.ok() ? AgeText(now - *time) : "<unknown>";
}

std::string AgeText(Duration age) {
  using namespace std::chrono;
  const int64_t s = duration_cast<seconds>(age).count();
  const int64_t m = s / 60, h = s / 3600, d = s / 86400, y = d / 365;
  // Two units while the second one still says something.
  const auto both = [](int64_t big, char big_unit, int64_t small, char small_unit) {
    return small == 0 ? fmt::format("{}{}", big, big_unit)
                      : fmt::format("{}{}{}{}", big, big_unit, small, small_unit);
  };
  if (s < 0) return "0s";
  if (s < 120) return fmt::format("{}s", s);
  if (m < 10) return both(m, 'm', s % 60, 's');
  if (h < 3) return fmt::format("{}m", m);
  if (h < 8) return both(h, 'h', m % 60, 'm');
  if (h < 48) return fmt::format("{}h", h);
  if (d < 8) return both(d, 'd', h % 24, 'h');
  if (y < 2) return fmt::format("{}d", d);
  if (y < 8) return both(y, 'y', d % 365, 'd');
  return fmt::format("{}y", y);
}

}  // namespace fluid::api
