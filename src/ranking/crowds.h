// Rules about other pods, as Kubernetes writes them: anti-affinity, spread, ports of the host.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "src/ranking/input.h"
#include "src/ranking/reader.h"

namespace fluid::ranking {

// Reads spec.affinity.podAntiAffinity, spec.topologySpreadConstraints and ports of the host of a pod with
// these labels. A label selector becomes the group of that name; the pod is in it if its own labels match.
// What can't be decided here is told in PlaceJob::unheeded.
void ReadCrowds(PlaceReader& reader, const model::Node* pod_spec, const std::string& path,
                const std::map<std::string, std::string>& labels, const std::vector<placement::Level>& levels,
                PlaceJob& job);

}  // namespace fluid::ranking
