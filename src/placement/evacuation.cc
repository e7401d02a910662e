#include "fluid/placement_evacuation.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

namespace fluid::placement {
namespace {

int32_t DomainAt(const WorkerTree& tree, const std::vector<int32_t>& depth, int32_t leaf, int32_t level) {
  while (depth[leaf] > level) leaf = tree.parent[leaf];
  return leaf;
}

std::vector<int32_t> Depths(const WorkerTree& tree) {
  std::vector<int32_t> depth(tree.parent.size(), 0);
  for (size_t v = 1; v < depth.size(); ++v) depth[v] = depth[tree.parent[v]] + 1;
  return depth;
}

// The moves of one dataset in an order in which the skew stays within what it is at both ends.
std::vector<WorkerMove> InOrder(const WorkerPlacer& before, const std::vector<int32_t>& depth,
                                int32_t dataset, const std::vector<WorkerMove>& moves) {
  const int32_t level = std::max(0, before.spec(dataset).spread_depth);
  std::map<int32_t, int64_t> count;
  for (const Worker& w : before.workers(dataset)) ++count[DomainAt(before.tree(), depth, w.leaf, level)];
  std::vector<int32_t> out, in;
  for (const WorkerMove& move : moves) {
    out.push_back(move.from);
    in.push_back(move.to);
  }
  std::map<int32_t, int64_t> bytes;
  for (const WorkerMove& move : moves) bytes[move.to] = move.bytes;
  auto domain = [&](int32_t leaf) { return DomainAt(before.tree(), depth, leaf, level); };
  std::sort(out.begin(), out.end());
  std::sort(in.begin(), in.end());
  std::vector<WorkerMove> ordered;
  // Within a domain first: they change no count, and what is left are domains with too many and domains with
  // too few.
  for (size_t i = 0; i < out.size();) {
    const auto to =
        std::find_if(in.begin(), in.end(), [&](int32_t leaf) { return domain(leaf) == domain(out[i]); });
    if (to == in.end()) {
      ++i;
      continue;
    }
    ordered.push_back({dataset, out[i], *to, bytes[*to]});
    out.erase(out.begin() + static_cast<int64_t>(i));
    in.erase(to);
  }
  while (!out.empty()) {
    const auto from = std::max_element(
        out.begin(), out.end(), [&](int32_t a, int32_t b) { return count[domain(a)] < count[domain(b)]; });
    const auto to = std::min_element(
        in.begin(), in.end(), [&](int32_t a, int32_t b) { return count[domain(a)] < count[domain(b)]; });
    --count[domain(*from)];
    ++count[domain(*to)];
    ordered.push_back({dataset, *from, *to, bytes[*to]});
    out.erase(from);
    in.erase(to);
  }
  return ordered;
}

// Of transfers that share `lanes`, none of which can be divided: as long as the longest; as all of them over
// the lanes; and of the k * lanes + 1 longest ones some lane has k + 1. Sorts them.
int64_t LeastLength(std::vector<int64_t>& times, int64_t lanes) {
  std::sort(times.begin(), times.end(), std::greater<>());
  int64_t all = 0, least = times.front();
  for (const int64_t t : times) all += t;
  least = std::max(least, (all + lanes - 1) / lanes);
  for (int64_t k = 1; k * lanes < static_cast<int64_t>(times.size()); ++k) {
    int64_t shortest = 0;
    for (int64_t i = k * lanes - k; i <= k * lanes; ++i) shortest += times[i];
    least = std::max(least, shortest);
  }
  return least;
}

}  // namespace

Result<Evacuation> PlanEvacuation(const WorkerPlacer& placer, std::span<const int32_t> leaves,
                                  const EvacuationOptions& options) {
  if (options.bandwidth <= 0 || options.concurrent <= 0 || options.bandwidth < options.concurrent) {
    return InvalidArgument(fmt::format(
        "evacuation: bandwidth {} over {} transfers; both must be positive, and a byte a step each",
        options.bandwidth, options.concurrent));
  }
  const std::vector<int32_t> depth = Depths(placer.tree());
  Evacuation plan{{}, 0, 0, placer};
  for (const int32_t leaf : leaves) FLUID_RETURN_IF_ERROR(plan.after.SetQuota(leaf, {}));
  std::map<int32_t, std::vector<WorkerMove>> by_dataset;
  int64_t homeless = 0;
  for (const WorkerMove& move : plan.after.Repair(/*only_lost=*/true)) {
    homeless += move.to < 0 ? 1 : 0;
    if (move.from >= 0 && move.to >= 0) by_dataset[move.dataset].push_back(move);
  }
  if (homeless > 0) {
    return ResourceExhausted(
        fmt::format("evacuation: {} workers find no other place on {} nodes less", homeless, leaves.size()));
  }
  std::vector<std::vector<WorkerMove>> queues;
  std::map<int32_t, std::vector<int64_t>> times_out, times_in;
  const int64_t rate = options.bandwidth / options.concurrent;
  auto duration = [rate](int64_t bytes) { return std::max<int64_t>(1, (bytes + rate - 1) / rate); };
  for (const auto& [dataset, moves] : by_dataset) {
    queues.push_back(InOrder(placer, depth, dataset, moves));
    for (const WorkerMove& move : moves) {
      times_out[move.from].push_back(duration(move.bytes));
      times_in[move.to].push_back(duration(move.bytes));
    }
  }
  for (auto* busy : {&times_out, &times_in}) {
    for (auto& [leaf, times] : *busy)
      plan.least_length = std::max(plan.least_length, LeastLength(times, options.concurrent));
  }
  // A node must be empty before an exclusive worker comes: what follows on the last that leaves.
  std::map<int32_t, int64_t> tail;
  for (const auto& [dataset, moves] : by_dataset) {
    if (!placer.spec(dataset).exclusive) continue;
    for (const WorkerMove& move : moves) {
      const auto leaving = times_out.find(move.to);
      if (leaving == times_out.end()) continue;
      tail[move.to] = duration(move.bytes);
      plan.least_length =
          std::max(plan.least_length, LeastLength(leaving->second, options.concurrent) + tail[move.to]);
    }
  }
  // Room as it is now: both copies count while a transfer lasts.
  std::vector<TierBytes> room = placer.tree().quota;
  std::vector<int64_t> residents(room.size(), 0), exclusive(room.size(), 0);
  for (int32_t k = 0; k < placer.datasets(); ++k) {
    for (const Worker& w : placer.workers(k)) {
      ++residents[w.leaf];
      exclusive[w.leaf] += placer.spec(k).exclusive ? 1 : 0;
      for (int t = 0; t < kWorkerTiers; ++t) room[w.leaf][t] -= placer.spec(k).bytes[t];
    }
  }
  // What a node still has to send or take; lanes in use.
  std::map<int32_t, int64_t> work_out, work_in;
  for (const auto& [leaf, times] : times_out)
    work_out[leaf] = std::accumulate(times.begin(), times.end(), int64_t{0});
  for (const auto& [leaf, times] : times_in)
    work_in[leaf] = std::accumulate(times.begin(), times.end(), int64_t{0});
  std::map<int32_t, int32_t> out, in;
  std::vector<size_t> next(queues.size(), 0);
  std::vector<int64_t> last_end(queues.size(), 0);
  std::vector<Transfer> running;
  auto may = [&](const WorkerMove& move) {
    const WorkerSpec& spec = placer.spec(move.dataset);
    for (int t = 0; t < kWorkerTiers; ++t) {
      if (room[move.to][t] < spec.bytes[t]) return false;
    }
    return out[move.from] < options.concurrent && in[move.to] < options.concurrent &&
           (spec.exclusive ? residents[move.to] == 0 : exclusive[move.to] == 0);
  };
  auto start = [&](const WorkerMove& move, int64_t now, int64_t& last) {
    const WorkerSpec& spec = placer.spec(move.dataset);
    const int64_t copied = now + duration(move.bytes);
    ++out[move.from], ++in[move.to];
    work_out[move.from] -= copied - now, work_in[move.to] -= copied - now;
    ++residents[move.to];
    exclusive[move.to] += spec.exclusive ? 1 : 0;
    for (int t = 0; t < kWorkerTiers; ++t) room[move.to][t] -= spec.bytes[t];
    last = std::max(last, copied);
    running.push_back({move, now, copied, last});
  };
  size_t left = 0;
  for (const auto& queue : queues) left += queue.size();
  for (int64_t now = 0; left > 0 || !running.empty();) {
    for (;;) {  // of all that may begin, what the busiest node waits for; there the longest
      size_t best = queues.size();
      std::pair<int64_t, int64_t> most;
      for (size_t q = 0; q < queues.size(); ++q) {
        if (next[q] == queues[q].size() || !may(queues[q][next[q]])) continue;
        const WorkerMove& move = queues[q][next[q]];
        const std::pair<int64_t, int64_t> urgency{
            std::max(work_out[move.from] + tail[move.from], work_in[move.to]), duration(move.bytes)};
        if (best < queues.size() && urgency <= most) continue;
        best = q;
        most = urgency;
      }
      if (best == queues.size()) break;
      start(queues[best][next[best]], now, last_end[best]);
      ++next[best];
      --left;
    }
    if (running.empty())
      return FailedPrecondition("evacuation: the moves that are left wait for each other's room");
    int64_t then = std::numeric_limits<int64_t>::max();
    for (const Transfer& t : running) then = std::min(then, t.copied > now ? t.copied : t.end);
    now = then;
    for (const Transfer& t : running) {
      if (t.copied == now) --out[t.move.from], --in[t.move.to];
      if (t.end != now) continue;
      --residents[t.move.from];
      exclusive[t.move.from] -= placer.spec(t.move.dataset).exclusive ? 1 : 0;
      for (int i = 0; i < kWorkerTiers; ++i) room[t.move.from][i] += placer.spec(t.move.dataset).bytes[i];
      plan.transfers.push_back(t);
    }
    std::erase_if(running, [now](const Transfer& t) { return t.end == now; });
    plan.length = now;
  }
  std::stable_sort(plan.transfers.begin(), plan.transfers.end(), [](const Transfer& a, const Transfer& b) {
    return a.end != b.end ? a.end < b.end : a.move.dataset < b.move.dataset;
  });
#ifndef NDEBUG
  FLUID_RETURN_IF_ERROR(CheckEvacuation(placer, plan, options));
#endif
  return plan;
}

Status CheckEvacuation(const WorkerPlacer& before, const Evacuation& plan, const EvacuationOptions& options) {
  auto wrong = [](std::string what) { return Internal("evacuation check: " + std::move(what)); };
  const WorkerTree& tree = before.tree();
  const std::vector<int32_t> depth = Depths(tree);
  std::vector<std::vector<int32_t>> at(before.datasets());  // leaves of workers
  for (int32_t k = 0; k < before.datasets(); ++k) {
    for (const Worker& w : before.workers(k)) at[k].push_back(w.leaf);
  }
  // Failure domains that remain: those with a leaf of enough quota below an arc, afterwards.
  auto domains = [&](int32_t k) {
    const WorkerSpec& spec = before.spec(k);
    std::map<int32_t, int64_t> counts;
    for (size_t v = 0; v < depth.size(); ++v) {
      bool fits = plan.after.tree().quota[v] != TierBytes{} || spec.bytes == TierBytes{};
      for (int t = 0; t < kWorkerTiers; ++t) fits = fits && plan.after.tree().quota[v][t] >= spec.bytes[t];
      bool reached = false;
      for (int32_t u = static_cast<int32_t>(v); u >= 0; u = tree.parent[u]) {
        for (const FlowArc& arc : spec.arcs) reached = reached || arc.vertex == u;
      }
      if (fits && reached && depth[v] >= spec.spread_depth)
        counts[DomainAt(tree, depth, static_cast<int32_t>(v), spec.spread_depth)] = 0;
    }
    return counts;
  };
  auto skew = [&](int32_t k, const std::map<int32_t, int64_t>& remaining) {
    std::map<int32_t, int64_t> counts = remaining;
    for (const int32_t leaf : at[k]) ++counts[DomainAt(tree, depth, leaf, before.spec(k).spread_depth)];
    int64_t most = 0, least = std::numeric_limits<int64_t>::max();
    for (const auto& [domain, count] : counts) {
      most = std::max(most, count);
      if (remaining.count(domain) != 0) least = std::min(least, count);
    }
    return remaining.empty() ? 0 : most - least;
  };
  std::map<int32_t, std::map<int32_t, int64_t>> remaining;
  std::map<int32_t, int64_t> allowed;
  std::vector<int64_t> times;
  for (const Transfer& t : plan.transfers) {
    const int32_t k = t.move.dataset;
    if (k < 0 || k >= before.datasets()) return wrong("a transfer of no dataset");
    const int64_t rate = options.bandwidth / options.concurrent;
    if (t.begin < 0 || t.end < t.copied || (t.copied - t.begin) * rate < t.move.bytes)
      return wrong("a transfer that is too fast");
    times.push_back(t.begin);
    times.push_back(t.end);
    if (before.spec(k).spread_depth >= 0 && allowed.count(k) == 0) {
      remaining[k] = domains(k);
      allowed[k] = std::max<int64_t>(before.spec(k).max_skew, skew(k, remaining[k]));
      if (plan.after.lopsided(k)) allowed[k] = std::numeric_limits<int32_t>::max();
    }
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  for (const int64_t now : times) {
    for (const Transfer& t : plan.transfers) {  // one at a time, in the plan's order
      if (t.end != now) continue;
      std::vector<int32_t>& of = at[t.move.dataset];
      const auto from = std::find(of.begin(), of.end(), t.move.from);
      if (from == of.end()) return wrong("a transfer from where no worker is");
      *from = t.move.to;
      if (before.spec(t.move.dataset).spread_depth < 0) continue;
      if (skew(t.move.dataset, remaining[t.move.dataset]) > allowed[t.move.dataset]) {
        return wrong(fmt::format("dataset {} is spread too little at step {}", t.move.dataset, now));
      }
    }
    std::map<int32_t, int32_t> out, in;
    std::vector<TierBytes> used(depth.size(), TierBytes{});
    std::vector<int64_t> residents(depth.size(), 0), exclusive(depth.size(), 0);
    auto use = [&](int32_t k, int32_t leaf) {
      ++residents[leaf];
      exclusive[leaf] += before.spec(k).exclusive ? 1 : 0;
      for (int t = 0; t < kWorkerTiers; ++t) used[leaf][t] += before.spec(k).bytes[t];
    };
    for (int32_t k = 0; k < before.datasets(); ++k) {
      for (const int32_t leaf : at[k]) use(k, leaf);
    }
    for (const Transfer& t : plan.transfers) {
      if (t.begin > now || t.end <= now) continue;
      use(t.move.dataset, t.move.to);
      if (t.copied <= now) continue;
      if (++out[t.move.from] > options.concurrent || ++in[t.move.to] > options.concurrent)
        return wrong("too many transfers of a node");
    }
    for (size_t v = 0; v < depth.size(); ++v) {
      if (exclusive[v] > 0 && residents[v] > 1)
        return wrong(fmt::format("node {} is shared at step {}", v, now));
      for (int t = 0; t < kWorkerTiers; ++t) {
        if (used[v][t] > tree.quota[v][t])
          return wrong(fmt::format("node {} is over its quota at step {}", v, now));
      }
    }
  }
  for (int32_t k = 0; k < before.datasets(); ++k) {
    std::vector<int32_t> want;
    for (const Worker& w : plan.after.workers(k)) want.push_back(w.leaf);
    std::sort(want.begin(), want.end());
    std::sort(at[k].begin(), at[k].end());
    if (want != at[k]) return wrong(fmt::format("dataset {} does not end where it should", k));
  }
  return {};
}

}  // namespace fluid::placement
