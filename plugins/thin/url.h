// URLs as far as the http client needs them (RFC 3986), and the fences around what a server may send us to.
// Pure functions on any bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace thin {

struct Url {
  std::string scheme;                 // lower case: "http", "https", "file", "local"
  std::string host;                   // lower case; IPv6 with brackets
  int port = 0;                       // always set for http and https
  std::string path;                   // percent-encoded; starts with "/" or is empty
  std::string query, fragment, user;  // without "?", "#", "@"
  bool has_query = false;

  std::string ToString() const;  // scheme, host, port, path and query
  bool SameServer(const Url& other) const {
    return scheme == other.scheme && host == other.host && port == other.port;
  }
};

// What a URL may not hold in its path (blanks, bytes beyond ASCII) comes out percent-encoded.
std::optional<Url> ParseUrl(std::string_view text);
// Percent-encodes all but unreserved characters and "/".
std::string EncodePath(std::string_view path);
// Nothing when an escape is broken or a NUL would come out.
std::optional<std::string> DecodePercent(std::string_view text);
// The URL that `reference` means on the page at `base`, without its fragment; dot segments are kept as they
// are.
std::optional<Url> Resolve(const Url& base, std::string_view reference);
// True when a redirect from one to the other stays on the server: same host and port, or http to https of one
// host.
bool RedirectAllowed(const Url& from, const Url& to);
// A name that a directory may hold: not empty, ".", "..", without "/" and NUL, at most 255 bytes.
bool IsEntryName(std::string_view name);

}  // namespace thin
