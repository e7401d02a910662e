// Rules of a change that are not the model's: what the API refuses of an object that is valid in itself.
//
// Threads: pure functions. Errors: INVALID_ARGUMENT with the fields that are wrong.
#pragma once

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid::api {

// What Kubernetes keeps small; a store that takes more would hold what no cluster can.
Status CheckSizes(const Object& object);
// What a change of `live` may not touch.
Status CheckImmutable(const Object& live, const Object& next);
// What the tables allow for a status; a spec that was admitted is not asked about again. `printed`: the
// object.
Status CheckStatus(const Object& object, const model::Node& printed);

}  // namespace fluid::api
