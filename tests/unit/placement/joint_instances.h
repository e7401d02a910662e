// Data and compute for tests and benchmarks: few datasets read by most pods.
#pragma once

#include <cmath>
#include <random>

#include "fluid/placement_joint.h"

namespace fluid::placement {

struct JointShape {
  int32_t zones = 3, racks = 2, nodes = 2;  // racks of a zone, nodes of a rack
  int64_t slots = 4;                        // of a node
  int64_t quota_gib = 4;
  int32_t datasets = 8;
  int32_t workers = 2;
  int64_t pods = 40;
  double slope = 1.8;  // of popularity, log-log
  uint32_t seed = 1;
};

inline JointProblem MakeJoint(const JointShape& shape) {
  JointProblem p;
  std::mt19937 random(shape.seed);
  p.price_by_depth = {100, 20, 5, 0};
  auto add = [&](int32_t parent, int64_t quota, int64_t slots) {
    p.tree.parent.push_back(parent);
    p.tree.quota.push_back({0, quota << 30, 0});
    p.slots.push_back(slots);
    return static_cast<int32_t>(p.slots.size()) - 1;
  };
  add(-1, 0, 0);
  for (int32_t z = 0; z < shape.zones; ++z) {
    const int32_t zone = add(0, 0, 0);
    for (int32_t r = 0; r < shape.racks; ++r) {
      const int32_t rack = add(zone, 0, 0);
      for (int32_t i = 0; i < shape.nodes; ++i) add(rack, shape.quota_gib, shape.slots);
    }
  }
  double sum = 0, share = 0;
  for (int32_t d = 0; d < shape.datasets; ++d) sum += std::pow(d + 1, -shape.slope);
  int64_t given = 0;
  for (int32_t d = 0; d < shape.datasets; ++d) {
    WorkerSpec spec;
    spec.workers = static_cast<int32_t>(1 + random() % static_cast<uint32_t>(2 * shape.workers - 1));
    spec.bytes = {0, int64_t{1} << 30, 0};
    spec.penalty = 10'000'000;
    p.datasets.push_back(spec);
    share += std::pow(d + 1, -shape.slope) / sum;
    const int64_t until =
        d + 1 == shape.datasets ? shape.pods : static_cast<int64_t>(share * static_cast<double>(shape.pods));
    p.classes.push_back({d, until - given, static_cast<int64_t>(1 + random() % 8), 1'000'000});
    given = until;
  }
  return p;
}

}  // namespace fluid::placement
