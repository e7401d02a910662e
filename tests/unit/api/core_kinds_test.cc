// Kubernetes' own kinds: what makes them other than ours. The answers are those of kube-apiserver 1.33.
#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

constexpr const char* kMaps = "/api/v1/namespaces/default/configmaps";
constexpr const char* kSecrets = "/api/v1/namespaces/default/secrets";
constexpr const char* kSpaces = "/api/v1/namespaces";

Json Body(const HttpResponse& response) {
  const Result<Json> json = Json::Parse(response.body);
  INFO(response.body);
  REQUIRE(json.ok());
  return *json;
}

std::string Core(const std::string& kind, const std::string& name, const std::string& more = "") {
  return R"({"apiVersion":"v1","kind":")" + kind + R"(","metadata":{"name":")" + name + "\"}" + more + "}";
}

TEST_CASE("a body that is no object of its core kind is a bad request") {
  ServerFixture f;
  for (const char* body :
       {R"({"apiVersion":"v1","kind":"Foo","metadata":{"name":"x"}})",
        R"({"apiVersion":"v2","kind":"ConfigMap","metadata":{"name":"x"}})",
        R"({"apiVersion":"v1","kind":"ConfigMap","metadata":"x"})",
        R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"k":5}})"}) {
    CAPTURE(body);
    const HttpResponse response = f.Call("POST", kMaps, body);
    CHECK(response.status == 400);
    CHECK(Body(response)["message"].text().find("cannot be handled as a ConfigMap") != std::string::npos);
  }
  // Either word may be left to the path.
  CHECK(f.Call("POST", kMaps, R"({"kind":"ConfigMap","metadata":{"name":"a"}})").status == 201);
  CHECK(f.Call("POST", kMaps, R"({"apiVersion":"v1","metadata":{"name":"b"}})").status == 201);
  // Of custom kinds the metadata alone has a type.
  CHECK(f.Call("POST", kDatasets, R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":[]})")
            .status == 400);
}

TEST_CASE("core kinds have no generation, custom ones have") {
  ServerFixture f;
  const Json map = Body(f.Call("POST", kMaps, Core("ConfigMap", "a")));
  CHECK(map.at(".metadata.generation").missing());
  const std::string change = R"({"data":{"k":"v"}})", type = "application/merge-patch+json";
  const Json changed = Body(f.Call("PATCH", std::string(kMaps) + "/a", change, type));
  CHECK(changed.at(".data.k").text() == "v");
  CHECK(changed.at(".metadata.generation").missing());
  CHECK(Body(f.Call("POST", kDatasets, DatasetJson("d"))).at(".metadata.generation").number(0) == 1);
}

TEST_CASE("the type of a secret never changes, and asks for its values") {
  ServerFixture f;
  const auto refused = [&](const HttpResponse& response) {
    CHECK(response.status == 422);
    std::string fields;
    for (const Json& cause : Body(response).at(".details.causes").items())
      fields += cause["field"].text() + ' ';
    return fields;
  };
  const std::string tls = R"(,"type":"kubernetes.io/tls")";
  CHECK(refused(f.Call("POST", kSecrets, Core("Secret", "s", tls))) == "data[tls.crt] data[tls.key] ");
  CHECK(refused(f.Call("POST", kSecrets, Core("Secret", "s", R"(,"type":"kubernetes.io/basic-auth")"))) ==
        "data[username] data[password] ");
  const std::string name = R"(,"type":"kubernetes.io/basic-auth","data":{"username":"YQ=="})";
  CHECK(f.Call("POST", kSecrets, Core("Secret", "s", name)).status == 201);
  CHECK(refused(f.Call("PATCH", std::string(kSecrets) + "/s", R"({"type":"Opaque"})",
                       "application/merge-patch+json")) == "type ");
}

TEST_CASE("an event that is not there is made by its replacement") {
  ServerFixture f;
  const std::string path = "/api/v1/namespaces/default/events/e";
  const std::string event =
      Core("Event", "e", R"(,"involvedObject":{"kind":"Dataset","namespace":"default"})");
  CHECK(f.Call("PUT", path, event).status == 201);
  CHECK(f.Call("PUT", path, event).status == 200);
  CHECK(f.Call("PUT", std::string(kMaps) + "/no", Core("ConfigMap", "no")).status == 404);
}

TEST_CASE("a namespace names the server among those who hold it, whatever its writers say") {
  ServerFixture f;
  const Json made = Body(f.Call("POST", kSpaces, Core("Namespace", "n")));
  CHECK(made.at(".spec.finalizers").json() == R"(["kubernetes"])");
  CHECK(made.at(".status.phase").text() == "Active");
  CHECK(made.at(".metadata.managedFields").json().find("f:spec") == std::string::npos);
  CHECK(Body(f.Call("GET", std::string(kSpaces) + "/default")).at(".spec.finalizers").json() ==
        R"(["kubernetes"])");
  const std::string change = R"({"metadata":{"labels":{"a":"b"}},"spec":{"finalizers":["other"]}})";
  const Json changed =
      Body(f.Call("PATCH", std::string(kSpaces) + "/n", change, "application/merge-patch+json"));
  CHECK(changed.at(".metadata.labels.a").text() == "b");
  CHECK(changed.at(".spec.finalizers").json() == R"(["kubernetes"])");
}

TEST_CASE("a namespace that is being deleted goes with its content, or when it is finalized") {
  ServerFixture f;
  const std::string space = std::string(kSpaces) + "/n";
  f.Call("POST", kSpaces, Core("Namespace", "n"));
  CHECK(f.Call("GET", space + "/finalize").status == 405);
  const std::string held =
      R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","finalizers":["a/b"]}})";
  CHECK(f.Call("POST", space + "/configmaps", held).status == 201);
  CHECK(Body(f.Call("DELETE", space)).at(".status.phase").text() == "Terminating");
  CHECK(f.Call("POST", space + "/configmaps", Core("ConfigMap", "late")).status == 403);
  CHECK(f.Call("PUT", space + "/finalize?dryRun=All", Core("Namespace", "n")).status == 200);
  CHECK(f.Call("GET", space).status == 200);
  CHECK(f.Call("PUT", space + "/finalize", Core("Namespace", "n")).status == 200);
  CHECK(f.Call("GET", space).status == 404);
}

TEST_CASE("a watch of a core kind comes in frames of protobuf to who asks for them") {
  ServerFixture f;
  f.Call("POST", kMaps, Core("ConfigMap", "a", R"(,"data":{"k":"v"})"));
  const std::string answer = f.Raw("GET " + std::string(kMaps) +
                                   "?watch=1&timeoutSeconds=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                   "Accept: application/vnd.kubernetes.protobuf;stream=watch\r\n\r\n");
  CHECK(answer.find("Content-Type: application/vnd.kubernetes.protobuf;stream=watch\r\n") !=
        std::string::npos);
  const size_t chunk = answer.find("\r\n", answer.find("\r\n\r\n") + 4) + 2;
  REQUIRE(chunk + 8 < answer.size());
  const std::string frame = answer.substr(chunk);
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(frame[i]); };
  const size_t length = size_t{byte(2)} << 8 | byte(3);
  CHECK(byte(0) + byte(1) == 0);
  REQUIRE(frame.size() > 4 + length);
  const std::string event = frame.substr(4, length);
  CHECK(event.substr(0, 7) ==
        "\x0A\x05"
        "ADDED");
  CHECK(event.find(std::string("k8s\0\x0A", 5)) != std::string::npos);
  CHECK(event.find("ConfigMap") != std::string::npos);
  CHECK(frame.substr(4 + length, 2) == "\r\n");
}

}  // namespace
}  // namespace fluid::api
