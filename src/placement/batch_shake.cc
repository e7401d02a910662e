#include <algorithm>

#include "batch_repack.h"

namespace fluid::placement {

void BatchRepack::ListFar() {
  far_.clear();
  for (size_t i = 0; i < problem_.classes.size(); ++i) {
    const int32_t k = static_cast<int32_t>(i);
    const std::span<const FlowArc> arcs = state_.Arcs(k);
    if (arcs.empty()) continue;
    constexpr int64_t kTold = 4096;
    int64_t pods = arcs.front().cost < problem_.classes[i].penalty ? state_.unplaced(k) : 0;
    for (const BatchState::Place& place : state_.Places(k))
      pods += arcs[place.arc].cost > arcs.front().cost ? place.pods : 0;
    far_.insert(far_.end(), static_cast<size_t>(std::min(pods, kTold)), k);
  }
}

// Where one of the class would be nearer.
void BatchRepack::PickLeaves(int32_t pod_class) {
  constexpr size_t kLeaves = 2, kTimes = 6;
  const int64_t cost = Farthest(pod_class);
  const std::span<const FlowArc> arcs = state_.Arcs(pod_class);
  size_t nearer = 0;
  while (nearer < arcs.size() && arcs[nearer].cost < cost) ++nearer;
  leaves_.clear();
  for (size_t i = 0; i < kTimes && leaves_.size() < kLeaves && nearer > 0; ++i) {
    const int32_t v = arcs[random_.Below(nearer)].vertex;
    const size_t count = static_cast<size_t>(state_.end(v) - state_.begin(v));
    const int32_t leaf = state_.leaves()[state_.begin(v) + static_cast<int32_t>(random_.Below(count))];
    if (std::find(leaves_.begin(), leaves_.end(), leaf) == leaves_.end()) leaves_.push_back(leaf);
  }
}

void BatchRepack::Empty() {
  away_.clear();
  for (const int32_t leaf : leaves_) {
    for (const BatchState::Item& item : state_.Items(leaf)) away_.push_back({item.pod_class, 0});
  }
  std::sort(away_.begin(), away_.end(),
            [](const Alternative& a, const Alternative& b) { return a.pod_class < b.pod_class; });
  away_.erase(
      std::unique(away_.begin(), away_.end(),
                  [](const Alternative& a, const Alternative& b) { return a.pod_class == b.pod_class; }),
      away_.end());
  for (Alternative& a : away_) a.cost = Elsewhere(a.pod_class, leaves_.front());
  for (const int32_t leaf : leaves_) {
    while (!state_.Items(leaf).empty()) {
      const BatchState::Item item = state_.Items(leaf).back();
      state_.Take(item.pod_class, item.arc, leaf, item.pods);
    }
  }
}

// Gains are a little off, each time differently, so that of equals each is taken once.
void BatchRepack::Offer(int32_t pod_class, int32_t arc, int64_t gain, int64_t pods) {
  constexpr int64_t kFine = 32, kOff = 4;
  if (gain <= 0 || pods == 0) return;
  const int64_t off = gain * static_cast<int64_t>(random_.Below(256)) * kOff / 256;
  offers_.push_back({pod_class, arc, gain * kFine + off, pods, false});
}

void BatchRepack::FillAgain(int32_t leaf) {
  offers_.clear();
  for (int32_t v = leaf; v >= 0; v = problem_.parent[v]) {
    for (const auto& [k, arc] : active_[v]) {
      const std::span<const FlowArc> arcs = state_.Arcs(k);
      const auto at = std::lower_bound(away_.begin(), away_.end(), k,
                                       [](const Alternative& a, int32_t of) { return a.pod_class < of; });
      if (at == away_.end() || at->pod_class != k)
        Offer(k, arc, problem_.classes[k].penalty - arcs[arc].cost, state_.unplaced(k));
      for (const BatchState::Place& place : state_.Places(k)) {
        if (place.leaf != leaf) Offer(k, arc, arcs[place.arc].cost - arcs[arc].cost, place.pods);
      }
    }
  }
  for (const auto& [k, cost] : away_) {
    const int32_t arc = state_.ArcTo(k, leaf);
    if (arc >= 0) Offer(k, arc, cost - state_.Arcs(k)[arc].cost, state_.unplaced(k));
  }
  if (!knapsack_.Choose(leaf, offers_, 0)) return;
  const std::span<const int64_t> pods = knapsack_.taken();
  for (size_t i = 0; i < offers_.size(); ++i) Fetch(offers_[i], leaf, pods[i]);
}

bool BatchRepack::ShakeOnce(int32_t pod_class) {
  PickLeaves(pod_class);
  if (leaves_.empty()) return false;
  state_.Forget();
  const int64_t before = state_.cost();
  Empty();
  for (const int32_t leaf : leaves_) FillAgain(leaf);
  for (const Alternative& a : away_) PutNearest(a.pod_class);
  if (state_.cost() <= before) return true;
  state_.Undo(0);
  return false;
}

void BatchRepack::Shake(int64_t times, int64_t bound) {
  constexpr int64_t kRefresh = 128;
  for (int64_t i = 0; i < times && state_.cost() > bound; ++i) {
    if (i % kRefresh == 0) {
      Refresh();
      ListFar();
    }
    if (far_.empty()) break;
    ShakeOnce(far_[random_.Below(far_.size())]);
  }
  state_.Forget();
}

}  // namespace fluid::placement
