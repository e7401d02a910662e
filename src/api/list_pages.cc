#include "src/api/list_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "src/api/json.h"
#include "src/api/selector.h"
#include "src/api/write_request.h"
#include "src/base/strings.h"
#include "src/store/table.h"

namespace fluid::api {
namespace {

using std::chrono::steady_clock;

constexpr size_t kMostSnapshots = 16;
constexpr size_t kMostObjects = 200'000;  // in all snapshots
constexpr Duration kRememberFor = std::chrono::minutes(5);
constexpr std::string_view kAnyVersion = "-1";  // of a token: goes on in today's state

constexpr std::string_view kTooOld =
    "The provided continue parameter is too old to display a consistent list result. You can start a new "
    "list "
    "without the continue parameter, or use the continue token in this response to retrieve the remainder of "
    "the results. Continuing with the provided token results in an inconsistent list - objects that were "
    "created, modified, or deleted between the time the first chunk was returned and now may show up in the "
    "list.";

struct Token {
  std::string version;
  std::string after;  // "NAMESPACE/NAME" of the last item told
};

std::string Encode(const Token& token) {
  return Hex(fmt::format("{{\"v\":\"fluid/1\",\"rv\":{},\"after\":{}}}", Quoted(token.version),
                         Quoted(token.after)));
}

std::optional<std::string> FromHex(std::string_view text) {
  std::string bytes;
  if (text.size() % 2 != 0) return std::nullopt;
  for (size_t i = 0; i < text.size(); i += 2) {
    unsigned byte = 0;
    const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 2, byte, 16);
    if (error != std::errc() || end != text.data() + i + 2) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

Result<Token> Decode(std::string_view text) {
  const std::optional<std::string> bytes = FromHex(text);
  const Result<Json> json = bytes ? Json::Parse(*bytes) : InvalidArgument("no token");
  if (!json.ok() || (*json)["v"].text() != "fluid/1") {
    return InvalidArgument("continue key is not valid: it is no token of this server");
  }
  return Token{(*json)["rv"].text(), (*json)["after"].text()};
}

std::string PlaceOf(const Object& object) { return object.metadata().space + '/' + object.metadata().name; }

// By namespace, then name, as the store orders them.
bool Before(const Object& object, const std::string& place) {
  const size_t slash = place.find('/');
  const std::string_view space = std::string_view(place).substr(0, slash);
  const std::string_view name = std::string_view(place).substr(std::min(slash + 1, place.size()));
  return std::pair<std::string_view, std::string_view>(object.metadata().space, object.metadata().name) <=
         std::pair(space, name);
}

// The state that the query names against the newest one.
Status CheckState(const std::string& wanted, bool exact, const std::string& newest) {
  if (wanted.empty() || wanted == "0") return Ok();
  const std::optional<int64_t> asked = store::ParseVersion(wanted), now = store::ParseVersion(newest);
  if (!asked) return InvalidArgument(fmt::format("resourceVersion: found \"{}\"; allowed a version", wanted));
  if (now && *asked > *now) {
    Problem cause;
    cause.found = "Too large resource version";
    return Status(Code::kDeadlineExceeded,
                  fmt::format("Too large resource version: {}, current: {}", wanted, newest), {cause});
  }
  if (!exact || asked == now) return Ok();
  return OutOfRange(fmt::format("The resourceVersion for the provided list is too old: {}", wanted));
}

}  // namespace

std::string ListPage::MetadataJson() const {
  std::string json = "{\"resourceVersion\":" + Quoted(version);
  if (!next.empty()) {
    json += ",\"continue\":" + Quoted(next);
    if (count) json += fmt::format(",\"remainingItemCount\":{}", left);
  }
  return json + '}';
}

Result<ListPage> ListPages::List(const Route& route, std::string* resume) {
  FLUID_ASSIGN_OR_RETURN(const Selector selector, Selector::Parse(*route.kind, route.Query("labelSelector"),
                                                                  route.Query("fieldSelector")));
  int64_t limit = 0;
  if (const std::string text = route.Query("limit"); !text.empty()) {
    std::from_chars(text.data(), text.data() + text.size(), limit);
  }
  const std::string wanted = route.Query("resourceVersion");
  const std::string question = fmt::format("{} {} {} {}", route.kind->name, route.space,
                                           route.Query("labelSelector"), route.Query("fieldSelector"));
  ListPage page;
  std::shared_ptr<const std::vector<Object>> items;
  std::string after;
  if (const std::string token = route.Query("continue"); !token.empty()) {
    if (!wanted.empty() && wanted != "0") {
      return InvalidArgument("specifying resource version is not allowed when using continue");
    }
    FLUID_ASSIGN_OR_RETURN(const Token parsed, Decode(token));
    after = parsed.after;
    page.version = parsed.version;
    if (parsed.version != kAnyVersion) {
      items = Remembered(parsed.version, question);
      if (!items) {
        *resume = Encode({std::string(kAnyVersion), after});
        return OutOfRange(std::string(kTooOld));
      }
    }
  } else if (!wanted.empty()) {
    items = Remembered(wanted, question);
    if (items) page.version = wanted;
  }
  if (!items) {
    FLUID_ASSIGN_OR_RETURN(ObjectList list, store_.List({std::string(route.kind->name), route.space}));
    const std::string match = route.Query("resourceVersionMatch");
    const bool exact = match == "Exact" || (match.empty() && limit > 0 && !wanted.empty());
    if (after.empty()) FLUID_RETURN_IF_ERROR(CheckState(wanted, exact, list.version));
    std::erase_if(list.items, [&](const Object& object) { return !selector.Matches(object); });
    page.version = list.version;
    items = std::make_shared<const std::vector<Object>>(std::move(list.items));
  }
  auto begin = items->begin();
  if (!after.empty()) {
    begin = std::ranges::partition_point(*items, [&](const Object& o) { return Before(o, after); });
  }
  const size_t rest = static_cast<size_t>(items->end() - begin);
  const size_t count = limit > 0 ? std::min(rest, static_cast<size_t>(limit)) : rest;
  page.items = std::span(begin, count);
  page.state = items;
  if (count == rest) return page;
  page.left = rest - count;
  page.count = route.Query("labelSelector").empty() && route.Query("fieldSelector").empty();
  page.next = Encode({page.version, PlaceOf(page.items.back())});
  Remember({page.version, question, std::move(items), steady_clock::now()});
  return page;
}

std::shared_ptr<const std::vector<Object>> ListPages::Remembered(const std::string& version,
                                                                 const std::string& question) {
  const MonoTime oldest = steady_clock::now() - kRememberFor;
  MutexLock lock(mutex_);
  while (!snapshots_.empty() && snapshots_.front().taken < oldest) snapshots_.pop_front();
  for (const Snapshot& snapshot : snapshots_) {
    if (snapshot.version == version && snapshot.question == question) return snapshot.items;
  }
  return nullptr;
}

void ListPages::Remember(Snapshot snapshot) {
  MutexLock lock(mutex_);
  std::erase_if(snapshots_, [&](const Snapshot& s) {
    return s.version == snapshot.version && s.question == snapshot.question;
  });
  snapshots_.push_back(std::move(snapshot));
  size_t objects = 0, kept = 0;
  for (auto at = snapshots_.rbegin(); at != snapshots_.rend(); ++at, ++kept) {
    objects += at->items->size();
    if (kept > 0 && (objects > kMostObjects || kept == kMostSnapshots)) break;
  }
  while (snapshots_.size() > kept) snapshots_.pop_front();
}

}  // namespace fluid::api
