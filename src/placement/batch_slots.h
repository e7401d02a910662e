// Batches whose classes all request the same. Part of batch.
#pragma once

#include "fluid/placement_batch.h"

namespace fluid::placement {

// The exact placement as a flow of pods, and prices that prove it.
struct SlotBound {
  FlowAnswer flow;
  BatchProof proof;
};
// REQUIRES: a checked problem of one shape.
Result<SlotBound> BoundOneShape(const BatchProblem& problem);

}  // namespace fluid::placement
