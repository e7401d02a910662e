// Data and compute together: where the workers of caches and the pods that read from them go.
//
// Problem. Pods of a class read one dataset: mib from each of its workers, at a price of a MiB that falls
// with the depth of the lowest common ancestor of pod and worker (0: the root). Pods take slots, workers take
// quota (placement_workers.h).
//   minimise  sum over pods and their dataset's workers of mib * price  +  filling of workers  +  penalties
//   of both.
// It is bilinear: with workers fixed it is SlotFlow's problem, with pods fixed WorkerPlacer's, and the arcs
// of both come from TrafficArcs, for price is symmetric.
//
// Method: block descent. From each of three starts - data first (workers placed without regard to pods),
// compute first (the reverse), and homes (each dataset gets the zone with room for its pods and workers, most
// wanted first) - workers and pods are placed anew in turn as long as the cost falls; the best end is the
// answer. So it is never worse than either order, by construction.
//
// Bound: a pod's dataset has at most per_node workers on its node, as many times the nodes of its rack in its
// rack, and so on; at best they are that near. CheckJoint recomputes the cost from all pairs, and the
// constraints by CheckWorkers and the slots.
//
// Threads: functions of their input; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fluid/placement_workers.h"

namespace fluid::placement {

struct JointClass {
  int32_t dataset = 0;
  int64_t pods = 0;
  int64_t mib = 0;  // that a pod reads from each worker
  int64_t penalty = 0;
};
struct JointProblem {
  WorkerTree tree;
  std::vector<int64_t> slots;           // of leaves
  std::vector<int64_t> price_by_depth;  // never rising
  std::vector<WorkerSpec> datasets;     // arcs are not looked at: workers may be anywhere
  std::vector<JointClass> classes;
};
struct JointPlan {
  std::vector<std::vector<Worker>> workers;  // by dataset; cost: that of filling alone
  std::vector<FlowShare> shares;             // by class, leaf
  int64_t cost = 0;
};
struct JointAnswer {
  JointPlan best;
  int64_t data_first = 0, compute_first = 0, together = 0, bound = 0;
  int64_t cross_data_first = 0, cross_compute_first = 0, cross_together = 0;  // MiB between zones (depth 1)
};

// INVALID_ARGUMENT, OUT_OF_RANGE: as SlotFlow and WorkerPlacer; prices that rise.
FLUID_API Result<JointAnswer> SolveJoint(const JointProblem& problem, int rounds = 8);

// INTERNAL: what is wrong.
FLUID_API Status CheckJoint(const JointProblem& problem, const JointPlan& plan);

}  // namespace fluid::placement
