// ApiClient: the resource API from the other end, blocking. What the command line speaks with: to `fluid
// serve` over its socket, or to any API server over TCP.
//
// Threads: all functions, any thread; one request at a time shares a kept connection, others open their own.
// Errors: what the server said, as the Status it meant; nobody there: UNAVAILABLE, at a socket within a
// second; an answer that does not come: DEADLINE_EXCEEDED; a server that is not whom it should be, or that
// does not know us: UNAUTHENTICATED.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "fluid/object.h"
#include "fluid/status.h"
#include "fluid/store.h"
#include "src/api/cache_report.h"
#include "src/api/endpoint.h"
#include "src/api/http.h"
#include "src/api/progress.h"
#include "src/base/mutex.h"

namespace fluid::api {

struct ListOptions {
  std::string space;           // empty: all namespaces
  std::string label_selector;  // as Kubernetes writes them
  std::string field_selector;
};

struct WatchOptions {
  ListOptions which;
  std::string version;                          // empty: all objects first
  Duration timeout = std::chrono::minutes(30);  // after which the server ends the watch
  MonoTime deadline = MonoTime::max();          // after which the client does, with DEADLINE_EXCEEDED
};

class ApiClient {
 public:
  // `timeout`: of each request. `stop` ends those under way, and all later ones, with CANCELLED.
  // `starting_for`: how long a socket that refuses is taken for that of a server that is just starting, for
  // it has a name before it listens.
  explicit ApiClient(std::string socket_path, Duration timeout = std::chrono::seconds(30),
                     std::stop_token stop = {}, Duration starting_for = std::chrono::milliseconds(250));
  explicit ApiClient(Endpoint endpoint, Duration timeout = std::chrono::seconds(30),
                     std::stop_token stop = {}, Duration starting_for = std::chrono::milliseconds(250));
  ~ApiClient();

  Result<Object> Get(const Key& key);
  Result<ObjectList> List(const KindInfo& kind, const ListOptions& options = {});
  Result<Object> Create(const Object& object, bool dry_run = false);
  Result<Object> Update(const Object& object, bool dry_run = false);
  Result<Object> UpdateStatus(const Object& object);
  // A merge patch, RFC 7386.
  Result<Object> Patch(const Key& key, std::string_view merge_patch);
  // The object as it waits for its finalizers; nothing when it is gone.
  Result<std::optional<Object>> Delete(const Key& key, const DeleteOptions& options = {});
  Result<OperationProgress> Progress(const Key& operation);
  // What the processes of an object wrote, in whole lines.
  struct LogQuestion {
    std::string process;            // empty: all
    std::optional<uint64_t> lines;  // the last ones
    std::optional<Duration> since;
    std::string after;  // `next` of an earlier answer
  };
  struct LogAnswer {
    std::string text, next;
  };
  Result<LogAnswer> Log(const Key& key, const LogQuestion& question);
  // Numbers of a dataset's cache; with a path the entries there, behind `next` of an earlier report.
  Result<CacheReport> Cache(const Key& dataset, const std::string& path = "", const std::string& next = "");
  Result<uint64_t> FreeCache(const Key& dataset, const std::string& path);  // the bytes that were freed

  // Calls `fn` for each event, on this thread, until it says false (OK), the server ends the watch (OK:
  // resume from the version of the last event), or `stop` (CANCELLED). kGone is an event, and the last.
  Status Watch(const KindInfo& kind, const WatchOptions& options,
               const std::function<bool(const WatchEvent&)>& fn, std::stop_token stop = {});
  // The same with the events as the server wrote them, unread. OUT_OF_RANGE: the version is too old.
  Status WatchLines(const KindInfo& kind, const WatchOptions& options,
                    const std::function<Result<bool>(std::string_view)>& fn, std::stop_token stop = {});

  // Any request; the answer whatever its status. A server that asks to be left alone for some seconds (429)
  // is asked again then, while the timeout lasts.
  Result<HttpResponse> Do(HttpRequest request);
  // Whether the server is `fluid serve`, which has nodes, logs and caches to tell of, or another API server,
  // which only keeps objects.
  Result<bool> IsFluid();

  const Endpoint& endpoint() const { return endpoint_; }

 private:
  struct Kept;

  Result<std::unique_ptr<HttpConnection>> Connect(const Bell* stop);
  Result<std::unique_ptr<HttpConnection>> ConnectLocal(const Bell* stop);
  // With what every request of ours has.
  Status Send(HttpConnection& connection, HttpRequest request, MonoTime deadline);
  Status ErrorOf(const HttpResponse& response, std::string_view path) const;
  std::unique_ptr<Kept> TakeKept();  // none: there is none that still serves
  Result<HttpResponse> Exchange(HttpConnection& connection, const HttpRequest& request);
  Result<HttpResponse> DoOnce(const HttpRequest& request);
  Result<std::string> Ask(std::string_view method, std::string path, std::string body = {},
                          std::string_view content_type = "application/json");
  Result<Object> AskObject(std::string_view method, std::string path, std::string body = {},
                           std::string_view content_type = "application/json");
  // A sub-resource that only `fluid serve` has; UNIMPLEMENTED where the server is another one.
  Result<std::string> AskOurs(std::string_view method, const Key& key, std::string_view subresource,
                              const std::string& query = "");
  Status ErrorOfOurs(const Key& key, std::string_view subresource, const Status& error);

  const Endpoint endpoint_;
  const Duration timeout_;
  const Duration starting_for_;
  const std::stop_token stop_;
  const Bell stop_bell_;
  const std::stop_callback<std::function<void()>> ring_;
  Mutex mutex_;
  std::unique_ptr<Kept> kept_ ABSL_GUARDED_BY(mutex_);  // a connection that nobody uses now
};

}  // namespace fluid::api
