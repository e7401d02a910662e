// The checker of batches: shares the input's and the answer's types with the solver, and nothing else.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "batch.h"
#include "batch_bound.h"

namespace fluid::placement {
namespace {

using Wide = __int128;

struct Sizes {
  std::vector<Wide> classes, leaves;
};

Sizes SizesOf(const BatchProblem& problem, const BatchProof& proof) {
  const size_t n = problem.parent.size(), rs = problem.resources;
  Sizes sizes;
  if (proof.weights.empty()) {
    sizes.classes.assign(problem.classes.size(), 1);
    for (const BatchClass& c : problem.classes) sizes.leaves.resize(n, 0), sizes.leaves[0] += c.pods;
    sizes.leaves.assign(n, n > 0 && !sizes.leaves.empty() ? sizes.leaves[0] : 0);
    for (size_t r = 0; r < rs; ++r) {
      int64_t least = std::numeric_limits<int64_t>::max();
      for (const BatchClass& c : problem.classes) least = std::min(least, c.request[r]);
      for (size_t v = 0; v < n && least > 0; ++v) {
        sizes.leaves[v] = std::min<Wide>(sizes.leaves[v], problem.capacity[v * rs + r] / least);
      }
    }
    return sizes;
  }
  const Wide unit = Wide{proof.unit_high} << 30;
  auto weigh = [&](const int64_t* amounts) {
    Wide sum = 0;
    for (size_t r = 0; r < rs; ++r) sum += Wide{proof.weights[r]} * amounts[r];
    return sum / unit;
  };
  for (const BatchClass& c : problem.classes) sizes.classes.push_back(weigh(c.request.data()));
  for (size_t v = 0; v < n; ++v) sizes.leaves.push_back(weigh(&problem.capacity[v * rs]));
  return sizes;
}

}  // namespace

int64_t ProvenBound(const BatchProblem& problem, const BatchProof& proof) {
  constexpr int64_t kNone = std::numeric_limits<int64_t>::max();
  const size_t n = problem.parent.size();
  if (proof.price_scale <= 0 || proof.prices.size() != n) return -1;
  if (!proof.weights.empty() &&
      (proof.unit_high <= 0 || proof.weights.size() != static_cast<size_t>(problem.resources) ||
       std::any_of(proof.weights.begin(), proof.weights.end(),
                   [](int64_t w) { return w < 0 || w > int64_t{1} << 61; }))) {
    return -1;
  }
  const Sizes sizes = SizesOf(problem, proof);
  std::vector<bool> inner(n, false);
  for (size_t v = 1; v < n; ++v) inner[problem.parent[v]] = true;
  std::vector<int64_t> least(n, kNone);
  Wide bound = 0;
  for (size_t v = n; v-- > 0;) {
    if (!inner[v]) {
      least[v] = std::max<int64_t>(0, proof.prices[v]);
      bound -= least[v] * sizes.leaves[v];
    }
    if (v > 0) least[problem.parent[v]] = std::min(least[problem.parent[v]], least[v]);
  }
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    const BatchClass& c = problem.classes[k];
    Wide price = Wide{c.penalty} * proof.price_scale;
    for (const FlowArc& arc : c.arcs) {
      price = std::min(price, Wide{arc.cost} * proof.price_scale + sizes.classes[k] * least[arc.vertex]);
    }
    bound += price * c.pods;
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
