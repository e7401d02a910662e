// The placement that prices of the relaxation lead to. Part of batch.
#pragma once

#include "batch_bound.h"
#include "batch_dual.h"
#include "batch_state.h"

namespace fluid::placement {

// Leaves are filled one after the other with the pods that are worth most there, each at its class's price
// less its cost. One whose fill is worth less than what its room costs by more than a tolerance waits: prices
// are settled anew for what is left, and the tolerance doubles. Leaves whose room costs nothing are left, and
// with them the pods that need no room that costs.
class BatchPack {
 public:
  BatchPack(BatchState& state, BatchDual& dual);  // both outlive this

  // From where nothing is placed; `proof`: the dual's.
  void Run(BatchProof proof);

 private:
  struct Choice {
    int32_t pod_class;
    int64_t pods;
    double gain, rest;  // rest: beyond what the room costs
  };
  bool PackAll(const BatchProof& proof, double tolerance);  // true: some wait
  bool Pack(int32_t leaf, BatchItems& items, const BatchProof& proof, double tolerance);
  void Try(size_t i, double above, double worth);
  double Worth(int32_t leaf, const BatchProof& proof, const BatchItems& items) const;

  BatchState& state_;
  const BatchProblem& problem_;
  BatchDual& dual_;
  const size_t rs_;
  std::vector<int32_t> open_;  // leaves, the dearest first
  // Of the leaf at hand.
  std::vector<Choice> choices_;
  std::vector<double> after_;
  std::vector<int64_t> free_, taken_, best_taken_;
  double best_ = 0;
  int64_t left_ = 0;
};

}  // namespace fluid::placement
