// Where a mount stands in the tree of its dataset.
#pragma once

#include <string>

#include "src/model/generated/common.h"

namespace fluid::model {

// Its path, or /<name> without one; without doubled or trailing slashes. "/": the mount is the whole tree.
std::string MountPath(const Mount& mount);

}  // namespace fluid::model
