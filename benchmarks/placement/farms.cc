#include "benchmarks/placement/farms.h"

#include <algorithm>
#include <random>

namespace fluid::placement::bench {
namespace {

constexpr int64_t kGiB = int64_t{1} << 30;

}  // namespace

Farm MakeFarm(int32_t nodes, int32_t datasets, double fill) {
  Farm farm;
  std::mt19937 random(5);
  auto add = [&farm](int32_t parent, const TierBytes& quota) {
    farm.tree.parent.push_back(parent);
    farm.tree.quota.push_back(quota);
    return static_cast<int32_t>(farm.tree.parent.size()) - 1;
  };
  add(-1, {});
  const int32_t per_zone = std::max(32, nodes / 8);
  int32_t zone = 0, rack = 0;
  for (int32_t i = 0; i < nodes; ++i) {
    if (i % per_zone == 0) zone = add(0, {});
    if (i % per_zone % 32 == 0) farm.racks.push_back(rack = add(zone, {}));
    farm.leaves.push_back(add(rack, {16 * kGiB, 1'000 * kGiB, 0}));
  }
  std::lognormal_distribution<double> size(0, 0.8);
  std::vector<double> sizes;
  double all = 0;
  for (int32_t d = 0; d < datasets; ++d) {
    WorkerSpec spec;
    spec.workers = static_cast<int32_t>(10 + random() % 21);
    spec.exclusive = random() % 100 == 0;
    spec.spread_depth = 1;
    spec.max_skew = static_cast<int32_t>(1 + random() % 2);
    spec.penalty = 1'000'000;
    sizes.push_back(std::min(size(random), 6.0));
    all += sizes.back() * spec.workers;
    std::vector<HeldBytes> readers;
    const size_t home = random() % farm.racks.size();
    for (size_t i = 0; i < 6; ++i) {
      readers.push_back({farm.racks[(i < 4 ? home + i : random()) % farm.racks.size()],
                         static_cast<int64_t>(1 + random() % 16) << 20});
    }
    spec.arcs = TrafficArcs(farm.tree.parent, readers, std::vector<int64_t>{100, 20, 5, 0});
    farm.specs.push_back(std::move(spec));
  }
  for (int32_t d = 0; d < datasets; ++d) {
    const double mib = sizes[d] * fill * nodes * 1'000 * 1'024 / all;
    farm.specs[d].bytes = {random() % 4 == 0 ? kGiB : 0,
                           static_cast<int64_t>(std::min(mib, 1'024'000.0)) << 20, 0};
  }
  return farm;
}

Farm MakeSmallFarm(int32_t nodes, int32_t datasets, double fill, uint32_t seed) {
  Farm farm;
  std::mt19937 random(seed);
  auto add = [&farm](int32_t parent, const TierBytes& quota) {
    farm.tree.parent.push_back(parent);
    farm.tree.quota.push_back(quota);
    return static_cast<int32_t>(farm.tree.parent.size()) - 1;
  };
  add(-1, {});
  int32_t zone = 0, rack = 0;
  for (int32_t i = 0; i < nodes; ++i) {
    if (i % ((nodes + 1) / 2) == 0) zone = add(0, {});
    if (i % ((nodes + 1) / 2) % 4 == 0) farm.racks.push_back(rack = add(zone, {}));
    farm.leaves.push_back(add(rack, {4 * kGiB, static_cast<int64_t>(80 + random() % 41) * kGiB, 0}));
  }
  int64_t wanted = 0;
  std::vector<int64_t> sizes;
  for (int32_t d = 0; d < datasets; ++d) {
    WorkerSpec spec;
    spec.workers = static_cast<int32_t>(2 + random() % 4);
    spec.exclusive = d % 5 == 4;
    spec.per_node = spec.exclusive ? 1 : static_cast<int32_t>(1 + random() % 2);
    spec.spread_depth = d % 3 == 2 ? -1 : 1;
    spec.max_skew = static_cast<int32_t>(1 + random() % 2);
    spec.penalty = 100'000;
    sizes.push_back(static_cast<int64_t>(10 + random() % 30));
    wanted += sizes.back() * spec.workers;
    std::vector<HeldBytes> readers;
    for (int i = 0; i < 3; ++i) {
      readers.push_back(
          {farm.leaves[random() % farm.leaves.size()], static_cast<int64_t>(1 + random() % 8) << 20});
    }
    spec.arcs = TrafficArcs(farm.tree.parent, readers, std::vector<int64_t>{100, 20, 5, 0});
    farm.specs.push_back(std::move(spec));
  }
  for (int32_t d = 0; d < datasets; ++d) {
    const double gib =
        static_cast<double>(sizes[static_cast<size_t>(d)]) * fill * nodes * 100 / static_cast<double>(wanted);
    farm.specs[static_cast<size_t>(d)].bytes = {random() % 4 == 0 ? kGiB : 0,
                                                static_cast<int64_t>(std::min(gib, 80.0)) * kGiB, 0};
  }
  return farm;
}

Status CheckPlaced(const WorkerPlacer& placer) {
  std::vector<WorkerSpec> specs;
  std::vector<std::vector<Worker>> workers;
  for (int32_t k = 0; k < placer.datasets(); ++k) {
    specs.push_back(placer.spec(k));
    if (placer.removed(k)) specs.back().workers = 0;
    if (placer.lopsided(k)) specs.back().max_skew = specs.back().workers;
    workers.emplace_back(placer.workers(k).begin(), placer.workers(k).end());
  }
  return CheckWorkers(placer.tree(), specs, workers);
}

}  // namespace fluid::placement::bench
