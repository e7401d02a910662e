// What fields are explained to be.
#include "src/model/explain.h"

#include <catch2/catch.hpp>

#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

Explanation Explained(std::string_view path) {
  Result<Explanation> explanation = Explain(path);
  INFO(explanation.status().ToString());
  REQUIRE(explanation.ok());
  return *std::move(explanation);
}

Problem Lost(std::string_view path) {
  const Result<Explanation> explanation = Explain(path);
  INFO(path);
  REQUIRE_FALSE(explanation.ok());
  CHECK(explanation.status().code() == Code::kInvalidArgument);
  REQUIRE(explanation.status().problems().size() == 1);
  return explanation.status().problems()[0];
}

const FieldHelp& FieldOf(const Explanation& explanation, std::string_view name) {
  for (const FieldHelp& field : explanation.fields) {
    if (field.name == name) return field;
  }
  FAIL("no field " << name);
  return explanation.fields.front();
}

TEST_CASE("explaining walks the schema from a kind down to a field, through lists") {
  const Explanation options = Explained("dataset.spec.mounts.encryptOptions");
  CHECK(options.kind->name == "Dataset");
  CHECK(options.path == "spec.mounts.encryptOptions");
  CHECK(options.field.type == "[]EncryptOption");
  CHECK_FALSE(options.field.required);
  CHECK_FALSE(options.field.meaning.empty());
  CHECK(FieldOf(options, "name").type == "string");
  CHECK(Explained("Datasets.spec.mounts[0].encryptOptions").path == "spec.mounts.encryptOptions");
}

TEST_CASE("explaining a kind tells its meaning and its top fields") {
  const Explanation dataset = Explained("dataset");
  CHECK(dataset.path.empty());
  CHECK(dataset.field.name == "Dataset");
  CHECK_FALSE(dataset.field.meaning.empty());
  CHECK(FieldOf(dataset, "spec").type == "DatasetSpec");
  CHECK(FieldOf(dataset, "metadata").type == "ObjectMeta");
}

TEST_CASE("explaining tells what a field requires, defaults to and allows, as the schema says") {
  CHECK(Explained("dataload.spec.policy").field.default_value == "\"Once\"");
  CHECK(Explained("dataload.spec.policy").field.allowed ==
        std::vector<std::string>{"Once", "Cron", "OnEvent"});
  CHECK(Explained("alluxio.spec.tieredstore.levels.mediumtype").field.required);
  CHECK(Explained("alluxio.spec.tieredstore.levels.path").field.limits ==
        "at least 1 character; absolute paths without \"..\", joined by commas");
  CHECK(Explained("datamigrate.spec.parallelism").field.limits == "at least 1");
  CHECK(Explained("flow.spec.steps").field.limits == "at least 1 item; each name once");
  CHECK(Explained("dataset.metadata.finalizers").field.limits == "each item once");
  CHECK(Explained("dataset.metadata.labels").field.type == "map[string]string");
  CHECK(Explained("jindo.spec.labels").field.deprecated);
}

TEST_CASE("a path that leads nowhere is told with the field that was meant") {
  CHECK(Lost("datset").suggestion == "dataset");
  CHECK(Lost("dataset.spec.mount").suggestion == "mounts");
  CHECK(Lost("dataset.spec.mounts.mountPont").path == "spec.mounts.mountPont");
  CHECK(Lost("dataset.spec.mounts.name.x").allowed == "no fields: name is of type string");
  Lost("");
  Lost(".");
  Lost("dataset.[");
}

TEST_CASE("every field of the schema is explained in words") {
  for (const ShapeInfo* shape : AllShapes()) {
    for (const FieldInfo& field : shape->fields) {
      const FieldHelp help = HelpFor(field);
      INFO(shape->name << "." << field.name);
      CHECK_FALSE(help.type.empty());
      CHECK_FALSE(help.meaning.empty());
    }
  }
}

}  // namespace
}  // namespace fluid::model::test
