// RankNodes: the cluster's nodes and what caches hold, put to the solver. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/cluster.h"
#include "fluid/fluid.h"
#include "fluid/status.h"

namespace fluid::orchestrator {

struct CachedDataset {
  uint64_t size = 0;                             // of the sources; 0: not known
  std::map<std::string, uint64_t> by_node = {};  // bytes
};

// `cached`: by NAMESPACE/NAME.
Result<NodeRanking> RankNodes(const std::vector<Node>& nodes,
                              const std::map<std::string, CachedDataset>& cached, std::string_view job,
                              size_t most);

}  // namespace fluid::orchestrator
