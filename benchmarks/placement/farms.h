// Cache workers for P9 to P11: clusters with quotas, and the datasets that want workers there.
#pragma once

#include <vector>

#include "fluid/placement_workers.h"

namespace fluid::placement::bench {

struct Farm {
  WorkerTree tree;
  std::vector<int32_t> leaves, racks;
  std::vector<WorkerSpec> specs;
};

// 8 zones of racks of 32 nodes. Datasets: 10 to 30 workers spread over zones, log-normal sizes, 1 %
// exclusive, read by six racks of which four lie together. Filled to `fill` of the SSD quota.
Farm MakeFarm(int32_t nodes, int32_t datasets, double fill);
// 2 zones of racks of 4; 2 to 5 workers, every fifth dataset exclusive.
Farm MakeSmallFarm(int32_t nodes, int32_t datasets, double fill, uint32_t seed);

// All that is placed now, from the input alone.
Status CheckPlaced(const WorkerPlacer& placer);

}  // namespace fluid::placement::bench
