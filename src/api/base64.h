// Base64 as RFC 4648, 4 has it: with padding, without line breaks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fluid::api {

std::string Base64(std::string_view bytes);
std::optional<std::string> FromBase64(std::string_view text);  // blanks at its ends are passed over

}  // namespace fluid::api
