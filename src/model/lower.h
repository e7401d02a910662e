// Lowering: every runtime kind becomes one EngineSpec, so that the core knows one kind of engine only. Pure.
#pragma once

#include "fluid/engine_spec.h"
#include "fluid/object.h"
#include "fluid/status.h"

namespace fluid::model {

// `profile`: of a ThinRuntime that names one, or the class of a CacheRuntime; else null. The spec's
// generation is left 0 and mounts' too: who keeps history counts them (reconcile). Secrets are references
// "NAMESPACE/NAME/KEY".
Result<EngineSpec> Lower(const Object& dataset, const Object& runtime, const Object* profile);

// "dataset" for "Dataset" ... whether objects of this kind are runtimes: the kind of
// dataset.status.runtimes[].type. Empty: not a runtime kind.
std::string_view RuntimeType(std::string_view kind);

}  // namespace fluid::model
