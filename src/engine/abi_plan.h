// What a plugin plans for a spec: validate and plan, called in this process, and their answer as values.
#pragma once

#include "fluid/cache_engine.h"
#include "src/base/log.h"
#include "src/engine/plugin_table.h"

namespace fluid::engine {

// Pure. INVALID_ARGUMENT: all problems of the spec. INTERNAL: the plan is malformed, which is the plugin's
// bug. Components come sorted by name: plans compare as sets.
Result<EnginePlan> MakePlan(const Plugin& plugin, const EngineSpec& spec, const Log& log);

}  // namespace fluid::engine
