#include <algorithm>

#include "batch_search.h"

namespace fluid::placement {
namespace {

constexpr size_t kLook = 24;   // pods of a leaf that are looked at for one move
constexpr size_t kSteps = 12;  // pods that change places in one

}  // namespace

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

BatchSearch::Spot BatchSearch::Sample(int32_t pod_class, int64_t most) {
  constexpr int kTimes = 2;
  const std::span<const Arc> arcs = Arcs(pod_class);
  for (int i = 0; i < kTimes; ++i) {
    const uint32_t a = random_.Below(arcs.size());
    if (arcs[a].cost > most) continue;
    const int32_t leaf =
        arcs[a].begin + static_cast<int32_t>(arcs[a].count == 1 ? 0 : random_.Below(arcs[a].count));
    if (Fits(leaf, pod_class)) return {leaf, static_cast<int32_t>(a)};
  }
  return {-1, -1};
}

// Pods of a leaf leave it for another, or for any with room, until nothing is missing.
bool BatchSearch::Shift(int32_t from, int32_t to, int32_t but, Room& of_from, Room& of_to, int64_t limit) {
  const std::vector<int32_t>& on = on_[from];
  const size_t start = random_.Below(on.size());
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
  const size_t start = random_.Below(on.size());
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
  const int32_t other = on_[to.leaf][random_.Below(on_[to.leaf].size())];
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
  const size_t start = random_.Below(on.size());
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
  const uint32_t whom = random_.Below(8);
  int32_t id;
  if (whom < 2 && !nowhere_.empty()) {
    id = nowhere_[random_.Below(nowhere_.size())];
  } else if (!far_.empty()) {
    id = far_[random_.Below(far_.size())];
  } else {
    id = static_cast<int32_t>(random_.Below(pods_.size()));
  }
  const Pod& pod = pods_[id];
  const std::span<const Arc> arcs = Arcs(pod.pod_class);
  if (arcs.empty()) return false;
  const bool nearer = pod.arc > 0 && random_.Below(2) == 0;
  Spot to{0, static_cast<int32_t>(random_.Below(nearer ? static_cast<size_t>(pod.arc) : arcs.size()))};
  const Arc& arc = arcs[to.arc];
  to.leaf = arc.begin + static_cast<int32_t>(arc.count == 1 ? 0 : random_.Below(arc.count));
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

}  // namespace fluid::placement
