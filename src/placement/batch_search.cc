#include "batch_search.h"

#include <algorithm>

namespace fluid::placement {

void BatchSearch::Fill() {
  std::vector<int64_t> most(problem_.resources, 1);
  for (size_t i = 0; i < problem_.capacity.size(); ++i) {
    most[i % problem_.resources] = std::max(most[i % problem_.resources], problem_.capacity[i]);
  }
  std::vector<std::pair<int64_t, int32_t>> order;
  for (size_t k = 0; k < problem_.classes.size(); ++k) {
    int64_t size = 0;
    for (int r = 0; r < problem_.resources; ++r) {
      size = std::max(
          size, static_cast<int64_t>(static_cast<__int128>(problem_.classes[k].request[r]) * 1024 / most[r]));
    }
    order.emplace_back(-size, static_cast<int32_t>(k));
  }
  std::sort(order.begin(), order.end());
  for (const auto& [size, k] : order) {
    const std::span<const FlowArc> arcs = state_.Arcs(k);
    for (size_t a = 0; a < arcs.size() && arcs[a].cost < problem_.classes[k].penalty; ++a) {
      while (state_.unplaced(k) > 0) {
        const int32_t leaf = state_.Find(arcs[a].vertex, k);
        if (leaf < 0) break;
        state_.Put(k, static_cast<int32_t>(a), leaf, std::min(state_.unplaced(k), state_.Fits(leaf, k)));
      }
    }
  }
  state_.Forget();
}

bool BatchSearch::Place(int32_t pod_class, int64_t limit, int depth) {
  constexpr int32_t kLeaves = 24;  // looked at for one arc
  const std::span<const FlowArc> arcs = state_.Arcs(pod_class);
  for (size_t a = 0; a < arcs.size() && arcs[a].cost < limit; ++a) {
    const int32_t leaf = state_.Find(arcs[a].vertex, pod_class);
    if (leaf < 0) continue;
    state_.Put(pod_class, static_cast<int32_t>(a), leaf);
    return true;
  }
  if (depth == 0) return false;
  for (size_t a = 0; a < arcs.size() && arcs[a].cost < limit; ++a) {
    const int32_t begin = state_.begin(arcs[a].vertex), count = state_.end(arcs[a].vertex) - begin;
    const int32_t start = count > kLeaves ? static_cast<int32_t>(turn_++ % static_cast<uint32_t>(count)) : 0;
    for (int32_t i = 0; i < std::min(count, kLeaves) && !spent(); ++i) {
      const int32_t leaf = state_.leaves()[begin + (start + i) % count];
      ++state_.looked;
      for (size_t j = 0; j < state_.Items(leaf).size(); ++j) {
        const BatchState::Item out = state_.Items(leaf)[j];
        if (out.pod_class == pod_class || !state_.FitsInstead(leaf, pod_class, out.pod_class)) continue;
        const int64_t gain = limit - arcs[a].cost + state_.Arcs(out.pod_class)[out.arc].cost;
        const size_t mark = state_.mark();
        state_.Take(out.pod_class, out.arc, leaf);
        state_.Put(pod_class, static_cast<int32_t>(a), leaf);
        const int64_t penalty = problem_.classes[out.pod_class].penalty;
        if (Place(out.pod_class, std::min(gain, penalty), depth - 1) || penalty < gain) return true;
        state_.Undo(mark);
      }
    }
  }
  return false;
}

bool BatchSearch::ImproveOne(int32_t pod_class, int32_t leaf, int32_t arc) {
  constexpr int kDepth = 2;
  if (leaf < 0) return Place(pod_class, problem_.classes[pod_class].penalty, kDepth);
  const size_t mark = state_.mark();
  state_.Take(pod_class, arc, leaf);
  if (Place(pod_class, state_.Arcs(pod_class)[arc].cost, kDepth)) return true;
  state_.Undo(mark);
  return false;
}

void BatchSearch::Improve() {
  for (bool better = true; better && !spent();) {
    better = false;
    state_.Forget();
    for (int32_t k = 0; k < static_cast<int32_t>(problem_.classes.size()); ++k) {
      while (state_.unplaced(k) > 0 && !spent() && ImproveOne(k, -1, -1)) better = true;
    }
    for (const int32_t leaf : state_.leaves()) {
      for (size_t j = 0; j < state_.Items(leaf).size() && !spent();) {
        const BatchState::Item item = state_.Items(leaf)[j];
        const bool best =
            state_.Arcs(item.pod_class)[item.arc].cost == state_.Arcs(item.pod_class).front().cost;
        if (best || !ImproveOne(item.pod_class, leaf, item.arc)) {
          ++j;
        } else {
          better = true;
          j = 0;
        }
      }
    }
  }
}

void BatchSearch::Empty(int32_t leaf, std::vector<int32_t>& out) {
  while (!state_.Items(leaf).empty()) {
    const BatchState::Item item = state_.Items(leaf).back();
    out.insert(out.end(), item.pods, item.pod_class);
    state_.Take(item.pod_class, item.arc, leaf, item.pods);
  }
}

void BatchSearch::Kick(int times, int64_t bound) {
  uint64_t state = 0x9e3779b97f4a7c15;
  auto below = [&state](size_t n) {
    state = state * 6364136223846793005 + 1442695040888963407;
    return static_cast<size_t>((state >> 33) % n);
  };
  // Small steps up are taken now and then, and taken back when they led nowhere: seldom where there are many
  // leaves, for there kicks do not meet.
  constexpr size_t kAstray = 2048;  // changes since the best
  int64_t span = 0, best = state_.cost();
  for (size_t k = 0; k < problem_.classes.size(); ++k) {
    const std::span<const FlowArc> arcs = state_.Arcs(static_cast<int32_t>(k));
    if (!arcs.empty()) span = std::max(span, arcs.back().cost - arcs.front().cost);
  }
  state_.Forget();
  std::vector<int32_t> out, worth;
  for (int i = 0; i < times && best > bound && !spent(); ++i) {
    if (i % 64 == 0) {  // the classes that could cost less
      worth.clear();
      for (size_t k = 0; k < problem_.classes.size(); ++k) {
        if (state_.unplaced(static_cast<int32_t>(k)) > 0 && !state_.Arcs(static_cast<int32_t>(k)).empty())
          worth.push_back(static_cast<int32_t>(k));
      }
      for (const int32_t leaf : state_.leaves()) {
        for (const BatchState::Item& item : state_.Items(leaf)) {
          if (state_.Arcs(item.pod_class)[item.arc].cost > state_.Arcs(item.pod_class).front().cost) {
            worth.push_back(item.pod_class);
          }
        }
      }
    }
    if (worth.empty()) break;
    const int64_t before = state_.cost();
    const size_t mark = state_.mark();
    const int64_t share = below(state_.leaves().size()) < 8 ? static_cast<int64_t>(below(256)) : 0;
    const int64_t slack = (span * share * share) >> 16;
    out.clear();
    const int32_t k = worth[below(worth.size())];
    for (int leaves = 0; leaves < 2; ++leaves) {
      const FlowArc& arc = state_.Arcs(k)[below(state_.Arcs(k).size())];
      const int32_t begin = state_.begin(arc.vertex);
      Empty(state_.leaves()[begin + below(state_.end(arc.vertex) - begin)], out);
    }
    if (state_.unplaced(static_cast<int32_t>(k)) > 0) out.push_back(k);
    for (size_t left = out.size(); left > 0; --left) {
      std::swap(out[below(left)], out[left - 1]);
      const int32_t next = out[left - 1];
      if (state_.unplaced(next) > 0) Place(next, problem_.classes[next].penalty, 1);
    }
    if (state_.cost() > before + slack) state_.Undo(mark);
    if (state_.cost() < best) {
      best = state_.cost();
      state_.Forget();
    } else if (state_.mark() > kAstray) {
      state_.Undo(0);
    }
  }
  state_.Undo(0);
}

}  // namespace fluid::placement
