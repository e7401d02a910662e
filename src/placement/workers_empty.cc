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

// One choice for a group of datasets that are spread at the same depth.
class WorkerPlacer::Emptying {
 public:
  Emptying(WorkerPlacer& placer, std::vector<Wanting>& group);
  void Run(Before& before);

 private:
  struct Link {                // of a chain: a worker to come is passed on
    size_t wanting, from, to;  // domains of the dataset
    int32_t before = -1;       // pool
  };
  struct Movable {  // an exclusive worker that has a node
    Wanting* who;
    int32_t leaf;
    size_t from;
  };
  struct Trade {
    int32_t dataset, leaf, pool;
  };

  WorkerSpec& SpecOf(const Wanting& wanting) { return placer_.datasets_[wanting.dataset].spec; }
  int64_t Next(int32_t pool);  // moves of its next node; -1: none
  int64_t Last(size_t pool) { return pools_[pool].nodes[pools_[pool].taken - 1].moves; }
  void TakeCheapest(Wanting& wanting);
  int32_t FindChain(size_t from, std::vector<Link>& links);
  bool PassOn(size_t from);
  void AddMovable(Wanting& wanting);
  bool TradeFrom(size_t pool);
  bool Open(int32_t leaf);
  bool Enter(int32_t dataset, const Node& node, int64_t moves, Before& before);
  void Make(const Trade& trade, Before& before);
  void Come(const Wanting& wanting, size_t domain, Before& before);

  WorkerPlacer& placer_;
  std::vector<Wanting>& group_;
  std::vector<int32_t> vertices_;  // failure domains, rising
  std::vector<Pool> pools_;        // of each
  const int main_;
  size_t all_ = 0;  // workers without a node
  TierBytes largest_{};
  std::vector<Wanting> others_;                // exclusive too, and whole
  std::vector<std::vector<Movable>> movable_;  // by pool
  std::vector<Trade> trades_;
};

void WorkerPlacer::EmptyNodes(std::vector<Wanting>& group, Before& before) {
  Emptying(*this, group).Run(before);
}

WorkerPlacer::Emptying::Emptying(WorkerPlacer& placer, std::vector<Wanting>& group)
    : placer_(placer), group_(group), main_(placer.datasets_[group.front().dataset].main) {
  for (const Wanting& wanting : group_) {
    for (const Domain& domain : placer_.datasets_[wanting.dataset].domains)
      vertices_.push_back(domain.vertex);
  }
  std::sort(vertices_.begin(), vertices_.end());
  vertices_.erase(std::unique(vertices_.begin(), vertices_.end()), vertices_.end());
  pools_.resize(vertices_.size());
  movable_.resize(vertices_.size());
  for (Wanting& wanting : group_) {
    const Dataset& d = placer_.datasets_[wanting.dataset];
    all_ += static_cast<size_t>(d.spec.workers) - d.workers.size();
    for (int t = 0; t < kWorkerTiers; ++t) largest_[t] = std::max(largest_[t], d.spec.bytes[t]);
    for (const Domain& domain : d.domains) {
      wanting.pool.push_back(static_cast<int32_t>(
          std::lower_bound(vertices_.begin(), vertices_.end(), domain.vertex) - vertices_.begin()));
    }
  }
}

int64_t WorkerPlacer::Emptying::Next(int32_t p) {
  Pool& pool = pools_[p];
  if (!pool.looked) {
    pool.looked = true;
    for (const auto& [moves, leaf] : placer_.FewestMoves(vertices_[p], main_, 2 * all_ + 16))
      pool.nodes.push_back({moves, leaf, 0});
  }
  return pool.taken < pool.nodes.size() ? pool.nodes[pool.taken].moves : -1;
}

void WorkerPlacer::Emptying::Run(Before& before) {
  for (Wanting& wanting : group_) TakeCheapest(wanting);
  // From the first domain again after each.
  for (size_t p = 0; p < pools_.size() && pools_.size() <= kChainDomains;)
    p = pools_[p].taken > 0 && PassOn(p) ? 0 : p + 1;
  if (placer_.may_trade_) {
    others_ = placer_.Exclusive(group_, vertices_);
    for (Wanting& wanting : group_) AddMovable(wanting);
    for (Wanting& wanting : others_) AddMovable(wanting);
    for (bool again = true; again;) {
      again = false;
      for (size_t p = 0; p < pools_.size(); ++p) again = (pools_[p].taken > 0 && TradeFrom(p)) || again;
    }
  }
  // Nobody comes to a node that is to be emptied.
  for (const Pool& pool : pools_) {
    for (size_t i = 0; i < pool.taken; ++i) placer_.own_[pool.nodes[i].leaf] += kClosed;
  }
  for (const Trade& trade : trades_) Make(trade, before);
  for (const Wanting& wanting : group_) {
    for (size_t j = 0; j < wanting.coming.size(); ++j) Come(wanting, j, before);
  }
  for (const Pool& pool : pools_) {
    for (const Node& node : pool.nodes) Open(node.leaf);
  }
}

// Each worker goes where the next node is cheapest.
void WorkerPlacer::Emptying::TakeCheapest(Wanting& wanting) {
  const Dataset& d = placer_.datasets_[wanting.dataset];
  for (int64_t more = d.spec.workers - static_cast<int64_t>(d.workers.size()); more-- > 0;) {
    const int32_t least = *std::min_element(wanting.count.begin(), wanting.count.end());
    const bool hopeless = LacksForSpread(d.spec, wanting.count) > more + 1;
    int64_t fewest = -1;
    size_t best = 0;
    for (size_t j = 0; j < wanting.count.size(); ++j) {
      if (hopeless ? wanting.count[j] > least : !wanting.MayCome(d.spec, j, more)) continue;
      const int64_t moves = Next(wanting.pool[j]);
      if (moves >= 0 && (fewest < 0 || moves < fewest)) {
        fewest = moves;
        best = j;
      }
    }
    if (fewest < 0) break;
    ++wanting.count[best], ++wanting.coming[best];
    ++pools_[wanting.pool[best]].taken;
  }
}

// By breadth-first search from the domain that gives up a node: the one where the next node is cheaper than
// that; -1: none. `links`: by pool, how it was reached.
int32_t WorkerPlacer::Emptying::FindChain(size_t from_pool, std::vector<Link>& links) {
  const int64_t saved = Last(from_pool);
  std::vector<bool> reached(pools_.size(), false);
  std::vector<int32_t> queue{static_cast<int32_t>(from_pool)};
  reached[from_pool] = true;
  for (size_t head = 0; head < queue.size(); ++head) {
    for (size_t w = 0; w < group_.size(); ++w) {
      Wanting& wanting = group_[w];
      const auto at = std::find(wanting.pool.begin(), wanting.pool.end(), queue[head]);
      const size_t from = static_cast<size_t>(at - wanting.pool.begin());
      if (at == wanting.pool.end() || wanting.coming[from] == 0) continue;
      for (size_t to = 0; to < wanting.pool.size(); ++to) {
        const int32_t q = wanting.pool[to];
        if (reached[q] || !wanting.MayPass(SpecOf(wanting), from, to)) continue;
        reached[q] = true;
        links[q] = {w, from, to, queue[head]};
        queue.push_back(q);
        const int64_t moves = Next(q);
        if (moves >= 0 && moves < saved) return q;
      }
    }
  }
  return -1;
}

bool WorkerPlacer::Emptying::PassOn(size_t from) {
  std::vector<Link> links(pools_.size());
  const int32_t end = FindChain(from, links);
  if (end < 0) return false;
  std::vector<Link> made;
  for (int32_t q = end; q != static_cast<int32_t>(from); q = links[q].before) {
    group_[links[q].wanting].Pass(links[q].from, links[q].to);
    made.push_back(links[q]);
  }
  // A dataset that is in the chain twice may break its spread: then the chain is left.
  const bool kept = std::all_of(made.begin(), made.end(), [&](const Link& link) {
    return group_[link.wanting].Allows(SpecOf(group_[link.wanting]));
  });
  if (!kept) {
    for (const Link& link : made) group_[link.wanting].Pass(link.to, link.from);
    return false;
  }
  --pools_[from].taken;
  ++pools_[end].taken;
  return true;
}

void WorkerPlacer::Emptying::AddMovable(Wanting& wanting) {
  const Dataset& d = placer_.datasets_[wanting.dataset];
  for (const Worker& worker : d.workers) {
    const size_t from = static_cast<size_t>(placer_.DomainOf(d, worker.leaf));
    if (wanting.pool[from] >= 0) movable_[wanting.pool[from]].push_back({&wanting, worker.leaf, from});
  }
}

// An exclusive worker that is where nodes are dear moves to where they are cheap, and its own is free for one
// that must come there.
bool WorkerPlacer::Emptying::TradeFrom(size_t p) {
  int64_t best = Last(p) - 1;
  bool cheaper = false;
  for (size_t q = 0; q < pools_.size() && !cheaper; ++q) {
    const int64_t moves = Next(static_cast<int32_t>(q));
    cheaper = moves >= 0 && moves < best;
  }
  if (!cheaper) return false;
  size_t chosen = movable_[p].size(), to = 0;
  for (size_t i = 0; i < movable_[p].size(); ++i) {
    const Movable& m = movable_[p][i];
    if (!placer_.HasQuota(m.leaf, largest_)) continue;
    for (size_t j = 0; j < m.who->pool.size(); ++j) {
      if (j == m.from || m.who->pool[j] < 0) continue;
      const int64_t moves = Next(m.who->pool[j]);
      if (moves < 0 || moves >= best) continue;
      --m.who->count[m.from], ++m.who->count[j];
      if (m.who->Allows(SpecOf(*m.who))) {
        best = moves;
        chosen = i;
        to = j;
      }
      ++m.who->count[m.from], --m.who->count[j];
    }
  }
  if (chosen == movable_[p].size()) return false;
  const Movable m = movable_[p][chosen];
  movable_[p].erase(movable_[p].begin() + static_cast<int64_t>(chosen));
  --m.who->count[m.from], ++m.who->count[to];
  --pools_[p].taken;
  ++pools_[m.who->pool[to]].taken;
  trades_.push_back({m.who->dataset, m.leaf, m.who->pool[to]});
  return true;
}

// True: it was closed.
bool WorkerPlacer::Emptying::Open(int32_t leaf) {
  int32_t& own = placer_.own_[leaf];
  if (own < kClosed) return false;
  own -= kClosed;
  return true;
}

// A worker of the dataset on a node that is emptied. False: nothing has changed.
bool WorkerPlacer::Emptying::Enter(int32_t dataset, const Node& node, int64_t moves, Before& before) {
  const bool closed = Open(node.leaf);
  if (placer_.Occupy(dataset, node.leaf, moves, before)) return true;
  if (closed) placer_.own_[node.leaf] += kClosed;
  return false;
}

void WorkerPlacer::Emptying::Make(const Trade& trade, Before& before) {
  std::vector<Node>& nodes = pools_[trade.pool].nodes;
  if (nodes.empty()) return;
  const Dataset& d = placer_.datasets_[trade.dataset];
  before.emplace(trade.dataset, d.workers);
  if (!Enter(trade.dataset, nodes.front(), nodes.front().moves + 1, before)) return;
  nodes.erase(nodes.begin());
  placer_.Leave(trade.dataset, trade.leaf);
  placer_.own_[trade.leaf] += kClosed;
  const auto home = std::lower_bound(vertices_.begin(), vertices_.end(), placer_.HomeOf(d, trade.leaf));
  std::vector<Node>& there = pools_[static_cast<size_t>(home - vertices_.begin())].nodes;
  there.insert(there.begin(), {0, trade.leaf, 0});
}

// A node that turns out to need more moves waits until there is none better.
void WorkerPlacer::Emptying::Come(const Wanting& wanting, size_t domain, Before& before) {
  constexpr int32_t kMore = 4;
  std::vector<Node>& nodes = pools_[wanting.pool[domain]].nodes;  // rising by moves
  for (int32_t come = 0; come < wanting.coming[domain] && !nodes.empty();) {
    Node node = nodes.front();
    nodes.erase(nodes.begin());
    if (Enter(wanting.dataset, node, node.moves, before)) {
      ++come;
    } else if (node.tries < kMore) {
      ++node.moves, ++node.tries;
      nodes.insert(std::upper_bound(nodes.begin(), nodes.end(), node), node);
    } else {
      Open(node.leaf);
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

}  // namespace fluid::placement
