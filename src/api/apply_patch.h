// Server-side apply: lays what an applier says over an object, takes away what it no longer says, and keeps
// account of who manages what.
//
// Source: Kubernetes' server-side apply, with its migration from client-side apply: an applier called
// "kubectl" takes over what kubectl's last-applied annotation says and nobody changed since.
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/api/managed_fields.h"

namespace fluid::api {

struct ApplyRequest {
  std::string manager;
  std::string subresource;  // "", "status" or "scale"
  bool force = false;       // takes fields from others instead of failing
  std::string now;          // RFC 3339
};

// A document of apply as one JSON text: from YAML or JSON. INVALID_ARGUMENT: not exactly one map.
Result<std::string> ReadApplyDocument(std::string_view text);

// The next state of `live` (null: a new object). `config`: the document; what names the object is in it.
// ABORTED with a problem for each field that another manager set otherwise.
Result<Object> Apply(const Object* live, const KindInfo& kind, std::string_view config,
                     const ApplyRequest& request);

}  // namespace fluid::api
