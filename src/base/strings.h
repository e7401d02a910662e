// Strings: splitting, escaping and look-up by std::string_view, which Debian's abseil does not take.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fluid {

std::vector<std::string_view> Split(std::string_view text, char separator);
std::string Join(std::span<const std::string> parts, std::string_view separator);
std::string_view Trim(std::string_view text);
bool SameWord(std::string_view a, std::string_view b);  // in any case of ASCII letters
std::string Hex(std::string_view bytes);
// Percent-encodes all but unreserved characters and those in `keep`. Source: RFC 3986.
std::string PercentEncode(std::string_view text, std::string_view keep = "");
// False when an escape is broken.
bool PercentDecode(std::string_view text, std::string* out);
uint64_t Hash64(std::string_view bytes);  // XXH3, stable across runs and machines
std::string RandomHex(size_t bytes);      // from the kernel
std::string NewUid();                     // RFC 4122, version 4
// The closest of `words` by edit distance, or empty when none is close enough to be a misspelling.
std::string_view DidYouMean(std::string_view word, std::span<const std::string_view> words);

}  // namespace fluid
