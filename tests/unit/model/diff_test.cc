// How objects differ.
#include "src/model/diff.h"

#include <catch2/catch.hpp>

#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

using Is = Change::Kind;

Object DatasetWith(const std::string& members, const std::string& metadata = "") {
  return FromJson(R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":"d")" +
                  metadata + "}," + members + "}");
}

TEST_CASE("objects differ field by field, and equal ones do not") {
  const Object before = DatasetWith(
      R"("spec":{"mounts":[{"mountPoint":"s3://a","options":{"x":"1","y":"2"}}],"placement":"Shared"})");
  const Object after = DatasetWith(
      R"("spec":{"mounts":[{"mountPoint":"s3://b","options":{"x":"1","z":"3"}}],"accessModes":["ReadWriteMany"]})");
  CHECK(Diff(before, before).empty());
  CHECK(Diff(before, after) == std::vector<Change>{
                                   {Is::kAdded, "spec.accessModes", "", R"(["ReadWriteMany"])"},
                                   {Is::kChanged, "spec.mounts[0].mountPoint", R"("s3://a")", R"("s3://b")"},
                                   {Is::kRemoved, "spec.mounts[0].options[y]", R"("2")", ""},
                                   {Is::kAdded, "spec.mounts[0].options[z]", "", R"("3")"},
                                   {Is::kRemoved, "spec.placement", R"("Shared")", ""},
                               });
}

TEST_CASE("items of lists with keys are compared whatever their order") {
  const auto flow = [](const std::string& steps) {
    return FromJson(
        R"({"apiVersion":"run.fluid.io/v1alpha1","kind":"Flow","metadata":{"name":"f"},"spec":{"steps":)" +
        steps + "}}");
  };
  const Object before = flow(R"([{"name":"a","kind":"DataLoad"},{"name":"b","kind":"DataLoad"}])");
  CHECK(Diff(before, flow(R"([{"name":"b","kind":"DataLoad"},{"name":"a","kind":"DataLoad"}])")).empty());
  CHECK(Diff(before, flow(R"([{"name":"b","kind":"DataProcess"},{"name":"c","kind":"DataLoad"}])")) ==
        std::vector<Change>{
            {Is::kRemoved, "spec.steps[name=a]", R"({"kind":"DataLoad","name":"a"})", ""},
            {Is::kChanged, "spec.steps[name=b].kind", R"("DataLoad")", R"("DataProcess")"},
            {Is::kAdded, "spec.steps[name=c]", "", R"({"kind":"DataLoad","name":"c"})"},
        });
}

TEST_CASE("sets are compared by value, other lists after what both begin and end with") {
  CHECK(Diff(DatasetWith("\"spec\":{}", R"(,"finalizers":["a","b"])"),
             DatasetWith("\"spec\":{}", R"(,"finalizers":["b","c"])")) ==
        std::vector<Change>{{Is::kRemoved, "metadata.finalizers[0]", R"("a")", ""},
                            {Is::kAdded, "metadata.finalizers[1]", "", R"("c")"}});
  const auto modes = [](const std::string& list) {
    return DatasetWith(R"("spec":{"accessModes":)" + list + "}");
  };
  CHECK(Diff(modes(R"(["a","b","c"])"), modes(R"(["a","x","b","c"])")) ==
        std::vector<Change>{{Is::kAdded, "spec.accessModes[1]", "", R"("x")"}});
  CHECK(Diff(modes(R"(["a","b","c"])"), modes(R"(["a","c"])")) ==
        std::vector<Change>{{Is::kRemoved, "spec.accessModes[1]", R"("b")", ""}});
}

TEST_CASE("what the API sets is left out of a difference, and the status when asked") {
  const Object before =
      DatasetWith(R"("status":{"phase":"NotBound"})", R"(,"resourceVersion":"1","uid":"u")");
  const Object after = DatasetWith(R"("status":{"phase":"Bound"})", R"(,"resourceVersion":"2","uid":"u")");
  CHECK(Diff(before, after) ==
        std::vector<Change>{{Is::kChanged, "status.phase", R"("NotBound")", R"("Bound")"}});
  CHECK(Diff(before, after, {.status = false}).empty());
  CHECK(Diff(before, after, {.status = false, .server_fields = true}) ==
        std::vector<Change>{{Is::kChanged, "metadata.resourceVersion", R"("1")", R"("2")"}});
}

TEST_CASE("objects of two kinds differ in their kind alone") {
  const Object other = FromJson(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"d"}})");
  CHECK(Diff(DatasetWith("\"spec\":{}"), other) ==
        std::vector<Change>{{Is::kChanged, "kind", R"("Dataset")", R"("ConfigMap")"}});
}

TEST_CASE(
    "a generated object differs from itself in nothing, from another in what the other way round says") {
  Generator generate(5);
  for (const KindInfo* kind : Kinds()) {
    const Object a = FromJson(generate.ObjectJson(*kind)), b = FromJson(generate.ObjectJson(*kind));
    CHECK(Diff(a, a).empty());
    const DiffOptions all{.status = true, .server_fields = true};
    INFO(kind->name);
    CHECK(Diff(a, b, all).empty() == (a.ToJson() == b.ToJson()));
    CHECK(Diff(a, b, all).size() == Diff(b, a, all).size());
  }
}

}  // namespace
}  // namespace fluid::model::test
