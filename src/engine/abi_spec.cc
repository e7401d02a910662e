#include "src/engine/abi_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "src/engine/abi_call.h"

namespace fluid::engine {
namespace {

uint32_t TenThousandths(double share) {
  return static_cast<uint32_t>(std::lround(std::clamp(share, 0.0, 1.0) * 10000));
}

uint32_t KindOf(const Tier& tier) {
  if (tier.medium == "MEM") return FLUID_VOLUME_MEMORY;
  return tier.path.empty() ? FLUID_VOLUME_SCRATCH : FLUID_VOLUME_HOST;
}

}  // namespace

AbiArena::Array<fluid_kv> AbiArena::Options(const std::map<std::string, std::string>& options) {
  std::vector<fluid_kv> items;
  for (const auto& [key, value] : options) items.push_back({Str(key), Str(value)});
  return Keep(kvs_, std::move(items));
}

AbiArena::Array<fluid_secret> AbiArena::Secrets(const std::vector<SecretRef>& secrets) {
  std::vector<fluid_secret> items;
  for (const SecretRef& secret : secrets) items.push_back({Str(secret.key), Str(secret.ref)});
  return Keep(secrets_, std::move(items));
}

AbiArena::Array<const fluid_tier*> AbiArena::Tiers(const std::vector<Tier>& tiers) {
  std::vector<const fluid_tier*> items;
  for (const Tier& tier : tiers) {
    items.push_back(&tiers_.emplace_back(fluid_tier{sizeof(fluid_tier), KindOf(tier), tier.quota_bytes,
                                                    TenThousandths(tier.high), TenThousandths(tier.low),
                                                    Str(tier.medium), Str(tier.path)}));
  }
  return Keep(tier_lists_, std::move(items));
}

const fluid_mount* AbiArena::Mount(const MountSpec& mount) {
  fluid_mount& m = mounts_.emplace_back();
  m.struct_size = sizeof m;
  m.flags = FlagIf(mount.shared, FLUID_MOUNT_SHARED) | FlagIf(mount.read_only, FLUID_MOUNT_READ_ONLY) |
            FlagIf(mount.draining, FLUID_MOUNT_DRAINING);
  m.generation = mount.generation;
  m.name = Str(mount.name);
  m.uri = Str(mount.uri);
  m.path = Str(mount.path);
  const auto options = Options(mount.options);
  m.options = options.data, m.option_count = options.size;
  const auto secrets = Secrets(mount.secrets);
  m.secrets = secrets.data, m.secret_count = secrets.size;
  return &m;
}

const fluid_part* AbiArena::Part(const PartSpec& part) {
  fluid_part& p = parts_.emplace_back();
  p.struct_size = sizeof p;
  p.flags = FlagIf(part.disabled, FLUID_PART_DISABLED);
  p.replicas = part.replicas;
  p.name = Str(part.name);
  p.image = Str(part.image);
  std::vector<fluid_kv> options;
  for (const auto& [key, value] : part.options) options.push_back({Str(key), Str(value)});
  for (size_t i = 0; i < part.argv.size(); ++i) {
    options.push_back({Str(Own(fmt::format("argv.{}", i))), Str(part.argv[i])});
  }
  const auto kept = Keep(kvs_, std::move(options));
  p.options = kept.data, p.option_count = kept.size;
  const auto tiers = Tiers(part.tiers);
  p.tiers = tiers.data, p.tier_count = tiers.size;
  return &p;
}

const fluid_spec* AbiArena::Spec(const EngineSpec& spec) {
  fluid_spec& s = specs_.emplace_back();
  s.struct_size = sizeof s;
  s.generation = spec.generation;
  s.name = Str(spec.name);
  s.space = Str(spec.space);
  s.uid = Str(spec.uid);
  s.version = Str(spec.version);
  std::vector<const fluid_part*> part_list;
  for (const PartSpec& part : spec.parts) part_list.push_back(Part(part));
  const auto parts = Keep(part_lists_, std::move(part_list));
  s.parts = parts.data, s.part_count = parts.size;
  std::vector<const fluid_mount*> mount_list;
  for (const MountSpec& mount : spec.mounts) mount_list.push_back(Mount(mount));
  const auto mounts = Keep(mount_lists_, std::move(mount_list));
  s.mounts = mounts.data, s.mount_count = mounts.size;
  const auto options = Options(spec.options);
  s.options = options.data, s.option_count = options.size;
  const auto secrets = Secrets(spec.secrets);
  s.secrets = secrets.data, s.secret_count = secrets.size;
  return &s;
}

const fluid_instance* AbiArena::NodeInstance(const std::string& node, const std::string& state_dir,
                                             const std::vector<Tier>& tiers) {
  fluid_instance& i = instances_.emplace_back();
  i.struct_size = sizeof i;
  i.scope = FLUID_SCOPE_NODE;
  i.node = Str(node);
  i.state_dir = Str(state_dir);
  const auto list = Tiers(tiers);
  i.tiers = list.data, i.tier_count = list.size;
  return &i;
}

const fluid_job_spec* AbiArena::Job(const JobSpec& job, const std::string& node) {
  fluid_job_spec& j = jobs_.emplace_back();
  j.struct_size = sizeof j;
  j.kind = static_cast<uint32_t>(job.kind);
  j.flags = FlagIf(job.refresh, FLUID_JOB_REFRESH) | FlagIf(job.verify, FLUID_JOB_VERIFY);
  j.parallelism = job.parallelism;
  j.bytes_per_second = job.bytes_per_second;
  j.id = Str(job.id);
  std::vector<fluid_target> targets;
  for (const std::string& path : job.targets) targets.push_back({Str(path), 0, 0});
  const auto target_list = Keep(targets_, std::move(targets));
  j.targets = target_list.data, j.target_count = target_list.size;
  const auto nodes = Keep(texts_, std::vector<fluid_str>{Str(node)});
  j.nodes = nodes.data, j.node_count = nodes.size;
  const auto options = Options(job.options);
  j.options = options.data, j.option_count = options.size;
  return &j;
}

}  // namespace fluid::engine
