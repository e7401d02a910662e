#include "fluid/placement_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace fluid::placement {
namespace {

Status Wrong(std::string what) { return Internal("flow check: " + std::move(what)); }

bool Below(const FlowTree& tree, int32_t vertex, int32_t above) {
  while (vertex > above) vertex = tree.parent[vertex];
  return vertex == above;
}

}  // namespace

int64_t FlowBound(const FlowTree& tree, std::span<const FlowClass> classes, std::span<const int64_t> prices) {
  constexpr int64_t kNone = std::numeric_limits<int64_t>::max() / 4;
  const size_t n = tree.parent.size();
  std::vector<bool> inner(n, false);
  for (size_t v = 1; v < n; ++v) inner[tree.parent[v]] = true;
  std::vector<int64_t> least(n, kNone);
  int64_t bound = 0;
  for (size_t v = n; v-- > 0;) {
    if (!inner[v]) {
      least[v] = std::max<int64_t>(0, prices[v]);
      bound -= least[v] * tree.slots[v];
    }
    if (v > 0) least[tree.parent[v]] = std::min(least[tree.parent[v]], least[v]);
  }
  for (const FlowClass& c : classes) {
    int64_t price = c.penalty;
    for (const FlowArc& arc : c.arcs) price = std::min(price, arc.cost + least[arc.vertex]);
    bound += price * c.pods;
  }
  return bound;
}

Status CheckFlow(const FlowTree& tree, std::span<const FlowClass> classes, const FlowAnswer& answer) {
  const size_t n = tree.parent.size();
  if (answer.prices.size() != n) return Wrong("a price for each vertex is needed");
  if (answer.unplaced.size() != classes.size())
    return Wrong("a number of unplaced pods for each class is needed");
  std::vector<int64_t> load(n, 0), placed(classes.size(), 0);
  int64_t cost = 0;
  for (const FlowShare& share : answer.shares) {
    if (share.pod_class < 0 || share.pod_class >= static_cast<int64_t>(classes.size()))
      return Wrong("no such class");
    if (share.leaf < 0 || share.leaf >= static_cast<int64_t>(n)) return Wrong("no such leaf");
    if (share.pods <= 0) return Wrong("a share without pods");
    const FlowClass& c = classes[share.pod_class];
    if (std::none_of(c.arcs.begin(), c.arcs.end(), [&](const FlowArc& arc) {
          return arc.cost == share.cost && Below(tree, share.leaf, arc.vertex);
        })) {
      return Wrong(
          fmt::format("class {} has no arc of cost {} to leaf {}", share.pod_class, share.cost, share.leaf));
    }
    load[share.leaf] += share.pods;
    placed[share.pod_class] += share.pods;
    cost += share.pods * share.cost;
  }
  for (size_t v = 0; v < n; ++v) {
    if (load[v] > tree.slots[v])
      return Wrong(fmt::format("leaf {} has {} pods in {} slots", v, load[v], tree.slots[v]));
  }
  for (size_t k = 0; k < classes.size(); ++k) {
    if (answer.unplaced[k] < 0 || placed[k] + answer.unplaced[k] != classes[k].pods) {
      return Wrong(fmt::format("class {}: {} placed and {} unplaced of {} pods", k, placed[k],
                               answer.unplaced[k], classes[k].pods));
    }
    cost += answer.unplaced[k] * classes[k].penalty;
  }
  if (cost != answer.cost) return Wrong(fmt::format("the cost is {}, not {}", cost, answer.cost));
  const int64_t bound = FlowBound(tree, classes, answer.prices);
  if (bound != cost) return Wrong(fmt::format("the cost is {}, the prices prove {} only", cost, bound));
  return {};
}

}  // namespace fluid::placement
