#include "batch_search.h"

#include <algorithm>
#include <bit>

namespace fluid::placement {
namespace {

constexpr int64_t kUnit = 1024;
constexpr int32_t kTold = 4096;  // pods of a class that are told apart; others stay where they are

size_t Hash(int32_t vertex) { return static_cast<uint32_t>(vertex) * 2654435761U >> 4; }

}  // namespace

BatchSearch::BatchSearch(BatchState& state)
    : state_(state), problem_(state.problem()), rs_(problem_.resources) {
  AddTables();
  // A resource counts by how much of it is asked for, most where that is all there is.
  std::vector<double> weight;
  double pods = 0, all = 0;
  for (int r = 0; r < rs_; ++r) {
    double asked = 0, capacity = 1;
    for (const BatchClass& c : problem_.classes)
      asked += static_cast<double>(c.request[r]) * static_cast<double>(c.pods);
    for (const int32_t v : state_.leaves()) capacity += static_cast<double>(problem_.capacity[v * rs_ + r]);
    const double full = std::min(1.0, asked / capacity);
    weight.push_back(full * full * full * full * full * full / capacity);
  }
  for (const BatchClass& c : problem_.classes) {
    double size = 0;
    for (int r = 0; r < rs_; ++r) size += weight[r] * static_cast<double>(c.request[r]);
    size_.push_back(size);
    all += size * static_cast<double>(c.pods);
    pods += static_cast<double>(c.pods);
  }
  for (double& size : size_) size = all > 0 ? size * pods / all : 1;
}

void BatchSearch::AddTables() {
  for (size_t k = 0; k < problem_.classes.size(); ++k) {
    const BatchClass& c = problem_.classes[k];
    request_.insert(request_.end(), c.request.begin(), c.request.end());
    first_.push_back(static_cast<int32_t>(arcs_.size()));
    entries_.push_back(static_cast<int32_t>(table_.size()));
    const std::span<const FlowArc> arcs = state_.Arcs(static_cast<int32_t>(k));
    const size_t size = std::bit_ceil(2 * arcs.size() + 1);
    table_.resize(table_.size() + size, {-1, 0});
    Entry* entries = &table_[static_cast<size_t>(entries_.back())];
    for (size_t a = 0; a < arcs.size() && arcs[a].cost < c.penalty; ++a) {
      const int32_t v = arcs[a].vertex;
      arcs_.push_back({state_.begin(v), state_.end(v) - state_.begin(v), arcs[a].cost * kUnit});
      span_ = std::max(span_, (arcs[a].cost - arcs.front().cost) * kUnit);
      size_t at = Hash(v) & (size - 1);
      while (entries[at].vertex >= 0 && entries[at].vertex != v) at = (at + 1) & (size - 1);
      if (entries[at].vertex < 0) entries[at] = {v, static_cast<int32_t>(a)};
    }
  }
  first_.push_back(static_cast<int32_t>(arcs_.size()));
  entries_.push_back(static_cast<int32_t>(table_.size()));
  span_ = std::max(span_, kUnit);
}

int32_t BatchSearch::ArcTo(int32_t pod_class, int32_t leaf) const {
  const Entry* entries = &table_[entries_[pod_class]];
  const size_t mask = static_cast<size_t>(entries_[pod_class + 1] - entries_[pod_class]) - 1;
  int32_t best = -1;
  for (int32_t v = state_.leaves()[leaf]; v >= 0; v = problem_.parent[v]) {
    size_t at = Hash(v) & mask;
    while (entries[at].vertex >= 0 && entries[at].vertex != v) at = (at + 1) & mask;
    if (entries[at].vertex == v && (best < 0 || entries[at].arc < best)) best = entries[at].arc;
  }
  return best;
}

void BatchSearch::SetWorth(bool by_size) {
  constexpr double kSpans = 2;
  double penalties = 0, pods = 0;
  for (const BatchClass& c : problem_.classes) {
    penalties += static_cast<double>(c.penalty) * static_cast<double>(c.pods);
    pods += static_cast<double>(c.pods);
  }
  worth_.clear();
  for (size_t k = 0; k < problem_.classes.size(); ++k) {
    const double penalty = static_cast<double>(problem_.classes[k].penalty);
    double worth = kSpans * static_cast<double>(span_) * (by_size ? (1 + size_[k]) / 2 : 1);
    if (penalties > 0) worth *= penalty * pods / penalties;
    const std::span<const Arc> arcs = Arcs(static_cast<int32_t>(k));
    if (!arcs.empty()) worth += static_cast<double>(arcs.front().cost);
    worth_.push_back(static_cast<int64_t>(std::min(worth, penalty * static_cast<double>(kUnit))));
  }
}

void BatchSearch::Load() {
  free_.clear();
  on_.assign(state_.leaves().size(), {});
  pods_.clear();
  nowhere_.clear();
  far_.clear();
  changed_.clear();
  before_.clear();
  std::vector<int32_t> told(problem_.classes.size(), 0);
  auto add = [&](int32_t k, Spot spot, int64_t pods) {
    for (; pods > 0 && told[k] < kTold; --pods, ++told[k]) {
      pods_.push_back({k, -1, -1, -1, -1, true});
      before_.push_back(spot);
      Attach(static_cast<int32_t>(pods_.size()) - 1, spot);
    }
  };
  for (const int32_t v : state_.leaves()) {
    for (int r = 0; r < rs_; ++r) free_.push_back(problem_.capacity[v * rs_ + r]);
  }
  for (size_t k = 0; k < told.size(); ++k) {
    const int32_t id = static_cast<int32_t>(k);
    add(id, {-1, -1}, std::min<int64_t>(state_.unplaced(id), kTold / 4));
  }
  for (size_t i = 0; i < on_.size(); ++i) {
    for (const BatchState::Item& item : state_.Items(state_.leaves()[i])) {
      const int32_t before = told[item.pod_class];
      add(item.pod_class, {static_cast<int32_t>(i), item.arc}, item.pods);
      const int64_t rest = item.pods - (told[item.pod_class] - before);
      for (int r = 0; r < rs_; ++r)
        free_[i * static_cast<size_t>(rs_) + static_cast<size_t>(r)] -=
            rest * request_[item.pod_class * rs_ + r];
    }
  }
  for (Pod& pod : pods_) pod.changed = false;
  best_spots_ = before_;
  cost_ = best_ = state_.cost();
}

void BatchSearch::Store() {
  auto put = [&](size_t i, Spot spot, int64_t pods) {
    if (spot.leaf >= 0) state_.Put(pods_[i].pod_class, spot.arc, state_.leaves()[spot.leaf], pods);
  };
  auto moved = [&](size_t i) {
    return before_[i].leaf != best_spots_[i].leaf || before_[i].arc != best_spots_[i].arc;
  };
  for (size_t i = 0; i < pods_.size(); ++i) {
    if (moved(i)) put(i, before_[i], -1);
  }
  for (size_t i = 0; i < pods_.size(); ++i) {
    if (moved(i)) put(i, best_spots_[i], 1);
  }
  state_.Forget();
}

void BatchSearch::Attach(int32_t id, Spot to) {
  Pod& pod = pods_[id];
  pod.leaf = to.leaf;
  pod.arc = to.arc;
  std::vector<int32_t>& list = to.leaf < 0 ? nowhere_ : on_[to.leaf];
  pod.at = static_cast<int32_t>(list.size());
  list.push_back(id);
  if (to.leaf < 0) {
    cost_ += problem_.classes[pod.pod_class].penalty;
  } else {
    const std::span<const Arc> arcs = Arcs(pod.pod_class);
    cost_ += arcs[to.arc].cost / kUnit;
    for (int r = 0; r < rs_; ++r) free_[to.leaf * rs_ + r] -= request_[pod.pod_class * rs_ + r];
    if (arcs[to.arc].cost > arcs.front().cost) {
      pod.far = static_cast<int32_t>(far_.size());
      far_.push_back(id);
    }
  }
  if (!pod.changed) {
    pod.changed = true;
    changed_.push_back(id);
  }
}

void BatchSearch::Detach(int32_t id) {
  Pod& pod = pods_[id];
  std::vector<int32_t>& list = pod.leaf < 0 ? nowhere_ : on_[pod.leaf];
  list[pod.at] = list.back();
  pods_[list.back()].at = pod.at;
  list.pop_back();
  if (pod.far >= 0) {
    far_[pod.far] = far_.back();
    pods_[far_.back()].far = pod.far;
    far_.pop_back();
    pod.far = -1;
  }
  if (pod.leaf < 0) {
    cost_ -= problem_.classes[pod.pod_class].penalty;
    return;
  }
  cost_ -= Worth(pod) / kUnit;
  for (int r = 0; r < rs_; ++r) free_[pod.leaf * rs_ + r] += request_[pod.pod_class * rs_ + r];
}

void BatchSearch::Make() {
  for (const Step& step : steps_) Detach(step.pod);
  for (const Step& step : steps_) Attach(step.pod, step.to);
}

void BatchSearch::KeepBest() {
  best_ = cost_;
  for (const int32_t id : changed_) {
    best_spots_[id] = {pods_[id].leaf, pods_[id].arc};
    pods_[id].changed = false;
  }
  changed_.clear();
}

void BatchSearch::Run(int64_t moves, const Heat& heat, int64_t bound) {
  constexpr int64_t kLevels = 64, kCooling = 63'221;  // in 1 / 65'536: 64 times to a tenth
  SetWorth(heat.by_size);
  Load();
  if (pods_.empty()) return;
  int64_t temperature = span_ / heat.parts;
  for (int64_t i = 1; i <= moves && best_ > bound; ++i) {
    if (i % std::max<int64_t>(1, moves / kLevels) == 0) temperature = temperature * kCooling >> 16;
    // Temperature times the logarithm to base 2 of a random number, to a tenth of it.
    const uint32_t random = random_.Next() | 1;
    const int zeros = std::countl_zero(random);
    const auto rest = static_cast<int64_t>(uint64_t{random} << (zeros + 1) >> 24 & 255);
    const int64_t logarithm = zeros * 256 + 255 - rest;
    if (!Try(temperature * logarithm >> 8)) continue;
    Make();
    if (cost_ < best_) KeepBest();
  }
  Store();
}

}  // namespace fluid::placement
