// The OpenAPI v2 document as protobuf, read back by the wire format alone.
#include <catch2/catch.hpp>

#include "src/api/openapi_protobuf.h"
#include "tests/unit/api/fixture.h"

namespace fluid::api {
namespace {

// The fields of a message with that number, of wire type 2; nothing when the message is broken.
std::vector<std::string> Fields(std::string_view message, uint64_t wanted) {
  std::vector<std::string> found;
  const auto varint = [&] {
    uint64_t value = 0;
    for (int shift = 0; !message.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(message[0]);
      message.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (!message.empty()) {
    const uint64_t tag = varint();
    if ((tag & 7) == 0) {
      varint();
    } else if ((tag & 7) == 1 && message.size() >= 8) {
      message.remove_prefix(8);
    } else {
      const uint64_t size = varint();
      if ((tag & 7) != 2 || size > message.size()) return {};
      if (tag >> 3 == wanted) found.emplace_back(message.substr(0, size));
      message.remove_prefix(size);
    }
  }
  return found;
}

std::string One(std::string_view message, uint64_t wanted) {
  const std::vector<std::string> all = Fields(message, wanted);
  return all.size() == 1 ? all[0] : "";
}

// Of messages {name = 1, value = 2}.
std::string Named(const std::vector<std::string>& all, const std::string& name) {
  for (const std::string& each : all) {
    if (One(each, 1) == name) return One(each, 2);
  }
  return "";
}

TEST_CASE("clients that ask for OpenAPI 2 as protobuf get it, under its new and its old name") {
  ServerFixture f;
  const auto ask = [&](const std::string& accept) {
    HttpRequest request;
    request.method = "GET";
    request.target = "/openapi/v2";
    request.headers.Add("Accept", accept);
    return *f.client().Do(std::move(request));
  };
  const HttpResponse old = ask("application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
  CHECK(old.status == 200);
  CHECK(*old.headers.Find("Content-Type") == kOpenApiProtobuf);
  CHECK(ask(std::string(kOpenApiProtobuf)).body == old.body);
  CHECK(ask("application/json").body.starts_with("{"));
  CHECK(One(old.body, 1) == "2.0");
  const std::string dataset =
      Named(Fields(One(old.body, 9), 1), "io.fluid.data.v1alpha1.Dataset");  // definitions
  CHECK(One(One(dataset, 22), 1) == "object");                               // type
  CHECK(One(Named(Fields(One(dataset, 25), 1), "spec"), 1) ==
        "#/definitions/io.fluid.data.v1alpha1.DatasetSpec");  // properties, $ref
  const std::string kind = Named(Fields(dataset, 31), "x-kubernetes-group-version-kind");
  CHECK(One(kind, 2) == R"([{"group":"data.fluid.io","kind":"Dataset","version":"v1alpha1"}])");
}

TEST_CASE("numbers, lists and parameters go over into protobuf") {
  const std::string bytes = OpenApiV2Protobuf(
      R"({"swagger":"2.0","paths":{"/a":{"patch":{"operationId":"p","parameters":[{"name":"dryRun","in":"query",)"
      R"("type":"string"},{"name":"body","in":"body","schema":{"type":"object"}}]}}},)"
      R"("definitions":{"d":{"minimum":1.5,"enum":["x",2],"required":["a","b"],"minItems":300}}})");
  const std::string definition = Named(Fields(One(bytes, 9), 1), "d");
  CHECK(Fields(definition, 19) == std::vector<std::string>{"a", "b"});
  REQUIRE(Fields(definition, 20).size() == 2);
  CHECK(One(Fields(definition, 20)[1], 2) == "2");
  CHECK(definition.find(std::string("\x49\0\0\0\0\0\0\xF8\x3F", 9)) != std::string::npos);  // 9: 1.5
  CHECK(definition.find("\x78\xAC\x02") != std::string::npos);                              // 15: 300
  const std::string patch = One(Named(Fields(One(bytes, 8), 2), "/a"), 8);
  CHECK(One(patch, 5) == "p");
  REQUIRE(Fields(patch, 8).size() == 2);
  CHECK(One(One(One(One(Fields(patch, 8)[0], 1), 2), 3), 4) == "dryRun");
  CHECK(One(One(One(Fields(patch, 8)[1], 1), 1), 2) == "body");
}

}  // namespace
}  // namespace fluid::api
