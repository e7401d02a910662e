// Which nodes WorkerPlacer empties for exclusive workers that lost theirs: chosen together, so that as few
// others as can be must move.
//
// A node costs as many moves as it has workers, and more for each that is larger than any room of its failure
// domain: ceil(size / largest room), what others must clear for it. In a domain the cheapest nodes are taken.
// How many in each: every dataset has some choice, by its spread. First each worker goes where the next node
// is cheapest; then workers are passed on along a chain of domains while the node given up at its beginning
// costs more than the one taken at its end. No chain left: the sum is least, for the costs of a domain rise.
#include <algorithm>
#include <functional>

#include "fluid/placement_workers.h"

namespace fluid::placement {
namespace {

constexpr int32_t kClosed = 1 << 24;  // of WorkerPlacer::own_: nobody comes here
constexpr size_t kChainDomains = 64;  // more: no chains

struct Node {
  int64_t moves = 0;
  int32_t leaf = 0;
  int32_t tries = 0;
  bool operator<(const Node& other) const {
    return moves != other.moves ? moves < other.moves : leaf < other.leaf;
  }
};
struct Pool {  // of a failure domain
  std::vector<Node> nodes;
  size_t taken = 0;
  bool looked = false;
};

}  // namespace

// What is to be known of a dataset that wants nodes emptied.
struct WorkerPlacer::Wanting {
  int32_t dataset = 0;
  std::vector<int32_t> pool;           // of each of its domains
  std::vector<int32_t> count, coming;  // workers there, with those to come; those to come
  bool Allows(const WorkerSpec& spec) const { return LacksForSpread(spec, count) == 0; }
  // Can the spread be kept if one more comes there, and `more` after it?
  bool MayCome(const WorkerSpec& spec, size_t domain, int64_t more) {
    ++count[domain];
    const bool may = LacksForSpread(spec, count) <= more;
    --count[domain];
    return may;
  }
  // Is the spread kept if one of those to come goes to another domain?
  bool MayPass(const WorkerSpec& spec, size_t from, size_t to) {
    if (coming[from] == 0 || from == to) return false;
    Pass(from, to);
    const bool may = Allows(spec);
    Pass(to, from);
    return may;
  }
  void Pass(size_t from, size_t to) {
    --count[from], --coming[from];
    ++count[to], ++coming[to];
  }
};

// How many workers the domains lack that have too few beside the one that has most.
int64_t WorkerPlacer::LacksForSpread(const WorkerSpec& spec, const std::vector<int32_t>& count) {
  int64_t lacks = 0;
  if (spec.spread_depth < 0 || count.empty()) return lacks;
  const int32_t most = *std::max_element(count.begin(), count.end());
  for (const int32_t workers : count) lacks += std::max(0, most - spec.max_skew - workers);
  return lacks;
}

void WorkerPlacer::EmptyNodes(std::span<const int32_t> homeless, Before& before) {
  std::map<int32_t, std::vector<Wanting>, std::greater<>> by_depth;
  for (const int32_t k : homeless) {
    Dataset& d = datasets_[k];
    if (!d.prepared) Prepare(d);
    Wanting wanting{
        k, {}, std::vector<int32_t>(d.domains.size(), 0), std::vector<int32_t>(d.domains.size(), 0)};
    bool astray = d.domains.empty();
    for (const Worker& worker : d.workers) {
      const int32_t domain = DomainOf(d, worker.leaf);
      astray = astray || domain < 0;
      if (domain >= 0) ++wanting.count[domain];
    }
    if (!astray) by_depth[std::max(0, d.spec.spread_depth)].push_back(std::move(wanting));
  }
  for (auto& [depth, group] : by_depth) EmptyNodes(group, before);
}

// Of datasets that are spread at the same depth.
void WorkerPlacer::EmptyNodes(std::vector<Wanting>& group, Before& before) {
  std::vector<int32_t> vertices;
  for (const Wanting& wanting : group) {
    for (const Domain& domain : datasets_[wanting.dataset].domains) vertices.push_back(domain.vertex);
  }
  std::sort(vertices.begin(), vertices.end());
  vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
  std::vector<Pool> pools(vertices.size());
  size_t all = 0;
  for (Wanting& wanting : group) {
    const Dataset& d = datasets_[wanting.dataset];
    all += static_cast<size_t>(d.spec.workers) - d.workers.size();
    for (const Domain& domain : d.domains) {
      wanting.pool.push_back(static_cast<int32_t>(
          std::lower_bound(vertices.begin(), vertices.end(), domain.vertex) - vertices.begin()));
    }
  }
  const int main = datasets_[group.front().dataset].main;
  auto next = [&](int32_t p) -> int64_t {  // of the pool's next node; -1: none
    Pool& pool = pools[p];
    if (!pool.looked) {
      pool.looked = true;
      for (const auto& [moves, leaf] : FewestMoves(vertices[p], main, 2 * all + 16))
        pool.nodes.push_back({moves, leaf, 0});
    }
    return pool.taken < pool.nodes.size() ? pool.nodes[pool.taken].moves : -1;
  };
  for (Wanting& wanting : group) {
    const Dataset& d = datasets_[wanting.dataset];
    for (int64_t more = d.spec.workers - static_cast<int64_t>(d.workers.size()); more-- > 0;) {
      const int32_t least = *std::min_element(wanting.count.begin(), wanting.count.end());
      const bool hopeless = LacksForSpread(d.spec, wanting.count) > more + 1;
      int64_t fewest = -1;
      size_t best = 0;
      for (size_t j = 0; j < wanting.count.size(); ++j) {
        if (hopeless ? wanting.count[j] > least : !wanting.MayCome(d.spec, j, more)) continue;
        const int64_t moves = next(wanting.pool[j]);
        if (moves >= 0 && (fewest < 0 || moves < fewest)) {
          fewest = moves;
          best = j;
        }
      }
      if (fewest < 0) break;
      ++wanting.count[best], ++wanting.coming[best];
      ++pools[wanting.pool[best]].taken;
    }
  }
  // Chains, by breadth-first search from the domain that gives up a node.
  struct Link {
    size_t wanting, from, to;  // domains of the dataset
    int32_t before = -1;       // pool
  };
  bool better = vertices.size() <= kChainDomains;
  while (better) {
    better = false;
    for (size_t p = 0; p < pools.size() && !better; ++p) {
      if (pools[p].taken == 0) continue;
      const int64_t saved = pools[p].nodes[pools[p].taken - 1].moves;
      std::vector<Link> links(pools.size());
      std::vector<bool> reached(pools.size(), false);
      std::vector<int32_t> queue{static_cast<int32_t>(p)};
      reached[p] = true;
      int32_t end = -1;
      for (size_t head = 0; head < queue.size() && end < 0; ++head) {
        for (size_t w = 0; w < group.size() && end < 0; ++w) {
          Wanting& wanting = group[w];
          const WorkerSpec& spec = datasets_[wanting.dataset].spec;
          const auto at = std::find(wanting.pool.begin(), wanting.pool.end(), queue[head]);
          const size_t from = static_cast<size_t>(at - wanting.pool.begin());
          if (at == wanting.pool.end() || wanting.coming[from] == 0) continue;
          for (size_t to = 0; to < wanting.pool.size() && end < 0; ++to) {
            const int32_t q = wanting.pool[to];
            if (reached[q] || !wanting.MayPass(spec, from, to)) continue;
            reached[q] = true;
            links[q] = {w, from, to, queue[head]};
            queue.push_back(q);
            const int64_t moves = next(q);
            if (moves >= 0 && moves < saved) end = q;
          }
        }
      }
      if (end < 0) continue;
      // A dataset that is in the chain twice may break its spread: then the chain is left.
      std::vector<Link> made;
      for (int32_t q = end; q != static_cast<int32_t>(p); q = links[q].before) {
        group[links[q].wanting].Pass(links[q].from, links[q].to);
        made.push_back(links[q]);
      }
      bool kept = true;
      for (const Link& link : made)
        kept = kept && group[link.wanting].Allows(datasets_[group[link.wanting].dataset].spec);
      if (!kept) {
        for (const Link& link : made) group[link.wanting].Pass(link.to, link.from);
        continue;
      }
      --pools[p].taken;
      ++pools[end].taken;
      better = true;
    }
  }
  // Trades: an exclusive worker that is where nodes are dear moves to where they are cheap, and its own is
  // free for one that must come there.
  struct Trade {
    int32_t dataset, leaf, pool;
  };
  struct Movable {  // an exclusive worker, by pool
    Wanting* who;
    int32_t leaf;
    size_t from;
  };
  std::vector<Trade> trades;
  std::vector<std::vector<Movable>> movable(pools.size());
  std::vector<Wanting> others = may_trade_ ? Exclusive(group, vertices) : std::vector<Wanting>{};
  TierBytes largest{};
  auto add_movable = [&](Wanting& wanting) {
    const Dataset& d = datasets_[wanting.dataset];
    for (const Worker& worker : d.workers) {
      const size_t from = static_cast<size_t>(DomainOf(d, worker.leaf));
      if (wanting.pool[from] >= 0) movable[wanting.pool[from]].push_back({&wanting, worker.leaf, from});
    }
  };
  for (Wanting& wanting : group) {
    for (int t = 0; t < kWorkerTiers; ++t)
      largest[t] = std::max(largest[t], datasets_[wanting.dataset].spec.bytes[t]);
    if (may_trade_) add_movable(wanting);
  }
  for (Wanting& wanting : others) add_movable(wanting);
  for (bool again = may_trade_; again;) {
    again = false;
    for (size_t p = 0; p < pools.size(); ++p) {
      if (pools[p].taken == 0) continue;
      const int64_t saved = pools[p].nodes[pools[p].taken - 1].moves;
      int64_t best = saved - 1;
      const bool cheaper = std::any_of(pools.begin(), pools.end(), [&](const Pool& pool) {
        const int64_t moves = next(static_cast<int32_t>(&pool - pools.data()));
        return moves >= 0 && moves < best;
      });
      size_t chosen = movable[p].size(), to = 0;
      for (size_t i = 0; i < movable[p].size() && cheaper; ++i) {
        const Movable& m = movable[p][i];
        if (!HasQuota(m.leaf, largest)) continue;
        for (size_t j = 0; j < m.who->pool.size(); ++j) {
          if (j == m.from || m.who->pool[j] < 0) continue;
          const int64_t moves = next(m.who->pool[j]);
          if (moves < 0 || moves >= best) continue;
          --m.who->count[m.from], ++m.who->count[j];
          if (m.who->Allows(datasets_[m.who->dataset].spec)) {
            best = moves;
            chosen = i;
            to = j;
          }
          ++m.who->count[m.from], --m.who->count[j];
        }
      }
      if (chosen == movable[p].size()) continue;
      const Movable m = movable[p][chosen];
      movable[p].erase(movable[p].begin() + static_cast<int64_t>(chosen));
      --m.who->count[m.from], ++m.who->count[to];
      --pools[p].taken;
      ++pools[m.who->pool[to]].taken;
      trades.push_back({m.who->dataset, m.leaf, m.who->pool[to]});
      again = true;
    }
  }
  // Nobody comes to a node that is to be emptied. One that turns out to need more moves waits until there is
  // none better.
  constexpr int64_t kMore = 4;
  for (const Pool& pool : pools) {
    for (size_t i = 0; i < pool.taken; ++i) own_[pool.nodes[i].leaf] += kClosed;
  }
  for (const Trade& trade : trades) {
    std::vector<Node>& nodes = pools[trade.pool].nodes;
    if (nodes.empty()) continue;
    const Node node = nodes.front();
    const bool closed = own_[node.leaf] >= kClosed;
    if (closed) own_[node.leaf] -= kClosed;
    before.emplace(trade.dataset, datasets_[trade.dataset].workers);
    if (!Occupy(trade.dataset, node.leaf, node.moves + 1, before)) {
      if (closed) own_[node.leaf] += kClosed;
      continue;
    }
    nodes.erase(nodes.begin());
    Leave(trade.dataset, trade.leaf);
    own_[trade.leaf] += kClosed;
    const auto home =
        std::lower_bound(vertices.begin(), vertices.end(), HomeOf(datasets_[trade.dataset], trade.leaf));
    std::vector<Node>& there = pools[static_cast<size_t>(home - vertices.begin())].nodes;
    there.insert(there.begin(), {0, trade.leaf, 0});
  }
  for (const Wanting& wanting : group) {
    for (size_t j = 0; j < wanting.coming.size(); ++j) {
      std::vector<Node>& nodes = pools[wanting.pool[j]].nodes;  // rising by moves
      for (int32_t come = 0; come < wanting.coming[j] && !nodes.empty();) {
        Node node = nodes.front();
        nodes.erase(nodes.begin());
        const bool closed = own_[node.leaf] >= kClosed;
        if (closed) own_[node.leaf] -= kClosed;
        if (Occupy(wanting.dataset, node.leaf, node.moves, before)) {
          ++come;
        } else if (node.tries < kMore) {
          if (closed) own_[node.leaf] += kClosed;
          ++node.moves, ++node.tries;
          nodes.insert(std::upper_bound(nodes.begin(), nodes.end(), node), node);
        }
      }
    }
  }
  for (const Pool& pool : pools) {
    for (const Node& node : pool.nodes) {
      if (own_[node.leaf] >= kClosed) own_[node.leaf] -= kClosed;
    }
  }
}

// Exclusive datasets that are spread at the same depth, and not in the group.
std::vector<WorkerPlacer::Wanting> WorkerPlacer::Exclusive(const std::vector<Wanting>& group,
                                                           std::span<const int32_t> vertices) {
  std::vector<Wanting> others;
  const int32_t depth = std::max(0, datasets_[group.front().dataset].spec.spread_depth);
  for (int32_t k = 0; k < datasets(); ++k) {
    Dataset& d = datasets_[k];
    const bool same = d.spec.exclusive && !d.removed && std::max(0, d.spec.spread_depth) == depth;
    if (!same || std::any_of(group.begin(), group.end(), [k](const Wanting& w) { return w.dataset == k; }))
      continue;
    if (!d.prepared) Prepare(d);
    Wanting wanting{k, {}, std::vector<int32_t>(d.domains.size(), 0), {}};
    bool astray = false;
    for (const Worker& worker : d.workers) {
      const int32_t domain = DomainOf(d, worker.leaf);
      astray = astray || domain < 0;
      if (domain >= 0) ++wanting.count[domain];
    }
    for (const Domain& domain : d.domains) {
      const auto pool = std::lower_bound(vertices.begin(), vertices.end(), domain.vertex);
      const bool known = pool != vertices.end() && *pool == domain.vertex;
      wanting.pool.push_back(known ? static_cast<int32_t>(pool - vertices.begin()) : -1);
    }
    if (!astray) others.push_back(std::move(wanting));
  }
  return others;
}

void WorkerPlacer::Leave(int32_t dataset, int32_t leaf) {
  Dataset& d = datasets_[dataset];
  Settle(dataset, leaf, -1);
  d.workers.erase(std::find_if(d.workers.begin(), d.workers.end(),
                               [leaf](const Worker& worker) { return worker.leaf == leaf; }));
  d.lopsided = Skew(d) > d.spec.max_skew;
  if (!KeepsSpread(d)) Order(d, 0);
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
