#include "src/model/conditions.h"

#include <catch2/catch.hpp>

namespace fluid::model {
namespace {

TEST_CASE("a condition keeps the time of its last transition while its status stays") {
  std::vector<DatasetCondition> conditions;
  CHECK(SetCondition(conditions, "Ready", kFalse, "Starting", "", "t1"));
  CHECK(SetCondition(conditions, "Ready", kFalse, "SourceUnavailable", "503", "t2"));
  REQUIRE(conditions.size() == 1);
  CHECK(conditions[0].last_transition_time == "t1");
  CHECK(conditions[0].last_update_time == "t2");
  CHECK(SetCondition(conditions, "Ready", kTrue, "DatasetReady", "", "t3"));
  CHECK(conditions[0].last_transition_time == "t3");
}

TEST_CASE("setting a condition to what it is writes nothing") {
  std::vector<RuntimeCondition> conditions;
  CHECK(SetCondition(conditions, "WorkersReady", kTrue, "Ready", "2 of 2", "t1"));
  const std::vector<RuntimeCondition> before = conditions;
  CHECK_FALSE(SetCondition(conditions, "WorkersReady", kTrue, "Ready", "2 of 2", "t2"));
  CHECK(conditions == before);
}

TEST_CASE("conditions are found and removed by type") {
  std::vector<RunCondition> conditions;
  SetCondition(conditions, "A", kTrue, "", "", "t");
  SetCondition(conditions, "B", kUnknown, "", "", "t");
  REQUIRE(FindCondition(conditions, "B") != nullptr);
  CHECK(FindCondition(conditions, "B")->status == kUnknown);
  CHECK(FindCondition(conditions, "C") == nullptr);
  CHECK(RemoveCondition(conditions, "A"));
  CHECK_FALSE(RemoveCondition(conditions, "A"));
  CHECK(conditions.size() == 1);
}

}  // namespace
}  // namespace fluid::model
