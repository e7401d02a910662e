// A checker that finds nothing is worth nothing: planted wrong answers are found.
#include <catch2/catch.hpp>

#include "src/placement/checker.h"
#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

namespace {

Inputs FourNodes() {
  Inputs in;
  for (int i = 0; i < 4; ++i) {
    in.nodes[i] = NodeIn(Numbered("n", i), i < 2 ? "r0" : "r1", "z", "", {4, 4});
  }
  in.datasets[0] = {"d", 10};
  in.cached[{0, 2, Tier::kSsd}] = 10;
  in.rules[0] = {};
  return in;
}

Pod Reader() {
  Pod pod;
  pod.request = {2, 1};
  pod.datasets.push_back({0});
  return pod;
}

}  // namespace

TEST_CASE("the checker finds a planted wrong node, score, order, and a node that is missing") {
  const Inputs in = FourNodes();
  const Checker checker(in);
  const std::vector<Choice> right = checker.Rank(Reader());
  REQUIRE(right.size() == 4);
  CHECK(right[0] == Choice{2, 100 * kPoint});
  CHECK(checker.CheckRank(Reader(), right, 4).empty());
  std::vector<Choice> wrong = right;
  std::swap(wrong[2], wrong[3]);  // only a tie is broken wrongly
  CHECK(!checker.CheckRank(Reader(), wrong, 4).empty());
  wrong = right;
  ++wrong[0].score;
  CHECK(!checker.CheckRank(Reader(), wrong, 4).empty());
  wrong = right;
  wrong.pop_back();
  CHECK(!checker.CheckRank(Reader(), wrong, 4).empty());
  CHECK(!checker.CheckRank(Reader(), {right[1]}, 1).empty());
}

TEST_CASE("the checker finds an overfull node, a split gang, a lost pod and a refusal that was not needed") {
  const Inputs in = FourNodes();
  const Checker checker(in);
  Gang gang;
  gang.parts.push_back({Reader(), 4});
  gang.inside = 1;
  gang.fewest = 0;
  GangPlan plan;
  plan.placed = true;
  plan.shares = {{0, 2, 2, 100 * kPoint}, {0, 3, 2, 50 * kPoint}};
  plan.domains = 2;
  plan.score = 300 * kPoint;
  CHECK(checker.CheckGang(gang, plan).empty());
  GangPlan wrong = plan;
  wrong.shares = {{0, 2, 3, 100 * kPoint}, {0, 3, 1, 50 * kPoint}};
  wrong.score = 350 * kPoint;
  CHECK(!checker.CheckGang(gang, wrong).empty());
  wrong = plan;
  wrong.shares[1] = {0, 1, 2, 20 * kPoint};
  wrong.score = 240 * kPoint;
  CHECK(!checker.CheckGang(gang, wrong).empty());
  wrong = plan;
  wrong.shares[1].count = 1;
  wrong.score = 250 * kPoint;
  CHECK(!checker.CheckGang(gang, wrong).empty());
  CHECK(!checker.CheckGang(gang, GangPlan()).empty());
  wrong = plan;
  wrong.domains = 3;
  CHECK(!checker.CheckGang(gang, wrong).empty());
}

TEST_CASE("the checker finds a wrong count, a wrong runner-up, and a core that is too large") {
  Inputs in = FourNodes();
  in.nodes[0].unschedulable = true;
  const Checker checker(in);
  Explanation right;
  right.nodes = 4;
  right.feasible = 3;
  right.rejected = {{{Rule::kUnschedulable, 0}, 1}};
  right.best = {2, 100 * kPoint};
  right.runner_up = {3, 50 * kPoint};
  right.margin = 50 * kPoint;
  right.near = {{0, 10, 10, 10, 100 * kPoint}};
  CHECK(checker.CheckExplanation(Reader(), right).empty());
  Explanation wrong = right;
  wrong.rejected[0].by.rule = Rule::kTaint;
  CHECK(!checker.CheckExplanation(Reader(), wrong).empty());
  wrong = right;
  wrong.runner_up.node = 1;
  CHECK(!checker.CheckExplanation(Reader(), wrong).empty());
  wrong = right;
  wrong.near[0].local = 0;
  CHECK(!checker.CheckExplanation(Reader(), wrong).empty());

  Pod large = Reader();
  large.request = {5, 1};
  Conflict conflict;
  conflict.infeasible = true;
  conflict.core = {{Rule::kResource, 0}};
  conflict.relaxation = {{Rule::kResource, 0}};
  conflict.node = 1;
  CHECK(checker.CheckConflict(large, conflict).empty());
  conflict.core = {{Rule::kUnschedulable, 0}, {Rule::kResource, 0}};
  CHECK(!checker.CheckConflict(large, conflict).empty());
}
