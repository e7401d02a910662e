// HttpClient: many HTTP transfers at once, in one thread, over kept-alive connections. The only user of
// libcurl.
//
// Threads: all functions, any thread. A Transfer's functions are called on the client's thread, one at a
// time, and must not wait; OnEnd comes exactly once, last. Ownership: the client holds a transfer until
// OnEnd; destroying the client ends what is under way with CANCELLED. Bounds: at most `connections` transfers
// run at a time, the others wait in line by priority; a server that sends nothing for `stall` ends its
// transfer with UNAVAILABLE. Redirects are followed on the same server only, five at most. Protocol: RFC 9110
// and 9112 through libcurl.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/thin/call.h"
#include "plugins/thin/http_head.h"
#include "plugins/thin/mutex.h"
#include "plugins/thin/status.h"

namespace thin {

enum class Priority { kReader = 0, kAhead = 1, kJob = 2 };

struct HttpRequest {
  bool head = false;  // HEAD, else GET
  std::string url;
  std::string range;                   // "0-99"; empty: none
  std::vector<std::string> headers;    // "If-Match: ..."
  std::string user, password, bearer;  // wiped when the transfer ends
  Priority priority = Priority::kReader;
  size_t buffer_bytes = 512 << 10;  // of one read from the connection
  Duration connect_timeout = std::chrono::seconds(2);
  Duration stall = std::chrono::seconds(4);
};

class Transfer {
 public:
  virtual ~Transfer() = default;
  // The answer's head came (of the last one, after redirects). An error ends the transfer with it.
  virtual Status OnHead(const HttpHead& head) = 0;
  virtual Status OnData(const char* data, size_t size) = 0;
  virtual void OnEnd(const Status& status) = 0;
};

class HttpClient {
 public:
  explicit HttpClient(int connections);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Begins after `delay`.
  void Start(HttpRequest request, std::shared_ptr<Transfer> transfer, Duration delay = Duration::zero());
  // Ends it soon with CANCELLED, if it still runs.
  void Cancel(const Transfer* transfer);
  // Bytes of all bodies so far.
  uint64_t body_bytes() const { return body_bytes_.load(std::memory_order_relaxed); }

 private:
  struct Running;
  struct Curl;
  friend struct Running;

  void Loop(const std::stop_token& stop);
  void TakeOrders();
  void Admit();
  void Finish(Running* running, const Status& status);
  void EndStalled();

  const int connections_;
  std::atomic<uint64_t> body_bytes_{0};
  Mutex mutex_;
  std::vector<std::unique_ptr<Running>> arrived_ THIN_GUARDED_BY(mutex_);
  std::vector<const Transfer*> cancelled_ THIN_GUARDED_BY(mutex_);
  bool closed_ THIN_GUARDED_BY(mutex_) = false;
  // The thread's own.
  std::unique_ptr<Curl> curl_;
  std::jthread thread_;
};

}  // namespace thin
