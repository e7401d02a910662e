#include "plugins/thin/url.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace thin {
namespace {

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

bool IsScheme(std::string_view text) {
  if (text.empty() || !std::isalpha(static_cast<unsigned char>(text[0]))) return false;
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-' || c == '.'; });
}

// "http" of "http://x": the part before the first ":", if it comes before any of "/?#" and is a scheme.
std::string_view SchemeOf(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find_first_of("/?#") < colon) return {};
  const std::string_view scheme = text.substr(0, colon);
  return IsScheme(scheme) ? scheme : std::string_view{};
}

bool SplitAuthority(std::string_view authority, Url* url) {
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url->user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  size_t colon = authority.rfind(':');
  if (const size_t bracket = authority.rfind(']'); bracket != std::string_view::npos) {
    if (colon != std::string_view::npos && colon < bracket) colon = std::string_view::npos;
    if (colon == std::string_view::npos && bracket + 1 != authority.size()) return false;
  }
  if (colon != std::string_view::npos) {
    const std::string_view port = authority.substr(colon + 1);
    if (!port.empty()) {
      const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), url->port);
      if (error != std::errc() || end != port.data() + port.size() || url->port < 1 || url->port > 65535)
        return false;
    }
    authority = authority.substr(0, colon);
  }
  if (authority.starts_with('[') ? !authority.ends_with(']')
                                 : authority.find_first_of(":[]") != std::string_view::npos)
    return false;
  for (const unsigned char c : authority)
    if (c <= ' ' || c == 127 ||
        std::string_view("<>\"\\^`{|}").find(static_cast<char>(c)) != std::string_view::npos)
      return false;
  url->host = Lower(authority);
  return true;
}

// Percent-encodes every byte that is not plain(byte).
template <class Plain>
std::string Escape(std::string_view text, const Plain& plain) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size() + 16);
  for (const unsigned char c : text) {
    if (plain(c)) {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  return out;
}

// What a URL may hold as it is; servers send other bytes all the same.
bool MayStand(unsigned char c) {
  constexpr std::string_view kNever = "<>\"\\^`{|}";
  return c > ' ' && c < 127 && kNever.find(static_cast<char>(c)) == std::string_view::npos;
}

void SplitTail(std::string_view rest, Url* url) {
  if (const size_t hash = rest.find('#'); hash != std::string_view::npos) {
    url->fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  if (const size_t mark = rest.find('?'); mark != std::string_view::npos) {
    url->query = Escape(rest.substr(mark + 1), MayStand);
    url->has_query = true;
    rest = rest.substr(0, mark);
  }
  url->path = Escape(rest, MayStand);
}

}  // namespace

std::string Url::ToString() const {
  std::string out = scheme + "://" + host;
  if (port && port != (scheme == "https" ? 443 : 80)) out += ":" + std::to_string(port);
  out += path.empty() ? "/" : path;
  if (has_query) out += "?" + query;
  return out;
}

std::optional<Url> ParseUrl(std::string_view text) {
  Url url;
  const std::string_view scheme = SchemeOf(text);
  if (scheme.empty()) return std::nullopt;
  url.scheme = Lower(scheme);
  text.remove_prefix(scheme.size() + 1);
  if (!text.starts_with("//")) return std::nullopt;
  text.remove_prefix(2);
  const size_t end = std::min(text.find_first_of("/?#"), text.size());
  if (!SplitAuthority(text.substr(0, end), &url)) return std::nullopt;
  SplitTail(text.substr(end), &url);
  if (url.scheme == "http" || url.scheme == "https") {
    if (url.host.empty()) return std::nullopt;
    if (!url.port) url.port = url.scheme == "https" ? 443 : 80;
  }
  return url;
}

std::string EncodePath(std::string_view path) {
  return Escape(path, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~' || c == '/';
  });
}

std::optional<std::string> DecodePercent(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') return std::nullopt;
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned value = 0;
    if (text.size() - i < 3) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
    if (error != std::errc() || end != text.data() + i + 3 || value == 0) return std::nullopt;
    out += static_cast<char>(value);
    i += 2;
  }
  return out;
}

std::optional<Url> Resolve(const Url& base, std::string_view reference) {
  if (!SchemeOf(reference).empty()) {
    auto url = ParseUrl(reference);
    if (url) url->fragment.clear();
    return url;
  }
  if (reference.starts_with("//")) return Resolve(base, base.scheme + ":" + std::string(reference));
  Url url = base;
  url.query.clear(), url.fragment.clear(), url.has_query = false;
  Url tail;
  SplitTail(reference, &tail);
  if (tail.path.starts_with("/")) {
    url.path = tail.path;
  } else if (!tail.path.empty()) {
    url.path = base.path.substr(0, base.path.rfind('/') + 1) + tail.path;
    if (url.path.empty() || url.path[0] != '/') url.path.insert(0, "/");
  }
  url.query = tail.query, url.has_query = tail.has_query;
  return url;
}

bool RedirectAllowed(const Url& from, const Url& to) {
  if (!to.user.empty()) return false;
  if (from.SameServer(to)) return true;
  return from.scheme == "http" && from.port == 80 && to.scheme == "https" && to.port == 443 &&
         from.host == to.host;
}

bool IsEntryName(std::string_view name) {
  return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
         name.find('/') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

}  // namespace thin
