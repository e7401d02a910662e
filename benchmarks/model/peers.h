// The parsers that ours stands on, alone: what they read is counted and thrown away.
#pragma once

#include <cstddef>
#include <string_view>

namespace fluid::bench {

// Events of libyaml in all documents; 0: broken.
size_t CountYamlEvents(std::string_view text);

// Events of RapidJSON's reader, as model reads (numbers as texts) and as its manual shows (numbers converted,
// from a text that ends in a zero); 0: broken.
size_t CountJsonEvents(std::string_view text);
size_t CountJsonEventsByTheManual(const char* text);

}  // namespace fluid::bench
