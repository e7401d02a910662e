// How WorkerPlacer makes room where there is none: workers that are in the way go elsewhere, as few as can
// be.
#include <algorithm>
#include <functional>
#include <limits>
#include <tuple>

#include "fluid/placement_workers.h"

namespace fluid::placement {

// Puts one more worker of the dataset on a node whose workers all find places elsewhere; even: where those
// that lack can still make the spread whole. False: nothing has changed.
bool WorkerPlacer::MakeRoom(int32_t dataset, bool even, Before& before) {
  constexpr size_t kTried = 64;
  Dataset& d = datasets_[dataset];
  if (!d.prepared) Prepare(d);
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
  const int32_t least = count.empty() ? 0 : *std::min_element(count.begin(), count.end());
  const int64_t more = d.spec.workers - static_cast<int64_t>(d.workers.size()) - 1;
  if (even && LacksForSpread(d.spec, count) > more + 1) return false;
  auto may_come = [&](size_t j) {
    if (d.spec.spread_depth < 0) return true;
    if (!even) return count[j] + 1 - least <= d.spec.max_skew;
    ++count[j];
    const bool may = LacksForSpread(d.spec, count) <= more;
    --count[j];
    return may;
  };
  // One move is the least there can be.
  for (size_t j = 0; j < d.domains.size() && !d.spec.exclusive; ++j) {
    if (!may_come(j)) continue;
    std::vector<Step> steps;
    const Worker to = Squeeze(dataset, d.domains[j].vertex, -1, steps);
    if (to.leaf < 0) continue;
    Note(steps, before);
    Join(dataset, to);
    return true;
  }
  std::vector<Candidate> candidates;
  for (size_t j = 0; j < d.domains.size(); ++j) {
    if (!may_come(j)) continue;
    for (const int32_t leaf : LeavesBelow(d.domains[j].vertex, d.spec.bytes, d.main))
      candidates.push_back(hardship(leaf));
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
    if (CostOf(d, leaf) < 0) continue;
    if (++tried > kTried) break;
    if (Occupy(dataset, leaf, std::numeric_limits<int64_t>::max(), before)) return true;
  }
  return false;
}

// A worker more of the dataset, on a leaf that has room for it.
void WorkerPlacer::Join(int32_t dataset, const Worker& worker) {
  Dataset& d = datasets_[dataset];
  Settle(dataset, worker.leaf, 1);
  d.workers.push_back(worker);
  d.lopsided = Skew(d) > d.spec.max_skew;
  if (!KeepsSpread(d)) Order(d, 0);
}

// A worker more of the dataset on this leaf, whose workers make room with at most so many moves. False:
// nothing has changed.
bool WorkerPlacer::Occupy(int32_t dataset, int32_t leaf, int64_t moves, Before& before) {
  Dataset& d = datasets_[dataset];
  for (int t = 0; t < kWorkerTiers; ++t) {
    if (most_[leaf][t] < d.spec.bytes[t]) return false;
  }
  const int64_t cost = CostOf(d, leaf);
  if (cost < 0 || !MakeRoomOn(leaf, d, moves, before)) return false;
  Join(dataset, {leaf, cost});
  return true;
}

// How many of the residents find no room in their failure domain, each were it the only one to go.
int32_t WorkerPlacer::Cramped(int32_t leaf) const {
  int32_t cramped = 0;
  for (const int32_t k : residents_[leaf]) {
    const Dataset& d = datasets_[k];
    cramped += HasRoom(HomeOf(d, leaf), d) ? 0 : 1;
  }
  return cramped;
}

// Residents leave, the largest first, for other nodes of their failure domains, until a worker of d fits.
// At most so many moves. False: nothing has changed.
bool WorkerPlacer::MakeRoomOn(int32_t leaf, const Dataset& d, int64_t moves, Before& before) {
  std::vector<Step> steps;
  constexpr int32_t kClosed = 1 << 24;
  own_[leaf] += kClosed;  // nobody comes here
  bool possible = true;
  while (possible && !HasRoom(leaf, d)) {
    const int32_t out =
        *std::max_element(residents_[leaf].begin(), residents_[leaf].end(), [&](int32_t a, int32_t b) {
          return datasets_[a].spec.bytes[d.main] < datasets_[b].spec.bytes[d.main];
        });
    Worker to = Nearest(out, leaf);
    if (to.leaf < 0) to = Squeeze(out, HomeOf(datasets_[out], leaf), leaf, steps);
    possible = to.leaf >= 0;
    if (possible) Relocate(out, leaf, to, steps);
    possible = possible && static_cast<int64_t>(steps.size()) <= moves;
  }
  own_[leaf] -= kClosed;
  if (possible) {
    Note(steps, before);
    return true;
  }
  for (size_t i = steps.size(); i-- > 0;) {
    const Step& step = steps[i];
    std::vector<Worker>& workers = datasets_[step.dataset].workers;
    Settle(step.dataset, workers[step.worker].leaf, -1);
    workers[step.worker] = step.was;
    Settle(step.dataset, step.was.leaf, 1);
  }
  return false;
}

void WorkerPlacer::Relocate(int32_t dataset, int32_t leaf, const Worker& to, std::vector<Step>& steps) {
  std::vector<Worker>& workers = datasets_[dataset].workers;
  const auto worker =
      std::find_if(workers.begin(), workers.end(), [leaf](const Worker& w) { return w.leaf == leaf; });
  steps.push_back({dataset, static_cast<size_t>(worker - workers.begin()), *worker});
  Settle(dataset, leaf, -1);
  Settle(dataset, to.leaf, 1);
  *worker = to;
}

// A node below `home`, but not `leaf`, where a worker of the dataset fits once one smaller worker has gone
// elsewhere, and it goes. leaf -1: none, and nothing has changed.
Worker WorkerPlacer::Squeeze(int32_t dataset, int32_t home, int32_t leaf, std::vector<Step>& steps) {
  constexpr size_t kLooked = 12;
  const Dataset& d = datasets_[dataset];
  Descent descent{d.main, {}};  // the nodes that lack least
  descent.Push(*this, home);
  for (size_t i = 0; i < kLooked;) {
    const int32_t at = descent.Next(*this, std::numeric_limits<int32_t>::max());
    if (at < 0 || top_[at][d.main] < 0) break;
    if (at == leaf || own_[at] != 0) continue;
    ++i;
    if (std::count(residents_[at].begin(), residents_[at].end(), dataset) >= d.spec.per_node) continue;
    int32_t out = -1;  // the smallest
    size_t enough = 0;
    for (const int32_t k : residents_[at]) {
      const Dataset& other = datasets_[k];
      if (other.spec.exclusive || k == dataset) continue;
      bool fits = true;
      for (int t = 0; t < kWorkerTiers; ++t)
        fits = fits && top_[at][t] + other.spec.bytes[t] >= d.spec.bytes[t];
      if (!fits) continue;
      ++enough;
      const bool smaller = out < 0 || other.spec.bytes[d.main] < datasets_[out].spec.bytes[d.main];
      if (varied_ ? dice_.Below(enough) == 0 : smaller) out = k;
    }
    const int64_t cost = out < 0 ? -1 : CostOf(d, at);
    if (cost < 0) continue;
    const Worker to = Nearest(out, at);
    if (to.leaf < 0) continue;
    Relocate(out, at, to, steps);
    return {at, cost};
  }
  return {-1, 0};
}

// The cheapest other place in the failure domain of a worker; if there is none, in one that its spread
// allows. leaf -1: none.
Worker WorkerPlacer::Nearest(int32_t dataset, int32_t leaf) {
  Dataset& d = datasets_[dataset];
  if (!d.prepared) Prepare(d);
  const int32_t domain = DomainOf(d, leaf);
  if (domain < 0) return {-1, 0};
  for (const Worker& worker : d.workers) ++own_[worker.leaf];
  own_[leaf] += d.spec.per_node;  // not there again
  Worker best = CheapestBelow(d, d.domains[domain].vertex);
  if (best.leaf < 0) {
    for (const int32_t j : Beside(d, domain)) {
      const Worker other = CheapestBelow(d, d.domains[j].vertex);
      if (other.leaf >= 0 && (best.leaf < 0 || other.cost < best.cost)) best = other;
    }
  }
  own_[leaf] -= d.spec.per_node;
  for (const Worker& worker : d.workers) --own_[worker.leaf];
  return best;
}

// Other domains with room to which one worker of this domain may go.
std::vector<int32_t> WorkerPlacer::Beside(const Dataset& d, int32_t domain) const {
  std::vector<int32_t> count, beside;
  for (size_t j = 0; j < d.domains.size(); ++j) {
    if (static_cast<int32_t>(j) == domain || !HasRoom(d.domains[j].vertex, d)) continue;
    if (count.empty()) {
      count.assign(d.domains.size(), 0);
      for (const Worker& worker : d.workers) {
        const int32_t at = DomainOf(d, worker.leaf);
        if (at < 0) return {};
        ++count[at];
      }
      --count[domain];
    }
    ++count[j];
    if (LacksForSpread(d.spec, count) == 0) beside.push_back(static_cast<int32_t>(j));
    --count[j];
  }
  return beside;
}

// The cheapest place below a vertex, with own_ as it is.
Worker WorkerPlacer::CheapestBelow(const Dataset& d, int32_t home) {
  for (const FlowArc& arc : d.arcs) {
    int32_t above = home, below = arc.vertex;
    while (above > arc.vertex) above = tree_.parent[above];
    while (below > home) below = tree_.parent[below];
    if (above != arc.vertex && below != home) continue;
    const int32_t leaf = Find(above == arc.vertex ? home : arc.vertex, d);
    if (leaf >= 0) return {leaf, arc.cost};
  }
  return {-1, 0};
}

// The nodes below a vertex whose workers are driven out with the fewest moves; (moves, leaf), rising.
std::vector<std::pair<int64_t, int32_t>> WorkerPlacer::FewestMoves(int32_t vertex, int main, size_t wanted) {
  const int64_t room = std::max<int64_t>(1, top_[vertex][main]);
  std::vector<std::pair<int64_t, int32_t>> nodes, cheapest;
  for (const int32_t leaf : LeavesBelow(vertex, {}, main))
    nodes.emplace_back(static_cast<int64_t>(residents_[leaf].size()), leaf);
  // Who has more workers than the last that is wanted costs, costs more.
  std::sort(nodes.begin(), nodes.end());
  for (const auto& [workers, leaf] : nodes) {
    if (cheapest.size() >= wanted && workers > cheapest[wanted - 1].first) break;
    int64_t moves = 0;
    for (const int32_t k : residents_[leaf]) {
      Dataset& d = datasets_[k];
      if (!d.prepared) Prepare(d);
      const int64_t bytes = d.spec.bytes[main];
      const bool stays = bytes > room && (bytes > top_[0][main] || DomainOf(d, leaf) < 0 ||
                                          Beside(d, DomainOf(d, leaf)).empty());
      moves += stays ? (bytes + room - 1) / room : 1;
    }
    cheapest.emplace_back(moves, leaf);
    if (cheapest.size() % wanted == 0) std::sort(cheapest.begin(), cheapest.end());
  }
  std::sort(cheapest.begin(), cheapest.end());
  return cheapest;
}

}  // namespace fluid::placement
