// What is free on the nodes, as WorkerPlacer knows it: for each vertex the most that any leaf below has, of
// each tier. Vertices with many children have them in blocks, so that a change is told to the root, and the
// leaf with the most room is found, by few comparisons.
#include <algorithm>

#include "fluid/placement_workers.h"

namespace fluid::placement {
namespace {

constexpr size_t kFanout = 16;
constexpr int64_t kTaken = int64_t{1} << 60;  // by an exclusive dataset: no room for others

}  // namespace

// The tree with its blocks: these are numbered from tree_.parent.size() on, are as deep as what they are part
// of, and keep the order of children.
void WorkerPlacer::BuildBlocks() {
  const size_t n = tree_.parent.size();
  std::vector<std::vector<int32_t>> below(n);
  up_ = tree_.parent;
  depth_.assign(n, 0);
  for (size_t v = 0; v < n; ++v) first_.push_back(static_cast<int32_t>(v));
  for (size_t v = 1; v < n; ++v) {
    depth_[v] = depth_[tree_.parent[v]] + 1;
    below[tree_.parent[v]].push_back(static_cast<int32_t>(v));
  }
  for (size_t v = 0; v < n; ++v) {
    while (below[v].size() > kFanout) {
      const size_t children = below[v].size(), blocks = (children + kFanout - 1) / kFanout;
      std::vector<int32_t> numbers;
      for (size_t b = 0; b < blocks; ++b) {
        const auto begin = below[v].begin() + static_cast<int64_t>(b * children / blocks);
        const auto end = below[v].begin() + static_cast<int64_t>((b + 1) * children / blocks);
        std::vector<int32_t> block(begin, end);
        numbers.push_back(static_cast<int32_t>(below.size()));
        for (const int32_t child : block) up_[child] = numbers.back();
        up_.push_back(static_cast<int32_t>(v));
        depth_.push_back(depth_[v]);
        first_.push_back(first_[block.front()]);
        below.push_back(std::move(block));
      }
      below[v] = std::move(numbers);
    }
  }
  child_begin_.assign(1, 0);
  for (const std::vector<int32_t>& children : below) {
    children_.insert(children_.end(), children.begin(), children.end());
    child_begin_.push_back(static_cast<int32_t>(children_.size()));
  }
  top_.assign(below.size(), Need{});
  most_.assign(below.size(), TierBytes{});
  guests_.assign(n, 0);
  for (size_t v = 0; v < n; ++v) {
    if (!IsLeaf(static_cast<int32_t>(v))) continue;
    const TierBytes& quota = most_[v] = tree_.quota[v];
    top_[v] = {quota[0], quota[1], quota[2], 1};
  }
  std::vector<int32_t> order{0};  // from the root down
  for (size_t i = 0; i < order.size(); ++i) {
    const std::span<const int32_t> children = ChildrenOf(order[i]);
    order.insert(order.end(), children.begin(), children.end());
  }
  for (size_t i = order.size(); i-- > 1;) {
    const int32_t v = order[i];
    for (int t = 0; t < kWorkerTiers; ++t) most_[up_[v]][t] = std::max(most_[up_[v]][t], most_[v][t]);
    for (int c = 0; c < kColumns; ++c) top_[up_[v]][c] = std::max(top_[up_[v]][c], top_[v][c]);
  }
}

// A worker of d comes to a leaf (+1) or leaves it (-1), as far as room goes.
void WorkerPlacer::Use(const Dataset& d, int32_t leaf, int times) {
  const Need before = top_[leaf];
  for (int t = 0; t < kWorkerTiers; ++t)
    top_[leaf][t] -= times * (d.spec.bytes[t] + (d.spec.exclusive ? kTaken : 0));
  guests_[leaf] += times;
  top_[leaf][kWorkerTiers] = guests_[leaf] == 0 ? 1 : 0;
  Lift(leaf, before);
}

// Tells the vertices above what of a leaf's free bytes changed.
void WorkerPlacer::Lift(int32_t leaf, const Need& before) {
  for (int c = 0; c < kColumns; ++c) {
    int64_t old = before[c];
    for (int32_t v = leaf; v > 0 && old != top_[v][c];) {
      const int64_t now = top_[v][c];
      v = up_[v];
      int64_t& top = top_[v][c];
      const int64_t was = top;
      if (now >= top) {
        top = now;
      } else if (old == top) {
        top = now;
        for (const int32_t child : ChildrenOf(v)) top = std::max(top, top_[child][c]);
      }
      old = was;
    }
  }
}

// The same of quotas.
void WorkerPlacer::LiftQuota(int32_t leaf) {
  for (int32_t v = up_[leaf]; v >= 0; v = up_[v]) {
    most_[v] = {};
    for (const int32_t child : ChildrenOf(v)) {
      for (int t = 0; t < kWorkerTiers; ++t) most_[v][t] = std::max(most_[v][t], most_[child][t]);
    }
  }
}

// May there be room for one more worker of d below? Of a leaf: is there, unless it has as many as it may?
bool WorkerPlacer::HasRoom(int32_t vertex, const Dataset& d) const {
  const Need& top = top_[vertex];
  bool fits = d.need[kWorkerTiers] == 0 || top[kWorkerTiers] >= d.need[kWorkerTiers];
  for (int t = 0; t < kWorkerTiers; ++t) fits = fits && top[t] >= d.need[t];
  return fits;
}

// Is there a leaf below, other than `except`, whose quota is at least so much?
bool WorkerPlacer::HasQuota(int32_t vertex, const TierBytes& bytes, int32_t except) const {
  if (vertex == except) return false;
  for (int t = 0; t < kWorkerTiers; ++t) {
    if (most_[vertex][t] < bytes[t]) return false;
  }
  const std::span<const int32_t> children = ChildrenOf(vertex);
  return IsLeaf(vertex) || std::any_of(children.begin(), children.end(),
                                       [&](int32_t child) { return HasQuota(child, bytes, except); });
}

// Leaves below a vertex whose quota is at least so much, unless they are lost, closed, or an exclusive
// dataset has them. Good until the next call.
std::span<const int32_t> WorkerPlacer::LeavesBelow(int32_t vertex, const TierBytes& bytes, int main) {
  leaves_.clear();
  stack_.assign(1, vertex);
  while (!stack_.empty()) {
    const int32_t v = stack_.back();
    stack_.pop_back();
    bool enough = most_[v] != TierBytes{};
    for (int t = 0; t < kWorkerTiers; ++t) enough = enough && most_[v][t] >= bytes[t];
    if (!enough) continue;
    const std::span<const int32_t> children = ChildrenOf(v);
    stack_.insert(stack_.end(), children.begin(), children.end());
    if (children.empty() && top_[v][main] >= 0 && own_[v] == 0) leaves_.push_back(v);
  }
  return leaves_;
}

// The leaf with the most room below `vertex` that can take one more worker of d; -1: none can.
int32_t WorkerPlacer::Find(int32_t vertex, const Dataset& d) {
  if (!HasRoom(vertex, d)) return -1;
  // Mostly it is the leaf that has the most room of all.
  int32_t best = vertex;
  int64_t most = top_[vertex][d.main];
  while (!IsLeaf(best)) {
    const int32_t* child = &children_[child_begin_[best]];
    while (top_[*child][d.main] != most) ++child;
    best = *child;
  }
  if (HasRoom(best, d) && own_[best] < d.spec.per_node) return best;
  best = -1;
  most = -1;
  stack_.assign(1, vertex);
  while (!stack_.empty()) {
    const int32_t v = stack_.back();
    stack_.pop_back();
    if (top_[v][d.main] <= most || !HasRoom(v, d)) continue;
    if (!IsLeaf(v)) {
      const std::span<const int32_t> children = ChildrenOf(v);
      stack_.insert(stack_.end(), children.rbegin(), children.rend());
    } else if (own_[v] < d.spec.per_node) {
      best = v;
      most = top_[v][d.main];
    }
  }
  return best;
}

void WorkerPlacer::Descent::Push(const WorkerPlacer& placer, int32_t vertex) {
  queue.push_back({placer.top_[vertex][column], -placer.first_[vertex], vertex});
  std::push_heap(queue.begin(), queue.end());
}

// The vertex of this depth (a leaf, if there are none so deep) with the most room of those not told yet;
// ties: the lower number. What is told of it may be of then: room above is never less than below. -1: no
// more.
int32_t WorkerPlacer::Descent::Next(const WorkerPlacer& placer, int32_t depth) {
  while (!queue.empty()) {
    std::pop_heap(queue.begin(), queue.end());
    const int32_t v = queue.back().vertex;
    queue.pop_back();
    if (placer.IsLeaf(v) || (placer.depth_[v] == depth && !placer.IsBlock(v))) return v;
    for (const int32_t child : placer.ChildrenOf(v)) Push(placer, child);
  }
  return -1;
}

}  // namespace fluid::placement
