#include <algorithm>

#include "fluid/placement_workers.h"

namespace fluid::placement {

std::vector<FlowArc> TrafficArcs(std::span<const int32_t> parent, std::span<const HeldBytes> readers,
                                 std::span<const int64_t> price_by_depth) {
  // cost(leaf) = sum over readers of MiB * price(common depth) = all MiB at the root's price, less what each
  // vertex on the way to the leaf saves: MiB read below it * (price above - price there). Only vertices above
  // readers save anything.
  std::vector<std::pair<int32_t, int64_t>> below;
  int64_t all = 0;
  for (const HeldBytes& reader : readers) {
    const int64_t mib = (reader.bytes + (1 << 20) - 1) >> 20;
    all += mib;
    for (int32_t v = reader.leaf; v >= 0; v = parent[v]) below.emplace_back(v, mib);
  }
  std::sort(below.begin(), below.end());
  std::vector<FlowArc> arcs{{0, all * price_by_depth[0]}};
  std::vector<int32_t> depth{0};
  for (size_t i = 0; i < below.size();) {
    const int32_t v = below[i].first;
    int64_t mib = 0;
    for (; i < below.size() && below[i].first == v; ++i) mib += below[i].second;
    if (v == 0) continue;
    const auto above =
        std::lower_bound(arcs.begin(), arcs.end(), parent[v],
                         [](const FlowArc& arc, int32_t vertex) { return arc.vertex < vertex; });
    const int32_t d = depth[above - arcs.begin()] + 1;
    const size_t last = price_by_depth.size() - 1;
    const int64_t saved =
        price_by_depth[std::min<size_t>(d - 1, last)] - price_by_depth[std::min<size_t>(d, last)];
    arcs.push_back({v, above->cost - mib * saved});
    depth.push_back(d);
  }
  return arcs;
}

}  // namespace fluid::placement
