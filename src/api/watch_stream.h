// WatchStream: the answer to one watch request: the store's changes as lines of JSON, until the client has
// gone, the timeout came, or the store says that it can't go on ("gone").
//
// Source: Kubernetes' watch protocol: {"type":"ADDED|MODIFIED|DELETED|BOOKMARK|ERROR","object":...}.
// Threads: Serve on the connection's thread. The store's writers only append to a queue, which is bounded,
// but for the initial objects: a client that does not read is told "gone".
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

  // What the store's writers and the connection's thread share.
  struct Queue {
    void Push(EventPtr event);
    std::deque<EventPtr> Take();

    Bell bell;
    Mutex mutex;
    std::deque<EventPtr> events ABSL_GUARDED_BY(mutex);
    size_t initial_left ABSL_GUARDED_BY(mutex) = 0;  // of `events`, the objects that were there already
    bool initial ABSL_GUARDED_BY(mutex) = false;     // they are still coming
    bool over ABSL_GUARDED_BY(mutex) = false;
  };

  WatchStream(const Route& route, const HttpRequest& request, Selector selector);
  std::string Bookmark(const std::string& version);
  std::string Encode(const WatchEvent& event);  // "": nothing to tell

  std::string Shown(std::string_view object);  // as the client wants it

  const Selector selector_;
  const Presentation presentation_;
  bool first_ = true;  // no event has been sent
  const KindInfo& kind_;
  const bool bookmarks_;
  bool mark_initial_end_;  // with the next bookmark
  const bool resumed_;
  std::string version_;  // up to which the client has been told all; empty: unknown yet
  const Duration timeout_;
  std::unordered_map<std::string, bool> told_;  // uid -> the client has it; only where selection may change
  bool gone_ = false;
  Queue queue_;
  std::unique_ptr<Watch> watch_;  // last: ends before what its callbacks use
};

}  // namespace fluid::api
