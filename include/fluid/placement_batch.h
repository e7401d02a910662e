// Batch placement of pods of mixed shapes: the best found, with a proof of how much better any other could
// be.
//
// Problem. As SlotFlow's (placement_flow.h), but a leaf has a capacity of several resources instead of slots,
// and a pod of a class takes the class's request of each. All data are integers.
//
// Bound. For any prices p >= 0 of the resources on each leaf, and q of a pod there,
//   sum over classes of pods * min(penalty, min over arcs with room of cost + request . p(arc) + q(arc))
//     -  sum over leaves of capacity . p + count * q
// is no more than the cost of any placement (weak duality), where p and q of an inner vertex are the least
// below it and count is how many pods of the least requests a leaf holds. Prices come from flows: with the
// resources weighed to one size, and pods that may be cut into units of it, this is SlotFlow's problem.
// Several weights are tried: all equally, each resource alone, more on those that the flow overloads; and
// once each pod counts 1, which for pods of one shape is SlotFlow's problem itself, and the answer exact.
// Subgradient steps then raise the best of them. CheckBatch recomputes the bound from the prices.
//
// Placement. The flow of the best bound, rounded down to whole pods where all resources fit; the rest
// greedily, largest first, at the cheapest arc with room and there on the fullest leaf; then local search
// until nothing improves or the budget of trials is spent: a pod moves to a cheaper arc, or puts out another
// pod that finds a place elsewhere for less; leaves are emptied and filled anew, where small rises are taken
// now and then, and taken back when they led nowhere.
//
// Invariants: no leaf is over its capacity at any time; the best cost never rises in the search; bound <=
// cost. The answer depends on the numbering alone. Costs as placement_flow.h; quantities up to
// kMaxBatchQuantity.
//
// Sources: Fisher, "The Lagrangian relaxation method", 1981; Glover, "Surrogate constraints", 1968; ejection
// chains: Glover 1996; Yagiura, Ibaraki, Glover 2004 for generalised assignment.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fluid/placement_flow.h"

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
  int weightings = 6;          // how many flows are tried
  int steps = 30;              // to raise the bound
  int64_t trials = 5'000'000;  // of the local search: leaves looked at
  int kicks = 2000;            // times that leaves are emptied and filled anew
};

// What proves a bound: prices of a unit of each resource on each leaf, in 1 / price_scale, where quantities
// are counted in units of 2^shift, rounded down. The last price of a leaf is for a pod, whatever it requests.
struct BatchProof {
  int64_t price_scale = 1;
  std::vector<int> shifts;      // by resource
  std::vector<int64_t> prices;  // [vertex * (resources + 1) + resource]
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
FLUID_API Result<BatchAnswer> SolveBatch(const BatchProblem& problem, const BatchOptions& options = {});

// From the input alone: OK, or INTERNAL and what is wrong with the placement or its bound.
FLUID_API Status CheckBatch(const BatchProblem& problem, const BatchAnswer& answer);

}  // namespace fluid::placement
