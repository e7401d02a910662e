#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "flow_instances.h"
#include "fluid/placement_flow.h"
#include "lemon_flow.h"

namespace fluid::placement {

// Lets a test damage the solver.
struct FlowTestAccess {
  static void Raise(SlotFlow& flow, int32_t vertex) { flow.vertices_[vertex].price += 1; }
};

namespace {

using Random = std::mt19937;

FlowInstance RandomFlow(Random& random) {
  FlowInstance made;
  auto below = [&](int64_t n) { return static_cast<int64_t>(random() % static_cast<uint64_t>(n)); };
  const int64_t n = 1 + below(40);
  made.tree.parent = {-1};
  for (int64_t v = 1; v < n; ++v)
    made.tree.parent.push_back(static_cast<int32_t>(below(std::min<int64_t>(v, 12))));
  made.tree.slots.resize(n, 0);
  for (int32_t v = 0; v < n; ++v) {
    if (std::find(made.tree.parent.begin(), made.tree.parent.end(), v) != made.tree.parent.end()) continue;
    made.tree.slots[v] = below(5);
    made.leaves.push_back(v);
  }
  const int64_t span = below(2) == 0 ? 4 : 1000;  // many ties, or none
  for (int64_t k = below(12); k > 0; --k) {
    FlowClass c{below(9), below(span * 3), {}};
    for (int64_t a = below(8); a > 0; --a) c.arcs.push_back({static_cast<int32_t>(below(n)), below(span)});
    made.classes.push_back(c);
  }
  return made;
}

void Agrees(SlotFlow& flow) {
  flow.Solve();
  const FlowTree tree = flow.Tree();
  const std::vector<FlowClass> classes = flow.Classes();
  const Status status = CheckFlow(tree, classes, flow.Answer());
  INFO(status.ToString());
  REQUIRE(status.ok());
  REQUIRE(flow.cost() == LemonCost(tree, classes));
}

TEST_CASE("a batch costs what LEMON's network simplex says, and proves it") {
  Random random(7);
  for (int round = 0; round < 1500; ++round) {
    CAPTURE(round);
    auto flow = MakeSolver(RandomFlow(random));
    REQUIRE(flow.ok());
    Agrees(*flow);
  }
}

TEST_CASE("lost and new slots, more and fewer pods: what is kept warm equals what is solved anew") {
  Random random(8);
  for (int round = 0; round < 60; ++round) {
    const FlowInstance instance = RandomFlow(random);
    auto flow = MakeSolver(instance);
    REQUIRE(flow.ok());
    for (int step = 0; step < 40; ++step) {
      CAPTURE(round, step);
      for (int change = random() % 3; change >= 0; --change) {
        if (random() % 2 == 0 && !instance.classes.empty()) {
          REQUIRE(flow->SetPods(random() % instance.classes.size(), random() % 9).ok());
        } else {
          REQUIRE(flow->SetSlots(instance.leaves[random() % instance.leaves.size()], random() % 5).ok());
        }
      }
      if (step == 20) {
        REQUIRE(flow->AddClass({5, 7, {{0, 3}, {instance.leaves[0], 1}}}).ok());
      }
      Agrees(*flow);
    }
  }
}

TEST_CASE("clusters of racks and zones: loose, tight, full, clustered, one holder, all equal") {
  for (const int64_t pods : {150, 199, 202, 400}) {
    for (const bool clustered : {false, true}) {
      for (const int32_t holders : {1, 3, 20}) {
        CAPTURE(pods, clustered, holders);
        const FlowInstance instance = MakeFlow({.holders = holders, .pods = pods, .clustered = clustered});
        auto flow = MakeSolver(instance);
        REQUIRE(flow.ok());
        Agrees(*flow);
        for (const int32_t leaf : {0, 17, 99}) {
          REQUIRE(flow->SetSlots(instance.leaves[leaf], 0).ok());
          Agrees(*flow);
          REQUIRE(flow->SetSlots(instance.leaves[leaf], 3).ok());
          Agrees(*flow);
        }
      }
    }
  }
}

TEST_CASE("a lost node moves its own pods only, where others have room") {
  const FlowInstance instance = MakeFlow({.pods = 100});
  auto flow = MakeSolver(instance);
  REQUIRE(flow.ok());
  flow->Solve();
  const FlowAnswer before = flow->Answer();
  REQUIRE(flow->SetSlots(instance.leaves[3], 0).ok());
  flow->Solve();
  CHECK(flow->moved() <= 2);
  CHECK(flow->touched() < 60);
}

TEST_CASE("a wrong answer is found") {
  const FlowInstance instance = MakeFlow({.pods = 202});
  auto flow = MakeSolver(instance);
  REQUIRE(flow.ok());
  flow->Solve();
  const FlowAnswer right = flow->Answer();
  REQUIRE(CheckFlow(instance.tree, instance.classes, right).ok());
  FlowAnswer wrong = right;
  SECTION("a cost that is not so") { wrong.cost -= 1; }
  SECTION("prices that prove nothing") {
    FlowTestAccess::Raise(*flow, instance.leaves[0]);
    wrong = flow->Answer();
  }
  SECTION("a pod too many on a leaf") {
    wrong.shares[0].pods += 1;
    wrong.unplaced[wrong.shares[0].pod_class] -= 1;
  }
  SECTION("a pod that is nowhere") { wrong.shares.pop_back(); }
  SECTION("an assignment without an arc") { wrong.shares[0].cost = 1; }
  SECTION("a feasible assignment that is not the best") {
    const FlowShare worse = wrong.shares.back();
    wrong.shares.pop_back();
    wrong.unplaced[worse.pod_class] += worse.pods;
    wrong.cost += worse.pods * (instance.classes[worse.pod_class].penalty - worse.cost);
  }
  CHECK_FALSE(CheckFlow(instance.tree, instance.classes, wrong).ok());
}

TEST_CASE("bad batches are refused, and say why") {
  CHECK(SlotFlow::New({}).status().code() == Code::kInvalidArgument);
  CHECK(SlotFlow::New({{-1, 1}, {0, 1}}).status().code() == Code::kInvalidArgument);  // a cycle of one
  CHECK(SlotFlow::New({{-1, 0}, {1, 1}}).status().code() ==
        Code::kInvalidArgument);  // slots of an inner vertex
  CHECK(SlotFlow::New({{-1}, {-2}}).status().code() == Code::kInvalidArgument);
  CHECK(SlotFlow::New({{-1}, {kMaxFlowPods + 1}}).status().code() == Code::kOutOfRange);
  auto flow = SlotFlow::New({{-1}, {1}});
  REQUIRE(flow.ok());
  CHECK(flow->AddClass({-1, 0, {}}).status().code() == Code::kInvalidArgument);
  CHECK(flow->AddClass({1, -5, {}}).status().code() == Code::kInvalidArgument);
  CHECK(flow->AddClass({1, kMaxFlowCost + 1, {}}).status().code() == Code::kOutOfRange);
  CHECK(flow->AddClass({1, 1, {{1, 0}}}).status().code() == Code::kInvalidArgument);
  CHECK(flow->AddClass({1, 1, {{0, -1}}}).status().code() == Code::kInvalidArgument);
  CHECK(flow->SetPods(0, 1).code() == Code::kNotFound);
  CHECK(flow->SetSlots(7, 1).code() == Code::kNotFound);
  flow->Solve();
  CHECK(flow->cost() == 0);
}

}  // namespace
}  // namespace fluid::placement
