// Prices of the relaxation in which pods may be cut, by a smoothed dual. Part of batch.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "batch_groups.h"
#include "fluid/placement_batch.h"

namespace fluid::placement {

// e^x to 1e-6 of it, for x up to 80: the same on all machines, and in vectors. Less than e^-80 is that.
inline float BatchExp(float x) {
  const float y = std::clamp(x, -80.0F, 80.0F) * 1.44269504F;
  const int32_t whole = static_cast<int32_t>(y + 128.0F) - 128;  // its floor
  const float f = (y - static_cast<float>(whole)) * 0.693147181F;
  const float e =
      1 +
      f * (1 + f * (0.5F + f * (0.166666667F + f * (0.0416666667F + f * (0.00833333F + f * 0.00138889F)))));
  return std::bit_cast<float>((whole + 127) << 23) * e;
}

// Member by member and leaf by leaf: at a temperature tau a pod spreads over all its places, each of weight
// e^-(price / tau). Floating point in a fixed order; what is proved is not (ProvenBound).
class BatchDual {
 public:
  explicit BatchDual(const BatchGroups& groups);  // which outlives this

  // Along `steps` falling temperatures.
  void Run(int steps);
  // After Run: one more step at its last temperature, for what is left when some of it is placed.
  void Settle();
  void Close(int32_t leaf);                         // a vertex: takes no more
  void SetPods(std::span<const int64_t> by_class);  // that are still to be placed
  // Of the best prices of Run, or those of the last Settle.
  BatchProof Proof() const;
  double span() const { return g_.span; }  // of costs, in the class where it is widest

 private:
  void Up(float tau);                       // least prices and weights of places below inner vertices
  double Spread(float tau);                 // pods to vertices; the bound
  void Down(float tau);                     // pods of inner vertices to their children
  void Sweep(float tau);                    // Down, and all leaves
  void SettleLeaf(size_t leaf, float tau);  // prices at which about what fits comes, all else as it is
  const float* Passing(size_t leaf);
  void Weigh(size_t leaf);
  template <size_t kQuads>
  void WeighQuads(size_t leaf);
  void Raise(size_t leaf, size_t resource, float by, float tau);
  void Mark(size_t leaf);
  void Foresee(std::vector<float>& last, float by);
  double Pay() const;

  using Four = float __attribute__((vector_size(16)));

  const BatchGroups& g_;
  const size_t rs_, shapes_, members_;
  std::vector<float> count_;               // pods by member
  std::vector<bool> closed_;               // by leaf
  float last_ = 0;                         // temperature
  std::vector<float> price_, best_price_;  // [leaf * rs_ + resource], of a mean of leaves
  std::vector<bool> priced_;               // by leaf: has any price
  // [inner * shapes_ + shape]: least price of a place; sum of e^-(price - least) / tau of all below; pods,
  // after Down those of a place of weight 1.
  std::vector<float> least_, weight_, pods_;
  std::vector<float> u_, best_u_;  // by member: its cheapest place
  std::vector<float> z_;           // by member: sum of weights of all its places
  std::vector<float> cell_;        // weight of a member on a leaf by its own arc
  std::vector<float> term_, top_, place_;
  std::vector<float> plain_;    // [inner * kinds + kind]: leaves without prices
  std::vector<float> passing_;  // [(inner * kinds + kind) * rs_ + resource]: what such a leaf gets from above
  std::vector<bool> passing_known_;
  // What is not nothing of pods_, by inner vertex.
  struct Some {
    int32_t shape;
    float pods, least;
  };
  std::vector<Some> some_;
  std::vector<size_t> some_of_;
  // Of the leaf at hand: pods that come from above, by shape; load of each resource, and of its square.
  std::vector<float> above_;
  std::vector<int32_t> above_shape_;
  std::array<float, kMaxBatchResources> load_, square_;
  const size_t quads_;  // of resources
  std::vector<Four> size_, shape_size_;
};

}  // namespace fluid::placement
