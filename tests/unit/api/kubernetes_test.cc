// What Kubernetes' API server answers to what clients of it do, case by case; each was compared with a real
// one.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "src/api/protobuf.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

constexpr const char* kMaps = "/api/v1/namespaces/default/configmaps";
const std::string kOne = std::string(kDatasets) + "/one";

Json Body(const HttpResponse& response) {
  const Result<Json> json = Json::Parse(response.body);
  INFO(response.body);
  REQUIRE(json.ok());
  return *json;
}

std::string FirstCause(const HttpResponse& response) {
  return Body(response).at(".details.causes").items().at(0)["field"].text();
}

HttpResponse Accepting(ServerFixture& f, const std::string& path, const std::string& accept,
                       const std::string& method = "GET") {
  HttpRequest request;
  request.method = method;
  request.target = path;
  request.headers.Add("Accept", accept);
  const Result<HttpResponse> response = f.client().Do(std::move(request));
  REQUIRE(response.ok());
  return *response;
}

TEST_CASE("a replace of our kinds must say of which version, of Kubernetes' own it need not") {
  ServerFixture f;
  f.Call("POST", kDatasets, DatasetJson("one"));
  const HttpResponse refused = f.Call("PUT", kOne, DatasetJson("one"));
  CHECK(refused.status == 422);
  CHECK(FirstCause(refused) == "metadata.resourceVersion");
  CHECK(refused.body.find("must be specified for an update") != std::string::npos);
  CHECK(f.Call("PUT", std::string(kDatasets) + "/none", DatasetJson("none")).status == 404);
  const std::string version = Body(f.Call("GET", kOne)).at(".metadata.resourceVersion").text();
  CHECK(f.Call("PUT", kOne, DatasetJson("one", ",\"resourceVersion\":" + Quoted(version))).status == 200);
  f.Call("POST", kMaps, R"({"metadata":{"name":"m"},"data":{"a":"b"}})");
  CHECK(f.Call("PUT", std::string(kMaps) + "/m",
               R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"a":"c"}})")
            .status == 200);
}

TEST_CASE("a body of another kind or version than the path's is refused by that name") {
  ServerFixture f;
  std::string other = DatasetJson("one");
  other.replace(other.find("\"Dataset\""), 9, "\"DataLoad\"");
  const HttpResponse kind = f.Call("POST", kDatasets, other);
  CHECK(kind.status == 422);
  CHECK(FirstCause(kind) == "kind");
  std::string old = DatasetJson("one");
  old.replace(old.find("v1alpha1"), 8, "v0");
  const HttpResponse version = f.Call("POST", kDatasets, old);
  CHECK(version.status == 400);
  CHECK(version.body.find("does not match the expected API version") != std::string::npos);
}

TEST_CASE("an answer comes as YAML to who asks for it, and not at all to who takes neither") {
  ServerFixture f;
  f.Call("POST", kDatasets, DatasetJson("one"));
  const HttpResponse yaml = Accepting(f, kOne, "application/yaml");
  CHECK(*yaml.headers.Find("Content-Type") == "application/yaml");
  CHECK(yaml.body.starts_with("apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\n"));
  CHECK(*Accepting(f, kOne, "text/html, */*").headers.Find("Content-Type") == "application/json");
  const HttpResponse none = Accepting(f, kOne, "text/html");
  CHECK(none.status == 406);
  CHECK(Body(none)["reason"].text() == "NotAcceptable");
  CHECK(Accepting(f, kOne, "application/json;as=Poem;v=v1;g=meta.k8s.io").status == 406);
}

TEST_CASE("HEAD is answered as GET, without the body, and the connection serves on") {
  ServerFixture f;
  f.Call("POST", kDatasets, DatasetJson("one"));
  const std::string get = "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n";
  const std::string answer = f.Raw("HEAD " + kOne + " HTTP/1.1\r\n\r\n" + get);
  CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  const size_t head = answer.find("\r\n\r\n");
  REQUIRE(head != std::string::npos);
  CHECK(answer.substr(head + 4).starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(answer.ends_with("\r\n\r\nok"));
}

TEST_CASE("what Kubernetes keeps small is kept small") {
  ServerFixture f;
  const auto annotated = [](size_t size) {
    return DatasetJson("one", ",\"annotations\":{\"a\":\"" + std::string(size, 'x') + "\"}");
  };
  const HttpResponse long_note = f.Call("POST", kDatasets, annotated(256 << 10));
  CHECK(long_note.status == 422);
  CHECK(FirstCause(long_note) == "metadata.annotations");
  CHECK(f.Call("POST", kDatasets, annotated((256 << 10) - 1)).status == 201);
  const auto map = [](size_t size) {
    return R"({"metadata":{"name":"m"},"data":{"a":")" + std::string(size, 'x') + "\"}}";
  };
  CHECK(FirstCause(f.Call("POST", kMaps, map(1 << 20))) == "data");
  CHECK(f.Call("POST", kMaps, map((1 << 20) - 1)).status == 201);
}

TEST_CASE("what a patch may not change is named") {
  ServerFixture f;
  f.Call("POST", kDatasets, DatasetJson("one", ",\"finalizers\":[\"x.io/y\"]"));
  const auto patch = [&](const std::string& metadata) {
    return f.Call("PATCH", kOne, "{\"metadata\":" + metadata + "}", "application/merge-patch+json");
  };
  const HttpResponse uid = patch(R"({"uid":"other"})");
  CHECK(uid.status == 422);
  CHECK(FirstCause(uid) == "metadata.uid");
  f.Call("DELETE", kOne);
  const HttpResponse late = patch(R"({"finalizers":["x.io/y","x.io/z"]})");
  CHECK(late.status == 422);
  CHECK(FirstCause(late) == "metadata.finalizers");
  const HttpResponse owned = f.Call(
      "POST", kDatasets,
      DatasetJson("two",
                  R"(,"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"m","uid":""}])"));
  CHECK(owned.status == 422);
}

TEST_CASE("a foreground deletion is told as under way until what blocks it has gone") {
  ServerFixture f;
  f.Call("POST", kMaps, R"({"metadata":{"name":"owner"}})");
  const std::string owner = std::string(kMaps) + "/owner", child = std::string(kMaps) + "/child";
  const std::string uid = Body(f.Call("GET", owner)).at(".metadata.uid").text();
  f.Call(
      "POST", kMaps,
      fmt::format(
          R"({{"metadata":{{"name":"child","finalizers":["x.io/y"],"ownerReferences":[)"
          R"({{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"{}","blockOwnerDeletion":true}}]}}}})",
          uid));
  const HttpResponse under_way = f.Call("DELETE", owner, R"({"propagationPolicy":"Foreground"})");
  CHECK(under_way.status == 200);
  CHECK(Body(under_way).at(".metadata.finalizers").json() == R"(["foregroundDeletion"])");
  CHECK_FALSE(Body(under_way).at(".metadata.deletionTimestamp").missing());
  CHECK_FALSE(Body(f.Call("GET", child)).at(".metadata.deletionTimestamp").missing());
  f.Call("PATCH", child, R"({"metadata":{"finalizers":null}})", "application/merge-patch+json");
  CHECK(f.Call("GET", child).status == 404);
  CHECK(f.Call("GET", owner).status == 404);
}

TEST_CASE("how to delete is said once") {
  ServerFixture f;
  f.Call("POST", kDatasets, DatasetJson("one"));
  CHECK(f.Call("DELETE", kOne, R"({"propagationPolicy":"Orphan","orphanDependents":true})").status == 422);
  CHECK(f.Call("DELETE", kOne + "?propagationPolicy=Sideways").status == 422);
  CHECK(f.Call("DELETE", kOne + "?orphanDependents=false").status == 200);
}

TEST_CASE("a body that is no options of a deletion deletes nothing") {
  ServerFixture f;
  f.Call("POST", kDatasets, DatasetJson("one"));
  for (const char* body :
       {R"({"kind":"Dataset"})", R"({"preconditions":"uid"})", R"({"preconditions":{"uid":7}})", "[]"}) {
    INFO(body);
    CHECK(f.Call("DELETE", kOne, body).status == 400);
    CHECK(f.Call("DELETE", kDatasets, body).status == 400);
  }
  CHECK(f.Call("GET", kOne).status == 200);
  CHECK(f.Call("DELETE", kOne, R"({"kind":"DeleteOptions","apiVersion":"v1"})").status == 200);
}

TEST_CASE("one object is watched by its name, or by the old path") {
  ServerFixture f;
  f.Call("POST", kDatasets, DatasetJson("one"));
  f.Call("POST", kDatasets, DatasetJson("two"));
  for (const char* path :
       {"namespaces/default/datasets?watch=1&fieldSelector=metadata.name%3Done&timeoutSeconds=1",
        "watch/namespaces/default/datasets/one?timeoutSeconds=1"}) {
    INFO(path);
    const HttpResponse told = f.Call("GET", std::string("/apis/data.fluid.io/v1alpha1/") + path);
    CHECK(told.status == 200);
    CHECK(told.body.find("\"name\":\"one\"") != std::string::npos);
    CHECK(told.body.find("\"name\":\"two\"") == std::string::npos);
  }
  // With a name in the path, and without that word before it, it is no watch.
  CHECK(Body(f.Call("GET", kOne + "?watch=true"))["kind"].text() == "Dataset");
}

TEST_CASE("a watch in which nothing happens tells now and then how far it is") {
  ApiServerOptions options;
  options.bookmark_every = std::chrono::milliseconds(100);
  ServerFixture f(options);
  f.Call("POST", kDatasets, DatasetJson("one"));
  const std::string path = std::string(kDatasets) + "?watch=1&timeoutSeconds=1";
  const HttpResponse asked = f.Call("GET", path + "&allowWatchBookmarks=true");
  const size_t first = asked.body.find("\"BOOKMARK\"");
  REQUIRE(first != std::string::npos);
  const std::string version = Body(f.Call("GET", kDatasets)).at(".metadata.resourceVersion").text();
  CHECK(asked.body.find(version, asked.body.find("\"BOOKMARK\"", first + 1)) != std::string::npos);
  CHECK(f.Call("GET", path).body.find("BOOKMARK") == std::string::npos);
}

TEST_CASE("kinds of workloads are there to be listed and watched, are none, and can't be made") {
  ServerFixture f;
  for (const std::string path :
       {"/api/v1/pods", "/api/v1/namespaces/default/services", "/api/v1/nodes", "/apis/apps/v1/deployments",
        "/apis/batch/v1/namespaces/default/jobs", "/apis/networking.k8s.io/v1/ingresses?labelSelector=a%3Db",
        "/api/v1/pods?fieldSelector=spec.nodeName%3Dx&limit=5"}) {
    CAPTURE(path);
    const HttpResponse list = f.Call("GET", path);
    CHECK(list.status == 200);
    CHECK(Body(list)["items"].json() == "[]");
    CHECK_FALSE(Body(list).at(".metadata.resourceVersion").text().empty());
  }
  CHECK(Body(f.Call("GET", "/api/v1/pods"))["kind"].text() == "PodList");
  const HttpResponse one = f.Call("GET", "/api/v1/namespaces/default/pods/x");
  CHECK(one.status == 404);
  CHECK(Body(one)["message"].text() == "pods \"x\" not found");
  const HttpResponse made = f.Call("POST", "/api/v1/namespaces/default/pods",
                                   R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}})");
  CHECK(made.status == 405);
  CHECK(made.body.find("runs no workloads") != std::string::npos);
  CHECK(f.Call("PATCH", "/api/v1/namespaces/default/pods/x?fieldManager=a", "kind: Pod",
               "application/apply-patch+yaml")
            .status == 405);
  CHECK(f.Call("DELETE", "/api/v1/namespaces/default/pods/x").status == 404);
  CHECK(f.Call("DELETE", "/api/v1/namespaces/default/pods").status == 405);
  CHECK(f.Call("GET", "/api/v1/pods?watch=1&timeoutSeconds=1").status == 200);
}

TEST_CASE("Kubernetes' own kinds are answered in protobuf to who takes that first, custom kinds are not") {
  ServerFixture f;
  const std::string protobuf = "application/vnd.kubernetes.protobuf";
  f.Call("POST", kMaps, R"({"metadata":{"name":"m"},"data":{"a":"b"}})");
  const std::string one = std::string(kMaps) + "/m";
  const HttpResponse object = Accepting(f, one, protobuf + ", */*");
  CHECK(object.status == 200);
  CHECK(*object.headers.Find("Content-Type") == protobuf);
  const Json read = *Json::Parse(*JsonOfProtobuf(object.body));
  const Json plain = Body(f.Call("GET", one));
  CHECK(read["kind"].text() == "ConfigMap");
  CHECK(read["data"].json() == plain["data"].json());
  CHECK(read["metadata"].json() == plain["metadata"].json());  // managed fields too
  const HttpResponse list = Accepting(f, kMaps, protobuf);
  CHECK(Json::Parse(*JsonOfProtobuf(list.body))->at(".items").items().at(0).at(".data.a").text() == "b");
  const HttpResponse none = Accepting(f, std::string(kMaps) + "/none", protobuf);
  CHECK(none.status == 404);
  CHECK(Json::Parse(*JsonOfProtobuf(none.body))->at(".reason").text() == "NotFound");

  CHECK(*Accepting(f, kDatasets, protobuf + ",application/json").headers.Find("Content-Type") ==
        "application/json");
  CHECK(Accepting(f, kDatasets, protobuf).status == 406);
  CHECK(*Accepting(f, one, "application/json," + protobuf).headers.Find("Content-Type") ==
        "application/json");
}

}  // namespace
}  // namespace fluid::api
