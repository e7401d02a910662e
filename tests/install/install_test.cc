#include <catch2/catch.hpp>

#include "tests/support/support.h"

using namespace fluid::test;

namespace {

void MustRun(const std::vector<std::string>& argv, const std::map<std::string, std::string>& env = {}) {
  const RunResult run = Run(argv, env, std::chrono::seconds(200));
  INFO(argv[0] << ": " << run.out << run.err);
  REQUIRE(run.exit_code == 0);
}

// Lines of `nm` that name what a library gives away.
std::vector<std::string> Exports(const std::string& library) {
  std::vector<std::string> names;
  std::string line;
  for (const char c : Run({"nm", "-DC", "--defined-only", library}).out + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    if (line.size() > 19) names.push_back(line.substr(19));
    line.clear();
  }
  return names;
}

}  // namespace

// Slow because it configures and builds a project of its own.
TEST_CASE("an installation is found by find_package and pkg-config, and what it builds runs", "[slow]") {
  TempDir dir;
  MustRun({"cmake", "--install", FLUID_BINARY_DIR, "--prefix", dir / "prefix"});
  const std::string consumer = FLUID_SOURCE_DIR "/tests/install/consumer";
  MustRun({"cmake", "-G", "Ninja", "-S", consumer, "-B", dir / "build",
           "-DCMAKE_PREFIX_PATH=" + (dir / "prefix"),
           "-DPLUGIN_SOURCE=" FLUID_SOURCE_DIR "/examples/plugin-minimal/minimal.c"});
  MustRun({"cmake", "--build", dir / "build"});
  MustRun({dir / "build/consumer", dir / "state"});
  CHECK(Exports(dir / "build/lib/fluid/plugins/com.example.vendor/0.1.0/vendor.so").size() == 1);
  MustRun({"pkg-config", "--cflags", "--libs", "fluid"},
          {{"PKG_CONFIG_PATH",
            (dir / "prefix/lib/pkgconfig") + ":" + (dir / "prefix/lib/x86_64-linux-gnu/pkgconfig")}});
  MustRun({dir / "prefix/bin/fluid", "version"});
}

// Slow for the same reason.
TEST_CASE("a scheduler links the solver alone, and finds the answers that are plain", "[slow]") {
  TempDir dir;
  MustRun({"cmake", "--install", FLUID_BINARY_DIR, "--prefix", dir / "prefix"});
  MustRun({"cmake", "-G", "Ninja", "-S", FLUID_SOURCE_DIR "/tests/install/placement", "-B", dir / "build",
           "-DCMAKE_PREFIX_PATH=" + (dir / "prefix")});
  MustRun({"cmake", "--build", dir / "build"});
  MustRun({dir / "build/scheduler"});
  const std::string needed = Run({"readelf", "-dW", dir / "build/scheduler"}).out;
  CHECK_THAT(needed, Catch::Contains("libfluid-placement.so.0"));
  CHECK_THAT(needed, !Catch::Contains("libfluid.so"));
  // Its flags lead to where it was installed.
  const RunResult flags = Run({"pkg-config", "--cflags", "--libs", "fluid-placement"},
                              {{"PKG_CONFIG_PATH", (dir / "prefix/lib/pkgconfig") + ":" +
                                                       (dir / "prefix/lib/x86_64-linux-gnu/pkgconfig")}});
  CHECK(flags.exit_code == 0);
  CHECK_THAT(flags.out, Catch::Contains(dir / "prefix/lib"));
}

TEST_CASE("libfluid-placement.so exports the solver, and needs nothing of the rest of fluid") {
  const std::string library = FLUID_BINARY_DIR "/lib/libfluid-placement.so.0";
  const std::vector<std::string> names = Exports(library);
  CHECK(names.size() > 100);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(name.find("fluid::") != std::string::npos);
    for (const char* inside : {"std::_Rb_tree", "absl::", "fmt::", "placement::Ranker",
                               "placement::GangPlacer", "placement::Epoch", "Clock"}) {
      CHECK(name.find(inside) == std::string::npos);
    }
  }
  const std::string needed = Run({"readelf", "-dW", library}).out;
  for (const char* other : {"libfluid.so", "sqlite", "ssl", "yaml", "protobuf"}) {
    CHECK_THAT(needed, !Catch::Contains(other));
  }
}

TEST_CASE("libfluid.so exports what the public headers promise and nothing of its insides") {
  const std::vector<std::string> names = Exports(FLUID_BINARY_DIR "/lib/libfluid.so.0");
  CHECK(names.size() > 40);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(name.find("fluid::") != std::string::npos);
    for (const char* inside :
         {"absl::", "fmt::", "google::protobuf", "fluid::model::", "fluid::reconcile::", "fluid::engine::"}) {
      CHECK(name.find(inside) == std::string::npos);
    }
  }
}

TEST_CASE("what ships is position independent, with read-only relocations") {
  for (const char* file : {"/bin/fluid", "/bin/fluid-node", "/bin/fluid-shim", "/lib/libfluid.so.0",
                           "/lib/libfluid-placement.so.0"}) {
    const std::string headers = Run({"readelf", "-hlW", std::string(FLUID_BINARY_DIR) + file}).out;
    INFO(file);
    CHECK_THAT(headers, Catch::Contains("Type:                              DYN"));
    CHECK_THAT(headers, Catch::Contains("GNU_RELRO"));
    CHECK_THAT(headers, !Catch::Contains("RWE"));
  }
}
