#include "batch_bound.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace fluid::placement {

BatchProof EmptyProof(const BatchProblem& problem) {
  constexpr int kQuantityBits = 16, kCostBits = 40, kScaleBits = 24;
  const size_t n = problem.parent.size(), rs = static_cast<size_t>(problem.resources);
  BatchProof proof;
  int64_t highest = 1;
  for (const BatchClass& c : problem.classes) highest = std::max(highest, c.penalty);
  proof.price_scale =
      int64_t{1} << std::clamp(kCostBits - static_cast<int>(std::bit_width(static_cast<uint64_t>(highest))),
                               0, kScaleBits);
  for (size_t r = 0; r < rs; ++r) {
    int64_t most = 0;
    for (size_t v = 0; v < n; ++v) most = std::max(most, problem.capacity[v * rs + r]);
    proof.shifts.push_back(
        std::max(0, static_cast<int>(std::bit_width(static_cast<uint64_t>(most))) - kQuantityBits));
  }
  proof.prices.assign(n * (rs + 1), 0);
  proof.class_prices.assign(problem.classes.size(), 0);
  return proof;
}

BatchItems::BatchItems(const BatchProblem& problem, const BatchProof& proof)
    : problem_(problem),
      inner_(problem.parent.size(), false),
      above_(problem.parent.size()),
      seen_(problem.classes.size(), -1),
      at_(problem.classes.size(), 0) {
  const size_t n = problem.parent.size(), rs = static_cast<size_t>(problem.resources);
  int64_t pods = 0;
  std::vector<int64_t> least(rs, std::numeric_limits<int64_t>::max());
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    const BatchClass& c = problem.classes[k];
    pods += c.pods;
    for (size_t r = 0; r < rs; ++r) {
      request_.push_back(c.request[r] >> proof.shifts[r]);
      least[r] = std::min(least[r], c.request[r]);
    }
    request_.push_back(1);
    for (const FlowArc& arc : c.arcs) {
      const int64_t gain = proof.class_prices[k] - arc.cost * proof.price_scale;
      if (gain > 0) above_[arc.vertex].push_back({static_cast<int32_t>(k), gain, c.pods});
    }
  }
  for (size_t v = 1; v < n; ++v) inner_[problem.parent[v]] = true;
  for (size_t v = 0; v < n; ++v) {
    int64_t count = pods;
    for (size_t r = 0; r < rs; ++r) {
      const int64_t capacity = problem.capacity[v * rs + r];
      capacity_.push_back(capacity >> proof.shifts[r]);
      if (least[r] > 0) count = std::min(count, capacity / least[r]);
    }
    capacity_.push_back(count);
  }
}

std::span<const BatchItems::Item> BatchItems::On(int32_t leaf) {
  const size_t rs = static_cast<size_t>(problem_.resources);
  const int64_t* capacity = &problem_.capacity[leaf * rs];
  items_.clear();
  for (int32_t v = leaf; v >= 0; v = problem_.parent[v]) {
    for (const Item& item : above_[v]) {
      if (seen_[item.pod_class] == leaf) {
        if (at_[item.pod_class] >= 0) {
          int64_t& gain = items_[at_[item.pod_class]].gain;
          gain = std::max(gain, item.gain);
        }
        continue;
      }
      seen_[item.pod_class] = leaf;
      const int64_t* request = problem_.classes[item.pod_class].request.data();
      int64_t pods = item.pods;
      for (size_t r = 0; r < rs && pods > 0; ++r) {
        if (request[r] > 0) pods = std::min(pods, capacity[r] / request[r]);
      }
      at_[item.pod_class] = pods > 0 ? static_cast<int32_t>(items_.size()) : -1;
      if (pods > 0) items_.push_back({item.pod_class, item.gain, pods});
    }
  }
  return items_;
}

void TuneProof(const BatchProblem& problem, std::span<const int32_t> leaves, BatchProof& proof) {
  constexpr int kRounds = 3;
  const size_t rs = static_cast<size_t>(problem.resources);
  BatchItems items(problem, proof);
  struct Break {
    double at, size, pods;
  };
  std::vector<Break> breaks;
  for (const int32_t leaf : leaves) {
    const size_t v = static_cast<size_t>(leaf);
    int64_t* price = &proof.prices[v * (rs + 1)];
    const auto on = items.On(leaf);
    if (on.empty()) {
      std::fill(price, price + rs + 1, 0);
      continue;
    }
    for (size_t turn = 0; turn < kRounds * rs; ++turn) {
      // The price of one resource alone: that of the pod that is cut.
      const size_t r = turn % rs;
      breaks.clear();
      for (const BatchItems::Item& item : on) {
        const int64_t* request = &items.request()[item.pod_class * (rs + 1)];
        if (request[r] == 0) continue;
        double rest = static_cast<double>(item.gain) - static_cast<double>(price[rs]);
        for (size_t o = 0; o < rs; ++o)
          rest -= o == r ? 0 : static_cast<double>(request[o]) * static_cast<double>(price[o]);
        const double size = static_cast<double>(request[r]);
        if (rest > 0) breaks.push_back({rest / size, size, static_cast<double>(item.pods)});
      }
      std::sort(breaks.begin(), breaks.end(), [](const Break& a, const Break& b) { return a.at > b.at; });
      double room = static_cast<double>(items.capacity()[v * (rs + 1) + r]);
      price[r] = 0;
      for (const Break& b : breaks) {
        room -= b.size * b.pods;
        if (room >= 0) continue;
        price[r] = static_cast<int64_t>(b.at);
        break;
      }
    }
  }
}

}  // namespace fluid::placement
