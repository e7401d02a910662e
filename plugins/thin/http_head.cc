#include "plugins/thin/http_head.h"

#include <algorithm>
#include <charconv>

namespace thin {
namespace {

bool HeaderIs(std::string_view line, std::string_view name, std::string_view* value) {
  if (line.size() <= name.size() || line[name.size()] != ':') return false;
  for (size_t i = 0; i < name.size(); ++i)
    if ((line[i] | 32) != name[i]) return false;
  line.remove_prefix(name.size() + 1);
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' '))
    line.remove_suffix(1);
  *value = line;
  return true;
}

}  // namespace

void AddLine(std::string_view line, HttpHead* head) {
  if (line.starts_with("HTTP/")) {
    *head = {};
    const size_t blank = line.find(' ');
    if (blank != std::string_view::npos)
      std::from_chars(line.data() + blank + 1, line.data() + line.size(), head->status);
    return;
  }
  std::string_view value;
  if (HeaderIs(line, "content-length", &value)) {
    uint64_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (error == std::errc() && end == value.data() + value.size()) head->length = length;
  } else if (HeaderIs(line, "etag", &value)) {
    head->etag = value;
  } else if (HeaderIs(line, "last-modified", &value)) {
    head->last_modified = value;
  } else if (HeaderIs(line, "content-range", &value)) {
    head->content_range = value;
  } else if (HeaderIs(line, "content-type", &value)) {
    head->content_type = value;
  } else if (HeaderIs(line, "content-encoding", &value)) {
    head->content_encoding = value;
  } else if (HeaderIs(line, "location", &value)) {
    head->location = value;
  }
}

bool EncodedFile(std::string_view url) {
  const std::string_view path = url.substr(0, url.find('?'));
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot < path.rfind('/')) return false;
  std::string suffix(path.substr(dot + 1));
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  for (const std::string_view known :
       {"gz", "tgz", "svgz", "z", "taz", "bz2", "tbz2", "xz", "txz", "br", "zst"})
    if (suffix == known) return true;
  return false;
}

}  // namespace thin
