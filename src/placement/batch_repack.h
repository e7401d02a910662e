// Local search by whole leaves: each is packed anew with the best set of pods. Part of batch.
#pragma once

#include "batch_state.h"

namespace fluid::placement {

class BatchRepack {
 public:
  explicit BatchRepack(BatchState& state);

  // All leaves, until none gets better, or `passes` times, or until the cost is `bound`.
  void Run(int passes, int64_t bound);

 private:
  // A pod that may be on the leaf: how much is saved by that, and where it comes from.
  struct Wish {
    int32_t shape, pod_class, arc;  // arc: to the leaf
    int64_t gain;
    int64_t pods;
    bool here;
  };
  // Wishes of one shape, dearest first.
  struct Group {
    int32_t shape;
    std::vector<int32_t> wishes;      // one entry a pod
    std::vector<int64_t> gain, rest;  // rest: beyond what the room costs
  };
  void Refresh();
  bool Pack(int32_t leaf);
  bool Gather(int32_t leaf);  // false: nobody elsewhere would gain
  void MakeGroups(int32_t leaf);
  void Tune(int64_t* price);
  bool Choose(int32_t leaf, int64_t least);
  void Try(size_t i, int64_t above, int64_t worth);
  bool Apply(int32_t leaf);
  int64_t Elsewhere(int32_t pod_class, int32_t leaf);
  int64_t Farthest(int32_t pod_class) const;

  BatchState& state_;
  const BatchProblem& problem_;
  const int rs_;
  std::vector<int32_t> shape_;                 // of class
  std::vector<std::vector<int64_t>> request_;  // of shape
  std::vector<std::vector<int64_t>> units_;    // of shape, small
  std::vector<int> shifts_;
  struct Access {
    int32_t pod_class, arc;
  };
  std::vector<std::vector<Access>> all_, active_;  // by vertex; active: of pods that could be nearer
  std::vector<int64_t> prices_;                    // [vertex * rs_ + r], of the last time
  std::vector<Wish> wishes_;
  std::vector<Group> groups_;
  size_t count_ = 0;  // of groups
  std::vector<int64_t> free_, after_;
  std::vector<int32_t> taken_, best_taken_;
  struct Break {
    int64_t at, size;
  };
  std::vector<Break> breaks_;
  int64_t best_ = 0, left_ = 0;
  bool found_ = false;
};

}  // namespace fluid::placement
