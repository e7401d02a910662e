// What a request says beside the object: its method, its query, the forms it takes; and who is told what of
// it. The answers are those of kube-apiserver 1.33.
#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

constexpr const char* kMaps = "/api/v1/namespaces/default/configmaps";

Json Body(const HttpResponse& response) {
  const Result<Json> json = Json::Parse(response.body);
  INFO(response.body);
  REQUIRE(json.ok());
  return *json;
}

std::string MapJson(const std::string& name, const std::string& more = "") {
  return R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":")" + name + "\"}" + more + "}";
}

// "422 ListOptions limit FieldValueInvalid": code, kind, and the field and reason of each cause.
std::string Told(const HttpResponse& response) {
  const Json details = Body(response)["details"];
  std::string text = std::to_string(response.status);
  if (!details["kind"].missing()) text += " " + details["kind"].text();
  for (const Json& cause : details["causes"].items()) {
    text += " " + cause["field"].text() + " " + cause["reason"].text();
  }
  return text;
}

HttpResponse Accepting(ServerFixture& f, const std::string& method, const std::string& path,
                       const std::string& accept) {
  HttpRequest request;
  request.method = method;
  request.target = path;
  request.headers.Add("Accept", accept);
  return *f.client().Do(std::move(request));
}

TEST_CASE("numbers of a query that are none are a bad request, about nothing in particular") {
  ServerFixture f;
  for (const char* query : {"limit=x", "limit=1.5", "limit=", "timeoutSeconds=abc",
                            "timeoutSeconds=", "watch=1&timeoutSeconds=x"}) {
    CAPTURE(query);
    CHECK(Told(f.Call("GET", std::string(kMaps) + "?" + query)) == "400");
  }
  CHECK(f.Call("GET", std::string(kMaps) + "?limit=-1&timeoutSeconds=0").status == 200);
  CHECK(Told(f.Call("DELETE", std::string(kMaps) + "/x?gracePeriodSeconds=abc")) == "400");
}

TEST_CASE("options that exclude each other are told of as options") {
  ServerFixture f;
  const auto list = [&](const std::string& query) {
    return Told(f.Call("GET", std::string(kMaps) + "?" + query));
  };
  const std::string match = "422 ListOptions resourceVersionMatch ";
  CHECK(list("resourceVersionMatch=Exact") == match + "FieldValueForbidden");
  CHECK(list("resourceVersion=1&resourceVersionMatch=foo") == match + "FieldValueNotSupported");
  CHECK(list("resourceVersion=0&resourceVersionMatch=Exact") == match + "FieldValueForbidden");
  CHECK(list("sendInitialEvents=true") == "422 ListOptions sendInitialEvents FieldValueForbidden");
  CHECK(list("watch=1&sendInitialEvents=true") == match + "FieldValueForbidden");
  f.Call("POST", kMaps, MapJson("a"));
  const std::string one = std::string(kMaps) + "/a?";
  const std::string merge = "application/merge-patch+json", apply = "application/apply-patch+yaml";
  CHECK(Told(f.Call("PATCH", one + "force=true", "{}", merge)) ==
        "422 PatchOptions force FieldValueForbidden");
  CHECK(Told(f.Call("PATCH", one, MapJson("a"), apply)) ==
        "422 PatchOptions fieldManager FieldValueRequired");
  CHECK(Told(f.Call("PUT", one + "dryRun=foo", MapJson("a"))) ==
        "422 UpdateOptions dryRun FieldValueNotSupported");
  CHECK(Told(f.Call("POST", std::string(kMaps) + "?fieldValidation=foo&fieldManager=" + std::string(129, 'x'),
                    MapJson("b"))) ==
        "422 CreateOptions fieldManager FieldValueTooLong fieldValidation FieldValueNotSupported");
  CHECK(Told(f.Call("DELETE", one + "propagationPolicy=foo")) ==
        "422 DeleteOptions propagationPolicy FieldValueNotSupported");
  CHECK(Told(f.Call("DELETE", one + "propagationPolicy=")) ==
        "422 DeleteOptions propagationPolicy FieldValueNotSupported");
  CHECK(Told(f.Call("PUT", one + "dryRun=All&dryRun=foo", MapJson("a"))) ==
        "422 UpdateOptions dryRun FieldValueNotSupported");
  CHECK(f.Call("PUT", one + "dryRun=All&dryRun=All", MapJson("a")).status == 200);
  CHECK(f.Call("GET", std::string(kMaps) + "/a").status == 200);
}

TEST_CASE("a watch that is turned off in any case of letters is a list") {
  ServerFixture f;
  CHECK(Body(f.Call("GET", std::string(kMaps) + "?watch=False"))["kind"].text() == "ConfigMapList");
}

TEST_CASE("a bad request says nothing of an object, a missing one names it") {
  ServerFixture f;
  CHECK(Told(f.Call("POST", kMaps, "{")) == "400");
  CHECK(Told(f.Call("POST", kMaps, MapJson("a"), "text/plain")) == "415");
  CHECK(Told(f.Call("GET", std::string(kMaps) + "/no")) == "404 configmaps");
}

TEST_CASE("changes of custom kinds are asked for in their namespaces, with a name") {
  ServerFixture f;
  const std::string all = "/apis/data.fluid.io/v1alpha1/datasets";
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    CAPTURE(method);
    const std::string type =
        *method == 'P' && method[1] == 'A' ? "application/merge-patch+json" : "application/json";
    CHECK(f.Call(method, all, DatasetJson("x"), type).status == 404);
  }
  CHECK(f.Call("PUT", kDatasets, DatasetJson("x")).status == 400);
  CHECK(f.Call("PATCH", kDatasets, "{}", "application/merge-patch+json").status == 400);
  CHECK(f.Call("POST", "/api/v1/configmaps", MapJson("x")).status == 405);
}

TEST_CASE("HEAD is for custom kinds; Kubernetes' own are not asked so") {
  ServerFixture f;
  const auto head = [&](const std::string& path) {
    return f.Raw("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").substr(9, 3);
  };
  CHECK(head(kMaps) == "405");
  CHECK(head("/api/v1") == "405");
  CHECK(head(kDatasets) == "200");
  CHECK(head("/healthz") == "200");
}

TEST_CASE("what an answer can't be shown as is not acceptable, and weights decide between the others") {
  ServerFixture f;
  f.Call("POST", kMaps, MapJson("a"));
  const std::string one = std::string(kMaps) + "/a",
                    partial = "application/json;g=meta.k8s.io;v=v1;as=PartialObjectMetadata";
  CHECK(Accepting(f, "GET", one, partial).status == 200);
  CHECK(Accepting(f, "GET", one, partial + "List").status == 406);
  CHECK(Accepting(f, "GET", kMaps, partial).status == 406);
  CHECK(Accepting(f, "GET", kMaps, partial + "List").status == 200);
  CHECK(Accepting(f, "GET", std::string(kMaps) + "?watch=1", "application/yaml").status == 406);
  const HttpResponse yaml = Accepting(f, "GET", one, "application/json;q=0.5,application/yaml;q=0.9");
  CHECK(*yaml.headers.Find("Content-Type") == "application/yaml");
}

TEST_CASE("a value of another type is told as one, and a document of another form is not given") {
  ServerFixture f;
  const auto told = [&](const std::string& spec) {
    return Told(
        f.Call("POST", kDatasets,
               R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":"d"},"spec":)" +
                   spec + "}"));
  };
  CHECK(told("5") == "422 Dataset spec FieldValueTypeInvalid");
  CHECK(told(R"({"mounts":"x"})") == "422 Dataset spec.mounts FieldValueTypeInvalid");
  CHECK(told(R"({"mounts":[{"mountPoint":5}]})") ==
        "422 Dataset spec.mounts[0].mountPoint FieldValueTypeInvalid");
  CHECK(told(R"({"mounts":[{"mountPoint":"http://x/","name":"x","readOnly":"yes"}]})") ==
        "422 Dataset spec.mounts[0].readOnly FieldValueTypeInvalid");
  CHECK(told(R"({"placement":"Exklusive"})").ends_with("FieldValueNotSupported"));
  const std::string group = "/openapi/v3/apis/data.fluid.io/v1alpha1",
                    protobuf = "application/com.github.proto-openapi.spec.v3@v1.0+protobuf";
  CHECK(Accepting(f, "GET", group, protobuf).status == 406);
  CHECK(Accepting(f, "GET", group, protobuf + ", application/json").status == 200);
  CHECK(Accepting(f, "GET", "/openapi/v3", protobuf).status == 200);
  CHECK(Accepting(f, "GET", "/openapi/v2", "text/html").status == 406);
}

TEST_CASE("health is told check by check, to any method") {
  ServerFixture f;
  CHECK(f.Call("GET", "/livez/ping").body == "ok");
  CHECK(f.Call("GET", "/healthz/ping?verbose").body == "ok");
  CHECK(f.Call("POST", "/readyz", "{}").body == "ok");
  CHECK(f.Call("GET", "/livez?verbose").body == "[+]ping ok\nlivez check passed\n");
  CHECK(f.Call("GET", "/readyz?verbose=1&exclude=ping").body ==
        "[+]ping excluded: ok\nreadyz check passed\n");
  CHECK(f.Call("GET", "/healthz?exclude=etcd").body == "ok");
  CHECK(f.Call("GET", "/healthz?verbose&exclude=etcd").body ==
        "[+]ping ok\nwarn: some health checks cannot be excluded: no matches for \"etcd\"\n"
        "healthz check passed\n");
  CHECK(f.Call("GET", "/livez/none").status == 404);
  CHECK(f.Call("GET", "/readyz/").status == 404);
  CHECK(f.Call("GET", "/openapi/v3/").status == 404);
  CHECK(f.Call("GET", "/apis/").status == 200);
}

}  // namespace
}  // namespace fluid::api
