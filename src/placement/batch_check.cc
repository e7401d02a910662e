// The checker of batches: shares the input's and the answer's types with the solver, and nothing else.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "batch_bound.h"
#include "fluid/placement_batch.h"

namespace fluid::placement {
namespace {

using Wide = __int128;

// An upper bound of what pods are worth on one leaf, by branch and bound: the relaxation at the leaf's
// prices, sharpened as far as `trials` go.
class Knapsack {
 public:
  Knapsack(const BatchProblem& problem, const BatchProof& proof, BatchItems& items)
      : problem_(problem),
        proof_(proof),
        items_(items),
        rs_(static_cast<size_t>(problem.resources)),
        free_(rs_) {}

  Wide Worth(int32_t leaf) {
    const auto on = items_.On(leaf);
    if (on.empty()) return 0;
    const int64_t* price = &proof_.prices[leaf * (rs_ + 1)];
    Wide root = 0;
    for (size_t r = 0; r <= rs_; ++r) root += Wide{price[r]} * items_.capacity()[leaf * (rs_ + 1) + r];
    const Wide empty = root;
    all_.clear();
    for (const BatchItems::Item& item : on) {
      const int64_t* request = &items_.request()[item.pod_class * (rs_ + 1)];
      Wide rest = item.gain;
      for (size_t r = 0; r <= rs_; ++r) rest -= Wide{price[r]} * request[r];
      all_.push_back({item.pod_class, item.pods, item.gain, rest});
      root += std::max<Wide>(rest, 0) * item.pods;
    }
    if (proof_.trials == 0) return root;
    std::sort(all_.begin(), all_.end(), [](const Choice& a, const Choice& b) {
      return a.rest != b.rest ? a.rest > b.rest : a.pod_class < b.pod_class;
    });
    after_.assign(all_.size() + 1, 0);
    for (size_t i = all_.size(); i-- > 0;)
      after_[i] = after_[i + 1] + std::max<Wide>(all_[i].rest, 0) * all_[i].pods;
    std::copy_n(&problem_.capacity[leaf * rs_], rs_, free_.begin());
    best_ = given_up_ = 0;
    left_ = proof_.trials;
    Try(0, empty, 0);
    return std::min(root, std::max(best_, given_up_));
  }

 private:
  struct Choice {
    int32_t pod_class;
    int64_t pods, gain;
    Wide rest;
  };
  // `above`: what it would be worth if the rest of the room were sold.
  void Try(size_t i, Wide above, Wide worth) {
    best_ = std::max(best_, worth);
    for (; i < all_.size() && above + after_[i] > best_; ++i) {
      if (--left_ < 0) {
        given_up_ = std::max(given_up_, above + after_[i]);
        return;
      }
      const std::vector<int64_t>& request = problem_.classes[all_[i].pod_class].request;
      int64_t pods = all_[i].pods;
      for (size_t r = 0; r < rs_; ++r) {
        if (request[r] > 0) pods = std::min(pods, free_[r] / request[r]);
      }
      for (; pods > 0; --pods) {
        const Wide now = above + all_[i].rest * pods;
        if (now + after_[i + 1] <= best_) {
          if (all_[i].rest >= 0) break;
          continue;
        }
        for (size_t r = 0; r < rs_; ++r) free_[r] -= request[r] * pods;
        Try(i + 1, now, worth + Wide{all_[i].gain} * pods);
        for (size_t r = 0; r < rs_; ++r) free_[r] += request[r] * pods;
      }
    }
  }

  const BatchProblem& problem_;
  const BatchProof& proof_;
  BatchItems& items_;
  const size_t rs_;
  std::vector<Choice> all_;
  std::vector<Wide> after_;
  std::vector<int64_t> free_;
  Wide best_ = 0, given_up_ = 0;
  int64_t left_ = 0;
};

}  // namespace

int64_t ProvenBound(const BatchProblem& problem, const BatchProof& proof) {
  const size_t n = problem.parent.size(), rs = static_cast<size_t>(problem.resources);
  constexpr int64_t kMost = int64_t{1} << 61;
  auto bad = [](int64_t value) { return value < 0 || value > kMost; };
  if (proof.price_scale <= 0 || proof.price_scale > int64_t{1} << 24 || proof.prices.size() != n * (rs + 1) ||
      proof.class_prices.size() != problem.classes.size() || proof.shifts.size() != rs || proof.trials < 0 ||
      std::any_of(proof.prices.begin(), proof.prices.end(), bad) ||
      std::any_of(
          proof.shifts.begin(), proof.shifts.end(), [](int shift) { return shift < 0 || shift > 60; })) {
    return -1;
  }
  Wide bound = 0;
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    const BatchClass& c = problem.classes[k];
    // No more than what it costs to leave a pod out.
    if (proof.class_prices[k] < 0 || Wide{proof.class_prices[k]} > Wide{c.penalty} * proof.price_scale)
      return -1;
    bound += Wide{proof.class_prices[k]} * c.pods;
  }
  BatchItems items(problem, proof);
  Knapsack knapsack(problem, proof, items);
  for (size_t v = 0; v < n; ++v) {
    if (items.IsLeaf(static_cast<int32_t>(v))) bound -= knapsack.Worth(static_cast<int32_t>(v));
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
