// Proves an answer of SlotFlow right, from the input alone: it shares no code with the solver.
#pragma once

#include <span>

#include "flow.h"

namespace fluid::placement {

// OK: the assignment is feasible and its cost, added up anew, is the least there is (the bound of the
// answer's prices equals it). INTERNAL: what is wrong.
Status CheckFlow(const FlowTree& tree, std::span<const FlowClass> classes, const FlowAnswer& answer);

// The bound that prices of leaves prove, whoever found them.
int64_t FlowBound(const FlowTree& tree, std::span<const FlowClass> classes, std::span<const int64_t> prices);

}  // namespace fluid::placement
