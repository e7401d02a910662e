// Which nodes an engine should be on: the solver's answer to where the cache workers of a dataset go. Pure.
#pragma once

#include <string>
#include <vector>

#include "src/reconcile/world.h"

namespace fluid::reconcile {

// As many nodes as there shall be workers, and the nodes that read. Workers stay where they are as long as
// the node is there; new ones go to ready nodes that the dataset's affinity and tolerations allow, with room
// for the tiers, evenly over zones (or racks, where there is one zone), near the attachments. Where not all
// of that can be had at once, room is given up before evenness, and evenness before workers. By name.
std::vector<std::string> ChooseNodes(const World& world, const EnginePlan& plan, const EngineSpec& spec,
                                     const std::vector<Tier>& tiers);

}  // namespace fluid::reconcile
