// Runtimes of every kind whose engine nobody installed: stored, and told why they do not run.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "src/model/resource.h"
#include "tests/support/support.h"
#include "tests/unit/orchestrator/twins.h"

namespace fluid::test {
namespace {

using namespace std::chrono_literals;

constexpr char kClass[] =
    "apiVersion: data.fluid.io/v1alpha1\nkind: CacheRuntimeClass\nmetadata: {name: some}\n"
    "fileSystemType: some\ntopology:\n  client: {template: {spec: {containers: [{name: c, image: "
    "some}]}}}\n---\n";

std::string With(const std::string& runtime, const std::string& spec) {
  return fmt::format(
      "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata: {{name: demo}}\nspec:\n"
      "  mounts: [{{name: demo, mountPoint: \"s3://bucket/data\"}}]\n---\n"
      "apiVersion: data.fluid.io/v1alpha1\nkind: {}\nmetadata: {{name: demo}}\nspec: {}\n",
      runtime, spec);
}

}  // namespace

TEST_CASE_METHOD(Twins, "a runtime of any kind is stored, and says that its engine is not installed",
                 "[threads]") {
  REQUIRE(orchestrator);
  engines->SetPlan([](const EngineSpec& spec) -> Result<EnginePlan> {
    return NotFound(fmt::format("plugin {}: searched /plugins; install it", spec.plugin));
  });
  REQUIRE(orchestrator->Apply(kClass).ok());
  const std::vector<std::pair<std::string, std::string>> runtimes = {
      {"AlluxioRuntime", "{}"},
      {"JuiceFSRuntime", "{}"},
      {"JindoRuntime", "{}"},
      {"EFCRuntime", "{}"},
      {"VineyardRuntime", "{}"},
      {"ThinRuntime", "{}"},
      {"CacheRuntime", "{runtimeClassName: some}"},
  };
  for (const auto& [kind, spec] : runtimes) {
    INFO(kind);
    const Status applied = orchestrator->Apply(With(kind, spec)).status();
    INFO(applied.ToString());
    REQUIRE(applied.ok());
    std::string told;
    CHECK(Eventually([&] {
      const Result<Object> dataset = orchestrator->Get(kDataset);
      told = dataset.ok() ? model::StatusJson(*dataset) : "";
      return told.find("EngineNotInstalled") != std::string::npos;
    }));
    INFO(told);
    CHECK(told.find("searched /plugins; install it") != std::string::npos);
    const Result<Object> runtime = orchestrator->Get({kind, "default", "demo"});
    REQUIRE(runtime.ok());
    CHECK(model::StatusJson(*runtime).find("EngineNotInstalled") != std::string::npos);
    CHECK(launcher->List("").empty());
    REQUIRE(orchestrator->Delete(kDataset).ok());
    CHECK(orchestrator->WaitUntilGone(kDataset, 20s).ok());
    CHECK(orchestrator->WaitUntilGone({kind, "default", "demo"}, 20s).ok());
  }
}

}  // namespace fluid::test
