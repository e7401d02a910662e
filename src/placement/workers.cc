#include "fluid/placement_workers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace fluid::placement {
namespace {

int64_t FillCost(const WorkerSpec& spec, int64_t held) {
  const int64_t missing = std::max<int64_t>(0, spec.bytes[0] + spec.bytes[1] + spec.bytes[2] - held);
  return spec.fill_price * ((missing + (1 << 20) - 1) >> 20);
}

}  // namespace

Result<WorkerPlacer> WorkerPlacer::New(WorkerTree tree) {
  const size_t n = tree.parent.size();
  if (tree.quota.size() != n) return InvalidArgument("workers: as many quotas as parents are needed");
  FlowTree shape{tree.parent, std::vector<int64_t>(n, 0)};
  for (size_t v = 0; v < n; ++v) {
    for (const int64_t bytes : tree.quota[v]) {
      if (bytes < 0)
        return InvalidArgument(fmt::format("workers: the quota of vertex {} is negative ({})", v, bytes));
      if (bytes > kMaxWorkerBytes) {
        return OutOfRange(
            fmt::format("workers: the quota of vertex {} is {}, more than {}", v, bytes, kMaxWorkerBytes));
      }
      if (bytes > 0) shape.slots[v] = 1;
    }
  }
  FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const SlotFlow checked, SlotFlow::New(shape));
  WorkerPlacer placer;
  placer.residents_.resize(n);
  placer.named_by_.resize(n);
  placer.own_.assign(n, 0);
  placer.tree_ = std::move(tree);
  placer.BuildBlocks();
  return placer;
}

Status WorkerPlacer::CheckSpec(const WorkerSpec& spec) const {
  auto number = [](std::string_view what, int64_t value, int64_t limit) -> Status {
    if (value < 0) return InvalidArgument(fmt::format("workers: {} is negative ({})", what, value));
    if (value > limit) return OutOfRange(fmt::format("workers: {} is {}, more than {}", what, value, limit));
    return {};
  };
  FLUID_RETURN_IF_ERROR(number("the number of workers", spec.workers, 100'000));
  FLUID_RETURN_IF_ERROR(number("the penalty", spec.penalty, kMaxFlowCost));
  FLUID_RETURN_IF_ERROR(number("the price of filling", spec.fill_price, 1 << 16));
  FLUID_RETURN_IF_ERROR(number("max_skew", spec.max_skew, 100'000));
  FLUID_RETURN_IF_ERROR(number("per_node", spec.per_node, 100'000));
  for (const int64_t bytes : spec.bytes)
    FLUID_RETURN_IF_ERROR(number("a worker's bytes", bytes, kMaxWorkerBytes));
  FLUID_RETURN_IF_ERROR(number("the cost of filling a worker", FillCost(spec, 0), kMaxFlowCost));
  if (spec.per_node < 1) return InvalidArgument("workers: per_node is 0; a node must be allowed one worker");
  if (spec.exclusive && spec.per_node > 1) {
    return InvalidArgument("workers: an exclusive dataset has one worker on a node; make it larger instead");
  }
  if (spec.spread_depth >= 0 && spec.max_skew < 1) {
    return InvalidArgument("workers: max_skew is 0; domains can't be equal after each worker");
  }
  for (const FlowArc& arc : spec.arcs) {
    if (arc.vertex < 0 || arc.vertex >= static_cast<int64_t>(own_.size())) {
      return InvalidArgument(fmt::format("workers: an arc to vertex {}, which does not exist", arc.vertex));
    }
    FLUID_RETURN_IF_ERROR(number("an arc's cost", arc.cost, kMaxFlowCost));
  }
  for (const HeldBytes& held : spec.held) {
    if (held.leaf < 0 || held.leaf >= static_cast<int64_t>(own_.size()) || !IsLeaf(held.leaf)) {
      return InvalidArgument(
          fmt::format("workers: bytes are held by vertex {}, which is no leaf", held.leaf));
    }
    FLUID_RETURN_IF_ERROR(number("held bytes", held.bytes, kMaxWorkerBytes));
  }
  return {};
}

Result<int32_t> WorkerPlacer::Add(const WorkerSpec& spec) {
  FLUID_RETURN_IF_ERROR(CheckSpec(spec));
  datasets_.emplace_back().spec = spec;
  Prepare(datasets_.back());
  const int32_t dataset = datasets() - 1;
  for (const FlowArc& arc : datasets_.back().arcs) named_by_[arc.vertex].push_back(dataset);
  deepest_spread_ = std::max(deepest_spread_, spec.spread_depth);
  return dataset;
}

// What solving needs of a dataset: arcs with what filling costs, and the failure domains that it could use.
void WorkerPlacer::Prepare(Dataset& d) {
  const WorkerSpec& spec = d.spec;
  d.prepared = true;
  d.need = {spec.bytes[0], spec.bytes[1], spec.bytes[2], spec.exclusive ? 1 : 0};
  d.main = static_cast<int>(std::max_element(spec.bytes.begin(), spec.bytes.end()) - spec.bytes.begin());
  d.arcs = spec.arcs;
  for (FlowArc& arc : d.arcs) arc.cost += FillCost(spec, 0);
  if (spec.fill_price > 0) {
    std::vector<FlowArc> cheaper;
    for (const HeldBytes& held : spec.held) {
      const int64_t there = CostOf(d, held.leaf);
      if (there >= 0) cheaper.push_back({held.leaf, there - FillCost(spec, 0) + FillCost(spec, held.bytes)});
    }
    d.arcs.insert(d.arcs.end(), cheaper.begin(), cheaper.end());
  }
  std::sort(d.arcs.begin(), d.arcs.end(), [](const FlowArc& a, const FlowArc& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.vertex < b.vertex;
  });
  d.domains.clear();
  d.wide.clear();
  const int32_t depth = std::max(0, spec.spread_depth);
  std::vector<std::pair<int32_t, int32_t>> within;  // domain, arc
  for (size_t a = 0; a < d.arcs.size(); ++a) {
    int32_t v = d.arcs[a].vertex;
    if (depth_[v] < depth) {
      d.wide.push_back(static_cast<int32_t>(a));
      continue;
    }
    if (!HasQuota(v, spec.bytes)) continue;
    within.emplace_back(HomeOf(d, v), static_cast<int32_t>(a));
  }
  std::sort(within.begin(), within.end());
  d.within.clear();
  for (const auto& [domain, arc] : within) {
    const int32_t at = static_cast<int32_t>(d.within.size());
    if (d.domains.empty() || d.domains.back().vertex != domain) d.domains.push_back({domain, at, at});
    d.within.push_back(arc);
    ++d.domains.back().end;
  }
  // Domains that only arcs from above lead to.
  std::vector<int32_t> more;
  for (const int32_t a : d.wide) {
    stack_.assign(1, d.arcs[a].vertex);
    while (!stack_.empty()) {
      const int32_t v = stack_.back();
      stack_.pop_back();
      if (depth_[v] < depth || IsBlock(v)) {
        const std::span<const int32_t> children = ChildrenOf(v);
        stack_.insert(stack_.end(), children.rbegin(), children.rend());
      } else {
        more.push_back(v);
      }
    }
  }
  if (!std::is_sorted(more.begin(), more.end())) std::sort(more.begin(), more.end());
  more.erase(std::unique(more.begin(), more.end()), more.end());
  const size_t reached = d.domains.size();
  d.domains.reserve(reached + more.size());
  for (size_t i = 0, j = 0; i < more.size(); ++i) {
    while (j < reached && d.domains[j].vertex < more[i]) ++j;
    if (j < reached && d.domains[j].vertex == more[i]) continue;
    if (HasQuota(more[i], spec.bytes)) d.domains.push_back({more[i], 0, 0});
  }
  std::inplace_merge(d.domains.begin(), d.domains.begin() + static_cast<int64_t>(reached), d.domains.end(),
                     [](const Domain& a, const Domain& b) { return a.vertex < b.vertex; });
  d.near.clear();
  for (size_t j = 0; j < d.domains.size(); ++j) {
    if (d.domains[j].begin < d.domains[j].end) d.near.push_back(static_cast<int32_t>(j));
  }
  if (count_.size() < d.domains.size()) count_.resize(d.domains.size(), 0);
}

// -1: no arc leads there.
int64_t WorkerPlacer::CostOf(const Dataset& d, int32_t leaf) const {
  int64_t cost = -1;
  for (const FlowArc& arc : d.arcs) {
    int32_t v = leaf;
    while (v > arc.vertex) v = tree_.parent[v];
    if (v == arc.vertex && (cost < 0 || arc.cost < cost)) cost = arc.cost;
  }
  return cost;
}

// The vertex above a leaf, or the leaf, that is as deep as the dataset's failure domains.
int32_t WorkerPlacer::HomeOf(const Dataset& d, int32_t leaf) const {
  const int32_t depth = std::max(0, d.spec.spread_depth);
  while (depth_[leaf] > depth) leaf = tree_.parent[leaf];
  return leaf;
}

// Its number among the dataset's failure domains; -1: it is none of them.
int32_t WorkerPlacer::DomainOf(const Dataset& d, int32_t leaf) const {
  const int32_t home = HomeOf(d, leaf);
  const auto found = std::lower_bound(d.domains.begin(), d.domains.end(), home,
                                      [](const Domain& domain, int32_t v) { return domain.vertex < v; });
  return found != d.domains.end() && found->vertex == home ? static_cast<int32_t>(found - d.domains.begin())
                                                           : -1;
}

Status WorkerPlacer::Remove(int32_t dataset) {
  if (!Known(dataset)) return NotFound(fmt::format("workers: no dataset {}", dataset));
  Dataset& d = datasets_[dataset];
  for (const Worker& worker : d.workers) Settle(dataset, worker.leaf, -1);
  d.workers.clear();
  d.removed = true;
  std::erase_if(lost_, [dataset](const WorkerMove& move) { return move.dataset == dataset; });
  return {};
}

Status WorkerPlacer::Place(int32_t dataset) {
  if (!Known(dataset)) return NotFound(fmt::format("workers: no dataset {}", dataset));
  Solve(dataset, 0);
  SelfCheck(dataset);
  return {};
}

void WorkerPlacer::PlaceAll(int tries) {
  std::vector<std::pair<int64_t, int32_t>> order;
  for (int32_t k = 0; k < datasets(); ++k) {
    Dataset& d = datasets_[k];
    for (const Worker& worker : d.workers) Settle(k, worker.leaf, -1);
    d.workers.clear();
    if (!d.removed) order.emplace_back(-Weight(d.spec), k);
  }
  lost_.clear();
  std::sort(order.begin(), order.end());
  for (const auto& [size, k] : order) Solve(k, 0);
  Rebuild(tries);
  SelfCheck();
}

// Only where the check is quick: it reads the whole tree for each dataset.
void WorkerPlacer::SelfCheck([[maybe_unused]] int32_t dataset) const {
#ifndef NDEBUG
  if (datasets_.size() * tree_.parent.size() > 50'000) return;
  std::vector<WorkerSpec> specs;
  std::vector<std::vector<Worker>> workers;
  for (int32_t k = 0; k < datasets(); ++k) {
    const Dataset& d = datasets_[k];
    specs.push_back(d.spec);
    workers.push_back(d.workers);
    specs.back().workers = static_cast<int32_t>(d.workers.size());
    if (d.lopsided || (dataset >= 0 && k != dataset)) specs.back().max_skew = specs.back().workers;
  }
  if (const Status status = CheckWorkers(tree_, specs, workers); !status.ok()) {
    std::fprintf(stderr, "fluid placement: %s\n", status.ToString().c_str());
    std::abort();
  }
#endif
}

std::vector<WorkerMove> WorkerPlacer::Improve(int rounds, int64_t hysteresis) {
  std::vector<WorkerMove> moves;
  for (bool better = true; better && rounds > 0; --rounds) {
    better = false;
    for (int32_t k = 0; k < datasets(); ++k) {
      Dataset& d = datasets_[k];
      if (d.removed || d.arcs.empty()) continue;
      const bool best = std::all_of(d.workers.begin(), d.workers.end(),
                                    [&](const Worker& worker) { return worker.cost == d.arcs.front().cost; });
      if (best && static_cast<int32_t>(d.workers.size()) == d.spec.workers) continue;
      const std::vector<Worker> before = d.workers;
      if (!Solve(k, hysteresis)) continue;
      better = true;
      const std::vector<WorkerMove> made = Moves(k, before, d.workers);
      moves.insert(moves.end(), made.begin(), made.end());
    }
  }
  return moves;
}

// 0 without spread. Of all workers that are in a domain.
int64_t WorkerPlacer::Skew(const Dataset& d) {
  if (d.spec.spread_depth < 0 || d.workers.empty()) return 0;
  int32_t most = 0;
  for (const Worker& worker : d.workers) {
    const int32_t domain = DomainOf(d, worker.leaf);
    if (domain >= 0) most = std::max(most, ++count_[domain]);
  }
  const auto end = count_.begin() + static_cast<int64_t>(d.domains.size());
  const int32_t least = d.workers.size() < d.domains.size() ? 0 : *std::min_element(count_.begin(), end);
  ForgetCount(d);
  return most - least;
}

// Does each prefix of the workers keep the spread?
bool WorkerPlacer::KeepsSpread(Dataset& d) {
  if (d.spec.spread_depth < 0 || d.workers.empty()) return true;
  if (!d.prepared) Prepare(d);
  const size_t domains = d.domains.size();
  int32_t least = 0;
  size_t at_least = domains;  // domains that have as few
  bool keeps = true;
  for (const Worker& worker : d.workers) {
    const int32_t domain = DomainOf(d, worker.leaf);
    keeps = domain >= 0;
    if (!keeps) break;
    if (count_[domain]++ == least && --at_least == 0) {
      ++least;
      at_least = static_cast<size_t>(
          std::count(count_.begin(), count_.begin() + static_cast<int64_t>(domains), least));
    }
    keeps = count_[domain] - least <= d.spec.max_skew;
    if (!keeps) break;
  }
  ForgetCount(d);
  return keeps;
}

// Of the workers by domain: all 0 between uses.
void WorkerPlacer::ForgetCount(const Dataset& d) {
  if (d.workers.size() >= d.domains.size()) {
    std::fill(count_.begin(), count_.begin() + static_cast<int64_t>(d.domains.size()), 0);
    return;
  }
  for (const Worker& worker : d.workers) {
    const int32_t domain = DomainOf(d, worker.leaf);
    if (domain >= 0) count_[domain] = 0;
  }
}

std::vector<WorkerMove> WorkerPlacer::Moves(int32_t dataset, const std::vector<Worker>& before,
                                            const std::vector<Worker>& after) const {
  std::vector<int32_t> gone, come;
  for (const Worker& worker : before) gone.push_back(worker.leaf);
  for (const Worker& worker : after) {
    const auto same = std::find(gone.begin(), gone.end(), worker.leaf);
    if (same != gone.end()) {
      gone.erase(same);
    } else {
      come.push_back(worker.leaf);
    }
  }
  const WorkerSpec& spec = datasets_[dataset].spec;
  std::vector<WorkerMove> moves;
  for (size_t i = 0; i < std::max(gone.size(), come.size()); ++i) {
    WorkerMove move{dataset, i < gone.size() ? gone[i] : -1, i < come.size() ? come[i] : -1, 0};
    if (move.to >= 0) {
      int64_t held = 0;
      for (const HeldBytes& h : spec.held) held = std::max(held, h.leaf == move.to ? h.bytes : 0);
      move.bytes = std::max<int64_t>(0, TotalOf(spec.bytes) - held);
    }
    moves.push_back(move);
  }
  return moves;
}

void WorkerPlacer::Restore(int32_t dataset, const std::vector<Worker>& workers) {
  Dataset& d = datasets_[dataset];
  for (const Worker& worker : d.workers) Settle(dataset, worker.leaf, -1);
  for (const Worker& worker : workers) Settle(dataset, worker.leaf, 1);
  d.workers = workers;
  d.lopsided = Skew(d) > d.spec.max_skew;
}

int64_t WorkerPlacer::cost(int32_t dataset) const {
  const Dataset& d = datasets_[dataset];
  if (d.removed) return 0;
  int64_t cost = (d.spec.workers - static_cast<int64_t>(d.workers.size())) * d.spec.penalty;
  for (const Worker& worker : d.workers) cost += worker.cost;
  return cost;
}

int64_t WorkerPlacer::cost() const {
  int64_t cost_of_all = 0;
  for (int32_t k = 0; k < datasets(); ++k) cost_of_all += cost(k);
  return cost_of_all;
}

// A worker of the dataset comes to a leaf (+1) or leaves it (-1).
void WorkerPlacer::Settle(int32_t dataset, int32_t leaf, int times) {
  if (times > 0) {
    residents_[leaf].push_back(dataset);
  } else {
    residents_[leaf].erase(std::find(residents_[leaf].begin(), residents_[leaf].end(), dataset));
  }
  Use(datasets_[dataset], leaf, times);
}

}  // namespace fluid::placement
