// Bodies in Kubernetes' protobuf encoding, which its own Go clients send for its own kinds: `kubectl create
// secret`, `auth can-i`. They are read into the JSON that everybody else sends; answers are JSON, which such
// clients accept.
//
// Source: the "k8s\0" envelope of apimachinery's runtime.Unknown, and the generated.proto files of k8s.io/api
// 0.33 (core/v1, meta/v1, authentication/v1, authorization/v1).
#pragma once

#include <string>
#include <string_view>

#include "fluid/status.h"
#include "src/api/http.h"

namespace fluid::api {

bool IsProtobuf(const HttpRequest& request);
// The same request with a body of JSON. INVALID_ARGUMENT: broken; UNIMPLEMENTED: a kind whose encoding is not
// known here.
Result<HttpRequest> WithJsonBody(HttpRequest request);

// Of the body alone.
Result<std::string> JsonOfProtobuf(std::string_view body);

}  // namespace fluid::api
