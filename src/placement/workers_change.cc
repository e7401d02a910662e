// What changes under WorkerPlacer: numbers of workers, quotas, sizes; and who loses their place by it.
#include <fmt/format.h>

#include <algorithm>

#include "fluid/placement_workers.h"

namespace fluid::placement {

Result<std::vector<WorkerMove>> WorkerPlacer::Scale(int32_t dataset, int32_t workers,
                                                    std::span<const int64_t> heat) {
  if (!Known(dataset)) return NotFound(fmt::format("workers: no dataset {}", dataset));
  Dataset& d = datasets_[dataset];
  WorkerSpec changed = d.spec;
  changed.workers = workers;
  FLUID_RETURN_IF_ERROR(CheckSpec(changed));
  if (!heat.empty() && heat.size() != d.workers.size()) {
    return InvalidArgument(
        fmt::format("workers: heat of {} workers, but there are {}", heat.size(), d.workers.size()));
  }
  d.spec.workers = workers;
  d.prepared = false;  // if some are lost, what is left need not keep the spread: Repair looks
  const std::vector<Worker> before = d.workers;
  if (workers > static_cast<int32_t>(before.size())) {
    Solve(dataset, kKeep);
    const bool prefix =
        d.workers.size() >= before.size() && std::equal(before.begin(), before.end(), d.workers.begin());
    if (!prefix) Restore(dataset, before);  // one more would move others: it stays without a place
    return Moves(dataset, before, d.workers);
  }
  std::vector<int64_t> warm(heat.begin(), heat.end());
  while (static_cast<int32_t>(d.workers.size()) > workers) {
    size_t out = d.workers.size() - 1;
    if (!warm.empty()) {
      std::vector<int32_t> count(d.domains.size(), 0);
      for (const Worker& worker : d.workers) ++count[DomainOf(d, worker.leaf)];
      bool found = false;
      for (size_t w = 0; w < d.workers.size(); ++w) {
        std::vector<int32_t> after = count;
        --after[DomainOf(d, d.workers[w].leaf)];
        const auto [least, most] = std::minmax_element(after.begin(), after.end());
        if (d.spec.spread_depth >= 0 && *most - *least > d.spec.max_skew) continue;
        if (!found || warm[w] < warm[out]) out = w;
        found = true;
      }
      warm.erase(warm.begin() + static_cast<int64_t>(out));
    }
    Settle(dataset, d.workers[out].leaf, -1);
    d.workers.erase(d.workers.begin() + static_cast<int64_t>(out));
  }
  if (!heat.empty()) Order(d, 0);
  return Moves(dataset, before, d.workers);
}

Status WorkerPlacer::SetQuota(int32_t leaf, const TierBytes& quota) {
  if (leaf < 0 || leaf >= static_cast<int64_t>(own_.size()) || !IsLeaf(leaf)) {
    return NotFound(fmt::format("workers: no leaf {}", leaf));
  }
  for (const int64_t bytes : quota) {
    if (bytes < 0) return InvalidArgument(fmt::format("workers: a quota is negative ({})", bytes));
    if (bytes > kMaxWorkerBytes)
      return OutOfRange(fmt::format("workers: a quota is {}, more than {}", bytes, kMaxWorkerBytes));
  }
  Forget(leaf, quota);
  const Need before = top_[leaf];
  for (int t = 0; t < kWorkerTiers; ++t) top_[leaf][t] += quota[t] - tree_.quota[leaf][t];
  tree_.quota[leaf] = most_[leaf] = quota;
  Lift(leaf, before);
  LiftQuota(leaf);
  Evict(leaf);
  return {};
}

// Before a leaf's quota changes: whose failure domains may be others then? Below some vertex above the leaf
// another leaf can hold whatever this one can hold before or after: not theirs who reach the leaf from there
// or above, if their domains are as high.
void WorkerPlacer::Forget(int32_t leaf, const TierBytes& quota) {
  TierBytes most;
  for (int t = 0; t < kWorkerTiers; ++t) most[t] = std::max(quota[t], tree_.quota[leaf][t]);
  int32_t covered = leaf;
  do {
    for (const int32_t k : named_by_[covered]) datasets_[k].prepared = false;
    covered = tree_.parent[covered];
  } while (covered >= 0 && !HasQuota(covered, most, leaf));
  const int32_t depth = covered < 0 ? -1 : depth_[covered];
  if (depth >= deepest_spread_) return;
  for (Dataset& d : datasets_) {
    if (std::max(0, d.spec.spread_depth) > depth) d.prepared = false;
  }
}

// The fewest workers that must go: the largest, and as the last one the smallest that is enough.
void WorkerPlacer::Evict(int32_t leaf) {
  const bool none = tree_.quota[leaf] == TierBytes{};
  for (;;) {
    TierBytes over = {};
    for (const int32_t k : residents_[leaf]) {
      for (int t = 0; t < kWorkerTiers; ++t) over[t] += datasets_[k].spec.bytes[t];
    }
    bool fits = !none;
    for (int t = 0; t < kWorkerTiers; ++t) {
      over[t] -= tree_.quota[leaf][t];
      fits = fits && over[t] <= 0;
    }
    if (fits || residents_[leaf].empty()) return;
    int32_t largest = -1, enough = -1;
    for (const int32_t k : residents_[leaf]) {
      const TierBytes& bytes = datasets_[k].spec.bytes;
      bool all = true;
      for (int t = 0; t < kWorkerTiers; ++t) all = all && bytes[t] >= over[t];
      auto size = [&](int32_t j) { return TotalOf(datasets_[j].spec.bytes); };
      if (all && (enough < 0 || size(k) < size(enough))) enough = k;
      if (largest < 0 || size(k) > size(largest)) largest = k;
    }
    const int32_t out = enough >= 0 ? enough : largest;
    std::vector<Worker>& workers = datasets_[out].workers;
    const auto worker =
        std::find_if(workers.rbegin(), workers.rend(), [leaf](const Worker& w) { return w.leaf == leaf; });
    Lose(out, static_cast<size_t>(workers.rend() - worker) - 1);
  }
}

void WorkerPlacer::Lose(int32_t dataset, size_t worker) {
  Dataset& d = datasets_[dataset];
  const int32_t leaf = d.workers[worker].leaf;
  Settle(dataset, leaf, -1);
  lost_.push_back({dataset, leaf, -1, 0});
  d.prepared = false;
  d.workers.erase(d.workers.begin() + static_cast<int64_t>(worker));
}

Status WorkerPlacer::SetBytes(int32_t dataset, const TierBytes& bytes) {
  if (!Known(dataset)) return NotFound(fmt::format("workers: no dataset {}", dataset));
  Dataset& d = datasets_[dataset];
  WorkerSpec changed = d.spec;
  changed.bytes = bytes;
  FLUID_RETURN_IF_ERROR(CheckSpec(changed));
  const std::vector<Worker> before = d.workers;
  for (const Worker& worker : before) Settle(dataset, worker.leaf, -1);
  d.workers.clear();
  d.spec.bytes = bytes;
  Prepare(d);
  for (const Worker& worker : before) {
    bool fits = DomainOf(d, worker.leaf) >= 0;
    for (int c = 0; c < kColumns; ++c) fits = fits && (d.need[c] == 0 || top_[worker.leaf][c] >= d.need[c]);
    if (fits) {
      Settle(dataset, worker.leaf, 1);
      d.workers.push_back({worker.leaf, CostOf(d, worker.leaf)});
    } else {
      lost_.push_back({dataset, worker.leaf, -1, 0});
    }
  }
  d.prepared = false;
  return {};
}

}  // namespace fluid::placement
