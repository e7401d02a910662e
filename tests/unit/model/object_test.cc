// Objects as JSON: what is kept, what is left out, and the parts the store treats apart.
#include <catch2/catch.hpp>

#include "fluid/object.h"
#include "src/model/generated/core.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/thin.h"
#include "src/model/resource.h"

namespace fluid::model {
namespace {

Object Read(std::string_view json) {
  Result<Object> object = Object::FromJson(json);
  INFO(object.status().ToString());
  REQUIRE(object.ok());
  return *std::move(object);
}

constexpr char kDataset[] =
    R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"generation":9007199254740993,"labels":{"a":"b"},)"
    R"("managedFields":[{"manager":"x"}],"name":"demo","namespace":"default","uid":"u"},)"
    R"("spec":{"mounts":[{"mountPoint":"http://x/y","newField":{"b":1,"a":[1.50,null]}}],"tolerations":[{"key":"k"}]},)"
    R"("status":{"conditions":[],"phase":"Bound"}})";

TEST_CASE("an object is read and printed without loss, unknown members included") {
  Object object = Read(kDataset);
  const Dataset& d = Get<Dataset>(object);
  CHECK(object.key() == Key{"Dataset", "default", "demo"});
  CHECK(object.metadata().generation == 9007199254740993);
  CHECK(object.metadata().other == R"({"managedFields":[{"manager":"x"}]})");
  REQUIRE(d.spec.mounts.size() == 1);
  CHECK(d.spec.mounts[0].mount_point == "http://x/y");
  CHECK(d.spec.mounts[0].unknown == R"({"newField":{"a":[1.50,null],"b":1}})");
  CHECK(d.spec.tolerations.json == R"([{"key":"k"}])");
  CHECK(d.status.phase == "Bound");
  const std::string printed = object.ToJson();
  CHECK(Read(printed).ToJson() == printed);
  CHECK(printed.find(R"("newField":{"a":[1.50,null],"b":1})") != std::string::npos);
}

TEST_CASE("copies of an object are independent") {
  Object a = Read(kDataset), b = a;
  Edit<Dataset>(b).status.phase = "Failed";
  CHECK(Get<Dataset>(a).status.phase == "Bound");
  CHECK(Get<Dataset>(b).status.phase == "Failed");
}

TEST_CASE("the status can be taken, given and cleared apart from the spec") {
  Object a = Read(kDataset), b = a;
  CHECK(StatusJson(a) == R"({"conditions":[],"phase":"Bound"})");
  const std::string spec = SpecJson(a);
  CHECK(spec.find("Bound") == std::string::npos);
  ClearStatus(b);
  CHECK(StatusJson(b) == "null");
  CHECK(SpecJson(b) == spec);
  CopyStatus(a, b);
  CHECK(b.ToJson() == a.ToJson());
  CHECK(StatusJson(Make(Metadata(), Secret())) == "null");
}

TEST_CASE("fields are left out and written as Kubernetes' own encoders do") {
  Metadata metadata;
  metadata.name = "demo";
  ThinRuntime thin;
  const std::string head =
      R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"ThinRuntime","metadata":{"name":"demo"})";
  CHECK(Make(metadata, thin).ToJson() == head + "}");
  thin.spec.management.metadata_sync_policy.auto_sync = false;  // by pointer: false is not absence
  thin.spec.replicas = 0;                                       // not by pointer: 0 is
  thin.spec.tieredstore.levels.resize(1);                       // items are written even when they are empty
  thin.status.master_phase = "Ready";  // what is always written is so once its struct is
  CHECK(
      Make(metadata, thin).ToJson() ==
      head +
          R"(,"spec":{"management":{"metadataSyncPolicy":{"autoSync":false}},"tieredstore":{"levels":[)"
          R"({"mediumtype":"","volumeType":""}]}},"status":{"currentFuseNumberScheduled":0,)"
          R"("currentMasterNumberScheduled":0,"currentWorkerNumberScheduled":0,"desiredFuseNumberScheduled":0,)"
          R"("desiredMasterNumberScheduled":0,"desiredWorkerNumberScheduled":0,"fuseNumberReady":0,"fusePhase":"",)"
          R"("masterNumberReady":0,"masterPhase":"Ready","valueFile":"","workerNumberReady":0,"workerPhase":""}})");
  Dataset dataset;
  dataset.status.phase = "NotBound";
  CHECK(StatusJson(Make(metadata, dataset)) == R"({"conditions":[],"phase":"NotBound"})");  // never null
}

TEST_CASE("wrong types and unknown kinds are told with their paths") {
  auto status =
      Object::FromJson(
          R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":5},"spec":{"mounts":{}}})")
          .status();
  REQUIRE(status.problems().size() == 2);
  CHECK(status.problems()[0].path == "metadata.name");
  CHECK(status.problems()[1].path == "spec.mounts");
  CHECK_FALSE(Object::FromJson(R"({"apiVersion":"v1","kind":"Pod"})").ok());
  CHECK_FALSE(Object::FromJson("{").ok());
  CHECK_FALSE(Object::FromJson("").ok());
  CHECK_FALSE(Object::FromJson(R"({"apiVersion":"v1","kind":"Secret"} x)").ok());
}

}  // namespace
}  // namespace fluid::model
