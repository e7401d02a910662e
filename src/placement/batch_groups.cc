#include "batch_groups.h"

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <unordered_map>

namespace fluid::placement {
namespace {

bool Same(const std::vector<FlowArc>& a, const std::vector<FlowArc>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const FlowArc& x, const FlowArc& y) {
    return x.vertex == y.vertex && x.cost == y.cost;
  });
}

// Numbers of classes' sets of arcs, in the order of their first classes.
std::vector<int32_t> NumberReaches(const std::vector<BatchClass>& classes, std::vector<int32_t>& first) {
  std::unordered_map<uint64_t, int32_t> seen;
  std::vector<int32_t> reach;
  for (size_t k = 0; k < classes.size(); ++k) {
    uint64_t hash = classes[k].arcs.size();
    for (const FlowArc& arc : classes[k].arcs) {
      hash = (hash ^ static_cast<uint64_t>(arc.vertex) ^ (static_cast<uint64_t>(arc.cost) << 32)) *
             0x9E3779B97F4A7C15U;
      hash ^= hash >> 29;
    }
    const auto [it, fresh] = seen.emplace(hash, static_cast<int32_t>(first.size()));
    // Two sets of one hash: the second stands alone.
    if (fresh || !Same(classes[first[it->second]].arcs, classes[k].arcs)) {
      reach.push_back(static_cast<int32_t>(first.size()));
      first.push_back(static_cast<int32_t>(k));
    } else {
      reach.push_back(it->second);
    }
  }
  return reach;
}

// Numbers vectors by value.
class Numbers {
 public:
  int32_t Of(std::span<const int64_t> value) {
    key_.assign(value.begin(), value.end());
    return numbers_.emplace(key_, static_cast<int32_t>(numbers_.size())).first->second;
  }
  size_t size() const { return numbers_.size(); }
  std::vector<const std::vector<int64_t>*> values() const {
    std::vector<const std::vector<int64_t>*> made(numbers_.size());
    for (const auto& [value, number] : numbers_) made[number] = &value;
    return made;
  }

 private:
  std::map<std::vector<int64_t>, int32_t> numbers_;
  std::vector<int64_t> key_;
};

}  // namespace

BatchGroups::BatchGroups(const BatchProblem& of)
    : problem(of), resources(static_cast<size_t>(of.resources)), mean(resources, 0) {
  const size_t n = of.parent.size();
  std::vector<int32_t> number(n, 0);
  for (size_t v = 1; v < n; ++v) number[of.parent[v]] = -1;
  Numbers capacities, requests;
  for (size_t v = 0; v < n; ++v) {
    const int32_t parent = v == 0 ? -1 : number[of.parent[v]];
    if (number[v] < 0) {
      number[v] = static_cast<int32_t>(inner_vertices.size());
      inner_vertices.push_back(static_cast<int32_t>(v));
      inner_parent.push_back(parent);
      continue;
    }
    // Leaves' numbers are kept below zero: their sign tells the two apart.
    number[v] = -static_cast<int32_t>(leaf_vertices.size()) - 1;
    leaf_vertices.push_back(static_cast<int32_t>(v));
    leaf_parent.push_back(parent);
    leaf_kind.push_back(capacities.Of({&of.capacity[v * resources], resources}));
    for (size_t r = 0; r < resources; ++r) mean[r] += static_cast<double>(of.capacity[v * resources + r]);
  }
  for (double& m : mean) m = std::max(1.0, m / static_cast<double>(leaf_vertices.size()));

  std::vector<int32_t> first, shape;
  const std::vector<int32_t> reach = NumberReaches(of.classes, first);
  for (const BatchClass& c : of.classes) shape.push_back(requests.Of(c.request));
  shapes = requests.size();
  kinds = capacities.size();
  const auto request = requests.values(), capacity = capacities.values();
  for (size_t r = 0; r < resources; ++r) {
    for (size_t s = 0; s < shapes; ++s)
      shape_size.push_back(static_cast<float>(static_cast<double>((*request[s])[r]) / mean[r]));
  }
  for (const auto* has : capacity) {
    for (size_t r = 0; r < resources; ++r)
      room.push_back(static_cast<float>(static_cast<double>((*has)[r]) / mean[r]));
    for (const auto* asks : request) {
      const bool fits =
          std::equal(asks->begin(), asks->end(), has->begin(), [](int64_t a, int64_t b) { return a <= b; });
      far.push_back(fits ? 0 : kFar);
    }
  }

  // Members, by reach.
  std::vector<size_t> at(first.size() + 1, 0);
  for (const int32_t i : reach) ++at[i + 1];
  for (size_t i = 0; i < first.size(); ++i) at[i + 1] += at[i];
  const std::vector<size_t> begin = at;
  member_class.resize(of.classes.size());
  for (size_t k = 0; k < reach.size(); ++k) member_class[at[reach[k]]++] = static_cast<int32_t>(k);
  for (const int32_t k : member_class) {
    member_shape.push_back(shape[k]);
    pods.push_back(static_cast<float>(of.classes[k].pods));
    penalty.push_back(static_cast<float>(of.classes[k].penalty));
  }
  for (size_t r = 0; r < resources; ++r) {
    for (const int32_t s : member_shape) size.push_back(shape_size[r * shapes + s]);
  }
  std::vector<size_t> count(leaf_vertices.size() + 1, 0);
  for (size_t i = 0; i < first.size(); ++i) {
    reaches.push_back({begin[i], inner_arcs.size(), leaf_arcs.size()});
    int64_t low = std::numeric_limits<int64_t>::max(), high = 0;
    for (const FlowArc& arc : of.classes[first[i]].arcs) {
      low = std::min(low, arc.cost);
      high = std::max(high, arc.cost);
      const int32_t to = number[arc.vertex];
      if (to >= 0) {
        inner_arcs.push_back({to, static_cast<float>(arc.cost)});
        continue;
      }
      leaf_arcs.push_back({-to - 1, static_cast<float>(arc.cost), cells});
      cells += begin[i + 1] - begin[i];
      ++count[-to];
    }
    if (low < high) span = std::max(span, static_cast<double>(high - low));
  }
  reaches.push_back({member_class.size(), inner_arcs.size(), leaf_arcs.size()});
  for (size_t l = 1; l < count.size(); ++l) count[l] += count[l - 1];
  holders_of = count;
  holders.resize(leaf_arcs.size());
  for (size_t i = 0; i < first.size(); ++i) {
    for (size_t a = reaches[i].leaf; a < reaches[i + 1].leaf; ++a)
      holders[count[leaf_arcs[a].leaf]++] = {begin[i], begin[i + 1] - begin[i], leaf_arcs[a].cell};
  }
}

}  // namespace fluid::placement
