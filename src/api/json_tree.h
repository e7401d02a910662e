// Trees of JSON as patches work on them: from a whole text, back to one, and nodes from one place to another.
//
// Threads: pure functions; nodes made live in the caller's tree.
#pragma once

#include <string>
#include <string_view>

#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid::api {

// Reads a text that is one value and nothing else. INVALID_ARGUMENT calls it `what` and says where it breaks.
Status ReadWhole(std::string_view text, std::string_view what, model::Tree& tree);

std::string Compact(const model::Node& node);

// A node like `node`, under another name and without siblings; children are shared.
model::Node* Renamed(const model::Node& node, std::string_view key, model::Tree& memory);

}  // namespace fluid::api
