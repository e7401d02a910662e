// What prices prove about a batch: shared by the solver, which looks for them, and the checker. Part of
// batch.
#pragma once

#include <span>
#include <vector>

#include "fluid/placement_batch.h"

namespace fluid::placement {

// Prices of 0, in units that keep all products small.
BatchProof EmptyProof(const BatchProblem& problem);

// The pods that are worth more than they cost on a leaf, at prices of classes.
class BatchItems {
 public:
  struct Item {
    int32_t pod_class;
    int64_t gain;  // of each, in 1 / price_scale: its class's price less the least cost there
    int64_t pods;  // of its class, no more than fit
  };
  // Both outlive this.
  BatchItems(const BatchProblem& problem, const BatchProof& proof);

  std::span<const Item> On(int32_t leaf);  // until the next call; by vertices up, then by class
  bool IsLeaf(int32_t vertex) const { return !inner_[vertex]; }
  // Quantities in a proof's units, and the count as one more: [class or vertex * (resources + 1) + resource].
  const std::vector<int64_t>& request() const { return request_; }
  const std::vector<int64_t>& capacity() const { return capacity_; }

 private:
  const BatchProblem& problem_;
  std::vector<bool> inner_;
  std::vector<int64_t> request_, capacity_;
  std::vector<std::vector<Item>> above_;  // by vertex: worth their arc's cost there
  std::vector<int32_t> seen_;             // by class: its item, if the leaf is that
  std::vector<int32_t> at_;
  std::vector<Item> items_;
};

// Sets prices of these leaves to those at which, with the prices of classes as they are, the pods that pay
// best just fill each.
void TuneProof(const BatchProblem& problem, std::span<const int32_t> leaves, BatchProof& proof);

// The bound that a proof gives; -1 if the proof is malformed (batch_check.cc).
int64_t ProvenBound(const BatchProblem& problem, const BatchProof& proof);

}  // namespace fluid::placement
