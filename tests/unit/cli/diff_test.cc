// diff: what apply would change.
#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

TEST_CASE("diff exits 0 without differences and 1 with some, and changes nothing") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  const std::string version = f.Stored(kImagenet).metadata().version;
  Ran ran = f.Fluid("diff -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  CHECK(ran.code == 0);
  CHECK(ran.out.empty());
  ran = f.Fluid("diff -f -", DatasetYaml("imagenet") + "  placement: Shared\n");
  CHECK(ran.code == 1);
  CHECK(ran.err.empty());
  CHECK(ran.out ==
        "dataset.data.fluid.io/imagenet configured\n"
        "  - spec.placement: \"Exclusive\"\n"
        "  + spec.placement: \"Shared\"\n");
  CHECK(f.Stored(kImagenet).metadata().version == version);
}

TEST_CASE("diff of an object that is not there shows all of it") {
  CommandFixture f;
  const Ran ran = f.Fluid("diff -f -", DatasetYaml("imagenet"));
  CHECK(ran.code == 1);
  CHECK(ran.out.find("dataset.data.fluid.io/imagenet created\n") == 0);
  CHECK(ran.out.find("\n  +   mounts:\n") != std::string::npos);
  CHECK_FALSE(f.Has(kImagenet));
}

TEST_CASE("diff has colours on a terminal only") {
  CommandFixture f;
  const std::string plain = f.Fluid("diff -f -", DatasetYaml("a")).out;
  CHECK(plain.find('\x1b') == std::string::npos);
  const std::string coloured = f.Fluid("diff -f -", DatasetYaml("a"), true).out;
  CHECK(coloured.find("\x1b[32m+ spec:") != std::string::npos);
}

TEST_CASE("diff speaks JSON, also of what does not differ") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  const Ran ran =
      f.Fluid("diff -o json -f -", DatasetYaml("imagenet") + "  placement: Shared\n---\n" + DatasetYaml("b"));
  CHECK(ran.code == 1);
  const auto json = api::Json::Parse(ran.out);
  REQUIRE(json.ok());
  const std::vector<api::Json> objects = json->items();
  REQUIRE(objects.size() == 2);
  CHECK(objects[0]["what"].text() == "configured");
  CHECK(objects[0]["changes"].items().at(0)["path"].text() == "spec.placement");
  CHECK(objects[1]["what"].text() == "created");
  CHECK(f.Fluid("diff -f -", DatasetYaml("Bad_Name")).code == 2);
}

std::string SecretYaml(const std::string& data) {
  return "apiVersion: v1\nkind: Secret\nmetadata: {name: creds}\n" + data;
}

TEST_CASE("diff says which values of a secret change, and shows none") {
  CommandFixture f;
  f.Fluid("apply -f -", SecretYaml("stringData: {user: <redacted>, password: <redacted>, old: <redacted>}"));
  f.kept = {{"default/creds/user", "reader"}, {"default/creds/password", "canary"}};
  Ran ran = f.Fluid("diff -f -", SecretYaml("stringData: {user: reader, password: canary}"));
  INFO(ran.out << ran.err);
  CHECK(ran.out.find("canary") == std::string::npos);
  ran = f.Fluid("diff -f -", SecretYaml("stringData: {user: reader, password: sparrow, token: magpie}"));
  INFO(ran.out << ran.err);
  CHECK(ran.code == 1);
  for (const char* value : {"canary", "sparrow", "magpie", "c3BhcnJvdw", "bWFncGll", "reader"}) {
    CHECK((ran.out + ran.err).find(value) == std::string::npos);
  }
  CHECK(ran.out.find("  - data[password]: <redacted>\n  + data[password]: <redacted, another value>\n") !=
        std::string::npos);
  CHECK(ran.out.find("  + data[token]: <redacted>\n") != std::string::npos);
  CHECK(ran.out.find("data[user]") == std::string::npos);
}

TEST_CASE("diff tells of each value that it can't compare") {
  CommandFixture f;
  f.Fluid("apply -f -", SecretYaml("data: {password: PHJlZGFjdGVkPg==}"));
  const Ran ran = f.Fluid("diff -f -", SecretYaml("stringData: {password: sparrow}"));
  CHECK(ran.err == "secret/creds: whether data[password] differs is not known: the server shows no values\n");
}

TEST_CASE("diff hides the values that a server does show") {
  CommandFixture f;
  f.Fluid("apply -f -", SecretYaml("data: {password: Y2FuYXJ5, user: cmVhZGVy}"));
  const Ran ran = f.Fluid("diff -o json -f -", SecretYaml("data: {password: c3BhcnJvdw==, user: cmVhZGVy}"));
  INFO(ran.out << ran.err);
  CHECK(ran.code == 1);
  CHECK((ran.out + ran.err).find("c3Bh") == std::string::npos);
  CHECK((ran.out + ran.err).find("Y2Fu") == std::string::npos);
  CHECK(ran.out.find("data[password]") != std::string::npos);
  CHECK(ran.out.find("data[user]") == std::string::npos);
}

}  // namespace
}  // namespace fluid::cli
