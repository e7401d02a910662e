// HttpRemote: a directory that a web server lists on index pages, or one file of it.
#pragma once

#include <atomic>
#include <functional>
#include <map>

#include "plugins/thin/http_answer.h"
#include "plugins/thin/remote.h"
#include "plugins/thin/url.h"

namespace thin {

struct HttpOptions {
  Duration connect_timeout = std::chrono::seconds(2);
  Duration stall = std::chrono::seconds(4);
  std::string user;  // plain; a secret of the same name wins
};

struct Credentials {
  std::string user, password, bearer;
};
// Reads the secrets of a mount anew, for one request.
using ReadCredentials = std::function<Status(Credentials*)>;

class HttpRemote : public Remote {
 public:
  // `client` outlives it.
  HttpRemote(HttpClient* client, Url base, HttpOptions options, ReadCredentials credentials);

  Result<Listing> List(const std::string& path, const Call& call) override;
  Result<Attr> Head(const std::string& path, const Call& call) override;
  std::vector<Result<Attr>> HeadMany(const std::vector<std::string>& paths, const Call& call) override;
  Result<Small> Get(const std::string& path, const Attr* known, size_t limit, Priority priority,
                    std::string room, const Call& call) override;
  void Read(const std::string& path, const Attr& expected, uint64_t offset, uint64_t length,
            Priority priority, std::shared_ptr<ByteSink> sink, Duration delay) override;
  void Cancel(const ByteSink* sink) override;
  Ranges ranges() const override { return ranges_; }
  std::string Describe(const std::string& path) const override { return UrlOf(path); }

 private:
  class Stretch;
  enum class Kind { kUnknown, kDirectory, kFile };

  std::string UrlOf(const std::string& path) const;
  Result<HttpRequest> Request(const std::string& url, Priority priority) const;
  Result<Attr> HeadUrl(const std::string& url, std::string* final_url, const Call& call) const;
  Result<HttpRequest> HeadRequest(const std::string& url) const;
  Result<Attr> HeadAnswer(const std::string& url, int64_t asked, const Result<HttpAnswer>& answer) const;
  // In the order of `urls`; `measure`: by GET, see Measure.
  std::vector<Result<HttpAnswer>> AskMany(const std::vector<std::string>& urls, bool measure,
                                          const Call& call) const;
  // Whether the URI names a directory; asks once.
  Result<Kind> Resolve(const Call& call);
  std::string FileName() const;
  void Forget(const ByteSink* sink);

  HttpClient* const client_;
  const Url base_;
  const HttpOptions options_;
  const ReadCredentials credentials_;
  std::atomic<Kind> kind_;
  std::atomic<Ranges> ranges_{Ranges::kUnknown};
  Mutex mutex_;
  std::map<const ByteSink*, const Transfer*> under_way_ THIN_GUARDED_BY(mutex_);
};

}  // namespace thin
