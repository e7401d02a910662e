// Where the bytes of a dataset are: the tree of places that hold some, with what each is worth.
#pragma once

#include "src/placement/epoch.h"
#include "src/placement/lanes.h"

namespace fluid::placement {

// points x min(1, bytes / size), in millionths, rounded down. 0 when nothing is known of the size.
int64_t TermOf(int64_t points, int64_t bytes, int64_t size);
inline int64_t SizeOf(const DatasetState& dataset) {
  return dataset.size != 0 ? dataset.size : dataset.known_size;
}
// What the bytes of these tiers are worth at a vertex; `around`: at the one around it, which a level that
// doesn't count takes over.
int64_t TermAt(const Structure& structure, const DatasetState& dataset, int32_t vertex, uint8_t tiers,
               int64_t around, int64_t size);
// The vertices and their order, from the holders (sorted by position).
void MakeVertices(const Epoch& epoch, DatasetState& dataset);
// A holder that is there already has `more` bytes in the tier: what the whole path to it is worth, anew.
// False: more than that has changed, and MakeVertices must be used.
bool ChangeBytes(const Epoch& epoch, DatasetState& dataset, int64_t at, int tier, int64_t more);
// The innermost vertex that has all of [begin, end), which is a node or a domain of this level. `inner`: the
// first vertex in preorder that lies inside of that place or behind it.
int32_t Around(const DatasetState& dataset, int32_t begin, int32_t end, int level, int32_t* inner);
// The same for a node or a domain of level 1, where the dataset holds nothing in the domain of level 1.
inline const DatasetState::Wide& WideAround(const DatasetState& dataset, int32_t begin) {
  const int32_t count = static_cast<int32_t>(dataset.wide.size());
  return dataset.wide[CountUpTo(dataset.wide_begins.data(), count, begin) - 1];
}
// Bytes by tier mask.
inline int64_t BytesOf(const std::array<int64_t, kTiers>& bytes, uint8_t tiers) {
  int64_t sum = 0;
  for (int t = 0; t < kTiers; ++t) sum += (tiers >> t & 1) ? bytes[t] : 0;
  return sum;
}

}  // namespace fluid::placement
