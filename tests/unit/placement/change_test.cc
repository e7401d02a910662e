// Trials, epochs, nodes that come and go.
#include <catch2/catch.hpp>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

namespace {

Pod Asks(int64_t cpu) {
  Pod pod;
  pod.request = {cpu, 0};
  return pod;
}

NodeId BestOf(View& view, const Pod& pod) {
  Choice best;
  Must(view.Rank(pod, {&best, 1}));
  return best.node;
}

}  // namespace

TEST_CASE("a trial is seen by its view alone, and is gone with its end") {
  auto state = Must(State::New({}));
  const std::vector<NodeId> ids = Must(state->AddNodes(
      std::vector<Node>{NodeIn("a", "r", "z", "", {4, 4}), NodeIn("b", "r", "z", "", {4, 4})}));
  state->Publish();
  View view(*state), other(*state);
  CHECK(BestOf(view, Asks(3)) == ids[0]);
  {
    Trial trial(view);
    Must(trial.Bind(ids[0], Asks(3)));
    CHECK(BestOf(view, Asks(3)) == ids[1]);
    CHECK(BestOf(other, Asks(3)) == ids[0]);
    {
      Trial within(view);
      Must(within.Bind(ids[1], Asks(2)));
      CHECK(BestOf(view, Asks(3)) == -1);
      Must(within.Unbind(ids[0], Asks(3)));
      CHECK(BestOf(view, Asks(3)) == ids[0]);
    }
    CHECK(BestOf(view, Asks(3)) == ids[1]);
    Must(trial.SetFree(ids[0], std::vector<int64_t>{9, 9}));
    CHECK(BestOf(view, Asks(9)) == ids[0]);
  }
  CHECK(BestOf(view, Asks(3)) == ids[0]);
  CHECK(view.Free(ids[0], 0) == 4);
}

TEST_CASE("a view sees its epoch until it is refreshed, also what was removed since") {
  auto state = Must(State::New({}));
  const NodeId a = Must(state->AddNode(NodeIn("a", "r", "z", "", {4, 4})));
  state->Publish();
  View view(*state);
  Must(state->RemoveNode(a));
  CHECK(BestOf(view, Asks(1)) == a);
  const NodeId again = Must(state->AddNode(NodeIn("a", "r", "z", "", {1, 1})));
  CHECK(again != a);
  state->Publish();
  CHECK(view.NodeName(a) == "a");
  CHECK(BestOf(view, Asks(1)) == a);
  view.Refresh();
  CHECK(BestOf(view, Asks(1)) == again);
  CHECK(view.NodeName(a) == "");
  CHECK(view.FindNode("a") == again);
}

TEST_CASE("a node that moves to another rack takes its bytes and its pods along") {
  auto state = Must(State::New({}));
  const std::vector<NodeId> ids = Must(state->AddNodes(
      std::vector<Node>{NodeIn("a", "r1", "z", "", {4, 4}), NodeIn("b", "r1", "z", "", {4, 4}),
                        NodeIn("c", "r2", "z", "", {4, 4})}));
  const DatasetId d = Must(state->AddDataset({"d", 10}));
  Must(state->Report(d, ids[0], Tier::kSsd, 10));
  Rules rules;
  rules.groups = {"g"};
  rules.anti_affinity = {{"g", "rack"}};
  Pod pod = Asks(1);
  pod.rules = Must(state->AddRules(rules));
  pod.datasets.push_back({d});
  Must(state->Bind(ids[0], pod));
  state->Publish();
  View view(*state);
  CHECK(BestOf(view, pod) == ids[2]);
  Must(state->Relabel(ids[0], NodeIn("a", "r2", "z", "", {})));
  state->Publish();
  view.Refresh();
  CHECK(BestOf(view, pod) == ids[1]);
  CHECK(view.Free(ids[0], 0) == 3);
  Pod reads = Asks(4);
  reads.datasets.push_back({d});
  CHECK(BestOf(view, reads) == ids[2]);
}

TEST_CASE("a view that is not refreshed keeps its epoch, and memory does not grow with those after it") {
  auto state = Must(State::New({.check_answers = false}));
  std::vector<Node> nodes;
  for (int i = 0; i < 2000; ++i)
    nodes.push_back(NodeIn(Numbered("n", i, 5), Numbered("r", i / 20, 1), "z", "", {99, 99}));
  const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
  state->Publish();
  state->Publish();
  const size_t before = state->bytes_in_use();
  {
    const View holder(*state);
    const auto bind_all = [&] {
      for (int i = 0; i < 200; ++i) {
        Must(state->Bind(ids[static_cast<size_t>(i * 7) % 2000], Asks(1)));
        state->Publish();
      }
    };
    bind_all();
    const size_t with_both = state->bytes_in_use();
    CHECK(with_both > before + 50'000);
    for (int round = 0; round < 20; ++round) bind_all();
    CHECK(state->bytes_in_use() < with_both + 20'000);
    CHECK(holder.Free(ids[7], 0) == 99);
  }
  state->Publish();
  state->Publish();
  CHECK(state->bytes_in_use() < before + 10'000);
}

TEST_CASE("more nodes in one rack than it had room for") {
  auto state = Must(State::New({}));
  for (int i = 0; i < 150; ++i) {
    Must(state->AddNode(NodeIn(Numbered("n", 150 - i), i % 3 == 0 ? "r1" : "r2", "z", "", {i, 1})));
    if (i % 10 != 0) continue;
    state->Publish();
    View view(*state);
    std::vector<Choice> best(200);
    CHECK(Must(view.Rank(Asks(1), best)) == static_cast<size_t>(i));
  }
}
