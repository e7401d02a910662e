// How WorkerPlacer finds new places for workers that lost theirs, and room where there is none.
#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>

#include "fluid/placement_workers.h"

namespace fluid::placement {

std::vector<WorkerMove> WorkerPlacer::Repair(bool only_lost) {
  // Those who had no place before the change want none now.
  std::map<int32_t, int32_t> wanted;
  if (only_lost) {
    std::vector<int32_t> had(datasets_.size(), 0);
    for (const WorkerMove& lost : lost_) ++had[lost.dataset];
    for (int32_t k = 0; k < datasets(); ++k) {
      WorkerSpec& spec = datasets_[k].spec;
      had[k] += static_cast<int32_t>(datasets_[k].workers.size());
      if (had[k] >= spec.workers) continue;
      wanted[k] = spec.workers;
      spec.workers = had[k];
    }
  }
  std::map<int32_t, std::vector<Worker>> before;  // of the datasets that are touched
  for (int32_t k = 0; k < datasets(); ++k) {
    Dataset& d = datasets_[k];
    // Of those that are whole, nobody's spread can have changed but theirs who were told to look again.
    const bool whole = static_cast<int32_t>(d.workers.size()) == d.spec.workers;
    if (d.removed || (whole && !d.lopsided && (d.prepared || KeepsSpread(d)))) continue;
    before[k] = d.workers;
  }
  std::vector<std::pair<int64_t, int32_t>> order;
  for (const auto& [k, workers] : before) order.emplace_back(-Weight(datasets_[k].spec), k);
  std::sort(order.begin(), order.end());
  for (const WorkerMove& lost : lost_) before[lost.dataset].push_back({lost.from, 0});
  lost_.clear();
  for (const auto& [weight, k] : order) Solve(k, kKeep);
  for (const auto& [weight, k] : order) {
    while (static_cast<int32_t>(datasets_[k].workers.size()) < datasets_[k].spec.workers &&
           MakeRoom(k, before)) {
    }
  }
  std::vector<WorkerMove> moves;
  for (const auto& [k, workers] : before) {
    const std::vector<WorkerMove> made = Moves(k, workers, datasets_[k].workers);
    moves.insert(moves.end(), made.begin(), made.end());
  }
  for (const auto& [k, workers] : wanted) datasets_[k].spec.workers = workers;
  SelfCheck();
  return moves;
}

// Puts one more worker of the dataset on a node whose workers all find places elsewhere. False: nothing has
// changed.
bool WorkerPlacer::MakeRoom(int32_t dataset, std::map<int32_t, std::vector<Worker>>& before) {
  constexpr size_t kFewest = 16, kSmallest = 16;
  Dataset& d = datasets_[dataset];
  std::vector<int32_t> count(d.domains.size(), 0);
  for (const Worker& worker : d.workers) {
    const int32_t domain = DomainOf(d, worker.leaf);
    if (domain < 0) return false;
    ++count[domain];
  }
  struct Candidate {
    int32_t moves;  // residents that must go
    int64_t size;   // of the largest of them
    int32_t leaf;
  };
  // An exclusive dataset needs the node whole; others as much room as is missing, from the largest down.
  std::vector<int64_t> sizes;
  auto hardship = [&](int32_t leaf) {
    Candidate candidate{0, 0, leaf};
    if (d.spec.exclusive) {
      candidate.moves = static_cast<int32_t>(residents_[leaf].size());
      for (const int32_t k : residents_[leaf])
        candidate.size = std::max(candidate.size, datasets_[k].spec.bytes[d.main]);
      return candidate;
    }
    sizes.clear();
    for (const int32_t k : residents_[leaf]) sizes.push_back(datasets_[k].spec.bytes[d.main]);
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    int64_t missing = d.need[d.main] - top_[leaf][d.main];
    for (const int64_t size : sizes) {
      if (missing <= 0) break;
      missing -= size;
      ++candidate.moves;
      candidate.size = std::max(candidate.size, size);
    }
    return candidate;
  };
  std::vector<Candidate> candidates;
  for (size_t j = 0; j < d.domains.size(); ++j) {
    const int32_t least = *std::min_element(count.begin(), count.end());
    if (d.spec.spread_depth >= 0 && count[j] + 1 - least > d.spec.max_skew) continue;
    stack_.assign(1, d.domains[j].vertex);
    while (!stack_.empty()) {
      const int32_t v = stack_.back();
      stack_.pop_back();
      bool could = true;
      for (int t = 0; t < kWorkerTiers; ++t) could = could && most_[v][t] >= d.spec.bytes[t];
      if (!could) continue;
      if (!IsLeaf(v)) {
        stack_.insert(stack_.end(), children_.begin() + child_begin_[v],
                      children_.begin() + child_begin_[v + 1]);
      } else if (top_[v][d.main] >= 0) {  // else an exclusive dataset has it
        candidates.push_back(hardship(v));
      }
    }
  }
  // First where the fewest must go; then where those who must are the smallest, and so find room the easiest.
  const size_t fewest = std::min(kFewest, candidates.size());
  auto middle = candidates.begin() + static_cast<int64_t>(fewest);
  std::partial_sort(candidates.begin(), middle, candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.moves, a.size, a.leaf) < std::tie(b.moves, b.size, b.leaf);
  });
  const size_t tried = std::min(kFewest + kSmallest, candidates.size());
  std::partial_sort(middle, candidates.begin() + static_cast<int64_t>(tried), candidates.end(),
                    [](const Candidate& a, const Candidate& b) {
                      return std::tie(a.size, a.moves, a.leaf) < std::tie(b.size, b.moves, b.leaf);
                    });
  for (size_t i = 0; i < tried; ++i) {
    const int32_t leaf = candidates[i].leaf;
    const int64_t cost = CostOf(d, leaf);
    if (cost < 0 || std::count(residents_[leaf].begin(), residents_[leaf].end(), dataset) > 0) continue;
    std::map<int32_t, std::vector<Worker>> saved{{dataset, d.workers}};
    auto fits = [&] {
      for (int c = 0; c < kColumns; ++c) {
        if (d.need[c] > 0 && top_[leaf][c] < d.need[c]) return false;
      }
      return true;
    };
    while (!fits()) {
      const int32_t out =
          *std::max_element(residents_[leaf].begin(), residents_[leaf].end(), [&](int32_t a, int32_t b) {
            return datasets_[a].spec.bytes[d.main] < datasets_[b].spec.bytes[d.main];
          });
      std::vector<Worker>& workers = datasets_[out].workers;
      saved.try_emplace(out, workers);
      workers.erase(
          std::find_if(workers.begin(), workers.end(), [leaf](const Worker& w) { return w.leaf == leaf; }));
      Settle(out, leaf, -1);
    }
    Settle(dataset, leaf, 1);
    d.workers.push_back({leaf, cost});
    bool placed = true;
    for (const auto& [k, workers] : saved) {
      if (k == dataset) continue;
      Solve(k, kKeep);
      placed = placed && datasets_[k].workers.size() == workers.size() && !datasets_[k].lopsided;
    }
    if (placed) {
      for (const auto& [k, workers] : saved) before.try_emplace(k, workers);
      d.lopsided = Skew(d) > d.spec.max_skew;
      if (!KeepsSpread(d)) Order(d, 0);
      return true;
    }
    for (const auto& [k, workers] : saved) {
      for (const Worker& worker : datasets_[k].workers) Settle(k, worker.leaf, -1);
      datasets_[k].workers = workers;
    }
    for (const auto& [k, workers] : saved) {
      for (const Worker& worker : workers) Settle(k, worker.leaf, 1);
      datasets_[k].lopsided = Skew(datasets_[k]) > datasets_[k].spec.max_skew;
    }
  }
  return false;
}

// Of datasets in the order in which they are placed: the hardest first.
int64_t WorkerPlacer::Weight(const WorkerSpec& spec) {
  return std::accumulate(spec.bytes.begin(), spec.bytes.end(),
                         spec.exclusive ? 4 * kMaxWorkerBytes : int64_t{0});
}

}  // namespace fluid::placement
