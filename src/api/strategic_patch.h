// Kubernetes' strategic merge patches: merge patches with directives, where lists with keys and sets (by the
// model's tables) are merged.
//
// Source: Kubernetes' strategic merge patch: null deletes, "$patch" replaces or deletes a map or an item,
// "$retainKeys", "$deleteFromPrimitiveList/NAME", "$setElementOrder/NAME" (passed over).
// Threads: a pure function. Errors: INVALID_ARGUMENT.
#pragma once

#include <string>
#include <string_view>

#include "fluid/status.h"
#include "src/model/kind.h"

namespace fluid::api {

// The patched target, compact.
Result<std::string> StrategicMergePatch(std::string_view target, std::string_view patch,
                                        const KindInfo& kind);

}  // namespace fluid::api
