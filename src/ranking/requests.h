// What a pod asks of its node.
#pragma once

#include "src/ranking/input.h"
#include "src/ranking/reader.h"

namespace fluid::ranking {

// Containers together, or the most that runs at one time before they do, and the pod's overhead. Containers
// with `restartPolicy: Always` among those that run first stay beside all that come later.
Amounts RequestsOf(PlaceReader& reader, const model::Node* pod_spec, const std::string& path);

// The amounts that a map of quantities has, by resource.
Amounts ReadAmounts(PlaceReader& reader, const model::Node* map, const std::string& path);

}  // namespace fluid::ranking
