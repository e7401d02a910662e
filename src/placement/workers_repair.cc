// How WorkerPlacer finds new places for workers that lost theirs.
#include <algorithm>
#include <numeric>

#include "fluid/placement_workers.h"

namespace fluid::placement {

std::vector<WorkerMove> WorkerPlacer::Repair(bool only_lost, int tries) {
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
  may_trade_ = !only_lost;
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
  for (const WorkerMove& lost : lost_) {
    // Not those whose place was made good since, or is wanted no more.
    const auto lacking = before.find(lost.dataset);
    if (lacking == before.end()) continue;
    std::vector<Worker>& was = lacking->second;
    if (static_cast<int32_t>(was.size()) < datasets_[lost.dataset].spec.workers)
      was.push_back({lost.from, 0});
  }
  lost_.clear();
  // Exclusive ones first and together: who is driven out by them finds more room then, and fewer move. If
  // that leaves some without a place, one by one: they may take what others can't do without.
  const Before at_first = before;
  Outcome best;
  Before after;
  auto attempt = [&](bool together) {
    PlaceLost(order, together, before);
    GoBack(before);
    const Outcome outcome = Judge(before);
    if (after.empty() || outcome < best) {
      best = outcome;
      after.clear();
      for (const auto& [k, workers] : before) after[k] = datasets_[k].workers;
    }
    for (const auto& [k, workers] : before) {
      const auto known = left.find(k);
      Restore(k, known == left.end() ? workers : known->second);
    }
    before = at_first;
  };
  if (!order.empty()) attempt(true);
  if (best.without > 0) attempt(false);
  Diversify(tries, order, best, attempt);
  for (const auto& [k, workers] : after) {
    before.emplace(k, datasets_[k].workers);
    Restore(k, workers);
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

// What a repair came to, of the datasets that it touched.
WorkerPlacer::Outcome WorkerPlacer::Judge(const Before& before) const {
  Outcome outcome;
  for (const auto& [k, was] : before) {
    const Dataset& d = datasets_[k];
    outcome.without += d.spec.workers - static_cast<int64_t>(d.workers.size());
    outcome.lopsided += d.lopsided ? 1 : 0;
    outcome.cost += cost(k);
    for (const Worker& worker : was) outcome.cost -= worker.cost;
    for (const WorkerMove& move : Moves(k, was, d.workers)) outcome.moves += move.to >= 0 ? 1 : 0;
  }
  return outcome;
}

// Other attempts, each in another order, with nodes to which nobody may come, and with others that make room.
// Until the moves are the fewest that there can be.
void WorkerPlacer::Diversify(int tries, std::vector<std::pair<int64_t, int32_t>>& order, const Outcome& best,
                             const std::function<void(bool)>& attempt) {
  constexpr int32_t kClosed = 1 << 22;  // less than what EmptyNodes closes with
  if (tries == 0 || order.empty()) return;
  std::vector<WorkerSpec> specs;
  std::vector<std::vector<Worker>> still;
  for (const Dataset& d : datasets_) {
    specs.push_back(d.spec);
    still.push_back(d.workers);
    if (d.removed) specs.back().workers = 0;
  }
  const int64_t least = LeastMoves(tree_, specs, still);
  dice_ = {};
  varied_ = true;
  std::vector<int32_t> closed;
  for (int i = 0; i < tries && (best.without > 0 || best.lopsided > 0 || best.moves > least); ++i) {
    for (size_t j = order.size(); j > 1; --j) std::swap(order[j - 1], order[dice_.Below(j)]);
    closed.clear();
    const size_t share = 2 + dice_.Below(8);
    for (int32_t v = 0; v < static_cast<int32_t>(own_.size()); ++v) {
      if (IsLeaf(v) && dice_.Below(share) == 0) closed.push_back(v);
    }
    for (const int32_t leaf : closed) own_[leaf] += kClosed;
    attempt(dice_.Below(2) == 0);
    for (const int32_t leaf : closed) own_[leaf] -= kClosed;
  }
  varied_ = false;
}

// Places for those without one, of the datasets in `order`.
void WorkerPlacer::PlaceLost(std::span<const std::pair<int64_t, int32_t>> order, bool together,
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
  for (const auto& [weight, k] : order) {
    // Room that was made for others may do for two.
    while (lacks(k) > 0 && (Solve(k, kKeep) || MakeRoom(k, true, before) || MakeRoom(k, false, before))) {
    }
  }
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

// Of datasets in the order in which they are placed: the hardest first.
int64_t WorkerPlacer::Weight(const WorkerSpec& spec) {
  return std::accumulate(spec.bytes.begin(), spec.bytes.end(),
                         spec.exclusive ? 4 * kMaxWorkerBytes : int64_t{0});
}

}  // namespace fluid::placement
