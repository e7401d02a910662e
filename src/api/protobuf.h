// Kubernetes' protobuf encoding, which its own Go clients speak of its own kinds: `kubectl create secret`,
// `auth can-i`, the typed clients of client-go. Bodies are read into the JSON that everybody else sends,
// answers are made of the JSON that everybody else gets. Custom kinds have no such encoding, here as there.
//
// Source: the "k8s\0" envelope of apimachinery's runtime.Unknown; proto_messages.h has the messages. Threads:
// pure functions.
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

// The other way round. Empty: the JSON is of a kind whose encoding is not known here.
std::string ProtobufOfJson(std::string_view json);

}  // namespace fluid::api
