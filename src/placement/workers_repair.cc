// How WorkerPlacer finds new places for workers that lost theirs.
#include <algorithm>
#include <numeric>

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
