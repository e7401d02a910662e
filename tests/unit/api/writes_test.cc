// Requests that change objects, as Kubernetes' clients send them: options, patches, apply, managers, pages,
// deletions, namespaces.
#include <algorithm>
#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

Json Body(const HttpResponse& response) {
  const Result<Json> json = Json::Parse(response.body);
  if (!json.ok()) throw std::runtime_error(response.body);
  return *json;
}

const std::string kOne = std::string(kDatasets) + "/imagenet";
constexpr const char* kMerge = "application/merge-patch+json";
constexpr const char* kJsonPatch = "application/json-patch+json";
constexpr const char* kApply = "application/apply-patch+yaml";
constexpr const char* kStrategic = "application/strategic-merge-patch+json";
constexpr const char* kConfigMaps = "/api/v1/namespaces/default/configmaps";

std::string Dataset(const std::string& members) {
  return R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset",)" + members + "}";
}

std::vector<std::string> Warnings(const HttpResponse& response) {
  std::vector<std::string> all;
  for (const auto& [name, value] : response.headers.all()) {
    if (name == "Warning") all.push_back(value);
  }
  return all;
}

// "MANAGER OPERATION SUBRESOURCE FIELDS" of each entry.
std::vector<std::string> Managers(const Json& object) {
  std::vector<std::string> all;
  for (const Json& entry : object.at(".metadata.managedFields").items()) {
    all.push_back(entry["manager"].text() + " " + entry["operation"].text() + " " +
                  entry["subresource"].text() + " " + entry["fieldsV1"].json());
  }
  return all;
}

TEST_CASE("a JSON patch changes an object, and one that does not fit changes nothing") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("imagenet", R"(,"labels":{"a/b":"1"})")).status == 201);
  const HttpResponse patched = f.Call(
      "PATCH", kOne,
      R"([{"op":"test","path":"/metadata/labels/a~1b","value":"1"},)"
      R"({"op":"add","path":"/spec/mounts/-","value":{"mountPoint":"http://127.0.0.1:1/b","name":"b"}},)"
      R"({"op":"replace","path":"/metadata/labels/a~1b","value":"2"}])",
      kJsonPatch);
  CHECK(patched.status == 200);
  CHECK(Body(patched).at(".spec.mounts").items().size() == 2);
  CHECK(Body(patched).at(".metadata.labels").json() == R"({"a/b":"2"})");
  const HttpResponse refused =
      f.Call("PATCH", kOne, R"([{"op":"test","path":"/metadata/labels/a~1b","value":"1"}])", kJsonPatch);
  CHECK(refused.status == 422);
  CHECK(Body(refused)["reason"].text() == "Invalid");
  CHECK(f.Call("PATCH", kOne, "{}", kJsonPatch).status == 400);
}

TEST_CASE("strategic merge patches are for Kubernetes' own kinds") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("imagenet")).status == 201);
  const HttpResponse refused = f.Call("PATCH", kOne, R"({"spec":{}})", kStrategic);
  CHECK(refused.status == 415);
  CHECK(Body(refused)["reason"].text() == "UnsupportedMediaType");
  REQUIRE(f.Call("POST", kConfigMaps,
                 R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"1"}})")
              .status == 201);
  const HttpResponse patched =
      f.Call("PATCH", std::string(kConfigMaps) + "/c", R"({"data":{"a":null,"b":"2"}})", kStrategic);
  CHECK(patched.status == 200);
  CHECK(Body(patched)["data"].json() == R"({"b":"2"})");
}

TEST_CASE("apply creates, changes, takes away, and tells conflicts with their owners") {
  ServerFixture f;
  const std::string as_fluid = kOne + "?fieldManager=fluid";
  const HttpResponse made = f.Call(
      "PATCH", as_fluid,
      "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata:\n  name: imagenet\n"
      "  labels: {a: '1', b: '2'}\nspec:\n  mounts:\n  - mountPoint: http://127.0.0.1:1/\n    name: web\n",
      kApply);
  REQUIRE(made.status == 201);
  CHECK(Managers(Body(made)) ==
        std::vector<std::string>{
            R"(fluid Apply  {"f:metadata":{"f:labels":{"f:a":{},"f:b":{}}},"f:spec":{"f:mounts":{}}})"});
  const std::string mounts = R"("mounts":[{"mountPoint":"http://127.0.0.1:1/","name":"web"}])";
  const std::string smaller = Dataset(R"("metadata":{"labels":{"a":"1"}},"spec":{)" + mounts + "}");
  const HttpResponse changed = f.Call("PATCH", as_fluid, smaller, kApply);
  CHECK(changed.status == 200);
  CHECK(Body(changed).at(".metadata.labels").json() == R"({"a":"1"})");
  const HttpResponse same = f.Call("PATCH", as_fluid, smaller, kApply);
  CHECK(Body(same).at(".metadata.resourceVersion").text() ==
        Body(changed).at(".metadata.resourceVersion").text());

  const std::string other = Dataset(R"("metadata":{"labels":{"a":"9"}})");
  const HttpResponse refused = f.Call("PATCH", kOne + "?fieldManager=other", other, kApply);
  CHECK(refused.status == 409);
  CHECK(Body(refused)["reason"].text() == "Conflict");
  CHECK(Body(refused)["message"].text() ==
        R"(Apply failed with 1 conflict: conflict with "fluid": .metadata.labels.a)");
  CHECK(
      Body(refused).at(".details.causes").json() ==
      R"([{"field":".metadata.labels.a","message":"conflict with \"fluid\"","reason":"FieldManagerConflict"}])");
  CHECK(f.Call("PATCH", kOne + "?fieldManager=other&force=true", other, kApply).status == 200);
  CHECK(Body(f.Call("GET", kOne)).at(".metadata.labels.a").text() == "9");
  CHECK(f.Call("PATCH", as_fluid, smaller, kApply).status == 409);
}

TEST_CASE("an apply says who applies, and what it names must fit its path") {
  ServerFixture f;
  const std::string doc = Dataset(R"("metadata":{"name":"imagenet"})");
  CHECK(f.Call("PATCH", kOne, doc, kApply).status == 422);
  const std::string path = kOne + "?fieldManager=fluid";
  CHECK(f.Call("PATCH", path, Dataset(R"("metadata":{"name":"coco"})"), kApply).status == 400);
  CHECK(f.Call("PATCH", path, Dataset(R"("metadata":{"namespace":"other"})"), kApply).status == 400);
  CHECK(f.Call("PATCH", path, R"({"metadata":{}})", kApply).status == 400);
  for (const char* none : {"[]", "5", "\"imagenet\""}) {
    CAPTURE(none);
    const std::string nameless = Dataset("\"metadata\":" + std::string(none));
    CHECK(f.Call("PATCH", path, nameless, kApply).status == 400);
  }
  CHECK(f.Call("GET", kOne).status == 404);
  CHECK(f.Call("PATCH", path, Dataset(R"("metadata":{"managedFields":[{"manager":"x"}]})"), kApply).status ==
        400);
  CHECK(f.Call("PATCH", path, Dataset(R"("metadata":{"resourceVersion":"5"})"), kApply).status == 409);
  CHECK(f.Call("PATCH", path, "a: [", kApply).status == 400);
  CHECK(f.Call("PATCH", kOne + "/status?fieldManager=fluid", doc, kApply).status == 404);
  CHECK(f.Call("PATCH", kOne + "?force=true", "{}", kMerge).status == 422);
}

TEST_CASE("every change is written down to its manager, by name or by program") {
  ServerFixture f;
  REQUIRE(f.Call("POST", std::string(kDatasets) + "?fieldManager=maker", DatasetJson("imagenet")).status ==
          201);
  HttpRequest patch;
  patch.method = "PATCH";
  patch.target = kOne;
  patch.body = R"({"metadata":{"labels":{"a":"1"}}})";
  patch.headers.Add("Content-Type", kMerge);
  patch.headers.Add("User-Agent", "kubectl/v1.33.9 (linux/amd64)");
  REQUIRE(f.client().Do(patch)->status == 200);
  REQUIRE(f.Call("PATCH", kOne + "/status?fieldManager=watcher", R"({"status":{"phase":"Bound"}})", kMerge)
              .status == 200);
  const std::vector<std::string> managers = Managers(Body(f.Call("GET", kOne)));
  REQUIRE(managers.size() == 3);
  CHECK(std::ranges::count(managers, R"(kubectl Update  {"f:metadata":{"f:labels":{".":{},"f:a":{}}}})") ==
        1);
  CHECK(std::ranges::count(managers, R"(maker Update  {"f:spec":{".":{},"f:mounts":{}}})") == 1);
  CHECK(std::ranges::any_of(
      managers, [](const std::string& m) { return m.starts_with("watcher Update status {\"f:status\":{"); }));
  // A client that asks for it clears the account, and no update begins a new one.
  REQUIRE(f.Call("PATCH", kOne, R"({"metadata":{"managedFields":[{}]}})", kMerge).status == 200);
  CHECK(Managers(Body(f.Call("GET", kOne))).empty());
  REQUIRE(f.Call("PATCH", kOne, R"({"metadata":{"labels":{"b":"1"}}})", kMerge).status == 200);
  CHECK(Managers(Body(f.Call("GET", kOne))).empty());
}

TEST_CASE("a patch without effect writes nothing") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("imagenet", R"(,"labels":{"a":"1"})")).status == 201);
  const std::string before = f.Call("GET", kOne).body;
  CHECK(f.Call("PATCH", kOne, R"({"metadata":{"labels":{"a":"1"}}})", kMerge).body == before);
  CHECK(f.Call("GET", kOne).body == before);
}

TEST_CASE("unknown fields are refused, warned of or dropped, as the request says") {
  ServerFixture f;
  const std::string odd =
      Dataset(R"("metadata":{"name":"imagenet"},"spec":{"futureField":1,)"
              R"("mounts":[{"mountPoint":"http://127.0.0.1:1/","name":"web","colour":"red"}]})");
  const HttpResponse strict = f.Call("POST", std::string(kDatasets) + "?fieldValidation=Strict", odd);
  CHECK(strict.status == 400);
  CHECK(
      Body(strict)["message"].text() ==
      "Dataset in version \"v1alpha1\" cannot be handled as a Dataset: strict decoding error: unknown field "
      "\"spec.futureField\", unknown field \"spec.mounts[0].colour\"");
  const HttpResponse warned = f.Call("POST", kDatasets, odd);
  CHECK(warned.status == 201);
  CHECK(Warnings(warned) == std::vector<std::string>{R"(299 - "unknown field \"spec.futureField\"")",
                                                     R"(299 - "unknown field \"spec.mounts[0].colour\"")"});
  CHECK(warned.body.find("futureField") == std::string::npos);
  const HttpResponse ignored =
      f.Call("PATCH", kOne + "?fieldValidation=Ignore", R"({"spec":{"futureField":1}})", kMerge);
  CHECK(ignored.status == 200);
  CHECK(Warnings(ignored).empty());
  CHECK(f.Call("PATCH", kOne + "?fieldValidation=Odd", "{}", kMerge).status == 422);
  CHECK(f.Call("PATCH", kOne + "?fieldManager=a&fieldValidation=Strict",
               Dataset(R"("spec":{"futureField":1})"), kApply)
            .status == 400);
}

TEST_CASE("a dry run answers as the change would, and stores nothing") {
  ServerFixture f;
  const Json made = Body(f.Call("POST", std::string(kDatasets) + "?dryRun=All", DatasetJson("imagenet")));
  CHECK_FALSE(made.at(".metadata.uid").text().empty());
  CHECK(made.at(".metadata.resourceVersion").missing());
  REQUIRE(f.Call("POST", kDatasets, DatasetJson("imagenet")).status == 201);
  REQUIRE(f.Call("PATCH", kOne + "/status", R"({"status":{"phase":"Bound"}})", kMerge).status == 200);
  const std::string before = f.Call("GET", kOne).body;
  const Json changed =
      Body(f.Call("PATCH", kOne + "?dryRun=All", R"({"spec":{"placement":"Shared"}})", kMerge));
  CHECK(changed.at(".spec.placement").text() == "Shared");
  CHECK(changed.at(".metadata.generation").text() == "2");
  CHECK(changed.at(".status.phase").text() == "Bound");
  CHECK(f.Call("PATCH", kOne + "?dryRun=All&fieldManager=a&force=true",
               Dataset(R"("spec":{"placement":"Shared"})"), kApply)
            .status == 200);
  CHECK(f.Call("GET", kOne).body == before);
  CHECK(f.Call("PATCH", kOne + "?dryRun=Some", "{}", kMerge).status == 422);
}

TEST_CASE("a config map that is immutable stays as it is") {
  ServerFixture f;
  REQUIRE(f.Call("POST", kConfigMaps,
                 R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"1"},)"
                 R"("immutable":true})")
              .status == 201);
  const std::string one = std::string(kConfigMaps) + "/c";
  const HttpResponse refused = f.Call("PATCH", one, R"({"data":{"a":"2"}})", kMerge);
  CHECK(refused.status == 422);
  CHECK(Body(refused).at(".details.causes").items()[0]["field"].text() == "data");
  CHECK(f.Call("PATCH", one, R"({"immutable":false})", kMerge).status == 422);
  CHECK(f.Call("PATCH", one, R"({"metadata":{"labels":{"a":"1"}}})", kMerge).status == 200);
}

TEST_CASE("a secret's value that was given as text goes away when it is given no more") {
  ServerFixture f;
  const std::string path = "/api/v1/namespaces/default/secrets/s?fieldManager=fluid";
  const auto secret = [](const std::string& members) {
    return R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},)" + members + "}";
  };
  const Json made = Body(f.Call("PATCH", path, secret(R"("stringData":{"a":"one","b":"two"})"), kApply));
  CHECK(made["data"].json() == R"({"a":"b25l","b":"dHdv"})");
  CHECK(made["stringData"].missing());
  CHECK(Body(f.Call("PATCH", path, secret(R"("stringData":{"a":"one"})"), kApply))["data"].json() ==
        R"({"a":"b25l"})");
}

void Fill(ServerFixture& f, int count) {
  for (int i = 0; i < count; ++i) {
    const std::string name = "d" + std::to_string(i);
    const std::string labels = i % 2 == 0 ? R"(,"labels":{"even":"yes"})" : "";
    REQUIRE(f.Call("POST", kDatasets, DatasetJson(name, labels)).status == 201);
  }
}

TEST_CASE("a list comes in pages that show one state") {
  ServerFixture f;
  Fill(f, 7);
  std::string names, token, version;
  for (int page = 0; page < 4; ++page) {
    const HttpResponse answer =
        f.Call("GET", std::string(kDatasets) + "?limit=2" + (token.empty() ? "" : "&continue=" + token));
    REQUIRE(answer.status == 200);
    const Json list = Body(answer);
    for (const Json& item : list["items"].items()) names += item.at(".metadata.name").text();
    if (page == 0) {
      version = list.at(".metadata.resourceVersion").text();
      CHECK(list.at(".metadata.remainingItemCount").text() == "5");
      f.Call("POST", kDatasets, DatasetJson("d00"));  // after the first page was made
      f.Call("DELETE", std::string(kDatasets) + "/d5");
    }
    CHECK(list.at(".metadata.resourceVersion").text() == version);
    token = list.at(".metadata.continue").text();
    CHECK(token.empty() == (page == 3));
  }
  CHECK(names == "d0d1d2d3d4d5d6");
  const Json even = Body(f.Call("GET", std::string(kDatasets) + "?limit=1&labelSelector=even"));
  CHECK(even.at(".metadata.remainingItemCount").missing());
  CHECK_FALSE(even.at(".metadata.continue").text().empty());
  CHECK(f.Call("GET", std::string(kDatasets) + "?limit=x").status == 400);
  CHECK(f.Call("GET", std::string(kDatasets) + "?limit=-1").status == 200);
  CHECK(f.Call("GET", std::string(kDatasets) + "?limit=1&continue=zz").status == 400);
}

TEST_CASE("a page whose state is forgotten is gone, and a token goes on in today's") {
  ServerFixture f;
  Fill(f, 4);
  const std::string token =
      Body(f.Call("GET", std::string(kDatasets) + "?limit=2")).at(".metadata.continue").text();
  f.Restart();  // a server that remembers nothing
  const HttpResponse gone = f.Call("GET", std::string(kDatasets) + "?limit=2&continue=" + token);
  CHECK(gone.status == 410);
  CHECK(Body(gone)["reason"].text() == "Expired");
  const std::string fresh = Body(gone).at(".metadata.continue").text();
  f.Call("POST", kDatasets, DatasetJson("d9"));
  const Json rest = Body(f.Call("GET", std::string(kDatasets) + "?continue=" + fresh));
  std::string names;
  for (const Json& item : rest["items"].items()) names += item.at(".metadata.name").text();
  CHECK(names == "d2d3d9");
}

TEST_CASE("a list may name the state it wants") {
  ServerFixture f;
  Fill(f, 2);
  const std::string list = kDatasets;
  const std::string now = Body(f.Call("GET", list)).at(".metadata.resourceVersion").text();
  CHECK(f.Call("GET", list + "?resourceVersion=0").status == 200);
  CHECK(f.Call("GET", list + "?resourceVersion=" + now).status == 200);
  CHECK(f.Call("GET", list + "?resourceVersion=1&resourceVersionMatch=NotOlderThan").status == 200);
  CHECK(f.Call("GET", list + "?resourceVersionMatch=Exact&resourceVersion=" + now).status == 200);
  CHECK(f.Call("GET", list + "?resourceVersionMatch=Exact&resourceVersion=1").status == 410);
  CHECK(f.Call("GET", list + "?resourceVersionMatch=Exact").status == 422);
  CHECK(f.Call("GET", list + "?resourceVersionMatch=Odd&resourceVersion=1").status == 422);
  CHECK(f.Call("GET", list + "?resourceVersion=abc").status == 400);
  CHECK(f.Call("GET", list + "?sendInitialEvents=true").status == 422);
  CHECK(f.Call("GET", list + "?watch=1&sendInitialEvents=true").status == 422);
  CHECK(f.Call("GET", list + "?watch=1&resourceVersionMatch=NotOlderThan").status == 422);
  const HttpResponse early = f.Call("GET", list + "?resourceVersion=9223372036854775807");
  CHECK(early.status == 504);
  CHECK(Body(early).at(".details.causes").items()[0]["reason"].text() == "ResourceVersionTooLarge");
}

TEST_CASE("a collection is deleted by its selectors") {
  ServerFixture f;
  Fill(f, 4);
  CHECK(f.Call("DELETE", std::string(kDatasets) + "?labelSelector=even&dryRun=All").status == 200);
  CHECK(Body(f.Call("GET", kDatasets))["items"].items().size() == 4);
  const HttpResponse gone = f.Call("DELETE", std::string(kDatasets) + "?labelSelector=even");
  CHECK(gone.status == 200);
  CHECK(Body(gone)["kind"].text() == "DatasetList");
  CHECK(Body(gone)["items"].items().size() == 2);
  CHECK(Body(f.Call("GET", kDatasets))["items"].items().size() == 2);
  CHECK(f.Call("DELETE", kDatasets, R"({"propagationPolicy":"Background"})").status == 200);
  CHECK(Body(f.Call("GET", kDatasets))["items"].items().empty());
  CHECK(f.Call("DELETE", "/apis/data.fluid.io/v1alpha1/datasets").status == 404);
}

TEST_CASE("what an object owns goes with it, or stays as an orphan") {
  ServerFixture f;
  const auto make = [&](const std::string& name, const std::string& more) {
    const HttpResponse made = f.Call("POST", kDatasets, DatasetJson(name, more));
    REQUIRE(made.status == 201);
    return Body(made).at(".metadata.uid").text();
  };
  for (const bool orphan : {false, true}) {
    const std::string uid = make("owner", "");
    make("owned", R"(,"ownerReferences":[{"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset",)"
                  R"("name":"owner","uid":")" +
                      uid + "\"}]");
    const std::string policy = orphan ? "?propagationPolicy=Orphan" : "";
    CHECK(f.Call("DELETE", std::string(kDatasets) + "/owner" + policy).status == 200);
    const HttpResponse owned = f.Call("GET", std::string(kDatasets) + "/owned");
    CHECK(owned.status == (orphan ? 200 : 404));
    if (orphan) CHECK(Body(owned).at(".metadata.ownerReferences").items().empty());
  }
}

TEST_CASE("the namespace default is there; in one that is not there nothing is made") {
  ServerFixture f;
  CHECK(Body(f.Call("GET", "/api/v1/namespaces/default")).at(".status.phase").text() == "Active");
  const std::string path = "/apis/data.fluid.io/v1alpha1/namespaces/foo/datasets";
  const HttpResponse refused = f.Call("POST", path, DatasetJson("imagenet"));
  CHECK(refused.status == 404);
  CHECK(Body(refused)["message"].text() == "namespaces \"foo\" not found");
  CHECK(Body(refused).at(".details.kind").text() == "namespaces");
  const std::string invalid =
      R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":"x"},"spec":5})";
  CHECK(f.Call("POST", path, invalid).status == 404);
  CHECK(f.Call("POST", path, "{").status == 400);
  CHECK(f.Call("PATCH", path + "/imagenet?fieldManager=a", Dataset(R"("metadata":{})"), kApply).status ==
        404);
  const HttpResponse made = f.Call("POST", "/api/v1/namespaces",
                                   R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"foo"}})");
  CHECK(made.status == 201);
  CHECK(Body(made).at(".status.phase").text() == "Active");
  CHECK(f.Call("POST", path, DatasetJson("imagenet")).status == 201);
  CHECK(f.Call("DELETE", "/api/v1/namespaces/default").status == 403);
}

TEST_CASE("a namespace that is deleted takes its content along, and waits for its finalizers", "[threads]") {
  ServerFixture f;
  const std::string space = "/api/v1/namespaces/foo";
  const std::string path = "/apis/data.fluid.io/v1alpha1/namespaces/foo/datasets";
  REQUIRE(f.Call("POST", "/api/v1/namespaces",
                 R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"foo"}})")
              .status == 201);
  REQUIRE(f.Call("POST", path, DatasetJson("free")).status == 201);
  REQUIRE(f.Call("POST", path, DatasetJson("held", R"(,"finalizers":["x/y"])")).status == 201);
  const HttpResponse waiting = f.Call("DELETE", space);
  CHECK(waiting.status == 200);
  CHECK(Body(waiting).at(".status.phase").text() == "Terminating");
  CHECK(f.Call("GET", path + "/free").status == 404);
  CHECK(f.Call("POST", path, DatasetJson("late")).status == 403);
  f.Restart();
  REQUIRE(f.Call("PATCH", path + "/held", R"({"metadata":{"finalizers":null}})", kMerge).status == 200);
  CHECK(test::Eventually([&] { return f.Call("GET", space).status == 404; }));
}

}  // namespace
}  // namespace fluid::api
