#include "batch_state.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace fluid::placement {

BatchState::BatchState(const BatchProblem& problem)
    : problem_(problem),
      rs_(problem.resources),
      items_(problem.parent.size()),
      places_(problem.classes.size()),
      top_(problem.capacity) {
  const size_t n = problem.parent.size();
  for (const BatchClass& c : problem.classes) {
    arcs_.push_back(c.arcs);
    unplaced_.push_back(c.pods);
    cost_ += c.pods * c.penalty;
    std::sort(arcs_.back().begin(), arcs_.back().end(), [](const FlowArc& a, const FlowArc& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.vertex < b.vertex;
    });
  }
  child_begin_.assign(n + 1, 0);
  for (size_t v = 1; v < n; ++v) ++child_begin_[problem.parent[v] + 1];
  for (size_t v = 0; v < n; ++v) child_begin_[v + 1] += child_begin_[v];
  children_.resize(n > 0 ? n - 1 : 0);
  std::vector<int32_t> at = child_begin_;
  for (size_t v = 1; v < n; ++v) children_[at[problem.parent[v]]++] = static_cast<int32_t>(v);
  begin_.assign(n, 0);
  end_.assign(n, 0);
  // Leaves in depth-first order, so that those below a vertex lie together.
  std::vector<int32_t> stack{0};
  while (!stack.empty()) {
    const int32_t v = stack.back();
    stack.pop_back();
    if (v < 0) {
      end_[~v] = static_cast<int32_t>(leaves_.size());
      continue;
    }
    begin_[v] = static_cast<int32_t>(leaves_.size());
    if (child_begin_[v] == child_begin_[v + 1]) {
      leaves_.push_back(v);
      end_[v] = begin_[v] + 1;
      continue;
    }
    stack.push_back(~v);
    for (int32_t i = child_begin_[v + 1]; i-- > child_begin_[v];) stack.push_back(children_[i]);
  }
  for (size_t v = n; v-- > 1;) {
    for (int r = 0; r < rs_; ++r) {
      int64_t& above = top_[problem.parent[v] * rs_ + r];
      above = std::max(above, top_[v * rs_ + r]);
    }
  }
  for (int r = 0; r < rs_; ++r) {
    scale_.push_back(
        std::max<int64_t>(0, static_cast<int64_t>(std::bit_width(static_cast<uint64_t>(top_[r]))) - 20));
  }
}

int32_t BatchState::ArcTo(int32_t pod_class, int32_t leaf) const {
  const std::vector<FlowArc>& arcs = arcs_[pod_class];
  for (size_t a = 0; a < arcs.size(); ++a) {
    const int32_t v = arcs[a].vertex;
    if (begin_[v] <= begin_[leaf] && begin_[leaf] < end_[v]) return static_cast<int32_t>(a);
  }
  return -1;
}

int64_t BatchState::Fits(int32_t leaf, int32_t pod_class) const {
  int64_t most = std::numeric_limits<int32_t>::max();
  for (int r = 0; r < rs_; ++r) {
    const int64_t request = problem_.classes[pod_class].request[r];
    if (request > 0) most = std::min(most, top_[leaf * rs_ + r] / request);
  }
  return most;
}

bool BatchState::May(int32_t vertex, int32_t pod_class) const {
  for (int r = 0; r < rs_; ++r) {
    if (top_[vertex * rs_ + r] < problem_.classes[pod_class].request[r]) return false;
  }
  return true;
}

int32_t BatchState::Find(int32_t vertex, int32_t pod_class, int32_t but) {
  constexpr int kFew = 8;
  constexpr int kLook = 256;
  int32_t best = -1;
  int64_t least = std::numeric_limits<int64_t>::max();
  int found = 0, left = kLook;
  stack_.assign(1, vertex);
  while (!stack_.empty() && found < kFew && left-- > 0) {
    const int32_t v = stack_.back();
    stack_.pop_back();
    if (v == but || !May(v, pod_class)) continue;
    if (child_begin_[v] < child_begin_[v + 1]) {
      for (int32_t i = child_begin_[v + 1]; i-- > child_begin_[v];) stack_.push_back(children_[i]);
      continue;
    }
    int64_t rest = 0;
    for (int r = 0; r < rs_; ++r) rest += top_[v * rs_ + r] >> scale_[r];
    if (rest < least) {
      least = rest;
      best = v;
    }
    ++found;
  }
  return best;
}

void BatchState::Use(int32_t leaf, int32_t pod_class, int64_t times) {
  const std::vector<int64_t>& request = problem_.classes[pod_class].request;
  for (int r = 0; r < rs_; ++r) {
    if (request[r] == 0) continue;
    int64_t before = top_[leaf * rs_ + r];
    int64_t now = top_[leaf * rs_ + r] += times * request[r];
    for (int32_t v = leaf; v != 0;) {
      v = problem_.parent[v];
      int64_t& top = top_[v * rs_ + r];
      if (now <= top && before < top) break;
      const int64_t old = top;
      if (now > top) {
        top = now;
      } else {
        top = 0;
        for (int32_t i = child_begin_[v]; i < child_begin_[v + 1]; ++i)
          top = std::max(top, top_[children_[i] * rs_ + r]);
      }
      if (top == old) break;
      before = old;
      now = top;
    }
  }
}

void BatchState::Put(int32_t pod_class, int32_t arc, int32_t leaf, int64_t pods) {
  Use(leaf, pod_class, -pods);
  unplaced_[pod_class] -= pods;
  cost_ += (arcs_[pod_class][arc].cost - problem_.classes[pod_class].penalty) * pods;
  log_.push_back({pod_class, arc, leaf, pods});
  std::vector<Item>& items = items_[leaf];
  const auto item = std::find_if(items.begin(), items.end(),
                                 [&](const Item& i) { return i.pod_class == pod_class && i.arc == arc; });
  if (item == items.end()) {
    items.push_back({pod_class, arc, static_cast<int32_t>(pods)});
  } else if ((item->pods += static_cast<int32_t>(pods)) == 0) {
    items.erase(item);
  }
  std::vector<Place>& places = places_[pod_class];
  const auto place = std::find_if(places.begin(), places.end(),
                                  [&](const Place& p) { return p.leaf == leaf && p.arc == arc; });
  if (place == places.end()) {
    places.push_back({leaf, arc, static_cast<int32_t>(pods)});
  } else if ((place->pods += static_cast<int32_t>(pods)) == 0) {
    *place = places.back();
    places.pop_back();
  }
}

void BatchState::Undo(size_t to) {
  while (log_.size() > to) {
    const Change last = log_.back();
    Put(last.pod_class, last.arc, last.leaf, -last.pods);
    log_.resize(log_.size() - 2);
  }
}

}  // namespace fluid::placement
