// HttpHead: what the head of an HTTP answer says, as far as it matters here (RFC 9110).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thin {

struct HttpHead {
  int status = 0;
  std::string url;                 // of the answer, after redirects
  std::optional<uint64_t> length;  // Content-Length
  std::string etag, last_modified, content_range, content_type, content_encoding, location;
};

// One line of a head as it came, its end included. A status line begins the head anew, as behind an interim
// answer.
void AddLine(std::string_view line, HttpHead* head);

// Whether a Content-Encoding of that URL is said of the file as it lies at the server, and not of what the
// server makes of it on the way: some servers tell it of compressed files by their names.
bool EncodedFile(std::string_view url);

}  // namespace thin
