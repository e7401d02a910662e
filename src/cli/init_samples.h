// What `fluid init` begins each kind with: the fields that most people set.
#pragma once

#include <string>
#include <string_view>

namespace fluid::cli {

// The object without apiVersion, kind and metadata, as JSON in the order of reading. "@NAME" stands for the
// dataset's name, "@SOURCE" for where its data is. Empty: no kind that people write.
std::string_view SampleOf(std::string_view kind);
// The runtime kind of an engine's short name ("alluxio"); empty: there is none.
std::string_view RuntimeKindOf(std::string_view engine);

}  // namespace fluid::cli
