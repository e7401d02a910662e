// Batches for tests and benchmarks: topologies with datasets and the pods that read them.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>

#include "fluid/placement_flow.h"

namespace fluid::placement {

struct FlowInstance {
  FlowTree tree;
  std::vector<FlowClass> classes;
  std::vector<int32_t> leaves;
};

struct FlowShape {
  int32_t nodes = 100, per_rack = 8, racks_per_zone = 4;
  int64_t slots = 2;  // of a node
  int32_t datasets = 10, holders = 3;
  int64_t pods = 150;
  bool clustered = false;  // the holders of a dataset lie side by side
  int64_t unplaced = 1000;
  uint32_t seed = 1;
};

// One class for each dataset: 0 on a holder, 50 in its rack, 80 in its zone, 100 anywhere; Zipf 0.9 demand.
inline FlowInstance MakeFlow(const FlowShape& shape) {
  FlowInstance made;
  std::mt19937 random(shape.seed);
  FlowTree& tree = made.tree;
  auto add = [&](int32_t parent, int64_t slots) {
    tree.parent.push_back(parent);
    tree.slots.push_back(slots);
    return static_cast<int32_t>(tree.parent.size()) - 1;
  };
  int32_t zone = -1, rack = -1;
  add(-1, 0);
  for (int32_t i = 0; i < shape.nodes; ++i) {
    if (i % (shape.per_rack * shape.racks_per_zone) == 0) zone = add(0, 0);
    if (i % shape.per_rack == 0) rack = add(zone, 0);
    made.leaves.push_back(add(rack, shape.slots));
  }
  double sum = 0;
  for (int32_t d = 0; d < shape.datasets; ++d) sum += std::pow(d + 1, -0.9);
  int64_t given = 0;
  double share = 0;
  for (int32_t d = 0; d < shape.datasets; ++d) {
    share += std::pow(d + 1, -0.9) / sum;
    FlowClass c;
    const int64_t until =
        d + 1 == shape.datasets ? shape.pods : static_cast<int64_t>(share * static_cast<double>(shape.pods));
    c.pods = until - given;
    given = until;
    c.penalty = shape.unplaced;
    const uint32_t start = random() % shape.nodes;
    for (int level = 0; level < 3; ++level) {
      std::vector<int32_t> domains;
      std::mt19937 same = random;
      for (int32_t h = 0; h < shape.holders; ++h) {
        int32_t v = made.leaves[(shape.clustered ? start + h : same()) % shape.nodes];
        for (int up = 0; up < level; ++up) v = tree.parent[v];
        domains.push_back(v);
      }
      std::sort(domains.begin(), domains.end());
      domains.erase(std::unique(domains.begin(), domains.end()), domains.end());
      constexpr int64_t kCost[] = {0, 50, 80};
      for (const int32_t v : domains) c.arcs.push_back({v, kCost[level]});
    }
    random.discard(shape.holders);
    c.arcs.push_back({0, 100});
    made.classes.push_back(c);
  }
  return made;
}

inline Result<SlotFlow> MakeSolver(const FlowInstance& instance) {
  FLUID_ASSIGN_OR_RETURN(SlotFlow flow, SlotFlow::New(instance.tree));
  for (const FlowClass& c : instance.classes) {
    FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const int32_t k, flow.AddClass(c));
  }
  return flow;
}

}  // namespace fluid::placement
