#include "batch_knapsack.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <tuple>

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
    units_.emplace_back();
    for (int r = 0; r < rs_; ++r) units_.back().push_back(c.request[r] >> shifts_[r]);
  }
}

void BatchKnapsack::MakeGroups(std::span<const BatchOffer> offers) {
  order_.resize(offers.size());
  std::iota(order_.begin(), order_.end(), 0);
  std::sort(order_.begin(), order_.end(), [&](int32_t i, int32_t j) {
    const BatchOffer &a = offers[i], &b = offers[j];
    return std::tie(shape_[a.pod_class], b.gain, a.pod_class, a.arc, i) <
           std::tie(shape_[b.pod_class], a.gain, b.pod_class, b.arc, j);
  });
  count_ = 0;
  for (size_t i = 0; i < order_.size();) {
    const int32_t shape = shape_[offers[order_[i]].pod_class];
    int64_t fits = kMostPods;
    for (int r = 0; r < rs_; ++r) {
      if (request_[shape][r] > 0) fits = std::min(fits, free_[r] / request_[shape][r]);
    }
    if (groups_.size() <= count_) groups_.emplace_back();
    Group& group = groups_[count_];
    group.shape = shape;
    group.offers.clear();
    group.gain.clear();
    for (; i < order_.size() && shape_[offers[order_[i]].pod_class] == shape; ++i) {
      const BatchOffer& offer = offers[order_[i]];
      for (int64_t c = 0; c < offer.pods && static_cast<int64_t>(group.gain.size()) < fits; ++c) {
        group.offers.push_back(order_[i]);
        group.gain.push_back(offer.gain);
      }
    }
    if (!group.gain.empty()) ++count_;
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
        now_[i] = static_cast<int32_t>(t);
        for (int r = 0; r < rs_; ++r) free_[r] -= t * request[r];
        Try(i + 1, now, made);
        for (int r = 0; r < rs_; ++r) free_[r] += t * request[r];
        now_[i] = 0;
      }
      now -= group.rest[t - 1];
      made -= group.gain[t - 1];
    }
  }
}

bool BatchKnapsack::Choose(int32_t leaf, std::span<const BatchOffer> offers, int64_t least) {
  free_.assign(&problem_.capacity[leaf * rs_], &problem_.capacity[leaf * rs_] + rs_);
  MakeGroups(offers);
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
  now_.assign(count_, 0);
  best_ = least;
  left_ = kTrials;
  found_ = false;
  Try(0, above, 0);
  if (!found_) return false;
  taken_.assign(offers.size(), 0);
  for (size_t i = 0; i < count_; ++i) {
    for (int32_t t = 0; t < best_now_[i]; ++t) ++taken_[groups_[i].offers[t]];
  }
  return true;
}

}  // namespace fluid::placement
