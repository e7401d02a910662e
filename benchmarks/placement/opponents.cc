#include "benchmarks/placement/opponents.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace fluid::placement::bench {
namespace {

constexpr int64_t kPointsOf[] = {100, 50, 20, 10};

int64_t TermOf(int level, int64_t bytes, int64_t size) {
  return static_cast<int64_t>(static_cast<__int128>(kPointsOf[level]) * kPoint * std::min(bytes, size) /
                              size);
}

Choice BestPlain(const Plain& plain, const std::vector<int64_t>& score, const Pod& pod) {
  Choice best;
  for (size_t n = 0; n < score.size(); ++n) {
    if (plain.cpu[n] < pod.request[0] || plain.memory[n] < pod.request[1]) continue;
    if (best.node < 0 || score[n] > best.score) best = {static_cast<NodeId>(n), score[n]};
  }
  return best;
}

#if defined(__x86_64__)
// The greatest first, then its first place.
__attribute__((target("avx512f"))) Choice BestWide(const Plain& plain, const std::vector<int64_t>& score,
                                                   const Pod& pod) {
  const size_t n = score.size();
  const __m512i cpu = _mm512_set1_epi64(pod.request[0]), memory = _mm512_set1_epi64(pod.request[1]);
  __m512i most = _mm512_set1_epi64(-1);
  const auto fits = [&](size_t i, __mmask8 lanes) __attribute__((target("avx512f"))) {
    return static_cast<__mmask8>(
        _mm512_mask_cmpge_epi64_mask(lanes, _mm512_maskz_loadu_epi64(lanes, &plain.cpu[i]), cpu) &
        _mm512_mask_cmpge_epi64_mask(lanes, _mm512_maskz_loadu_epi64(lanes, &plain.memory[i]), memory));
  };
  const auto lanes_at = [&](size_t i) {
    return static_cast<__mmask8>(n - i >= 8 ? 255 : (1 << (n - i)) - 1);
  };
  for (size_t i = 0; i < n; i += 8) {
    const __mmask8 in = fits(i, lanes_at(i));
    most = _mm512_mask_max_epi64(most, in, most, _mm512_maskz_loadu_epi64(in, &score[i]));
  }
  const int64_t best = _mm512_reduce_max_epi64(most);
  if (best < 0) return {};
  const __m512i wanted = _mm512_set1_epi64(best);
  for (size_t i = 0; i < n; i += 8) {
    const __mmask8 in = fits(i, lanes_at(i));
    const __mmask8 same = _mm512_mask_cmpeq_epi64_mask(in, _mm512_maskz_loadu_epi64(in, &score[i]), wanted);
    if (same != 0) return {static_cast<NodeId>(i + static_cast<size_t>(__builtin_ctz(same))), best};
  }
  return {};
}
#endif

}  // namespace

FullScan::FullScan(const Plain& plain)
    : plain_(plain),
      score_(plain.cpu.size()),
      rack_bytes_(static_cast<size_t>(plain.racks)),
      zone_bytes_(static_cast<size_t>(plain.zones)),
      region_bytes_(static_cast<size_t>(plain.regions)) {}

void FullScan::Score(const Pod& pod) {
  std::fill(score_.begin(), score_.end(), 0);
  for (const DatasetUse& use : pod.datasets) {
    const Plain::Held& held = plain_.datasets[static_cast<size_t>(use.dataset)];
    std::fill(rack_bytes_.begin(), rack_bytes_.end(), 0);
    std::fill(zone_bytes_.begin(), zone_bytes_.end(), 0);
    std::fill(region_bytes_.begin(), region_bytes_.end(), 0);
    for (const auto& [node, bytes] : held.nodes) {
      rack_bytes_[static_cast<size_t>(plain_.rack[static_cast<size_t>(node)])] += bytes;
      zone_bytes_[static_cast<size_t>(plain_.zone[static_cast<size_t>(node)])] += bytes;
      region_bytes_[static_cast<size_t>(plain_.region[static_cast<size_t>(node)])] += bytes;
    }
    const auto worth = [&](std::vector<int64_t>& bytes, int level) {
      for (int64_t& b : bytes) b = b == 0 ? -1 : TermOf(level, b, held.size);
    };
    worth(rack_bytes_, 1);
    worth(zone_bytes_, 2);
    worth(region_bytes_, 3);
    const auto around = [&](size_t n) {
      const int64_t rack = rack_bytes_[static_cast<size_t>(plain_.rack[n])];
      const int64_t zone = zone_bytes_[static_cast<size_t>(plain_.zone[n])];
      const int64_t region = region_bytes_[static_cast<size_t>(plain_.region[n])];
      return rack >= 0 ? rack : zone >= 0 ? zone : std::max<int64_t>(region, 0);
    };
    for (size_t n = 0; n < score_.size(); ++n) score_[n] += use.weight * around(n);
    for (const auto& [node, bytes] : held.nodes) {
      const size_t n = static_cast<size_t>(node);
      score_[n] += use.weight * (TermOf(0, bytes, held.size) - around(n));
    }
  }
}

Choice FullScan::Best(const Pod& pod, bool wide) {
  Score(pod);
#if defined(__x86_64__)
  if (wide && __builtin_cpu_supports("avx512f")) return BestWide(plain_, score_, pod);
#endif
  (void)wide;
  return BestPlain(plain_, score_, pod);
}

int32_t KubeModel::Place(const Pod& pod, bool all) {
  const size_t n = plain_.cpu.size();
  const size_t percent = std::max<int64_t>(5, 50 - static_cast<int64_t>(n) / 125);
  const size_t wanted = all || n < 100 ? n : std::max<size_t>(100, n * percent / 100);
  const Plain::Held& held = plain_.datasets[static_cast<size_t>(pod.datasets[0].dataset)];
  found_.clear();
  int64_t most_points = 1;
  size_t seen = 0;
  for (; seen < n && found_.size() < wanted; ++seen) {
    const size_t i = (next_ + seen) % n;
    if (plain_.cpu[i] < pod.request[0] || plain_.memory[i] < pod.request[1]) continue;
    int64_t points = 0;
    for (const auto& [node, bytes] : held.nodes) {
      const size_t h = static_cast<size_t>(node);
      points = std::max<int64_t>(points, h == i                                 ? 180
                                         : plain_.rack[h] == plain_.rack[i]     ? 80
                                         : plain_.zone[h] == plain_.zone[i]     ? 30
                                         : plain_.region[h] == plain_.region[i] ? 10
                                                                                : 0);
    }
    most_points = std::max(most_points, points);
    const double least =
        static_cast<double>(plain_.cpu[i] - pod.request[0]) / static_cast<double>(capacity_[i]);
    found_.push_back({static_cast<int32_t>(i), points, least});
  }
  next_ = (next_ + seen) % n;
  // Node affinity weighs 2 and is stretched to 0..100; least allocated weighs 1.
  double best = -1;
  int32_t chosen = -1;
  uint64_t ties = 0;
  for (const Found& node : found_) {
    const double score =
        200 * static_cast<double>(node.points) / static_cast<double>(most_points) + 100 * node.least;
    if (score > best) {
      best = score;
      chosen = node.index;
      ties = 1;
    } else if (score == best && random_() % ++ties == 0) {
      chosen = node.index;
    }
  }
  return chosen;
}

void KubeModel::Bind(int32_t node, const Pod& pod) {
  plain_.cpu[static_cast<size_t>(node)] -= pod.request[0];
  plain_.memory[static_cast<size_t>(node)] -= pod.request[1];
}

}  // namespace fluid::placement::bench
