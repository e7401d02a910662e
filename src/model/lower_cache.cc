// CacheRuntime: an engine that a CacheRuntimeClass describes.
#include <fmt/format.h>

#include "src/base/units.h"
#include "src/model/generated/cache.h"
#include "src/model/json.h"
#include "src/model/lower_kinds.h"
#include "src/model/lower_parts.h"
#include "src/model/texts.h"

namespace fluid::model {
namespace {

Status AddTier(const std::string& medium, const std::string& path, const std::string& quota,
               const RuntimeTieredStoreLevel& level, std::vector<Tier>& tiers) {
  FLUID_ASSIGN_OR_RETURN(const int64_t bytes, ParseQuantity(quota));
  if (bytes <= 0) return InvalidArgument(fmt::format("the quota {} is not above 0", quota));
  Tier& tier = tiers.emplace_back();
  tier.medium = medium;
  tier.path = path;
  tier.quota_bytes = static_cast<uint64_t>(bytes);
  if (!level.high.empty() && !IsShare(level.high, &tier.high))
    return InvalidArgument("high is no share of the whole");
  if (!level.low.empty() && !IsShare(level.low, &tier.low))
    return InvalidArgument("low is no share of the whole");
  if (level.low.empty()) tier.low = std::min(tier.low, tier.high);
  return Ok();
}

Status LowerTiers(const RuntimeTieredStore& store, std::vector<Tier>& tiers) {
  for (const RuntimeTieredStoreLevel& level : store.levels) {
    if (level.process_memory) {
      FLUID_RETURN_IF_ERROR(AddTier("MEM", "/dev/shm", level.process_memory->quota, level, tiers));
    } else if (level.empty_dir) {
      const bool memory = level.empty_dir->medium == "Memory";
      FLUID_RETURN_IF_ERROR(AddTier(memory ? "MEM" : "SSD", "", level.empty_dir->quota, level, tiers));
    } else if (level.host_path) {
      const HostPathMediumSource& host = *level.host_path;
      if (host.paths.size() != host.quotas.size()) {
        return InvalidArgument(fmt::format("{} quotas for {} paths", host.quotas.size(), host.paths.size()));
      }
      for (size_t i = 0; i < host.paths.size(); ++i) {
        FLUID_RETURN_IF_ERROR(AddTier("SSD", host.paths[i], host.quotas[i], level, tiers));
      }
    }
  }
  SortTiers(tiers);
  return Ok();
}

// What a class says of a component's engine: the first container of its pod.
struct Container {
  std::string image;
  std::vector<std::string> command, args;
};

std::vector<std::string> Texts(const Node* list) {
  std::vector<std::string> texts;
  for (const Node* item = list != nullptr ? list->first : nullptr; item != nullptr; item = item->next) {
    texts.emplace_back(item->text);
  }
  return texts;
}

Container EngineContainer(const RuntimeComponentDefinition& definition) {
  Tree tree;
  std::vector<Problem> problems;
  ReadJson(definition.pod_template.json, tree, problems, Places::kNone);
  const Node* node = tree.root;
  for (const char* field : {"spec", "containers"}) {
    if (node != nullptr) node = node->Find(field);
  }
  if (node == nullptr || node->first == nullptr) return {};
  const Node* image = node->first->Find("image");
  return {.image = image != nullptr ? std::string(image->text) : "",
          .command = Texts(node->first->Find("command")),
          .args = Texts(node->first->Find("args"))};
}

// The class' options under the runtime's, those under the component's.
template <class C>
Result<PartSpec> Part(const std::string& name, const C& component, const Options& shared,
                      const std::optional<RuntimeComponentDefinition>& definition) {
  PartSpec part;
  part.name = name;
  part.disabled = component.disabled;
  part.image = Image(component.runtime_version.image, component.runtime_version.image_tag);
  if (definition) {
    const Container container = EngineContainer(*definition);
    if (part.image.empty()) part.image = container.image;
    part.argv = container.command;
    const std::vector<std::string>& args = component.args.empty() ? container.args : component.args;
    part.argv.insert(part.argv.end(), args.begin(), args.end());
  }
  part.options = Merge(Merge(definition ? definition->options : Options(), shared), component.options);
  if constexpr (requires { component.replicas; }) part.replicas = component.replicas.value_or(1);
  if constexpr (requires { component.tiered_store; }) {
    Status tiers = LowerTiers(component.tiered_store, part.tiers);
    if (!tiers.ok()) return tiers.Annotate(fmt::format("reading spec.{}.tieredStore", name));
  }
  return part;
}

}  // namespace

Status LowerCache(const Object& runtime, const Object* runtime_class, EngineSpec& spec) {
  const CacheRuntimeSpec& from = Get<CacheRuntime>(runtime).spec;
  RuntimeTopology topology;
  if (runtime_class != nullptr)
    topology = Get<CacheRuntimeClass>(*runtime_class).topology.value_or(RuntimeTopology());
  spec.options = {{"runtimeClassName", from.runtime_class_name}};
  auto add = [&](const std::string& name, const auto& component, const auto& definition) -> Status {
    FLUID_ASSIGN_OR_RETURN(PartSpec part, Part(name, component, from.options, definition));
    spec.parts.push_back(std::move(part));
    return Ok();
  };
  FLUID_RETURN_IF_ERROR(add("master", from.master, topology.master));
  FLUID_RETURN_IF_ERROR(add("worker", from.worker, topology.worker));
  return add("client", from.client, topology.client);
}

}  // namespace fluid::model
