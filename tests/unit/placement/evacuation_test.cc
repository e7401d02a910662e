#include "fluid/placement_evacuation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace fluid::placement {
namespace {

constexpr int64_t kGiB = int64_t{1} << 30;

// 3 racks of 4 nodes; every dataset spreads over racks.
WorkerPlacer MakePlacer(std::mt19937& random, int datasets) {
  WorkerTree tree{{-1}, {TierBytes{}}};
  for (int rack = 0; rack < 3; ++rack) {
    tree.parent.push_back(0);
    tree.quota.push_back({});
    const int32_t r = static_cast<int32_t>(tree.parent.size()) - 1;
    for (int i = 0; i < 4; ++i) {
      tree.parent.push_back(r);
      tree.quota.push_back({0, 12 * kGiB, 0});
    }
  }
  WorkerPlacer placer = std::move(WorkerPlacer::New(tree).value());
  for (int k = 0; k < datasets; ++k) {
    WorkerSpec spec;
    spec.workers = static_cast<int32_t>(1 + random() % 6);
    spec.bytes = {0, static_cast<int64_t>(1 + random() % 2) * kGiB, 0};
    spec.exclusive = k == 7 && random() % 2 == 0;
    if (spec.exclusive) spec.workers = 2;
    spec.spread_depth = 1;
    spec.max_skew = 1;
    spec.penalty = 1000;
    spec.arcs = {{0, 5}};
    REQUIRE(placer.Add(spec).ok());
  }
  placer.PlaceAll();
  return placer;
}

TEST_CASE("nodes are emptied within bandwidth, quota and spread") {
  std::mt19937 random(21);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const WorkerPlacer placer = MakePlacer(random, 8);
    const EvacuationOptions options{kGiB / 4, static_cast<int32_t>(1 + random() % 3)};
    const std::vector<std::vector<int32_t>> choices{{2}, {2, 3}, {2, 7}, {2, 3, 4, 5}};
    const auto plan = PlanEvacuation(placer, choices[random() % choices.size()], options);
    INFO(plan.status().ToString());
    REQUIRE(plan.ok());
    const Status status = CheckEvacuation(placer, *plan, options);
    INFO(status.ToString());
    REQUIRE(status.ok());
    CHECK(plan->length >= plan->least_length);
    CHECK(plan->length <= 4 * plan->least_length + 8);
  }
}

TEST_CASE("a wrong evacuation is found") {
  std::mt19937 random(22);
  const WorkerPlacer placer = MakePlacer(random, 8);
  const EvacuationOptions options{kGiB / 4, 1};
  const auto plan = PlanEvacuation(placer, std::vector<int32_t>{2, 3}, options);
  REQUIRE(plan.ok());
  REQUIRE(plan->transfers.size() >= 2);
  Evacuation wrong = *plan;
  SECTION("too fast") { wrong.transfers[0].copied = wrong.transfers[0].begin; }
  SECTION("all at once") {
    for (Transfer& t : wrong.transfers) t.begin = 0;
  }
  SECTION("forgotten") { wrong.transfers.pop_back(); }
  SECTION("from elsewhere") { wrong.transfers[0].move.from = 13; }
  CHECK_FALSE(CheckEvacuation(placer, wrong, options).ok());
}

TEST_CASE("what can't be emptied is told, and bad options are refused") {
  std::mt19937 random(23);
  const WorkerPlacer placer = MakePlacer(random, 8);
  std::vector<int32_t> all;
  for (int32_t v = 0; v < 16; ++v) {
    if (v % 5 != 1 && v != 0) all.push_back(v);
  }
  CHECK(PlanEvacuation(placer, all, {kGiB, 1}).status().code() == Code::kResourceExhausted);
  CHECK(PlanEvacuation(placer, all, {0, 1}).status().code() == Code::kInvalidArgument);
  CHECK(PlanEvacuation(placer, all, {5, 0}).status().code() == Code::kInvalidArgument);
  CHECK(PlanEvacuation(placer, std::vector<int32_t>{0}, {5, 1}).status().code() == Code::kNotFound);
}

}  // namespace
}  // namespace fluid::placement
