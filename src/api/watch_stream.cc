#include "src/api/watch_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "src/api/answer_form.h"
#include "src/api/json.h"
#include "src/api/proto_messages.h"
#include "src/api/proto_writer.h"
#include "src/api/protobuf.h"
#include "src/api/status_json.h"
#include "src/store/notes.h"
#include "src/store/table.h"

namespace fluid::api {
namespace {

using std::chrono::steady_clock;

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

}  // namespace

void WatchStream::Push(const store::Note& note) {
  MutexLock lock(mutex_);
  if (over_) return;
  const EventPtr& event = note.event;
  if (event->type == WatchEventType::kBookmark) initial_ = false;
  over_ = event->type == WatchEventType::kGone;
  const bool quiet = events_.empty() && unsent_.empty();
  if (quiet && resting_ && !over_ && note.leisure == store::Leisure::kSome) return TellNow(note);
  if (initial_) ++initial_left_;
  if (!initial_ && events_.size() - initial_left_ >= kMostQueued) {
    events_.clear();
    events_.push_back(store::Gone());
    over_ = true;
  } else {
    events_.push_back(event);
  }
  if (quiet) bell_.Ring();
}

void WatchStream::TellNow(const store::Note& note) {
  const std::string line = Encode(*note.event, note.json.get());
  if (line.empty()) return;
  const std::string chunk = HttpConnection::Chunk(line);
  const size_t sent = resting_->WriteNow(chunk);
  last_told_ = steady_clock::now();
  if (sent == chunk.size()) return;
  unsent_ = chunk.substr(sent);
  bell_.Ring();
}

WatchStream::Work WatchStream::Rest(Stream& stream, MonoTime until) {
  Work work;
  {
    MutexLock lock(mutex_);
    resting_ = &stream;
  }
  work.spoken = stream.WaitReadable(&bell_, until);
  MutexLock lock(mutex_);
  resting_ = nullptr;
  bell_.Clear();
  initial_left_ = 0;
  work.unsent = std::exchange(unsent_, {});
  work.events = std::exchange(events_, {});
  return work;
}

MonoTime WatchStream::last_told() {
  MutexLock lock(mutex_);
  return last_told_;
}

bool WatchStream::IsWatch(const Route& route, const HttpRequest& request) {
  const bool many =
      route.what == Route::What::kCollection || (route.what == Route::What::kCrds && route.name.empty());
  return many && request.method == "GET" && route.Flag("watch");
}

WatchStream::WatchStream(const Route& route, const HttpRequest& request, Selector selector)
    : selector_(std::move(selector)),
      presentation_(Presentation::Of(route, request)),
      protobuf_(FormOf(request, *route.kind, Answers::kWatch) == AnswerForm::kProtobuf),
      kind_(*route.kind),
      bookmarks_(route.Flag("allowWatchBookmarks")),
      mark_initial_end_(route.Flag("sendInitialEvents")),
      resumed_(!StartVersion(route).empty()),
      version_(StartVersion(route)),
      timeout_(TimeoutOf(route)) {}

WatchStream::~WatchStream() = default;

Result<std::unique_ptr<WatchStream>> WatchStream::Open(Store& store, const Route& route,
                                                       const HttpRequest& request) {
  FLUID_ASSIGN_OR_RETURN(Selector selector, Selector::Parse(*route.kind, route.Query("labelSelector"),
                                                            route.Query("fieldSelector")));
  const std::string version = StartVersion(route);
  std::unique_ptr<WatchStream> stream(new WatchStream(route, request, std::move(selector)));
  {
    MutexLock lock(stream->mutex_);
    stream->initial_ = version.empty();
  }
  FLUID_ASSIGN_OR_RETURN(stream->watch_,
                         store::TakeNotes(store, {std::string(route.kind->name), route.space}, version,
                                          [to = stream.get()](const store::Note& note) { to->Push(note); }));
  return stream;
}

std::string WatchStream::Bookmark(const std::string& version) {
  const bool mark = std::exchange(mark_initial_end_, false);
  return Framed(
      "BOOKMARK",
      Shown(fmt::format("{{\"kind\":\"{}\",\"apiVersion\":\"{}\",\"metadata\":{{\"resourceVersion\":{}{}}}}}",
                        kind_.name, kind_.api_version, Quoted(version),
                        mark ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "")));
}

std::string WatchStream::Framed(std::string_view type, std::string_view object) const {
  if (!protobuf_) return fmt::format("{{\"type\":\"{}\",\"object\":{}}}\n", type, object);
  ProtoWriter raw, event;
  raw.Bytes(1, ProtobufOfJson(object));
  event.Bytes(1, type);
  event.Bytes(2, raw.Take());
  const std::string message = event.Take();
  std::string frame;
  for (int shift = 24; shift >= 0; shift -= 8) frame += static_cast<char>(message.size() >> shift);
  return frame + message;
}

std::string WatchStream::Shown(std::string_view object) {
  return std::exchange(first_, false) ? presentation_.OneJson(object) : presentation_.Next(object);
}

std::string WatchStream::Encode(const WatchEvent& event, const std::string* json) {
  if (!event.version.empty()) version_ = event.version;
  switch (event.type) {
    case WatchEventType::kGone:
      gone_ = true;
      return Framed("ERROR",
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
  return Framed(deleted ? "DELETED"
                : added ? "ADDED"
                        : "MODIFIED",
                json ? Shown(*json) : Shown(event.object.ToJson()));
}

bool WatchStream::Serve(HttpConnection& connection, Duration write_timeout, Duration bookmark_every) {
  const MonoTime end = steady_clock::now() + timeout_;
  const auto write = [&](std::string_view bytes) {
    const MonoTime now = steady_clock::now();
    {
      MutexLock lock(mutex_);
      last_told_ = now;
    }
    return connection.Write(bytes, now + write_timeout).ok();
  };
  const auto write_last = [&] { return write(HttpConnection::Chunk("")); };
  const std::string type = protobuf_ ? fmt::format("{};stream=watch", kProtobuf) : "application/json";
  if (!write(
          fmt::format("HTTP/1.1 200 OK\r\nContent-Type: {}\r\nTransfer-Encoding: chunked\r\n\r\n", type))) {
    return false;
  }
  while (!gone_) {
    const Work work = Rest(connection.stream(), std::min(last_told() + bookmark_every, end));
    const MonoTime now = steady_clock::now();
    const bool late = !work.spoken.ok() && work.spoken.status().code() == Code::kDeadlineExceeded;
    if (!work.unsent.empty() && !write(work.unsent)) return false;
    if (!work.spoken.ok() && (!late || now >= end)) return write_last() && late;
    if (work.spoken.ok() && *work.spoken) return false;  // it has gone, or speaks before this request is over
    std::string lines;
    for (const EventPtr& event : work.events) {
      lines += Encode(*event, nullptr);
      if (lines.size() < kChunkBytes) continue;
      if (!write(HttpConnection::Chunk(lines))) return false;
      lines.clear();
    }
    if (lines.empty() && now >= last_told() + bookmark_every) {
      if (bookmarks_ && !version_.empty()) lines = Bookmark(version_);
      MutexLock lock(mutex_);
      last_told_ = now;
    }
    if (!lines.empty() && !write(HttpConnection::Chunk(lines))) return false;
  }
  return write_last();
}

}  // namespace fluid::api
