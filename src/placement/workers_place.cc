// How WorkerPlacer solves one dataset exactly with the others as they are.
#include <algorithm>
#include <limits>

#include "fluid/placement_workers.h"

namespace fluid::placement {

// May there be room for one more worker of d below? Of a leaf: is there, unless it has as many as it may?
bool WorkerPlacer::HasRoom(int32_t vertex, const Dataset& d) const {
  const Need& top = top_[vertex];
  bool fits = d.need[kWorkerTiers] == 0 || top[kWorkerTiers] >= d.need[kWorkerTiers];
  for (int t = 0; t < kWorkerTiers; ++t) fits = fits && top[t] >= d.need[t];
  return fits;
}

// The leaf with the most room below `vertex` that can take one more worker of d; -1: none can.
int32_t WorkerPlacer::Find(int32_t vertex, const Dataset& d) {
  int32_t best = -1;
  int64_t most = -1;
  stack_.assign(1, vertex);
  while (!stack_.empty()) {
    const int32_t v = stack_.back();
    stack_.pop_back();
    if (top_[v][d.main] <= most || !HasRoom(v, d)) continue;
    if (!IsLeaf(v)) {
      for (int32_t i = child_begin_[v + 1]; i-- > child_begin_[v];) stack_.push_back(children_[i]);
    } else if (own_[v] < d.spec.per_node) {
      best = v;
      most = top_[v][d.main];
    }
  }
  return best;
}

// Finds what the domain offers next: a worker that may be kept, or a place by the cheapest arc that has one,
// which is then held.
void WorkerPlacer::Look(const Dataset& d, size_t domain, int64_t bonus) {
  Front& front = fronts_[domain];
  const Domain& home = d.domains[domain];
  front.looked = true;
  for (;;) {
    const Offer offer = Cheapest(d, domain, bonus);
    if (offer.kept || offer.leaf == kNowhere) {
      front.next = offer;
      if (offer.kept) ++front.kept_next;
      return;
    }
    const bool wide = offer.leaf == kWide;
    const int32_t arc = wide ? d.wide[front.wide] : home.arcs[front.arc];
    const int32_t leaf = Find(wide ? home.vertex : d.arcs[arc].vertex, d);
    if (leaf < 0) {
      ++(wide ? front.wide : front.arc);
      continue;
    }
    front.next = {offer.key, offer.cost, leaf, false};
    Use(d, leaf, 1);
    ++own_[leaf];
    return;
  }
}

// Of what the domain has left, by what it would cost if there is room. leaf: of a worker that is kept, or
// kWide, kNarrow or kNowhere.
WorkerPlacer::Offer WorkerPlacer::Cheapest(const Dataset& d, size_t domain, int64_t bonus) {
  Front& front = fronts_[domain];
  const Domain& home = d.domains[domain];
  Offer offer{std::numeric_limits<int64_t>::max(), 0, kNowhere, false};
  if (front.kept_next < front.kept.size()) {
    const Worker& worker = front.kept[front.kept_next];
    offer = {worker.cost - bonus, worker.cost, worker.leaf, true};
  }
  if (front.arc < home.arcs.size() && d.arcs[home.arcs[front.arc]].cost < offer.key) {
    const int64_t cost = d.arcs[home.arcs[front.arc]].cost;
    offer = {cost, cost, kNarrow, false};
  }
  while (front.wide < d.wide.size()) {
    const FlowArc& arc = d.arcs[d.wide[front.wide]];
    int32_t v = home.vertex;
    while (v > arc.vertex) v = tree_.parent[v];
    if (v == arc.vertex) {
      if (arc.cost < offer.key) offer = {arc.cost, arc.cost, kWide, false};
      break;
    }
    ++front.wide;
  }
  return offer;
}

// Takes what the domain offers. False: it offers nothing.
bool WorkerPlacer::Take(const Dataset& d, size_t domain, int64_t bonus, Solution& solution) {
  Front& front = fronts_[domain];
  if (!front.looked) Look(d, domain, bonus);
  if (front.next.leaf < 0) return false;
  solution.workers.push_back({front.next.leaf, front.next.cost});
  solution.key += front.next.key;
  if (!front.next.kept) held_.push_back(front.next.leaf);
  ++front.count;
  front.looked = false;
  return true;
}

// The best workers where each domain has at least `least`.
WorkerPlacer::Solution WorkerPlacer::SolveFor(const Dataset& d, int32_t least, int64_t bonus) {
  Solution solution;
  const size_t wanted = static_cast<size_t>(d.spec.workers);
  const int64_t most =
      d.spec.spread_depth < 0 ? std::numeric_limits<int64_t>::max() : int64_t{least} + d.spec.max_skew;
  held_.clear();
  solution.feasible = true;
  for (size_t j = 0; j < d.domains.size(); ++j) {
    Front& front = fronts_[j];
    front.arc = front.wide = front.kept_next = 0;
    front.count = 0;
    front.looked = false;
    for (int32_t i = 0; i < least && solution.feasible; ++i) solution.feasible = Take(d, j, bonus, solution);
  }
  struct Entry {
    int64_t key, room;
    size_t domain;
    bool operator<(const Entry& other) const {  // the standard heap's first is the last by this
      if (key != other.key) return key > other.key;
      if (room != other.room) return room < other.room;
      return domain > other.domain;
    }
  };
  std::vector<Entry> heap;
  auto push = [&](size_t j) {
    const Front& front = fronts_[j];
    if (front.count >= most) return;
    const Offer offer = front.looked ? front.next : Cheapest(d, j, bonus);
    if (offer.leaf == kNowhere) return;
    heap.push_back({offer.key, top_[d.domains[j].vertex][d.main], j});
    std::push_heap(heap.begin(), heap.end());
  };
  for (size_t j = 0; j < d.domains.size() && solution.feasible; ++j) push(j);
  while (solution.feasible && solution.workers.size() < wanted && !heap.empty()) {
    const Entry entry = heap.front();
    std::pop_heap(heap.begin(), heap.end());
    heap.pop_back();
    Front& front = fronts_[entry.domain];
    if (!front.looked) {
      Look(d, entry.domain, bonus);
      if (front.next.key != entry.key) {
        push(entry.domain);
        continue;
      }
    }
    if (Take(d, entry.domain, bonus, solution)) push(entry.domain);
  }
  for (size_t j = 0; j < d.domains.size(); ++j) {
    if (fronts_[j].looked && fronts_[j].next.leaf >= 0 && !fronts_[j].next.kept)
      held_.push_back(fronts_[j].next.leaf);
  }
  for (const int32_t leaf : held_) {
    Use(d, leaf, -1);
    --own_[leaf];
  }
  return solution;
}

// Replaces the dataset's workers by the best ones, where those that stay count less by `bonus` each. False:
// they are the best.
bool WorkerPlacer::Solve(int32_t dataset, int64_t bonus) {
  Dataset& d = datasets_[dataset];
  if (!d.prepared) Prepare(d);
  if (fronts_.size() < d.domains.size()) fronts_.resize(d.domains.size());
  for (size_t j = 0; j < d.domains.size(); ++j) fronts_[j].kept.clear();
  int64_t key = 0;
  bool astray = false;
  for (const Worker& worker : d.workers) {
    ++own_[worker.leaf];
    key += worker.cost - bonus;
    const int32_t domain = DomainOf(d, worker.leaf);
    if (domain >= 0) {
      fronts_[domain].kept.push_back(worker);
    } else {
      astray = true;
    }
  }
  for (size_t j = 0; j < d.domains.size(); ++j) {
    std::stable_sort(fronts_[j].kept.begin(), fronts_[j].kept.end(),
                     [](const Worker& a, const Worker& b) { return a.cost < b.cost; });
  }
  const int32_t count = static_cast<int32_t>(d.domains.size());
  const bool spread = d.spec.spread_depth >= 0 && count > 0;
  const int32_t high = spread ? d.spec.workers / count : 0;
  const int32_t low = spread ? std::max(0, d.spec.workers / count - d.spec.max_skew) : 0;
  Solution best;
  for (int32_t least = high; least >= 0; --least) {
    if (least < low && best.feasible && static_cast<int32_t>(best.workers.size()) == d.spec.workers) break;
    Solution other = SolveFor(d, least, bonus);
    if (!other.feasible) continue;
    if (!best.feasible || other.workers.size() > best.workers.size() ||
        (other.workers.size() == best.workers.size() && other.key < best.key)) {
      best = std::move(other);
    }
  }
  for (const Worker& worker : d.workers) --own_[worker.leaf];
  const bool ordered = KeepsSpread(d);
  if (!astray && best.workers.size() < d.workers.size()) {
    d.lopsided = Skew(d) > d.spec.max_skew;
    if (!ordered) Order(d, 0);
    return false;
  }
  d.lopsided = false;
  if (!astray && best.workers.size() == d.workers.size() && best.key >= key && Skew(d) <= d.spec.max_skew) {
    if (!ordered) Order(d, 0);
    return false;
  }
  // Those who stay keep their places in the order, if all do.
  std::vector<Worker> stay, come = best.workers;
  for (const Worker& worker : d.workers) {
    const auto same = std::find(come.begin(), come.end(), worker);
    if (same == come.end()) {
      Settle(dataset, worker.leaf, -1);
    } else {
      stay.push_back(worker);
      come.erase(same);
    }
  }
  const size_t fixed = ordered && stay.size() == d.workers.size() ? stay.size() : 0;
  for (const Worker& worker : come) Settle(dataset, worker.leaf, 1);
  stay.insert(stay.end(), come.begin(), come.end());
  d.workers = std::move(stay);
  Order(d, fixed);
  return true;
}

// Orders the workers from `fixed` on so that each prefix keeps the spread: always one of the domain that has
// the fewest yet, and there the cheapest.
void WorkerPlacer::Order(Dataset& d, size_t fixed) const {
  std::vector<int32_t> count(d.domains.size(), 0);
  for (size_t i = 0; i < fixed; ++i) ++count[DomainOf(d, d.workers[i].leaf)];
  struct Ranked {
    int32_t rank;
    Worker worker;
  };
  std::vector<Ranked> rest;
  std::sort(
      d.workers.begin() + static_cast<int64_t>(fixed), d.workers.end(),
      [](const Worker& a, const Worker& b) { return a.cost != b.cost ? a.cost < b.cost : a.leaf < b.leaf; });
  for (size_t i = fixed; i < d.workers.size(); ++i) {
    rest.push_back({d.spec.spread_depth < 0 ? 0 : count[DomainOf(d, d.workers[i].leaf)]++, d.workers[i]});
  }
  std::stable_sort(rest.begin(), rest.end(),
                   [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
  for (size_t i = fixed; i < d.workers.size(); ++i) d.workers[i] = rest[i - fixed].worker;
}

int64_t WorkerPlacer::CostAnew(int32_t dataset) {
  Dataset& d = datasets_[dataset];
  const std::vector<Worker> before = d.workers;
  Solve(dataset, 0);
  const int64_t anew = cost(dataset);
  Restore(dataset, before);
  return anew;
}

}  // namespace fluid::placement
