#include "fluid/placement_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "batch_bound.h"
#include "batch_prices.h"
#include "batch_repack.h"
#include "batch_search.h"
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
  answer.trials = state.looked;
}

}  // namespace

Result<BatchAnswer> SolveBatch(const BatchProblem& problem, const BatchOptions& options) {
  // Choices of a proof: with few leaves, enough to close each; with many, a few.
  constexpr int64_t kProofTrials = 400'000, kLeastTrials = 30;
  constexpr int kRounds = 8;
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
    answer.proof = PriceBatch(problem, std::max(1, options.steps));
    answer.proof.trials = std::max(kLeastTrials, kProofTrials / static_cast<int64_t>(problem.parent.size()));
    answer.bound = ProvenBound(problem, answer.proof);
    BatchSearch search(state, options.trials);
    search.Fill();
    BatchRepack repack(state, options.trials);
    repack.Run(answer.bound);
    search.Improve();
    // What kicks have opened, whole leaves close.
    for (int i = 0; i < kRounds && answer.bound < state.cost(); ++i) {
      search.Kick(options.kicks / kRounds, answer.bound);
      repack.Run(answer.bound);
      search.Improve();
    }
  }
  Tell(state, answer);
#ifndef NDEBUG
  FLUID_RETURN_IF_ERROR(CheckBatch(problem, answer));
#endif
  return answer;
}

}  // namespace fluid::placement
