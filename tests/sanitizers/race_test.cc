#include <catch2/catch.hpp>

#include "tests/support/support.h"

TEST_CASE("a planted race is caught", "[threads]") {
  const auto run = fluid::test::Run({FLUID_BINARY_DIR "/bin/support/planted_race"});
  CHECK(run.exit_code != 0);
  CHECK_THAT(run.err, Catch::Contains("data race"));
}
