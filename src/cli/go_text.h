// JSON values as programs written in Go print them: what kubectl's templates show.
//
// Source: Go's packages fmt (the verb %v), encoding/json and strconv. Threads: pure. A null pointer is no
// value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "src/model/tree.h"

namespace fluid::cli {

// %v: texts as they are, map[a:b c:d], [a b], <nil>.
std::string GoText(const model::Node* value);
// json.Marshal: members sorted; < > & escaped.
std::string GoJson(const model::Node* value);
// json.MarshalIndent of a list, by four blanks.
std::string GoPrettyJson(std::span<const model::Node* const> list);

// Whether a number is an int64 to Go, which makes float64 of the others.
bool IsGoInt(const model::Node& number, int64_t& value);

// What is between the quotes of a Go string, with its escapes carried out; nothing: it is broken.
std::optional<std::string> GoUnquote(std::string_view inside, char quote);

}  // namespace fluid::cli
