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
  constexpr size_t kTried = 64;
  Dataset& d = datasets_[dataset];
  std::vector<int32_t> count(d.domains.size(), 0);
  for (const Worker& worker : d.workers) {
    const int32_t domain = DomainOf(d, worker.leaf);
    if (domain < 0) return false;
    ++count[domain];
  }
  struct Candidate {
    int32_t moves;  // residents that must go
    int64_t size;   // of the largest of them; 0 if all go
    int32_t leaf;
  };
  // An exclusive dataset needs the node whole; others as much room as is missing, from the largest down.
  std::vector<int64_t> sizes;
  auto hardship = [&](int32_t leaf) {
    Candidate candidate{static_cast<int32_t>(residents_[leaf].size()), 0, leaf};
    if (d.spec.exclusive) return candidate;
    candidate.moves = 0;
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
  const int32_t least = count.empty() ? 0 : *std::min_element(count.begin(), count.end());
  for (size_t j = 0; j < d.domains.size(); ++j) {
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
  // Where the fewest must move: those who must go, and one more for each that finds no room as it is.
  auto fewer = [](const Candidate& a, const Candidate& b) {
    return std::tie(a.moves, a.size, a.leaf) < std::tie(b.moves, b.size, b.leaf);
  };
  std::sort(candidates.begin(), candidates.end(), fewer);
  if (d.spec.exclusive) {
    std::vector<Candidate> best;
    for (const Candidate& candidate : candidates) {
      if (best.size() > kTried && candidate.moves >= best[kTried].moves) break;
      best.push_back({candidate.moves + Cramped(candidate.leaf), 0, candidate.leaf});
      if (best.size() % kTried == 0) std::sort(best.begin(), best.end(), fewer);
    }
    std::sort(best.begin(), best.end(), fewer);
    candidates = std::move(best);
  }
  size_t tried = 0;
  for (const Candidate& candidate : candidates) {
    const int32_t leaf = candidate.leaf;
    if (std::count(residents_[leaf].begin(), residents_[leaf].end(), dataset) > 0) continue;
    const int64_t cost = CostOf(d, leaf);
    if (cost < 0) continue;
    if (++tried > kTried) break;
    if (!MakeRoomOn(leaf, d, before)) continue;
    Settle(dataset, leaf, 1);
    d.workers.push_back({leaf, cost});
    d.lopsided = Skew(d) > d.spec.max_skew;
    if (!KeepsSpread(d)) Order(d, 0);
    return true;
  }
  return false;
}

// How many of the residents find no room in their failure domain, each were it the only one to go.
int32_t WorkerPlacer::Cramped(int32_t leaf) const {
  int32_t cramped = 0;
  for (const int32_t k : residents_[leaf]) {
    const Dataset& d = datasets_[k];
    int32_t v = leaf;
    while (depth_[v] > std::max(0, d.spec.spread_depth)) v = tree_.parent[v];
    bool fits = true;
    for (int c = 0; c < kColumns; ++c) fits = fits && (d.need[c] == 0 || top_[v][c] >= d.need[c]);
    cramped += fits ? 0 : 1;
  }
  return cramped;
}

// Residents leave, the largest first, for other nodes of their failure domains, until a worker of d fits.
// False: nothing has changed.
bool WorkerPlacer::MakeRoomOn(int32_t leaf, const Dataset& d,
                              std::map<int32_t, std::vector<Worker>>& before) {
  std::vector<Step> steps;
  auto fits = [&] {
    for (int c = 0; c < kColumns; ++c) {
      if (d.need[c] > 0 && top_[leaf][c] < d.need[c]) return false;
    }
    return true;
  };
  constexpr int32_t kClosed = 1 << 24;
  own_[leaf] += kClosed;  // nobody comes here
  bool possible = true;
  while (possible && !fits()) {
    const int32_t out =
        *std::max_element(residents_[leaf].begin(), residents_[leaf].end(), [&](int32_t a, int32_t b) {
          return datasets_[a].spec.bytes[d.main] < datasets_[b].spec.bytes[d.main];
        });
    const Worker to = Nearest(out, leaf);
    possible = to.leaf >= 0 ? Relocate(out, leaf, to, steps) : Squeeze(out, leaf, steps);
  }
  own_[leaf] -= kClosed;
  for (size_t i = steps.size(); i-- > 0;) {
    const Step& step = steps[i];
    Dataset& moved = datasets_[step.dataset];
    if (possible) {
      if (before.contains(step.dataset)) continue;
      std::vector<Worker> was = moved.workers;
      for (size_t j = i + 1; j-- > 0;) {
        if (steps[j].dataset == step.dataset) was[steps[j].worker] = steps[j].was;
      }
      before.emplace(step.dataset, std::move(was));
      continue;
    }
    Settle(step.dataset, moved.workers[step.worker].leaf, -1);
    moved.workers[step.worker] = step.was;
    Settle(step.dataset, step.was.leaf, 1);
  }
  return possible;
}

bool WorkerPlacer::Relocate(int32_t dataset, int32_t leaf, const Worker& to, std::vector<Step>& steps) {
  std::vector<Worker>& workers = datasets_[dataset].workers;
  const auto worker =
      std::find_if(workers.begin(), workers.end(), [leaf](const Worker& w) { return w.leaf == leaf; });
  steps.push_back({dataset, static_cast<size_t>(worker - workers.begin()), *worker});
  Settle(dataset, leaf, -1);
  Settle(dataset, to.leaf, 1);
  *worker = to;
  return true;
}

// To another node of its failure domain, from which one smaller worker goes elsewhere.
bool WorkerPlacer::Squeeze(int32_t dataset, int32_t leaf, std::vector<Step>& steps) {
  constexpr size_t kLooked = 12;
  const Dataset& d = datasets_[dataset];
  int32_t home = leaf;
  while (depth_[home] > std::max(0, d.spec.spread_depth)) home = tree_.parent[home];
  // The nodes that lack least.
  std::vector<std::pair<int64_t, int32_t>> near;
  stack_.assign(1, home);
  while (!stack_.empty()) {
    const int32_t v = stack_.back();
    stack_.pop_back();
    if (!IsLeaf(v)) {
      stack_.insert(stack_.end(), children_.begin() + child_begin_[v],
                    children_.begin() + child_begin_[v + 1]);
    } else if (v != leaf && top_[v][d.main] >= 0) {
      near.emplace_back(-top_[v][d.main], v);
    }
  }
  const size_t looked = std::min(kLooked, near.size());
  std::partial_sort(near.begin(), near.begin() + static_cast<int64_t>(looked), near.end());
  for (size_t i = 0; i < looked; ++i) {
    const int32_t at = near[i].second;
    if (std::count(residents_[at].begin(), residents_[at].end(), dataset) >= d.spec.per_node) continue;
    int32_t smallest = -1;
    for (const int32_t k : residents_[at]) {
      const Dataset& other = datasets_[k];
      if (other.spec.exclusive || k == dataset) continue;
      bool enough = true;
      for (int t = 0; t < kWorkerTiers; ++t)
        enough = enough && top_[at][t] + other.spec.bytes[t] >= d.spec.bytes[t];
      if (enough && (smallest < 0 || other.spec.bytes[d.main] < datasets_[smallest].spec.bytes[d.main]))
        smallest = k;
    }
    const int64_t cost = smallest < 0 ? -1 : CostOf(d, at);
    if (cost < 0) continue;
    const Worker to = Nearest(smallest, at);
    if (to.leaf < 0) continue;
    return Relocate(smallest, at, to, steps) && Relocate(dataset, leaf, {at, cost}, steps);
  }
  return false;
}

// The cheapest other place in the failure domain of a worker, which keeps every spread; leaf -1: none.
Worker WorkerPlacer::Nearest(int32_t dataset, int32_t leaf) {
  Dataset& d = datasets_[dataset];
  if (!d.prepared) Prepare(d);
  const int32_t domain = DomainOf(d, leaf);
  if (domain < 0) return {-1, 0};
  const int32_t home = d.domains[domain].vertex;
  for (const Worker& worker : d.workers) ++own_[worker.leaf];
  own_[leaf] += d.spec.per_node;  // not there again
  Worker best{-1, 0};
  for (const FlowArc& arc : d.arcs) {
    int32_t above = home, below = arc.vertex;
    while (above > arc.vertex) above = tree_.parent[above];
    while (below > home) below = tree_.parent[below];
    if (above != arc.vertex && below != home) continue;
    best = {Find(above == arc.vertex ? home : arc.vertex, d), arc.cost};
    if (best.leaf >= 0) break;
  }
  own_[leaf] -= d.spec.per_node;
  for (const Worker& worker : d.workers) --own_[worker.leaf];
  return best;
}

// Of datasets in the order in which they are placed: the hardest first.
int64_t WorkerPlacer::Weight(const WorkerSpec& spec) {
  return std::accumulate(spec.bytes.begin(), spec.bytes.end(),
                         spec.exclusive ? 4 * kMaxWorkerBytes : int64_t{0});
}

}  // namespace fluid::placement
