// The set of pods that is worth most on one leaf. Part of batch.
#pragma once

#include <span>
#include <vector>

#include "fluid/placement_batch.h"

namespace fluid::placement {

// Pods that may be on the leaf.
struct BatchOffer {
  int32_t pod_class, arc;  // arc: to the leaf
  int64_t gain;            // of each
  int64_t pods;
  bool here;  // they are there already
};

// Branch and bound over how many of each shape, dearest first, below prices of the room at which what pays
// just fills it.
class BatchKnapsack {
 public:
  explicit BatchKnapsack(const BatchProblem& problem);  // which outlives this

  // Looks for a set that is worth more than `least`; false: none was found in a few hundred choices.
  bool Choose(int32_t leaf, std::span<const BatchOffer> offers, int64_t least);
  // Of the last that was found: how many of each offer.
  std::span<const int64_t> taken() const { return taken_; }

 private:
  struct Ranked {
    int64_t gain;
    int32_t offer;
  };
  // Offers of one shape, dearest first.
  struct Group {
    int32_t shape;
    std::vector<Ranked> order;
    std::vector<int32_t> offers;  // one entry a pod
    std::vector<int64_t> gain;
    std::vector<int64_t> made, rest;  // of the first so many: gains; beyond what their room costs
    int64_t most;                     // of rest
  };
  struct Break {
    int64_t at, size;
  };
  void MakeGroups(std::span<const BatchOffer> offers);
  void Tune(int64_t* price);
  void Try(size_t i, int64_t above, int64_t worth);

  const BatchProblem& problem_;
  const int rs_;
  std::vector<int32_t> shape_;                 // of class
  std::vector<std::vector<int64_t>> request_;  // of shape
  std::vector<std::vector<int64_t>> units_;    // of shape, small
  std::vector<int> shifts_;
  std::vector<int64_t> prices_;    // [vertex * rs_ + r], of the last time
  std::vector<int32_t> of_shape_;  // its group; -1: none
  std::vector<Group> groups_;
  size_t count_ = 0;            // of groups
  std::vector<int32_t> order_;  // groups that may be part of a better set, dearest first
  std::vector<int64_t> free_, after_;
  std::vector<int32_t> now_, best_now_;  // by order_
  std::vector<int64_t> taken_;
  std::vector<Break> breaks_;
  int64_t best_ = 0, left_ = 0;
  bool found_ = false;
};

}  // namespace fluid::placement
