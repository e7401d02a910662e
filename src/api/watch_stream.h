// WatchStream: the answer to one watch request: the store's changes as lines of JSON, or frames of protobuf,
// until the client has gone, the timeout came, or the store says that it can't go on ("gone").
//
// Source: Kubernetes' watch protocol: {"type":"ADDED|MODIFIED|DELETED|BOOKMARK|ERROR","object":...},
// as protobuf a WatchEvent with a RawExtension, behind its length in four bytes.
// Threads: Serve on the connection's thread. The store's writers append to a queue, which is bounded, but for
// the initial objects: a client that does not read is told "gone". Of an event that comes alone while the
// connection rests, its writer tells the client himself, which spares it the time of waking another thread.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

#include "fluid/store.h"
#include "src/api/http.h"
#include "src/api/route.h"
#include "src/api/selector.h"
#include "src/api/table.h"
#include "src/base/mutex.h"
#include "src/store/notes.h"

namespace fluid::api {

class WatchStream {
 public:
  static bool IsWatch(const Route& route, const HttpRequest& request);
  // Starts the store's watch. Errors are answered like those of any request.
  static Result<std::unique_ptr<WatchStream>> Open(Store& store, const Route& route,
                                                   const HttpRequest& request);
  ~WatchStream();

  // Head, events, end; bookmarks, to those who take them, when nothing has happened for `bookmark_every`.
  // True: the connection may be used on.
  bool Serve(HttpConnection& connection, Duration write_timeout, Duration bookmark_every);

 private:
  using EventPtr = std::shared_ptr<const WatchEvent>;
  using Events = std::deque<EventPtr>;

  WatchStream(const Route& route, const HttpRequest& request, Selector selector);
  void Push(const store::Note& note);  // on a thread of the store
  // While the connection rests and nothing is queued.
  void TellNow(const store::Note& note) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Waits for something to do; then the queue is the caller's, and nobody else tells the client anything.
  struct Work {
    Result<bool> spoken = false;  // of Stream::WaitReadable
    std::string unsent;           // the rest of what somebody began to send
    Events events;
  };
  Work Rest(Stream& stream, MonoTime until);
  MonoTime last_told();

  // Of whoever tells: the connection's thread, or, while it rests, who holds mutex_.
  std::string Bookmark(const std::string& version);
  // "": nothing to tell. `json`: of its object, null: not printed yet.
  std::string Encode(const WatchEvent& event, const std::string* json);
  std::string Shown(std::string_view object);  // as the client wants it
  std::string Framed(std::string_view type, std::string_view object) const;

  const Selector selector_;
  const Presentation presentation_;
  const bool protobuf_;
  bool first_ = true;  // no event has been sent
  const KindInfo& kind_;
  const bool bookmarks_;
  bool mark_initial_end_;  // with the next bookmark
  const bool resumed_;
  std::string version_;  // up to which the client has been told all; empty: unknown yet
  const Duration timeout_;
  std::unordered_map<std::string, bool> told_;  // uid -> the client has it; only where selection may change
  bool gone_ = false;

  Bell bell_;  // rings while something is queued or unsent
  Mutex mutex_;
  Events events_ ABSL_GUARDED_BY(mutex_);
  std::string unsent_ ABSL_GUARDED_BY(mutex_);       // goes before `events_`
  size_t initial_left_ ABSL_GUARDED_BY(mutex_) = 0;  // of `events_`, the objects that were there already
  bool initial_ ABSL_GUARDED_BY(mutex_) = false;     // they are still coming
  bool over_ ABSL_GUARDED_BY(mutex_) = false;
  Stream* resting_ ABSL_GUARDED_BY(mutex_) = nullptr;  // null: the connection's thread is at work
  MonoTime last_told_ ABSL_GUARDED_BY(mutex_);         // when the client heard something

  std::unique_ptr<Watch> watch_;  // last: ends before what its callbacks use
};

}  // namespace fluid::api
