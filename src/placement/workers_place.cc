// How WorkerPlacer solves one dataset exactly with the others as they are.
#include <algorithm>
#include <limits>

#include "fluid/placement_workers.h"

namespace fluid::placement {

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
    const int32_t arc = wide ? d.wide[front.wide] : d.within[front.arc];
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
  if (front.arc < static_cast<size_t>(home.end) && d.arcs[d.within[front.arc]].cost < offer.key) {
    const int64_t cost = d.arcs[d.within[front.arc]].cost;
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
//
// Domains are opened as they are needed. Those which nothing but an arc from above tells apart differ by
// their room alone, so of these only the one with the most room stands in the heap, for each such arc; the
// next comes when it is taken.
WorkerPlacer::Solution WorkerPlacer::SolveFor(const Dataset& d, int32_t least, int64_t bonus) {
  Solution solution;
  const size_t wanted = static_cast<size_t>(d.spec.workers);
  const int64_t most =
      d.spec.spread_depth < 0 ? std::numeric_limits<int64_t>::max() : int64_t{least} + d.spec.max_skew;
  held_.clear();
  heap_.clear();
  opened_.clear();
  auto push = [&](int32_t j, int32_t source) {
    const Front& front = fronts_[j];
    if (front.count >= most) return;
    const Offer offer = front.looked ? front.next : Cheapest(d, j, bonus);
    if (offer.leaf == kNowhere) return;
    heap_.push_back({offer.key, top_[d.domains[j].vertex][d.main], j, source});
    std::push_heap(heap_.begin(), heap_.end());
  };
  solution.feasible = true;
  if (least > 0) {
    for (int32_t j = 0; j < static_cast<int32_t>(d.domains.size()); ++j) {
      Open(d, j);
      for (int32_t i = 0; i < least && solution.feasible; ++i)
        solution.feasible = Take(d, j, bonus, solution);
    }
  } else {
    for (const int32_t j : touched_) Open(d, j);
  }
  for (size_t i = 0; i < opened_.size() && solution.feasible; ++i) push(opened_[i], -1);
  auto push_next = [&](int32_t source) {
    while (source >= 0) {
      const int32_t v = sources_[source].Next(*this, std::max(0, d.spec.spread_depth));
      if (v < 0) return;
      const int32_t j = HasRoom(v, d) ? DomainOf(d, v) : -1;
      if (j < 0 || fronts_[j].open) continue;
      Open(d, j);
      push(j, source);
      return;
    }
  };
  const size_t sources = least > 0 ? 0 : d.wide.size();
  if (sources_.size() < sources) sources_.resize(sources);
  for (size_t i = 0; i < sources; ++i) {
    sources_[i].column = d.main;
    sources_[i].queue.clear();
    sources_[i].Push(*this, d.arcs[d.wide[i]].vertex);
    push_next(static_cast<int32_t>(i));
  }
  while (solution.feasible && solution.workers.size() < wanted && !heap_.empty()) {
    const Entry entry = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end());
    heap_.pop_back();
    push_next(entry.source);
    Front& front = fronts_[entry.domain];
    if (!front.looked) {
      Look(d, entry.domain, bonus);
      if (front.next.key != entry.key) {
        push(entry.domain, -1);
        continue;
      }
    }
    if (Take(d, entry.domain, bonus, solution)) push(entry.domain, -1);
  }
  for (const int32_t j : opened_) {
    Front& front = fronts_[j];
    front.open = false;
    if (front.looked && front.next.leaf >= 0 && !front.next.kept) held_.push_back(front.next.leaf);
  }
  for (const int32_t leaf : held_) {
    Use(d, leaf, -1);
    --own_[leaf];
  }
  return solution;
}

void WorkerPlacer::Open(const Dataset& d, int32_t domain) {
  Front& front = fronts_[domain];
  front.arc = static_cast<size_t>(d.domains[domain].begin);
  front.wide = front.kept_next = 0;
  front.count = 0;
  front.looked = false;
  front.open = true;
  opened_.push_back(domain);
}

// Replaces the dataset's workers by the best ones, where those that stay count less by `bonus` each. False:
// they are the best.
bool WorkerPlacer::Solve(int32_t dataset, int64_t bonus) {
  Dataset& d = datasets_[dataset];
  if (!d.prepared) Prepare(d);
  if (fronts_.size() < d.domains.size()) fronts_.resize(d.domains.size());
  touched_ = d.near;
  int64_t key = 0;
  bool astray = false;
  for (const Worker& worker : d.workers) {
    ++own_[worker.leaf];
    key += worker.cost - bonus;
    const int32_t domain = DomainOf(d, worker.leaf);
    if (domain >= 0) {
      if (fronts_[domain].kept.empty() && d.domains[domain].begin == d.domains[domain].end)
        touched_.push_back(domain);
      fronts_[domain].kept.push_back(worker);
    } else {
      astray = true;
    }
  }
  for (const int32_t j : touched_) {
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
  for (const int32_t j : touched_) fronts_[j].kept.clear();
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
void WorkerPlacer::Order(Dataset& d, size_t fixed) {
  struct Ranked {
    int32_t rank;
    Worker worker;
  };
  std::vector<Ranked> rest;
  std::sort(
      d.workers.begin() + static_cast<int64_t>(fixed), d.workers.end(),
      [](const Worker& a, const Worker& b) { return a.cost != b.cost ? a.cost < b.cost : a.leaf < b.leaf; });
  for (size_t i = 0; i < d.workers.size(); ++i) {
    const int32_t rank = d.spec.spread_depth < 0 ? 0 : count_[DomainOf(d, d.workers[i].leaf)]++;
    if (i >= fixed) rest.push_back({rank, d.workers[i]});
  }
  if (d.spec.spread_depth >= 0) ForgetCount(d);
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
