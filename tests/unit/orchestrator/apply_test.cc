// What becomes of objects on their way in.
#include <catch2/catch.hpp>

#include "src/model/generated/core.h"
#include "src/model/generated/dataset.h"
#include "src/model/resource.h"
#include "src/model/texts.h"
#include "src/orchestrator/orchestrator.h"
#include "tests/support/support.h"
#include "tests/unit/orchestrator/twins.h"

namespace fluid::test {
namespace {

TEST_CASE_METHOD(Twins, "applying the same again changes nothing; a change keeps what is ours") {
  REQUIRE(orchestrator);
  REQUIRE(orchestrator->Apply(kDemo).ok());
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", std::chrono::seconds(20)).ok());
  const Object before = *orchestrator->Get(kDataset);
  REQUIRE_FALSE(before.metadata().finalizers.empty());
  REQUIRE(orchestrator->Apply(kDemo).ok());
  CHECK(orchestrator->Get(kDataset)->metadata().generation == before.metadata().generation);

  std::string other = kDemo;
  other.replace(other.find("/data"), 5, "/else");
  REQUIRE(orchestrator->Apply(other).ok());
  const Object after = *orchestrator->Get(kDataset);
  CHECK(after.metadata().generation == before.metadata().generation + 1);
  CHECK(after.metadata().finalizers == before.metadata().finalizers);
  CHECK(model::Get<model::Dataset>(after).spec.mounts[0].mount_point == "http://127.0.0.1:9/else");
}

TEST_CASE_METHOD(Twins, "who replaces an object by what a file says does not take what is ours off it") {
  REQUIRE(orchestrator);
  REQUIRE(orchestrator->Apply(kDemo).ok());
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", std::chrono::seconds(20)).ok());
  Object bare = *orchestrator->Get(kRuntime);
  const Metadata before = bare.metadata();
  bare.metadata().finalizers.clear();
  bare.metadata().owners.clear();
  bare.metadata().annotations.clear();
  const Result<Object> admitted = orchestrator::Admit(*orchestrator, bare);
  REQUIRE(admitted.ok());
  CHECK(admitted->metadata().finalizers == before.finalizers);
  CHECK(admitted->metadata().owners == before.owners);
  CHECK(admitted->metadata().annotations == before.annotations);
}

TEST_CASE_METHOD(Twins, "a manifest with a mistake changes nothing, and every mistake is told") {
  REQUIRE(orchestrator);
  std::string bad = kDemo;
  bad +=
      "---\napiVersion: data.fluid.io/v1alpha1\nkind: DataLoad\nmetadata: {name: l}\nspec: {dataset: {name: "
      "demo}, polcy: Once, schedul: x}\n";
  const Result<std::vector<Object>> applied = orchestrator->Apply(bad, "bad.yaml");
  REQUIRE_FALSE(applied.ok());
  CHECK(applied.status().code() == Code::kInvalidArgument);
  CHECK(applied.status().problems().size() >= 2);
  CHECK(applied.status().problems()[0].file == "bad.yaml");
  CHECK(orchestrator->Get(kDataset).status().code() == Code::kNotFound);
}

TEST_CASE_METHOD(Twins, "a secret's values stay out of the store") {
  REQUIRE(orchestrator);
  const std::string secret =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {password: canary-1}\ndata: {user: "
      "bWU=}\n";
  REQUIRE(orchestrator->Apply(secret).ok());
  const Object stored = *orchestrator->Get({"Secret", "default", "login"});
  CHECK(stored.ToJson().find("canary-1") == std::string::npos);
  CHECK(stored.ToJson().find("bWU=") == std::string::npos);
  CHECK(model::Get<model::Secret>(stored).data.at("password") == model::kRedacted);
  CHECK(seams.secrets->Read("default/login/password")->bytes == "canary-1");
  CHECK(seams.secrets->Read("default/login/user")->bytes == "me");

  std::string changed = secret;
  changed.replace(changed.find("canary-1"), 8, "canary-2");
  REQUIRE(orchestrator->Apply(changed).ok());
  CHECK(orchestrator->Get({"Secret", "default", "login"})->metadata().version != stored.metadata().version);
  REQUIRE(orchestrator->Delete({"Secret", "default", "login"}).ok());
  CHECK(Eventually([&] { return !seams.secrets->Read("default/login/password").ok(); }));
}

}  // namespace
}  // namespace fluid::test
