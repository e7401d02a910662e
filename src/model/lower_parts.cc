#include "src/model/lower_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/mounts.h"
#include "src/model/resource.h"
#include "src/model/texts.h"

namespace fluid::model {
namespace {

int Rank(std::string_view medium) { return medium == "MEM" ? 0 : medium == "SSD" ? 1 : 2; }

}  // namespace

Options Merge(Options under, const Options& over) {
  for (const auto& [key, value] : over) under.insert_or_assign(key, value);
  return under;
}

std::vector<SecretRef> SecretRefs(const std::string& space, const std::vector<EncryptOption>& under,
                                  const std::vector<EncryptOption>& over) {
  std::map<std::string, std::string> refs;
  for (const auto* list : {&under, &over}) {
    for (const EncryptOption& option : *list) {
      const SecretKeySelector& from = option.value_from.secret_key_ref;
      refs.insert_or_assign(option.name, fmt::format("{}/{}/{}", space, from.name, from.key));
    }
  }
  std::vector<SecretRef> secrets;
  for (const auto& [key, ref] : refs) secrets.push_back({key, ref});
  return secrets;
}

std::vector<MountSpec> LowerMounts(const Object& dataset) {
  const DatasetSpec& spec = Get<Dataset>(dataset).spec;
  std::vector<MountSpec> mounts;
  for (const Mount& mount : spec.mounts) {
    MountSpec& lowered = mounts.emplace_back();
    lowered.name = mount.name;
    lowered.uri = mount.mount_point;
    lowered.path = MountPath(mount);
    lowered.read_only = mount.read_only;
    lowered.shared = mount.shared;
    lowered.options = Merge(spec.shared_options, mount.options);
    lowered.secrets =
        SecretRefs(dataset.metadata().space, spec.shared_encrypt_options, mount.encrypt_options);
    for (const SecretRef& secret : lowered.secrets) lowered.options.erase(secret.key);
  }
  return mounts;
}

Result<std::vector<Tier>> LowerTiers(const TieredStore& store, std::string_view runtime) {
  std::vector<Tier> tiers;
  auto bad = [&](size_t level, std::string_view why) {
    return InvalidArgument(
        fmt::format("reading the tiers of {}: spec.tieredstore.levels[{}]: {}", runtime, level, why));
  };
  for (size_t i = 0; i < store.levels.size(); ++i) {
    const Level& level = store.levels[i];
    const std::vector<std::string_view> paths = Split(level.path, ',');
    const std::vector<std::string_view> quotas =
        level.quota_list.empty() ? std::vector<std::string_view>() : Split(level.quota_list, ',');
    if (quotas.empty() && level.quota.empty()) return bad(i, "neither quota nor quotaList");
    if (!quotas.empty() && quotas.size() != paths.size()) {
      return bad(i, fmt::format("{} quotas for {} paths", quotas.size(), paths.size()));
    }
    for (size_t p = 0; p < paths.size(); ++p) {
      const Result<int64_t> bytes = ParseQuantity(quotas.empty() ? std::string_view(level.quota) : quotas[p]);
      if (!bytes.ok()) return bad(i, bytes.status().message());
      if (*bytes <= 0) return bad(i, "a quota that is not above 0");
      Tier& tier = tiers.emplace_back();
      tier.medium = level.mediumtype;
      tier.path = paths[p];
      while (tier.path.size() > 1 && tier.path.ends_with('/')) tier.path.pop_back();
      tier.quota_bytes = static_cast<uint64_t>(*bytes) / (quotas.empty() ? paths.size() : 1);
      if (!level.high.empty() && !IsShare(level.high, &tier.high))
        return bad(i, "high is no share of the whole");
      if (!level.low.empty() && !IsShare(level.low, &tier.low)) return bad(i, "low is no share of the whole");
      if (level.low.empty()) tier.low = std::min(tier.low, tier.high);  // as much as high allows
    }
  }
  SortTiers(tiers);
  return tiers;
}

void SortTiers(std::vector<Tier>& tiers) {
  std::ranges::stable_sort(tiers, {}, [](const Tier& tier) { return Rank(tier.medium); });
}

std::string Image(const std::string& image, const std::string& tag) {
  return image.empty() || tag.empty() ? image : image + ":" + tag;
}

int Replicas(int32_t replicas) { return replicas == 0 ? -1 : replicas; }

}  // namespace fluid::model
