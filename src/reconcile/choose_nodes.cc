#include "src/reconcile/choose_nodes.h"

#include <algorithm>
#include <limits>
#include <set>

#include "fluid/placement_map.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/run.h"
#include "src/model/resource.h"
#include "src/ranking/rules.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/names.h"

namespace fluid::reconcile {
namespace {

// Costs: a worker that stays is worth any nearness, and a worker that is placed any move.
constexpr int64_t kPenalty = int64_t{1} << 34;
constexpr int64_t kMove = int64_t{1} << 28;
constexpr int64_t kFarther = int64_t{1} << 16;  // a reader, by each level between it and the worker
constexpr size_t kMostReaders = 64;             // that nearness counts

struct Wish {
  size_t workers = 1;
  std::set<std::string> present;  // nodes that are it already
  std::set<std::string> readers;
  placement::Rules rules;
  placement::TierBytes bytes = {};
};

int TierIndex(const std::string& medium) { return medium == "MEM" ? 0 : medium == "HDD" ? 2 : 1; }

// What a node has for each tier; a node that does not say has enough.
placement::TierBytes QuotaOf(const Node& node) {
  const auto of = [&](const char* resource) {
    const auto it = node.capacity.find(resource);
    return it == node.capacity.end() ? placement::kMaxWorkerBytes
                                     : std::clamp<int64_t>(it->second, 0, placement::kMaxWorkerBytes);
  };
  return {of("memory"), of("ephemeral-storage"), of("ephemeral-storage")};
}

// The rules keep workers from nodes; those that are there already only lose theirs when it no longer bears
// them (NoExecute), as pods do.
placement::Node Told(const Node& node, bool present) {
  placement::Node told;
  told.name = node.name;
  told.labels = node.labels;
  for (const Taint& taint : node.taints) {
    if (!present || taint.effect == "NoExecute")
      told.taints.push_back({taint.key, taint.value, taint.effect});
  }
  told.unschedulable = !present && (!node.schedulable || !node.ready);
  return told;
}

struct Ground {
  std::unique_ptr<placement::State> state;
  std::unique_ptr<placement::View> view;
  placement::Pod pod;
};

Result<Ground> GroundOf(const std::vector<Node>& nodes, const Wish& wish) {
  Ground ground;
  placement::Options options;
  options.resources = {};
  FLUID_ASSIGN_OR_RETURN(ground.state, placement::State::New(options));
  std::vector<placement::Node> told;
  for (const Node& node : nodes) told.push_back(Told(node, wish.present.contains(node.name)));
  FLUID_RETURN_IF_ERROR(ground.state->AddNodes(told).status());
  FLUID_ASSIGN_OR_RETURN(ground.pod.rules, ground.state->AddRules(wish.rules));
  ground.state->Publish();
  ground.view = std::make_unique<placement::View>(*ground.state);
  return ground;
}

// The depth of the widest level over which workers can be spread; -1: there is none.
int SpreadDepth(const placement::Map& map, const placement::View& view) {
  for (const char* level : {"zone", "rack"}) {
    const int depth = map.DepthOf(view.LevelIndex(level));
    std::set<int32_t> domains;
    for (size_t v = 0; v < map.parent().size(); ++v) {
      if (map.NodeAt(static_cast<int32_t>(v)) < 0) continue;
      int32_t at = static_cast<int32_t>(v);
      for (int d = map.DepthOf(0); d > depth; --d) at = map.parent()[at];
      domains.insert(at);
    }
    if (domains.size() > 1) return depth;
  }
  return -1;
}

// Whether every worker has its place already, so that there is nothing to solve.
bool Settled(const std::vector<Node>& nodes, const Wish& wish) {
  if (wish.present.size() != wish.workers) return false;
  size_t there = 0;
  for (const Node& node : nodes) {
    if (!wish.present.contains(node.name)) continue;
    if (!Told(node, true).taints.empty()) return false;
    ++there;
  }
  return there == wish.workers;
}

Result<std::vector<std::string>> Solve(const std::vector<Node>& nodes, const Wish& wish) {
  FLUID_ASSIGN_OR_RETURN(const Ground ground, GroundOf(nodes, wish));
  placement::View& view = *ground.view;
  placement::Map map(view);
  placement::WorkerSpec spec;
  spec.workers = static_cast<int32_t>(std::min(wish.workers, nodes.size()));
  spec.penalty = kPenalty;
  std::vector<placement::HeldBytes> readers;
  for (const std::string& reader : wish.readers) {
    const int32_t at = map.VertexOf(view.FindNode(reader));
    if (at >= 0 && readers.size() < kMostReaders) readers.push_back({at, int64_t{1} << 20});
  }
  std::vector<int64_t> prices;
  for (int depth = 0; depth <= map.DepthOf(0); ++depth) prices.push_back((map.DepthOf(0) - depth) * kFarther);
  std::vector<placement::FlowArc> traffic;
  if (!readers.empty()) traffic = placement::TrafficArcs(map.parent(), readers, prices);
  FLUID_ASSIGN_OR_RETURN(const std::vector<placement::FlowArc> arcs, map.Arcs(ground.pod, traffic));
  // An arc of its own for each node that is present makes it cheaper than every other.
  std::vector<int64_t> cost(map.parent().size(), std::numeric_limits<int64_t>::max());
  for (const placement::FlowArc& arc : arcs) cost[arc.vertex] = std::min(cost[arc.vertex], arc.cost);
  for (size_t v = 1; v < cost.size(); ++v) cost[v] = std::min(cost[v], cost[map.parent()[v]]);
  for (size_t v = 0; v < cost.size(); ++v) {
    const placement::NodeId node = map.NodeAt(static_cast<int32_t>(v));
    if (node < 0 || cost[v] == std::numeric_limits<int64_t>::max()) continue;
    const bool present = wish.present.contains(std::string(view.NodeName(node)));
    spec.arcs.push_back({static_cast<int32_t>(v), cost[v] + (present ? 0 : kMove)});
  }
  std::vector<placement::NodeQuota> rooms;
  for (const Node& node : nodes) rooms.push_back({view.FindNode(node.name), QuotaOf(node)});

  std::vector<std::string> best;
  const int spread = SpreadDepth(map, view);
  for (const auto& [with_room, with_spread] : {std::pair(true, true), {false, true}, {false, false}}) {
    spec.bytes = with_room ? wish.bytes : placement::TierBytes{};
    spec.spread_depth = with_spread ? spread : -1;
    FLUID_ASSIGN_OR_RETURN(placement::WorkerTree tree, map.Quotas(rooms));
    FLUID_ASSIGN_OR_RETURN(placement::WorkerPlacer placer, placement::WorkerPlacer::New(std::move(tree)));
    FLUID_ASSIGN_OR_RETURN(const int32_t id, placer.Add(spec));
    FLUID_RETURN_IF_ERROR(placer.Place(id));
    if (placer.workers(id).size() <= best.size()) continue;
    best.clear();
    for (const placement::Worker& worker : placer.workers(id)) {
      best.emplace_back(view.NodeName(map.NodeAt(worker.leaf)));
    }
    if (best.size() == static_cast<size_t>(spec.workers)) break;
  }
  return best;
}

}  // namespace

std::vector<std::string> ChooseNodes(const World& world, const EnginePlan& plan, const EngineSpec& spec,
                                     const std::vector<Tier>& tiers) {
  const auto& all = plan.components;
  const bool on_readers =
      std::any_of(all.begin(), all.end(), [](const PlannedComponent& c) { return c.on_readers; });
  const bool on_workers =
      std::any_of(all.begin(), all.end(), [](const PlannedComponent& c) { return c.on_workers; });
  if (!on_workers && !on_readers) return {};
  Wish wish;
  for (const PartSpec& part : spec.parts) {
    if (part.name == "worker" && part.replicas > 1) wish.workers = static_cast<size_t>(part.replicas);
  }
  for (const LaunchState& launch : world.launches) {
    if (!launch.node.empty()) wish.present.insert(launch.node);
  }
  for (const Object& attachment : world.attachments) {
    const std::string& node = model::Get<model::Attachment>(attachment).spec.node;
    if (!node.empty() && !Ending(attachment)) wish.readers.insert(node);
  }
  for (const Tier& tier : tiers) {
    int64_t& bytes = wish.bytes[static_cast<size_t>(TierIndex(tier.medium))];
    bytes = std::min<int64_t>(placement::kMaxWorkerBytes, bytes + static_cast<int64_t>(std::min<uint64_t>(
                                                                      tier.quota_bytes, uint64_t{1} << 49)));
  }
  if (world.dataset) {
    const model::DatasetSpec& dataset = model::Get<model::Dataset>(*world.dataset).spec;
    const std::string none;
    // What can't be read as rules was refused when it came in; then anything goes.
    if (auto rules = ranking::RulesOf(dataset.node_affinity ? dataset.node_affinity->required.json : none,
                                      dataset.tolerations.json);
        rules.ok()) {
      wish.rules = std::move(*rules);
    }
  }
  std::set<std::string> chosen;
  if (Settled(world.nodes, wish)) {
    chosen = wish.present;
  } else if (const auto solved = Solve(world.nodes, wish); solved.ok())
    chosen.insert(solved->begin(), solved->end());
  if (on_readers) chosen.insert(wish.readers.begin(), wish.readers.end());
  return {chosen.begin(), chosen.end()};
}

}  // namespace fluid::reconcile
