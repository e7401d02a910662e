// What Kubernetes' API server answers otherwise than ours, as it was seen to.
#include <poll.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <deque>
#include <thread>

#include "src/api/client.h"
#include "src/api/http.h"
#include "src/api/tcp.h"
#include "src/model/kind.h"
#include "tests/support/support.h"

namespace fluid::api {
namespace {

const Key kDemo{"Dataset", "default", "demo"};
constexpr const char* kVersion = R"({"major":"1","minor":"33","gitVersion":"v1.33.13"})";
constexpr const char* kMissing =
    R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":"datasets.data.fluid.io \"demo\" not found",)"
    R"("reason":"NotFound","details":{"name":"demo","group":"data.fluid.io","kind":"datasets"},"code":404})";
constexpr const char* kThere =
    R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":"demo","namespace":"default"},)"
    R"("spec":{"mounts":[{"mountPoint":"local:///data"}]}})";

// Gives the answers in turn, over plain HTTP, whatever is asked; remembers what was. A connection that its
// client should not use again stays open for it, and is remembered as "again" when it does.
class ForeignServer {
 public:
  struct Answer {
    int status;  // 0: none, the connection ends
    std::string body;
    HttpHeaders headers = {};
    std::string bytes =
        {};  // instead, and the last of their connection, which ends if they are no whole answer
  };

  explicit ForeignServer(std::deque<Answer> answers) : answers_(std::move(answers)) {
    Result<TcpListener> listener = ListenTcp({"127.0.0.1", 0});
    REQUIRE(listener.ok());
    listener_ = *std::move(listener);
    thread_ = std::thread([this] { Serve(); });
  }
  ~ForeignServer() { End(); }

  Endpoint endpoint() const {
    Endpoint endpoint;
    endpoint.address = listener_.address;
    return endpoint;
  }
  // The server ends.
  std::vector<std::string> Asked() {
    End();
    return asked_;
  }

 private:
  void End() {
    stop_.Ring();
    if (thread_.joinable()) thread_.join();
  }

  void Serve() {
    const auto limit = [] { return std::chrono::steady_clock::now() + std::chrono::seconds(20); };
    while (!stop_.rung()) {
      pollfd fds[2] = {{listener_.socket.get(), POLLIN, 0}, {stop_.fd(), POLLIN, 0}};
      poll(fds, 2, -1);
      Fd peer(accept4(listener_.socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!peer) continue;
      HttpConnection connection(NewSocketStream(std::move(peer), &stop_), {});
      while (!answers_.empty()) {
        const auto request = connection.ReadRequestHead(limit(), std::chrono::seconds(20));
        if (!request.ok() || !*request) break;
        if (!connection.ReadBody(limit()).ok()) break;
        asked_.push_back((*request)->method + " " + (*request)->target);
        const Answer answer = std::move(answers_.front());
        answers_.pop_front();
        if (answer.status == 0) break;
        if (!answer.bytes.empty()) {
          const bool whole = answer.bytes.find("\r\n\r\n") != std::string::npos;
          if (!connection.Write(answer.bytes, limit()).ok() || !whole) break;
          const auto next = connection.ReadRequestHead(limit(), std::chrono::seconds(20));
          if (next.ok() && *next) asked_.push_back("again");
          break;
        }
        HttpResponse response;
        response.status = answer.status;
        response.body = answer.body;
        response.headers = answer.headers;
        if (!connection.WriteResponse(response, true, limit()).ok()) break;
      }
    }
  }

  std::deque<Answer> answers_;
  std::vector<std::string> asked_;
  TcpListener listener_;
  Bell stop_;
  std::thread thread_;
};

HttpHeaders RetryAfter(const std::string& seconds) {
  HttpHeaders headers;
  headers.Add("Retry-After", seconds);
  return headers;
}

using Lines = std::vector<std::string>;

TEST_CASE("the items of a list need not say their kind") {
  ForeignServer server({{200, R"({"kind":"SecretList","apiVersion":"v1","metadata":{"resourceVersion":"7"},)"
                              R"("items":[{"metadata":{"name":"a","namespace":"default"}},)"
                              R"({"metadata":{"name":"b","namespace":"default"},"type":"Opaque"}]})"}});
  ApiClient client(server.endpoint());
  const Result<ObjectList> list = client.List(*model::FindKind("Secret"), {"default", "", ""});
  REQUIRE(list.ok());
  REQUIRE(list->items.size() == 2);
  CHECK(list->items[0].key() == Key{"Secret", "default", "a"});
  CHECK(list->items[1].key() == Key{"Secret", "default", "b"});
}

TEST_CASE("a server that asks to be left alone is asked again when it said", "[threads]") {
  ForeignServer server({{429, kVersion, RetryAfter("0")}, {429, kVersion, RetryAfter("0")}, {200, kThere}});
  ApiClient client(server.endpoint());
  CHECK(client.Get(kDemo).ok());
  CHECK(server.Asked() == Lines(3, "GET /apis/data.fluid.io/v1alpha1/namespaces/default/datasets/demo"));
}

TEST_CASE("a server that asks to be left alone for longer than a request may take is not asked again") {
  ForeignServer server({{429, "{}", RetryAfter("60")}});
  ApiClient client(server.endpoint(), std::chrono::seconds(20));
  CHECK(client.Get(kDemo).status().code() == Code::kResourceExhausted);
}

TEST_CASE("a busy server that does not say for how long is not asked again") {
  ForeignServer server({{429, "{}"}});
  ApiClient client(server.endpoint());
  CHECK(client.Get(kDemo).status().code() == Code::kResourceExhausted);
}

TEST_CASE("a watch begins when the server is ready for it", "[threads]") {
  const std::string event = R"({"type":"ADDED","object":)" + std::string(kThere) + "}\n";
  ForeignServer server({{429, "{}", RetryAfter("0")}, {200, event}});
  ApiClient client(server.endpoint());
  int events = 0;
  const Status end = client.Watch(*model::FindKind("Dataset"), {}, [&](const WatchEvent& seen) {
    CHECK(seen.object.key() == kDemo);
    return ++events < 1;
  });
  CHECK(end.ok());
  CHECK(events == 1);
}

TEST_CASE("a connection that ends with its answer is not used again", "[threads]") {
  const auto with = [](const std::string& head, const std::string& more = "") {
    return ForeignServer::Answer{
        200,
        "",
        {},
        head + "\r\nContent-Length: " + std::to_string(std::strlen(kThere)) + "\r\n\r\n" + kThere + more};
  };
  // HTTP/1.0, which ends them; the word; bytes behind the answer, which belong to nobody.
  ForeignServer server({with("HTTP/1.0 200 OK"),
                        with("HTTP/1.1 200 OK\r\nConnection: Close"),
                        with("HTTP/1.1 200 OK", "more"),
                        {200, kThere},
                        {200, kThere}});
  ApiClient client(server.endpoint());
  for (int i = 0; i < 5; ++i) CHECK(client.Get(kDemo).ok());
  CHECK(server.Asked() == Lines(5, "GET /apis/data.fluid.io/v1alpha1/namespaces/default/datasets/demo"));
}

TEST_CASE("a connection that ends as it is used again is replaced for what changes nothing", "[threads]") {
  SECTION("once") {
    ForeignServer server({{200, kVersion}, {0, ""}, {200, kVersion}});
    ApiClient client(server.endpoint());
    CHECK(client.IsFluid().ok());
    CHECK(client.IsFluid().ok());
    CHECK(server.Asked() == Lines(3, "GET /version"));
  }
  SECTION("not twice") {
    ForeignServer server({{200, kVersion}, {0, ""}, {0, ""}, {200, kVersion}});
    ApiClient client(server.endpoint());
    CHECK(client.IsFluid().ok());
    CHECK(client.IsFluid().status().code() == Code::kUnavailable);
    CHECK(server.Asked() == Lines(3, "GET /version"));
  }
  SECTION("not of one that was new") {
    ForeignServer server({{0, ""}, {200, kVersion}});
    ApiClient client(server.endpoint());
    CHECK(client.IsFluid().status().code() == Code::kUnavailable);
  }
  SECTION("not for what was begun to be answered") {
    ForeignServer server({{200, kVersion}, {200, "", {}, "HTTP/1.1 200 OK\r\nContent-Le"}, {200, kVersion}});
    ApiClient client(server.endpoint());
    CHECK(client.IsFluid().ok());
    CHECK(client.IsFluid().status().code() == Code::kUnavailable);
    CHECK(server.Asked() == Lines(2, "GET /version"));
  }
  SECTION("not for a change, which may have been made") {
    ForeignServer server({{200, kVersion}, {0, ""}, {200, kThere}});
    ApiClient client(server.endpoint());
    CHECK(client.IsFluid().ok());
    CHECK(client.Patch(kDemo, "{}").status().code() == Code::kUnavailable);
  }
}

TEST_CASE("logs and caches are told to be fluid serve's, where another server is asked for them") {
  SECTION("of a log") {
    ForeignServer server({{404, kMissing}, {200, kVersion}, {200, kThere}});
    ApiClient client(server.endpoint());
    const Status status = client.Log(kDemo, {}).status();
    CHECK(status.code() == Code::kUnimplemented);
    CHECK(status.message().find("only `fluid serve`") != std::string_view::npos);
  }
  SECTION("of a cache") {
    ForeignServer server({{404, kMissing}, {200, kVersion}, {200, kThere}});
    ApiClient client(server.endpoint());
    CHECK(client.Cache(kDemo, "/").status().code() == Code::kUnimplemented);
  }
  SECTION("not of an object that is not there") {
    ForeignServer server({{404, kMissing}, {200, kVersion}, {404, kMissing}});
    ApiClient client(server.endpoint());
    CHECK(client.FreeCache(kDemo, "/").status().code() == Code::kNotFound);
  }
  SECTION("not of fluid serve itself") {
    ForeignServer server({{404, kMissing}, {200, R"({"gitVersion":"v1.33.0+fluid-0.1.0"})"}});
    ApiClient client(server.endpoint());
    CHECK(client.Cache(kDemo, "/").status().code() == Code::kNotFound);
  }
}

}  // namespace
}  // namespace fluid::api
