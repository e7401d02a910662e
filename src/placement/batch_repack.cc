#include "batch_repack.h"

#include <algorithm>

namespace fluid::placement {

BatchRepack::BatchRepack(BatchState& state)
    : state_(state), problem_(state.problem()), knapsack_(problem_), active_(problem_.parent.size()) {}

int64_t BatchRepack::Farthest(int32_t pod_class) const {
  if (state_.unplaced(pod_class) > 0) return problem_.classes[pod_class].penalty;
  int64_t cost = -1;
  for (const BatchState::Place& place : state_.Places(pod_class))
    cost = std::max(cost, state_.Arcs(pod_class)[place.arc].cost);
  return cost;
}

void BatchRepack::Refresh() {
  for (auto& active : active_) active.clear();
  for (size_t k = 0; k < problem_.classes.size(); ++k) {
    const int64_t cost = Farthest(static_cast<int32_t>(k));
    const std::span<const FlowArc> arcs = state_.Arcs(static_cast<int32_t>(k));
    for (size_t a = 0; a < arcs.size() && arcs[a].cost < cost; ++a)
      active_[arcs[a].vertex].push_back({static_cast<int32_t>(k), static_cast<int32_t>(a)});
  }
}

int64_t BatchRepack::Elsewhere(int32_t pod_class, int32_t leaf) {
  const std::span<const FlowArc> arcs = state_.Arcs(pod_class);
  const int64_t penalty = problem_.classes[pod_class].penalty;
  for (size_t a = 0; a < arcs.size() && arcs[a].cost < penalty; ++a) {
    if (state_.Find(arcs[a].vertex, pod_class, leaf) >= 0) return arcs[a].cost;
  }
  return penalty;
}

bool BatchRepack::Gather(int32_t leaf) {
  offers_.clear();
  for (int32_t v = leaf; v >= 0; v = problem_.parent[v]) {
    for (const Access& access : active_[v]) {
      const int32_t k = access.pod_class;
      const std::span<const FlowArc> arcs = state_.Arcs(k);
      const int64_t cost = arcs[access.arc].cost;
      const int64_t out = state_.unplaced(k);
      if (out > 0) offers_.push_back({k, access.arc, problem_.classes[k].penalty - cost, out, false});
      for (const BatchState::Place& place : state_.Places(k)) {
        if (place.leaf == leaf || arcs[place.arc].cost <= cost) continue;
        offers_.push_back({k, access.arc, arcs[place.arc].cost - cost, place.pods, false});
      }
    }
  }
  if (offers_.empty()) return false;
  for (const BatchState::Item& item : state_.Items(leaf)) {
    const int64_t gain = Elsewhere(item.pod_class, leaf) - state_.Arcs(item.pod_class)[item.arc].cost;
    offers_.push_back({item.pod_class, item.arc, gain, item.pods, true});
  }
  // Of what is worth as much, what is here stays.
  for (BatchOffer& offer : offers_) offer.gain = offer.gain * 2 + (offer.here ? 1 : 0);
  return true;
}

// The dearest that are elsewhere, for one leaf.
void BatchRepack::Fetch(const BatchOffer& offer, int32_t leaf, int64_t pods) {
  const int32_t k = offer.pod_class;
  const std::span<const FlowArc> arcs = state_.Arcs(k);
  for (; pods > 0 && state_.Fits(leaf, k) > 0; --pods) {
    if (state_.unplaced(k) == 0) {
      const BatchState::Place* from = nullptr;
      for (const BatchState::Place& place : state_.Places(k)) {
        if (place.leaf != leaf && (from == nullptr || arcs[place.arc].cost > arcs[from->arc].cost ||
                                   (arcs[place.arc].cost == arcs[from->arc].cost && place.leaf < from->leaf)))
          from = &place;
      }
      if (from == nullptr) return;
      state_.Take(k, from->arc, from->leaf);
    }
    state_.Put(k, offer.arc, leaf);
  }
}

void BatchRepack::PutNearest(int32_t pod_class) {
  const std::span<const FlowArc> arcs = state_.Arcs(pod_class);
  const int64_t penalty = problem_.classes[pod_class].penalty;
  for (size_t a = 0; a < arcs.size() && arcs[a].cost < penalty; ++a) {
    while (state_.unplaced(pod_class) > 0) {
      const int32_t at = state_.Find(arcs[a].vertex, pod_class);
      if (at < 0) break;
      state_.Put(pod_class, static_cast<int32_t>(a), at);
    }
  }
}

// Alternatives were told one by one and may not be there for all: false if it does not pay.
bool BatchRepack::Apply(int32_t leaf) {
  state_.Forget();
  const int64_t before = state_.cost();
  const std::span<const int64_t> pods = knapsack_.taken();
  for (size_t i = 0; i < offers_.size(); ++i) {
    const BatchOffer& offer = offers_[i];
    if (offer.here && pods[i] < offer.pods)
      state_.Take(offer.pod_class, offer.arc, leaf, offer.pods - pods[i]);
  }
  for (size_t i = 0; i < offers_.size(); ++i) {
    if (!offers_[i].here) Fetch(offers_[i], leaf, pods[i]);
  }
  for (size_t i = 0; i < offers_.size(); ++i) {
    if (offers_[i].here && pods[i] < offers_[i].pods) PutNearest(offers_[i].pod_class);
  }
  if (state_.cost() < before) return true;
  state_.Undo(0);
  return false;
}

bool BatchRepack::Pack(int32_t leaf) {
  if (!Gather(leaf)) return false;
  int64_t least = 0;
  for (const BatchOffer& offer : offers_) least += offer.here ? offer.gain * offer.pods : 0;
  return knapsack_.Choose(leaf, offers_, least) && Apply(leaf);
}

void BatchRepack::Run(int passes, int64_t bound) {
  for (bool better = true; better && state_.cost() > bound && passes > 0; --passes) {
    better = false;
    Refresh();
    for (const int32_t leaf : state_.leaves()) better = Pack(leaf) || better;
  }
  state_.Forget();
}

}  // namespace fluid::placement
