// OpenAPI: what the API takes and gives, as documents that clients read: `kubectl explain`, validation, code
// generators. All of it follows from the model's tables; made at the first request, and kept.
//
// Source: OpenAPI 2.0 and 3.0, Kubernetes' /openapi/v2 and /openapi/v3 with their x-kubernetes-* extensions.
// Threads: any.
#pragma once

#include <string_view>

#include "src/api/http.h"
#include "src/api/route.h"

namespace fluid::api {

bool IsOpenApi(const Route& route);
// For the routes of IsOpenApi. `version`: of the program; the same at each call.
HttpResponse AnswerOpenApi(const Route& route, const HttpRequest& request, std::string_view version);

}  // namespace fluid::api
