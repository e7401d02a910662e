#include "src/model/last_applied.h"

#include <catch2/catch.hpp>

namespace fluid::model {
namespace {

std::string Redacted(const std::string& annotation) {
  Metadata metadata;
  metadata.annotations[std::string(kLastApplied)] = annotation;
  metadata.annotations["other"] = "kept";
  RedactLastApplied(metadata);
  CHECK(metadata.annotations.at("other") == "kept");
  const auto found = metadata.annotations.find(std::string(kLastApplied));
  return found == metadata.annotations.end() ? "" : found->second;
}

TEST_CASE("what kubectl remembers of a secret keeps the names of its values and loses the values") {
  CHECK(
      Redacted(R"({"kind":"Secret","data":{"a":"Y2FuYXJ5"},"stringData":{"b":"canary"},"type":"Opaque"})") ==
      R"({"data":{"a":"PHJlZGFjdGVkPg=="},"kind":"Secret","stringData":{"b":"<redacted>"},"type":"Opaque"})"
      "\n");
  CHECK(Redacted(R"({"data":{"a":{"b":"canary"}}})") == "{\"data\":{\"a\":\"PHJlZGFjdGVkPg==\"}}\n");
  CHECK(Redacted(R"({"data":"canary","stringData":["canary"]})") == "{\"data\":null,\"stringData\":null}\n");
}

TEST_CASE("a memory that can't be read goes whole") {
  CHECK(Redacted("{canary") == "");
  CHECK(Redacted("\"canary\"") == "");
}

}  // namespace
}  // namespace fluid::model
