#include "fluid/placement_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

#include "batch_bound.h"
#include "batch_dual.h"
#include "batch_pack.h"
#include "batch_repack.h"
#include "batch_search.h"
#include "batch_slots.h"
#include "batch_state.h"

namespace fluid::placement {
namespace {

Status CheckProblem(const BatchProblem& p) {
  const size_t n = p.parent.size();
  if (p.resources < 1 || p.resources > kMaxBatchResources) {
    return InvalidArgument(
        fmt::format("batch: {} resources; 1 to {} are allowed", p.resources, kMaxBatchResources));
  }
  if (p.capacity.size() != n * p.resources)
    return InvalidArgument("batch: a capacity for each vertex and resource is needed");
  auto quantity = [](std::string_view what, int64_t value) -> Status {
    if (value < 0) return InvalidArgument(fmt::format("batch: {} is negative ({})", what, value));
    if (value > kMaxBatchQuantity) {
      return OutOfRange(fmt::format("batch: {} is {}, more than {}", what, value, kMaxBatchQuantity));
    }
    return {};
  };
  for (const int64_t c : p.capacity) FLUID_RETURN_IF_ERROR(quantity("a capacity", c));
  // The rest is a flow's to refuse: the same tree, classes and arcs.
  FlowTree tree{p.parent, std::vector<int64_t>(n, 0)};
  for (size_t v = 0; v < n; ++v) {
    for (int r = 0; r < p.resources; ++r) tree.slots[v] |= p.capacity[v * p.resources + r] > 0 ? 1 : 0;
  }
  FLUID_ASSIGN_OR_RETURN(SlotFlow flow, SlotFlow::New(tree));
  for (const BatchClass& c : p.classes) {
    if (c.request.size() != static_cast<size_t>(p.resources)) {
      return InvalidArgument("batch: a request of each resource is needed");
    }
    for (const int64_t r : c.request) FLUID_RETURN_IF_ERROR(quantity("a request", r));
    FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const int32_t k, flow.AddClass({c.pods, c.penalty, c.arcs}));
  }
  return {};
}

void Round(const FlowAnswer& flow, BatchState& state) {
  for (const FlowShare& share : flow.shares) {
    const std::span<const FlowArc> arcs = state.Arcs(share.pod_class);
    for (size_t a = 0; a < arcs.size(); ++a) {
      const int32_t at = state.begin(share.leaf);
      if (arcs[a].cost != share.cost || at < state.begin(arcs[a].vertex) || at >= state.end(arcs[a].vertex))
        continue;
      state.Put(share.pod_class, static_cast<int32_t>(a), share.leaf, share.pods);
      break;
    }
  }
}

// Largest first, at the cheapest arc with room.
void Fill(BatchState& state) {
  const BatchProblem& problem = state.problem();
  const size_t rs = static_cast<size_t>(problem.resources);
  std::vector<int64_t> most(rs, 1);
  for (size_t i = 0; i < problem.capacity.size(); ++i)
    most[i % rs] = std::max(most[i % rs], problem.capacity[i]);
  std::vector<std::pair<int64_t, int32_t>> order;
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    int64_t size = 0;
    for (size_t r = 0; r < rs; ++r) {
      const __int128 share = static_cast<__int128>(problem.classes[k].request[r]) * 1024 / most[r];
      size = std::max(size, static_cast<int64_t>(share));
    }
    order.emplace_back(-size, static_cast<int32_t>(k));
  }
  std::sort(order.begin(), order.end());
  for (const auto& [size, k] : order) {
    const std::span<const FlowArc> arcs = state.Arcs(k);
    for (size_t a = 0; a < arcs.size() && arcs[a].cost < problem.classes[k].penalty; ++a) {
      while (state.unplaced(k) > 0) {
        const int32_t leaf = state.Find(arcs[a].vertex, k);
        if (leaf < 0) break;
        state.Put(k, static_cast<int32_t>(a), leaf, std::min(state.unplaced(k), state.Fits(leaf, k)));
      }
    }
  }
  state.Forget();
}

// More of a resource is asked for than there is.
bool Overfull(const BatchProblem& problem) {
  const size_t rs = static_cast<size_t>(problem.resources);
  for (size_t r = 0; r < rs; ++r) {
    __int128 left = 0;
    for (size_t v = 0; v < problem.parent.size(); ++v) left += problem.capacity[v * rs + r];
    for (const BatchClass& c : problem.classes) left -= static_cast<__int128>(c.request[r]) * c.pods;
    if (left < 0) return true;
  }
  return false;
}

// Whole leaves, then turns: single pods in a melt that is nearly cold, whole leaves, pairs of them. A turn
// that finds nothing better makes the next one hotter.
void Search(BatchState& state, int64_t moves, int64_t bound) {
  constexpr int64_t kParts[] = {64, 32, 16, 8, 3, 2, 8, 1};  // of the span of costs, to start at
  constexpr int64_t kColdMoves = 100, kMoves = 1000;         // of a pod in a round
  constexpr int64_t kCold = 16;
  constexpr int64_t kMovesOfAShake = 100;  // that take about its time
  constexpr int kPasses = 8;
  const BatchProblem& problem = state.problem();
  int64_t pods = 1;
  for (const BatchClass& c : problem.classes) pods += c.pods;
  BatchSearch search(state);
  BatchRepack repack(state);
  // Where some must stay out, who is large has no claim.
  bool by_size = !Overfull(problem);
  repack.Run(kPasses, bound);
  for (size_t i = 0; i < std::size(kParts) && moves > 0 && state.cost() > bound;) {
    const int64_t cost = state.cost();
    const int64_t each = std::min(moves, pods * (kParts[i] >= kCold ? kColdMoves : kMoves));
    moves -= each;
    search.Run(each, {kParts[i], by_size}, bound);
    repack.Run(kPasses, bound);
    repack.Shake(each / kMovesOfAShake, bound);
    int64_t out = 0;
    for (size_t k = 0; k < problem.classes.size(); ++k) out += state.unplaced(static_cast<int32_t>(k));
    by_size = out > 0 ? !by_size : by_size;
    if (state.cost() == cost) ++i;
  }
}

void Tell(const BatchState& state, BatchAnswer& answer) {
  for (const int32_t leaf : state.leaves()) {
    for (const BatchState::Item& item : state.Items(leaf)) {
      answer.shares.push_back({item.pod_class, leaf, state.Arcs(item.pod_class)[item.arc].cost, item.pods});
    }
  }
  std::sort(answer.shares.begin(), answer.shares.end(), [](const FlowShare& a, const FlowShare& b) {
    return std::tie(a.pod_class, a.leaf, a.cost) < std::tie(b.pod_class, b.leaf, b.cost);
  });
  for (size_t k = 0; k < state.problem().classes.size(); ++k)
    answer.unplaced.push_back(state.unplaced(static_cast<int32_t>(k)));
  answer.cost = state.cost();
}

}  // namespace

Result<BatchAnswer> SolveBatch(const BatchProblem& problem, const BatchOptions& options) {
  // Choices of a proof: with few leaves, enough to close each; with many, a few.
  constexpr int64_t kProofTrials = 400'000, kLeastTrials = 30;
  FLUID_RETURN_IF_ERROR(CheckProblem(problem));
  BatchAnswer answer;
  BatchState state(problem);
  const bool one_shape =
      std::all_of(problem.classes.begin(), problem.classes.end(),
                  [&](const BatchClass& c) { return c.request == problem.classes.front().request; });
  if (one_shape) {
    FLUID_ASSIGN_OR_RETURN(SlotBound exact, BoundOneShape(problem));
    Round(exact.flow, state);
    answer.proof = std::move(exact.proof);
    answer.bound = ProvenBound(problem, answer.proof);
  } else {
    const BatchGroups groups(problem);
    BatchDual dual(groups);
    dual.Run(std::max(1, options.steps));
    answer.proof = dual.Proof();
    TuneProof(problem, state.leaves(), answer.proof);
    answer.proof.trials = std::max(kLeastTrials, kProofTrials / static_cast<int64_t>(problem.parent.size()));
    answer.bound = ProvenBound(problem, answer.proof);
    BatchPack(state, dual).Run(answer.proof);
    Fill(state);
    Search(state, options.moves, answer.bound);
  }
  Tell(state, answer);
#ifndef NDEBUG
  FLUID_RETURN_IF_ERROR(CheckBatch(problem, answer));
#endif
  return answer;
}

}  // namespace fluid::placement
