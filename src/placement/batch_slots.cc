#include "batch_slots.h"

#include <algorithm>
#include <limits>

#include "batch_bound.h"

namespace fluid::placement {

Result<SlotBound> BoundOneShape(const BatchProblem& problem) {
  const size_t n = problem.parent.size(), rs = static_cast<size_t>(problem.resources);
  int64_t pods = 0;
  for (const BatchClass& c : problem.classes) pods += c.pods;
  FlowTree tree{problem.parent, std::vector<int64_t>(n, pods)};
  for (size_t v = 1; v < n; ++v) tree.slots[problem.parent[v]] = 0;
  for (size_t v = 0; v < n; ++v) {
    for (size_t r = 0; r < rs && !problem.classes.empty(); ++r) {
      const int64_t request = problem.classes.front().request[r];
      if (request > 0) tree.slots[v] = std::min(tree.slots[v], problem.capacity[v * rs + r] / request);
    }
  }
  int64_t room = kMaxFlowPods;
  for (int64_t& slots : tree.slots) {
    slots = std::min(slots, room);
    room -= slots;
  }
  FLUID_ASSIGN_OR_RETURN(SlotFlow flow, SlotFlow::New(tree));
  for (const BatchClass& c : problem.classes) {
    FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const int32_t added, flow.AddClass({c.pods, c.penalty, c.arcs}));
  }
  flow.Solve();
  SlotBound made{flow.Answer(), EmptyProof(problem)};
  std::vector<int64_t> least = made.flow.prices;
  std::vector<bool> inner(n, false);
  for (size_t v = 1; v < n; ++v) inner[problem.parent[v]] = true;
  for (size_t v = n; v-- > 0;) {
    if (inner[v]) continue;
    made.proof.prices[v * (rs + 1) + rs] = least[v] * made.proof.price_scale;
  }
  for (size_t v = 0; v < n; ++v) least[v] = inner[v] ? std::numeric_limits<int64_t>::max() / 4 : least[v];
  for (size_t v = n; v-- > 1;) least[problem.parent[v]] = std::min(least[problem.parent[v]], least[v]);
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    int64_t price = problem.classes[k].penalty;
    for (const FlowArc& arc : problem.classes[k].arcs) price = std::min(price, arc.cost + least[arc.vertex]);
    made.proof.class_prices[k] = price * made.proof.price_scale;
  }
  return made;
}

}  // namespace fluid::placement
