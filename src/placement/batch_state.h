// Who is where, and what is left: the columns that SolveBatch places in and searches on. Part of batch.
#pragma once

#include <span>
#include <vector>

#include "fluid/placement_batch.h"

namespace fluid::placement {

// All changes go through Put, Take and Leave: they keep the cost, and what Undo takes back.
class BatchState {
 public:
  struct Item {
    int32_t pod_class, arc;  // arc: of the class, in order of cost
    int32_t pods;
  };
  struct Place {
    int32_t leaf, arc, pods;
  };
  explicit BatchState(const BatchProblem& problem);

  const BatchProblem& problem() const { return problem_; }
  // Arcs of a class in order of cost, then vertex.
  std::span<const FlowArc> Arcs(int32_t pod_class) const { return arcs_[pod_class]; }
  const std::vector<Item>& Items(int32_t leaf) const { return items_[leaf]; }
  const std::vector<Place>& Places(int32_t pod_class) const { return places_[pod_class]; }
  int64_t unplaced(int32_t pod_class) const { return unplaced_[pod_class]; }
  int64_t cost() const { return cost_; }
  const std::vector<int32_t>& leaves() const { return leaves_; }
  // The leaves below a vertex: leaves()[begin..end).
  int32_t begin(int32_t vertex) const { return begin_[vertex]; }
  int32_t end(int32_t vertex) const { return end_[vertex]; }

  int32_t ArcTo(int32_t pod_class, int32_t leaf) const;  // the cheapest; -1: none
  int64_t Fits(int32_t leaf, int32_t pod_class) const;   // how many
  // The fullest of the first few leaves below `vertex` that have room, but for one; -1: none has.
  int32_t Find(int32_t vertex, int32_t pod_class, int32_t but = -1);
  // Both of pods that are unplaced, or become it.
  void Put(int32_t pod_class, int32_t arc, int32_t leaf, int64_t pods = 1);
  void Take(int32_t pod_class, int32_t arc, int32_t leaf, int64_t pods = 1) {
    Put(pod_class, arc, leaf, -pods);
  }
  // The changes since Forget or the last Undo to 0, to be taken back.
  size_t mark() const { return log_.size(); }
  void Undo(size_t to);
  void Forget() { log_.clear(); }

 private:
  struct Change {
    int32_t pod_class, arc, leaf;
    int64_t pods;
  };
  void Use(int32_t leaf, int32_t pod_class, int64_t times);
  bool May(int32_t vertex, int32_t pod_class) const;

  const BatchProblem& problem_;
  const int rs_;
  std::vector<std::vector<FlowArc>> arcs_;
  std::vector<std::vector<Item>> items_;
  std::vector<std::vector<Place>> places_;
  std::vector<int64_t> unplaced_;
  int64_t cost_ = 0;
  std::vector<Change> log_;
  std::vector<int32_t> child_begin_, children_;
  std::vector<int32_t> leaves_, begin_, end_;
  std::vector<int64_t> top_;    // [vertex * rs_ + r]: free of a leaf; the most free of any leaf below
  std::vector<int64_t> scale_;  // by resource: free >> scale is small enough to add up
  std::vector<int32_t> stack_;
};

}  // namespace fluid::placement
