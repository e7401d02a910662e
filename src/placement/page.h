// The tree of nodes: 64 children a page, leaves in the order of positions (depth first through the domains),
// so that every domain is an interval. Of everything below it a page knows the most and the least of each
// free resource, and the lowest name, so that a search leaves out what can't answer.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <new>
#include <span>
#include <string>
#include <utility>

#include "fluid/placement.h"
#include "src/placement/cow.h"

namespace fluid::placement {

inline constexpr int kFan = 64;
inline constexpr int32_t kSummed = 4'096;
inline constexpr int kMaxHeight = 5;  // 64^5 positions
inline constexpr uint64_t kNoRank = std::numeric_limits<uint64_t>::max();
inline constexpr int64_t kNothing = std::numeric_limits<int64_t>::min();  // offered by a place without a node

// What of a node changes seldom.
struct NodeInfo : Cow {
  NodeId id = -1;
  int32_t shape = 0;  // of Shapes
  std::string name;
  size_t bytes() const override {
    return sizeof(NodeInfo) + (name.capacity() > 15 ? name.capacity() + 1 : 0);
  }
};

// Ascends with the amount, in 210 steps of a quarter of a power of two. What a page knows of an amount in one
// byte decides most comparisons, and 64 of them are one line of the cache.
inline uint8_t CodeOf(int64_t amount) {
  if (amount <= 0) return amount == 0 ? 1 : 0;
  const int log = std::bit_width(static_cast<uint64_t>(amount)) - 1;
  return static_cast<uint8_t>(2 + 4 * log + (static_cast<uint64_t>(amount) << 2 >> log & 3));
}

// Followed in memory by the columns: codes of `most` for each resource, `most` of each, and in an inner page
// `least` of each.
struct alignas(64) Page : Cow {
  uint64_t live = 0;   // children with a node
  uint8_t height = 0;  // 0: a leaf
  uint8_t resources = 0;
  bool sorted = true;   // ranks of live children ascend
  uint64_t rank[kFan];  // of names: lower is earlier; of the lowest below; kNoRank: no node
  union {
    Page* child[kFan];
    NodeInfo* info[kFan];
  };
  NodeId id[kFan];

  static Page* New(Pool& pool, int height, int resources);
  Page* Clone(Pool& pool) const;
  void Release(Pool& pool) override;
  size_t bytes() const override { return Bytes(height, resources); }
  const uint8_t* code(int r) const { return reinterpret_cast<const uint8_t*>(this + 1) + r * kFan; }
  const int64_t* most(int r) const { return reinterpret_cast<const int64_t*>(code(resources)) + r * kFan; }
  int64_t* least(int r) { return const_cast<int64_t*>(std::as_const(*this).least(r)); }
  const int64_t* least(int r) const { return most(height == 0 ? r : resources + r); }
  void SetMost(int r, int i, int64_t amount) {
    const_cast<int64_t*>(most(r))[i] = amount;
    const_cast<uint8_t*>(code(r))[i] = CodeOf(amount);
  }

  uint64_t LowestRank() const;
  int64_t Most(int r) const;   // kNothing: no node
  int64_t Least(int r) const;  // of live children; the greatest int64 when there is none

 private:
  Page() = default;
  Page(const Page&) = default;
  static size_t Columns(int height, int resources) {
    return static_cast<size_t>(kFan) * resources * (1 + sizeof(int64_t) * (height == 0 ? 1 : 2));
  }
  static size_t Bytes(int height, int resources) { return sizeof(Page) + Columns(height, resources); }
};

// The position's place in a page of this height.
inline int Digit(int64_t position, int height) {
  return static_cast<int>(position >> (6 * height)) & (kFan - 1);
}
// Positions below one child of a page of this height.
inline int64_t Span(int height) { return int64_t{1} << (6 * height); }
// The children [from, to) as a mask; 0 <= from <= to <= 64.
inline uint64_t Mask(int from, int to) {
  if (from >= to) return 0;
  return (to == kFan ? ~uint64_t{0} : (uint64_t{1} << to) - 1) & ~((uint64_t{1} << from) - 1);
}
// The children of a page of this height, beginning at position `base`, that overlap [from, to).
inline uint64_t Overlap(int64_t base, int height, int64_t from, int64_t to) {
  const int64_t first = from <= base ? 0 : (from - base) >> (6 * height);
  const int64_t last = to <= base ? 0 : (to - base + Span(height) - 1) >> (6 * height);
  return Mask(static_cast<int>(first < kFan ? first : kFan), static_cast<int>(last < kFan ? last : kFan));
}

// The child of the least rank in `mask`, which is not 0.
inline int First(const Page& page, uint64_t mask) {
  int child = std::countr_zero(mask);
  if (page.sorted) return child;
  for (uint64_t rest = mask; rest != 0; rest &= rest - 1) {
    if (page.rank[std::countr_zero(rest)] < page.rank[child]) child = std::countr_zero(rest);
  }
  return child;
}

struct Tree {
  Page* root = nullptr;
  int resources = 0;
  // By position its domain of level 1; of the structure that the tree is laid out by.
  const int32_t* domain = nullptr;
  // What the nodes of each such domain have free together, where that is not negative, in a row of 2^row
  // sums. Modulo 2^64: of no more than kSummed nodes it is right.
  int row = 0;
  Column<uint64_t> sums;
  // By the same domains, kNoRank less the lowest rank that any of its nodes has or had.
  Column<uint64_t> lowest;

  static Tree Empty(Owner& owner, int64_t positions, int resources, const int32_t* domain);
  const uint64_t* Sums(int32_t of) const { return sums.Find(static_cast<size_t>(of) << row); }
  // No node of the domain has a lower one.
  uint64_t LowestRank(int32_t of) const { return kNoRank - lowest.Get(static_cast<size_t>(of)); }
  const Page& Leaf(int64_t position) const {
    const Page* page = root;
    for (int h = root->height; h > 0; --h) page = page->child[Digit(position, h)];
    return *page;
  }
  // Null where nothing was ever put.
  const NodeInfo* Info(int64_t position) const;
  int64_t Free(int64_t position, int r) const { return Leaf(position).most(r)[Digit(position, 0)]; }
  void SetFree(Owner& owner, int64_t position, int r, int64_t value);
  // Adds sign * amounts[r] to each, in one descent.
  void AddFree(Owner& owner, int64_t position, std::span<const int64_t> amounts, int sign);
  void Put(Owner& owner, int64_t position, NodeInfo* info, uint64_t rank, const int64_t* free);
  void SetInfo(Owner& owner, int64_t position, NodeInfo* info);
  void Clear(Owner& owner, int64_t position);
  void Drop(Owner& owner);
  // Leaves as they are, `put` with lift = false at each; then everything above, once. There is a leaf for
  // each of the positions then, with nodes or without.
  void PutLater(Owner& owner, int64_t position, NodeInfo* info, uint64_t rank, const int64_t* free);
  void LiftAll(Owner& owner, int64_t positions);

 private:
  using Path = std::array<Page*, kMaxHeight>;
  Page* OwnPath(Owner& owner, int64_t position, Path& path);
  void Sum(Owner& owner, int64_t position, int r, int64_t was, int64_t is);
  void Lift(const Path& path, int64_t position);
  void Change(const Path& path, int64_t position, int r, int64_t value);
};

}  // namespace fluid::placement
