#include "src/api/watch_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "src/api/json.h"
#include "src/api/list_pages.h"
#include "src/api/status_json.h"
#include "src/store/notes.h"
#include "src/store/table.h"

namespace fluid::api {
namespace {

constexpr size_t kMostQueued = 10'000;
constexpr size_t kChunkBytes = 64 << 10;
constexpr Duration kLongest = std::chrono::hours(1);

// Empty: all objects first. "0" is Kubernetes' word for "any state", which the newest is. Asked for the
// objects first, a client gets them whatever version it names (the "streaming list" of Kubernetes).
std::string StartVersion(const Route& route) {
  if (route.Flag("sendInitialEvents") || route.what == Route::What::kCrds) return {};
  const std::string version = route.Query("resourceVersion");
  return version == "0" ? std::string() : version;
}

Duration TimeoutOf(const Route& route) {
  const std::string text = route.Query("timeoutSeconds");
  int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (seconds <= 0 || seconds > 3600) return kLongest;
  return std::chrono::seconds(seconds);
}

std::string Line(std::string_view type, std::string_view object) {
  return fmt::format("{{\"type\":\"{}\",\"object\":{}}}\n", type, object);
}

}  // namespace

void WatchStream::Queue::Push(EventPtr event) {
  MutexLock lock(mutex);
  if (over) return;
  if (event->type == WatchEventType::kBookmark) initial = false;
  over = event->type == WatchEventType::kGone;
  if (initial) ++initial_left;
  if (!initial && events.size() - initial_left >= kMostQueued) {
    events.clear();
    events.push_back(store::Gone());
    over = true;
  } else {
    events.push_back(std::move(event));
  }
  if (events.size() == 1) bell.Ring();  // it rings until they are taken
}

std::deque<WatchStream::EventPtr> WatchStream::Queue::Take() {
  MutexLock lock(mutex);
  bell.Clear();
  initial_left = 0;
  return std::exchange(events, {});
}

bool WatchStream::IsWatch(const Route& route, const HttpRequest& request) {
  const bool many =
      route.what == Route::What::kCollection || (route.what == Route::What::kCrds && route.name.empty());
  return many && request.method == "GET" && route.Flag("watch");
}

WatchStream::WatchStream(const Route& route, const HttpRequest& request, Selector selector)
    : selector_(std::move(selector)),
      presentation_(Presentation::Of(route, request)),
      kind_(*route.kind),
      bookmarks_(route.Flag("allowWatchBookmarks")),
      mark_initial_end_(route.Flag("sendInitialEvents")),
      resumed_(!StartVersion(route).empty()),
      version_(StartVersion(route)),
      timeout_(TimeoutOf(route)) {}

WatchStream::~WatchStream() = default;

Result<std::unique_ptr<WatchStream>> WatchStream::Open(Store& store, const Route& route,
                                                       const HttpRequest& request) {
  FLUID_RETURN_IF_ERROR(CheckVersionQuery(route, /*watch=*/true));
  FLUID_ASSIGN_OR_RETURN(Selector selector, Selector::Parse(*route.kind, route.Query("labelSelector"),
                                                            route.Query("fieldSelector")));
  const std::string version = StartVersion(route);
  std::unique_ptr<WatchStream> stream(new WatchStream(route, request, std::move(selector)));
  {
    MutexLock lock(stream->queue_.mutex);
    stream->queue_.initial = version.empty();
  }
  FLUID_ASSIGN_OR_RETURN(stream->watch_, store::TakeNotes(store, {std::string(route.kind->name), route.space},
                                                          version, [queue = &stream->queue_](EventPtr event) {
                                                            queue->Push(std::move(event));
                                                          }));
  return stream;
}

std::string WatchStream::Bookmark(const std::string& version) {
  const bool mark = std::exchange(mark_initial_end_, false);
  return Line(
      "BOOKMARK",
      Shown(fmt::format("{{\"kind\":\"{}\",\"apiVersion\":\"{}\",\"metadata\":{{\"resourceVersion\":{}{}}}}}",
                        kind_.name, kind_.api_version, Quoted(version),
                        mark ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "")));
}

std::string WatchStream::Shown(std::string_view object) {
  return std::exchange(first_, false) ? presentation_.OneJson(object) : presentation_.Next(object);
}

std::string WatchStream::Encode(const WatchEvent& event) {
  if (!event.version.empty()) version_ = event.version;
  switch (event.type) {
    case WatchEventType::kGone:
      gone_ = true;
      return Line("ERROR",
                  ErrorJson(OutOfRange("too old resource version: list again and watch from there"), {}));
    case WatchEventType::kBookmark:
      return bookmarks_ ? Bookmark(event.version) : std::string();
    default:
      break;
  }
  const bool matches = selector_.Matches(event.object);
  bool deleted = event.type == WatchEventType::kDeleted;
  bool added = event.type == WatchEventType::kAdded;
  if (!selector_.may_change()) {
    if (!matches) return {};
  } else {
    // An object that comes into the selection is new to the client, one that leaves it is deleted to it. Of
    // one not yet seen here, a client that resumed may know; telling it of a deletion too many does no harm.
    const std::string& uid = event.object.metadata().uid;
    const auto found = told_.find(uid);
    const bool known = found != told_.end() ? found->second : resumed_ && !added;
    if (!matches && !known) return {};
    if (!matches) deleted = true;
    if (matches && !known) added = true;
    if (event.type == WatchEventType::kDeleted) {
      told_.erase(uid);
    } else {
      told_[uid] = matches;
    }
  }
  return Line(deleted ? "DELETED" : added ? "ADDED" : "MODIFIED", Shown(event.object.ToJson()));
}

bool WatchStream::Serve(HttpConnection& connection, Duration write_timeout, Duration bookmark_every) {
  using std::chrono::steady_clock;
  const MonoTime end = steady_clock::now() + timeout_;
  const auto limit = [&] { return steady_clock::now() + write_timeout; };
  if (!connection
           .Write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
                  limit())
           .ok()) {
    return false;
  }
  MonoTime bookmark = steady_clock::now() + bookmark_every;
  while (!gone_) {
    const Result<bool> spoken = connection.stream().WaitReadable(&queue_.bell, std::min(bookmark, end));
    const MonoTime now = steady_clock::now();
    const bool late = !spoken.ok() && spoken.status().code() == Code::kDeadlineExceeded;
    if (!spoken.ok() && (!late || now >= end)) return connection.WriteChunk("", limit()).ok() && late;
    if (spoken.ok() && *spoken) return false;  // it has gone, or speaks before this request is over
    std::string lines;
    bool told = false;
    for (const EventPtr& event : queue_.Take()) {
      lines += Encode(*event);
      if (lines.size() < kChunkBytes) continue;
      if (!connection.WriteChunk(lines, limit()).ok()) return false;
      lines.clear();
      told = true;
    }
    told |= !lines.empty();
    if (!told && now >= bookmark && bookmarks_ && !version_.empty()) lines = Bookmark(version_);
    if (told || now >= bookmark) bookmark = now + bookmark_every;
    if (!lines.empty() && !connection.WriteChunk(lines, limit()).ok()) return false;
  }
  return connection.WriteChunk("", limit()).ok();
}

}  // namespace fluid::api
