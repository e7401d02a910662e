// JSONPath, as much of it as names places in an object: {.a.b}, ['a.b'], [0], [-1], [*], [?(@.a=="b")].
//
// Source: kubectl's JSONPath templates, one expression without functions. Threads: pure.
#pragma once

#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "src/api/json.h"

namespace fluid::cli {

// The places that the path leads to; none where nothing is. The braces may be missing. INVALID_ARGUMENT says
// where a path is wrong.
Result<std::vector<api::Json>> FindByPath(const api::Json& from, std::string_view path);

}  // namespace fluid::cli
