// Remote: a place that files are fetched from, as a protocol sees it: no memory, no cache, no retries of its
// own. Paths are relative to the mount's URI: "" is its root, "a/b" below it; of any bytes but NUL.
//
// Threads: all functions, any thread. Errors: UNAVAILABLE may pass; NOT_FOUND, PERMISSION_DENIED,
// UNAUTHENTICATED and FAILED_PRECONDITION (what is there is no directory listing) don't. Messages name the
// URL and what it answered.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugins/thin/call.h"
#include "plugins/thin/http_answer.h"
#include "plugins/thin/status.h"

namespace thin {

// What is known of one file or directory of a remote.
struct Attr {
  bool dir = false;
  std::optional<uint64_t> size;
  int64_t mtime_ns = 0;
  std::string etag, last_modified;
  std::string mark;        // what the listing said of it
  int64_t checked_ns = 0;  // CLOCK_REALTIME of the question that brought size and validators; 0: only listed

  bool HasValidator() const { return !etag.empty() || !last_modified.empty(); }
  // Equal means equal bytes of one path, as far as the source tells: by ETag, else Last-Modified, else size
  // alone. Never 0 for a file that was checked.
  uint64_t version() const;
  // Whether bytes that came with `other` are of this version.
  bool SameVersion(const Attr& other) const;
};

struct RemoteEntry {
  std::string name;
  Attr attr;
};
struct Listing {
  std::vector<RemoteEntry> entries;  // by name
  bool single_file = false;          // the URI names a file, which is the only entry
};

// Receives a stretch of a file. Functions are called on the remote's thread and must not wait.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  // The bytes that follow begin at `offset` of a file like `attr`: what was asked for, or, `whole`, all of
  // the file from 0 because the server can't give ranges. An error ends it.
  virtual Status Begin(const Attr& attr, uint64_t offset, bool whole) = 0;
  virtual Status Data(const char* data, size_t size) = 0;
  // Once, last.
  virtual void End(const Status& status) = 0;
};

struct Small {
  bool unchanged = false;  // as `known`; attr and bytes are empty
  Attr attr;
  std::string bytes;
};

class Remote {
 public:
  virtual ~Remote() = default;
  // Of the directory; entries whose size the listing rounds or omits have none.
  virtual Result<Listing> List(const std::string& path, const Call& call) = 0;
  virtual Result<Attr> Head(const std::string& path, const Call& call) = 0;
  // Many at once, in the order of `paths`.
  virtual std::vector<Result<Attr>> HeadMany(const std::vector<std::string>& paths, const Call& call) = 0;
  // The whole of a file of at most `limit` bytes in one question; more is RESOURCE_EXHAUSTED. With `known`:
  // only if it differs from that. `room`: whose memory the bytes may use.
  virtual Result<Small> Get(const std::string& path, const Attr* known, size_t limit, Priority priority,
                            std::string room, const Call& call) = 0;
  // Begins to send [offset, offset + length) of the version `expected` to the sink; another version is
  // ABORTED.
  virtual void Read(const std::string& path, const Attr& expected, uint64_t offset, uint64_t length,
                    Priority priority, std::shared_ptr<ByteSink> sink, Duration delay) = 0;
  // Ends a Read soon, with CANCELLED.
  virtual void Cancel(const ByteSink* sink) = 0;
  // Whether it gives stretches: not known before the first was asked for; ignored: the whole file came
  // instead.
  enum class Ranges { kUnknown, kGiven, kIgnored };
  virtual Ranges ranges() const = 0;
  // For messages: where `path` is.
  virtual std::string Describe(const std::string& path) const = 0;
};

}  // namespace thin
