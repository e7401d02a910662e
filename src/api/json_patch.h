// JSON patches: changes to an object said one by one.
//
// Source: RFC 6902, RFC 6901. Threads: a pure function. Errors: INVALID_ARGUMENT; with a problem, whose path
// is that of the operation, when a patch is well-formed but does not fit the target; RESOURCE_EXHAUSTED: it
// would do or make too much.
#pragma once

#include <string>
#include <string_view>

#include "fluid/status.h"

namespace fluid::api {

inline constexpr size_t kMostPatchOperations = 10'000;
inline constexpr size_t kMostPatchedNodes = 500'000;  // that operations may copy

// The patched target, compact.
Result<std::string> JsonPatch(std::string_view target, std::string_view patch);

}  // namespace fluid::api
