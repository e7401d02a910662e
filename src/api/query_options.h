// The options that the query of a request gives, checked before anything is done: numbers that are none,
// words that nobody knows, options that exclude each other. Whoever acts on them reads them afterwards.
//
// Source: Kubernetes' ListOptions, CreateOptions, UpdateOptions, PatchOptions, DeleteOptions and their
// validation. Threads: pure functions.
#pragma once

#include <optional>
#include <string_view>

#include "fluid/status.h"
#include "src/api/http.h"
#include "src/api/route.h"

namespace fluid::api {

// The answer to a request about objects whose options are wrong. Nothing: they are in order.
std::optional<HttpResponse> RefuseOptions(const Route& route, const HttpRequest& request);

// The answer to options called `name` ("DeleteOptions") that are refused for `why`.
HttpResponse RefusedOptions(std::string_view name, const Status& why);

}  // namespace fluid::api
