#include "lemon_flow.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#pragma GCC diagnostic pop

#include <stdexcept>

namespace fluid::placement {

int64_t LemonCost(const FlowTree& tree, std::span<const FlowClass> classes) {
  using Graph = lemon::SmartDigraph;
  using Simplex = lemon::NetworkSimplex<Graph, int64_t, int64_t>;
  Graph graph;
  std::vector<Graph::Node> vertices;
  for (size_t v = 0; v < tree.parent.size(); ++v) vertices.push_back(graph.addNode());
  const Graph::Node sink = graph.addNode();
  struct Line {
    Graph::Arc arc;
    int64_t cost, capacity;
  };
  std::vector<Line> lines;
  std::vector<bool> inner(tree.parent.size(), false);
  int64_t pods = 0;
  for (const FlowClass& c : classes) pods += c.pods;
  for (size_t v = 1; v < tree.parent.size(); ++v) {
    inner[tree.parent[v]] = true;
    lines.push_back({graph.addArc(vertices[tree.parent[v]], vertices[v]), 0, pods});
  }
  for (size_t v = 0; v < tree.parent.size(); ++v) {
    if (!inner[v]) lines.push_back({graph.addArc(vertices[v], sink), 0, tree.slots[v]});
  }
  std::vector<std::pair<Graph::Node, int64_t>> supplies;
  for (const FlowClass& c : classes) {
    const Graph::Node node = graph.addNode();
    supplies.emplace_back(node, c.pods);
    for (const FlowArc& arc : c.arcs)
      lines.push_back({graph.addArc(node, vertices[arc.vertex]), arc.cost, pods});
    lines.push_back({graph.addArc(node, sink), c.penalty, pods});
  }
  Graph::ArcMap<int64_t> cost(graph), capacity(graph);
  for (const Line& line : lines) {
    cost[line.arc] = line.cost;
    capacity[line.arc] = line.capacity;
  }
  Graph::NodeMap<int64_t> supply(graph, 0);
  for (const auto& [node, s] : supplies) supply[node] = s;
  supply[sink] = -pods;
  Simplex simplex(graph);
  simplex.costMap(cost).upperMap(capacity).supplyMap(supply);
  if (simplex.run() != Simplex::OPTIMAL) throw std::logic_error("LEMON finds no flow");
  return simplex.totalCost();
}

}  // namespace fluid::placement
