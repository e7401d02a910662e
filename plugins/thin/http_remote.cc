#include "plugins/thin/http_remote.h"

#include <deque>

#include "plugins/thin/index_page.h"

namespace thin {
namespace {

constexpr size_t kPageLimit = 128 << 20;
constexpr size_t kHeadsAtOnce = 32;
constexpr size_t kSmallBuffer = 128 << 10;
constexpr size_t kMostCounted = 64 << 20;  // of a file whose size no answer tells

Attr AttrOf(const HttpHead& head) {
  Attr attr;
  attr.size = head.length;
  attr.etag = head.etag;
  attr.last_modified = head.last_modified;
  if (const auto seconds = ParseHttpDate(head.last_modified)) attr.mtime_ns = *seconds * 1000000000;
  return attr;
}

// Whether a GET may tell what this answer to a HEAD does not: some servers know no HEAD, and some leave the
// length out when it is 0 or when they make the content as they go.
bool TellsTooLittle(const HttpHead& head) {
  if (head.status == 400 || head.status == 405 || head.status == 501) return true;
  return head.status == 200 && !head.length && !head.url.ends_with('/');
}

Status Changed(const HttpHead& head) {
  return Error(FLUID_ABORTED, Cat("GET ", head.url, ": the file is not the version that was opened any more"),
               ESTALE);
}

}  // namespace

// One Read on its way: checks that what comes is the stretch and the version that was asked for.
class HttpRemote::Stretch : public Transfer {
 public:
  Stretch(HttpRemote* remote, Attr expected, uint64_t offset, uint64_t length, std::shared_ptr<ByteSink> sink)
      : remote_(remote),
        expected_(std::move(expected)),
        offset_(offset),
        length_(length),
        sink_(std::move(sink)) {}

  Status OnHead(const HttpHead& head) override {
    url_ = head.url;
    bool whole = false;
    if (Status status = StatusOf(head, false); !status.ok()) return status;
    Attr attr = AttrOf(head);
    if (head.status == 206) {
      const auto range = ParseContentRange(head.content_range);
      if (!range || range->first != offset_ || range->last - range->first >= length_)
        return Error(FLUID_DATA_LOSS,
                     Cat("GET ", url_, ": asked for ", length_, " bytes at ", offset_,
                         ", the server sends \"", head.content_range, "\""),
                     EIO);
      attr.size = range->total ? range->total : expected_.size;
      if (remote_->ranges_ == Ranges::kUnknown) remote_->ranges_ = Ranges::kGiven;
      left_ = range->last - range->first + 1;
    } else if (head.status == 200) {
      if (attr.size && expected_.size && *attr.size != *expected_.size) return Changed(head);
      whole = offset_ != 0 || length_ < expected_.size.value_or(0);
      if (!attr.size) attr.size = expected_.size;
      offset_ = 0;
      left_ = expected_.size.value_or(0);
    } else {
      return Error(FLUID_DATA_LOSS, Cat("GET ", url_, ": unexpected HTTP ", head.status), EIO);
    }
    if (!expected_.SameVersion(attr)) return Changed(head);
    Status begun = sink_->Begin(attr, offset_, whole);
    // Told once the sink stands for the whole file, so that nobody asks for it a second time.
    if (whole) remote_->ranges_ = Ranges::kIgnored;
    return begun;
  }

  Status OnData(const char* data, size_t size) override {
    if (size > left_)
      return Error(FLUID_DATA_LOSS, Cat("GET ", url_, ": more bytes than the answer's head told"), EIO);
    left_ -= size;
    return sink_->Data(data, size);
  }

  void OnEnd(const Status& status) override {
    remote_->Forget(sink_.get());
    if (status.ok() && left_ > 0)
      sink_->End(
          Error(FLUID_UNAVAILABLE, Cat("GET ", url_, ": the answer ended ", left_, " bytes early"), EIO));
    else
      sink_->End(status);
  }

 private:
  HttpRemote* const remote_;
  const Attr expected_;
  uint64_t offset_;
  const uint64_t length_;
  uint64_t left_ = 0;
  std::string url_;
  const std::shared_ptr<ByteSink> sink_;
};

HttpRemote::HttpRemote(HttpClient* client, Url base, HttpOptions options, ReadCredentials credentials)
    : client_(client),
      base_(std::move(base)),
      options_(std::move(options)),
      credentials_(std::move(credentials)),
      kind_(base_.path.empty() || base_.path.ends_with('/') ? Kind::kDirectory : Kind::kUnknown) {}

std::string HttpRemote::FileName() const {
  return DecodePercent(base_.path.substr(base_.path.rfind('/') + 1)).value_or("file");
}

std::string HttpRemote::UrlOf(const std::string& path) const {
  Url url = base_;
  if (kind_ == Kind::kFile) return url.ToString();
  if (!url.path.ends_with('/')) url.path += "/";
  url.path += EncodePath(path);
  return url.ToString();
}

Result<HttpRequest> HttpRemote::Request(const std::string& url, Priority priority) const {
  HttpRequest request;
  request.url = url;
  request.priority = priority;
  request.connect_timeout = options_.connect_timeout;
  request.stall = options_.stall;
  Credentials secrets{options_.user, {}, {}};
  if (Status status = credentials_(&secrets); !status.ok()) return status;
  request.user = std::move(secrets.user);
  request.password = std::move(secrets.password);
  request.bearer = std::move(secrets.bearer);
  return request;
}

Result<HttpRequest> HttpRemote::HeadRequest(const std::string& url) const {
  auto request = Request(url, Priority::kReader);
  if (request.ok()) request->head = true;
  return request;
}

Result<Attr> HttpRemote::HeadUrl(const std::string& url, std::string* final_url, const Call& call) const {
  const int64_t asked = WallNs();
  auto request = HeadRequest(url);
  if (!request.ok()) return request.status();
  auto answer = Fetch(*client_, std::move(*request), 0, call);
  if (answer.ok() && TellsTooLittle(answer->head)) {
    request = HeadRequest(url);
    if (!request.ok()) return request.status();
    answer = Measure(*client_, std::move(*request), kMostCounted, call);
  }
  if (answer.ok() && final_url) *final_url = answer->head.url;
  if (answer.ok() && final_url && StatusOf(answer->head, true).ok()) {
    Attr attr = AttrOf(answer->head);
    attr.checked_ns = asked;
    return attr;
  }
  return HeadAnswer(url, asked, answer);
}

// Of a file or directory; a file without a size is of no use.
Result<Attr> HttpRemote::HeadAnswer(const std::string& url, int64_t asked,
                                    const Result<HttpAnswer>& answer) const {
  if (!answer.ok()) return answer.status();
  if (Status status = StatusOf(answer->head, true); !status.ok()) return status;
  Attr attr = AttrOf(answer->head);
  attr.checked_ns = asked;
  if (answer->head.url.ends_with('/')) attr.dir = true, attr.size = 0;
  if (!attr.size)
    return Error(FLUID_FAILED_PRECONDITION, Cat("HEAD ", url, ": the server doesn't tell the file's size"),
                 EIO);
  return attr;
}

Result<HttpRemote::Kind> HttpRemote::Resolve(const Call& call) {
  if (kind_ != Kind::kUnknown) return kind_.load();
  std::string landed;
  auto attr = HeadUrl(base_.ToString(), &landed, call);
  if (!attr.ok()) return attr.status();
  kind_ = landed.ends_with('/') ? Kind::kDirectory : Kind::kFile;
  return kind_.load();
}

Result<Listing> HttpRemote::List(const std::string& path, const Call& call) {
  const auto kind = Resolve(call);
  if (!kind.ok()) return kind.status();
  Listing listing;
  if (*kind == Kind::kFile) {
    if (!path.empty())
      return Error(FLUID_NOT_FOUND, Cat(Describe(path), ": the URI names a single file"), ENOENT);
    auto attr = HeadUrl(base_.ToString(), nullptr, call);
    if (!attr.ok()) return attr.status();
    listing.single_file = true;
    listing.entries.push_back({FileName(), std::move(*attr)});
    return listing;
  }
  std::string url = UrlOf(path);
  if (!url.ends_with('/')) url += "/";
  auto request = Request(url, Priority::kReader);
  if (!request.ok()) return request.status();
  auto answer = Fetch(*client_, std::move(*request), kPageLimit, call);
  if (!answer.ok()) return answer.status();
  if (Status status = StatusOf(answer->head, false); !status.ok()) return status;
  const auto base = ParseUrl(answer->head.url);
  if (!base || !base->path.ends_with('/'))
    return Error(FLUID_FAILED_PRECONDITION,
                 Cat("GET ", url, ": led to ", answer->head.url, ", which is no directory"), ENOTDIR);
  auto page = ParseIndexPage(answer->body, answer->head.content_type, *base);
  if (!page.ok()) return Error(page.status().code(), Cat("GET ", url, ": ", page.status().message), EIO);
  listing.entries.reserve(page->entries.size());
  for (PageEntry& entry : page->entries) {
    Attr attr;
    attr.dir = entry.dir;
    attr.size = entry.size;
    attr.mtime_ns = entry.mtime_ns;
    attr.mark = std::move(entry.mark);
    listing.entries.push_back({std::move(entry.name), std::move(attr)});
  }
  return listing;
}

Result<Attr> HttpRemote::Head(const std::string& path, const Call& call) {
  if (const auto kind = Resolve(call); !kind.ok()) return kind.status();
  return HeadUrl(UrlOf(path), nullptr, call);
}

std::vector<Result<HttpAnswer>> HttpRemote::AskMany(const std::vector<std::string>& urls, bool measure,
                                                    const Call& call) const {
  std::vector<Result<HttpAnswer>> answers;
  answers.reserve(urls.size());
  std::deque<PendingAnswer> pending;
  for (size_t next = 0; answers.size() < urls.size();) {
    while (next < urls.size() && pending.size() < kHeadsAtOnce) {
      auto request = HeadRequest(urls[next++]);
      if (!request.ok())
        pending.emplace_back(request.status());
      else if (measure)
        pending.emplace_back(PendingAnswer::Measure(), *client_, std::move(*request), kMostCounted);
      else
        pending.emplace_back(*client_, std::move(*request), 0);
    }
    answers.push_back(pending.front().Await(call));
    pending.pop_front();
  }
  return answers;
}

std::vector<Result<Attr>> HttpRemote::HeadMany(const std::vector<std::string>& paths, const Call& call) {
  if (const auto kind = Resolve(call); !kind.ok())
    return std::vector<Result<Attr>>(paths.size(), Result<Attr>(kind.status()));
  const int64_t asked = WallNs();
  std::vector<std::string> urls, again;
  for (const std::string& path : paths) urls.push_back(UrlOf(path));
  std::vector<Result<HttpAnswer>> answers = AskMany(urls, false, call);
  std::vector<size_t> which;
  for (size_t i = 0; i < answers.size(); ++i)
    if (answers[i].ok() && TellsTooLittle(answers[i]->head)) again.push_back(urls[i]), which.push_back(i);
  std::vector<Result<HttpAnswer>> measured = AskMany(again, true, call);
  for (size_t i = 0; i < measured.size(); ++i) answers[which[i]] = std::move(measured[i]);
  std::vector<Result<Attr>> attrs;
  attrs.reserve(paths.size());
  for (size_t i = 0; i < paths.size(); ++i) attrs.push_back(HeadAnswer(urls[i], asked, answers[i]));
  return attrs;
}

Result<Small> HttpRemote::Get(const std::string& path, const Attr* known, size_t limit, Priority priority,
                              std::string room, const Call& call) {
  if (const auto kind = Resolve(call); !kind.ok()) return kind.status();
  const int64_t asked = WallNs();
  auto request = Request(UrlOf(path), priority);
  if (!request.ok()) return request.status();
  request->buffer_bytes = kSmallBuffer;
  if (known && !known->etag.empty())
    request->headers.push_back("If-None-Match: " + known->etag);
  else if (known && !known->last_modified.empty())
    request->headers.push_back("If-Modified-Since: " + known->last_modified);
  auto answer = Fetch(*client_, std::move(*request), limit, call, std::move(room));
  if (!answer.ok()) return answer.status();
  if (Status status = StatusOf(answer->head, false); !status.ok()) return status;
  Small small;
  if (answer->head.status == 304) {
    small.unchanged = true;
    return small;
  }
  if (answer->head.status != 200 || answer->head.url.ends_with('/'))
    return Error(FLUID_FAILED_PRECONDITION, Cat("GET ", answer->head.url, ": no file"), EISDIR);
  small.attr = AttrOf(answer->head);
  small.attr.size = answer->body.size();
  small.attr.checked_ns = asked;
  small.bytes = std::move(answer->body);
  return small;
}

void HttpRemote::Read(const std::string& path, const Attr& expected, uint64_t offset, uint64_t length,
                      Priority priority, std::shared_ptr<ByteSink> sink, Duration delay) {
  auto request = Request(UrlOf(path), priority);
  if (!request.ok()) {
    sink->End(request.status());
    return;
  }
  if (offset != 0 || length < expected.size.value_or(UINT64_MAX)) {
    request->range = Cat(offset, "-", offset + length - 1);
    // A weak ETag never matches If-Match (RFC 9110, 13.1.1); the answer's own is compared in any case.
    if (!expected.etag.empty() && !expected.etag.starts_with("W/"))
      request->headers.push_back("If-Match: " + expected.etag);
    else if (!expected.last_modified.empty())
      request->headers.push_back("If-Unmodified-Since: " + expected.last_modified);
  }
  const ByteSink* const key = sink.get();
  auto stretch = std::make_shared<Stretch>(this, expected, offset, length, std::move(sink));
  {
    MutexLock lock(mutex_);
    under_way_[key] = stretch.get();
  }
  client_->Start(std::move(*request), std::move(stretch), delay);
}

void HttpRemote::Cancel(const ByteSink* sink) {
  MutexLock lock(mutex_);
  if (const auto it = under_way_.find(sink); it != under_way_.end()) client_->Cancel(it->second);
}

void HttpRemote::Forget(const ByteSink* sink) {
  MutexLock lock(mutex_);
  under_way_.erase(sink);
}

}  // namespace thin
