// Rules about nodes as Kubernetes writes them, as the solver's.
#pragma once

#include <string>
#include <string_view>

#include "fluid/placement.h"
#include "src/ranking/reader.h"

namespace fluid::ranking {

// What an expression selects, which decides what it may say.
enum class Selects : uint8_t { kNodes, kNodeFields, kPods };
placement::Expression ExpressionOf(PlaceReader& reader, const model::Node& item, const std::string& path,
                                   Selects selects);
void ReadToleration(PlaceReader& reader, const model::Node& item, const std::string& path,
                    placement::Rules& rules);
void ReadNodeAffinity(PlaceReader& reader, const model::Node* affinity, const std::string& path,
                      placement::Rules& rules);
// Every way to meet the rules is also on this node.
void OnlyOn(const std::string& node, placement::Rules& rules);

// Of a dataset's nodeAffinity.required (a NodeSelector) and tolerations, as JSON; empty: none.
Result<placement::Rules> RulesOf(std::string_view node_selector, std::string_view tolerations);

}  // namespace fluid::ranking
