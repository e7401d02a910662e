#include "src/reconcile/engine_record.h"

#include <algorithm>
#include <set>

namespace fluid::reconcile {
namespace {

// Equal in what a user said; the counted members apart.
bool SameSource(const MountSpec& a, const MountSpec& b) {
  MountSpec c = b;
  c.generation = a.generation;
  c.draining = a.draining;
  return a == c;
}

bool SameSecrets(const MountSpec& mount, const std::map<std::string, std::string>& a,
                 const std::map<std::string, std::string>& b) {
  return std::all_of(mount.secrets.begin(), mount.secrets.end(), [&](const SecretRef& secret) {
    const auto x = a.find(secret.ref), y = b.find(secret.ref);
    return (x == a.end() ? "" : x->second) == (y == b.end() ? "" : y->second);
  });
}

bool Drained(const MountSpec& mount, uint64_t spec_generation, const std::vector<NodeObservation>& nodes) {
  if (nodes.empty()) return false;
  return std::all_of(nodes.begin(), nodes.end(), [&](const NodeObservation& node) {
    if (!node.reachable.ok() || node.spec_generation < spec_generation) return false;
    return std::none_of(node.sources.begin(), node.sources.end(), [&](const MountReport& report) {
      return report.path == mount.path && report.generation == mount.generation && report.open_files > 0;
    });
  });
}

}  // namespace

NodeConfig EngineRecord::ConfigOf(const std::string& node, const std::vector<Tier>& tiers) const {
  NodeConfig config;
  config.spec = spec;
  config.node = node;
  config.instance = spec.uid + "/" + node;
  config.tiers = tiers;
  if (const auto it = mounts.find(node); it != mounts.end()) config.mounts = it->second;
  config.force_unmount = force_unmount;
  config.forced_mounts = forced_mounts;
  config.generation = generation;
  return config;
}

EngineRecord Next(const EngineRecord& last, const EngineWish& wish,
                  const std::vector<NodeObservation>& nodes) {
  uint64_t known = last.generation;
  for (const NodeObservation& node : nodes) known = std::max(known, node.config_generation);
  const uint64_t next = known + 1;

  EngineRecord record;
  record.spec = wish.spec;
  record.secrets = wish.secrets;
  record.mounts = wish.mounts;
  std::erase_if(record.mounts, [](const auto& node) { return node.second.empty(); });
  record.force_unmount = wish.force_unmount;
  record.forced_mounts = wish.forced_mounts;
  std::vector<MountSpec>& mounts = record.spec.mounts;

  // Sources that stay keep their generation; those that are new or different take the one to come.
  std::set<const MountSpec*> kept;
  for (MountSpec& mount : mounts) {
    mount.generation = next;
    const auto before = std::find_if(
        last.spec.mounts.begin(), last.spec.mounts.end(),
        [&](const MountSpec& m) { return !m.draining && m.path == mount.path && m.uri == mount.uri; });
    if (before == last.spec.mounts.end()) continue;
    kept.insert(&*before);
    if (SameSource(*before, mount) && SameSecrets(mount, last.secrets, wish.secrets))
      mount.generation = before->generation;
  }
  for (const MountSpec& mount : last.spec.mounts) {
    if (kept.contains(&mount)) continue;
    if (mount.draining && Drained(mount, last.spec.generation, nodes)) continue;
    mounts.push_back(mount);
    mounts.back().draining = true;
  }

  record.spec.generation = last.spec.generation;
  const bool same_spec = record.spec == last.spec && record.secrets == last.secrets;
  record.generation = last.generation;
  if (!last.empty() && known == last.generation && same_spec && record == last) return last;
  record.generation = next;
  if (!same_spec || known != last.generation) record.spec.generation = next;
  return record;
}

}  // namespace fluid::reconcile
