#include "src/api/protobuf.h"

#include <catch2/catch.hpp>

#include "src/api/json.h"

namespace fluid::api {
namespace {

// Writes what a Go client writes. Lengths here are below 128, so each is one byte.
std::string Field(int number, const std::string& bytes) {
  REQUIRE(bytes.size() < 128);
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(bytes.size())} + bytes;
}
std::string Number(int number, int value) {
  return {static_cast<char>(number << 3), static_cast<char>(value)};
}
std::string Body(const std::string& kind, const std::string& raw) {
  return std::string("k8s\0", 4) + Field(1, Field(1, "v1") + Field(2, kind)) + Field(2, raw) + Field(3, "") +
         Field(4, "");
}

std::string Secret() {
  return Body(
      "Secret",
      Field(1, Field(1, "s") + Field(2, "") + Field(8, "") + Field(11, Field(1, "a") + Field(2, "b"))) +
          Field(2, Field(1, "key") + Field(2, std::string("\0\xFF", 2))) + Field(3, "Opaque") + Number(5, 1));
}

TEST_CASE("a secret in protobuf is read as its JSON") {
  CHECK(*JsonOfProtobuf(Secret()) ==
        R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","labels":{"a":"b"}},)"
        R"("data":{"key":"AP8="},"type":"Opaque","immutable":true})");
}

TEST_CASE("other kinds in protobuf are read with their lists, times and numbers") {
  CHECK(*JsonOfProtobuf(Body("Namespace", Field(1, Field(1, "n") + Field(14, "x") + Field(14, "y")))) ==
        R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n","finalizers":["x","y"]}})");
  CHECK(*JsonOfProtobuf(
            Body("Event", Field(2, Field(1, "Dataset")) + Field(6, Number(1, 60)) + Number(8, 3))) ==
        R"({"apiVersion":"v1","kind":"Event","involvedObject":{"kind":"Dataset"},)"
        R"("firstTimestamp":"1970-01-01T00:01:00Z","count":3})");
  CHECK(*JsonOfProtobuf(Body("ConfigMap", Field(2, Field(1, "k") + Field(2, "1")) +
                                              Field(2, Field(1, "l") + Field(2, "2")))) ==
        R"({"apiVersion":"v1","kind":"ConfigMap","data":{"k":"1","l":"2"}})");
}

TEST_CASE("fields that are not known in protobuf are passed over") {
  CHECK(*JsonOfProtobuf(Body("Namespace", Field(9, "later") + Number(10, 1))) ==
        R"({"apiVersion":"v1","kind":"Namespace"})");
}

TEST_CASE("kinds that are not known in protobuf are refused by name") {
  const Result<std::string> json = JsonOfProtobuf(Body("Pod", ""));
  CHECK(json.status().code() == Code::kUnimplemented);
  CHECK(json.status().message().find("a Pod") != std::string::npos);
}

TEST_CASE("broken protobuf is refused, wherever it breaks off") {
  CHECK(JsonOfProtobuf("{}").status().code() == Code::kInvalidArgument);
  CHECK(JsonOfProtobuf("").status().code() == Code::kInvalidArgument);
  const std::string secret = Secret();
  for (size_t length = 0; length < secret.size(); ++length) {
    const Result<std::string> json = JsonOfProtobuf(secret.substr(0, length));
    if (json.ok()) CHECK(Json::Parse(*json).ok());
  }
  for (size_t at = 4; at < secret.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bytes = secret;
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
      const Result<std::string> json = JsonOfProtobuf(bytes);
      if (json.ok()) CHECK(Json::Parse(*json).ok());
    }
  }
  CHECK(JsonOfProtobuf(Body("Secret", Number(3, 1))).status().code() == Code::kInvalidArgument);
}

TEST_CASE("a request in protobuf becomes one in JSON") {
  HttpRequest request;
  request.headers.Add("content-type", "application/vnd.kubernetes.protobuf; charset=x");
  request.body = Body("Namespace", "");
  REQUIRE(IsProtobuf(request));
  const Result<HttpRequest> json = WithJsonBody(request);
  REQUIRE(json.ok());
  CHECK_FALSE(IsProtobuf(*json));
  CHECK(*json->headers.Find("Content-Type") == "application/json");
  CHECK(json->body == R"({"apiVersion":"v1","kind":"Namespace"})");
}

}  // namespace
}  // namespace fluid::api
