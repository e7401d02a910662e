// Raises the bound of a batch by moving its prices. Part of batch.
#pragma once

#include "fluid/placement_batch.h"

namespace fluid::placement {

// Subgradient steps from `proof`'s prices, at most `steps`; `upper` is the cost of a known placement. Leaves
// the best prices met in `proof` and returns their bound. Steps are computed in floating point, in a fixed
// order; what is proved is not.
int64_t RaiseBound(const BatchProblem& problem, int64_t upper, int steps, BatchProof& proof);

}  // namespace fluid::placement
