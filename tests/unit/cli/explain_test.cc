// explain: what a person reads of a field, without a server.
#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("explain tells type, requirement, default and meaning of a field, and what is below it") {
  CommandFixture f(CommandFixture::Server::kNone);
  const Ran ran = f.Fluid("explain dataset.spec.mounts.encryptOptions");
  CHECK(ran.code == 0);
  CHECK(Has(ran.out, "Kind:      Dataset (data.fluid.io/v1alpha1)\nField:     spec.mounts.encryptOptions\n"));
  CHECK(Has(ran.out, "\nType:      []EncryptOption\nRequired:  no\nDefault:   none\n"));
  CHECK(Has(ran.out, "\nFields:\n  name  <string>"));
  const Ran mode = f.Fluid("explain dataset.spec.placement");
  CHECK(Has(mode.out, "Allowed:   "));
  CHECK(Has(mode.out, "Shared"));
}

TEST_CASE("explain opens what is only passed on, and takes kubectl's options") {
  CommandFixture f(CommandFixture::Server::kNone);
  const Ran ran = f.Fluid("explain dataset.metadata.managedFields");
  CHECK(Has(ran.out, "\nType:      []ManagedFieldsEntry\n"));
  CHECK(Has(ran.out, "\n  manager  <string>\n"));
  CHECK(Has(f.Fluid("explain dataset.metadata.managedFields.time").out, "\nType:      Time\n"));
  CHECK(Has(f.Fluid("explain dataset.metadata --recursive").out, "\n    fieldsV1"));
  CHECK(f.Fluid("explain dataset --api-version=data.fluid.io/v1alpha1 -o plaintext").code == 0);
  CHECK(f.Fluid("explain dataset --api-version=v1").err ==
        "fluid: --api-version: found v1; Dataset is of data.fluid.io/v1alpha1\n");
}

TEST_CASE("explain of a kind shows its fields, and all of them as a tree when asked") {
  CommandFixture f(CommandFixture::Server::kNone);
  CHECK(Has(f.Fluid("explain dataset").out, "\n  spec  <DatasetSpec>"));
  const std::string tree = f.Fluid("explain dataset.spec --recursive").out;
  CHECK(Has(tree, "\n  mounts"));
  CHECK(Has(tree, "\n    encryptOptions"));
  CHECK(Has(tree, "\n      valueFrom"));
}

TEST_CASE("explain of a path that leads nowhere says what was meant") {
  CommandFixture f(CommandFixture::Server::kNone);
  const Ran field = f.Fluid("explain dataset.spec.mountss");
  CHECK(field.code == 2);
  CHECK(Has(field.err, "did you mean \"mounts\"?"));
  const Ran kind = f.Fluid("explain datset.spec");
  CHECK(kind.code == 2);
  CHECK(Has(kind.err, "did you mean \"dataset\"?"));
}

TEST_CASE("explain speaks JSON") {
  CommandFixture f(CommandFixture::Server::kNone);
  const auto json = api::Json::Parse(f.Fluid("explain dataset.spec.mounts -o json").out);
  REQUIRE(json.ok());
  CHECK(json->at(".kind").text() == "Dataset");
  CHECK(json->at(".field.type").text() == "[]Mount");
  CHECK(json->at(".fields").items().size() > 5);
}

}  // namespace
}  // namespace fluid::cli
