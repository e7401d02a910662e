// Texts with a form: names, paths, times, quantities. Pure predicates.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "src/model/shape.h"

namespace fluid::model {

bool IsTime(std::string_view text);          // RFC 3339
bool IsQuantity(std::string_view text);      // k8s.io/apimachinery resource.Quantity
bool IsDns1035Label(std::string_view text);  // RFC 1035 with Kubernetes' limit of 63
bool IsDns1123Label(std::string_view text);
bool IsDns1123Subdomain(std::string_view text);  // at most 253
bool IsLabelKey(std::string_view text);          // [prefix/]name
bool IsLabelValue(std::string_view text);
bool IsAbsolutePath(std::string_view text);  // starts with "/", has no ".." and no zero byte
bool HasDotDot(std::string_view path);       // as one of its parts
bool IsBase64(std::string_view text);
// What stands for a secret's value in the store and the API: base64, for clients decode it; and as people are
// shown it. Given back, both mean the value that is there.
inline constexpr std::string_view kRedacted = "PHJlZGFjdGVkPg==";
inline constexpr std::string_view kRedactedShown = "<redacted>";
inline bool IsRedacted(std::string_view text) { return text == kRedacted || text == kRedactedShown; }
// A share of a whole: "0.95", ".5", "1"; in (0, 1].
bool IsShare(std::string_view text, double* value = nullptr);
// fn(part) for each part of a list joined by commas, until it says false; whether it never did.
template <class Fn>
bool EachPart(std::string_view list, Fn fn) {
  for (;;) {
    const size_t comma = list.find(',');
    if (!fn(list.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    list.remove_prefix(comma + 1);
  }
}
size_t Characters(std::string_view utf8);
// Bytes of the well-formed UTF-8 sequence at the start of `text`; 0: there is none. Source: RFC 3629.
size_t Utf8Length(std::string_view text);
// How many bytes from the start are well-formed UTF-8.
size_t ValidUtf8(std::string_view text);
// How many bytes at the start can stand in a JSON string as they are: ASCII but control characters, quote and
// backslash. May stop early.
size_t PlainJson(std::string_view text);

bool Passes(Check check, std::string_view text);
// What a check allows, in words.
std::string_view Meaning(Check check);

inline size_t PlainJson(std::string_view text) {
  constexpr bool kFirstIsLow = std::endian::native == std::endian::little;
  constexpr uint64_t kEach = 0x0101010101010101, kHigh = 0x80 * kEach;
  size_t at = 0;
  for (uint64_t bytes = 0; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    // The high bit of a byte that is none of ASCII, below a blank, a quote, a backslash; of those,
    // subtraction borrows from the next higher byte, so the lowest is told right.
    const uint64_t quote = bytes ^ ('"' * kEach), backslash = bytes ^ ('\\' * kEach);
    const uint64_t special = (bytes | (bytes - 0x20 * kEach) | (quote - kEach) | (backslash - kEach)) & kHigh;
    if (special != 0)
      return at +
             static_cast<size_t>(kFirstIsLow ? std::countr_zero(special) : std::countl_zero(special)) / 8;
  }
  const auto plain = [](unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; };
  while (at < text.size() && plain(text[at])) ++at;
  return at;
}

}  // namespace fluid::model
