// kubectl's memory of what it applied on its own side: an annotation that holds the whole manifest. What is
// no longer in a manifest it finds there, and prunes only what has one. Threads: pure functions.
#pragma once

#include <string_view>

#include "fluid/object.h"

namespace fluid::model {

inline constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

// Takes the values of a secret out of it and leaves their names. One that can't be read goes whole.
void RedactLastApplied(Metadata& metadata);

}  // namespace fluid::model
