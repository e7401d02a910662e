#include "plugins/thin/http_answer.h"

#include <algorithm>
#include <optional>

namespace thin {

class PendingAnswer::Collect : public Transfer {
 public:
  Collect(size_t limit, std::string room) : limit_(limit) {
    answer_.body = std::move(room);
    answer_.body.clear();
  }

  Status OnHead(const HttpHead& head) override {
    answer_.head = head;
    if (head.length && *head.length > limit_ && head.status == 200) return TooLong();
    if (head.length) answer_.body.reserve(std::min<uint64_t>(*head.length, limit_));
    return {};
  }
  Status OnData(const char* data, size_t size) override {
    if (answer_.body.size() + size > limit_) return TooLong();
    answer_.body.append(data, size);
    return {};
  }
  void OnEnd(const Status& status) override {
    MutexLock lock(mutex_);
    end_ = status;
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
  Status TooLong() const {
    return Error(FLUID_RESOURCE_EXHAUSTED, Cat("GET ", answer_.head.url, ": more than ", limit_, " bytes"),
                 EFBIG);
  }

  const size_t limit_;
  HttpAnswer answer_;  // the client's thread writes it, until end_ is set
  Mutex mutex_;
  CondVar ended_;
  std::optional<Status> end_ THIN_GUARDED_BY(mutex_);
};

PendingAnswer::PendingAnswer(HttpClient& client, HttpRequest request, size_t limit, std::string room)
    : client_(&client),
      collect_(std::make_shared<Collect>(request.head ? SIZE_MAX : limit, std::move(room))) {
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
