#include "src/api/http.h"

#include <sys/socket.h>

#include <catch2/catch.hpp>
#include <thread>

namespace fluid::api {
namespace {

Code HeadError(const std::string& head) { return ParseRequestHead(head).status().code(); }

// One end of a connection whose other end says `bytes` and closes.
class Heard {
 public:
  explicit Heard(const std::string& bytes, HttpLimits limits = {}) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) throw std::runtime_error("socketpair");
    const Fd far(ends[1]);
    connection_ = std::make_unique<HttpConnection>(NewSocketStream(Fd(ends[0]), nullptr), limits);
    if (send(far.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
      throw std::runtime_error("send");
    }
  }
  HttpConnection& operator*() { return *connection_; }
  HttpConnection* operator->() { return connection_.get(); }

  Result<std::optional<HttpRequest>> Head() {
    return connection_->ReadRequestHead(Soon(), std::chrono::seconds(5));
  }
  Result<std::string> Body() { return connection_->ReadBody(Soon()); }
  static MonoTime Soon() { return std::chrono::steady_clock::now() + std::chrono::seconds(5); }

 private:
  std::unique_ptr<HttpConnection> connection_;
};

// The error of the body of a POST with this head and body.
Code BodyError(const std::string& headers, const std::string& body) {
  Heard heard("POST / HTTP/1.1\r\n" + headers + "\r\n" + body);
  const auto head = heard.Head();
  if (!head.ok()) return head.status().code();
  return heard.Body().status().code();
}

TEST_CASE("a request head is read") {
  const HttpRequest request =
      *ParseRequestHead("GET /apis?watch=1 HTTP/1.1\r\nHost: f\r\nX-Empty:\r\nAccept:  a, B ");
  CHECK(request.method == "GET");
  CHECK(request.target == "/apis?watch=1");
  CHECK(request.keep_alive());
  CHECK(*request.headers.Find("x-empty") == "");
  CHECK(request.headers.Has("accept", "b"));
  CHECK_FALSE(request.headers.Has("accept", "c"));
  CHECK_FALSE(ParseRequestHead("GET / HTTP/1.0")->keep_alive());
  CHECK_FALSE(ParseRequestHead("GET / HTTP/1.1\r\nConnection: Close")->keep_alive());
}

TEST_CASE("malformed request heads are refused") {
  for (const char* head :
       {"", "GET", "GET /", "GET / HTTP/1.1 x", "GET  / HTTP/1.1", " GET / HTTP/1.1", "G(T / HTTP/1.1",
        "GET /\x01 HTTP/1.1", "GET / HTTQ/1.1", "GET / HTTP/1.1\r\nno colon", "GET / HTTP/1.1\r\nName : x",
        "GET / HTTP/1.1\r\n folded: x", "GET / HTTP/1.1\r\n: x", "GET / HTTP/1.1\r\na: x\x01y"}) {
    CAPTURE(head);
    CHECK(HeadError(head) == Code::kInvalidArgument);
  }
  CHECK(HeadError("GET / HTTP/2.0") == Code::kUnimplemented);
  std::string many = "GET / HTTP/1.1";
  for (int i = 0; i <= 100; ++i) many += "\r\na: b";
  CHECK(HeadError(many) == Code::kResourceExhausted);
}

TEST_CASE("requests follow each other on one connection, whatever the pieces they come in") {
  Heard heard(
      "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcPOST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
      "2;x=y\r\nde\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nGET /c HTTP/1.1\r\n\r\n");
  CHECK((*heard.Head())->target == "/a");
  CHECK(*heard.Body() == "abc");
  CHECK((*heard.Head())->target == "/b");
  CHECK(*heard.Body() == "de0123456789");
  CHECK((*heard.Head())->target == "/c");
  CHECK(heard.Body()->empty());
  CHECK_FALSE(heard.Head()->has_value());
}

TEST_CASE("a body with two framings, a broken length or a broken chunk is refused") {
  CHECK(BodyError("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "abc") == Code::kInvalidArgument);
  CHECK(BodyError("Content-Length: 3\r\nContent-Length: 3\r\n", "abc") == Code::kInvalidArgument);
  CHECK(BodyError("Content-Length: +3\r\n", "abc") == Code::kInvalidArgument);
  CHECK(BodyError("Content-Length: 3x\r\n", "abc") == Code::kInvalidArgument);
  CHECK(BodyError("Content-Length: 99999999999999999999\r\n", "abc") == Code::kInvalidArgument);
  CHECK(BodyError("Transfer-Encoding: gzip\r\n", "abc") == Code::kUnimplemented);
  CHECK(BodyError("Transfer-Encoding: chunked\r\n", "zz\r\n") == Code::kInvalidArgument);
  CHECK(BodyError("Transfer-Encoding: chunked\r\n", "-1\r\n") == Code::kInvalidArgument);
  CHECK(BodyError("Transfer-Encoding: chunked\r\n", "2\r\nabc\r\n0\r\n\r\n") == Code::kInvalidArgument);
  CHECK(BodyError("Transfer-Encoding: chunked\r\n", "2\r\nab") == Code::kUnavailable);
  CHECK(BodyError("Content-Length: 5\r\n", "abc") == Code::kUnavailable);
}

TEST_CASE("heads and bodies over the limits are refused before they are held") {
  const HttpLimits limits{.head = 256, .headers = 10, .body = 16};
  CHECK(Heard("GET /" + std::string(300, 'x'), limits).Head().status().code() == Code::kResourceExhausted);
  CHECK(Heard("GET /" + std::string(300, 'x') + " HTTP/1.1\r\n\r\n", limits).Head().status().code() ==
        Code::kResourceExhausted);

  Heard told("POST / HTTP/1.1\r\nContent-Length: 17\r\n\r\n", limits);
  REQUIRE(told.Head().ok());
  CHECK(told->CheckBody().code() == Code::kResourceExhausted);
  CHECK(told.Body().status().code() == Code::kResourceExhausted);

  Heard chunked(
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n123456789\r\n9\r\n123456789\r\n0\r\n\r\n",
      limits);
  REQUIRE(chunked.Head().ok());
  CHECK(chunked.Body().status().code() == Code::kResourceExhausted);
}

TEST_CASE("a head with lone line feeds is refused at once") {
  CHECK(Heard("GET / HTTP/1.1\n\n").Head().status().code() == Code::kInvalidArgument);
  CHECK(Heard("GET / HTTP/1.1\r\na: b\n\r\n").Head().status().code() == Code::kInvalidArgument);
}

TEST_CASE("an answer without a length lasts until the end, and 1xx answers are passed over") {
  Heard heard("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nabc");
  CHECK(heard->ReadResponseHead(Heard::Soon())->status == 200);
  CHECK(*heard.Body() == "abc");
  CHECK(ParseResponseHead("HTTP/1.1 2x0 OK").status().code() == Code::kInvalidArgument);
  CHECK(ParseResponseHead("nonsense").status().code() == Code::kInvalidArgument);
}

TEST_CASE("a peer that says nothing is given up at the deadline") {
  int ends[2];
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  const Fd far(ends[1]);
  HttpConnection connection(NewSocketStream(Fd(ends[0]), nullptr), {});
  const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds(30);
  const auto head = connection.ReadRequestHead(soon, std::chrono::seconds(1));
  REQUIRE(head.ok());
  CHECK_FALSE(head->has_value());
  REQUIRE(send(far.get(), "GET", 3, 0) == 3);
  CHECK(connection.ReadRequestHead(Heard::Soon(), std::chrono::milliseconds(30)).status().code() ==
        Code::kDeadlineExceeded);
}

TEST_CASE("a bell ends a call that waits", "[threads]") {
  int ends[2];
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  const Fd far(ends[1]);
  const Bell bell;
  const std::unique_ptr<Stream> stream = NewSocketStream(Fd(ends[0]), &bell);
  std::thread ringer([&] { bell.Ring(); });
  char byte;
  CHECK(stream->Read(&byte, 1, MonoTime::max()).status().code() == Code::kCancelled);
  ringer.join();
}

}  // namespace
}  // namespace fluid::api
