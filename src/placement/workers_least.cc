// How few moves there can be, from the input alone.
//
// Let M be any size. A worker of s bytes has weight ceil(s / M) - 1. What comes to a node is less than what
// is free there and what leaves it, so the weights of what comes are at most ceil(free / M) - 1, the node's
// credit, and for each worker that leaves its weight and one. Summed over all nodes that exclusive workers do
// not take, with what moves on both sides: the moves of workers that had a place and are not driven out by an
// exclusive one are at least the weights of all that lost their place or are driven out, less the credits. So
// a node that is emptied for an exclusive worker costs sum(ceil(s / M)) of its workers and its credit; and
// each exclusive worker that has no place needs one more such node, in a failure domain that its spread
// allows.
//
// Which nodes: the least sum such that each domain gives as many as the datasets choose there. Lagrange: a
// price for a node of each domain, at which datasets choose alone and domains give what costs less. Any
// prices give a bound; some steps along the subgradient find good ones.
//
// An exclusive worker that had a place may move too, and another exclusive one takes its node: a trade, which
// costs a move, takes a node where it goes and gives one where it was. Those can go of whom their failure
// domain has more than it must have. Or its node is given up to those who are not exclusive: that has a
// credit, which is taken off the bound as far as it is more than the move and a cheapest node.
#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include "fluid/placement_workers.h"

namespace fluid::placement {
namespace {

constexpr int64_t kScale = 1024;  // of prices

int64_t Over(int64_t bytes, int64_t m) { return bytes <= 0 ? 0 : (bytes - 1) / m + 1; }
int64_t WeightOf(int64_t bytes, int64_t m) { return std::max<int64_t>(0, Over(bytes, m) - 1); }

struct Leaf {
  TierBytes free = {};
  std::vector<int32_t> residents;  // datasets
  bool exclusive = false;
};

// In any placement that keeps the spread.
int64_t FewestInDomain(const WorkerSpec& spec, int64_t domains) {
  int64_t fewest = 0;
  while ((fewest + spec.max_skew) * domains < spec.workers && domains > 0) ++fewest;
  return fewest;
}

// How many nodes a dataset can want in each domain: for each least number of workers that domains can have.
struct Demand {
  int64_t nodes = 0;
  struct Box {
    std::vector<int64_t> low, high;  // by domain
  };
  std::vector<Box> boxes;  // none: anywhere
};

Demand DemandOf(const WorkerSpec& spec, int64_t lost, const std::vector<int64_t>& count,
                const std::vector<bool>& usable) {
  Demand demand{lost, {}};
  const int64_t domains = std::count(usable.begin(), usable.end(), true);
  bool possible = false;  // without others of the dataset that must move as well
  for (int64_t b = FewestInDomain(spec, domains); domains > 0 && b * domains <= spec.workers; ++b) {
    Demand::Box box{std::vector<int64_t>(count.size(), 0), std::vector<int64_t>(count.size(), 0)};
    int64_t low = 0, high = 0, others = 0;
    for (size_t z = 0; z < count.size(); ++z) {
      if (!usable[z]) continue;
      others += std::max<int64_t>(0, count[z] - b - spec.max_skew);
      low += box.low[z] = std::max<int64_t>(0, b - count[z]);
      high += box.high[z] = std::clamp<int64_t>(b + spec.max_skew - count[z], 0, lost);
    }
    if (high < lost) continue;  // not so many can come
    if (low > lost) {
      std::fill(box.low.begin(), box.low.end(), 0);
      std::fill(box.high.begin(), box.high.end(), lost);
    }
    possible = possible || (others == 0 && low <= lost);
    demand.boxes.push_back(std::move(box));
  }
  if (!possible) demand.boxes.clear();  // left without its spread rather
  return demand;
}

// The least that a dataset pays; adds the nodes it chooses to `chosen`.
int64_t Choose(const Demand& demand, const std::vector<int64_t>& prices, const std::vector<size_t>& cheapest,
               std::vector<int64_t>& chosen) {
  if (demand.boxes.empty()) {
    chosen[cheapest.front()] += demand.nodes;
    return demand.nodes * prices[cheapest.front()];
  }
  int64_t least = std::numeric_limits<int64_t>::max();
  std::vector<int64_t> best, nodes;
  for (const Demand::Box& box : demand.boxes) {
    nodes = box.low;
    int64_t left = demand.nodes - std::accumulate(nodes.begin(), nodes.end(), int64_t{0});
    for (const size_t z : cheapest) {
      const int64_t more = std::min(left, box.high[z] - nodes[z]);
      nodes[z] += more;
      left -= more;
    }
    const int64_t pays = std::inner_product(nodes.begin(), nodes.end(), prices.begin(), int64_t{0});
    if (pays < least) {
      least = pays;
      best = nodes;
    }
  }
  for (size_t z = 0; z < best.size(); ++z) chosen[z] += best[z];
  return least;
}

// A bound of the least sum of costs of nodes. By domain: costs, rising; how many can trade.
int64_t LeastEmptied(const std::vector<Demand>& demands, const std::vector<std::vector<int64_t>>& costs,
                     const std::vector<int64_t>& movable) {
  constexpr int kSteps = 400;
  int64_t nodes = 0, best = 0;
  for (const Demand& demand : demands) nodes += demand.nodes;
  if (nodes == 0) return 0;
  std::vector<int64_t> all;
  for (const std::vector<int64_t>& domain : costs) all.insert(all.end(), domain.begin(), domain.end());
  if (static_cast<int64_t>(all.size()) < nodes) return 0;
  std::nth_element(all.begin(), all.begin() + (nodes - 1), all.end());
  std::vector<int64_t> prices(costs.size(), all[static_cast<size_t>(nodes - 1)] * kScale);
  std::vector<size_t> cheapest(costs.size());
  std::vector<int64_t> chosen, given;
  for (int step = 0; step < kSteps; ++step) {
    std::iota(cheapest.begin(), cheapest.end(), size_t{0});
    std::stable_sort(cheapest.begin(), cheapest.end(),
                     [&](size_t a, size_t b) { return prices[a] < prices[b]; });
    chosen.assign(costs.size(), 0);
    given.assign(costs.size(), 0);
    int64_t sum = 0, off = 0;
    for (const Demand& demand : demands) sum += Choose(demand, prices, cheapest, chosen);
    for (size_t z = 0; z < costs.size(); ++z) {
      for (const int64_t cost : costs[z]) {
        if (cost * kScale >= prices[z]) break;
        sum += cost * kScale - prices[z];
        ++given[z];
      }
      const int64_t trade = kScale + prices[cheapest.front()] - prices[z];
      if (trade >= 0) continue;
      sum += movable[z] * trade;
      given[z] += movable[z];
      chosen[cheapest.front()] += movable[z];
    }
    for (size_t z = 0; z < costs.size(); ++z) off += std::abs(chosen[z] - given[z]);
    best = std::max(best, sum);
    if (off == 0) break;
    for (size_t z = 0; z < costs.size(); ++z) {
      const int64_t lacks = chosen[z] - given[z];
      const int64_t move = 3 * kScale * lacks / ((1 + step / 8) * off);
      prices[z] = std::max<int64_t>(0, prices[z] + move);
    }
  }
  return (best + kScale - 1) / kScale;
}

}  // namespace

int64_t LeastMoves(const WorkerTree& tree, std::span<const WorkerSpec> specs,
                   std::span<const std::vector<Worker>> still) {
  const size_t n = tree.parent.size();
  std::vector<int32_t> depth(n, 0);
  std::vector<bool> inner(n, false);
  for (size_t v = 1; v < n; ++v) {
    depth[v] = depth[tree.parent[v]] + 1;
    inner[tree.parent[v]] = true;
  }
  std::vector<Leaf> leaves(n);
  for (size_t v = 0; v < n; ++v) leaves[v].free = tree.quota[v];
  int64_t displaced = 0;
  std::map<int32_t, int64_t> depths;  // at which exclusive datasets are spread: workers without a place
  std::vector<int64_t> lost(specs.size(), 0);
  TierBytes smallest{kMaxWorkerBytes, kMaxWorkerBytes, kMaxWorkerBytes};  // of exclusive ones: any may move
  for (size_t k = 0; k < specs.size(); ++k) {
    for (const Worker& w : still[k]) {
      Leaf& leaf = leaves[w.leaf];
      leaf.residents.push_back(static_cast<int32_t>(k));
      leaf.exclusive = leaf.exclusive || specs[k].exclusive;
      for (int t = 0; t < kWorkerTiers; ++t) leaf.free[t] -= specs[k].bytes[t];
    }
    lost[k] = std::max<int64_t>(0, specs[k].workers - static_cast<int64_t>(still[k].size()));
    if (specs[k].exclusive && specs[k].workers > 0) {
      for (int t = 0; t < kWorkerTiers; ++t) smallest[t] = std::min(smallest[t], specs[k].bytes[t]);
    }
    if (lost[k] == 0) continue;
    displaced += lost[k];
    if (!specs[k].exclusive) continue;
    depths[std::max(0, specs[k].spread_depth)] += lost[k];
  }
  // Domains at the depth that most want; who is spread at another depth may choose anywhere.
  int32_t level = 0;
  for (const auto& [d, workers] : depths) level = workers > depths[level] ? d : level;
  std::vector<int32_t> domain_of(n, -1), domains;
  for (size_t v = 0; v < n; ++v) {
    if (depth[v] == level) domains.push_back(static_cast<int32_t>(v));
    domain_of[v] = depth[v] == level  ? static_cast<int32_t>(domains.size()) - 1
                   : depth[v] > level ? domain_of[tree.parent[v]]
                                      : -1;
  }
  const int32_t elsewhere = static_cast<int32_t>(domains.size());  // leaves above that depth
  auto pool_of = [&](size_t v) { return domain_of[v] < 0 ? elsewhere : domain_of[v]; };
  auto fits = [&](size_t v, const TierBytes& bytes) {
    bool enough = !inner[v];
    for (int t = 0; t < kWorkerTiers; ++t) enough = enough && tree.quota[v][t] >= bytes[t];
    return enough && tree.quota[v] != TierBytes{};
  };
  std::vector<Demand> demands;
  std::vector<int64_t> movable(domains.size() + 1, 0);  // exclusive workers that can trade
  for (size_t k = 0; k < specs.size(); ++k) {
    const WorkerSpec& spec = specs[k];
    if (!spec.exclusive || depths.empty()) continue;
    if (spec.spread_depth != level) {
      if (lost[k] > 0) demands.push_back({lost[k], {}});
      for (const Worker& w : still[k]) ++movable[pool_of(w.leaf)];
      continue;
    }
    std::vector<int64_t> count(domains.size() + 1, 0);
    std::vector<bool> usable(domains.size() + 1, false);
    std::vector<bool> reached(n, false);
    for (const FlowArc& arc : spec.arcs) reached[arc.vertex] = true;
    for (size_t v = 0; v < n; ++v) {
      if (v > 0 && reached[tree.parent[v]]) reached[v] = true;
      if (domain_of[v] >= 0 && reached[v] && fits(v, spec.bytes)) usable[domain_of[v]] = true;
    }
    for (const Worker& w : still[k]) ++count[pool_of(w.leaf)];
    const int64_t fewest = FewestInDomain(spec, std::count(usable.begin(), usable.end(), true));
    for (size_t z = 0; z < count.size(); ++z)
      movable[z] += usable[z] ? std::max<int64_t>(0, count[z] - fewest) : count[z];
    if (lost[k] > 0) demands.push_back(DemandOf(spec, lost[k], count, usable));
  }
  int64_t most = 0;
  for (int t = 0; t < kWorkerTiers; ++t) {
    // Sizes to try: the largest free ones, and one beyond all, which says no more than how many live where.
    std::vector<int64_t> sizes;
    for (size_t v = 0; v < n; ++v) {
      if (!inner[v] && !leaves[v].exclusive && leaves[v].free[t] > 0) sizes.push_back(leaves[v].free[t]);
    }
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    std::vector<int64_t> tried{2 * kMaxWorkerBytes};
    for (size_t rank = 0; rank < sizes.size() && rank < 64; rank = 2 * rank + 1) tried.push_back(sizes[rank]);
    for (const int64_t m : tried) {
      int64_t weight = 0, credit = 0;
      for (size_t k = 0; k < specs.size(); ++k) {
        if (!specs[k].exclusive) weight += lost[k] * WeightOf(specs[k].bytes[t], m);
      }
      std::vector<std::vector<int64_t>> costs(domains.size() + 1);
      int64_t least = 2 * kMaxWorkerBytes;
      for (size_t v = 0; v < n; ++v) {
        if (inner[v] || leaves[v].exclusive) continue;
        int64_t cost = WeightOf(leaves[v].free[t], m);
        credit += cost;
        for (const int32_t k : leaves[v].residents) cost += std::max<int64_t>(1, Over(specs[k].bytes[t], m));
        if (!fits(v, smallest)) continue;
        costs[pool_of(v)].push_back(cost);
        least = std::min(least, cost);
      }
      for (size_t v = 0; v < n; ++v) {
        if (leaves[v].exclusive) credit += std::max<int64_t>(0, WeightOf(tree.quota[v][t], m) - least - 1);
      }
      for (std::vector<int64_t>& domain : costs) std::sort(domain.begin(), domain.end());
      most = std::max(most, weight + LeastEmptied(demands, costs, movable) - credit);
    }
  }
  return displaced + most;
}

}  // namespace fluid::placement
