// What people most often got wrong where a YAML parser stumbles: its own words name the grammar, not the
// mistake.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fluid::model {

struct YamlHint {
  size_t line = 0, column = 0;  // from one; of the mistake, which may be before the place where it shows
  std::string found, allowed;   // empty: nothing is known
};

// `line`: where the parser stopped, from one.
YamlHint HintAt(std::string_view text, size_t line);

}  // namespace fluid::model
