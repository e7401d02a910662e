// The patches of the resource API that say changes one by one: JSON patches, and the directives that
// Kubernetes' strategic merge patches add to merge patches.
//
// Source: RFC 6902, RFC 6901; Kubernetes' strategic merge patch: null deletes, "$patch" replaces or deletes a
// map or an item, "$retainKeys", "$deleteFromPrimitiveList/NAME", "$setElementOrder/NAME"; lists with keys
// and sets (by the model's tables) are merged.
// Threads: pure functions. Errors: INVALID_ARGUMENT; with a problem, whose path is that of the operation,
// when a patch is well-formed but does not fit the target; RESOURCE_EXHAUSTED: it would do or make too much.
#pragma once

#include <string>
#include <string_view>

#include "fluid/status.h"
#include "src/model/kind.h"

namespace fluid::api {

inline constexpr size_t kMostPatchOperations = 10'000;
inline constexpr size_t kMostPatchedNodes = 500'000;  // that operations may copy

// Both return the patched target, compact.
Result<std::string> JsonPatch(std::string_view target, std::string_view patch);
Result<std::string> StrategicMergePatch(std::string_view target, std::string_view patch,
                                        const KindInfo& kind);

}  // namespace fluid::api
