// The bounds of SolveBatch and the flows behind them. Part of batch.
#pragma once

#include "fluid/placement_batch.h"

namespace fluid::placement {

struct BatchBound {
  int64_t bound = 0;
  BatchProof proof;
  FlowAnswer flow;               // in units
  std::vector<int64_t> sizes;    // of classes, in units
  std::vector<int64_t> weights;  // of resources; none: pods are counted
};

// REQUIRES: a checked problem.
Result<BatchBound> BoundBatch(const BatchProblem& problem, int weightings);

// Quantities in a proof's units, and the count as one more resource.
struct BatchUnits {
  std::vector<int64_t> request, capacity;  // [class or vertex * (resources + 1) + resource]
  std::vector<int64_t> most;               // [vertex * resources + resource]: of any leaf below, as told
  bool Fits(const BatchProblem& problem, int32_t vertex, size_t pod_class) const;
};
BatchUnits UnitsOf(const BatchProblem& problem, const std::vector<int>& shifts);

// The bound that a proof gives; -1 if the proof is malformed (batch_check.cc).
int64_t ProvenBound(const BatchProblem& problem, const BatchProof& proof);

}  // namespace fluid::placement
