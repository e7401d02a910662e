#include "fluid/placement_workers.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

namespace fluid::placement {
namespace {

using Wide = __int128;
Status Wrong(std::string what) { return Internal("workers check: " + std::move(what)); }

// The tree as a checker sees it.
struct Shape {
  explicit Shape(const WorkerTree& t) : tree(t), depth(t.parent.size(), 0), leaf(t.parent.size(), true) {
    for (size_t v = 1; v < tree.parent.size(); ++v) {
      depth[v] = depth[tree.parent[v]] + 1;
      leaf[tree.parent[v]] = false;
    }
    children.resize(tree.parent.size());
    for (size_t v = 1; v < tree.parent.size(); ++v)
      children[tree.parent[v]].push_back(static_cast<int32_t>(v));
  }
  // Is there a leaf below with the quota for a worker?
  bool Usable(int32_t v, const TierBytes& bytes) const {
    if (!leaf[v])
      return std::any_of(children[v].begin(), children[v].end(), [&](int32_t c) { return Usable(c, bytes); });
    for (int t = 0; t < kWorkerTiers; ++t) {
      if (tree.quota[v][t] < bytes[t]) return false;
    }
    return true;
  }
  int32_t Above(int32_t v, int32_t level) const {  // -1: v is wider
    while (v >= 0 && depth[v] > level) v = tree.parent[v];
    return v >= 0 && depth[v] == level ? v : -1;
  }
  const WorkerTree& tree;
  std::vector<int32_t> depth;
  std::vector<bool> leaf;
  std::vector<std::vector<int32_t>> children;
};

int64_t Total(const TierBytes& bytes) { return bytes[0] + bytes[1] + bytes[2]; }
int64_t Mib(int64_t bytes) { return (std::max<int64_t>(0, bytes) + (1 << 20) - 1) / (1 << 20); }

// What a worker costs on each leaf; -1: it can't be there. By spreading costs down the tree.
std::vector<int64_t> Costs(const Shape& shape, const WorkerSpec& spec) {
  const size_t n = shape.tree.parent.size();
  std::vector<int64_t> cost(n, -1);
  for (const FlowArc& arc : spec.arcs) {
    if (cost[arc.vertex] < 0 || arc.cost < cost[arc.vertex]) cost[arc.vertex] = arc.cost;
  }
  for (size_t v = 1; v < n; ++v) {
    const int64_t above = cost[shape.tree.parent[v]];
    if (above >= 0 && (cost[v] < 0 || above < cost[v])) cost[v] = above;
  }
  std::map<int32_t, int64_t> held;
  for (const HeldBytes& h : spec.held) held[h.leaf] = std::max(held[h.leaf], h.bytes);
  for (size_t v = 0; v < n; ++v) {
    if (cost[v] < 0) continue;
    for (int t = 0; t < kWorkerTiers; ++t) {
      if (spec.bytes[t] > shape.tree.quota[v][t]) cost[v] = -1;
    }
    if (!shape.leaf[v]) cost[v] = -1;
    if (cost[v] < 0) continue;
    const auto h = held.find(static_cast<int32_t>(v));
    cost[v] += spec.fill_price * Mib(Total(spec.bytes) - (h == held.end() ? 0 : h->second));
  }
  return cost;
}

// Domains that have a leaf where a worker can be, and their numbers.
std::map<int32_t, int64_t> Domains(const Shape& shape, const WorkerSpec& spec,
                                   const std::vector<int64_t>& costs) {
  std::map<int32_t, int64_t> domains;
  int32_t last = -1;
  for (size_t v = 0; v < costs.size(); ++v) {
    if (costs[v] < 0) continue;
    const int32_t domain = shape.Above(static_cast<int32_t>(v), std::max(0, spec.spread_depth));
    if (domain >= 0 && domain != last) domains[last = domain] = 0;
  }
  return domains;
}

}  // namespace

Status CheckWorkers(const WorkerTree& tree, std::span<const WorkerSpec> specs,
                    std::span<const std::vector<Worker>> workers) {
  const Shape shape(tree);
  if (workers.size() != specs.size()) return Wrong("as many placements as datasets are needed");
  std::vector<TierBytes> used(tree.parent.size(), TierBytes{});
  std::vector<int64_t> residents(tree.parent.size(), 0), exclusive(tree.parent.size(), 0);
  for (size_t k = 0; k < specs.size(); ++k) {
    const WorkerSpec& spec = specs[k];
    if (static_cast<int64_t>(workers[k].size()) > spec.workers)
      return Wrong(fmt::format("dataset {} has too many workers", k));
    const std::vector<int64_t> costs = Costs(shape, spec);
    std::map<int32_t, int64_t> domains = Domains(shape, spec, costs);
    std::map<int32_t, int64_t> on_node;
    for (size_t w = 0; w < workers[k].size(); ++w) {
      const Worker& worker = workers[k][w];
      if (worker.leaf < 0 || worker.leaf >= static_cast<int64_t>(tree.parent.size()) ||
          costs[worker.leaf] < 0) {
        return Wrong(fmt::format("dataset {} has a worker on {}, where it can't be", k, worker.leaf));
      }
      if (worker.cost != costs[worker.leaf]) {
        return Wrong(fmt::format("a worker of dataset {} on {} costs {}, not {}", k, worker.leaf,
                                 costs[worker.leaf], worker.cost));
      }
      if (++on_node[worker.leaf] > spec.per_node)
        return Wrong(fmt::format("too many workers of dataset {} on {}", k, worker.leaf));
      for (int t = 0; t < kWorkerTiers; ++t) used[worker.leaf][t] += spec.bytes[t];
      ++residents[worker.leaf];
      exclusive[worker.leaf] += spec.exclusive ? 1 : 0;
      if (spec.spread_depth < 0) continue;
      const int32_t domain = shape.Above(worker.leaf, spec.spread_depth);
      if (domain < 0)
        return Wrong(fmt::format("a worker of dataset {} on {} is in no failure domain", k, worker.leaf));
      ++domains[domain];
      int64_t least = std::numeric_limits<int64_t>::max(), most = 0;
      for (const auto& [vertex, count] : domains) {
        least = std::min(least, count);
        most = std::max(most, count);
      }
      if (most - least > spec.max_skew) {
        return Wrong(fmt::format("the first {} workers of dataset {} have skew {}; {} is allowed", w + 1, k,
                                 most - least, spec.max_skew));
      }
    }
  }
  for (size_t v = 0; v < used.size(); ++v) {
    for (int t = 0; t < kWorkerTiers; ++t) {
      if (used[v][t] > tree.quota[v][t])
        return Wrong(
            fmt::format("node {} has {} bytes of {} on tier {}", v, used[v][t], tree.quota[v][t], t));
    }
    if (exclusive[v] > 0 && residents[v] > 1)
      return Wrong(fmt::format("node {} is shared, and with an exclusive dataset", v));
  }
  return {};
}

int64_t WorkerBound(const WorkerTree& tree, std::span<const WorkerSpec> specs, const QuotaPrices& prices) {
  constexpr int64_t kNone = std::numeric_limits<int64_t>::max();
  constexpr int64_t kScale = 1024;
  const Shape shape(tree);
  const size_t n = tree.parent.size();
  // The least price of each tier below a vertex, and how many leaves there are.
  std::vector<TierBytes> least(n, TierBytes{kNone, kNone, kNone});
  std::vector<int64_t> leaves(n, 0);
  Wide bound = 0;
  for (size_t v = n; v-- > 0;) {
    if (shape.leaf[v]) {
      least[v] = prices.empty() ? TierBytes{} : prices[v];
      leaves[v] = 1;
      for (int t = 0; t < kWorkerTiers; ++t) bound -= Wide{least[v][t]} * (tree.quota[v][t] >> 20);
    }
    if (v == 0) break;
    for (int t = 0; t < kWorkerTiers; ++t) {
      least[tree.parent[v]][t] = std::min(least[tree.parent[v]][t], least[v][t]);
    }
    leaves[tree.parent[v]] += leaves[v];
  }
  std::vector<std::vector<int32_t>> at_depth;
  for (size_t v = 0; v < n; ++v) {
    if (shape.depth[v] >= static_cast<int32_t>(at_depth.size())) at_depth.resize(shape.depth[v] + 1);
    at_depth[shape.depth[v]].push_back(static_cast<int32_t>(v));
  }
  for (const WorkerSpec& spec : specs) {
    auto priced = [&](int32_t v, int64_t cost) {
      Wide sum = Wide{cost} * kScale;
      for (int t = 0; t < kWorkerTiers; ++t) sum += Wide{least[v][t]} * (spec.bytes[t] >> 20);
      return static_cast<int64_t>(std::min<Wide>(sum, kNone / 4));
    };
    // What each domain offers at most: pools of places at a cost. More than there is, for pools overlap and
    // others are there too.
    struct Pool {
      int32_t domain;
      int64_t cost, places;
    };
    const int32_t level = std::max(0, spec.spread_depth);
    std::vector<Pool> pools, wide;
    const int64_t full = spec.fill_price * Mib(Total(spec.bytes));
    auto add = [&](int32_t v, int64_t cost) {
      if (shape.depth[v] >= level && !shape.Usable(v, spec.bytes)) return;
      const int64_t places = std::min<int64_t>(leaves[v] * spec.per_node, spec.workers);
      if (shape.depth[v] < level) {
        wide.push_back({v, cost, places});
      } else {
        pools.push_back({shape.Above(v, level), priced(v, cost), places});
      }
    };
    for (const FlowArc& arc : spec.arcs) add(arc.vertex, arc.cost + full);
    for (const HeldBytes& held : spec.held) {
      int64_t cost = kNone;
      for (int32_t v = held.leaf; v >= 0; v = tree.parent[v]) {
        for (const FlowArc& arc : spec.arcs) cost = arc.vertex == v ? std::min(cost, arc.cost) : cost;
      }
      if (cost < kNone) add(held.leaf, cost + spec.fill_price * Mib(Total(spec.bytes) - held.bytes));
    }
    if (!wide.empty() && level < static_cast<int32_t>(at_depth.size())) {
      for (const int32_t domain : at_depth[level]) {
        for (const Pool& pool : wide) {
          if (shape.Above(domain, shape.depth[pool.domain]) == pool.domain &&
              shape.Usable(domain, spec.bytes)) {
            pools.push_back({domain, priced(domain, pool.cost),
                             std::min<int64_t>(leaves[domain] * spec.per_node, spec.workers)});
          }
        }
      }
    }
    std::sort(pools.begin(), pools.end(), [](const Pool& a, const Pool& b) {
      return a.domain != b.domain ? a.domain < b.domain : a.cost < b.cost;
    });
    // Every number b that each domain has at least; then greedy is best, for costs within a domain rise.
    const int64_t penalty = spec.penalty * kScale;
    std::vector<std::vector<int64_t>> units;  // by domain
    for (size_t i = 0; i < pools.size(); ++i) {
      if (i == 0 || pools[i].domain != pools[i - 1].domain) units.emplace_back();
      const size_t places = std::min<size_t>(
          pools[i].places, spec.workers - std::min<size_t>(spec.workers, units.back().size()));
      units.back().insert(units.back().end(), places, std::min(pools[i].cost, penalty));
    }
    Wide best = Wide{penalty} * spec.workers;
    const int64_t most_least =
        spec.spread_depth < 0 || units.empty() ? 0 : spec.workers / static_cast<int64_t>(units.size());
    for (int64_t b = 0; b <= most_least; ++b) {
      Wide sum = 0;
      std::vector<int64_t> rest;
      bool possible = true;
      for (const std::vector<int64_t>& domain : units) {
        const int64_t places = static_cast<int64_t>(domain.size());
        possible = possible && places >= b;
        if (!possible) break;
        for (int64_t i = 0; i < b; ++i) sum += domain[i];
        const int64_t end = spec.spread_depth < 0 ? places : std::min(places, b + spec.max_skew);
        rest.insert(rest.end(), domain.begin() + b, domain.begin() + end);
      }
      if (!possible) break;
      const size_t left = static_cast<size_t>(spec.workers - b * static_cast<int64_t>(units.size()));
      const size_t wanted = std::min(rest.size(), left);
      std::nth_element(rest.begin(), rest.begin() + static_cast<int64_t>(wanted), rest.end());
      for (size_t i = 0; i < wanted; ++i) sum += rest[i];
      sum += Wide{penalty} * static_cast<int64_t>(left - wanted);
      best = std::min(best, sum);
    }
    bound += best;
  }
  return bound <= 0 ? 0 : static_cast<int64_t>((bound + kScale - 1) / kScale);
}

int64_t LeastFilled(const WorkerTree& tree, const WorkerSpec& spec, std::span<const int32_t> still) {
  const Shape shape(tree);
  const std::vector<int64_t> costs = Costs(shape, spec);
  std::map<int32_t, int64_t> domains = Domains(shape, spec, costs);
  int64_t count = 0;
  for (const int32_t leaf : still) {
    const int32_t domain = shape.Above(leaf, std::max(0, spec.spread_depth));
    if (domain < 0 || domains.find(domain) == domains.end()) continue;
    ++domains[domain];
    ++count;
  }
  if (spec.spread_depth < 0 || domains.empty()) return spec.workers - std::min<int64_t>(count, spec.workers);
  int64_t kept = 0;
  for (int64_t least = 0; least <= spec.workers / static_cast<int64_t>(domains.size()); ++least) {
    // At least `least` new or old in each; old ones count up to least + max_skew.
    int64_t stay = 0, forced = 0;
    for (const auto& [domain, number] : domains) {
      stay += std::min(number, least + spec.max_skew);
      forced += std::max<int64_t>(0, least - number);
    }
    kept = std::max(kept, std::min(stay, spec.workers - forced));
  }
  return spec.workers - kept;
}

}  // namespace fluid::placement
