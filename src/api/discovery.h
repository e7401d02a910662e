// Discovery: what there is to ask for: groups, versions and resources from the model's kinds, and the reviews
// of review.h; the version that is spoken; whether the server lives.
//
// Source: Kubernetes' /api, /apis, /version, /healthz; apidiscovery.k8s.io/v2 for the aggregated form.
#pragma once

#include <string_view>

#include "src/api/http.h"
#include "src/api/route.h"

namespace fluid::api {

// For all routes before a collection. `version`: of the program.
HttpResponse AnswerDiscovery(const Route& route, const HttpRequest& request, std::string_view version);

// "v1.33.0+fluid-VERSION": what /version and the OpenAPI documents call themselves.
std::string SpokenVersion(std::string_view version);

// What is asked at /healthz, /livez and /readyz, whatever the method: with ?verbose check by check.
HttpResponse AnswerHealth(const Route& route);
// Whether a check of those is called so.
bool IsHealthCheck(std::string_view name);

// Whether anything is called so.
bool GroupExists(std::string_view group);
bool VersionExists(std::string_view group, std::string_view version);

}  // namespace fluid::api
