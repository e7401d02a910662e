#include "batch_pack.h"

#include <algorithm>

namespace fluid::placement {

BatchPack::BatchPack(BatchState& state, BatchDual& dual)
    : state_(state), problem_(state.problem()), dual_(dual), rs_(static_cast<size_t>(problem_.resources)) {}

// What a leaf's room costs, in a proof's units.
double BatchPack::Worth(int32_t leaf, const BatchProof& proof, const BatchItems& items) const {
  double worth = 0;
  for (size_t i = static_cast<size_t>(leaf) * (rs_ + 1); i < (static_cast<size_t>(leaf) + 1) * (rs_ + 1); ++i)
    worth += static_cast<double>(proof.prices[i]) * static_cast<double>(items.capacity()[i]);
  return worth;
}

// `above`: what it would be worth if the rest of the room were sold.
void BatchPack::Try(size_t i, double above, double worth) {
  if (--left_ < 0) return;
  if (worth > best_) {
    best_ = worth;
    best_taken_ = taken_;
  }
  for (; i < choices_.size() && left_ >= 0 && above + after_[i] > best_; ++i) {
    // From here on each loses more than the one before.
    if (choices_[i].rest < 0 && above + choices_[i].rest <= best_) break;
    const std::vector<int64_t>& request = problem_.classes[choices_[i].pod_class].request;
    int64_t pods = choices_[i].pods;
    for (size_t r = 0; r < rs_; ++r) {
      if (request[r] > 0) pods = std::min(pods, free_[r] / request[r]);
    }
    for (; pods > 0; --pods) {
      const double now = above + choices_[i].rest * static_cast<double>(pods);
      if (now + after_[i + 1] <= best_) {
        if (choices_[i].rest >= 0) break;
        continue;
      }
      for (size_t r = 0; r < rs_; ++r) free_[r] -= request[r] * pods;
      taken_[i] = pods;
      Try(i + 1, now, worth + choices_[i].gain * static_cast<double>(pods));
      taken_[i] = 0;
      for (size_t r = 0; r < rs_; ++r) free_[r] += request[r] * pods;
    }
  }
}

bool BatchPack::Pack(int32_t leaf, BatchItems& items, const BatchProof& proof, double tolerance) {
  constexpr double kLoss = 1.0 / 200;  // of the span of costs, that a pod may lose on the leaf
  constexpr int64_t kTrials = 400;
  const double worth = Worth(leaf, proof, items);
  const double loss = kLoss * dual_.span() * static_cast<double>(proof.price_scale);
  const int64_t* price = &proof.prices[leaf * (rs_ + 1)];
  choices_.clear();
  for (const BatchItems::Item& item : items.On(leaf)) {
    const int64_t pods = std::min(item.pods, state_.unplaced(item.pod_class));
    const int64_t* request = &items.request()[item.pod_class * (rs_ + 1)];
    const double gain = static_cast<double>(item.gain);
    double rest = gain;
    for (size_t r = 0; r <= rs_; ++r) rest -= static_cast<double>(price[r]) * static_cast<double>(request[r]);
    if (pods > 0 && rest >= -loss) choices_.push_back({item.pod_class, pods, gain, rest});
  }
  if (choices_.empty()) return false;
  std::sort(choices_.begin(), choices_.end(), [](const Choice& a, const Choice& b) {
    return a.rest != b.rest ? a.rest > b.rest : a.pod_class < b.pod_class;
  });
  after_.assign(choices_.size() + 1, 0);
  for (size_t i = choices_.size(); i-- > 0;)
    after_[i] = after_[i + 1] + std::max(0.0, choices_[i].rest) * static_cast<double>(choices_[i].pods);
  free_.assign(&problem_.capacity[leaf * rs_], &problem_.capacity[leaf * rs_] + rs_);
  taken_.assign(choices_.size(), 0);
  best_taken_ = taken_;
  best_ = 0;
  left_ = kTrials;
  Try(0, worth, 0);
  if (worth - best_ > tolerance * worth) return false;
  for (size_t i = 0; i < choices_.size(); ++i) {
    const int32_t k = choices_[i].pod_class;
    if (best_taken_[i] > 0) state_.Put(k, state_.ArcTo(k, leaf), leaf, best_taken_[i]);
  }
  return true;
}

bool BatchPack::PackAll(const BatchProof& proof, double tolerance) {
  BatchItems items(problem_, proof);
  bool wait = false;
  std::erase_if(open_, [&](int32_t leaf) {
    if (Worth(leaf, proof, items) <= 0) return false;
    const bool packed = Pack(leaf, items, proof, tolerance);
    if (packed) dual_.Close(leaf);
    wait = wait || !packed;
    return packed;
  });
  return wait;
}

void BatchPack::Run(BatchProof proof) {
  constexpr int kRounds = 6;
  constexpr double kTolerance = 1.0 / 512, kAll = 1;
  const BatchItems items(problem_, proof);
  std::vector<std::pair<double, int32_t>> order;
  for (const int32_t leaf : state_.leaves()) order.emplace_back(-Worth(leaf, proof, items), leaf);
  std::sort(order.begin(), order.end());
  open_.clear();
  for (const auto& [worth, leaf] : order) open_.push_back(leaf);
  double tolerance = kTolerance;
  std::vector<int64_t> pods(problem_.classes.size());
  for (int round = 1; PackAll(proof, round < kRounds ? tolerance : kAll) && round < kRounds; ++round) {
    for (size_t k = 0; k < pods.size(); ++k) pods[k] = state_.unplaced(static_cast<int32_t>(k));
    dual_.SetPods(pods);
    dual_.Settle();
    proof = dual_.Proof();
    TuneProof(problem_, open_, proof);
    tolerance *= 2;
  }
  state_.Forget();
}

}  // namespace fluid::placement
