#include "src/placement/state_core.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/placement/dataset.h"

namespace fluid::placement {

State::Core::Core(const Options& opts, std::vector<LevelInfo> levels)
    : options(opts), domains(std::move(levels)), by_name(ByName{&infos}) {
  Layout layout = LayOut(domains, {}, 0, -1);
  epoch.structure = owner.Adopt(layout.structure);
  epoch.tree = Tree::Empty(owner, 0, static_cast<int>(opts.resources.size()), epoch.structure->leaf.data());
  if (opts.check_answers) {
    told = std::make_shared<Inputs>();
    told->options = opts;
  }
  // Rules 0: none.
  RulesState* none = owner.Adopt(new RulesState());
  none->def = std::make_shared<RulesDef>();
  epoch.rules.Set(owner, epoch.rules_count++, none);
  if (told != nullptr) told->rules[0] = {};
}

State::Core::~Core() = default;

Inputs* State::Core::inputs() {
  if (told != nullptr && told.use_count() > 1) told = std::make_shared<Inputs>(*told);
  return told.get();
}

Status State::Core::CheckNode(const Node& node) const {
  if (node.name.empty()) return InvalidArgument("a node needs a name");
  if (epoch.Find(node.name) >= 0)
    return AlreadyExists(fmt::format("node \"{}\" is there already", node.name));
  return CheckFree(epoch, node.free).Annotate(fmt::format("node \"{}\"", node.name));
}

NodeInfo* State::Core::NewInfo(NodeId id, const Node& node) {
  NodeInfo* info = owner.Adopt(new NodeInfo());
  info->id = id;
  info->shape = shapes.Intern(node);
  info->name = node.name;
  return info;
}

void State::Core::NameNode(NodeId id) {
  if ((name_entries + 1) * 2 > epoch.name_slots) {
    epoch.names.Drop(owner);
    epoch.name_slots = 64;
    while (epoch.name_slots < static_cast<int64_t>(by_name.size()) * 4) epoch.name_slots *= 2;
    name_entries = 0;
    for (const NodeId named : by_name) {
      if (named != id && epoch.PositionOf(named) >= 0) NameNode(named);
    }
  }
  uint64_t slot = Hash64(infos[id]->name) & (epoch.name_slots - 1);
  while (epoch.names.Get(slot) > 0) slot = (slot + 1) & (epoch.name_slots - 1);
  if (epoch.names.Get(slot) == 0) ++name_entries;
  epoch.names.Set(owner, slot, id + 1);
}

void State::Core::UnnameNode(NodeId id) {
  uint64_t slot = Hash64(infos[id]->name) & (epoch.name_slots - 1);
  while (epoch.names.Get(slot) != id + 1) slot = (slot + 1) & (epoch.name_slots - 1);
  epoch.names.Set(owner, slot, -1);
}

// Between its neighbours by name. Crowded: there is no number left between them.
uint64_t State::Core::RankOf(Names::const_iterator here, bool& crowded) const {
  constexpr uint64_t kStep = uint64_t{1} << 32;
  const auto rank_of = [&](NodeId node) {
    const int64_t at = epoch.PositionOf(node);
    return epoch.tree.Leaf(at).rank[Digit(at, 0)];
  };
  const uint64_t low = here == by_name.begin() ? 0 : rank_of(*std::prev(here));
  const uint64_t high = std::next(here) == by_name.end() ? low + 2 * kStep : rank_of(*std::next(here));
  crowded = high - low < 2;
  return low + (high - low) / 2;
}

void State::Core::Lodge(const Arrival& arrival, Names::const_iterator name) {
  const NodeId id = arrival.info->id;
  bool crowded = false;
  const auto empty = room.find(arrival.leaf);
  if (empty == room.end() || empty->second.empty()) return Rebuild({&arrival, 1}, arrival.leaf);
  const uint64_t rank = RankOf(name, crowded);
  if (crowded) return Rebuild({&arrival, 1}, -1);
  const int32_t at = empty->second.back();
  empty->second.pop_back();
  epoch.tree.Put(owner, at, arrival.info, rank, arrival.free.data());
  epoch.position.Set(owner, id, at + 1);
  ++epoch.nodes;
  JudgeNode(id);
}

void State::Core::Rebuild(std::span<const Arrival> arrivals, int32_t extra_leaf) {
  const Epoch old = epoch;
  std::vector<const Arrival*> arrives(epoch.node_ids, nullptr);
  for (const Arrival& arrival : arrivals) arrives[arrival.info->id] = &arrival;
  std::vector<Lodger> lodgers;
  uint64_t rank = 0;
  for (const NodeId id : by_name) {
    const int32_t leaf = arrives[id] != nullptr ? arrives[id]->leaf : old.structure->leaf[old.PositionOf(id)];
    lodgers.push_back({leaf, ++rank << 32, id});
  }
  Layout layout = LayOut(domains, lodgers, epoch.node_ids, extra_leaf);
  owner.Retire(epoch.structure);
  epoch.structure = owner.Adopt(layout.structure);
  room = std::move(layout.room);
  epoch.tree =
      Tree::Empty(owner, epoch.structure->positions(), old.tree.resources, epoch.structure->leaf.data());
  std::vector<int64_t> free(old.tree.resources);
  for (const Lodger& lodger : lodgers) {
    const NodeId id = lodger.index;
    const Arrival* arrival = arrives[id];
    for (int r = 0; r < old.tree.resources; ++r) {
      free[r] = arrival != nullptr ? arrival->free[r] : old.tree.Free(old.PositionOf(id), r);
    }
    epoch.tree.PutLater(owner, layout.position[id], arrival != nullptr ? arrival->info : infos[id],
                        lodger.rank, free.data());
  }
  epoch.tree.LiftAll(owner, epoch.structure->positions());
  for (const Lodger& lodger : lodgers)
    epoch.position.Set(owner, lodger.index, layout.position[lodger.index] + 1);
  epoch.nodes = static_cast<int64_t>(lodgers.size());
  Tree past = old.tree;
  past.Drop(owner);
  for (RulesId id = 0; id < epoch.rules_count; ++id) {
    RulesState* rules = owner.Own(epoch.rules.At(owner, id));
    JudgeAll(*rules);
  }
  for (DatasetId id = 0; id < epoch.dataset_ids; ++id) {
    if (epoch.datasets.Get(id) != nullptr) Remake(id);
  }
}

void State::Core::Evict(NodeId id) {
  const int64_t at = epoch.PositionOf(id);
  for (RulesId r = 0; r < epoch.rules_count; ++r) {
    RulesState* rules = owner.Own(epoch.rules.At(owner, r));
    CountEligible(*rules, at, id, rules->Fails(at), kHole);
    SetVerdict(*rules, owner, at, {kHole, 0});
    for (size_t i = 0; i < rules->spread.size(); ++i) FindLeast(epoch, *rules, static_cast<int>(i));
  }
  epoch.tree.Clear(owner, at);
  epoch.position.Set(owner, id, 0);
  room[epoch.structure->leaf[at]].push_back(static_cast<int32_t>(at));
  --epoch.nodes;
}

void State::Core::JudgeNode(NodeId id) {
  const int64_t at = epoch.PositionOf(id);
  for (RulesId r = 0; r < epoch.rules_count; ++r) {
    RulesState* rules = owner.Own(epoch.rules.At(owner, r));
    const Verdict verdict = Judge(*rules->def, shapes[infos[id]->shape], infos[id]->name);
    const uint8_t was = rules->Fails(at);
    SetVerdict(*rules, owner, at, verdict);
    CountEligible(*rules, at, id, was, verdict.fails);
    for (size_t i = 0; i < rules->spread.size(); ++i) FindLeast(epoch, *rules, static_cast<int>(i));
  }
}

// As Kubernetes counts domains: a node outside of any level that the rules spread over makes none of another.
void State::Core::CountEligible(RulesState& rules, int64_t at, NodeId id, uint8_t was, uint8_t is) {
  const std::vector<RulesDef::Limit>& limits = rules.def->spread;
  if (!InAllSpread(epoch, *rules.def, at, id)) return;
  for (size_t i = 0; i < limits.size(); ++i) {
    const int change = ((is & limits[i].outside) == 0 ? 1 : 0) - ((was & limits[i].outside) == 0 ? 1 : 0);
    if (change == 0) continue;
    const int32_t place = epoch.PlaceOf(at, id, limits[i].level);
    rules.spread[i].eligible.At(owner, place) += change;
    const int32_t pods =
        ((was | is) & kHole) != 0 ? 0 : epoch.groups.Get(limits[i].group)->levels[0].pods.Get(id);
    if (pods != 0) rules.spread[i].elsewhere.At(owner, place) -= change * pods;
  }
}

void State::Core::CountElsewhere(RulesState& rules, int index, NodeId id, int sign) {
  const RulesDef::Limit& limit = rules.def->spread[index];
  const int64_t at = epoch.PositionOf(id);
  const int32_t pods = epoch.groups.Get(limit.group)->levels[0].pods.Get(id);
  const int32_t place = pods == 0 ? -1 : epoch.PlaceOf(at, id, limit.level);
  if (place < 0) return;
  if ((rules.Fails(at) & limit.outside) == 0 && InAllSpread(epoch, *rules.def, at, id)) return;
  rules.spread[index].elsewhere.At(owner, place) += sign * pods;
}

void State::Core::CountElsewhere(RulesState& rules, int index) {
  for (const NodeId id : by_name) CountElsewhere(rules, index, id, 1);
  FindLeast(epoch, rules, index);
}

void State::Core::JudgeAll(RulesState& rules) {
  rules.inverted_fails.Drop(owner);
  for (RulesState::Layer& layer : rules.layers) {
    for (auto& bits : layer.bits) bits.Drop(owner);
  }
  rules.layers.clear();
  rules.count = {};
  for (auto& spread : rules.spread) spread.eligible.Drop(owner);
  // One verdict for each shape, but for rules that ask for names.
  std::vector<Verdict> by_shape(shapes.size(), {kHole, 0});
  for (const NodeId id : by_name) {
    const int64_t at = epoch.PositionOf(id);
    if (at < 0) continue;
    Verdict& cached = by_shape[infos[id]->shape];
    Verdict verdict = cached;
    if (rules.def->by_name || cached.fails == kHole) {
      verdict = cached = Judge(*rules.def, shapes[infos[id]->shape], infos[id]->name);
    }
    SetVerdict(rules, owner, at, verdict);
    CountEligible(rules, at, id, kHole, verdict.fails);
  }
  for (size_t i = 0; i < rules.spread.size(); ++i) FindLeast(epoch, rules, static_cast<int>(i));
}

// sign 0: for good, and the node's own counts are cleared as well.
void State::Core::CountNode(NodeId id, int sign) {
  const int64_t at = epoch.PositionOf(id);
  for (int32_t g = 0; g < epoch.group_count; ++g) {
    const Group& was = *epoch.groups.Get(g);
    const int32_t pods = was.levels[0].pods.Get(id);
    bool repels = false;
    for (const Group::Counts& counts : was.levels) repels |= counts.repel_nodes.Get(id) != 0;
    if (pods == 0 && !repels) continue;
    Group* group = owner.Own(epoch.groups.At(owner, g));
    const int by = sign == 0 ? -1 : sign;
    for (const auto& [rules, index] : group->watched) {
      CountElsewhere(*owner.Own(epoch.rules.At(owner, rules)), index, id, by);
    }
    for (int level = 0; level <= epoch.structure->cluster(); ++level) {
      Group::Counts& counts = group->levels[level];
      const int32_t place = epoch.PlaceOf(at, id, level);
      const int32_t repel = counts.repel_nodes.Get(id);
      if (place >= 0 && level > 0 && counts.used) counts.pods.At(owner, place) += by * pods;
      if (place >= 0 && (level > 0 || sign == 0) && repel != 0) counts.repel.At(owner, place) += by * repel;
      if (sign == 0 && repel != 0) counts.repel_nodes.Set(owner, id, 0);
    }
    if (sign == 0) group->levels[0].pods.Set(owner, id, 0);
    for (const auto& [rules, index] : group->watched) {
      FindLeast(epoch, *owner.Own(epoch.rules.At(owner, rules)), index);
    }
  }
}

void State::Core::SortHolders(DatasetState& dataset) {
  std::sort(dataset.holders.begin(), dataset.holders.end(),
            [&](const DatasetState::Holder& a, const DatasetState::Holder& b) {
              return epoch.PositionOf(a.node) < epoch.PositionOf(b.node);
            });
}

void State::Core::Remake(DatasetId id) {
  DatasetState* dataset = owner.Own(epoch.datasets.At(owner, id));
  SortHolders(*dataset);
  MakeVertices(epoch, *dataset);
}

int32_t State::Core::GroupOf(const std::string& name) {
  const auto [entry, fresh] = group_ids.emplace(name, epoch.group_count);
  if (fresh) {
    Group* group = owner.Adopt(new Group());
    group->name = name;
    group->levels[0].used = true;
    epoch.groups.Set(owner, epoch.group_count++, group);
  }
  return entry->second;
}

void State::Core::UseLevel(int32_t id, int level) {
  if (epoch.groups.Get(id)->levels[level].used) return;
  Group* group = owner.Own(epoch.groups.At(owner, id));
  Group::Counts& counts = group->levels[level];
  counts.used = true;
  for (const NodeId node : by_name) {
    const int32_t pods = group->levels[0].pods.Get(node);
    const int32_t place = pods == 0 ? -1 : epoch.PlaceOf(epoch.PositionOf(node), node, level);
    if (place >= 0) counts.pods.At(owner, place) += pods;
  }
}

int State::Core::LevelOf(const std::string& name) const {
  const std::vector<LevelInfo>& levels = epoch.structure->levels;
  for (size_t i = 0; i < levels.size(); ++i) {
    if (levels[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

void State::Core::FreeUnseen() {
  held.clear();
  {
    MutexLock lock(slots_mutex);
    for (const Slot& slot : slots) {
      const uint64_t says = slot.says.load();
      if (says == Slot::kFree) continue;
      const uint64_t from = says / 2;
      held.push_back({from, says == Slot::Only(from) ? from : ~uint64_t{0}});
    }
  }
  owner.Free(held);
}

}  // namespace fluid::placement
