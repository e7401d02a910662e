// Prices that make the bound of a batch high. Part of batch.
#pragma once

#include "fluid/placement_batch.h"

namespace fluid::placement {

// Prices of the relaxation in which pods may be cut, by a smoothed dual along `steps` falling temperatures.
// Floating point in a fixed order; what is proved is not (ProvenBound).
// REQUIRES: a checked problem.
BatchProof PriceBatch(const BatchProblem& problem, int steps);

// If all classes request the same (batch_slots.cc): the exact placement as a flow of pods, and prices that
// prove it.
struct SlotBound {
  FlowAnswer flow;
  BatchProof proof;
};
Result<SlotBound> BoundOneShape(const BatchProblem& problem);

}  // namespace fluid::placement
