// What `fluid serve` answers of logs and caches: the sub-resources "log" and "cache", from a running
// orchestrator. Part of the program, not of the library.
#pragma once

#include <string_view>

#include "fluid/fluid.h"
#include "src/api/http.h"
#include "src/api/route.h"

namespace fluid::cli {

// GET .../NAME/log?tailLines=&sinceSeconds=&container=&after=: text, and in the header Fluid-Log-Next where a
// next question goes on. GET .../datasets/NAME/cache[?path=&continue=], DELETE .../datasets/NAME/cache?path=.
Result<api::HttpResponse> Look(Orchestrator& orchestrator, const api::Route& route, std::string_view method);

}  // namespace fluid::cli
