// The bounds of SolveBatch and the flows behind them. Part of batch.
#pragma once

#include "batch.h"

namespace fluid::placement {

struct BatchBound {
  int64_t bound = 0;
  BatchProof proof;
  FlowAnswer flow;             // in units
  std::vector<int64_t> sizes;  // of classes, in units
};

// REQUIRES: a checked problem.
Result<BatchBound> BoundBatch(const BatchProblem& problem, int weightings);

// The bound that a proof gives; -1 if the proof is malformed (batch_check.cc).
int64_t ProvenBound(const BatchProblem& problem, const BatchProof& proof);

}  // namespace fluid::placement
