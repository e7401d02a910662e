// Rules for runtimes and their classes and profiles.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/generated/cache.h"
#include "src/model/generated/thin.h"
#include "src/model/rules.h"
#include "src/model/runtime_parts.h"
#include "src/model/texts.h"

namespace fluid::model {
namespace {

constexpr char kLevels[] = "spec.tieredstore.levels";

// Calls fn(level, path) for each level of a tiered store that has one; path(".quota") is that of a field.
template <class Fn>
void ForEachLevel(const Object& object, Fn fn) {
  const TieredStore* store = TieredStoreOf(object);
  if (store == nullptr) return;
  for (size_t i = 0; i < store->levels.size(); ++i) {
    fn(store->levels[i], [i](std::string_view field) { return fmt::format("{}[{}]{}", kLevels, i, field); });
  }
}

size_t Parts(std::string_view list) { return static_cast<size_t>(std::ranges::count(list, ',')) + 1; }

template <class PathOf>
void CheckQuota(std::string_view quota, const PathOf& path, std::string_view field, Findings& findings) {
  const Result<int64_t> bytes = ParseQuantity(quota);
  if (!bytes.ok() || *bytes <= 0)
    findings.Add(path(field), Quoted(quota), "a quantity above 0 that fits in int64, such as 10Gi");
}

void TiersHaveAQuota(const Object& object, Findings& findings) {
  ForEachLevel(object, [&](const Level& level, const auto& path) {
    if (!level.quota_list.empty()) {
      EachPart(level.quota_list, [&](std::string_view quota) {
        CheckQuota(quota, path, ".quotaList", findings);
        return true;
      });
    } else if (level.quota.empty()) {
      findings.Add(path(""), "neither quota nor quotaList", "one of them, such as quota: 10Gi");
    } else {
      CheckQuota(level.quota, path, ".quota", findings);
    }
  });
}

void QuotaListsFitTheirPaths(const Object& object, Findings& findings) {
  ForEachLevel(object, [&](const Level& level, const auto& path) {
    if (level.quota_list.empty()) return;
    const size_t quotas = Parts(level.quota_list), paths = Parts(level.path);
    if (quotas == paths) return;
    findings.Add(path(".quotaList"), Counted(quotas, "quota"), fmt::format("as many as path has: {}", paths));
  });
}

void WaterMarksAreOrdered(const Object& object, Findings& findings) {
  ForEachLevel(object, [&](const Level& level, const auto& path) {
    double high = 0, low = 0;
    if (!IsShare(level.high, &high) || !IsShare(level.low, &low) || low < high) return;
    findings.Add(path(".low"), Quoted(level.low), fmt::format("less than high, which is {}", level.high));
  });
}

void NoTwoTiersOnOnePath(const Object& object, Findings& findings) {
  const TieredStore* store = TieredStoreOf(object);
  if (store == nullptr ||
      (store->levels.size() < 2 && (store->levels.empty() || Parts(store->levels[0].path) < 2)))
    return;
  std::set<std::string_view> seen;
  ForEachLevel(object, [&](const Level& level, const auto& path) {
    if (level.path.empty()) return;
    EachPart(level.path, [&](std::string_view part) {
      while (part.size() > 1 && part.ends_with('/')) part.remove_suffix(1);
      if (!seen.insert(part).second) {
        findings.Add(path(".path"), fmt::format("the path {} again", Quoted(part)),
                     "each path in one tier, once");
      }
      return true;
    });
  });
}

void CacheTiersHaveOneMedium(const Object& object, Findings& findings) {
  const CacheRuntimeSpec& spec = Get<CacheRuntime>(object).spec;
  auto check = [&](const RuntimeTieredStore& store, std::string_view part) {
    size_t memories = 0;
    for (size_t i = 0; i < store.levels.size(); ++i) {
      const RuntimeTieredStoreLevel& level = store.levels[i];
      const std::string path = fmt::format("spec.{}.tieredStore.levels[{}]", part, i);
      const int media =
          level.empty_dir.has_value() + level.host_path.has_value() + level.process_memory.has_value();
      if (media != 1) {
        findings.Add(path, media == 0 ? "no medium" : fmt::format("{} media", media),
                     "exactly one of emptyDir, hostPath, processMemory");
      }
      if (level.process_memory && ++memories == 2) {
        findings.Add(path + ".processMemory", "process memory again", "one level of process memory");
      }
      if (level.host_path && level.host_path->quotas.size() != level.host_path->paths.size()) {
        findings.Add(path + ".hostPath.quotas", Counted(level.host_path->quotas.size(), "quota"),
                     fmt::format("as many as paths has: {}", level.host_path->paths.size()));
      }
      double high = 0, low = 0;
      if (IsShare(level.high, &high) && IsShare(level.low, &low) && low >= high) {
        findings.Add(path + ".low", Quoted(level.low),
                     fmt::format("less than high, which is {}", level.high));
      }
    }
  };
  check(spec.worker.tiered_store, "worker");
  check(spec.client.tiered_store, "client");
}

void ReplicasAreNotNegative(const Object& object, Findings& findings) {
  const int32_t* replicas = ReplicasOf(object);
  if (replicas != nullptr && *replicas < 0)
    findings.Add("spec.replicas", fmt::format("the number {}", *replicas), "at least 0");
}

void CleanPoliciesAreKnown(const Object&, Findings& findings) {
  static constexpr std::string_view kPolicies[] = {"OnRuntimeDeleted", "OnDemand", "OnFuseChanged"};
  const Node* policy = findings.Find("spec.fuse.cleanPolicy");
  if (policy == nullptr || policy->text.empty()) return;
  if (std::ranges::count(kPolicies, policy->text) > 0) return;
  findings.Add("spec.fuse.cleanPolicy", Quoted(policy->text),
               "one of OnRuntimeDeleted, OnDemand, OnFuseChanged",
               std::string(DidYouMean(policy->text, kPolicies)));
}

// The mounts of a part name volumes that are there.
void CheckVolumeMounts(const Node* mounts, const Node* volumes, const std::string& path, const char* where,
                       Findings& findings) {
  if (mounts == nullptr) return;
  std::set<std::string_view> names;
  for (const Node* item = volumes != nullptr ? volumes->first : nullptr; item != nullptr; item = item->next) {
    if (const Node* name = item->Find("name")) names.insert(name->text);
  }
  size_t index = 0;
  for (const Node* mount = mounts->first; mount != nullptr; mount = mount->next, ++index) {
    const Node* name = mount->Find("name");
    if (name == nullptr || names.contains(name->text)) continue;
    findings.Add(fmt::format("{}.volumeMounts[{}].name", path, index), Quoted(name->text),
                 fmt::format("the name of one of {}", where));
  }
}

void VolumeMountsNameVolumes(const Object&, Findings& findings) {
  const Node* spec = findings.root().Find("spec");
  if (spec == nullptr) return;
  if (spec->Find("volumeClaimTemplates") != nullptr) return;  // the API server prunes the names of claims
  const Node* volumes = spec->Find("volumes");
  for (const Node* part = spec->first; part != nullptr; part = part->next) {
    if (!part->is(Node::Kind::kMap)) continue;
    if (const Node* mounts = part->Find("volumeMounts")) {
      CheckVolumeMounts(mounts, volumes, fmt::format("spec.{}", part->key), "spec.volumes", findings);
    }
  }
}

void ScriptMountsNameVolumes(const Object&, Findings& findings) {
  const Node* script = findings.Find("spec.processor.script");
  if (script == nullptr) return;
  CheckVolumeMounts(script->Find("volumeMounts"), script->Find("volumes"), "spec.processor.script",
                    "spec.processor.script.volumes", findings);
}

// Fluid runs the start of a client itself.
void ThinClientsHaveNoPostStart(const Object&, Findings& findings) {
  if (findings.Find("spec.fuse.lifecycle.postStart") == nullptr) return;
  findings.Add("spec.fuse.lifecycle.postStart", "a hook", "preStop alone");
}

void ClassesHaveAComponent(const Object& object, Findings& findings) {
  const std::optional<RuntimeTopology>& topology = Get<CacheRuntimeClass>(object).topology;
  if (topology && (topology->master || topology->worker || topology->client)) return;
  findings.Add("topology", "no component", "at least one of master, worker, client");
}

}  // namespace

std::span<const Rule> RuntimeRules() {
  static constexpr Rule kRules[] = {
      {kRuntimes, "tiers have a quota", TiersHaveAQuota},
      {kRuntimes, "quota lists fit their paths", QuotaListsFitTheirPaths},
      {kRuntimes, "water marks are ordered", WaterMarksAreOrdered},
      {kRuntimes, "no two tiers on one path", NoTwoTiersOnOnePath},
      {"CacheRuntime", "cache tiers have one medium", CacheTiersHaveOneMedium},
      {kRuntimes, "replicas are not negative", ReplicasAreNotNegative},
      {kRuntimes, "clean policies are known", CleanPoliciesAreKnown},
      {"AlluxioRuntime EFCRuntime JindoRuntime JuiceFSRuntime ThinRuntime VineyardRuntime CacheRuntime",
       "volume mounts name volumes", VolumeMountsNameVolumes},
      {"DataProcess", "volume mounts of scripts name volumes", ScriptMountsNameVolumes},
      {"ThinRuntime ThinRuntimeProfile", "clients of ThinRuntimes have no postStart",
       ThinClientsHaveNoPostStart},
      {"CacheRuntimeClass", "classes have a component", ClassesHaveAComponent},
  };
  return kRules;
}

}  // namespace fluid::model
