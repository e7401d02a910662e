// The paths of one group's version: which verbs each takes, with which parameters.
#pragma once

#include <string>
#include <string_view>

#include "src/api/openapi_schema.h"

namespace fluid::api {

// "PATH":{...},... The references are of `schemas`.
std::string OpenApiPaths(OpenApi format, std::string_view group, std::string_view version,
                         OpenApiSchemas& schemas);

}  // namespace fluid::api
