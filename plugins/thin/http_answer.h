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

// The same in two steps, to have many on their way. Cancels what nobody waited for.
class PendingAnswer {
 public:
  PendingAnswer(HttpClient& client, HttpRequest request, size_t limit, std::string room = {});
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

// What an answer's status means; OK for 2xx and 304. The message names method, URL and status.
Status StatusOf(const HttpHead& head, bool was_head);
// True for what may pass by itself: no connection, stall, 408, 429, 5xx.
bool MayPass(const Status& status);

}  // namespace thin
