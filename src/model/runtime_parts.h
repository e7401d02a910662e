// What the runtime kinds have in common.
#pragma once

#include <cstdint>

#include "fluid/object.h"
#include "src/model/generated/common.h"

namespace fluid::model {

// spec.tieredstore of the kinds that have it; null: another kind.
const TieredStore* TieredStoreOf(const Object& object);
// spec.replicas of the kinds that have it; null: another kind.
const int32_t* ReplicasOf(const Object& object);

}  // namespace fluid::model
