#include "batch_search.h"

#include <algorithm>
#include <bit>

namespace fluid::placement {
namespace {

constexpr int64_t kUnit = 1024;
constexpr int32_t kTold = 4096;  // pods of a class that are told apart; others stay where they are
constexpr size_t kLook = 24;     // pods of a leaf that are looked at for one move
constexpr size_t kSteps = 12;    // pods that change places in one

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

bool BatchSearch::Fits(int32_t leaf, int32_t pod_class) const {
  for (int r = 0; r < rs_; ++r) {
    if (free_[leaf * rs_ + r] < request_[pod_class * rs_ + r]) return false;
  }
  return true;
}

bool BatchSearch::FitsInstead(int32_t leaf, int32_t pod_class, int32_t out) const {
  for (int r = 0; r < rs_; ++r) {
    if (free_[leaf * rs_ + r] + request_[out * rs_ + r] < request_[pod_class * rs_ + r]) return false;
  }
  return true;
}

BatchSearch::Room BatchSearch::RoomOn(int32_t leaf, int32_t in, int32_t out) const {
  Room room;
  for (int r = 0; r < rs_; ++r) {
    room.of[r] = free_[leaf * rs_ + r] - (in < 0 ? 0 : request_[in * rs_ + r]) +
                 (out < 0 ? 0 : request_[out * rs_ + r]);
  }
  return room;
}

bool BatchSearch::Holds(const Room& room, int32_t pod_class) const {
  for (int r = 0; r < rs_; ++r) {
    if (room.of[r] < request_[pod_class * rs_ + r]) return false;
  }
  return true;
}

bool BatchSearch::Eases(const Room& room, int32_t pod_class) const {
  for (int r = 0; r < rs_; ++r) {
    if (room.of[r] < 0 && request_[pod_class * rs_ + r] > 0) return true;
  }
  return false;
}

bool BatchSearch::Add(Room& room, int32_t pod_class, int64_t pods) const {
  bool enough = true;
  for (int r = 0; r < rs_; ++r) {
    room.of[r] += pods * request_[pod_class * rs_ + r];
    enough = enough && room.of[r] >= 0;
  }
  return enough;
}

uint32_t BatchSearch::Random() {  // Marsaglia's xorshift
  random_ ^= random_ << 13;
  random_ ^= random_ >> 7;
  random_ ^= random_ << 17;
  return static_cast<uint32_t>(random_ >> 32);
}

BatchSearch::Spot BatchSearch::Sample(int32_t pod_class, int64_t most) {
  constexpr int kTimes = 2;
  const std::span<const Arc> arcs = Arcs(pod_class);
  for (int i = 0; i < kTimes; ++i) {
    const uint32_t a = Below(arcs.size());
    if (arcs[a].cost > most) continue;
    const int32_t leaf = arcs[a].begin + static_cast<int32_t>(arcs[a].count == 1 ? 0 : Below(arcs[a].count));
    if (Fits(leaf, pod_class)) return {leaf, static_cast<int32_t>(a)};
  }
  return {-1, -1};
}

// Pods of a leaf leave it for another, or for any with room, until nothing is missing.
bool BatchSearch::Shift(int32_t from, int32_t to, int32_t but, Room& of_from, Room& of_to, int64_t limit) {
  const std::vector<int32_t>& on = on_[from];
  const size_t start = Below(on.size());
  for (size_t j = 0; j < std::min(on.size(), kLook) && steps_.size() < kSteps; ++j) {
    const int32_t id = on[start + j < on.size() ? start + j : start + j - on.size()];
    const int32_t k = pods_[id].pod_class;
    if (k == but || id == steps_.front().pod || !Eases(of_from, k)) continue;
    const int64_t most = limit + Worth(pods_[id]);
    Spot spot{to, to >= 0 && Holds(of_to, k) ? ArcTo(k, to) : -1};
    if (spot.arc < 0 || Arcs(k)[spot.arc].cost > most) {
      spot = Sample(k, most);
      // Each leaf's room is known but once.
      const bool twice = std::any_of(steps_.begin(), steps_.end(),
                                     [&](const Step& step) { return step.to.leaf == spot.leaf; });
      if (spot.leaf < 0 || spot.leaf == from || spot.leaf == to || twice) continue;
    }
    limit = most - Arcs(k)[spot.arc].cost;
    steps_.push_back({id, spot});
    if (spot.leaf == to) Add(of_to, k, -1);
    if (Add(of_from, k, 1)) return true;
  }
  return false;
}

// One that leaves for where the pod was.
bool BatchSearch::Trade(int32_t id, Spot to, int64_t limit) {
  const Pod& pod = pods_[id];
  const std::vector<int32_t>& on = on_[to.leaf];
  const size_t start = Below(on.size());
  for (size_t j = 0; j < std::min(on.size(), kLook / 2); ++j) {
    const int32_t other = on[start + j < on.size() ? start + j : start + j - on.size()];
    const int32_t k = pods_[other].pod_class;
    if (k == pod.pod_class || !FitsInstead(to.leaf, pod.pod_class, k) ||
        !FitsInstead(pod.leaf, k, pod.pod_class)) {
      continue;
    }
    const int32_t arc = ArcTo(k, pod.leaf);
    if (arc < 0 || Arcs(k)[arc].cost - Worth(pods_[other]) > limit) continue;
    steps_.push_back({other, {pod.leaf, arc}});
    return true;
  }
  return false;
}

// Several that leave.
bool BatchSearch::Displace(int32_t id, Spot to, int64_t limit) {
  const Pod& pod = pods_[id];
  Room here = RoomOn(to.leaf, pod.pod_class, -1), there{};
  if (pod.leaf >= 0) there = RoomOn(pod.leaf, -1, pod.pod_class);
  return Shift(to.leaf, pod.leaf, pod.pod_class, here, there, limit);
}

// One that leaves is too large for where the pod was: others come from there with the pod.
bool BatchSearch::Merge(int32_t id, Spot to, int64_t limit) {
  const Pod& pod = pods_[id];
  const int32_t other = on_[to.leaf][Below(on_[to.leaf].size())];
  const int32_t k = pods_[other].pod_class;
  if (k == pod.pod_class || on_[pod.leaf].size() < 2 || !FitsInstead(to.leaf, pod.pod_class, k)) return false;
  const int32_t arc = ArcTo(k, pod.leaf);
  if (arc < 0) return false;
  steps_.push_back({other, {pod.leaf, arc}});
  limit -= Arcs(k)[arc].cost - Worth(pods_[other]);
  Room here = RoomOn(to.leaf, pod.pod_class, k), there = RoomOn(pod.leaf, k, pod.pod_class);
  return Shift(pod.leaf, to.leaf, k, there, here, limit);
}

// One or several that leave for nowhere.
bool BatchSearch::Evict(int32_t id, Spot to, int64_t limit) {
  const Pod& pod = pods_[id];
  const std::vector<int32_t>& on = on_[to.leaf];
  const size_t start = Below(on.size());
  auto at = [&](size_t j) { return on[start + j < on.size() ? start + j : start + j - on.size()]; };
  for (size_t j = 0; j < std::min(on.size(), kLook / 2); ++j) {
    const int32_t k = pods_[at(j)].pod_class;
    if (k == pod.pod_class || worth_[k] - Worth(pods_[at(j)]) > limit ||
        !FitsInstead(to.leaf, pod.pod_class, k)) {
      continue;
    }
    steps_.push_back({at(j), {-1, -1}});
    return true;
  }
  Room room = RoomOn(to.leaf, pod.pod_class, -1);
  for (size_t j = 0; j < std::min(on.size(), kLook) && steps_.size() < kSteps; ++j) {
    const int32_t k = pods_[at(j)].pod_class;
    if (k == pod.pod_class || !Eases(room, k)) continue;
    limit -= worth_[k] - Worth(pods_[at(j)]);
    if (limit < 0) return false;
    steps_.push_back({at(j), {-1, -1}});
    if (Add(room, k, 1)) return true;
  }
  return false;
}

// One move that costs no more than `limit`.
bool BatchSearch::Try(int64_t limit) {
  const uint32_t whom = Below(8);
  int32_t id;
  if (whom < 2 && !nowhere_.empty()) {
    id = nowhere_[Below(nowhere_.size())];
  } else if (!far_.empty()) {
    id = far_[Below(far_.size())];
  } else {
    id = static_cast<int32_t>(Below(pods_.size()));
  }
  const Pod& pod = pods_[id];
  const std::span<const Arc> arcs = Arcs(pod.pod_class);
  if (arcs.empty()) return false;
  const bool nearer = pod.arc > 0 && Below(2) == 0;
  Spot to{0, static_cast<int32_t>(Below(nearer ? static_cast<size_t>(pod.arc) : arcs.size()))};
  const Arc& arc = arcs[to.arc];
  to.leaf = arc.begin + static_cast<int32_t>(arc.count == 1 ? 0 : Below(arc.count));
  if (arc.count > 1) to.arc = ArcTo(pod.pod_class, to.leaf);
  limit -= arcs[to.arc].cost - Worth(pod);
  if (limit < 0 || (to.leaf == pod.leaf && to.arc >= pod.arc)) return false;
  const auto begin = [&] { steps_.assign(1, {id, to}); };
  begin();
  if (to.leaf == pod.leaf || Fits(to.leaf, pod.pod_class)) return true;
  if (on_[to.leaf].empty()) return false;
  if (pod.leaf >= 0 && Trade(id, to, limit)) return true;
  if (Displace(id, to, limit)) return true;
  begin();
  if (pod.leaf >= 0 && Merge(id, to, limit)) return true;
  begin();
  return Evict(id, to, limit);
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
    const uint32_t random = Random() | 1;
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
