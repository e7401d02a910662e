#include "fluid/placement_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "src/placement/view_core.h"

namespace fluid::placement {
namespace {

constexpr int64_t kOut = std::numeric_limits<int64_t>::max();        // no pod may be there
constexpr int64_t kMixed = std::numeric_limits<int64_t>::max() - 1;  // the nodes below differ

}  // namespace

Map::Map(View& view) : view_(view) {
  const Epoch& epoch = view.core().epoch;
  const Structure& structure = *epoch.structure;
  levels_ = structure.cluster();
  struct Leaf {
    int32_t order, domain;
    std::string_view name;
    NodeId node;
  };
  std::vector<Leaf> leaves;
  leaves.reserve(static_cast<size_t>(epoch.nodes));
  for (NodeId node = 0; node < epoch.node_ids; ++node) {
    const int64_t at = epoch.PositionOf(node);
    if (at < 0) continue;
    const int32_t domain = structure.leaf[at];
    leaves.push_back({structure.domains[domain].order, domain, view.NodeName(node), node});
  }
  std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) {
    return a.order != b.order ? a.order < b.order : a.name < b.name;
  });
  std::vector<int32_t> vertex_of(structure.domains.size(), -1);
  std::vector<int32_t> path;
  parent_.push_back(-1);
  nodes_.push_back(-1);
  vertex_of[0] = 0;
  vertices_.assign(static_cast<size_t>(epoch.node_ids), -1);
  for (const Leaf& leaf : leaves) {
    path.clear();
    for (int32_t d = leaf.domain; vertex_of[d] < 0; d = structure.domains[d].parent) path.push_back(d);
    for (; !path.empty(); path.pop_back()) {
      const int32_t domain = path.back();
      vertex_of[domain] = static_cast<int32_t>(parent_.size());
      parent_.push_back(vertex_of[structure.domains[domain].parent]);
      nodes_.push_back(-1);
    }
    vertices_[leaf.node] = static_cast<int32_t>(parent_.size());
    parent_.push_back(vertex_of[leaf.domain]);
    nodes_.push_back(leaf.node);
  }
}

int32_t Map::VertexOf(NodeId node) const {
  return node < 0 || node >= static_cast<NodeId>(vertices_.size()) ? -1 : vertices_[node];
}

FlowTree Map::Slots(std::span<const int64_t> request, int64_t most) const {
  FlowTree tree{parent_, std::vector<int64_t>(parent_.size(), 0)};
  for (size_t v = 0; v < nodes_.size(); ++v) {
    if (nodes_[v] < 0) continue;
    int64_t slots = most;
    for (size_t r = 0; r < request.size(); ++r) {
      if (request[r] > 0) slots = std::min(slots, view_.Free(nodes_[v], static_cast<int>(r)) / request[r]);
    }
    tree.slots[v] = std::max<int64_t>(slots, 0);
  }
  return tree;
}

Result<std::vector<FlowArc>> Map::Arcs(const Pod& pod, std::span<const FlowArc> traffic) {
  const Epoch& epoch = view_.core().epoch;
  Question& question = view_.core().question;
  FLUID_RETURN_IF_ERROR(question.Ask(epoch, pod));
  const RulesDef& rules = *question.rules().def;
  if (!rules.anti.empty() || !rules.spread.empty()) {
    return InvalidArgument("pods that repel each other or spread can't be placed as a batch; use a gang");
  }
  std::vector<int64_t> near(parent_.size(), traffic.empty() ? 0 : kOut);  // the cheapest arc from here up
  for (const FlowArc& arc : traffic) {
    if (arc.vertex < 0 || arc.vertex >= static_cast<int32_t>(parent_.size())) {
      return InvalidArgument(fmt::format("traffic names vertex {}, which is not in the tree", arc.vertex));
    }
    near[arc.vertex] = std::min(near[arc.vertex], arc.cost);
  }
  std::vector<int64_t> cost(parent_.size(), kOut);
  top_ = 0;
  for (size_t v = 1; v < parent_.size(); ++v) {
    near[v] = std::min(near[v], near[parent_[v]]);
    if (nodes_[v] < 0 || near[v] == kOut) continue;
    const int64_t at = epoch.PositionOf(nodes_[v]);
    if (question.FirstBroken(at, nodes_[v]).rule != Rule::kNone) continue;
    // As what it gains, until the most of all is known.
    cost[v] = question.spots()[question.SpotAt(at)].score + question.BonusAt(at);
    top_ = std::max(top_, cost[v]);
  }
  std::vector<int64_t> below(parent_.size(), kOut);
  std::vector<bool> seen(parent_.size(), false);
  std::vector<FlowArc> arcs;
  for (size_t v = parent_.size(); v-- > 0;) {
    if (nodes_[v] >= 0) below[v] = cost[v] == kOut ? kOut : top_ - cost[v] + near[v];
    if (v == 0) break;
    const int32_t up = parent_[v];
    below[up] = !seen[up] ? below[v] : below[up] == below[v] ? below[v] : kMixed;
    seen[up] = true;
  }
  for (size_t v = 0; v < parent_.size(); ++v) {
    if (below[v] == kOut || below[v] == kMixed) continue;
    if (v > 0 && below[parent_[v]] != kMixed) continue;
    if (below[v] > kMaxFlowCost) {
      return OutOfRange(
          fmt::format("a place costs {}, more than the {} that are countable", below[v], kMaxFlowCost));
    }
    arcs.push_back({static_cast<int32_t>(v), below[v]});
  }
  return arcs;
}

Result<WorkerTree> Map::Quotas(std::span<const NodeQuota> quotas) const {
  WorkerTree tree{parent_, std::vector<TierBytes>(parent_.size(), TierBytes{})};
  for (const NodeQuota& quota : quotas) {
    const int32_t vertex = VertexOf(quota.node);
    if (vertex < 0) return InvalidArgument(fmt::format("no node has id {}", quota.node));
    tree.quota[vertex] = quota.bytes;
  }
  return tree;
}

std::vector<HeldBytes> Map::Held(DatasetId dataset) const {
  std::vector<HeldBytes> held;
  const DatasetState* state = view_.core().epoch.DatasetOf(dataset);
  if (state == nullptr) return held;
  for (const DatasetState::Holder& holder : state->holders) {
    int64_t bytes = 0;
    for (const int64_t tier : holder.bytes) bytes += tier;
    held.push_back({VertexOf(holder.node), bytes});
  }
  std::sort(held.begin(), held.end(), [](const HeldBytes& a, const HeldBytes& b) { return a.leaf < b.leaf; });
  return held;
}

namespace {

// By asked resources; those that no part asks for are left out of the problem.
std::vector<int64_t> RequestOf(const Pod& pod, size_t resources) {
  std::vector<int64_t> request = pod.request;
  request.resize(resources, 0);
  return request;
}

Result<BatchAnswer> SolveSlots(const Map& map, const BatchProblem& problem, int64_t pods, bool check) {
  const FlowTree tree = map.Slots(problem.classes.front().request, pods);
  FLUID_ASSIGN_OR_RETURN(SlotFlow flow, SlotFlow::New(tree));
  for (const BatchClass& c : problem.classes) {
    FLUID_RETURN_IF_ERROR(flow.AddClass({c.pods, c.penalty, c.arcs}).status());
  }
  flow.Solve();
  FlowAnswer exact = flow.Answer();
  if (check) FLUID_RETURN_IF_ERROR(CheckFlow(tree, flow.Classes(), exact));
  BatchAnswer answer;
  answer.cost = exact.cost;
  answer.bound = FlowBound(tree, flow.Classes(), exact.prices);
  answer.shares = std::move(exact.shares);
  answer.unplaced = std::move(exact.unplaced);
  return answer;
}

}  // namespace

Status PlaceBatch(View& view, const Batch& batch, BatchPlan& plan, const BatchOptions& options) {
  plan = {};
  if (batch.parts.empty()) return Ok();
  Map map(view);
  BatchProblem problem;
  problem.parent.assign(map.parent().begin(), map.parent().end());
  size_t resources = 1;
  for (const Batch::Part& part : batch.parts) resources = std::max(resources, part.pod.request.size());
  problem.resources = static_cast<int>(resources);
  int64_t pods = 0;
  std::vector<int64_t> tops;
  for (size_t i = 0; i < batch.parts.size(); ++i) {
    const Batch::Part& part = batch.parts[i];
    if (part.count < 0 || part.count > kMaxFlowPods || part.penalty < -1 || part.penalty > kMaxFlowCost) {
      return InvalidArgument(fmt::format("part {}: a count or penalty that is negative or too large", i));
    }
    pods += part.count;
    Result<std::vector<FlowArc>> arcs = map.Arcs(part.pod);
    if (!arcs.ok()) return arcs.status();
    tops.push_back(map.top());
    problem.classes.push_back({part.count, part.penalty, RequestOf(part.pod, resources), *std::move(arcs)});
  }
  // One pod more is worth any detour of those that are placed already: at most one detour of each other
  // class.
  int64_t dearest = 1;
  for (const BatchClass& c : problem.classes) {
    int64_t most = 0;
    for (const FlowArc& arc : c.arcs) most = std::max(most, arc.cost);
    dearest += most;
  }
  for (BatchClass& c : problem.classes) {
    if (c.penalty < 0) c.penalty = std::min(dearest, kMaxFlowCost);
  }
  const bool one_shape =
      std::all_of(problem.classes.begin(), problem.classes.end(),
                  [&](const BatchClass& c) { return c.request == problem.classes.front().request; });
  if (!one_shape) {
    problem.capacity.assign(problem.parent.size() * resources, 0);
    for (size_t v = 0; v < problem.parent.size(); ++v) {
      const NodeId node = map.NodeAt(static_cast<int32_t>(v));
      for (size_t r = 0; node >= 0 && r < resources; ++r) {
        problem.capacity[v * resources + r] = std::max<int64_t>(0, view.Free(node, static_cast<int>(r)));
      }
    }
  }
  FLUID_ASSIGN_OR_RETURN(BatchAnswer answer,
                         one_shape ? SolveSlots(map, problem, pods, view.core().inputs != nullptr)
                                   : SolveBatch(problem, options));
  if (!one_shape && view.core().inputs != nullptr) FLUID_RETURN_IF_ERROR(CheckBatch(problem, answer));
  plan.cost = answer.cost;
  plan.bound = answer.bound;
  plan.exact = answer.cost == answer.bound;
  plan.unplaced = std::move(answer.unplaced);
  for (const FlowShare& share : answer.shares) {
    const int64_t score = tops[share.pod_class] - share.cost;
    plan.shares.push_back({share.pod_class, map.NodeAt(share.leaf), share.pods, score});
    plan.score += score * share.pods;
  }
  if (view.core().inputs != nullptr)
    Insist(Checker(*view.core().inputs).CheckBatch(batch, plan), "PlaceBatch");
  return Ok();
}

}  // namespace fluid::placement
