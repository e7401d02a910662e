// The checker of batches: shares the input's and the answer's types with the solver, and nothing else.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "batch_bound.h"
#include "fluid/placement_batch.h"

namespace fluid::placement {
namespace {

using Wide = __int128;

}  // namespace

bool BatchUnits::Fits(const BatchProblem& problem, int32_t vertex, size_t pod_class) const {
  for (int r = 0; r < problem.resources; ++r) {
    if (problem.classes[pod_class].request[r] > most[vertex * problem.resources + r]) return false;
  }
  return true;
}

BatchUnits UnitsOf(const BatchProblem& problem, const std::vector<int>& shifts) {
  const size_t n = problem.parent.size(), rs = problem.resources;
  BatchUnits units;
  int64_t pods = 0;
  std::vector<int64_t> least(rs, std::numeric_limits<int64_t>::max());
  for (const BatchClass& c : problem.classes) {
    pods += c.pods;
    for (size_t r = 0; r < rs; ++r) {
      units.request.push_back(c.request[r] >> shifts[r]);
      least[r] = std::min(least[r], c.request[r]);
    }
    units.request.push_back(1);
  }
  for (size_t v = 0; v < n; ++v) {
    int64_t count = pods;
    for (size_t r = 0; r < rs; ++r) {
      const int64_t capacity = problem.capacity[v * rs + r];
      units.capacity.push_back(capacity >> shifts[r]);
      if (least[r] > 0) count = std::min(count, capacity / least[r]);
    }
    units.capacity.push_back(count);
  }
  units.most = problem.capacity;
  for (size_t v = n; v-- > 1;) {
    for (size_t r = 0; r < rs; ++r) {
      int64_t& above = units.most[problem.parent[v] * rs + r];
      above = std::max(above, units.most[v * rs + r]);
    }
  }
  return units;
}

int64_t ProvenBound(const BatchProblem& problem, const BatchProof& proof) {
  const size_t n = problem.parent.size(), rs = static_cast<size_t>(problem.resources) + 1;
  auto bad = [](int64_t value) { return value < 0 || value > int64_t{1} << 42; };
  if (proof.price_scale <= 0 || proof.price_scale > int64_t{1} << 20 || proof.prices.size() != n * rs ||
      proof.shifts.size() + 1 != rs || std::any_of(proof.prices.begin(), proof.prices.end(), bad) ||
      std::any_of(proof.shifts.begin(), proof.shifts.end(),
                  [](int shift) { return shift < 0 || shift > 60; })) {
    return -1;
  }
  const BatchUnits units = UnitsOf(problem, proof.shifts);
  std::vector<bool> inner(n, false);
  for (size_t v = 1; v < n; ++v) inner[problem.parent[v]] = true;
  std::vector<int64_t> least(n * rs, std::numeric_limits<int64_t>::max());
  Wide bound = 0;
  for (size_t v = n; v-- > 0;) {
    for (size_t r = 0; r < rs; ++r) {
      const size_t i = v * rs + r;
      if (!inner[v]) {
        least[i] = proof.prices[i];
        bound -= Wide{proof.prices[i]} * units.capacity[i];
      }
      if (v > 0) least[problem.parent[v] * rs + r] = std::min(least[problem.parent[v] * rs + r], least[i]);
    }
  }
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    const BatchClass& c = problem.classes[k];
    Wide best = Wide{c.penalty} * proof.price_scale;
    for (const FlowArc& arc : c.arcs) {
      if (!units.Fits(problem, arc.vertex, k)) continue;
      Wide cost = Wide{arc.cost} * proof.price_scale;
      for (size_t r = 0; r < rs; ++r) cost += Wide{units.request[k * rs + r]} * least[arc.vertex * rs + r];
      best = std::min(best, cost);
    }
    bound += best * c.pods;
  }
  // Costs are whole: round up.
  const Wide scale = proof.price_scale;
  return bound <= 0 ? 0 : static_cast<int64_t>((bound + scale - 1) / scale);
}

Status CheckBatch(const BatchProblem& problem, const BatchAnswer& answer) {
  auto wrong = [](std::string what) { return Internal("batch check: " + std::move(what)); };
  const size_t n = problem.parent.size();
  const int rs = problem.resources;
  if (answer.unplaced.size() != problem.classes.size())
    return wrong("a number of unplaced pods for each class is needed");
  std::vector<__int128> load(n * rs, 0);
  std::vector<int64_t> placed(problem.classes.size(), 0);
  int64_t cost = 0;
  for (const FlowShare& share : answer.shares) {
    if (share.pod_class < 0 || share.pod_class >= static_cast<int64_t>(problem.classes.size()) ||
        share.leaf < 0 || share.leaf >= static_cast<int64_t>(n) || share.pods <= 0) {
      return wrong("a share of no class, no leaf or no pods");
    }
    const BatchClass& c = problem.classes[share.pod_class];
    bool may = false;
    for (int32_t v = share.leaf; v >= 0; v = problem.parent[v]) {
      for (const FlowArc& arc : c.arcs) may = may || (arc.vertex == v && arc.cost == share.cost);
    }
    if (!may)
      return wrong(
          fmt::format("class {} has no arc of cost {} to leaf {}", share.pod_class, share.cost, share.leaf));
    for (int r = 0; r < rs; ++r)
      load[share.leaf * rs + r] += static_cast<__int128>(c.request[r]) * share.pods;
    placed[share.pod_class] += share.pods;
    cost += share.cost * share.pods;
  }
  for (size_t i = 0; i < load.size(); ++i) {
    if (load[i] > problem.capacity[i])
      return wrong(fmt::format("leaf {} has too little of resource {}", i / rs, i % rs));
  }
  for (size_t k = 0; k < placed.size(); ++k) {
    if (answer.unplaced[k] < 0 || placed[k] + answer.unplaced[k] != problem.classes[k].pods) {
      return wrong(fmt::format("class {}: {} placed and {} unplaced of {} pods", k, placed[k],
                               answer.unplaced[k], problem.classes[k].pods));
    }
    cost += answer.unplaced[k] * problem.classes[k].penalty;
  }
  if (cost != answer.cost) return wrong(fmt::format("the cost is {}, not {}", cost, answer.cost));
  const int64_t bound = ProvenBound(problem, answer.proof);
  if (bound != answer.bound)
    return wrong(fmt::format("the proof gives the bound {}, not {}", bound, answer.bound));
  if (bound > cost) return wrong(fmt::format("the bound {} is more than the cost {}", bound, cost));
  return {};
}

}  // namespace fluid::placement
