// Reasons, and that they are true: what is named is what decides.
#include <catch2/catch.hpp>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

TEST_CASE("every node counts under the first rule that it breaks") {
  auto state = Must(State::New({}));
  std::vector<Node> nodes;
  for (int i = 0; i < 7; ++i) nodes.push_back(NodeIn(Numbered("n", i), "r", "z", "", {4, 4}));
  nodes[0].labels["disk"] = nodes[1].labels["disk"] = nodes[2].labels["disk"] = nodes[3].labels["disk"] =
      "ssd";
  nodes[4].labels["disk"] = "ssd";
  nodes[0].taints = {{"x", "", "NoSchedule"}};
  nodes[0].unschedulable = true;
  nodes[1].taints = {{"x", "", "NoSchedule"}};
  nodes[1].free = {0, 0};
  nodes[2].free = {0, 0};
  nodes[3].free = {4, 0};
  Must(state->AddNodes(nodes));
  Rules rules;
  rules.selector["disk"] = "ssd";
  Pod pod;
  pod.rules = Must(state->AddRules(rules));
  pod.request = {1, 1};
  state->Publish();
  View view(*state);
  Explanation e;
  Must(view.Explain(pod, e));
  CHECK(e.feasible == 1);
  REQUIRE(e.rejected.size() == 5);
  CHECK(e.rejected[0] == Explanation::Rejected{{Rule::kSelector, 0}, 2});
  CHECK(e.rejected[1] == Explanation::Rejected{{Rule::kUnschedulable, 0}, 1});
  CHECK(e.rejected[2] == Explanation::Rejected{{Rule::kTaint, 0}, 1});
  CHECK(e.rejected[3] == Explanation::Rejected{{Rule::kResource, 0}, 1});
  CHECK(e.rejected[4] == Explanation::Rejected{{Rule::kResource, 1}, 1});
  CHECK(view.NameOf(pod, e.rejected[3].by) == "cpu");
  const Refusal refusal = Must(view.WhyNot(pod, view.FindNode("n003")));
  CHECK(refusal.broken == Broken{Rule::kResource, 1});
  CHECK(refusal.lacking == 1);
}

TEST_CASE(
    "what is named as the conflict is the conflict: giving up the relaxation makes the pod fit, keeping the "
    "core does not") {
  int64_t conflicts = 0;
  for (uint64_t seed = 0; conflicts < 1000; ++seed) {
    World world(9'000'000 + seed, {10, 3, 2, 1, 3, 5, false, 2, true});
    for (int q = 0; q < 20; ++q) {
      Pod pod = world.RandomPod();
      pod.request = {world.Roll(4), world.Roll(4)};
      Conflict conflict;
      Must(world.view().WhyNone(pod, conflict));
      if (!conflict.infeasible) continue;
      ++conflicts;
      // Requests and required datasets can be given up in the question itself.
      bool changed = true;
      for (size_t i = 0; i < conflict.relaxation.size(); ++i) {
        const Broken broken = conflict.relaxation[i];
        if (broken.rule == Rule::kResource) {
          REQUIRE(conflict.lacking[i] > 0);
          pod.request[static_cast<size_t>(broken.index)] -= conflict.lacking[i];
        } else if (broken.rule == Rule::kDataset) {
          pod.datasets[static_cast<size_t>(broken.index)].required = -1;
        } else {
          changed = false;
        }
      }
      if (!changed) continue;
      Choice best;
      CHECK(Must(world.view().Rank(pod, {&best, 1})) == 1);
      CHECK(Must(world.view().WhyNot(pod, conflict.node)).broken.rule == Rule::kNone);
    }
  }
}

TEST_CASE("the answer to why not is a rule, or the points that are lacking") {
  auto state = Must(State::New({}));
  const std::vector<NodeId> ids = Must(state->AddNodes(
      std::vector<Node>{NodeIn("a", "r1", "z", "", {4, 4}), NodeIn("b", "r2", "z", "", {4, 4})}));
  const DatasetId d = Must(state->AddDataset({"d", 10}));
  Must(state->Report(d, ids[0], Tier::kSsd, 10));
  state->Publish();
  View view(*state);
  Pod pod;
  pod.datasets.push_back({d});
  const Refusal refusal = Must(view.WhyNot(pod, ids[1]));
  CHECK(refusal.broken.rule == Rule::kNone);
  CHECK(refusal.score == 20 * kPoint);
  CHECK(refusal.deficit == 80 * kPoint);
  pod.datasets[0].required = 0;
  CHECK(Must(view.WhyNot(pod, ids[1])).broken == Broken{Rule::kDataset, 0});
  CHECK(view.NameOf(pod, {Rule::kDataset, 0}) == "dataset d");
}

// Counts are kept by page and asked for again: worlds of one, two and three heights, changed between, and
// tried.
TEST_CASE("counts of reasons stay right while nodes change, also in a trial") {
  for (const int nodes : {30, 400, 5'000}) {
    World world(8'000'000 + static_cast<uint64_t>(nodes), {nodes, 12, 4, 2, 4, 4, nodes == 30, 6, true});
    std::vector<Pod> pods;
    for (int i = 0; i < 4; ++i) pods.push_back(world.RandomPod());
    Explanation explanation;
    const auto explain = [&] {
      for (const Pod& pod : pods) Must(world.view().Explain(pod, explanation));
    };
    for (int round = 0; round < (nodes > 1'000 ? 3 : 40); ++round) {
      explain();
      {
        Trial trial(world.view());
        for (int i = 0; i < 3; ++i) {
          // In place, in pages that were counted since they are the trial's.
          Must(trial.SetFree(world.nodes()[5], std::vector<int64_t>{world.Roll(4), world.Roll(4)}));
          explain();
        }
      }
      CHECK(explanation.nodes == world.view().nodes());
      for (int i = 0; i <= round % 3; ++i) {
        world.Change();
        world.Publish();
      }
    }
  }
}
