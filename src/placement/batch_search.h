// Local search by pods, as a melt cools. Part of batch.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "batch_random.h"
#include "batch_state.h"

namespace fluid::placement {

// Simulated annealing. A move takes a pod to a leaf; where there is no room, others leave it: for where the
// pod came from, for a leaf with room, or for nowhere. What it costs to be nowhere is less here than the
// penalty, so that pods pass through; the best placement is kept by its true cost.
class BatchSearch {
 public:
  struct Heat {
    int64_t parts = 8;    // the temperature starts at the span of costs over this, and falls to a tenth
    bool by_size = true;  // to be nowhere costs more for larger pods, for they find a place least easily
  };
  explicit BatchSearch(BatchState& state);

  // Leaves the best found in the state, after `moves`, or when the cost is `bound`.
  void Run(int64_t moves, const Heat& heat, int64_t bound);

 private:
  struct Arc {
    int32_t begin, count;  // of leaves
    int64_t cost;          // in 1 / kUnit
  };
  struct Entry {
    int32_t vertex, arc;  // vertex: -1 of an empty entry
  };
  // A pod that is told from others of its class.
  struct Pod {
    int32_t pod_class;
    int32_t leaf, arc;  // -1: nowhere
    int32_t at;         // in on_[leaf] or nowhere_
    int32_t far;        // in far_; -1: it could not cost less
    bool changed;       // since the best
  };
  struct Spot {
    int32_t leaf, arc;
  };
  struct Step {
    int32_t pod;
    Spot to;
  };
  // What is free on a leaf, while a move is thought out; below 0: what is missing.
  struct Room {
    std::array<int64_t, kMaxBatchResources> of;
  };

  void AddTables();
  void SetWorth(bool by_size);
  void Load();
  void Store();
  void Attach(int32_t pod, Spot to);
  void Detach(int32_t pod);
  void Make();  // the steps
  void KeepBest();

  bool Try(int64_t limit);
  bool Trade(int32_t pod, Spot to, int64_t limit);
  bool Displace(int32_t pod, Spot to, int64_t limit);
  bool Merge(int32_t pod, Spot to, int64_t limit);
  bool Evict(int32_t pod, Spot to, int64_t limit);
  bool Shift(int32_t from, int32_t to, int32_t but, Room& of_from, Room& of_to, int64_t limit);
  Spot Sample(int32_t pod_class, int64_t most);

  std::span<const Arc> Arcs(int32_t pod_class) const {
    return {arcs_.data() + first_[pod_class], static_cast<size_t>(first_[pod_class + 1] - first_[pod_class])};
  }
  int64_t Worth(const Pod& pod) const {  // what leaving its spot gives back
    return pod.arc < 0 ? worth_[pod.pod_class] : arcs_[first_[pod.pod_class] + pod.arc].cost;
  }
  int32_t ArcTo(int32_t pod_class, int32_t leaf) const;  // the cheapest; -1: none
  bool Fits(int32_t leaf, int32_t pod_class) const;
  bool FitsInstead(int32_t leaf, int32_t pod_class, int32_t out) const;
  Room RoomOn(int32_t leaf, int32_t in, int32_t out) const;
  bool Holds(const Room& room, int32_t pod_class) const;
  bool Eases(const Room& room, int32_t pod_class) const;
  bool Add(Room& room, int32_t pod_class, int64_t pods) const;  // true: nothing is missing

  BatchState& state_;
  const BatchProblem& problem_;
  const int rs_;
  int64_t span_ = 1;              // of the costs of a class, in 1 / kUnit
  std::vector<Arc> arcs_;         // by class, in order of cost
  std::vector<int32_t> first_;    // of class
  std::vector<Entry> table_;      // by class: which arc ends at a vertex, hashed
  std::vector<int32_t> entries_;  // where a class's begin; a power of two each
  std::vector<int64_t> request_;  // [class * rs_ + resource]
  std::vector<int64_t> worth_;    // of class: what it costs here to be nowhere, in 1 / kUnit
  std::vector<double> size_;      // of class: what it takes of scarce resources, 1 of a mean pod

  std::vector<int64_t> free_;             // [leaf * rs_ + resource]; leaves as in state_.leaves()
  std::vector<std::vector<int32_t>> on_;  // pods by leaf
  std::vector<Pod> pods_;
  std::vector<int32_t> nowhere_, far_;  // pods; far: that could cost less
  std::vector<int32_t> changed_;
  std::vector<Spot> before_, best_spots_;  // by pod: in the state, of the best
  int64_t cost_ = 0, best_ = 0;            // true
  std::vector<Step> steps_;
  BatchRandom random_;
};

}  // namespace fluid::placement
