#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "fluid/placement_batch.h"

namespace fluid::placement {
namespace {

using Random = std::mt19937;

BatchProblem RandomBatch(Random& random, int32_t leaves, int64_t classes, int64_t pods_each, int64_t fill) {
  auto below = [&](int64_t n) { return static_cast<int64_t>(random() % static_cast<uint64_t>(n)); };
  BatchProblem made;
  made.resources = static_cast<int>(1 + below(3));
  made.parent = {-1, 0, 0};
  for (int32_t i = 0; i < leaves; ++i) made.parent.push_back(1 + i % 2);
  made.capacity.assign(made.parent.size() * made.resources, 0);
  for (size_t v = 3; v < made.parent.size(); ++v) {
    for (int r = 0; r < made.resources; ++r) made.capacity[v * made.resources + r] = 5 + below(fill);
  }
  for (int64_t k = 0; k < classes; ++k) {
    BatchClass c{1 + below(pods_each), 100 + below(200), {}, {{0, 40 + below(20)}}};
    for (int r = 0; r < made.resources; ++r) c.request.push_back(below(9));
    for (int i = 0; i < 3; ++i) {
      c.arcs.push_back({static_cast<int32_t>(below(static_cast<int64_t>(made.parent.size()))), below(30)});
    }
    made.classes.push_back(c);
  }
  return made;
}

// Tries everything.
struct Exhaustive {
  const BatchProblem& p;
  std::vector<int64_t> free = p.capacity;
  std::vector<int32_t> pods = {};
  int64_t best = std::numeric_limits<int64_t>::max();

  int64_t Cost(int32_t k, int32_t leaf) const {
    int64_t cost = std::numeric_limits<int64_t>::max();
    for (int32_t v = leaf; v >= 0; v = p.parent[v]) {
      for (const FlowArc& arc : p.classes[k].arcs) {
        if (arc.vertex == v) cost = std::min(cost, arc.cost);
      }
    }
    return cost;
  }
  void Go(size_t i, int64_t cost) {
    if (cost >= best) return;
    if (i == pods.size()) {
      best = cost;
      return;
    }
    const BatchClass& c = p.classes[pods[i]];
    for (int32_t leaf = 3; leaf < static_cast<int32_t>(p.parent.size()); ++leaf) {
      bool fits = true;
      for (int r = 0; r < p.resources; ++r) fits = fits && free[leaf * p.resources + r] >= c.request[r];
      if (!fits) continue;
      for (int r = 0; r < p.resources; ++r) free[leaf * p.resources + r] -= c.request[r];
      Go(i + 1, cost + Cost(pods[i], leaf));
      for (int r = 0; r < p.resources; ++r) free[leaf * p.resources + r] += c.request[r];
    }
    Go(i + 1, cost + c.penalty);
  }
  int64_t Best() {
    for (size_t k = 0; k < p.classes.size(); ++k)
      pods.insert(pods.end(), p.classes[k].pods, static_cast<int32_t>(k));
    Go(0, 0);
    return best;
  }
};

TEST_CASE("a batch of mixed shapes lies between its bound and its cost, and near the optimum") {
  Random random(3);
  int64_t optima = 0, costs = 0, exact = 0;
  constexpr int kRounds = 300;
  for (int round = 0; round < kRounds; ++round) {
    CAPTURE(round);
    const BatchProblem problem = RandomBatch(random, 4, 3, 3, 12);
    const auto answer = SolveBatch(problem);
    REQUIRE(answer.ok());
    const Status status = CheckBatch(problem, *answer);
    INFO(status.ToString());
    REQUIRE(status.ok());
    const int64_t best = Exhaustive{problem}.Best();
    REQUIRE(answer->bound <= best);
    REQUIRE(answer->cost >= best);
    optima += best;
    costs += answer->cost;
    exact += answer->cost == best ? 1 : 0;
  }
  CAPTURE(exact);
  CHECK(costs <= optima + optima / 200);
  CHECK(exact >= kRounds * 95 / 100);
}

// Many small pods, each near few leaves, and more of them than there is room for there.
BatchProblem Crowded(Random& random, int32_t leaves, int32_t pods) {
  auto below = [&](int64_t n) { return static_cast<int64_t>(random() % static_cast<uint64_t>(n)); };
  BatchProblem made;
  made.resources = 2;
  made.parent = {-1, 0, 0};
  for (int32_t i = 0; i < leaves; ++i) made.parent.push_back(1 + i % 2);
  made.capacity.assign(6, 0);
  for (int32_t i = 0; i < leaves; ++i) made.capacity.insert(made.capacity.end(), {960, 800});
  for (int32_t k = 0; k < pods; ++k) {
    BatchClass c{1, 1000, {10 + 10 * below(20), 10 + 10 * below(12)}, {{0, 100}}};
    // Half of the leaves are near to none.
    for (int i = 0; i < 4; ++i) c.arcs.push_back({3 + static_cast<int32_t>(below(leaves / 2)), 0});
    made.classes.push_back(std::move(c));
  }
  return made;
}

TEST_CASE("prices place a crowded batch nearer to its bound than the nearest room does") {
  Random random(6);
  int64_t costs = 0, bounds = 0;
  for (int round = 0; round < 5; ++round) {
    const BatchProblem problem = Crowded(random, 60, 480);
    const auto answer = SolveBatch(problem, {.steps = 40, .moves = 0});
    REQUIRE(answer.ok());
    const Status status = CheckBatch(problem, *answer);
    INFO(status.ToString());
    REQUIRE(status.ok());
    costs += answer->cost;
    bounds += answer->bound;
  }
  CAPTURE(costs, bounds);
  CHECK(costs <= bounds + bounds * 65 / 1000);  // 75 without
}

TEST_CASE("a batch is placed the same each time") {
  Random random(7);
  const BatchProblem problem = RandomBatch(random, 30, 40, 4, 20);
  const auto first = SolveBatch(problem), second = SolveBatch(problem);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first->shares == second->shares);
  CHECK(first->bound == second->bound);
}

TEST_CASE("pods of one shape cost what the exact flow says") {
  Random random(4);
  for (int round = 0; round < 100; ++round) {
    BatchProblem problem = RandomBatch(random, 12, 6, 6, 10);
    for (BatchClass& c : problem.classes) c.request.assign(problem.resources, 4);
    const auto answer = SolveBatch(problem);
    REQUIRE(answer.ok());
    FlowTree tree{problem.parent, std::vector<int64_t>(problem.parent.size(), 0)};
    for (size_t v = 3; v < problem.parent.size(); ++v) {
      tree.slots[v] = 100;
      for (int r = 0; r < problem.resources; ++r) {
        tree.slots[v] = std::min(tree.slots[v], problem.capacity[v * problem.resources + r] / 4);
      }
    }
    auto flow = SlotFlow::New(tree);
    REQUIRE(flow.ok());
    for (const BatchClass& c : problem.classes) REQUIRE(flow->AddClass({c.pods, c.penalty, c.arcs}).ok());
    flow->Solve();
    CAPTURE(round, answer->cost, answer->bound);
    CHECK(answer->bound <= flow->cost());
    CHECK(answer->cost >= flow->cost());
    CHECK(answer->cost <= flow->cost() + flow->cost() / 50);
  }
}

TEST_CASE("the bound of a batch knows that pods are whole") {
  BatchProblem problem;
  problem.parent = {-1, 0, 0};
  problem.capacity = {0, 10, 10};
  problem.classes = {{5, 100, {6}, {{0, 0}}}, {1, 100, {5}, {{0, 0}}}};
  const auto answer = SolveBatch(problem);
  REQUIRE(answer.ok());
  // Of six pods two find room; cut into pieces, three and a half would: a bound of 250.
  CHECK(answer->cost == 400);
  CHECK(answer->bound > 350);
}

TEST_CASE("a wrong batch is found") {
  Random random(5);
  const BatchProblem problem = RandomBatch(random, 6, 5, 5, 12);
  const auto answer = SolveBatch(problem);
  REQUIRE(answer.ok());
  REQUIRE(CheckBatch(problem, *answer).ok());
  BatchAnswer wrong = *answer;
  SECTION("cost") { wrong.cost += 1; }
  SECTION("bound") { wrong.bound += 1; }
  SECTION("prices") { wrong.proof.prices.pop_back(); }
  SECTION("a price above the penalty") { wrong.proof.class_prices[0] = int64_t{1} << 60; }
  SECTION("no prices of classes") { wrong.proof.class_prices.clear(); }
  SECTION("shifts") { wrong.proof.shifts[0] = -1; }
  SECTION("capacity") { wrong.shares[0].pods += 100; }
  SECTION("a lost pod") { wrong.shares.pop_back(); }
  CHECK_FALSE(CheckBatch(problem, wrong).ok());
}

TEST_CASE("bad batches of mixed shapes are refused") {
  BatchProblem good;
  good.parent = {-1};
  good.capacity = {5};
  good.classes = {{1, 10, {2}, {{0, 1}}}};
  REQUIRE(SolveBatch(good).ok());
  BatchProblem bad = good;
  Code code = Code::kInvalidArgument;
  SECTION("no vertex") {
    bad.parent = {};
    bad.capacity = {};
  }
  SECTION("negative capacity") { bad.capacity = {-1}; }
  SECTION("negative request") { bad.classes[0].request = {-1}; }
  SECTION("missing request") { bad.classes[0].request = {}; }
  SECTION("no resources") { bad.resources = 0; }
  SECTION("a cycle") { bad.parent = {0}; }
  SECTION("overflow") {
    bad.capacity = {std::numeric_limits<int64_t>::max()};
    code = Code::kOutOfRange;
  }
  CHECK(SolveBatch(bad).status().code() == code);
}

TEST_CASE("huge quantities do not overflow") {
  BatchProblem problem;
  problem.parent = {-1, 0, 0};
  problem.resources = 2;
  problem.capacity = {0, 0, kMaxBatchQuantity, 1, kMaxBatchQuantity, 3};
  problem.classes = {{kMaxFlowPods, kMaxFlowCost, {kMaxBatchQuantity, kMaxBatchQuantity}, {{0, 1}}},
                     {2, 5, {kMaxBatchQuantity, 1}, {{0, 1}}}};
  BatchProblem half = problem;
  half.classes[0].pods = 1000;
  const auto answer = SolveBatch(half);
  REQUIRE(answer.ok());
  CHECK(answer->unplaced[0] == 1000);
  CHECK(answer->unplaced[1] == 0);
  CHECK(answer->bound <= answer->cost);
}

}  // namespace
}  // namespace fluid::placement
