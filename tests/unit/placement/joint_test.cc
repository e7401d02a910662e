#include "fluid/placement_joint.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <limits>

#include "fluid/placement_flow.h"
#include "joint_instances.h"

namespace fluid::placement {
namespace {

TEST_CASE("data and compute together are never worse than either order, nor better than the bound") {
  int64_t first = 0, together = 0;
  for (uint32_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    const JointProblem problem =
        MakeJoint({.pods = 20 + seed % 20, .slope = seed % 2 == 0 ? 1.8 : 0.9, .seed = seed});
    const auto answer = SolveJoint(problem);
    INFO(answer.status().ToString());
    REQUIRE(answer.ok());
    const Status status = CheckJoint(problem, answer->best);
    INFO(status.ToString());
    REQUIRE(status.ok());
    CHECK(answer->together == answer->best.cost);
    CHECK(answer->together <= answer->data_first);
    CHECK(answer->together <= answer->compute_first);
    CHECK(answer->together >= answer->bound);
    first += std::min(answer->data_first, answer->compute_first);
    together += answer->together;
  }
  CHECK(together <= first * 85 / 100);
}

// Every placement of the workers, each with its exact flow.
int64_t Exhaustive(const JointProblem& p) {
  std::vector<int32_t> leaves;
  for (int32_t v = 0; v < static_cast<int32_t>(p.slots.size()); ++v) {
    if (p.slots[v] > 0) leaves.push_back(v);
  }
  std::vector<int32_t> of;  // dataset of each worker
  for (size_t d = 0; d < p.datasets.size(); ++d)
    of.insert(of.end(), p.datasets[d].workers, static_cast<int32_t>(d));
  std::vector<int32_t> at(of.size(), -1);
  std::vector<TierBytes> room = p.tree.quota;
  int64_t best = std::numeric_limits<int64_t>::max();
  std::function<void(size_t)> go = [&](size_t i) {
    if (i < of.size()) {
      for (const int32_t leaf : leaves) {
        const bool same = i > 0 && of[i - 1] == of[i];
        if ((same && at[i - 1] >= leaf) || room[leaf][1] < p.datasets[of[i]].bytes[1]) continue;
        at[i] = leaf;
        room[leaf][1] -= p.datasets[of[i]].bytes[1];
        go(i + 1);
        room[leaf][1] += p.datasets[of[i]].bytes[1];
      }
      return;
    }
    auto flow = SlotFlow::New({p.tree.parent, p.slots});
    for (const JointClass& c : p.classes) {
      std::vector<HeldBytes> sources;
      for (size_t w = 0; w < of.size(); ++w) {
        if (of[w] == c.dataset) sources.push_back({at[w], c.mib << 20});
      }
      REQUIRE(
          flow->AddClass({c.pods, c.penalty, TrafficArcs(p.tree.parent, sources, p.price_by_depth)}).ok());
    }
    flow->Solve();
    best = std::min(best, flow->cost());
  };
  go(0);
  return best;
}

TEST_CASE("together is near what trying everything finds") {
  int64_t found = 0, optimum = 0;
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const JointProblem problem = MakeJoint({.zones = 2,
                                            .racks = 2,
                                            .nodes = 1,
                                            .slots = 3,
                                            .quota_gib = 2,
                                            .datasets = 3,
                                            .workers = 2,
                                            .pods = 11,
                                            .slope = 0.9,
                                            .seed = seed});
    const auto answer = SolveJoint(problem);
    REQUIRE(answer.ok());
    const int64_t best = Exhaustive(problem);
    if (best == std::numeric_limits<int64_t>::max()) continue;  // not all workers have a place
    CHECK(answer->together >= best);
    CHECK(answer->bound <= best);
    found += answer->together;
    optimum += best;
  }
  CAPTURE(found, optimum);
  CHECK(found <= optimum + optimum * 3 / 100);
}

TEST_CASE("a wrong joint plan is found") {
  const JointProblem problem = MakeJoint({});
  const auto answer = SolveJoint(problem);
  REQUIRE(answer.ok());
  JointPlan wrong = answer->best;
  SECTION("cost") { wrong.cost -= 1; }
  SECTION("slots") { wrong.shares[0].pods += 100; }
  SECTION("a worker elsewhere") { wrong.workers[0][0].leaf = 0; }
  SECTION("a dataset less") { wrong.workers.pop_back(); }
  CHECK_FALSE(CheckJoint(problem, wrong).ok());
}

TEST_CASE("bad joint problems are refused") {
  JointProblem bad = MakeJoint({});
  SECTION("prices that rise") { bad.price_by_depth = {1, 2}; }
  SECTION("no prices") { bad.price_by_depth = {}; }
  SECTION("no such dataset") { bad.classes[0].dataset = 99; }
  SECTION("negative pods") { bad.classes[0].pods = -1; }
  SECTION("no slots") { bad.slots.pop_back(); }
  SECTION("negative quota") { bad.tree.quota.back()[1] = -1; }
  SECTION("negative mib") { bad.classes[0].mib = -1; }
  CHECK(SolveJoint(bad).status().code() == Code::kInvalidArgument);
}

}  // namespace
}  // namespace fluid::placement
