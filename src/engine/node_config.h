// NodeConfig as bytes: the live file node.pb that a home reads when it starts.
//
// Format: the line "fluid-node-config VERSION\n", then the message NodeConfig of protocol.proto. Equal
// configs give equal bytes. A newer version is refused with FAILED_PRECONDITION and advice; anything else is
// DATA_LOSS.
#pragma once

#include <string>
#include <string_view>

#include "fluid/cache_engine.h"

namespace fluid::engine {

inline constexpr int kNodeConfigVersion = 1;

std::string EncodeNodeConfig(const NodeConfig& config);
Result<NodeConfig> DecodeNodeConfig(std::string_view bytes);

}  // namespace fluid::engine
