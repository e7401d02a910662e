// Index pages: the listing of a directory as a web server renders it. Pure functions on any bytes.
//   nginx autoindex, html    size exact unless autoindex_exact_size is off; time to the minute
//   nginx autoindex, json    size exact, time to the second
//   nginx autoindex, xml     the same
//   others, html             neither; what has a link is an entry. Seen: Python's http.server, Apache, Caddy,
//                            lighttpd, h2o, webfs, mini_httpd, WEBrick, rclone, nginx's fancyindex
// Source of the formats: nginx's ngx_http_autoindex_module documentation, and pages that these servers
// rendered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/thin/status.h"
#include "plugins/thin/url.h"

namespace thin {

struct PageEntry {
  std::string name;
  bool dir = false;
  std::optional<uint64_t> size;  // exact; nothing when the page rounds or omits it
  int64_t mtime_ns = 0;          // 0: not told
  std::string mark;              // what the page says of it, to see a change where size is nothing
};

struct IndexPage {
  std::vector<PageEntry> entries;  // by name, each once
  size_t refused = 0;              // links that lead out of the directory
};

// The page that `base` (ending in "/") answered. FAILED_PRECONDITION: not an index page.
Result<IndexPage> ParseIndexPage(std::string_view body, std::string_view content_type, const Url& base);

Result<IndexPage> ParseJsonIndex(std::string_view body);
Result<IndexPage> ParseXmlIndex(std::string_view body);
Result<IndexPage> ParseHtmlIndex(std::string_view body, const Url& base);

// "24-Nov-2026 05:42" (UTC); "2026-11-24T05:42:40Z"; an IMF-fixdate, "Tue, 24 Nov 2026 05:42:40 GMT". In
// seconds since 1970.
std::optional<int64_t> ParsePageTime(std::string_view text);
std::optional<int64_t> ParseIsoTime(std::string_view text);
std::optional<int64_t> ParseHttpDate(std::string_view text);

}  // namespace thin
