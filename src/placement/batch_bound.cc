#include "batch_bound.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace fluid::placement {
namespace {

using Wide = __int128;
constexpr int64_t kUnits = int64_t{1} << 22;  // of all leaves, and of all pods, about

// Weights of equal importance: a resource's total is 2^40 whatever its unit.
int64_t BaseWeight(const BatchProblem& problem, int resource) {
  Wide total = 0;
  const size_t n = problem.parent.size();
  for (size_t v = 0; v < n; ++v) total += problem.capacity[v * problem.resources + resource];
  if (total == 0) return 0;
  const Wide weight = (Wide{1} << 60) * n / total;
  return static_cast<int64_t>(std::clamp<Wide>(weight, 1, Wide{1} << 60));
}

Wide Weigh(const std::vector<int64_t>& weights, const int64_t* amounts) {
  Wide sum = 0;
  for (size_t r = 0; r < weights.size(); ++r) sum += Wide{weights[r]} * amounts[r];
  return sum;
}

// How much of each resource the flow puts on leaves beyond their capacity, in 1/1024 of all there is.
std::vector<int64_t> Overload(const BatchProblem& problem, const BatchBound& bound) {
  const int rs = problem.resources;
  const size_t n = problem.parent.size();
  std::vector<Wide> load(n * rs, 0);
  for (const FlowShare& share : bound.flow.shares) {
    for (int r = 0; r < rs; ++r) {
      load[share.leaf * rs + r] += Wide{share.pods} * problem.classes[share.pod_class].request[r] * 1024 /
                                   bound.sizes[share.pod_class];
    }
  }
  std::vector<int64_t> overload(rs, 0);
  for (int r = 0; r < rs; ++r) {
    Wide over = 0, all = 0;
    for (size_t v = 0; v < n; ++v) {
      over += std::max<Wide>(0, load[v * rs + r] - Wide{problem.capacity[v * rs + r]} * 1024);
      all += problem.capacity[v * rs + r];
    }
    overload[r] = all > 0 ? static_cast<int64_t>(over / all) : 0;
  }
  return overload;
}

// Of a pod. What is larger than any leaf need not be told apart: less is as true for the bound.
Wide Size(const std::vector<int64_t>& weights, const BatchClass& c, Wide largest) {
  return std::min(Weigh(weights, c.request.data()), largest);
}

// Prices of the flow's units as prices of resources. No weights: of pods.
BatchProof ToProof(const BatchProblem& problem, const std::vector<int64_t>& weights, Wide unit,
                   const std::vector<int64_t>& prices, int64_t scale) {
  constexpr int kScaleBits = 18, kQuantityBits = 14;
  const size_t n = problem.parent.size(), rs = problem.resources;
  BatchProof proof;
  proof.price_scale = int64_t{1} << kScaleBits;
  for (size_t r = 0; r < rs; ++r) {
    int64_t most = 0;
    for (size_t v = 0; v < n; ++v) most = std::max(most, problem.capacity[v * rs + r]);
    proof.shifts.push_back(
        std::max(0, static_cast<int>(std::bit_width(static_cast<uint64_t>(most))) - kQuantityBits));
  }
  proof.prices.assign(n * (rs + 1), 0);
  for (size_t v = 0; v < n; ++v) {
    const Wide price = (Wide{prices[v]} << kScaleBits) / scale;
    if (weights.empty()) proof.prices[v * (rs + 1) + rs] = static_cast<int64_t>(price);
    for (size_t r = 0; r < weights.size(); ++r) {
      const Wide of_unit =
          price * ((Wide{weights[r]} << proof.shifts[r]) >> 20) / std::max<Wide>(1, unit >> 20);
      proof.prices[v * (rs + 1) + r] = static_cast<int64_t>(std::min(of_unit, Wide{1} << 42));
    }
  }
  return proof;
}

// Solves the flow of sizes and capacities in units, and takes its prices as the proof.
Result<BatchBound> Bound(const BatchProblem& problem, const std::vector<int64_t>& weights, Wide unit,
                         FlowTree tree, std::vector<int64_t> sizes) {
  BatchBound made;
  made.weights = weights;
  made.sizes = std::move(sizes);
  int64_t highest = 1, largest = 1, scale = 1;
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    highest = std::max(highest, problem.classes[k].penalty);
    largest = std::max(largest, made.sizes[k]);
    for (const FlowArc& arc : problem.classes[k].arcs) highest = std::max(highest, arc.cost);
  }
  // Costs of a unit are rounded: the more so, the larger pods are.
  while (largest > 1 && scale < 1 << 16 && highest * scale * 2 <= kMaxFlowCost) {
    scale *= 2;
  }
  FLUID_ASSIGN_OR_RETURN(SlotFlow flow, SlotFlow::New(tree));
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    const BatchClass& c = problem.classes[k];
    const int64_t size = made.sizes[k];
    FlowClass in_units{c.pods * size, 0, c.arcs};
    if (size > 0) {
      in_units.penalty = c.penalty * scale / size;
      for (FlowArc& arc : in_units.arcs) arc.cost = arc.cost * scale / size;
    }
    FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const int32_t added, flow.AddClass(in_units));
  }
  flow.Solve();
  made.flow = flow.Answer();
  made.proof = ToProof(problem, weights, unit, made.flow.prices, scale);
  made.bound = ProvenBound(problem, made.proof);
  return made;
}

Result<BatchBound> BoundByWeights(const BatchProblem& problem, const std::vector<int64_t>& weights) {
  const size_t n = problem.parent.size();
  Wide supply = 0, demand = 0, largest = 0;
  for (size_t v = 0; v < n; ++v) {
    const Wide size = Weigh(weights, &problem.capacity[v * problem.resources]);
    supply += size;
    largest = std::max(largest, size);
  }
  for (const BatchClass& c : problem.classes) demand += Size(weights, c, largest) * c.pods;
  const Wide unit = std::max(supply, demand) / kUnits + 1;
  FlowTree tree{problem.parent, std::vector<int64_t>(n, 0)};
  for (size_t v = 0; v < n; ++v) {
    tree.slots[v] = static_cast<int64_t>(Weigh(weights, &problem.capacity[v * problem.resources]) / unit);
  }
  std::vector<int64_t> sizes;
  for (const BatchClass& c : problem.classes)
    sizes.push_back(static_cast<int64_t>(Size(weights, c, largest) / unit));
  return Bound(problem, weights, unit, std::move(tree), std::move(sizes));
}

Result<BatchBound> BoundByCount(const BatchProblem& problem) {
  const size_t n = problem.parent.size();
  int64_t pods = 0;
  for (const BatchClass& c : problem.classes) pods += c.pods;
  FlowTree tree{problem.parent, std::vector<int64_t>(n, pods)};
  for (int r = 0; r < problem.resources; ++r) {
    int64_t least = kMaxBatchQuantity;
    for (const BatchClass& c : problem.classes) least = std::min(least, c.request[r]);
    for (size_t v = 0; v < n && least > 0; ++v) {
      tree.slots[v] = std::min(tree.slots[v], problem.capacity[v * problem.resources + r] / least);
    }
  }
  for (size_t v = 1; v < n; ++v) tree.slots[problem.parent[v]] = 0;
  int64_t room = kMaxFlowPods;
  for (int64_t& slots : tree.slots) {
    slots = std::min(slots, room);
    room -= slots;
  }
  return Bound(problem, {}, 1, std::move(tree), std::vector<int64_t>(problem.classes.size(), 1));
}

}  // namespace

Result<BatchBound> BoundBatch(const BatchProblem& problem, int weightings) {
  const int rs = problem.resources;
  std::vector<int64_t> base;
  for (int r = 0; r < rs; ++r) base.push_back(BaseWeight(problem, r));
  FLUID_ASSIGN_OR_RETURN(BatchBound best, BoundByWeights(problem, base));
  FLUID_ASSIGN_OR_RETURN(BatchBound count, BoundByCount(problem));
  for (int r = 0; r < rs && rs > 1 && r + 1 < weightings; ++r) {
    std::vector<int64_t> alone(rs, 0);
    alone[r] = base[r];
    if (base[r] == 0) continue;
    FLUID_ASSIGN_OR_RETURN(BatchBound other, BoundByWeights(problem, alone));
    if (other.bound > best.bound) best = std::move(other);
  }
  // From the best: more weight for what it overloads, by ever smaller steps when that does not help.
  int64_t step = 4;
  for (int tried = rs + 1; tried < weightings && rs > 1; ++tried) {
    const std::vector<int64_t> overload = Overload(problem, best);
    const int64_t most = *std::max_element(overload.begin(), overload.end());
    if (most == 0) break;
    std::vector<int64_t> weights = best.weights;
    for (int r = 0; r < rs; ++r)
      weights[r] = std::min(weights[r] + base[r] / 16 / most * overload[r] * step, int64_t{1} << 61);
    FLUID_ASSIGN_OR_RETURN(BatchBound other, BoundByWeights(problem, weights));
    if (other.bound > best.bound) {
      best = std::move(other);
    } else if (step > 1) {
      step /= 2;
    } else {
      break;
    }
  }
  if (count.bound >= best.bound) return count;
  return best;
}

}  // namespace fluid::placement
