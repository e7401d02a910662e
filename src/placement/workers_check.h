// Proves a placement of workers feasible and its cost right, and bounds what any other could cost. Shares no
// code with the placer.
#pragma once

#include "workers.h"

namespace fluid::placement {

// INTERNAL: the first constraint that is broken.
Status CheckWorkers(const WorkerTree& tree, std::span<const WorkerSpec> specs,
                    std::span<const std::vector<Worker>> workers);

// Prices of a MiB of quota, by leaf and tier, in 1/1024 of a cost.
using QuotaPrices = std::vector<TierBytes>;
// A lower bound of the cost of all datasets together, for any prices >= 0 (none: all 0).
int64_t WorkerBound(const WorkerTree& tree, std::span<const WorkerSpec> specs, const QuotaPrices& prices);

// The fewest workers of a dataset that must be filled somewhere, given those that still have a place: what
// the spread forces included.
int64_t LeastFilled(const WorkerTree& tree, const WorkerSpec& spec, std::span<const int32_t> still);

}  // namespace fluid::placement
