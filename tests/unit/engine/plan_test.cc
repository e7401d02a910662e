// Specs across the boundary, and plans back.
#include <catch2/catch.hpp>

#include "src/engine/abi_call.h"
#include "src/engine/abi_plan.h"
#include "src/engine/abi_spec.h"
#include "tests/unit/engine/fixture.h"

using namespace fluid;
using namespace fluid::engine;
using namespace fluid::engine::test;
using Catch::Matchers::Contains;

namespace {

std::map<std::string, std::string> KvsFrom(const fluid_kv* kvs, size_t count) {
  std::map<std::string, std::string> to;
  for (size_t i = 0; i < count; ++i) to[Text(kvs[i].key)] = Text(kvs[i].value);
  return to;
}

}  // namespace

TEST_CASE("a spec crosses the boundary whole") {
  EngineSpec spec = SpecOf("p", 7);
  spec.version = "2.9";
  spec.options = {{"a", "1"}, {"b", std::string("x\0y", 3)}};
  spec.secrets = {{"key", "default/s/key"}};
  MountSpec mount = MountOf("/data", "http://host/x");
  mount.read_only = true;
  mount.draining = true;
  mount.generation = 9;
  mount.options = {{"o", "v"}};
  mount.secrets = {{"password", "default/s/password"}};
  spec.mounts = {MountOf("/", "file:///x"), mount};
  PartSpec part;
  part.name = "worker";
  part.disabled = true;
  part.replicas = 3;
  part.argv = {"prog", "--flag"};
  part.tiers = {{"MEM", "/dev/shm/x", 100, 0.9, 0.5}, {"SSD", "", 200, 0.95, 0.7}};
  spec.parts = {part};

  AbiArena arena;
  const fluid_spec& s = *arena.Spec(spec);
  CHECK(s.struct_size == sizeof(fluid_spec));
  CHECK(s.generation == 7);
  CHECK(Text(s.name) == "imagenet");
  CHECK(Text(s.uid) == "u-1");
  CHECK(Text(s.version) == "2.9");
  CHECK(KvsFrom(s.options, s.option_count) == spec.options);
  REQUIRE(s.secret_count == 1);
  CHECK(Text(s.secrets[0].ref) == "default/s/key");
  REQUIRE(s.mount_count == 2);
  const fluid_mount& m = *s.mounts[1];
  CHECK(m.flags == (FLUID_MOUNT_READ_ONLY | FLUID_MOUNT_DRAINING));
  CHECK(m.generation == 9);
  CHECK(Text(m.uri) == "http://host/x");
  CHECK(Text(m.path) == "/data");
  CHECK(KvsFrom(m.options, m.option_count) == mount.options);
  REQUIRE(m.secret_count == 1);
  CHECK(Text(m.secrets[0].key) == "password");
  REQUIRE(s.part_count == 1);
  const fluid_part& p = *s.parts[0];
  CHECK(p.flags == FLUID_PART_DISABLED);
  CHECK(p.replicas == 3);
  CHECK(KvsFrom(p.options, p.option_count) ==
        std::map<std::string, std::string>{{"argv.0", "prog"}, {"argv.1", "--flag"}});
  REQUIRE(p.tier_count == 2);
  CHECK(p.tiers[0]->kind == FLUID_VOLUME_MEMORY);
  CHECK(p.tiers[0]->high == 9000);
  CHECK(p.tiers[1]->kind == FLUID_VOLUME_SCRATCH);
  CHECK(s.name.ptr[s.name.len] == '\0');
}

TEST_CASE("equal specs have equal plans, and the options' order does not matter") {
  PluginRegistry registry({}, Log());
  REQUIRE(registry.Add(fluid_plugin_steerable_v1()).ok());
  const auto plugin = registry.Find(kSteerable);
  REQUIRE(plugin.ok());
  const auto plan = MakePlan(**plugin, SpecOf(kSteerable), Log());
  REQUIRE(plan.ok());
  CHECK(*plan == *MakePlan(**plugin, SpecOf(kSteerable), Log()));
  REQUIRE(plan->components.size() == 1);
  CHECK(plan->components[0].hosted);
  CHECK(plan->components[0].on_workers);
  CHECK(plan->components[0].on_readers);
  CHECK_FALSE(plan->components[0].replicas_run);
  CHECK(plan->offers.at("fluid.data/1") == FLUID_SCOPE_NODE);
  CHECK(plan->offer_bits.at("fluid.jobs/1") == 1u << FLUID_JOB_LOAD);
}

TEST_CASE("all problems of a spec are told at once, with their fields") {
  PluginRegistry registry({}, Log());
  REQUIRE(registry.Add(fluid_plugin_steerable_v1()).ok());
  EngineSpec spec = SpecOf(kSteerable);
  spec.options = {{"color", "red"}, {"shape", "round"}};
  const Status status = MakePlan(**registry.Find(kSteerable), spec, Log()).status();
  CHECK(status.code() == Code::kInvalidArgument);
  REQUIRE(status.problems().size() == 2);
  CHECK(status.problems()[0].ToString() ==
        "options.color: found \"red\"; allowed \"none\"; did you mean \"none\"?");
  CHECK(status.problems()[1].path == "options.shape");
}

TEST_CASE("a plan that offers what the plugin does not list is the plugin's defect") {
  PluginRegistry registry({}, Log());
  REQUIRE(registry.Add(fluid_plugin_steerable_v1()).ok());
  EngineSpec spec = SpecOf(kSteerable);
  spec.options["offer"] = "unlisted";
  const Status status = MakePlan(**registry.Find(kSteerable), spec, Log()).status();
  CHECK(status.code() == Code::kInternal);
  CHECK_THAT(std::string(status.message()), Contains("org.fluid.test.unlisted/1"));
}

TEST_CASE("a factory plans by id, and says what is missing") {
  EngineFactoryOptions options;
  options.plugin_dirs = {ShippedPluginDir()};
  const auto factory = NewEngineFactory(options);
  const auto plan = factory->Plan(SpecOf(kMinimal));
  REQUIRE(plan.ok());
  REQUIRE(plan->components.size() == 1);
  CHECK(plan->components[0].name == "client");
  CHECK(plan->Offers("fluid.data/1"));
  CHECK(factory->Plan(SpecOf("com.example.absent")).status().code() == Code::kNotFound);
}

TEST_CASE("secrets that the host gave out are masked in what a plugin says") {
  const Log log(LogLevel::kError, [](LogLevel, std::string_view) {});
  log.Mask("s3cret-value");
  const Call call;
  CallContext context(call);
  fluid_call* c = context.get();
  const fluid_status status = c->fail(c, FLUID_UNAUTHENTICATED, fluid_s("login with s3cret-value failed"));
  CHECK(context.ToStatus(status, "x", log).message() == "login with <redacted> failed");
}

TEST_CASE("a call's context tells deadline and stop, and keeps the errno") {
  std::stop_source stop;
  const Call call{std::chrono::steady_clock::now() + std::chrono::hours(1), stop.get_token()};
  CallContext context(call);
  fluid_call* c = context.get();
  CHECK(c->cancelled(c) == 0);
  CHECK(c->deadline_ns == Duration(call.deadline.time_since_epoch()).count());
  stop.request_stop();
  CHECK(c->cancelled(c) == 1);
  const Call late{std::chrono::steady_clock::now() - std::chrono::seconds(1), {}};
  CallContext expired(late);
  CHECK(expired.get()->cancelled(expired.get()) == 1);
  const Status status = context.ToStatus(FLUID_STATUS(FLUID_FAILED_PRECONDITION, 39), "remove /a", Log());
  CHECK(status.code() == Code::kFailedPrecondition);
  CHECK(status.error_number() == 39);
  CHECK_THAT(std::string(status.message()), Contains("remove /a"));
}
