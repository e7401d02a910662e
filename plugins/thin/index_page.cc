#include "plugins/thin/index_page.h"

// RapidJSON adds to the null pointer of its empty stack, which UBSan minds.
#if defined(__clang__)
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), apply_to = function)
#endif
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#if defined(__clang__)
#pragma clang attribute pop
#endif

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace thin {
namespace {

std::optional<int> Number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty() || value < 0)
    return std::nullopt;
  return value;
}

std::optional<int> Month(std::string_view name) {
  constexpr std::array<std::string_view, 12> kNames = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<int>(i) + 1;
  return std::nullopt;
}

// Days since 1970 of a Gregorian date (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
int64_t DaysSince1970(int64_t y, int m, int d) {
  y -= m <= 2;
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year = y - era * 400;
  const int64_t day = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + year * 365 + year / 4 - year / 100 + day - 719468;
}

// Of a date and a clock, "05:42" or "05:42:40".
std::optional<int64_t> Seconds(std::optional<int> year, std::optional<int> month, std::optional<int> day,
                               std::string_view clock) {
  if (clock.size() != 5 && clock.size() != 8) return std::nullopt;
  const auto hour = Number(clock.substr(0, 2)), minute = Number(clock.substr(3, 2));
  const auto second = clock.size() == 8 ? Number(clock.substr(6, 2)) : std::optional<int>(0);
  if (!day || !month || !year || !hour || !minute || !second) return std::nullopt;
  if (*year < 1970 || *year > 2200) return std::nullopt;  // in nanoseconds it would not fit 64 bits
  if (*month < 1 || *month > 12 || *day < 1 || *day > 31 || *hour > 23 || *minute > 59 || *second > 60 ||
      clock[2] != ':')
    return std::nullopt;
  return DaysSince1970(*year, *month, *day) * 86400 + *hour * 3600 + *minute * 60 + *second;
}

// `date` is "24" SEP "Nov" SEP "2026" in fixed columns.
std::optional<int64_t> Seconds(std::string_view date, std::string_view clock) {
  if (date.size() != 11) return std::nullopt;
  return Seconds(Number(date.substr(7, 4)), Month(date.substr(3, 3)), Number(date.substr(0, 2)), clock);
}

void AppendUtf8(uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 63));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 63));
    out += static_cast<char>(0x80 | (code & 63));
  } else if (code < 0x110000) {
    out += static_cast<char>(0xf0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 63));
    out += static_cast<char>(0x80 | (code >> 6 & 63));
    out += static_cast<char>(0x80 | (code & 63));
  }
}

// Character references as attributes of an index page hold them; unknown ones stay as they are.
std::string DecodeEntities(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
    if (end == std::string_view::npos || end - i > 10) {
      out += text[i];
      continue;
    }
    std::string_view name = text.substr(i + 1, end - i - 1);
    uint32_t code = 0;
    if (name == "amp")
      code = '&';
    else if (name == "lt")
      code = '<';
    else if (name == "gt")
      code = '>';
    else if (name == "quot")
      code = '"';
    else if (name == "apos")
      code = '\'';
    else if (name.size() > 1 && name[0] == '#') {
      const bool hex = name[1] == 'x' || name[1] == 'X';
      name.remove_prefix(hex ? 2 : 1);
      const auto [at, error] = std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
      if (error != std::errc() || at != name.data() + name.size()) code = 0;
    }
    if (!code) {
      out += text[i];
      continue;
    }
    AppendUtf8(code, out);
    i = end;
  }
  return out;
}

// Where, in `path`, as many segments end as `folder` (ending in "/") has.
size_t PathEnd(std::string_view path, std::string_view folder) {
  size_t end = 0;
  for (auto left = std::count(folder.begin(), folder.end(), '/'); left > 0; --left) {
    const size_t slash = path.find('/', end);
    if (slash == std::string_view::npos) return path.size();
    end = slash + 1;
  }
  return end;
}

// The name of a direct child of `base` that the link means, with a "/" behind a directory's; empty when it is
// none.
std::string ChildOf(const Url& base, std::string_view reference) {
  const auto url = Resolve(base, reference);
  if (!url || !url->SameServer(base) || !url->user.empty() || url->has_query) return {};
  // Servers differ in what they escape, so the path up to the directory is compared as it is meant.
  std::string_view rest = url->path;
  const size_t end = std::min(rest.size(), PathEnd(rest, base.path));
  const auto folder = DecodePercent(rest.substr(0, end)), here = DecodePercent(base.path);
  if (!folder || !here || *folder != *here) return {};
  rest.remove_prefix(end);
  while (rest.starts_with("./")) rest.remove_prefix(2);
  const bool dir = rest.ends_with('/');
  if (dir) rest.remove_suffix(1);
  const auto name = DecodePercent(rest);
  if (!name || rest.find('/') != std::string_view::npos || !IsEntryName(*name)) return {};
  return dir ? *name + "/" : *name;
}

// The row behind a link of nginx: blanks, "24-Nov-2026 05:42", blanks, a size or "-".
void ReadRow(std::string_view row, PageEntry* entry) {
  const auto word = [&row]() {
    const size_t begin = std::min(row.find_first_not_of(" \t"), row.size());
    const size_t end = std::min(row.find_first_of(" \t", begin), row.size());
    const std::string_view out = row.substr(begin, end - begin);
    row.remove_prefix(end);
    return out;
  };
  const std::string_view date = word(), clock = word(), size = word();
  const auto seconds =
      clock.size() == 5 && date.size() == 11 && date[2] == '-' ? Seconds(date, clock) : std::nullopt;
  if (!seconds) return;
  entry->mtime_ns = *seconds * 1000000000;
  entry->mark = Cat(date, " ", clock, " ", size);
  uint64_t bytes = 0;
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), bytes);
  if (!entry->dir && !size.empty() && error == std::errc() && end == size.data() + size.size())
    entry->size = bytes;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return (x | 32) == (y | 32); });
}

bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// The value of href in the inside of an <a ...> tag.
std::optional<std::string> Href(std::string_view tag) {
  for (size_t i = 0; i + 5 <= tag.size(); ++i) {
    if (i == 0 || !IsOneOf(tag[i - 1], " \t\r\n\"'")) continue;
    if (!EqualsIgnoringCase(tag.substr(i, 4), "href")) continue;
    size_t at = tag.find_first_not_of(" \t\r\n", i + 4);
    if (at == std::string_view::npos || tag[at] != '=') continue;
    at = tag.find_first_not_of(" \t\r\n", at + 1);
    if (at == std::string_view::npos) return std::nullopt;
    if (tag[at] == '"' || tag[at] == '\'') {
      const size_t end = tag.find(tag[at], at + 1);
      if (end == std::string_view::npos) return std::nullopt;
      return DecodeEntities(tag.substr(at + 1, end - at - 1));
    }
    return DecodeEntities(tag.substr(at, tag.find_first_of(" \t\r\n", at) - at));
  }
  return std::nullopt;
}

// Where the tag that begins at `at` ends: its ">" outside quotes.
size_t TagEnd(std::string_view body, size_t at) {
  char quote = 0;
  for (; at < body.size(); ++at) {
    if (quote) {
      if (body[at] == quote) quote = 0;
    } else if (body[at] == '"' || body[at] == '\'') {
      quote = body[at];
    } else if (body[at] == '>') {
      return at;
    }
  }
  return std::string_view::npos;
}

IndexPage Sorted(std::map<std::string, PageEntry>&& entries, size_t refused) {
  IndexPage page;
  page.refused = refused;
  page.entries.reserve(entries.size());
  for (auto& [name, entry] : entries) page.entries.push_back(std::move(entry));
  return page;
}

}  // namespace

std::optional<int64_t> ParsePageTime(std::string_view text) {
  if (text.size() != 17 || text[11] != ' ') return std::nullopt;
  return Seconds(text.substr(0, 11), text.substr(12));
}

std::optional<int64_t> ParseIsoTime(std::string_view text) {
  if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[19] != 'Z')
    return std::nullopt;
  return Seconds(Number(text.substr(0, 4)), Number(text.substr(5, 2)), Number(text.substr(8, 2)),
                 text.substr(11, 8));
}

std::optional<int64_t> ParseHttpDate(std::string_view text) {
  if (text.size() != 29 || text[3] != ',' || !text.ends_with(" GMT")) return std::nullopt;
  return Seconds(text.substr(5, 11), text.substr(17, 8));
}

namespace {

// An array of flat objects, as events of the parser. What nginx does not write is refused.
class JsonIndex : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, JsonIndex> {
 public:
  bool Default() { return depth_ == 2; }  // a value of a member that we don't know
  bool StartArray() { return ++depth_ == 1; }
  bool EndArray(rapidjson::SizeType) { return --depth_ == 0; }
  bool StartObject() {
    entry_ = {}, type_.clear();
    return ++depth_ == 2;
  }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    key_.assign(text, length);
    return true;
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    const std::string_view value(text, length);
    if (key_ == "name") entry_.name = value;
    if (key_ == "type") type_ = value;
    if (key_ == "mtime") entry_.mark = value;
    return depth_ == 2;
  }
  bool Uint(unsigned value) { return Uint64(value); }
  bool Uint64(uint64_t value) {
    if (key_ == "size") entry_.size = value;
    return depth_ == 2;
  }
  bool EndObject(rapidjson::SizeType) {
    --depth_;
    entry_.dir = type_ == "directory";
    if (entry_.dir) entry_.size.reset();
    if (const auto seconds = ParseHttpDate(entry_.mark)) entry_.mtime_ns = *seconds * 1000000000;
    if (!IsEntryName(entry_.name)) {
      ++refused;
    } else if (entry_.dir || type_ == "file") {  // not what nginx calls "other"
      std::string name = entry_.name;
      entries.emplace(std::move(name), std::move(entry_));
    }
    return true;
  }

  std::map<std::string, PageEntry> entries;
  size_t refused = 0;

 private:
  int depth_ = 0;
  std::string key_, type_;
  PageEntry entry_;
};

}  // namespace

Result<IndexPage> ParseJsonIndex(std::string_view body) {
  rapidjson::MemoryStream stream(body.data(), body.size());
  rapidjson::Reader reader;
  JsonIndex index;
  const rapidjson::ParseResult parsed = reader.Parse<rapidjson::kParseIterativeFlag>(stream, index);
  if (!parsed)
    return Error(FLUID_FAILED_PRECONDITION, Cat("no JSON index: byte ", parsed.Offset(), ": ",
                                                rapidjson::GetParseError_En(parsed.Code())));
  return Sorted(std::move(index.entries), index.refused);
}

Result<IndexPage> ParseHtmlIndex(std::string_view body, const Url& base) {
  std::map<std::string, PageEntry> entries;
  size_t refused = 0;
  bool html = false;
  for (size_t at = body.find('<'); at != std::string_view::npos; at = body.find('<', at)) {
    if (body.substr(at, 4) == "<!--") {
      at = body.find("-->", at);
      if (at == std::string_view::npos) break;
      continue;
    }
    const size_t end = TagEnd(body, at);
    if (end == std::string_view::npos) break;
    const std::string_view tag = body.substr(at + 1, end - at - 1);
    at = end + 1;
    for (const std::string_view sign : {"html", "!doctype", "head", "body", "title"})
      html = html || EqualsIgnoringCase(tag.substr(0, sign.size()), sign);
    if (tag.size() < 2 || (tag[0] | 32) != 'a' || !IsOneOf(tag[1], " \t\r\n")) continue;
    const auto href = Href(tag);
    if (!href || href->empty() || (*href)[0] == '#' || (*href)[0] == '?') continue;
    std::string child = ChildOf(base, *href);
    if (child.empty()) {
      if (*href != "../" && *href != "..") ++refused;
      continue;
    }
    PageEntry entry;
    entry.dir = child.ends_with('/');
    if (entry.dir) child.pop_back();
    entry.name = child;
    size_t row = body.find("</", at);  // behind the link's text
    if (row != std::string_view::npos) row = body.find('>', row);
    if (row != std::string_view::npos) {
      const size_t line_end = body.find_first_of("<\r\n", row);
      ReadRow(body.substr(row + 1, std::min(line_end, body.size()) - row - 1), &entry);
    }
    entries.emplace(std::move(child), std::move(entry));
  }
  if (!html) return Error(FLUID_FAILED_PRECONDITION, "not an index: no HTML");
  return Sorted(std::move(entries), refused);
}

namespace {

// The value of an attribute in the inside of a tag.
std::string Attribute(std::string_view tag, std::string_view name) {
  const std::string sign = Cat(" ", name, "=\"");
  const size_t at = tag.find(sign);
  if (at == std::string_view::npos) return {};
  tag.remove_prefix(at + sign.size());
  return DecodeEntities(tag.substr(0, tag.find('"')));
}

}  // namespace

Result<IndexPage> ParseXmlIndex(std::string_view body) {
  const Status none = Error(FLUID_FAILED_PRECONDITION, "not an index: no list in XML");
  const size_t list = body.find("<list>");
  if (list == std::string_view::npos || body.find("</list>", list) == std::string_view::npos) return none;
  std::map<std::string, PageEntry> entries;
  size_t refused = 0;
  for (size_t at = body.find('<', list + 1); at != std::string_view::npos; at = body.find('<', at)) {
    const size_t end = TagEnd(body, at);
    if (end == std::string_view::npos) break;
    const std::string_view tag = body.substr(at + 1, end - at - 1);
    at = end + 1;
    PageEntry entry;
    entry.dir = tag.starts_with("directory");
    if (!entry.dir && !tag.starts_with("file")) continue;  // closes one, or is what nginx calls "other"
    entry.name = DecodeEntities(body.substr(at, std::min(body.find('<', at), body.size()) - at));
    entry.mark = Attribute(tag, "mtime");
    if (const auto seconds = ParseIsoTime(entry.mark)) entry.mtime_ns = *seconds * 1000000000;
    const std::string size = Attribute(tag, "size");
    uint64_t bytes = 0;
    const auto [parsed, error] = std::from_chars(size.data(), size.data() + size.size(), bytes);
    if (!entry.dir && !size.empty() && error == std::errc() && parsed == size.data() + size.size())
      entry.size = bytes;
    if (!IsEntryName(entry.name)) {
      ++refused;
      continue;
    }
    std::string name = entry.name;
    entries.emplace(std::move(name), std::move(entry));
  }
  return Sorted(std::move(entries), refused);
}

Result<IndexPage> ParseIndexPage(std::string_view body, std::string_view content_type, const Url& base) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  if (EqualsIgnoringCase(type, "application/json")) return ParseJsonIndex(body);
  if (EqualsIgnoringCase(type, "text/xml") || EqualsIgnoringCase(type, "application/xml"))
    return ParseXmlIndex(body);
  if (EqualsIgnoringCase(type, "text/html") || EqualsIgnoringCase(type, "application/xhtml+xml"))
    return ParseHtmlIndex(body, base);
  return Error(FLUID_FAILED_PRECONDITION, Cat("not an index: content type \"", content_type, "\""));
}

}  // namespace thin
