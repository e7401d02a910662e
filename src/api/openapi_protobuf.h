// The OpenAPI v2 document as protobuf, which older clients of Kubernetes ask for.
//
// Source: the messages of gnostic's OpenAPIv2.proto, as far as our documents go. Threads: a pure function.
#pragma once

#include <string>
#include <string_view>

namespace fluid::api {

inline constexpr std::string_view kOpenApiProtobuf =
    "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
// Whether a media type asks for it; it had another name once.
bool IsOpenApiProtobuf(std::string_view type);

// `json`: a whole document of version 2.
std::string OpenApiV2Protobuf(std::string_view json);

}  // namespace fluid::api
