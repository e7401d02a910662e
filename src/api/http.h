// One HTTP/1.1 connection, either end of it. Strict about what it takes: CRLF lines, one framing of a body,
// bounded heads and bodies.
//
// Source: RFC 9112. Threads: one at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/api/stream.h"

namespace fluid::api {

class HttpHeaders {
 public:
  void Add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }
  // The value of the first one, in any case of letters; null: none.
  const std::string* Find(std::string_view name) const;
  size_t Count(std::string_view name) const;
  // Whether the comma-separated list called `name` holds `word`, in any case of letters.
  bool Has(std::string_view name, std::string_view word) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

struct HttpRequest {
  std::string method;
  std::string target;  // "/apis?watch=1", as sent
  int minor = 1;       // of HTTP/1.x
  HttpHeaders headers;
  std::string body;
  bool keep_alive() const;
};

struct HttpResponse {
  int status = 200;
  int minor = 1;  // of HTTP/1.x
  HttpHeaders headers;
  std::string body;
  bool keep_alive() const;
};

struct HttpLimits {
  size_t head = 64 << 10;
  size_t headers = 100;
  size_t body = 4 << 20;
};

std::string_view HttpReason(int status);

// The head without its empty line. INVALID_ARGUMENT: malformed; UNIMPLEMENTED: another version of HTTP;
// RESOURCE_EXHAUSTED: too many headers.
Result<HttpRequest> ParseRequestHead(std::string_view head, const HttpLimits& limits = {});
Result<HttpResponse> ParseResponseHead(std::string_view head, const HttpLimits& limits = {});

class HttpConnection {
 public:
  HttpConnection(std::unique_ptr<Stream> stream, HttpLimits limits);

  // Server. Nothing: the peer ended before it began another request, or was idle until `idle`.
  Result<std::optional<HttpRequest>> ReadRequestHead(MonoTime idle, Duration head_timeout);
  // Client. Skips 1xx answers. An answer with no body, as to HEAD or with 204, has framing of length 0.
  Result<HttpResponse> ReadResponseHead(MonoTime deadline);

  // The body of the head read last: whole, or the next piece of it ("" is its end).
  Result<std::string> ReadBody(MonoTime deadline);
  Result<std::string> ReadPiece(MonoTime deadline);
  bool head_asked() const { return head_asked_; }  // by the request whose head was read last
  bool has_body() const { return framing_ != Framing::kNone; }
  // RESOURCE_EXHAUSTED when the head already says that the body is longer than allowed.
  Status CheckBody() const { return CheckBodyLength(framing_ == Framing::kLength ? left_ : 0); }

  Status Write(std::string_view bytes, MonoTime deadline) { return stream_->Write(bytes, deadline); }
  Status WriteRequest(const HttpRequest& request, MonoTime deadline);
  // Client. Nothing of an answer to the request that was written last has come.
  bool unanswered() const { return unanswered_; }
  Status WriteResponse(const HttpResponse& response, bool keep_alive, MonoTime deadline);
  // A chunk of an answer with Transfer-Encoding: chunked; an empty one ends it.
  static std::string Chunk(std::string_view bytes);

  // Another request may follow: the message that was read last ended, and neither the connection with it nor
  // with bytes behind it.
  bool reusable() const { return framing_ == Framing::kNone && !ended_ && buffer_.empty(); }
  // Bytes are here that nobody asked for yet.
  bool buffered() const { return !buffer_.empty(); }
  Stream& stream() { return *stream_; }
  const HttpLimits& limits() const { return limits_; }

 private:
  enum class Framing { kNone, kLength, kChunked, kUntilEnd };

  Result<bool> Fill(MonoTime deadline);  // false: the peer has ended
  Result<std::string> ReadHead(MonoTime deadline);
  Result<std::string> ReadLine(MonoTime deadline);
  Status CheckBodyLength(uint64_t length) const;
  Status SetFraming(const HttpHeaders& headers, bool until_end_allowed);
  Result<std::string> ReadChunkPiece(MonoTime deadline);

  std::unique_ptr<Stream> stream_;
  const HttpLimits limits_;
  std::string buffer_;
  Framing framing_ = Framing::kNone;
  uint64_t left_ = 0;        // kLength: of the body; kChunked: of the chunk
  bool ended_ = false;       // by the peer
  bool unanswered_ = false;  // no byte came since a request was written
  bool in_chunk_ = false;    // a chunk's data has begun, its end has not been read
  bool head_asked_ = false;  // the answer has no body, only its length
};

}  // namespace fluid::api
