// Batches of mixed shapes for P8: nodes and pods in the proportions of published traces, and random ones that
// are tight in each resource.
#pragma once

#include <cstdint>

#include "fluid/placement_batch.h"

namespace fluid::placement::bench {

// Shapes of a trace (benchmarks/data/NAME_shapes.csv), drawn by their share; locality as in P6: each pod
// reads one dataset of `holders` nodes, and costs 0 there, 50 in their racks, 80 in their zones, 100
// elsewhere.
BatchProblem Traced(const char* trace, int32_t nodes, int64_t pods, int holders);

// Each pod is a class of its own; three resources, each taken to `full`. Unplaced pods cost more than all
// locality.
BatchProblem Tight(int32_t nodes, int32_t pods, double full, uint32_t seed);

}  // namespace fluid::placement::bench
