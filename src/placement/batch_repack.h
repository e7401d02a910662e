// Local search by whole leaves: each is packed anew with the best set of pods. Part of batch.
#pragma once

#include "batch_knapsack.h"
#include "batch_random.h"
#include "batch_state.h"

namespace fluid::placement {

class BatchRepack {
 public:
  explicit BatchRepack(BatchState& state);

  // All leaves, one by one, until none gets better, or `passes` times, or until the cost is `bound`.
  void Run(int passes, int64_t bound);
  // `times` two leaves near a pod that could be nearer: emptied and packed one after the other, of what is
  // worth about as much now this and now that. Kept if that costs no more. Until the cost is `bound`.
  void Shake(int64_t times, int64_t bound);

 private:
  struct Access {
    int32_t pod_class, arc;
  };
  void Refresh();
  bool Pack(int32_t leaf);
  bool Gather(int32_t leaf);  // false: nobody elsewhere would gain
  bool Apply(int32_t leaf);
  int64_t Elsewhere(int32_t pod_class, int32_t leaf);
  int64_t Farthest(int32_t pod_class) const;
  void Fetch(const BatchOffer& offer, int32_t leaf, int64_t pods);
  void PutNearest(int32_t pod_class);

  bool ShakeOnce(int32_t pod_class);
  void ListFar();
  void PickLeaves(int32_t pod_class);
  void Empty();
  void FillAgain(int32_t leaf);
  void Offer(int32_t pod_class, int32_t arc, int64_t gain, int64_t pods);

  BatchState& state_;
  const BatchProblem& problem_;
  BatchKnapsack knapsack_;
  std::vector<std::vector<Access>> active_;  // by vertex: of pods that could be nearer
  std::vector<BatchOffer> offers_;
  // Of a shake.
  BatchRandom random_;
  std::vector<int32_t> far_, leaves_;  // far: a class for each pod that could be nearer
  struct Alternative {
    int32_t pod_class;
    int64_t cost;
  };
  std::vector<Alternative> away_;  // of pods that were on the leaves, by class
};

}  // namespace fluid::placement
