#include "src/api/discovery.h"

#include <catch2/catch.hpp>
#include <map>

#include "src/api/json.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

Json Body(const HttpResponse& response) {
  INFO(response.body);
  const Result<Json> json = Json::Parse(response.body);
  REQUIRE(json.ok());
  return *json;
}

std::map<std::string, Json> ByName(const Json& list, std::string_view name) {
  std::map<std::string, Json> all;
  for (const Json& item : list.items()) all[item.at(name).text()] = item;
  return all;
}

HttpResponse Get(ServerFixture& f, const std::string& path, const std::string& accept) {
  HttpRequest request;
  request.method = "GET";
  request.target = path;
  request.headers.Add("Accept", accept);
  const Result<HttpResponse> response = f.client().Do(std::move(request));
  REQUIRE(response.ok());
  return *response;
}

TEST_CASE("discovery lists groups, versions, resources and verbs") {
  ServerFixture f;
  CHECK(Body(f.Call("GET", "/api")).at(".versions").items()[0].text() == "v1");
  const Json groups = Body(f.Call("GET", "/apis"));
  CHECK(groups["kind"].text() == "APIGroupList");
  const auto by_group = ByName(groups["groups"], ".name");
  CHECK(by_group.size() == groups["groups"].items().size());
  CHECK(by_group.at("data.fluid.io").at(".preferredVersion.version").text() == "v1alpha1");
  CHECK(by_group.contains("authorization.k8s.io"));
  CHECK_FALSE(by_group.contains(""));
  CHECK(Body(f.Call("GET", "/apis/run.fluid.io")).at(".preferredVersion.groupVersion").text() ==
        "run.fluid.io/v1alpha1");

  const Json resources = Body(f.Call("GET", "/apis/data.fluid.io/v1alpha1"));
  CHECK(resources["groupVersion"].text() == "data.fluid.io/v1alpha1");
  const auto by_name = ByName(resources["resources"], ".name");
  CHECK(by_name.at("datasets")["kind"].text() == "Dataset");
  CHECK(by_name.at("datasets")["namespaced"].text() == "true");
  CHECK(by_name.at("datasets")["verbs"].json() ==
        R"(["create","delete","deletecollection","get","list","patch","update","watch"])");
  CHECK(by_name.at("datasets/status")["verbs"].json() == R"(["get","patch","update"])");
  CHECK(by_name.at("thinruntimeprofiles")["namespaced"].text() == "false");
  CHECK(Body(f.Call("GET", "/api/v1"))["groupVersion"].text() == "v1");

  CHECK(Body(f.Call("GET", "/version"))["gitVersion"].text().find("0.0.0") != std::string::npos);
  CHECK(f.Call("GET", "/healthz").body == "ok");
  CHECK(f.Call("GET", "/readyz").status == 200);
  CHECK(f.Call("POST", "/version", "{}").status == 405);
  CHECK(f.Call("GET", "/nothing").status == 404);
}

TEST_CASE("every path that the root names is there") {
  ServerFixture f;
  const std::vector<Json> paths = Body(f.Call("GET", "/"))["paths"].items();
  CHECK(paths.size() > 10);
  for (const Json& path : paths) {
    INFO(path.text());
    CHECK(f.Call("GET", path.text()).status == 200);
  }
}

TEST_CASE("aggregated discovery tells all at once, to those who ask for it") {
  ServerFixture f;
  const std::string wanted = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  const HttpResponse groups = Get(f, "/apis", wanted + ",application/json");
  CHECK(*groups.headers.Find("Content-Type") == wanted);
  const Json list = Body(groups);
  CHECK(list["kind"].text() == "APIGroupDiscoveryList");
  CHECK(list["apiVersion"].text() == "apidiscovery.k8s.io/v2");
  const auto by_group = ByName(list["items"], ".metadata.name");
  CHECK_FALSE(by_group.contains(""));
  const Json version = by_group.at("data.fluid.io")["versions"].items()[0];
  CHECK(version["version"].text() == "v1alpha1");
  CHECK(version["resources"].items().size() == 14);
  const Json load = ByName(version["resources"], ".resource").at("dataloads");
  CHECK(load["scope"].text() == "Namespaced");
  CHECK(load.at(".responseKind.kind").text() == "DataLoad");
  CHECK(load["shortNames"].json() == R"(["load"])");
  CHECK(load["categories"].json() == R"(["fluid"])");
  CHECK(load["subresources"].items()[0]["subresource"].text() == "status");

  const Json core = Body(Get(f, "/api", wanted));
  REQUIRE(core["items"].items().size() == 1);
  const auto resources = ByName(core["items"].items()[0]["versions"].items()[0]["resources"], ".resource");
  for (const char* kept : {"configmaps", "events", "namespaces", "secrets"}) {
    CHECK(resources.at(kept)["verbs"].items().size() == 8);
  }
  CHECK(resources.at("pods")["verbs"].json() == R"(["get","list","watch"])");

  CHECK(Body(Get(f, "/apis", "application/json"))["kind"].text() == "APIGroupList");
  CHECK(Body(Get(f, "/apis", "application/json;g=other;v=v9;as=Else,application/json"))["kind"].text() ==
        "APIGroupList");
}

TEST_CASE("the one user may do everything, and is told so") {
  ServerFixture f;
  const std::string authorization = "/apis/authorization.k8s.io/v1/";
  const HttpResponse may =
      f.Call("POST", authorization + "selfsubjectaccessreviews",
             R"({"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1",)"
             R"("spec":{"resourceAttributes":{"verb":"create","resource":"datasets"}}})");
  CHECK(may.status == 201);
  CHECK(Body(may).at(".status.allowed").text() == "true");
  CHECK(Body(may).at(".spec.resourceAttributes.verb").text() == "create");
  const HttpResponse rules =
      f.Call("POST", authorization + "selfsubjectrulesreviews",
             R"({"kind":"SelfSubjectRulesReview","apiVersion":"authorization.k8s.io/v1"})");
  CHECK(Body(rules).at(".status.incomplete").text() == "false");
  const HttpResponse who = f.Call("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                                  R"({"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1"})");
  CHECK_FALSE(Body(who).at(".status.userInfo.username").text().empty());

  CHECK(f.Call("GET", authorization + "selfsubjectaccessreviews").status == 405);
  CHECK(f.Call("POST", authorization + "selfsubjectaccessreviews", R"({"kind":"Dataset"})").status == 400);
  CHECK(f.Call("POST", authorization + "subjectaccessreviews", "{}").status == 404);
}

}  // namespace
}  // namespace fluid::api
