// Batch placement of pods of mixed shapes: the best found, with a proof of how much better any other could
// be.
//
// Problem. As SlotFlow's (flow.h), but a leaf has a capacity of several resources instead of slots, and a pod
// of a class takes the class's request of each. All data are integers.
//
// Bound. Weigh the resources by any weights m >= 0: then a class has one size, w = floor(m.request / unit), a
// leaf has one, W = floor(m.capacity / unit), and sum of w * pods <= W holds for what fits. With pods that
// may be cut into their units this is SlotFlow's problem, which gives prices p >= 0 of a unit on each leaf;
// and for any prices
//   sum over classes of pods * min(penalty, min over arcs of cost + w * p(arc))  -  sum over leaves of W * p
// is no more than the cost of any placement (weak duality of a surrogate relaxation). Several weights are
// tried: each resource alone, all equally, then more on those that the flow overloads. CheckBatch recomputes
// the bound from m, unit and p.
//
// Placement. The flow of the best bound, rounded down to whole pods where all resources fit; the rest
// greedily, largest first, at the cheapest arc with room and there on the fullest leaf; then local search
// until nothing improves or the budget of trials is spent: a pod moves to a cheaper arc, or puts out another
// pod that finds a place elsewhere for less.
//
// Invariants: no leaf is over its capacity at any time; the cost never rises in the search; bound <= cost.
// The answer depends on the numbering alone. Costs as flow.h; quantities up to kMaxBatchQuantity.
//
// Sources: Fisher, "The Lagrangian relaxation method", 1981; Glover, "Surrogate constraints", 1968; ejection
// chains: Glover 1996; Yagiura, Ibaraki, Glover 2004 for generalised assignment.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "flow.h"

namespace fluid::placement {

inline constexpr int64_t kMaxBatchQuantity = int64_t{1} << 50;
inline constexpr int kMaxBatchResources = 16;

struct BatchClass {
  int64_t pods = 0;
  int64_t penalty = 0;
  std::vector<int64_t> request;  // by resource
  std::vector<FlowArc> arcs;
};
struct BatchProblem {
  std::vector<int32_t> parent;  // parent[0] = -1, parent[v] < v
  int resources = 1;
  std::vector<int64_t> capacity;  // [vertex * resources + resource]; 0 of inner vertices
  std::vector<BatchClass> classes;
};
struct BatchOptions {
  int weightings = 8;          // how many bounds are tried
  int64_t trials = 5'000'000;  // of the local search: leaves looked at
  int kicks = 2000;            // times that leaves are emptied and filled anew
};

// What proves a bound.
struct BatchProof {
  std::vector<int64_t> weights;  // by resource; none: pods are counted
  int64_t unit_high = 0;         // unit = unit_high * 2^30
  int64_t price_scale = 1;       // prices are in 1 / price_scale
  std::vector<int64_t> prices;   // by vertex
};
struct BatchAnswer {
  int64_t cost = 0;
  int64_t bound = 0;
  std::vector<FlowShare> shares;  // by class, leaf, cost
  std::vector<int64_t> unplaced;  // by class
  BatchProof proof;
  int64_t trials = 0;
};

// INVALID_ARGUMENT, OUT_OF_RANGE: as SlotFlow.
Result<BatchAnswer> SolveBatch(const BatchProblem& problem, const BatchOptions& options = {});

// From the input alone: OK, or INTERNAL and what is wrong with the placement or its bound.
Status CheckBatch(const BatchProblem& problem, const BatchAnswer& answer);

}  // namespace fluid::placement
