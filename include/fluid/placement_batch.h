// Batch placement of pods of mixed shapes: the best found, with a proof of how much better any other could
// be.
//
// Problem. As SlotFlow's (placement_flow.h), but a leaf has a capacity of several resources instead of slots,
// and a pod of a class takes the class's request of each. All data are integers.
//
// Bound. For any prices 0 <= u <= penalty of the classes,
//   sum over classes of pods * u  -  sum over leaves of worth(leaf),
//   worth(leaf) = the most that pods which fit there together are worth, each at u - its cost there,
// is no more than the cost of any placement (weak duality: what every pod costs is no longer asked to be one
// place). worth is a knapsack of several resources; any prices of the leaf's resources bound it, and branch
// and bound closes what they leave open, as far as the proof's trials go. The prices are those of the
// relaxation in which pods may be cut, found by a smoothed dual: at a temperature, pods spread over all
// places, more to the cheaper. Leaf by leaf, prices settle where what comes is about what fits; the
// temperature falls, and as the path of prices is smooth in it, each next step begins where the last two
// point to. Classes with the same arcs, equal requests and equal leaves are counted once. For pods of one
// shape the relaxation is SlotFlow's problem, its prices prove the exact answer, and that is taken.
// CheckBatch recomputes the bound from the prices.
//
// Placement. The prices say what a pod is worth where: leaves are filled one after the other with the pods
// that are worth most there; one that can't be filled well waits until prices are settled for what is left,
// as in diving by columns. The rest goes, largest pods first, to the cheapest arc with room and there to the
// fullest leaf. Then searches take turns. In one, leaves are packed anew, one after another: among the pods
// that a leaf holds, each worth what it saves over its cheapest place elsewhere with room, and those
// elsewhere that would cost less here, the best set that fits is a knapsack again. In the second, simulated
// annealing from near the freezing point, a pod moves to a leaf and puts out others, which go to where it
// came from (and may bring others from there with it), to a leaf with room, or nowhere: that costs less
// during the search than the penalty, so that pods pass through, and more the larger a pod is, for it finds a
// place least easily. In the third, two leaves near a pod that could be nearer are emptied and packed again.
// When a turn finds nothing better, the next is hotter, as long as there are moves.
//
// Time. A step of the dual looks at each class's arcs, and twice at each leaf, up to three times more where
// it is full. Each hundred moves bring one pair of emptied leaves. Leaves are packed anew in
// at most 8 passes before the first turn and in each, which has 100 moves of each pod or all that are left.
// So time is linear in both options: with 10,000 pods in 5,000 classes about 10 ms a step and 2 to 3 s a
// million moves. Filling leaves by prices takes as long as 5 steps and 6 packings of each leaf at most.
//
// Invariants: no leaf is over its capacity at any time; the best placement found is the answer; bound <=
// cost. The answer depends on the numbering alone. Costs as placement_flow.h; quantities up to
// kMaxBatchQuantity.
//
// Sources: Fisher, "The Lagrangian relaxation method", 1981; Vanderbeck and others, "Primal heuristics for
// branch and price", 2019, for diving; Shaw, "Using constraint programming and local search methods to solve
// vehicle routing problems", 1998, for emptying and filling again; Nesterov, "Smooth minimization of
// non-smooth functions", 2005; Martello and Toth, "Knapsack Problems", 1990; Kirkpatrick, Gelatt and Vecchi,
// "Optimization by simulated annealing", 1983.
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
  int steps = 60;             // of the smoothed dual, for the bound
  int64_t moves = 2'000'000;  // of the local search, which may end before
};

// What proves a bound: prices of a pod of each class, and of a unit of each resource on each leaf, in
// 1 / price_scale, where quantities are counted in units of 2^shift, rounded down. The last price of a leaf
// is for a pod, whatever it requests. `trials` is how many choices are looked at on each leaf.
struct BatchProof {
  int64_t price_scale = 1;
  int64_t trials = 0;
  std::vector<int> shifts;            // by resource
  std::vector<int64_t> class_prices;  // no more than the penalty
  std::vector<int64_t> prices;        // [vertex * (resources + 1) + resource]
};
struct BatchAnswer {
  int64_t cost = 0;
  int64_t bound = 0;
  std::vector<FlowShare> shares;  // by class, leaf, cost
  std::vector<int64_t> unplaced;  // by class
  BatchProof proof;
};

// INVALID_ARGUMENT, OUT_OF_RANGE: as SlotFlow.
FLUID_API Result<BatchAnswer> SolveBatch(const BatchProblem& problem, const BatchOptions& options = {});

// From the input alone: OK, or INTERNAL and what is wrong with the placement or its bound.
FLUID_API Status CheckBatch(const BatchProblem& problem, const BatchAnswer& answer);

}  // namespace fluid::placement
