#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/support.h"

namespace fluid::test {

TEST_CASE("the example of embedding binds a dataset, cancels its load, and leaves nothing behind") {
  TempDir dir;
  const RunResult result = Run({FLUID_BINARY_DIR "/bin/fluid-example-embed"}, {{"TMPDIR", dir.path()}});
  INFO(result.out << result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.out.find("{\"bound\":true,\"cancelled\":true}\n") != std::string::npos);
  CHECK(std::filesystem::is_empty(dir.path()));
}

}  // namespace fluid::test
