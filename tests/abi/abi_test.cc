// The plugin header as vendors meet it: alone, in each language standard, with each compiler.
#include <catch2/catch.hpp>
#include <string_view>

#include "fluid/plugin.h"
#include "tests/support/support.h"

extern "C" const int fluid_abi_layout_is_checked;  // layout_v1.c was compiled

namespace {

// Ids are part of 1.0 as the layout is.
static_assert(std::string_view(FLUID_HOST_LOG_V1) == "fluid.host.log/1");
static_assert(std::string_view(FLUID_HOST_CALL_V1) == "fluid.host.call/1");
static_assert(std::string_view(FLUID_HOST_SECRETS_V1) == "fluid.host.secrets/1");
static_assert(std::string_view(FLUID_HOST_COMPONENTS_V1) == "fluid.host.components/1");
static_assert(std::string_view(FLUID_HOST_EVENTS_V1) == "fluid.host.events/1");
static_assert(std::string_view(FLUID_LIVE_V1) == "fluid.live/1");
static_assert(std::string_view(FLUID_CACHE_V1) == "fluid.cache/1");
static_assert(std::string_view(FLUID_JOBS_V1) == "fluid.jobs/1");
static_assert(std::string_view(FLUID_JOBS_PLAN_V1) == "fluid.jobs.plan/1");
static_assert(std::string_view(FLUID_DATA_V1) == "fluid.data/1");
static_assert(std::string_view(FLUID_LEASE_V1) == "fluid.data.lease/1");
static_assert(std::string_view(FLUID_QUEUE_V1) == "fluid.data.queue/1");
static_assert(std::string_view(FLUID_WRITE_V1) == "fluid.data.write/1");

constexpr const char* kUse =
    "#include \"fluid/plugin.h\"\n"
    "FLUID_PLUGIN_NOTE(\"abi=1.0;id=com.example.use;version=0.1.0;isolation=any\");\n"
    "static const fluid_str text = FLUID_STR(\"x\");\n"
    "int use(const fluid_call *call);\n"
    "int use(const fluid_call *call) {\n"
    "  return FLUID_HAS(call, fluid_call, cancelled) && fluid_eq(text, \"x\") && fluid_s(\"y\").len == 1 ? 0 "
    ": 1;\n"
    "}\n";

void CompilesAs(const std::string& language, const std::string& standard) {
  fluid::test::TempDir dir;
  const std::string file = dir / (language == "c" ? "use.c" : "use.cc");
  fluid::test::WriteFile(file, kUse);
  for (const std::string compiler : {"gcc", "clang-19"}) {
    const auto result = fluid::test::Run({compiler, "-x", language, "-std=" + standard, "-fsyntax-only",
                                          "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror",
                                          std::string("-I") + FLUID_SOURCE_DIR + "/include", file});
    INFO(compiler << " -std=" << standard << ": " << result.err);
    CHECK(result.exit_code == 0);
  }
}

}  // namespace

TEST_CASE("the plugin header compiles alone in every C standard, without a warning") {
  for (const char* standard : {"c99", "c11", "c17"}) CompilesAs("c", standard);
}

TEST_CASE("the plugin header compiles alone in every C++ standard, without a warning") {
  for (const char* standard : {"c++11", "c++14", "c++17", "c++20"}) CompilesAs("c++", standard);
}

TEST_CASE("the layout of the plugin ABI 1.0 is what it was") { CHECK(fluid_abi_layout_is_checked == 1); }
