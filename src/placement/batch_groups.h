// A batch with what is alike counted once: requests, capacities, sets of arcs. Part of batch.
#pragma once

#include <cstdint>
#include <vector>

#include "fluid/placement_batch.h"

namespace fluid::placement {

// Quantities are in means of leaves, as floats: for looking for prices, not for proving.
struct BatchGroups {
  // REQUIRES: a checked problem, which outlives this.
  explicit BatchGroups(const BatchProblem& problem);

  // Classes with the same arcs: `members` from `member` on, up to the next reach's.
  struct Reach {
    size_t member, inner, leaf;  // first of each
  };
  struct InnerArc {
    int32_t inner;
    float cost;
  };
  struct LeafArc {
    int32_t leaf;
    float cost;
    size_t cell;  // one for each member of the reach, from here on
  };
  struct Holder {  // a leaf's view of an arc
    size_t member, count, cell;
  };

  const BatchProblem& problem;
  size_t resources, shapes = 0, kinds = 0, cells = 0;
  double span = 1;                      // of costs, in the class where it is widest
  std::vector<double> mean;             // capacity of a leaf, by resource
  std::vector<int32_t> inner_vertices;  // parents first
  std::vector<int32_t> inner_parent;    // their numbers here; -1: the root
  std::vector<int32_t> leaf_vertices;
  std::vector<int32_t> leaf_parent;  // number of the inner vertex; -1: the leaf is the root
  std::vector<int32_t> leaf_kind;    // leaves of one kind have one capacity
  std::vector<float> room;           // [kind * resources + resource]
  std::vector<float> shape_size;     // [resource * shapes + shape]
  std::vector<float> far;            // [kind * shapes + shape]: 0, or kFar where the shape does not fit

  std::vector<Reach> reaches;  // and one more, past the end
  std::vector<InnerArc> inner_arcs;
  std::vector<LeafArc> leaf_arcs;
  std::vector<size_t> holders_of;  // [leaf], and one more: first of
  std::vector<Holder> holders;

  // By member.
  std::vector<int32_t> member_class, member_shape;
  std::vector<float> pods, penalty;
  std::vector<float> size;  // [resource * members + member]

  static constexpr float kFar = 1e30F;
  size_t members() const { return member_class.size(); }
};

}  // namespace fluid::placement
