// How WorkerPlacer gets beyond placing one dataset after the other: a few neighbours at once, in another
// order.
#include <algorithm>

#include "fluid/placement_workers.h"

namespace fluid::placement {

void WorkerPlacer::Rebuild(int tries) {
  constexpr size_t kLeaves = 3, kMost = 8;
  Dice dice;
  auto below = [&dice](size_t n) { return dice.Below(n); };
  auto could_cost_less = [](const Dataset& d) {
    if (d.removed || d.arcs.empty()) return false;
    if (static_cast<int32_t>(d.workers.size()) < d.spec.workers) return true;
    return std::any_of(d.workers.begin(), d.workers.end(),
                       [&](const Worker& worker) { return worker.cost > d.arcs.front().cost; });
  };
  std::vector<int32_t> worth, group;
  std::vector<std::vector<Worker>> before;
  for (int i = 0; i < tries; ++i) {
    if (i % 64 == 0) {
      worth.clear();
      for (int32_t k = 0; k < datasets(); ++k) {
        if (could_cost_less(datasets_[k])) worth.push_back(k);
      }
      if (worth.empty()) return;
    }
    const int32_t first = worth[below(worth.size())];
    const Dataset& d = datasets_[first];
    group.assign(1, first);
    for (size_t j = 0; j < kLeaves; ++j) {
      int32_t v = d.arcs[below(d.arcs.size())].vertex;
      while (!IsLeaf(v)) v = ChildrenOf(v)[below(ChildrenOf(v).size())];
      for (const int32_t k : residents_[v]) {
        if (group.size() < kMost && std::find(group.begin(), group.end(), k) == group.end())
          group.push_back(k);
      }
    }
    for (size_t j = group.size(); j > 1; --j) std::swap(group[j - 1], group[below(j)]);
    before.clear();
    int64_t old_cost = 0, new_cost = 0;
    for (const int32_t k : group) {
      old_cost += cost(k);
      before.push_back(datasets_[k].workers);
      for (const Worker& worker : before.back()) Settle(k, worker.leaf, -1);
      datasets_[k].workers.clear();
    }
    for (const int32_t k : group) {
      Solve(k, 0);
      new_cost += cost(k);
    }
    if (new_cost <= old_cost) continue;
    for (const int32_t k : group) {
      for (const Worker& worker : datasets_[k].workers) Settle(k, worker.leaf, -1);
    }
    for (size_t j = 0; j < group.size(); ++j) {
      Dataset& back = datasets_[group[j]];
      for (const Worker& worker : before[j]) Settle(group[j], worker.leaf, 1);
      back.workers = std::move(before[j]);
      back.lopsided = Skew(back) > back.spec.max_skew;
    }
  }
}

}  // namespace fluid::placement
