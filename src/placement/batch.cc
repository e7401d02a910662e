#include "fluid/placement_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "batch_ascent.h"
#include "batch_bound.h"
#include "batch_state.h"

namespace fluid::placement {
namespace {

Status CheckProblem(const BatchProblem& p) {
  const size_t n = p.parent.size();
  if (p.resources < 1 || p.resources > kMaxBatchResources) {
    return InvalidArgument(
        fmt::format("batch: {} resources; 1 to {} are allowed", p.resources, kMaxBatchResources));
  }
  if (p.capacity.size() != n * p.resources)
    return InvalidArgument("batch: a capacity for each vertex and resource is needed");
  auto quantity = [](std::string_view what, int64_t value) -> Status {
    if (value < 0) return InvalidArgument(fmt::format("batch: {} is negative ({})", what, value));
    if (value > kMaxBatchQuantity) {
      return OutOfRange(fmt::format("batch: {} is {}, more than {}", what, value, kMaxBatchQuantity));
    }
    return {};
  };
  for (const int64_t c : p.capacity) FLUID_RETURN_IF_ERROR(quantity("a capacity", c));
  // The rest is a flow's to refuse: the same tree, classes and arcs.
  FlowTree tree{p.parent, std::vector<int64_t>(n, 0)};
  for (size_t v = 0; v < n; ++v) {
    for (int r = 0; r < p.resources; ++r) tree.slots[v] |= p.capacity[v * p.resources + r] > 0 ? 1 : 0;
  }
  FLUID_ASSIGN_OR_RETURN(SlotFlow flow, SlotFlow::New(tree));
  for (const BatchClass& c : p.classes) {
    if (c.request.size() != static_cast<size_t>(p.resources)) {
      return InvalidArgument("batch: a request of each resource is needed");
    }
    for (const int64_t r : c.request) FLUID_RETURN_IF_ERROR(quantity("a request", r));
    FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const int32_t k, flow.AddClass({c.pods, c.penalty, c.arcs}));
  }
  return {};
}

class Search {
 public:
  Search(const BatchProblem& problem, const BatchOptions& options)
      : problem_(problem), trials_(options.trials), state_(problem), unplaced_(problem.classes.size()) {
    for (size_t k = 0; k < problem.classes.size(); ++k)
      SetOut(static_cast<int32_t>(k), problem.classes[k].pods);
  }

  void Round(const BatchBound& bound);
  void Greedy();
  void Improve();
  void Kick(int times, int64_t bound);
  void Tell(BatchAnswer& answer) const;

 private:
  // Places a pod so that the cost of all rises by less than `limit`, putting out at most `depth` others one
  // after another.
  bool Place(int32_t pod_class, int64_t limit, int depth);
  bool ImproveOne(int32_t pod_class, int32_t leaf, int32_t arc);
  // All changes go through these: they keep the cost, and what Undo takes back.
  void Put(int32_t pod_class, int32_t arc, int32_t leaf, int64_t pods);
  void Take(int32_t pod_class, int32_t arc, int32_t leaf, int64_t pods) { Put(pod_class, arc, leaf, -pods); }
  void SetOut(int32_t pod_class, int64_t pods);  // more pods unplaced
  void Undo(size_t to);
  void Empty(int32_t leaf, std::vector<int32_t>& out);
  bool spent() const { return state_.looked >= trials_; }

  const BatchProblem& problem_;
  const int64_t trials_;
  BatchState state_;
  std::vector<int64_t> unplaced_;
  int64_t cost_ = 0;
  uint32_t turn_ = 0;
  struct Change {
    int32_t pod_class, arc, leaf;  // leaf -1: unplaced
    int64_t pods;
  };
  std::vector<Change> log_;
};

void Search::Put(int32_t pod_class, int32_t arc, int32_t leaf, int64_t pods) {
  if (pods > 0) {
    state_.Put(pod_class, arc, leaf, static_cast<int32_t>(pods));
  } else {
    state_.Take(pod_class, arc, leaf, static_cast<int32_t>(-pods));
  }
  cost_ += state_.Arcs(pod_class)[arc].cost * pods;
  log_.push_back({pod_class, arc, leaf, pods});
}

void Search::SetOut(int32_t pod_class, int64_t pods) {
  unplaced_[pod_class] += pods;
  cost_ += problem_.classes[pod_class].penalty * pods;
  log_.push_back({pod_class, -1, -1, pods});
}

void Search::Undo(size_t to) {
  while (log_.size() > to) {
    const Change last = log_.back();
    if (last.leaf >= 0) {
      Put(last.pod_class, last.arc, last.leaf, -last.pods);
    } else {
      SetOut(last.pod_class, -last.pods);
    }
    log_.resize(log_.size() - 2);
  }
}

void Search::Round(const BatchBound& bound) {
  for (const FlowShare& share : bound.flow.shares) {
    const int32_t k = share.pod_class;
    // The cheapest arc of the class to this leaf: the flow's costs were rounded.
    const std::span<const FlowArc> arcs = state_.Arcs(k);
    const int64_t whole = std::min({share.pods / bound.sizes[k], unplaced_[k], state_.Fits(share.leaf, k)});
    if (whole == 0) continue;
    for (size_t a = 0; a < arcs.size(); ++a) {
      const int32_t at = state_.begin(share.leaf);
      if (at < state_.begin(arcs[a].vertex) || at >= state_.end(arcs[a].vertex)) continue;
      if (arcs[a].cost >= problem_.classes[k].penalty) break;
      Put(k, static_cast<int32_t>(a), share.leaf, whole);
      SetOut(k, -whole);
      break;
    }
  }
}

void Search::Greedy() {
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
      while (unplaced_[k] > 0) {
        const int32_t leaf = state_.Find(arcs[a].vertex, k);
        if (leaf < 0) break;
        const int64_t pods = std::min(unplaced_[k], state_.Fits(leaf, k));
        Put(k, static_cast<int32_t>(a), leaf, pods);
        SetOut(k, -pods);
      }
    }
  }
}

bool Search::Place(int32_t pod_class, int64_t limit, int depth) {
  constexpr int32_t kLeaves = 24;  // looked at for one arc
  const std::span<const FlowArc> arcs = state_.Arcs(pod_class);
  for (size_t a = 0; a < arcs.size() && arcs[a].cost < limit; ++a) {
    const int32_t leaf = state_.Find(arcs[a].vertex, pod_class);
    if (leaf < 0) continue;
    Put(pod_class, static_cast<int32_t>(a), leaf, 1);
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
        Take(out.pod_class, out.arc, leaf, 1);
        Put(pod_class, static_cast<int32_t>(a), leaf, 1);
        if (Place(out.pod_class, std::min(gain, problem_.classes[out.pod_class].penalty), depth - 1))
          return true;
        if (problem_.classes[out.pod_class].penalty < gain) {
          SetOut(out.pod_class, 1);
          return true;
        }
        Take(pod_class, static_cast<int32_t>(a), leaf, 1);
        Put(out.pod_class, out.arc, leaf, 1);
      }
    }
  }
  return false;
}

bool Search::ImproveOne(int32_t pod_class, int32_t leaf, int32_t arc) {
  constexpr int kDepth = 2;
  if (leaf < 0) {
    if (!Place(pod_class, problem_.classes[pod_class].penalty, kDepth)) return false;
    SetOut(pod_class, -1);
    return true;
  }
  Take(pod_class, arc, leaf, 1);
  if (Place(pod_class, state_.Arcs(pod_class)[arc].cost, kDepth)) return true;
  Put(pod_class, arc, leaf, 1);
  return false;
}

void Search::Improve() {
  for (bool better = true; better && !spent();) {
    better = false;
    for (int32_t k = 0; k < static_cast<int32_t>(unplaced_.size()); ++k) {
      while (unplaced_[k] > 0 && !spent() && ImproveOne(k, -1, -1)) better = true;
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

void Search::Empty(int32_t leaf, std::vector<int32_t>& out) {
  while (!state_.Items(leaf).empty()) {
    const BatchState::Item item = state_.Items(leaf).back();
    out.insert(out.end(), item.pods, item.pod_class);
    Take(item.pod_class, item.arc, leaf, item.pods);
    SetOut(item.pod_class, item.pods);
  }
}

void Search::Kick(int times, int64_t bound) {
  uint64_t state = 0x9e3779b97f4a7c15;
  auto below = [&state](size_t n) {
    state = state * 6364136223846793005 + 1442695040888963407;
    return static_cast<size_t>((state >> 33) % n);
  };
  // Small steps up are taken now and then, and taken back when they led nowhere: seldom where there are many
  // leaves, for there kicks do not meet.
  constexpr size_t kAstray = 2048;  // changes since the best
  int64_t span = 0, best = cost_;
  for (size_t k = 0; k < unplaced_.size(); ++k) {
    const std::span<const FlowArc> arcs = state_.Arcs(static_cast<int32_t>(k));
    if (!arcs.empty()) span = std::max(span, arcs.back().cost - arcs.front().cost);
  }
  log_.clear();
  std::vector<int32_t> out, worth;
  for (int i = 0; i < times && best > bound && !spent(); ++i) {
    if (i % 64 == 0) {  // the classes that could cost less
      worth.clear();
      for (size_t k = 0; k < unplaced_.size(); ++k) {
        if (unplaced_[k] > 0 && !state_.Arcs(static_cast<int32_t>(k)).empty())
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
    const int64_t before = cost_;
    const size_t mark = log_.size();
    const int64_t share = below(state_.leaves().size()) < 8 ? static_cast<int64_t>(below(256)) : 0;
    const int64_t slack = (span * share * share) >> 16;
    out.clear();
    const int32_t k = worth[below(worth.size())];
    for (int leaves = 0; leaves < 2; ++leaves) {
      const FlowArc& arc = state_.Arcs(k)[below(state_.Arcs(k).size())];
      const int32_t begin = state_.begin(arc.vertex);
      Empty(state_.leaves()[begin + below(state_.end(arc.vertex) - begin)], out);
    }
    if (unplaced_[k] > 0) out.push_back(k);
    for (size_t left = out.size(); left > 0; --left) {
      std::swap(out[below(left)], out[left - 1]);
      const int32_t next = out[left - 1];
      if (unplaced_[next] > 0 && Place(next, problem_.classes[next].penalty, 1)) SetOut(next, -1);
    }
    if (cost_ > before + slack) Undo(mark);
    if (cost_ < best) {
      best = cost_;
      log_.clear();
    } else if (log_.size() > kAstray) {
      Undo(0);
    }
  }
  Undo(0);
}

void Search::Tell(BatchAnswer& answer) const {
  for (const int32_t leaf : state_.leaves()) {
    for (const BatchState::Item& item : state_.Items(leaf)) {
      const int64_t cost = state_.Arcs(item.pod_class)[item.arc].cost;
      answer.shares.push_back({item.pod_class, leaf, cost, item.pods});
      answer.cost += cost * item.pods;
    }
  }
  std::sort(answer.shares.begin(), answer.shares.end(), [](const FlowShare& a, const FlowShare& b) {
    return std::tie(a.pod_class, a.leaf, a.cost) < std::tie(b.pod_class, b.leaf, b.cost);
  });
  answer.unplaced = unplaced_;
  for (size_t k = 0; k < unplaced_.size(); ++k) answer.cost += unplaced_[k] * problem_.classes[k].penalty;
  answer.trials = state_.looked;
}

}  // namespace

Result<BatchAnswer> SolveBatch(const BatchProblem& problem, const BatchOptions& options) {
  FLUID_RETURN_IF_ERROR(CheckProblem(problem));
  FLUID_ASSIGN_OR_RETURN(BatchBound bound, BoundBatch(problem, std::max(1, options.weightings)));
  Search search(problem, options);
  search.Round(bound);
  search.Greedy();
  search.Improve();
  search.Kick(options.kicks, bound.bound);
  search.Improve();
  BatchAnswer answer;
  search.Tell(answer);
  answer.proof = std::move(bound.proof);
  answer.bound = RaiseBound(problem, answer.cost, options.steps, answer.proof);
#ifndef NDEBUG
  FLUID_RETURN_IF_ERROR(CheckBatch(problem, answer));
#endif
  return answer;
}

}  // namespace fluid::placement
