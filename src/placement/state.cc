#include <fmt/format.h>

#include <algorithm>

#include "src/placement/dataset.h"
#include "src/placement/state_core.h"

namespace fluid::placement {

Result<std::unique_ptr<State>> State::New(const Options& options) {
  FLUID_ASSIGN_OR_RETURN(std::vector<LevelInfo> levels, ResolveLevels(options.levels));
  if (options.resources.size() > kMaxResources) {
    return InvalidArgument(
        fmt::format("{} resources; allowed are {}", options.resources.size(), kMaxResources));
  }
  std::set<std::string> names(options.resources.begin(), options.resources.end());
  if (names.size() != options.resources.size()) return AlreadyExists("a resource is declared twice");
  std::unique_ptr<State> state(new State(std::make_unique<Core>(options, std::move(levels))));
  state->Publish();
  return state;
}

State::State(std::unique_ptr<Core> core) : core_(std::move(core)) {}
State::~State() = default;

Result<std::vector<NodeId>> State::AddNodes(std::span<const Node> nodes) {
  Core& c = *core_;
  std::set<std::string_view> names;
  for (const Node& node : nodes) {
    FLUID_RETURN_IF_ERROR(c.CheckNode(node));
    if (!names.insert(node.name).second) {
      return AlreadyExists(fmt::format("node \"{}\" is given twice", node.name));
    }
  }
  std::vector<Core::Arrival> arrivals;
  std::vector<NodeId> ids;
  Core::Names::const_iterator name;  // of the last
  for (const Node& node : nodes) {
    const NodeId id = c.epoch.node_ids++;
    c.infos.push_back(c.NewInfo(id, node));
    c.holds.emplace_back();
    name = c.by_name.insert(id).first;
    arrivals.push_back({c.infos[id], c.domains.LeafOf(node.labels), node.free});
    arrivals.back().free.resize(c.epoch.tree.resources, 0);
    ids.push_back(id);
    if (Inputs* inputs = c.inputs()) {
      inputs->nodes[id] = node;
      inputs->nodes[id].free = arrivals.back().free;
    }
  }
  if (arrivals.size() == 1) {
    c.Lodge(arrivals[0], name);
  } else if (!arrivals.empty()) {
    c.Rebuild(arrivals, -1);
  }
  for (const NodeId id : ids) c.NameNode(id);
  return ids;
}

Result<NodeId> State::AddNode(const Node& node) {
  FLUID_ASSIGN_OR_RETURN(const std::vector<NodeId> ids, AddNodes({&node, 1}));
  return ids[0];
}

Status State::RemoveNode(NodeId node) {
  Core& c = *core_;
  if (c.epoch.PositionOf(node) < 0) return NotFound(fmt::format("no node has id {}", node));
  for (const DatasetId id : c.holds[node]) {
    DatasetState* dataset = c.owner.Own(c.epoch.datasets.At(c.owner, id));
    std::erase_if(dataset->holders, [&](const DatasetState::Holder& h) { return h.node == node; });
  }
  c.CountNode(node, 0);
  c.UnnameNode(node);
  c.Evict(node);
  for (const DatasetId id : c.holds[node]) c.Remake(id);
  c.holds[node].clear();
  c.by_name.erase(node);
  c.owner.Retire(c.infos[node]);
  c.infos[node] = nullptr;
  if (Inputs* inputs = c.inputs()) inputs->Remove(node);
  return Ok();
}

Status State::Relabel(NodeId node, const Node& changed) {
  Core& c = *core_;
  const int64_t at = c.epoch.PositionOf(node);
  if (at < 0) return NotFound(fmt::format("no node has id {}", node));
  Node named = changed;
  named.name = c.infos[node]->name;
  NodeInfo* info = c.NewInfo(node, named);
  c.owner.Retire(c.infos[node]);
  const int32_t leaf = c.domains.LeafOf(named.labels);
  if (leaf == c.epoch.structure->leaf[at]) {
    c.infos[node] = info;
    c.epoch.tree.SetInfo(c.owner, at, info);
    c.JudgeNode(node);
  } else {
    Core::Arrival arrival{info, leaf, {}};
    for (int r = 0; r < c.epoch.tree.resources; ++r) arrival.free.push_back(c.epoch.tree.Free(at, r));
    c.CountNode(node, -1);
    c.Evict(node);
    c.infos[node] = info;
    c.Lodge(arrival, c.by_name.find(node));
    c.CountNode(node, 1);
    for (const DatasetId id : c.holds[node]) c.Remake(id);
  }
  if (Inputs* inputs = c.inputs()) {
    named.free = inputs->nodes[node].free;
    inputs->nodes[node] = named;
  }
  return Ok();
}

Status State::SetFree(NodeId node, std::span<const int64_t> free) {
  Core& c = *core_;
  const int64_t at = c.epoch.PositionOf(node);
  if (at < 0) return NotFound(fmt::format("no node has id {}", node));
  FLUID_RETURN_IF_ERROR(CheckFree(c.epoch, free));
  for (int r = 0; r < c.epoch.tree.resources; ++r) {
    c.epoch.tree.SetFree(c.owner, at, r, r < static_cast<int>(free.size()) ? free[r] : 0);
  }
  if (Inputs* inputs = c.inputs()) {
    inputs->nodes[node].free.assign(free.begin(), free.end());
    inputs->nodes[node].free.resize(c.epoch.tree.resources, 0);
  }
  return Ok();
}

Result<RulesId> State::AddRules(const Rules& rules) {
  Core& c = *core_;
  FLUID_RETURN_IF_ERROR(CheckRules(rules));
  auto def = std::make_shared<RulesDef>();
  def->input = rules;
  def->by_name = AsksForName(rules);
  def->weighs = !rules.preferred.empty();
  const auto level_of = [&](const std::string& name) -> Result<int> {
    const int level = c.LevelOf(name);
    if (level < 0) return InvalidArgument(fmt::format("\"{}\" is no level", name));
    return level;
  };
  for (const AntiAffinity& anti : rules.anti_affinity) {
    FLUID_ASSIGN_OR_RETURN(const int level, level_of(anti.level));
    def->anti.push_back({0, level});
  }
  for (const Spread& spread : rules.spread) {
    FLUID_ASSIGN_OR_RETURN(const int level, level_of(spread.level));
    const int outside = (spread.honor_affinity ? kFailsSelector | kFailsAffinity : 0) |
                        (spread.honor_taints ? kFailsUnschedulable | kFailsTaint : 0);
    def->spread.push_back(
        {0, level, spread.max_skew, spread.min_domains, static_cast<uint8_t>(outside | kHole)});
  }
  for (const std::string& name : rules.inside) {
    FLUID_ASSIGN_OR_RETURN(const int level, level_of(name));
    if (level < c.epoch.structure->cluster()) def->inside.push_back(c.epoch.structure->levels[level].key);
  }
  // Nothing fails from here on.
  for (const std::string& group : std::set(rules.groups.begin(), rules.groups.end())) {
    def->groups.push_back(c.GroupOf(group));
  }
  for (size_t i = 0; i < def->anti.size(); ++i) {
    def->anti[i].group = c.GroupOf(rules.anti_affinity[i].group);
    c.UseLevel(def->anti[i].group, def->anti[i].level);
  }
  const RulesId id = c.epoch.rules_count++;
  for (size_t i = 0; i < def->spread.size(); ++i) {
    def->spread[i].group = c.GroupOf(rules.spread[i].group);
    c.UseLevel(def->spread[i].group, def->spread[i].level);
    c.owner.Own(c.epoch.groups.At(c.owner, def->spread[i].group))
        ->watched.emplace_back(id, static_cast<int32_t>(i));
  }
  RulesState* state = c.owner.Adopt(new RulesState());
  state->def = def;
  state->spread.resize(def->spread.size());
  c.epoch.rules.Set(c.owner, id, state);
  c.JudgeAll(*state);
  for (int i = 0; i < static_cast<int>(state->spread.size()); ++i) c.CountElsewhere(*state, i);
  if (Inputs* inputs = c.inputs()) inputs->rules[id] = rules;
  return id;
}

Status State::Bind(NodeId node, const Pod& pod) {
  Core& c = *core_;
  FLUID_RETURN_IF_ERROR(CountPod(c.epoch, c.owner, node, pod, 1));
  if (Inputs* inputs = c.inputs()) inputs->Count(node, pod, 1);
  return Ok();
}

Status State::Unbind(NodeId node, const Pod& pod) {
  Core& c = *core_;
  FLUID_RETURN_IF_ERROR(CountPod(c.epoch, c.owner, node, pod, -1));
  if (Inputs* inputs = c.inputs()) inputs->Count(node, pod, -1);
  return Ok();
}

uint64_t State::Publish() {
  Core& c = *core_;
  const uint64_t number = c.epoch.number + 1;
  c.epoch.number = number;
  PublishedEpoch* fresh = c.owner.Adopt(new PublishedEpoch());
  fresh->epoch = c.epoch;
  fresh->inputs = c.told;
  PublishedEpoch* old = c.published.load(std::memory_order_relaxed);
  if (old != nullptr) c.owner.Retire(old);
  // A view first says the number it has read, then takes the epoch: that order, and this one, make what it
  // holds at least as new as what it says.
  c.published.store(fresh);
  c.number.store(number);
  c.owner.Turn(number);
  c.FreeUnseen();
  return number;
}

size_t State::bytes_in_use() const {
  const Core& c = *core_;
  size_t sum = c.owner.bytes() + c.infos.capacity() * sizeof(void*) + c.by_name.size() * 6 +
               c.holds.capacity() * sizeof(c.holds[0]);
  for (const auto& held : c.holds) sum += held.capacity() * sizeof(DatasetId);
  for (const auto& [leaf, empty] : c.room) sum += 80 + empty.capacity() * sizeof(int32_t);
  return sum;
}

}  // namespace fluid::placement
