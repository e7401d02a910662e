// Colours on a terminal, nothing elsewhere.
#pragma once

#include <string>
#include <string_view>

#include "src/cli/console.h"

namespace fluid::cli {

enum class Colour { kRed = 31, kGreen = 32, kYellow = 33 };

// `text` in a colour, if the console's answers have colours.
inline std::string Coloured(const Console& console, Colour colour, std::string_view text) {
  if (!console.colours) return std::string(text);
  return "\x1b[" + std::to_string(static_cast<int>(colour)) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace fluid::cli
