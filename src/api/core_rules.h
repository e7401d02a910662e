// Rules of Kubernetes' own kinds that go beyond their tables: sizes, what never changes, what the type of a
// secret asks for.
//
// Source: Kubernetes' validation of ConfigMap and Secret. Threads: pure functions. Errors: INVALID_ARGUMENT,
// a problem for each field.
#pragma once

#include "fluid/object.h"
#include "fluid/status.h"

namespace fluid::api {

// Of objects of any kind. `live`: what the object is now; null: it is to be created.
Status CheckCoreRules(const Object* live, const Object& next);

}  // namespace fluid::api
