// The sub-resource "scale", and the definitions that tell of it.
#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

constexpr const char* kRuntimes = "/apis/data.fluid.io/v1alpha1/namespaces/default/alluxioruntimes";
const std::string kScale = std::string(kRuntimes) + "/al/scale";
constexpr const char* kMerge = "application/merge-patch+json";

Json Body(const HttpResponse& response) {
  const Result<Json> json = Json::Parse(response.body);
  INFO(response.body);
  REQUIRE(json.ok());
  return *json;
}

struct Scaled : ServerFixture {
  Scaled() {
    Call("POST", kRuntimes,
         R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"AlluxioRuntime","metadata":{"name":"al"},)"
         R"("spec":{"replicas":2}})");
  }
  int64_t Replicas() {
    return Body(Call("GET", std::string(kRuntimes) + "/al")).at(".spec.replicas").number(-1);
  }
  // A Scale as a client would send it back.
  std::string Wish(int replicas, const std::string& more = "") {
    return R"({"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"al")" + more +
           R"(},"spec":{"replicas":)" + std::to_string(replicas) + "}}";
  }
};

TEST_CASE("a runtime's scale tells how many workers there are and shall be") {
  Scaled f;
  f.Call("PATCH", std::string(kRuntimes) + "/al/status",
         R"({"status":{"currentWorkerNumberScheduled":1,"selector":"app=x"}})", kMerge);
  const Json scale = Body(f.Call("GET", kScale));
  CHECK(scale["kind"].text() == "Scale");
  CHECK(scale["apiVersion"].text() == "autoscaling/v1");
  CHECK(scale.at(".metadata.name").text() == "al");
  CHECK(scale.at(".spec.replicas").number(-1) == 2);
  CHECK(scale.at(".status.replicas").number(-1) == 1);
  CHECK(scale.at(".status.selector").text() == "app=x");
}

TEST_CASE("replicas are set by replacing or patching the scale, and managed in its name") {
  Scaled f;
  CHECK(Body(f.Call("PUT", kScale, f.Wish(5))).at(".spec.replicas").number(-1) == 5);
  CHECK(f.Replicas() == 5);
  CHECK(f.Call("PATCH", kScale, R"({"spec":{"replicas":3}})", kMerge).status == 200);
  CHECK(f.Replicas() == 3);
  CHECK(f.Call("PATCH", kScale, R"([{"op":"replace","path":"/spec/replicas","value":4}])",
               "application/json-patch+json")
            .status == 200);
  CHECK(f.Replicas() == 4);
  const HttpResponse runtime = f.Call("GET", std::string(kRuntimes) + "/al");
  CHECK(runtime.body.find(R"("subresource":"scale")") != std::string::npos);
}

TEST_CASE("a scale that is applied manages the replicas, and a conflict about them names the owner") {
  Scaled f;
  const std::string apply = "application/apply-patch+yaml";
  const HttpResponse refused = f.Call("PATCH", kScale + "?fieldManager=me", f.Wish(6), apply);
  CHECK(refused.status == 409);
  CHECK(Body(refused).at(".details.causes").items().at(0)["field"].text() == ".spec.replicas");
  CHECK(Body(refused).at(".details.name").missing());
  CHECK(f.Replicas() == 2);
  const HttpResponse forced = f.Call("PATCH", kScale + "?fieldManager=me&force=true", f.Wish(6), apply);
  CHECK(Body(forced).at(".spec.replicas").number(-1) == 6);
  CHECK(Body(forced)["kind"].text() == "Scale");
  CHECK(f.Replicas() == 6);
  for (const char* other : {R"(,"resourceVersion":"1")", R"(,"uid":"of-another")"}) {
    CAPTURE(other);
    CHECK(f.Call("PATCH", kScale + "?fieldManager=me&force=true", f.Wish(7, other), apply).status == 409);
  }
  CHECK(f.Replicas() == 6);
  bool noted = false;
  const Json runtime = Body(f.Call("GET", std::string(kRuntimes) + "/al"));
  for (const Json& entry : runtime.at(".metadata.managedFields").items()) {
    noted |= entry["manager"].text() == "me" && entry["operation"].text() == "Apply" &&
             entry["subresource"].text() == "scale" &&
             entry["fieldsV1"].json() == R"({"f:spec":{"f:replicas":{}}})";
  }
  CHECK(noted);
  CHECK(f.Call("PATCH", std::string(kRuntimes) + "/no/scale?fieldManager=me", f.Wish(1), apply).status ==
        400);
}

TEST_CASE("a scale that does not fit is refused and changes nothing") {
  Scaled f;
  CHECK(f.Call("PUT", kScale, f.Wish(-1)).status == 422);
  CHECK(f.Call("PATCH", kScale, R"({"spec":{"replicas":"many"}})", kMerge).status == 422);
  CHECK(f.Call("PUT", kScale, f.Wish(9, R"(,"resourceVersion":"1")")).status == 409);
  CHECK(f.Call("PUT", kScale, R"({"kind":"Dataset","apiVersion":"v1","metadata":{"name":"al"}})").status ==
        400);
  CHECK(f.Call("PATCH", kScale, "{}", "application/strategic-merge-patch+json").status == 415);
  CHECK(f.Replicas() == 2);
  f.Call("POST", kDatasets, DatasetJson("one"));
  CHECK(f.Call("GET", std::string(kDatasets) + "/one/scale").status == 404);  // its kind has none
}

TEST_CASE("discovery and OpenAPI tell which kinds scale") {
  Scaled f;
  for (const char* path : {"/openapi/v2", "/openapi/v3/apis/data.fluid.io/v1alpha1"}) {
    CAPTURE(path);
    const Json document = Body(f.Call("GET", path));
    const std::string place = "/apis/data.fluid.io/v1alpha1/namespaces/{namespace}/";
    const Json scale = document["paths"][place + "alluxioruntimes/{name}/scale"]["patch"];
    CHECK(scale["x-kubernetes-group-version-kind"]["kind"].text() == "Scale");
    CHECK(document["paths"][place + "datasets/{name}/scale"].missing());
    const bool v2 = !document["swagger"].missing();
    const Json schemas = v2 ? document["definitions"] : document.at(".components.schemas");
    CHECK_FALSE(schemas["io.k8s.api.autoscaling.v1.Scale"].missing());
  }
  const std::string list = f.Call("GET", "/apis/data.fluid.io/v1alpha1").body;
  CHECK(list.find(R"({"name":"alluxioruntimes/scale","singularName":"","namespaced":true,)"
                  R"("group":"autoscaling","version":"v1","kind":"Scale")") != std::string::npos);
  CHECK(list.find("datasets/scale") == std::string::npos);
}

TEST_CASE("the definitions of our kinds can be read, one, all, or by name, and not changed") {
  ServerFixture f;
  const std::string all = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  const std::string one = all + "/alluxioruntimes.data.fluid.io";
  const Json definition = Body(f.Call("GET", one));
  CHECK(definition.at(".spec.names.kind").text() == "AlluxioRuntime");
  const Json version = definition.at(".spec.versions").items().at(0);
  CHECK(version.at(".subresources.scale.specReplicasPath").text() == ".spec.replicas");
  CHECK(version["additionalPrinterColumns"].items().size() == 11);
  CHECK(definition.at(".status.conditions").items().at(1)["type"].text() == "Established");
  const Json list = Body(f.Call("GET", all));
  CHECK(list["kind"].text() == "CustomResourceDefinitionList");
  CHECK(list["items"].items().size() == 18);
  CHECK(
      Body(f.Call("GET", all + "?fieldSelector=metadata.name%3Druns.run.fluid.io"))["items"].items().size() ==
      1);
  CHECK(f.Call("GET", all + "/none").status == 404);
  CHECK(f.Call("DELETE", one).status == 405);
}

}  // namespace
}  // namespace fluid::api
