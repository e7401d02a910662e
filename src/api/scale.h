// Scale: the sub-resource "scale" of the kinds that have one: how many workers there are and how many there
// shall be, in the same few words for every kind.
//
// Source: autoscaling/v1 Scale; the paths are those of the kind's CRD. Threads: pure functions.
// Errors: INVALID_ARGUMENT.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/api/http.h"
#include "src/api/route.h"

namespace fluid::api {

// What a client sends as a Scale. Empty members say nothing.
struct ScaleWish {
  std::string uid, version;
  int32_t replicas = 0;
};

std::string ScaleJson(const Object& object);
// As a table or a Scale, as the client wants it.
std::string ScaleAnswer(const Object& object, Route route, const HttpRequest& request);
Result<ScaleWish> ParseScale(const Route& route, std::string_view json);
// A Scale that is applied, as the document that applies its replicas to the object itself.
Result<std::string> ApplyOfScale(const Route& route, std::string_view json);
// The object, with so many.
Result<Object> WithReplicas(const Object& object, int32_t replicas);

}  // namespace fluid::api
