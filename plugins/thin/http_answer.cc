#include "plugins/thin/http_answer.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace thin {

class PendingAnswer::Collect : public Transfer {
 public:
  Collect(size_t limit, std::string room, bool measures) : limit_(limit), measures_(measures) {
    answer_.body = std::move(room);
    answer_.body.clear();
  }

  Status OnHead(const HttpHead& head) override {
    answer_.head = head;
    if (measures_) return OnMeasuredHead();
    if (head.length && *head.length > limit_ && head.status == 200) return TooLong();
    if (head.length) answer_.body.reserve(std::min<uint64_t>(*head.length, limit_));
    return {};
  }
  Status OnData(const char* data, size_t size) override {
    if (measures_) return (counted_ += size) > limit_ ? TooLong() : Status();
    if (answer_.body.size() + size > limit_) return TooLong();
    answer_.body.append(data, size);
    return {};
  }
  void OnEnd(const Status& status) override {
    if (measures_ && status.ok() && !answer_.head.length) answer_.head.length = counted_;
    MutexLock lock(mutex_);
    end_ = measured_ ? Status() : status;
    ended_.NotifyAll();
  }

  Result<HttpAnswer> Await(const Call& call) {
    MutexLock lock(mutex_);
    while (!end_) {
      if (const Status alive = call.Alive(); !alive.ok()) return alive;
      call.Wait(ended_, mutex_);
    }
    if (!end_->ok()) return *end_;
    return std::move(answer_);
  }

 private:
  // An answer to "Range: bytes=0-0". Where it tells the size, its body is not waited for.
  Status OnMeasuredHead() {
    HttpHead& head = answer_.head;
    if (head.status == 206) {
      const auto range = ParseContentRange(head.content_range);
      head.length = range ? range->total : std::nullopt;
      if (!head.length)
        return Error(FLUID_FAILED_PRECONDITION,
                     Cat("GET ", head.url, ": the server doesn't tell the file's size"), EIO);
      head.status = 200;
    } else if (head.status == 416) {  // not even one byte is there
      head.length = 0;
      head.status = 200;
    } else if (StatusOf(head, false).ok() && !head.length) {
      return {};
    }
    measured_ = true;
    return Error(FLUID_CANCELLED, Cat("GET ", head.url, ": its head was enough"), EINTR);
  }

  Status TooLong() const {
    return Error(FLUID_RESOURCE_EXHAUSTED, Cat("GET ", answer_.head.url, ": more than ", limit_, " bytes"),
                 EFBIG);
  }

  const size_t limit_;
  const bool measures_;
  bool measured_ = false;
  size_t counted_ = 0;
  HttpAnswer answer_;  // the client's thread writes it, until end_ is set
  Mutex mutex_;
  CondVar ended_;
  std::optional<Status> end_ THIN_GUARDED_BY(mutex_);
};

PendingAnswer::PendingAnswer(HttpClient& client, HttpRequest request, size_t limit, std::string room)
    : client_(&client),
      collect_(std::make_shared<Collect>(request.head ? SIZE_MAX : limit, std::move(room), false)) {
  client.Start(std::move(request), collect_);
}

PendingAnswer::PendingAnswer(Measure, HttpClient& client, HttpRequest request, size_t limit)
    : client_(&client), collect_(std::make_shared<Collect>(limit, std::string(), true)) {
  request.head = false;
  request.range = "0-0";
  client.Start(std::move(request), collect_);
}

PendingAnswer::~PendingAnswer() {
  if (collect_) client_->Cancel(collect_.get());
}

Result<HttpAnswer> PendingAnswer::Await(const Call& call) {
  if (!collect_) return failed_;
  auto answer = collect_->Await(call);
  // A cancelled one may still come to its end; the destructor tells the client.
  if (answer.ok() || call.Alive().ok()) collect_ = nullptr;
  return answer;
}

Result<HttpAnswer> Fetch(HttpClient& client, HttpRequest request, size_t limit, const Call& call,
                         std::string room) {
  if (Status alive = call.Alive(); !alive.ok()) return alive;
  return PendingAnswer(client, std::move(request), limit, std::move(room)).Await(call);
}

Result<HttpAnswer> Measure(HttpClient& client, HttpRequest request, size_t limit, const Call& call) {
  if (Status alive = call.Alive(); !alive.ok()) return alive;
  return PendingAnswer(PendingAnswer::Measure(), client, std::move(request), limit).Await(call);
}

std::optional<ContentRange> ParseContentRange(std::string_view text) {
  if (!text.starts_with("bytes ")) return std::nullopt;
  text.remove_prefix(6);
  ContentRange range;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, range.first);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return std::nullopt;
  const auto last = std::from_chars(first.ptr + 1, end, range.last);
  if (last.ec != std::errc() || last.ptr == end || *last.ptr != '/' || range.last < range.first)
    return std::nullopt;
  if (std::string_view(last.ptr + 1, static_cast<size_t>(end - last.ptr - 1)) == "*") return range;
  uint64_t total = 0;
  const auto parsed = std::from_chars(last.ptr + 1, end, total);
  if (parsed.ec != std::errc() || parsed.ptr != end || total <= range.last) return std::nullopt;
  range.total = total;
  return range;
}

Status StatusOf(const HttpHead& head, bool was_head) {
  if ((head.status >= 200 && head.status < 300) || head.status == 304) return {};
  const std::string what = Cat(was_head ? "HEAD " : "GET ", head.url, ": HTTP ", head.status);
  switch (head.status) {
    case 401:
      return Error(FLUID_UNAUTHENTICATED, what + " (credentials are missing or wrong)", EACCES);
    case 403:
      return Error(FLUID_PERMISSION_DENIED, what + " (forbidden)", EACCES);
    case 404:
    case 410:
      return Error(FLUID_NOT_FOUND, what + " (not found)", ENOENT);
    case 412:
    case 416:
      return Error(FLUID_ABORTED, what + " (the file changed at the source)", ESTALE);
    case 408:
    case 429:
      return Error(FLUID_UNAVAILABLE, what, EIO);
    default:
      break;
  }
  if (head.status >= 500) return Error(FLUID_UNAVAILABLE, what, EIO);
  return Error(FLUID_UNKNOWN, what, EIO);
}

bool MayPass(const Status& status) { return status.code() == FLUID_UNAVAILABLE; }

}  // namespace thin
