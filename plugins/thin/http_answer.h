// One transfer, waited for: its head and its body.
#pragma once

#include <memory>
#include <string>

#include "plugins/thin/http_client.h"

namespace thin {

// Runs one transfer to its end and keeps its body, up to `limit` bytes; more is RESOURCE_EXHAUSTED.
struct HttpAnswer {
  HttpHead head;
  std::string body;
};
// `room`: whose memory the body may use.
Result<HttpAnswer> Fetch(HttpClient& client, HttpRequest request, size_t limit, const Call& call,
                         std::string room = {});

// The head of a GET with the file's size in `length`, for servers whose answer to HEAD lacks it. Asks for one
// byte and takes the size from its range, else from Content-Length; where there is neither it counts what
// comes, up to `limit`; more is RESOURCE_EXHAUSTED. `request` has no range.
Result<HttpAnswer> Measure(HttpClient& client, HttpRequest request, size_t limit, const Call& call);

// The same in two steps, to have many on their way. Cancels what nobody waited for.
class PendingAnswer {
 public:
  PendingAnswer(HttpClient& client, HttpRequest request, size_t limit, std::string room = {});
  struct Measure {};
  PendingAnswer(Measure, HttpClient& client, HttpRequest request, size_t limit);
  explicit PendingAnswer(Status failed) : failed_(std::move(failed)) {}
  ~PendingAnswer();
  PendingAnswer(PendingAnswer&&) = default;
  Result<HttpAnswer> Await(const Call& call);

 private:
  class Collect;
  HttpClient* client_ = nullptr;
  std::shared_ptr<Collect> collect_;
  Status failed_;
};

// "bytes 0-99/1234" (RFC 9110, 14.4).
struct ContentRange {
  uint64_t first = 0, last = 0;
  std::optional<uint64_t> total;
};
std::optional<ContentRange> ParseContentRange(std::string_view text);

// What an answer's status means; OK for 2xx and 304. The message names method, URL and status.
Status StatusOf(const HttpHead& head, bool was_head);
// True for what may pass by itself: no connection, stall, 408, 429, 5xx.
bool MayPass(const Status& status);

}  // namespace thin
