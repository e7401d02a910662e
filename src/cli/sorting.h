// Objects in the order of one of their fields: --sort-by.
#pragma once

#include <string>
#include <vector>

#include "fluid/object.h"
#include "fluid/status.h"

namespace fluid::cli {

// By the first place that the path leads to, with or without braces. Objects without one come first; of two
// texts, digits count as the number they are; where all are quantities, they do (900Mi < 2Gi). Equal ones
// keep their order. INVALID_ARGUMENT: the path is broken, none of the objects has it, or it leads to lists or
// maps.
Status SortBy(const std::string& path, std::vector<Object>& objects);

}  // namespace fluid::cli
