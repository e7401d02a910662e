#include "batch_repack.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

namespace fluid::placement {
namespace {

constexpr int64_t kMostPods = 1 << 12;  // of a shape on a leaf that are told apart
constexpr int64_t kTrials = 400;        // of branch and bound, on a leaf

}  // namespace

BatchRepack::BatchRepack(BatchState& state)
    : state_(state),
      problem_(state.problem()),
      rs_(problem_.resources),
      all_(problem_.parent.size()),
      active_(problem_.parent.size()),
      prices_(problem_.parent.size() * static_cast<size_t>(rs_), 0) {
  constexpr int kUnitBits = 14;
  for (int r = 0; r < rs_; ++r) {
    int64_t most = 0;
    for (size_t v = 0; v < problem_.parent.size(); ++v) most = std::max(most, problem_.capacity[v * rs_ + r]);
    shifts_.push_back(std::max(0, static_cast<int>(std::bit_width(static_cast<uint64_t>(most))) - kUnitBits));
  }
  std::map<std::vector<int64_t>, int32_t> shapes;
  for (size_t k = 0; k < problem_.classes.size(); ++k) {
    const BatchClass& c = problem_.classes[k];
    const auto [it, fresh] = shapes.emplace(c.request, static_cast<int32_t>(shapes.size()));
    if (fresh) {
      request_.push_back(c.request);
      units_.emplace_back();
      for (int r = 0; r < rs_; ++r) units_.back().push_back(c.request[r] >> shifts_[r]);
    }
    shape_.push_back(it->second);
    const std::span<const FlowArc> arcs = state.Arcs(static_cast<int32_t>(k));
    for (size_t a = 0; a < arcs.size(); ++a)
      all_[arcs[a].vertex].push_back({static_cast<int32_t>(k), static_cast<int32_t>(a)});
  }
}

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
  wishes_.clear();
  for (int32_t v = leaf; v >= 0; v = problem_.parent[v]) {
    for (const Access& access : active_[v]) {
      const int32_t k = access.pod_class;
      const std::span<const FlowArc> arcs = state_.Arcs(k);
      const int64_t cost = arcs[access.arc].cost;
      const int64_t out = state_.unplaced(k);
      if (out > 0)
        wishes_.push_back({shape_[k], k, access.arc, problem_.classes[k].penalty - cost, out, false});
      for (const BatchState::Place& place : state_.Places(k)) {
        if (place.leaf == leaf || arcs[place.arc].cost <= cost) continue;
        wishes_.push_back({shape_[k], k, access.arc, arcs[place.arc].cost - cost, place.pods, false});
      }
    }
  }
  if (wishes_.empty()) return false;
  for (const BatchState::Item& item : state_.Items(leaf)) {
    const int64_t gain = Elsewhere(item.pod_class, leaf) - state_.Arcs(item.pod_class)[item.arc].cost;
    wishes_.push_back({shape_[item.pod_class], item.pod_class, item.arc, gain, item.pods, true});
  }
  // Of what is worth as much, what is here stays.
  for (Wish& wish : wishes_) wish.gain = wish.gain * 2 + (wish.here ? 1 : 0);
  std::sort(wishes_.begin(), wishes_.end(), [](const Wish& a, const Wish& b) {
    return std::tie(a.shape, b.gain, a.pod_class, a.arc) < std::tie(b.shape, a.gain, b.pod_class, b.arc);
  });
  return true;
}

void BatchRepack::MakeGroups(int32_t leaf) {
  const int64_t* capacity = &problem_.capacity[leaf * rs_];
  count_ = 0;
  for (size_t i = 0; i < wishes_.size();) {
    const int32_t shape = wishes_[i].shape;
    int64_t fits = kMostPods;
    for (int r = 0; r < rs_; ++r) {
      if (request_[shape][r] > 0) fits = std::min(fits, capacity[r] / request_[shape][r]);
    }
    if (groups_.size() <= count_) groups_.emplace_back();
    Group& group = groups_[count_];
    group.shape = shape;
    group.wishes.clear();
    group.gain.clear();
    for (; i < wishes_.size() && wishes_[i].shape == shape; ++i) {
      for (int64_t c = 0; c < wishes_[i].pods && static_cast<int64_t>(group.gain.size()) < fits; ++c) {
        group.wishes.push_back(static_cast<int32_t>(i));
        group.gain.push_back(wishes_[i].gain);
      }
    }
    if (!group.gain.empty()) ++count_;
  }
}

// Prices of the room at which what pays just fills it, one resource after the other: a bound for Try.
void BatchRepack::Tune(int64_t* price) {
  for (int r = 0; r < rs_; ++r) {
    breaks_.clear();
    for (size_t i = 0; i < count_; ++i) {
      const std::vector<int64_t>& units = units_[groups_[i].shape];
      if (units[r] == 0) continue;
      int64_t others = 0;
      for (int o = 0; o < rs_; ++o) others += o == r ? 0 : price[o] * units[o];
      for (const int64_t gain : groups_[i].gain) {
        if (gain > others) breaks_.push_back({(gain - others) / units[r], units[r]});
      }
    }
    std::sort(breaks_.begin(), breaks_.end(), [](const Break& a, const Break& b) { return a.at > b.at; });
    int64_t room = free_[r] >> shifts_[r];
    price[r] = 0;
    for (const Break& b : breaks_) {
      room -= b.size;
      if (room >= 0) continue;
      price[r] = b.at;
      break;
    }
  }
}

// `above`: what it would be worth if the rest of the room were sold.
void BatchRepack::Try(size_t i, int64_t above, int64_t worth) {
  if (--left_ < 0) return;
  if (worth > best_) {
    best_ = worth;
    best_taken_ = taken_;
    found_ = true;
  }
  for (; i < count_ && left_ >= 0 && above + after_[i] > best_; ++i) {
    const Group& group = groups_[i];
    const std::vector<int64_t>& request = request_[group.shape];
    int64_t fits = static_cast<int64_t>(group.gain.size());
    for (int r = 0; r < rs_; ++r) {
      if (request[r] > 0) fits = std::min(fits, free_[r] / request[r]);
    }
    int64_t now = above, made = worth;
    for (int64_t t = 0; t < fits; ++t) {
      now += group.rest[t];
      made += group.gain[t];
    }
    for (int64_t t = fits; t > 0; --t) {
      if (now + after_[i + 1] > best_) {
        taken_[i] = static_cast<int32_t>(t);
        for (int r = 0; r < rs_; ++r) free_[r] -= t * request[r];
        Try(i + 1, now, made);
        for (int r = 0; r < rs_; ++r) free_[r] += t * request[r];
        taken_[i] = 0;
      }
      now -= group.rest[t - 1];
      made -= group.gain[t - 1];
    }
  }
}

bool BatchRepack::Choose(int32_t leaf, int64_t least) {
  free_.assign(&problem_.capacity[leaf * rs_], &problem_.capacity[leaf * rs_] + rs_);
  int64_t* price = &prices_[leaf * rs_];
  Tune(price);
  int64_t above = 0;
  for (int r = 0; r < rs_; ++r) above += (free_[r] >> shifts_[r]) * price[r];
  for (size_t i = 0; i < count_; ++i) {
    Group& group = groups_[i];
    int64_t room = 0;
    for (int r = 0; r < rs_; ++r) room += price[r] * units_[group.shape][r];
    group.rest.clear();
    for (const int64_t gain : group.gain) group.rest.push_back(gain - room);
  }
  std::sort(groups_.begin(), groups_.begin() + static_cast<std::ptrdiff_t>(count_),
            [](const Group& a, const Group& b) {
              return a.rest[0] != b.rest[0] ? a.rest[0] > b.rest[0] : a.shape < b.shape;
            });
  after_.assign(count_ + 1, 0);
  for (size_t i = count_; i-- > 0;) {
    after_[i] = after_[i + 1];
    for (const int64_t rest : groups_[i].rest) after_[i] += std::max<int64_t>(0, rest);
  }
  taken_.assign(count_, 0);
  best_ = least;
  left_ = kTrials;
  found_ = false;
  Try(0, above, 0);
  return found_;
}

// Alternatives were told one by one and may not be there for all: false if it does not pay.
bool BatchRepack::Apply(int32_t leaf) {
  state_.Forget();
  const int64_t before = state_.cost();
  std::vector<int64_t> pods(wishes_.size(), 0);
  for (size_t i = 0; i < count_; ++i) {
    for (int32_t t = 0; t < best_taken_[i]; ++t) ++pods[groups_[i].wishes[t]];
  }
  std::vector<BatchState::Item> out;
  for (size_t i = 0; i < wishes_.size(); ++i) {
    const Wish& wish = wishes_[i];
    if (!wish.here || pods[i] == wish.pods) continue;
    state_.Take(wish.pod_class, wish.arc, leaf, wish.pods - pods[i]);
    out.push_back({wish.pod_class, wish.arc, static_cast<int32_t>(wish.pods - pods[i])});
  }
  for (size_t i = 0; i < wishes_.size(); ++i) {
    const int32_t k = wishes_[i].pod_class;
    const std::span<const FlowArc> arcs = state_.Arcs(k);
    for (int64_t c = 0; c < pods[i] && !wishes_[i].here; ++c) {
      if (state_.unplaced(k) == 0) {
        const BatchState::Place* from = nullptr;
        for (const BatchState::Place& place : state_.Places(k)) {
          if (place.leaf != leaf &&
              (from == nullptr || arcs[place.arc].cost > arcs[from->arc].cost ||
               (arcs[place.arc].cost == arcs[from->arc].cost && place.leaf < from->leaf)))
            from = &place;
        }
        if (from == nullptr) break;
        state_.Take(k, from->arc, from->leaf);
      }
      state_.Put(k, wishes_[i].arc, leaf);
    }
  }
  for (const BatchState::Item& item : out) {
    const std::span<const FlowArc> arcs = state_.Arcs(item.pod_class);
    const int64_t penalty = problem_.classes[item.pod_class].penalty;
    for (size_t a = 0; a < arcs.size() && arcs[a].cost < penalty; ++a) {
      while (state_.unplaced(item.pod_class) > 0) {
        const int32_t at = state_.Find(arcs[a].vertex, item.pod_class);
        if (at < 0) break;
        state_.Put(item.pod_class, static_cast<int32_t>(a), at);
      }
    }
  }
  if (state_.cost() < before) return true;
  state_.Undo(0);
  return false;
}

bool BatchRepack::Pack(int32_t leaf) {
  if (!Gather(leaf)) return false;
  int64_t least = 0;
  for (const Wish& wish : wishes_) least += wish.here ? wish.gain * wish.pods : 0;
  MakeGroups(leaf);
  return Choose(leaf, least) && Apply(leaf);
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
