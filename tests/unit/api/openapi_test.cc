#include "src/api/openapi.h"

#include <catch2/catch.hpp>
#include <set>

#include "src/api/json.h"
#include "src/model/kind.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

Json Document(ServerFixture& f, const std::string& path) {
  const HttpResponse response = f.Call("GET", path);
  REQUIRE(response.status == 200);
  const Result<Json> json = Json::Parse(response.body);
  REQUIRE(json.ok());
  return *json;
}

void CollectReferences(const Json& json, std::set<std::string>& names) {
  for (const Json& item : json.items()) CollectReferences(item, names);
  for (const auto& [name, value] : json.members()) {
    if (name == "$ref") {
      names.insert(value.text().substr(value.text().rfind('/') + 1));
    } else {
      CollectReferences(value, names);
    }
  }
}

// All names that are referred to are defined.
void CheckReferences(const Json& document, const Json& definitions) {
  std::set<std::string> names;
  CollectReferences(document, names);
  CHECK(names.size() > 5);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(definitions[name].is_object());
  }
}

const std::string kDataPlace = "/openapi/v3/apis/data.fluid.io/v1alpha1";

TEST_CASE("the index of OpenAPI names a document of each group's version by its hash") {
  ServerFixture f;
  const Json paths = Document(f, "/openapi/v3")["paths"];
  CHECK(paths.members().size() == 3);
  const std::string url = paths["apis/data.fluid.io/v1alpha1"]["serverRelativeURL"].text();
  CHECK(url.find(kDataPlace + "?hash=") == 0);
  const HttpResponse document = f.Call("GET", url);
  CHECK(document.status == 200);
  REQUIRE(document.headers.Find("ETag") != nullptr);
  CHECK(*document.headers.Find("ETag") == '"' + url.substr(url.find('=') + 1) + '"');
  CHECK(*document.headers.Find("Cache-Control") == "public, immutable");
  CHECK(f.Call("GET", kDataPlace).headers.Find("Cache-Control") == nullptr);
}

TEST_CASE("an OpenAPI document that the client has is not sent again") {
  ServerFixture f;
  const std::string tag = *f.Call("GET", kDataPlace).headers.Find("ETag");
  for (const std::string& known : {tag, std::string("\"other\"")}) {
    HttpRequest request;
    request.method = "GET";
    request.target = kDataPlace;
    request.headers.Add("If-None-Match", known);
    const Result<HttpResponse> again = f.client().Do(std::move(request));
    REQUIRE(again.ok());
    CHECK(again->status == (known == tag ? 304 : 200));
    CHECK(again->body.empty() == (known == tag));
  }
}

TEST_CASE("OpenAPI 3 describes every kind with its fields, and refers to nothing that is missing") {
  ServerFixture f;
  for (const auto& [place, entry] : Document(f, "/openapi/v3")["paths"].members()) {
    INFO(place);
    const Json document = Document(f, "/openapi/v3/" + place);
    CHECK(document["openapi"].text() == "3.0.0");
    CheckReferences(document, document["components"]["schemas"]);
  }
  const Json schemas = Document(f, kDataPlace)["components"]["schemas"];
  const Json dataset = schemas["io.fluid.data.v1alpha1.Dataset"];
  CHECK(dataset["x-kubernetes-group-version-kind"].json() ==
        R"([{"group":"data.fluid.io","kind":"Dataset","version":"v1alpha1"}])");
  CHECK(dataset.at(".properties.metadata.allOf").items()[0]["$ref"].text() ==
        "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
  const Json mount = schemas["io.fluid.data.v1alpha1.Mount"];
  CHECK(mount["required"].json() == R"(["mountPoint"])");
  CHECK(mount.at(".properties.options.additionalProperties.type").text() == "string");
  CHECK_FALSE(mount.at(".properties.mountPoint.description").text().empty());
  const Json spec = schemas["io.fluid.data.v1alpha1.DatasetSpec"];
  CHECK(spec.at(".properties.placement.enum").json() == R"(["Exclusive","","Shared"])");
  CHECK(schemas["io.fluid.data.v1alpha1.DataLoadSpec"].at(".properties.policy.default").text() == "Once");
  CHECK(schemas["io.k8s.api.core.v1.Container"].is_object());
}

TEST_CASE("OpenAPI 3 tells of every resource's verbs and of dry runs") {
  ServerFixture f;
  const Json paths = Document(f, kDataPlace)["paths"];
  for (const KindInfo* kind : model::Kinds()) {
    if (kind->group != "data.fluid.io") continue;
    INFO(kind->name);
    const std::string space = kind->namespaced ? "namespaces/{namespace}/" : "";
    const Json object =
        paths["/apis/data.fluid.io/v1alpha1/" + space + std::string(kind->plural) + "/{name}"];
    CHECK(object.at(".get.x-kubernetes-group-version-kind")["kind"].text() == kind->name);
    CHECK(object.at(".patch.parameters").json().find("\"dryRun\"") != std::string::npos);
    CHECK(object.at(".patch.requestBody.content")["application/apply-patch+yaml"].is_object());
  }
}

TEST_CASE("OpenAPI 2 holds all groups in one document") {
  ServerFixture f;
  const Json document = Document(f, "/openapi/v2");
  CHECK(document["swagger"].text() == "2.0");
  const Json definitions = document["definitions"];
  for (const char* name : {"io.fluid.data.v1alpha1.Dataset", "io.fluid.run.v1alpha1.Run",
                           "io.k8s.api.core.v1.Secret", "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}) {
    INFO(name);
    CHECK(definitions[name].is_object());
  }
  CheckReferences(document, definitions);
  CHECK(document["paths"]["/api/v1/namespaces/{namespace}/secrets"].is_object());
}

}  // namespace
}  // namespace fluid::api
