#include "batch_knapsack.h"

#include <algorithm>
#include <bit>
#include <map>

namespace fluid::placement {
namespace {

constexpr int64_t kMostPods = 1 << 12;  // of a shape on a leaf that are told apart
constexpr int64_t kTrials = 400;        // of branch and bound

}  // namespace

BatchKnapsack::BatchKnapsack(const BatchProblem& problem)
    : problem_(problem),
      rs_(problem.resources),
      prices_(problem.parent.size() * static_cast<size_t>(rs_), 0) {
  constexpr int kUnitBits = 14;
  for (int r = 0; r < rs_; ++r) {
    int64_t most = 0;
    for (size_t v = 0; v < problem.parent.size(); ++v) most = std::max(most, problem.capacity[v * rs_ + r]);
    shifts_.push_back(std::max(0, static_cast<int>(std::bit_width(static_cast<uint64_t>(most))) - kUnitBits));
  }
  std::map<std::vector<int64_t>, int32_t> shapes;
  for (const BatchClass& c : problem.classes) {
    const auto [it, fresh] = shapes.emplace(c.request, static_cast<int32_t>(shapes.size()));
    shape_.push_back(it->second);
    if (!fresh) continue;
    request_.push_back(c.request);
    of_shape_.push_back(-1);
    units_.emplace_back();
    for (int r = 0; r < rs_; ++r) units_.back().push_back(c.request[r] >> shifts_[r]);
  }
}

// Of each shape as many pods as fit, those that gain most.
void BatchKnapsack::MakeGroups(std::span<const BatchOffer> offers) {
  for (size_t i = 0; i < count_; ++i) of_shape_[groups_[i].shape] = -1;
  count_ = 0;
  for (size_t i = 0; i < offers.size(); ++i) {
    const int32_t shape = shape_[offers[i].pod_class];
    int32_t& at = of_shape_[shape];
    if (at < 0) {
      at = static_cast<int32_t>(count_++);
      if (groups_.size() < count_) groups_.emplace_back();
      groups_[at].shape = shape;
      groups_[at].order.clear();
    }
    groups_[at].order.push_back({offers[i].gain, static_cast<int32_t>(i)});
  }
  for (size_t i = 0; i < count_; ++i) {
    Group& group = groups_[i];
    size_t fits = kMostPods;
    for (int r = 0; r < rs_; ++r) {
      const int64_t request = request_[group.shape][r];
      if (request > 0) fits = std::min(fits, static_cast<size_t>(free_[r] / request));
    }
    const auto dearer = [](const Ranked& a, const Ranked& b) {
      return a.gain != b.gain ? a.gain > b.gain : a.offer < b.offer;
    };
    if (fits < group.order.size()) {
      std::nth_element(group.order.begin(), group.order.begin() + static_cast<std::ptrdiff_t>(fits),
                       group.order.end(), dearer);
      group.order.resize(fits);
    }
    std::sort(group.order.begin(), group.order.end(), dearer);
    group.offers.clear();
    group.gain.clear();
    for (const Ranked& ranked : group.order) {
      const int64_t pods =
          std::min(offers[ranked.offer].pods, static_cast<int64_t>(fits - group.gain.size()));
      group.offers.insert(group.offers.end(), static_cast<size_t>(pods), ranked.offer);
      group.gain.insert(group.gain.end(), static_cast<size_t>(pods), ranked.gain);
    }
  }
}

// One resource after the other, the others' prices as they are.
void BatchKnapsack::Tune(int64_t* price) {
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
void BatchKnapsack::Try(size_t i, int64_t above, int64_t worth) {
  if (--left_ < 0) return;
  if (worth > best_) {
    best_ = worth;
    best_now_ = now_;
    found_ = true;
  }
  for (; i < order_.size() && left_ >= 0 && above + after_[i] > best_; ++i) {
    const Group& group = groups_[order_[i]];
    // From here on each loses more than the one before.
    if (group.rest[1] < 0 && above + group.rest[1] <= best_) break;
    const std::vector<int64_t>& request = request_[group.shape];
    int64_t fits = static_cast<int64_t>(group.gain.size());
    for (int r = 0; r < rs_ && fits > 0; ++r) {
      if (request[r] > 0) fits = request[r] > free_[r] ? 0 : std::min(fits, free_[r] / request[r]);
    }
    for (int64_t t = fits; t > 0; --t) {
      const int64_t now = above + group.rest[t];
      if (now + after_[i + 1] <= best_) continue;
      now_[i] = static_cast<int32_t>(t);
      for (int r = 0; r < rs_; ++r) free_[r] -= t * request[r];
      Try(i + 1, now, worth + group.made[t]);
      for (int r = 0; r < rs_; ++r) free_[r] += t * request[r];
      now_[i] = 0;
    }
  }
}

bool BatchKnapsack::Choose(int32_t leaf, std::span<const BatchOffer> offers, int64_t least) {
  free_.assign(&problem_.capacity[leaf * rs_], &problem_.capacity[leaf * rs_] + rs_);
  MakeGroups(offers);
  int64_t* price = &prices_[leaf * rs_];
  Tune(price);
  int64_t above = 0, most = 0;
  for (int r = 0; r < rs_; ++r) above += (free_[r] >> shifts_[r]) * price[r];
  for (size_t i = 0; i < count_; ++i) {
    Group& group = groups_[i];
    int64_t room = 0;
    for (int r = 0; r < rs_; ++r) room += price[r] * units_[group.shape][r];
    group.rest.assign(1, 0);
    group.made.assign(1, 0);
    group.most = 0;
    for (const int64_t gain : group.gain) {
      group.rest.push_back(group.rest.back() + gain - room);
      group.made.push_back(group.made.back() + gain);
      group.most = std::max(group.most, group.rest.back());
    }
    most += group.most;
  }
  order_.clear();
  for (size_t i = 0; i < count_; ++i) {
    // What can't be part of a better set.
    if (!groups_[i].gain.empty() && above + most + std::min<int64_t>(0, groups_[i].rest[1]) > least)
      order_.push_back(static_cast<int32_t>(i));
  }
  std::sort(order_.begin(), order_.end(), [this](int32_t i, int32_t j) {
    const Group &a = groups_[i], &b = groups_[j];
    return a.rest[1] != b.rest[1] ? a.rest[1] > b.rest[1] : a.shape < b.shape;
  });
  after_.assign(order_.size() + 1, 0);
  for (size_t i = order_.size(); i-- > 0;) after_[i] = after_[i + 1] + groups_[order_[i]].most;
  now_.assign(order_.size(), 0);
  best_ = least;
  left_ = kTrials;
  found_ = false;
  Try(0, above, 0);
  if (!found_) return false;
  taken_.assign(offers.size(), 0);
  for (size_t i = 0; i < order_.size(); ++i) {
    for (int32_t t = 0; t < best_now_[i]; ++t) ++taken_[groups_[order_[i]].offers[t]];
  }
  return true;
}

}  // namespace fluid::placement
