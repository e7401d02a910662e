// The cost of a batch by another's hand: LEMON's network simplex on the whole graph.
#pragma once

#include <cstdint>
#include <span>

#include "fluid/placement_flow.h"

namespace fluid::placement {

int64_t LemonCost(const FlowTree& tree, std::span<const FlowClass> classes);

}  // namespace fluid::placement
