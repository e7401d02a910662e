// Who is where, and what is left: the columns that SolveBatch places in and searches on. Part of batch.
#pragma once

#include "fluid/placement_batch.h"

namespace fluid::placement {

class BatchState {
 public:
  struct Item {
    int32_t pod_class, arc;  // arc: of the class, in order of cost
    int32_t pods;
  };
  explicit BatchState(const BatchProblem& problem);

  // Arcs of a class in order of cost, then vertex.
  std::span<const FlowArc> Arcs(int32_t pod_class) const { return arcs_[pod_class]; }
  const std::vector<Item>& Items(int32_t leaf) const { return items_[leaf]; }
  const std::vector<int32_t>& leaves() const { return leaves_; }
  // The leaves below a vertex: leaves()[begin..end).
  int32_t begin(int32_t vertex) const { return begin_[vertex]; }
  int32_t end(int32_t vertex) const { return end_[vertex]; }

  int64_t Fits(int32_t leaf, int32_t pod_class) const;  // how many
  bool FitsInstead(int32_t leaf, int32_t pod_class, int32_t out) const;
  // The fullest of the first few leaves below `vertex` that have room; -1: none has.
  int32_t Find(int32_t vertex, int32_t pod_class);
  void Put(int32_t pod_class, int32_t arc, int32_t leaf, int32_t pods);
  void Take(int32_t pod_class, int32_t arc, int32_t leaf, int32_t pods);

  int64_t looked = 0;  // leaves

 private:
  void Change(int32_t leaf, int32_t pod_class, int64_t times);
  bool May(int32_t vertex, int32_t pod_class) const;

  const BatchProblem& problem_;
  const int rs_;
  std::vector<std::vector<FlowArc>> arcs_;
  std::vector<std::vector<Item>> items_;
  std::vector<int32_t> child_begin_, children_;
  std::vector<int32_t> leaves_, begin_, end_;
  std::vector<int64_t> top_;    // [vertex * rs_ + r]: free of a leaf; the most free of any leaf below
  std::vector<int64_t> scale_;  // by resource: free >> scale is small enough to add up
  std::vector<int32_t> stack_;
};

}  // namespace fluid::placement
