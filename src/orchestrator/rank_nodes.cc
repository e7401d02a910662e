#include "src/orchestrator/rank_nodes.h"

#include <algorithm>

#include "src/ranking/question.h"

namespace fluid::orchestrator {
namespace {

constexpr std::string_view kNotReady = "node.kubernetes.io/not-ready";

ranking::PlaceTopology TopologyOf(const std::vector<Node>& nodes,
                                  const std::map<std::string, CachedDataset>& cached) {
  ranking::PlaceTopology topology;
  for (const Node& node : nodes) {
    placement::Node told;
    told.name = node.name;
    told.labels = node.labels;
    for (const Taint& taint : node.taints) told.taints.push_back({taint.key, taint.value, taint.effect});
    if (!node.ready) told.taints.push_back({std::string(kNotReady), "", "NoSchedule"});
    told.unschedulable = !node.schedulable;
    topology.nodes.push_back(std::move(told));
    ranking::Amounts free;
    for (const auto& [resource, amount] : node.capacity) free[resource] = amount;
    topology.free.push_back(std::move(free));
  }
  for (const auto& [name, dataset] : cached) {
    topology.datasets.push_back(
        {name, static_cast<int64_t>(std::min<uint64_t>(dataset.size, placement::kMaxBytes))});
    for (const auto& [node, bytes] : dataset.by_node) {
      const bool there =
          std::any_of(nodes.begin(), nodes.end(), [&](const Node& n) { return n.name == node; });
      if (!there) continue;
      topology.cache.push_back({name, node, placement::Tier::kSsd,
                                static_cast<int64_t>(std::min<uint64_t>(bytes, placement::kMaxBytes))});
    }
  }
  return topology;
}

}  // namespace

Result<NodeRanking> RankNodes(const std::vector<Node>& nodes,
                              const std::map<std::string, CachedDataset>& cached, std::string_view job,
                              size_t most) {
  const std::vector<placement::Level> levels = placement::DefaultLevels();
  FLUID_ASSIGN_OR_RETURN(ranking::PlaceJob read, ranking::ReadJob(job, "job", levels));
  FLUID_ASSIGN_OR_RETURN(const std::unique_ptr<ranking::PlaceQuestion> question,
                         ranking::PlaceQuestion::New(TopologyOf(nodes, cached), std::move(read), levels));
  FLUID_ASSIGN_OR_RETURN(const ranking::PlaceAnswer answer, question->Ask(std::min(most, nodes.size()), ""));
  NodeRanking ranked;
  for (const ranking::PlaceAnswer::Row& row : answer.ranking) {
    if (ranked.nodes.size() == most) break;
    RankedNode& node = ranked.nodes.emplace_back();
    node.node = row.node;
    node.score = static_cast<double>(row.score) / static_cast<double>(placement::kPoint);
    for (const auto& [dataset, near] : row.near) {
      node.datasets[dataset] = {near.level, static_cast<uint64_t>(near.local)};
    }
  }
  for (const auto& [rule, count] : answer.rejected) ranked.rejected[rule] = static_cast<uint64_t>(count);
  return ranked;
}

}  // namespace fluid::orchestrator
