// How WorkerPlacer finds new places for workers that lost theirs, and room where there is none.
#include <algorithm>
#include <functional>
#include <limits>
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
  Before before;  // of the datasets that are touched
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
  const Before left = before;
  for (const WorkerMove& lost : lost_) before[lost.dataset].push_back({lost.from, 0});
  lost_.clear();
  // Exclusive ones first and together: who is driven out by them finds more room then, and fewer move. Last,
  // one by one, if that leaves fewer without a place: they may take what others can't do without.
  const Before at_first = before;
  auto back = [&] {
    for (const auto& [k, workers] : before) {
      const auto known = left.find(k);
      Restore(k, known == left.end() ? workers : known->second);
    }
    before = at_first;
  };
  const int64_t lack = PlaceLost(order, true, before);
  if (lack > 0) {
    back();
    if (PlaceLost(order, false, before) >= lack) {
      back();
      PlaceLost(order, true, before);
    }
  }
  GoBack(before);
  std::vector<WorkerMove> moves;
  for (const auto& [k, workers] : before) {
    const std::vector<WorkerMove> made = Moves(k, workers, datasets_[k].workers);
    moves.insert(moves.end(), made.begin(), made.end());
  }
  for (const auto& [k, workers] : wanted) datasets_[k].spec.workers = workers;
  SelfCheck();
  return moves;
}

// Places for those without one, of the datasets in `order`. How many are left without.
int64_t WorkerPlacer::PlaceLost(std::span<const std::pair<int64_t, int32_t>> order, bool together,
                                Before& before) {
  auto lacks = [&](int32_t k) {
    return datasets_[k].spec.workers - static_cast<int64_t>(datasets_[k].workers.size());
  };
  std::vector<int32_t> homeless;
  for (const bool exclusive : {true, false}) {
    for (const auto& [weight, k] : order) {
      if (datasets_[k].spec.exclusive != exclusive) continue;
      Solve(k, kKeep);
      if (exclusive && lacks(k) > 0) homeless.push_back(k);
    }
    if (exclusive && together) EmptyNodes(homeless, before);
  }
  int64_t without = 0;
  for (const auto& [weight, k] : order) {
    while (lacks(k) > 0 && (MakeRoom(k, true, before) || MakeRoom(k, false, before))) {
    }
    without += std::max<int64_t>(0, lacks(k));
  }
  return without;
}

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
    int32_t v = leaf;
    while (depth_[v] > std::max(0, d.spec.spread_depth)) v = tree_.parent[v];
    cramped += HasRoom(v, d) ? 0 : 1;
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
    if (to.leaf < 0) {
      int32_t home = leaf;
      while (depth_[home] > std::max(0, datasets_[out].spec.spread_depth)) home = tree_.parent[home];
      to = Squeeze(out, home, leaf, steps);
    }
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

// Steps that stay: where the workers of their datasets were before, unless that is known already, and an
// order that keeps the spread again.
void WorkerPlacer::Note(const std::vector<Step>& steps, Before& before) {
  for (size_t i = 0; i < steps.size(); ++i) {
    if (before.contains(steps[i].dataset)) continue;
    std::vector<Worker> was = datasets_[steps[i].dataset].workers;
    for (size_t j = steps.size(); j-- > i;) {
      if (steps[j].dataset == steps[i].dataset) was[steps[j].worker] = steps[j].was;
    }
    before.emplace(steps[i].dataset, std::move(was));
  }
  for (const Step& step : steps) {
    Dataset& d = datasets_[step.dataset];
    if (!d.lopsided && !KeepsSpread(d)) Order(d, 0);
  }
}

// Whoever moved and finds the place free again that it had goes back.
void WorkerPlacer::GoBack(const Before& before) {
  for (bool again = true; again;) {
    again = false;
    for (const auto& [k, was] : before) {
      Dataset& d = datasets_[k];
      std::vector<Worker> gone = was;
      for (const Worker& worker : d.workers) {
        const auto same =
            std::find_if(gone.begin(), gone.end(), [&](const Worker& w) { return w.leaf == worker.leaf; });
        if (same != gone.end()) gone.erase(same);
      }
      for (const Worker& old : gone) {
        const bool fits = most_[old.leaf] != TierBytes{} && HasRoom(old.leaf, d);
        const int64_t cost = fits ? CostOf(d, old.leaf) : -1;
        const int32_t domain = cost < 0 ? -1 : DomainOf(d, old.leaf);
        if (domain < 0) continue;
        for (Worker& worker : d.workers) {
          const bool moved =
              std::none_of(was.begin(), was.end(), [&](const Worker& w) { return w.leaf == worker.leaf; });
          if (!moved || DomainOf(d, worker.leaf) != domain) continue;
          Settle(k, worker.leaf, -1);
          Settle(k, old.leaf, 1);
          worker = {old.leaf, cost};
          again = true;
          break;
        }
      }
    }
  }
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
  // The nodes that lack least.
  std::vector<std::pair<int64_t, int32_t>> near;
  stack_.assign(1, home);
  while (!stack_.empty()) {
    const int32_t v = stack_.back();
    stack_.pop_back();
    if (!IsLeaf(v)) {
      stack_.insert(stack_.end(), children_.begin() + child_begin_[v],
                    children_.begin() + child_begin_[v + 1]);
    } else if (v != leaf && top_[v][d.main] >= 0 && own_[v] == 0) {
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
    Relocate(smallest, at, to, steps);
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

// Of datasets in the order in which they are placed: the hardest first.
int64_t WorkerPlacer::Weight(const WorkerSpec& spec) {
  return std::accumulate(spec.bytes.begin(), spec.bytes.end(),
                         spec.exclusive ? 4 * kMaxWorkerBytes : int64_t{0});
}

}  // namespace fluid::placement
