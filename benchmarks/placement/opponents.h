// Opponents: a full scan, plain and with the machine's widest registers, and a model of kube-scheduler's
// sampling.
#pragma once

#include <random>
#include <vector>

#include "benchmarks/placement/instances.h"

namespace fluid::placement::bench {

// Scores every node and takes the best, ties by the lower name (the order of Plain).
class FullScan {
 public:
  explicit FullScan(const Plain& plain);
  Choice Best(const Pod& pod, bool wide);  // Choice::node: index into Plain

 private:
  void Score(const Pod& pod);
  const Plain& plain_;
  std::vector<int64_t> score_, rack_bytes_, zone_bytes_, region_bytes_;
};

// kube-scheduler v1.34 as far as it decides where pods go: nodes are filtered from where the last pod's
// search ended until enough are found (percentageOfNodesToScore: 50 - n/125, at least 5 %, at least 100
// nodes), and of these the best by preferred node affinity (100 node, 50 rack, 20 zone, 10 region) plus the
// least allocated wins, ties at random.
class KubeModel {
 public:
  KubeModel(const Plain& plain, uint64_t seed) : plain_(plain), capacity_(plain.cpu), random_(seed) {
    for (int64_t& cpu : capacity_) cpu = cpu < 1 ? 1 : cpu;
  }
  // -1: none. `all`: percentageOfNodesToScore is 100.
  int32_t Place(const Pod& pod, bool all);
  void Bind(int32_t node, const Pod& pod);

 private:
  struct Found {
    int32_t index;
    int64_t points;
    double least;  // allocated: the share that stays free
  };
  Plain plain_;
  std::vector<int64_t> capacity_;
  std::mt19937_64 random_;
  std::vector<Found> found_;
  size_t next_ = 0;
};

}  // namespace fluid::placement::bench
