// What the programs of this house need of an Orchestrator beyond fluid.h.
#pragma once

#include "fluid/fluid.h"

namespace fluid::orchestrator {

// For those who write to the orchestrator's store by another way than Apply (the resource API): what shall be
// stored instead of the object. See admission.h.
Result<Object> Admit(Orchestrator& orchestrator, Object object);

// The engine that serves a dataset now, and what was last heard of it. None: a null engine.
struct EngineSight {
  std::shared_ptr<CacheEngine> engine;
  std::optional<CacheUsage> usage;
  std::vector<NodeObservation> nodes;
};
EngineSight EngineAtWork(Orchestrator& orchestrator, const Key& dataset);

}  // namespace fluid::orchestrator
