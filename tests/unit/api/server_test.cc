// The server as its clients see it: over the socket, by hand-written requests and by curl.
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "src/base/unix_socket.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

Json Body(const HttpResponse& response) {
  const Result<Json> json = Json::Parse(response.body);
  if (!json.ok()) throw std::runtime_error(response.body);
  return *json;
}

int StatusOf(const std::string& raw) { return raw.size() < 12 ? 0 : std::stoi(raw.substr(9, 3)); }

const std::string kOne = std::string(kDatasets) + "/imagenet";

TEST_CASE("an object is created, read, replaced, patched and deleted") {
  ServerFixture f;
  const HttpResponse created = f.Call("POST", kDatasets, DatasetJson("imagenet"));
  CHECK(created.status == 201);
  CHECK(Body(created).at(".metadata.namespace").text() == "default");
  CHECK(Body(created).at(".metadata.generation").text() == "1");
  CHECK_FALSE(Body(created).at(".metadata.uid").text().empty());

  Json read = Body(f.Call("GET", kOne));
  CHECK(read.at(".metadata.resourceVersion").text() == Body(created).at(".metadata.resourceVersion").text());

  const std::string version = Quoted(read.at(".metadata.resourceVersion").text());
  const HttpResponse replaced =
      f.Call("PUT", kOne, DatasetJson("imagenet", R"(,"labels":{"a":"b"},"resourceVersion":)" + version));
  CHECK(replaced.status == 200);
  CHECK(Body(replaced).at(".metadata.labels.a").text() == "b");
  CHECK(Body(replaced).at(".metadata.uid").text() == read.at(".metadata.uid").text());

  const HttpResponse patched =
      f.Call("PATCH", kOne, R"({"metadata":{"labels":{"a":null,"c":"d"}},"spec":{"placement":"Shared"}})",
             "application/merge-patch+json");
  CHECK(patched.status == 200);
  CHECK(Body(patched).at(".metadata.labels").json() == R"({"c":"d"})");
  CHECK(Body(patched).at(".spec.placement").text() == "Shared");
  CHECK(Body(patched).at(".metadata.generation").text() == "2");

  const Json list = Body(f.Call("GET", "/apis/data.fluid.io/v1alpha1/datasets"));
  CHECK(list["kind"].text() == "DatasetList");
  CHECK(list["items"].items().size() == 1);
  CHECK_FALSE(list.at(".metadata.resourceVersion").text().empty());
  CHECK(
      Body(f.Call("GET", "/apis/data.fluid.io/v1alpha1/namespaces/other/datasets"))["items"].items().empty());

  const HttpResponse deleted = f.Call("DELETE", kOne);
  CHECK(deleted.status == 200);
  CHECK(Body(deleted)["status"].text() == "Success");
  CHECK(Body(deleted).at(".details.uid").text() == read.at(".metadata.uid").text());
  CHECK(f.Call("GET", kOne).status == 404);
  CHECK(f.Call("DELETE", kOne).status == 404);
}

TEST_CASE("a status that its kind does not know is refused") {
  ServerFixture f;
  const std::string attachments = "/apis/run.fluid.io/v1alpha1/namespaces/default/attachments";
  REQUIRE(f.Call("POST", attachments,
                 R"({"apiVersion":"run.fluid.io/v1alpha1","kind":"Attachment","metadata":{"name":"a"},)"
                 R"("spec":{"dataset":{"name":"demo"},"target":"/mnt/a"}})")
              .status == 201);
  const auto phase = [&](const std::string& said) {
    return f.Call("PATCH", attachments + "/a/status", R"({"status":{"phase":")" + said + "\"}}",
                  "application/merge-patch+json");
  };
  CHECK(phase("Mounted").status == 200);
  const HttpResponse refused = phase("Flying");
  CHECK(refused.status == 422);
  CHECK(refused.body.find("status.phase") != std::string::npos);
  CHECK(Body(f.Call("GET", attachments + "/a")).at(".status.phase").text() == "Mounted");
}

TEST_CASE("the status is written apart from the rest") {
  ServerFixture f;
  f.Call(
      "POST", kDatasets,
      R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":"imagenet"},)"
      R"("spec":{"mounts":[{"mountPoint":"http://127.0.0.1:1/","name":"web"}]},"status":{"phase":"Bound"}})");
  CHECK(f.store().Get({"Dataset", "default", "imagenet"}).ok());
  CHECK(Body(f.Call("GET", kOne)).at(".status.phase").text() != "Bound");

  HttpResponse patched =
      f.Call("PATCH", kOne + "/status", R"({"status":{"phase":"Bound"},"spec":{"placement":"Shared"}})",
             "application/merge-patch+json");
  CHECK(patched.status == 200);
  CHECK(Body(patched).at(".status.phase").text() == "Bound");
  CHECK(Body(patched).at(".spec.placement").text() != "Shared");
  CHECK(Body(f.Call("GET", kOne + "/status")).at(".status.phase").text() == "Bound");

  Object object = WithStatus(*f.client().Get({"Dataset", "default", "imagenet"}), "Failed");
  CHECK(f.Call("PUT", kOne + "/status", object.ToJson()).status == 200);
  CHECK(f.Call("PUT", kOne + "/status", object.ToJson()).status ==
        409);  // its version is no longer the current one
  object.metadata().version.clear();
  CHECK(f.Call("PUT", kOne + "/status", object.ToJson()).status == 422);

  f.Call("PATCH", kOne, R"({"status":{"phase":"Bound"}})", "application/merge-patch+json");
  CHECK(Body(f.Call("GET", kOne)).at(".status.phase").text() == "Failed");
}

TEST_CASE("errors are Status objects that name the object and every wrong field") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("imagenet")).status == 201);

  HttpResponse response = f.Call("POST", kDatasets, DatasetJson("imagenet"));
  CHECK(response.status == 409);
  CHECK(Body(response)["reason"].text() == "AlreadyExists");
  CHECK(Body(response)["message"].text() == "datasets.data.fluid.io \"imagenet\" already exists");

  response = f.Call("GET", std::string(kDatasets) + "/coco");
  CHECK(response.status == 404);
  CHECK(Body(response)["message"].text() == "datasets.data.fluid.io \"coco\" not found");

  response = f.Call("PUT", kOne, DatasetJson("imagenet", R"(,"resourceVersion":"999999")"));
  CHECK(response.status == 409);
  CHECK(Body(response)["reason"].text() == "Conflict");

  response =
      f.Call("PATCH", kOne, R"({"metadata":{"resourceVersion":"999999"}})", "application/merge-patch+json");
  CHECK(response.status == 409);

  response = f.Call(
      "POST", kDatasets,
      R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":"Bad_Name"},)"
      R"("spec":{"placement":"Everywhere","mounts":[{"mountPoint":"http://127.0.0.1:1/","name":"web"}]}})");
  CHECK(response.status == 422);
  CHECK(Body(response)["reason"].text() == "Invalid");
  std::vector<std::string> fields;
  for (const Json& cause : Body(response).at(".details.causes").items())
    fields.push_back(cause["field"].text());
  std::sort(fields.begin(), fields.end());
  CHECK(fields == std::vector<std::string>{"metadata.name", "spec.placement"});
}

TEST_CASE("what is no object of the path's kind, namespace and name is refused") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("imagenet")).status == 201);
  CHECK(f.Call("POST", kDatasets, "{").status == 400);
  CHECK(f.Call("POST", kDatasets, "[]").status == 400);
  CHECK(f.Call("POST", kDatasets,
               R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"DataLoad","metadata":{"name":"x"}})")
            .status == 422);
  CHECK(f.Call("POST", kDatasets, DatasetJson("x", R"(,"namespace":"other")")).status == 400);
  CHECK(f.Call("POST", kDatasets, DatasetJson("x"), "text/plain").status == 415);
  CHECK(f.Call("POST", kDatasets, std::string(200, '[') + std::string(200, ']')).status == 400);
  CHECK(f.Call("POST", "/apis/data.fluid.io/v1alpha1/datasets", DatasetJson("x")).status == 404);
  CHECK(f.Call("PUT", kOne, DatasetJson("coco")).status == 400);
  CHECK(f.Call("PATCH", kOne, R"({"metadata":{"name":"coco"}})", "application/merge-patch+json").status ==
        400);
  CHECK(f.Call("PATCH", kOne, "{}", "application/strategic-merge-patch+json").status == 415);
  CHECK(f.Call("PUT", std::string(kDatasets) + "/coco", DatasetJson("coco")).status == 404);
  CHECK(f.Call("GET", std::string(kDatasets) + "?labelSelector=%3D").status == 400);
}

TEST_CASE("a name is made of a prefix where one is asked for") {
  ServerFixture f;
  const std::string body =
      R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"generateName":"tmp-"},)"
      R"("spec":{"mounts":[{"mountPoint":"http://127.0.0.1:1/","name":"web"}]}})";
  const std::string a = Body(f.Call("POST", kDatasets, body)).at(".metadata.name").text();
  const std::string b = Body(f.Call("POST", kDatasets, body)).at(".metadata.name").text();
  CHECK(a.size() == 9);
  CHECK(a.substr(0, 4) == "tmp-");
  CHECK(a != b);
}

TEST_CASE("a dry run checks everything and stores nothing") {
  ServerFixture f;
  CHECK(f.Call("POST", std::string(kDatasets) + "?dryRun=All", DatasetJson("imagenet")).status == 201);
  CHECK(f.Call("GET", kOne).status == 404);
  CHECK(f.Call("POST", std::string(kDatasets) + "?dryRun=All", DatasetJson("Bad_Name")).status == 422);
  CHECK(f.Call("PUT", kOne + "?dryRun=All", DatasetJson("imagenet")).status == 404);
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("imagenet")).status == 201);
  CHECK(f.Call("POST", std::string(kDatasets) + "?dryRun=All", DatasetJson("imagenet")).status == 409);
  CHECK(f.Call("DELETE", kOne + "?dryRun=All").status == 200);
  CHECK(f.Call("DELETE", kOne, R"({"dryRun":["All"]})").status == 200);
  CHECK(f.Call("GET", kOne).status == 200);
}

TEST_CASE("a deletion waits for finalizers and heeds its preconditions") {
  ServerFixture f;
  const Json made =
      Body(f.Call("POST", kDatasets, DatasetJson("imagenet", R"(,"finalizers":["fluid.io/x"])")));
  CHECK(f.Call("DELETE", kOne, R"({"preconditions":{"uid":"other"}})").status == 409);
  CHECK(f.Call("DELETE", kOne, R"({"propagationPolicy":"Sideways"})").status == 422);
  const HttpResponse waiting = f.Call("DELETE", kOne,
                                      R"({"propagationPolicy":"Foreground","preconditions":{"uid":")" +
                                          made.at(".metadata.uid").text() + "\"}}");
  CHECK(waiting.status == 200);
  CHECK_FALSE(Body(waiting).at(".metadata.deletionTimestamp").text().empty());
  CHECK(f.Call("DELETE", kOne).status == 200);
  CHECK(f.Call("PATCH", kOne, R"({"metadata":{"finalizers":null}})", "application/merge-patch+json").status ==
        200);
  CHECK(f.Call("GET", kOne).status == 404);
}

TEST_CASE("the owner of the store sees every change, may alter it, and may refuse") {
  std::vector<std::string> seen;
  ApiServerOptions options;
  options.hooks.admit = [&seen](Object object, std::string_view verb) -> Result<Object> {
    seen.push_back(std::string(verb) + " " + object.metadata().name);
    if (object.metadata().name == "forbidden") return PermissionDenied("not that one");
    if (verb != "delete") object.metadata().annotations["seen"] = "yes";
    return object;
  };
  ServerFixture f(std::move(options));
  CHECK(Body(f.Call("POST", kDatasets, DatasetJson("imagenet"))).at(".metadata.annotations.seen").text() ==
        "yes");
  const HttpResponse refused = f.Call("POST", kDatasets, DatasetJson("forbidden"));
  CHECK(refused.status == 403);
  CHECK(Body(refused)["message"].text() == "not that one");
  f.Call("POST", std::string(kDatasets) + "?dryRun=All", DatasetJson("dry"));
  f.Call("PATCH", kOne + "/status", R"({"status":{"phase":"Bound"}})", "application/merge-patch+json");
  f.Call("DELETE", kOne);
  CHECK(seen == std::vector<std::string>{"create imagenet", "create forbidden", "delete imagenet"});
}

TEST_CASE("a patch starts over when somebody else wrote in between") {
  ServerFixture* fixture = nullptr;
  int races = 3;
  ApiServerOptions options;
  options.hooks.admit = [&](Object object, std::string_view verb) -> Result<Object> {
    if (verb == "update" && races-- > 0) {
      Object other = *fixture->store().Get(object.key());
      other.metadata().annotations["count"] = std::to_string(races);
      CHECK(fixture->store().Update(other).ok());
    }
    return object;
  };
  ServerFixture f(std::move(options));
  fixture = &f;
  f.Call("POST", kDatasets, DatasetJson("imagenet"));
  const HttpResponse patched =
      f.Call("PATCH", kOne, R"({"metadata":{"labels":{"a":"b"}}})", "application/merge-patch+json");
  CHECK(patched.status == 200);
  CHECK(Body(patched).at(".metadata.labels.a").text() == "b");
  CHECK(Body(patched).at(".metadata.annotations.count").text() == "0");
}

TEST_CASE("progress comes from the owner's memory") {
  ApiServerOptions options;
  options.hooks.progress = [](const Key& key) -> Result<OperationProgress> {
    if (key.name != "warm") return NotFound("no such operation");
    return OperationProgress{.phase = "Executing",
                             .bytes_done = 5,
                             .bytes_total = 10,
                             .files_done = 1,
                             .files_total = {},
                             .bytes_per_second = 2.5,
                             .eta_seconds = 2};
  };
  ServerFixture f(std::move(options));
  const std::string loads = "/apis/data.fluid.io/v1alpha1/namespaces/default/dataloads/";
  CHECK(
      f.Call("GET", loads + "warm/progress").body ==
      R"({"phase":"Executing","bytesPerSecond":2,"bytesDone":5,"bytesTotal":10,"filesDone":1,"etaSeconds":2.0})");
  CHECK(f.Call("GET", loads + "cold/progress").status == 404);
  CHECK(f.Call("PUT", loads + "warm/progress", "{}").status == 405);
}

TEST_CASE("malformed requests are answered and their connection closed") {
  ServerFixture f;
  CHECK(StatusOf(f.Raw("nonsense\r\n\r\n")) == 400);
  CHECK(StatusOf(f.Raw("GET / HTTP/1.1\n\n")) == 400);
  CHECK(StatusOf(f.Raw("GET / HTTP/3.0\r\n\r\n")) == 501);
  CHECK(StatusOf(f.Raw("GET /%zz HTTP/1.1\r\nConnection: close\r\n\r\n")) == 400);
  CHECK(StatusOf(f.Raw("POST /api HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")) ==
        400);
  CHECK(StatusOf(f.Raw("GET /" + std::string(100'000, 'x') + " HTTP/1.1\r\n\r\n")) == 431);
  const std::string answer = f.Raw("nonsense\r\n\r\n");
  CHECK(answer.find("Connection: close") != std::string::npos);
  CHECK(answer.find("\"kind\":\"Status\"") != std::string::npos);
  CHECK(f.Call("GET", "/healthz").status == 200);
}

TEST_CASE("requests that follow each other at once are answered in order") {
  ServerFixture f;
  const std::string answers = f.Raw(
      "GET /healthz HTTP/1.1\r\n\r\nGET /nothing HTTP/1.1\r\n\r\nGET /api HTTP/1.1\r\nConnection: "
      "close\r\n\r\n");
  const size_t second = answers.find("HTTP/1.1 404"), third = answers.find("\"APIVersions\"");
  CHECK(StatusOf(answers) == 200);
  CHECK(second != std::string::npos);
  CHECK(third != std::string::npos);
  CHECK(second < third);
}

TEST_CASE("a body of the wrong size is refused without being read whole") {
  ServerFixture f;
  const std::string head =
      std::string("POST ") + kDatasets + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ";
  CHECK(StatusOf(f.Raw(head + "99999999\r\n\r\n", std::chrono::milliseconds(500))) == 413);
  CHECK(StatusOf(f.Raw(head + "8000000\r\n\r\n" + std::string(8'000'000, ' '))) == 413);
  const std::string huge =
      DatasetJson("imagenet", R"(,"annotations":{"a":")" + std::string(5 << 20, 'x') + "\"}");
  const Result<HttpResponse> refused =
      f.client().Do({.method = "POST", .target = kDatasets, .minor = 1, .headers = {}, .body = huge});
  REQUIRE(refused.ok());
  CHECK(refused->status == 413);
}

TEST_CASE("slow clients are given up and others served meanwhile") {
  ApiServerOptions options;
  options.head_timeout = options.body_timeout = options.idle_timeout = std::chrono::milliseconds(200);
  ServerFixture f(std::move(options));
  CHECK(StatusOf(f.Raw("GET /healthz HT")) == 408);
  CHECK(StatusOf(f.Raw("POST /api HTTP/1.1\r\nContent-Length: 10\r\n\r\n{")) == 408);
  CHECK(f.Raw("").empty());
  CHECK(f.Call("GET", "/healthz").status == 200);
}

TEST_CASE("connections are bounded, and a place is free again when one ends") {
  ApiServerOptions options;
  options.max_connections = 2;
  ServerFixture f(std::move(options));
  const auto ask = [&] { return f.Raw("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"); };
  {
    const Fd a = *ConnectUnix(f.socket_path()), b = *ConnectUnix(f.socket_path());
    CHECK(test::Eventually([&] { return StatusOf(ask()) == 503; }));
  }
  CHECK(test::Eventually([&] { return StatusOf(ask()) == 200; }));
}

TEST_CASE("where all connections are taken, the one that is idle for longest makes room") {
  ApiServerOptions options;
  options.max_connections = 2;
  options.idle_at_least = Duration::zero();
  ServerFixture f(std::move(options));
  const Fd longest = *ConnectUnix(f.socket_path());
  const auto serves = [&] {
    return StatusOf(f.Raw("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")) == 200;
  };
  REQUIRE(serves());  // its thread may still be about to end: the next one may need the place
  REQUIRE(test::Eventually(serves));
  const Fd second = *ConnectUnix(f.socket_path());
  REQUIRE(test::Eventually(serves));
  pollfd end{longest.get(), POLLIN, 0};
  REQUIRE(poll(&end, 1, 10'000) == 1);
  char byte;
  CHECK(read(longest.get(), &byte, 1) == 0);
}

TEST_CASE("connections that are idle or slow hold up nobody", "[threads]") {
  ApiServerOptions options;
  options.idle_at_least = Duration::zero();
  ServerFixture f(std::move(options));
  std::vector<Fd> idle, slow;
  for (int i = 0; i < 200; ++i) idle.push_back(*ConnectUnix(f.socket_path()));
  const std::string request =
      std::string("POST ") + kDatasets + " HTTP/1.1\r\nContent-Type: application/json\r\n";
  for (int i = 0; i < 10; ++i) slow.push_back(*ConnectUnix(f.socket_path()));
  for (size_t sent = 0; sent < 20; ++sent) {
    for (const Fd& fd : slow) REQUIRE(write(fd.get(), &request[sent], 1) == 1);
    CHECK(f.Call("POST", kDatasets, DatasetJson("d" + std::to_string(sent))).status == 201);
  }
  // More than there is room for: those that rest make room.
  for (int i = 0; i < 100; ++i) idle.push_back(*ConnectUnix(f.socket_path()));
  CHECK(f.client().List(*model::FindKind("Dataset"))->items.size() == 20);
}

TEST_CASE("an idle connection does not hold up the end of the server") {
  ServerFixture f;
  const Fd idle = *ConnectUnix(f.socket_path());
  CHECK(f.Call("GET", "/healthz").status == 200);
  const auto begin = std::chrono::steady_clock::now();
  f.Stop();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  CHECK(access(f.socket_path().c_str(), F_OK) != 0);
}

TEST_CASE("many clients at once lose nothing", "[threads]") {
  ServerFixture f;
  std::vector<std::thread> threads;
  std::atomic<int> made = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      ApiClient client(f.socket_path());
      for (int i = 0; i < 25; ++i) {
        if (client.Create(DatasetObject("d" + std::to_string(t) + "-" + std::to_string(i))).ok()) ++made;
        if (client
                .Patch({"Dataset", "default", "d0-0"},
                       "{\"metadata\":{\"labels\":{\"t" + std::to_string(t) + "\":\"x\"}}}")
                .ok()) {
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(made == 100);
  CHECK(f.client().List(*model::FindKind("Dataset"))->items.size() == 100);
}

TEST_CASE("curl lists datasets through the socket") {
  ServerFixture f;
  REQUIRE(f.client().Create(DatasetObject("imagenet")).ok());
  const test::RunResult run = test::Run({"curl", "-sS", "--max-time", "10", "--unix-socket", f.socket_path(),
                                         "http://f/apis/data.fluid.io/v1alpha1/datasets"});
  CHECK(run.exit_code == 0);
  const Result<Json> list = Json::Parse(run.out);
  REQUIRE(list.ok());
  CHECK((*list)["items"].items()[0].at(".metadata.name").text() == "imagenet");
}

TEST_CASE("curl sends a body that it asks leave for") {
  ServerFixture f;
  const std::string body =
      DatasetJson("imagenet", R"(,"annotations":{"a":")" + std::string(200 << 10, 'x') + "\"}");
  test::TempDir dir;
  test::WriteFile(dir / "body", body);
  const test::RunResult run = test::Run(
      {"curl", "-sS", "--max-time", "20", "-o", "/dev/null", "-w", "%{http_code}", "-H",
       "Expect: 100-continue", "-H", "Content-Type: application/json", "--data-binary", "@" + (dir / "body"),
       "--unix-socket", f.socket_path(), std::string("http://f") + kDatasets});
  CHECK(run.out == "201");
}

TEST_CASE("another user's process is refused even where the socket's mode lets it in") {
  if (geteuid() != 0) return;  // only root can become another user
  ServerFixture f;
  const std::string path = f.socket_path();
  REQUIRE(chmod(path.c_str(), 0666) == 0);
  REQUIRE(chmod(path.substr(0, path.rfind('/')).c_str(), 0755) == 0);
  const test::RunResult run =
      test::Run({"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "curl", "-sS", "--max-time",
                 "10", "-o", "/dev/null", "-w", "%{http_code}", "--unix-socket", path, "http://f/healthz"});
  CHECK(run.out == "403");
}

}  // namespace
}  // namespace fluid::api
