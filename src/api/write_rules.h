// Rules of a change that are not the model's: what the API refuses of an object that is valid in itself.
//
// Threads: pure functions. Errors: INVALID_ARGUMENT with the fields that are wrong.
#pragma once

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid::api {

// What the tables allow for a status; a spec that was admitted is not asked about again. `printed`: the
// object.
Status CheckStatus(const Object& object, const model::Node& printed);

}  // namespace fluid::api
