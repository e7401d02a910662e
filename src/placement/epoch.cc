#include "src/placement/epoch.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "src/base/strings.h"

namespace fluid::placement {

size_t Structure::bytes() const {
  size_t sum = sizeof(Structure) + leaf.capacity() * sizeof(int32_t) + domains.capacity() * sizeof(Domain);
  for (const auto& places : of_level) sum += places.capacity() * sizeof(Place);
  return sum;
}

size_t DatasetState::bytes() const {
  return sizeof(DatasetState) + holders.capacity() * sizeof(Holder) +
         vertices.capacity() * (sizeof(Vertex) + sizeof(held[0])) +
         (begins.capacity() + wide_begins.capacity()) * sizeof(int32_t) + wide.capacity() * sizeof(Wide) +
         best.capacity() * sizeof(Best);
}

size_t RulesState::bytes() const {
  return sizeof(RulesState) + layers.capacity() * sizeof(Layer) + spread.capacity() * sizeof(SpreadState);
}

NodeId Epoch::Find(std::string_view name) const {
  if (name_slots == 0) return -1;
  for (uint64_t slot = Hash64(name);; ++slot) {
    const int32_t entry = names.Get(slot & (name_slots - 1));
    if (entry == 0) return -1;
    if (entry < 0) continue;
    const int64_t at = PositionOf(entry - 1);
    if (at >= 0 && tree.Info(at)->name == name) return entry - 1;
  }
}

Status CheckPod(const Epoch& epoch, const Pod& pod) {
  if (static_cast<int>(pod.request.size()) > epoch.tree.resources) {
    return InvalidArgument(
        fmt::format("a pod asks for {} resources; there are {}", pod.request.size(), epoch.tree.resources));
  }
  for (size_t r = 0; r < pod.request.size(); ++r) {
    if (pod.request[r] < 0 || pod.request[r] > kMaxQuantity) {
      return InvalidArgument(
          fmt::format("a pod asks for {} of resource {}; allowed are 0 to 2^50", pod.request[r], r));
    }
  }
  if (epoch.RulesOf(pod.rules) == nullptr) return NotFound(fmt::format("no rules have id {}", pod.rules));
  if (pod.datasets.size() > kMaxDatasets) {
    return InvalidArgument(
        fmt::format("a pod reads {} datasets; at most {} count", pod.datasets.size(), kMaxDatasets));
  }
  __int128 most = 0;
  int64_t points = 0;
  for (const LevelInfo& level : epoch.structure->levels) points = std::max(points, level.points);
  for (size_t i = 0; i < pod.datasets.size(); ++i) {
    const DatasetUse& use = pod.datasets[i];
    if (epoch.DatasetOf(use.dataset) == nullptr) {
      return NotFound(fmt::format("no dataset has id {}", use.dataset));
    }
    for (size_t j = 0; j < i; ++j) {
      if (pod.datasets[j].dataset == use.dataset) {
        return InvalidArgument(fmt::format("a pod reads dataset {} twice", use.dataset));
      }
    }
    if (use.weight < 0 || use.weight > kMaxPoints) {
      return InvalidArgument(fmt::format("a dataset weighs {}; allowed are 0 to {}", use.weight, kMaxPoints));
    }
    if (use.required < -1 || use.required > epoch.structure->cluster()) {
      return InvalidArgument(fmt::format("a dataset is required at level {}; there are 0 to {}", use.required,
                                         epoch.structure->cluster()));
    }
    most += static_cast<__int128>(use.weight) * points * kPoint;
  }
  if (most > std::numeric_limits<int64_t>::max() / 4) {
    return OutOfRange("the weights of the datasets and levels overflow a score");
  }
  return Ok();
}

Status CheckFree(const Epoch& epoch, std::span<const int64_t> free) {
  if (static_cast<int>(free.size()) > epoch.tree.resources) {
    return InvalidArgument(
        fmt::format("a node offers {} resources; there are {}", free.size(), epoch.tree.resources));
  }
  for (size_t r = 0; r < free.size(); ++r) {
    if (free[r] < 0 || free[r] > kMaxQuantity) {
      return InvalidArgument(
          fmt::format("a node offers {} of resource {}; allowed are 0 to 2^50", free[r], r));
    }
  }
  return Ok();
}

bool InAllSpread(const Epoch& epoch, const RulesDef& def, int64_t at, NodeId node) {
  return std::all_of(def.spread.begin(), def.spread.end(),
                     [&](const RulesDef::Limit& limit) { return epoch.PlaceOf(at, node, limit.level) >= 0; });
}

void FindLeast(const Epoch& epoch, RulesState& rules, int index) {
  const RulesDef::Limit& limit = rules.def->spread[index];
  RulesState::SpreadState& state = rules.spread[index];
  state.least = std::numeric_limits<int64_t>::max();
  state.at_least = state.domains = 0;
  const auto look = [&](int32_t place) {
    if (state.eligible.Get(place) <= 0) return;
    ++state.domains;
    const int64_t pods = PodsThatCount(epoch, rules, index, place);
    if (pods < state.least) state.least = pods, state.at_least = 0;
    state.at_least += pods == state.least ? 1 : 0;
  };
  if (limit.level == 0) {
    for (NodeId node = 0; node < epoch.node_ids; ++node) look(node);
  } else {
    for (const Structure::Place& place : epoch.structure->of_level[limit.level]) look(place.id);
  }
  if (state.domains == 0) state.least = 0;
}

namespace {

// A watched group has one pod more (sign 1) or less at the node, which the group's counts tell already.
void CountSpread(Epoch& epoch, Owner& owner, RulesId id, int index, int64_t at, NodeId node, int sign) {
  RulesState* rules = owner.Own(epoch.rules.At(owner, id));
  RulesState::SpreadState& state = rules->spread[index];
  const RulesDef::Limit& limit = rules->def->spread[index];
  const int32_t place = epoch.PlaceOf(at, node, limit.level);
  if ((rules->Fails(at) & limit.outside) != 0 || !InAllSpread(epoch, *rules->def, at, node)) {
    state.elsewhere.At(owner, place) += sign;
    return;
  }
  const int64_t is = PodsThatCount(epoch, *rules, index, place), was = is - sign;
  if (is < state.least) {
    state.least = is;
    state.at_least = 1;
  } else if (is == state.least) {
    ++state.at_least;
  } else if (was == state.least && --state.at_least == 0) {
    FindLeast(epoch, *rules, index);
  }
}

void CountGroup(Epoch& epoch, Owner& owner, int64_t at, NodeId node, int32_t id, int sign) {
  Group* group = owner.Own(epoch.groups.At(owner, id));
  for (int level = 0; level <= epoch.structure->cluster(); ++level) {
    Group::Counts& counts = group->levels[level];
    const int32_t place = counts.used ? epoch.PlaceOf(at, node, level) : -1;
    if (place < 0) continue;
    counts.pods.At(owner, place) += sign;
    for (const auto& [rules, index] : group->watched) {
      if (epoch.rules.Get(rules)->def->spread[index].level != level) continue;
      CountSpread(epoch, owner, rules, index, at, node, sign);
    }
  }
}

}  // namespace

Status CountPod(Epoch& epoch, Owner& owner, NodeId node, const Pod& pod, int sign) {
  const int64_t at = epoch.PositionOf(node);
  if (at < 0) return NotFound(fmt::format("no node has id {}", node));
  FLUID_RETURN_IF_ERROR(CheckPod(epoch, pod));
  constexpr int64_t kLeast = -(int64_t{1} << 51), kMost = kMaxQuantity + kMaxQuantity / 2;  // see lanes.h
  const Page& leaf = epoch.tree.Leaf(at);
  for (size_t r = 0; r < pod.request.size(); ++r) {
    const int64_t free = leaf.most(static_cast<int>(r))[Digit(at, 0)] - sign * pod.request[r];
    if (free < kLeast || free > kMost) {
      return OutOfRange(fmt::format("the free amount of resource {} would be {}", r, free));
    }
  }
  epoch.tree.AddFree(owner, at, pod.request, -sign);
  const std::shared_ptr<const RulesDef>& def = epoch.rules.Get(pod.rules)->def;
  for (const int32_t group : def->groups) CountGroup(epoch, owner, at, node, group, sign);
  for (const RulesDef::Limit& limit : def->anti) {
    Group* group = owner.Own(epoch.groups.At(owner, limit.group));
    Group::Counts& counts = group->levels[limit.level];
    counts.repel_nodes.At(owner, node) += sign;
    const int32_t place = epoch.PlaceOf(at, node, limit.level);
    if (place >= 0) counts.repel.At(owner, place) += sign;
  }
  return Ok();
}

}  // namespace fluid::placement
