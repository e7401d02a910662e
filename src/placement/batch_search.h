// Local search by single pods. Part of batch.
#pragma once

#include "batch_state.h"

namespace fluid::placement {

class BatchSearch {
 public:
  // Ends when the state has looked at `trials` leaves.
  BatchSearch(BatchState& state, int64_t trials)
      : state_(state), problem_(state.problem()), trials_(trials) {}

  // Unplaced pods, largest first, at the cheapest arc with room.
  void Fill();
  // Pods move, or put out others that find a place, until nothing improves.
  void Improve();
  // Leaves are emptied and filled anew, `times`, or until the cost is `bound`.
  void Kick(int times, int64_t bound);

 private:
  // Places a pod so that the cost of all falls by more than penalty - limit, putting out at most `depth`
  // others one after another.
  bool Place(int32_t pod_class, int64_t limit, int depth);
  bool ImproveOne(int32_t pod_class, int32_t leaf, int32_t arc);
  void Empty(int32_t leaf, std::vector<int32_t>& out);
  bool spent() const { return state_.looked >= trials_; }

  BatchState& state_;
  const BatchProblem& problem_;
  const int64_t trials_;
  uint32_t turn_ = 0;
};

}  // namespace fluid::placement
