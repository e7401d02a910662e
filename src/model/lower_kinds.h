// Lowering of each runtime kind: parts, options, version. Mounts, names and the plugin's id are filled by
// Lower.
#pragma once

#include "fluid/engine_spec.h"
#include "fluid/object.h"
#include "fluid/status.h"

namespace fluid::model {

// `profile`: of the kind that the runtime refers to, or null.
Status LowerThin(const Object& runtime, const Object* profile, EngineSpec& spec);
Status LowerCache(const Object& runtime, const Object* runtime_class, EngineSpec& spec);
Status LowerAlluxio(const Object& runtime, EngineSpec& spec);
Status LowerJuiceFS(const Object& runtime, EngineSpec& spec);
Status LowerJindo(const Object& runtime, EngineSpec& spec);
Status LowerEFC(const Object& runtime, EngineSpec& spec);
Status LowerVineyard(const Object& runtime, EngineSpec& spec);

}  // namespace fluid::model
