// Planning is a pure function, and what it does with what nobody said.
#include <catch2/catch.hpp>

#include "src/engine/fake_engine.h"
#include "src/engine/node_config.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/thin.h"
#include "src/model/lower.h"
#include "src/model/resource.h"
#include "src/reconcile/facts.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/plan.h"

namespace fluid::reconcile {
namespace {

Object Stored(Object object, const std::string& uid) {
  object.metadata().name = "demo";
  object.metadata().space = "default";
  object.metadata().uid = uid;
  object.metadata().version = "1";
  object.metadata().created = "2026-01-01T00:00:00Z";
  AddFinalizer(object);
  return object;
}

World Demo(const std::string& quota) {
  model::Dataset dataset;
  dataset.status.phase = "NotBound";
  model::Mount mount;
  mount.name = "data";
  mount.mount_point = "http://a/data";
  dataset.spec.mounts = {mount};
  model::ThinRuntime runtime;
  if (!quota.empty()) {
    model::Level level;
    level.mediumtype = "SSD";
    level.quota_list = quota;
    level.path = "/cache";
    runtime.spec.tieredstore.levels = {level};
  }
  World world;
  world.key = {"default", "demo"};
  world.dataset = Stored(model::Make({}, dataset), "d");
  Object object = Stored(model::Make({}, runtime), "r");
  AddOwner(object, *world.dataset);
  world.runtimes = {object};
  Node node;
  node.name = "n";
  world.nodes = {node};
  world.lowered = model::Lower(*world.dataset, object, nullptr);
  world.plan = engine::FakeEngineFactory::DefaultPlan();
  return world;
}

std::string Print(const Decision& decision) {
  std::string text;
  for (const Action& action : decision.actions) {
    text += std::string(action.row) + " " + std::to_string(action.what.index());
    if (const auto* write = std::get_if<UpdateObject>(&action.what)) text += write->object.ToJson();
    if (const auto* write = std::get_if<WriteStatus>(&action.what)) text += write->object.ToJson();
    text += "\n";
  }
  return text;
}

TEST_CASE("equal worlds give equal decisions, and planning leaves them as they were", "[D25]") {
  const World world = Demo("");
  const std::string before = world.runtimes[0].ToJson() + world.dataset->ToJson();
  const WallTime now{std::chrono::seconds(1'800'000'000)};
  const std::string first = Print(Decide(world, {}, now)), second = Print(Decide(world, {}, now));
  CHECK_FALSE(first.empty());
  CHECK(first == second);
  CHECK(world.runtimes[0].ToJson() + world.dataset->ToJson() == before);
}

TEST_CASE("a tier whose quota nobody said has one all the same, and a folder of its own", "[D21]") {
  Settings settings;
  settings.cache_dir = "/state/cache";
  const Facts nothing_said = FactsOf(Demo(""), settings, {});
  REQUIRE(nothing_said.tiers.size() == 1);
  CHECK(nothing_said.tiers[0].quota_bytes == 10ull << 30);
  CHECK(nothing_said.tiers[0].path == "/state/cache/r");
  const Facts list_only = FactsOf(Demo("3Gi"), settings, {});
  REQUIRE(list_only.tiers.size() == 1);
  CHECK(list_only.tiers[0].quota_bytes == 3ull << 30);
  CHECK(list_only.tiers[0].path == "/cache/r");
}

}  // namespace
}  // namespace fluid::reconcile
