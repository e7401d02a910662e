// Numbers of documents, kept as texts so that none loses a digit.
#pragma once

#include <cstdint>
#include <string_view>

namespace fluid::model {

enum class WholeNumber { kYes, kNotWhole, kTooBig };

// The exact value of a JSON number: "1500", "1.5e3" and "1500.0" are 1500; "1.5" is not whole; outside int64
// is too big.
WholeNumber ToInt64(std::string_view json_number, int64_t& value);

}  // namespace fluid::model
