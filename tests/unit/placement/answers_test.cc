// Answers that are known by hand, and the adversarial instances.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

namespace {

// Two regions of two zones of two racks of two nodes: n0 .. n15.
struct Cluster {
  Cluster() {
    std::vector<Node> nodes;
    for (int i = 0; i < 16; ++i) {
      nodes.push_back(NodeIn(Numbered("n", i, 2), Numbered("rack-", i / 2, 1), Numbered("zone-", i / 4, 1),
                             Numbered("region-", i / 8, 1), {8, 8}));
    }
    ids = Must(state->AddNodes(nodes));
  }
  std::vector<Choice> Rank(const Pod& pod, size_t k) {
    state->Publish();
    View view(*state);
    std::vector<Choice> best(k);
    best.resize(Must(view.Rank(pod, best)));
    return best;
  }
  std::unique_ptr<State> state = Must(State::New({}));
  std::vector<NodeId> ids;
};

Pod Reads(std::vector<DatasetUse> uses, RulesId rules = 0) {
  Pod pod;
  pod.rules = rules;
  pod.request = {1, 1};
  pod.datasets = std::move(uses);
  return pod;
}

}  // namespace

TEST_CASE(
    "a pod runs where all bytes are, then in the rack, the zone, the region, and last anywhere by name") {
  Cluster c;
  const DatasetId d = Must(c.state->AddDataset({"d", 100}));
  Must(c.state->Report(d, c.ids[6], Tier::kSsd, 100));
  const std::vector<Choice> best = c.Rank(Reads({{d}}), 16);
  REQUIRE(best.size() == 16);
  CHECK(best[0] == Choice{c.ids[6], 100 * kPoint});
  CHECK(best[1] == Choice{c.ids[7], 50 * kPoint});
  CHECK(best[2] == Choice{c.ids[4], 20 * kPoint});
  CHECK(best[3] == Choice{c.ids[5], 20 * kPoint});
  CHECK(best[4] == Choice{c.ids[0], 10 * kPoint});
  CHECK(best[8] == Choice{c.ids[8], 0});
}

TEST_CASE("bytes count by their share of the size, at the nearest level that holds any") {
  Cluster c;
  const DatasetId d = Must(c.state->AddDataset({"d", 100}));
  Must(c.state->Report(d, c.ids[0], Tier::kSsd, 60));
  Must(c.state->Report(d, c.ids[1], Tier::kHdd, 30));
  Must(c.state->Report(d, c.ids[4], Tier::kMem, 500));
  const std::vector<Choice> best = c.Rank(Reads({{d}}), 5);
  CHECK(best[0] == Choice{c.ids[4], 100 * kPoint});
  CHECK(best[1] == Choice{c.ids[0], 60 * kPoint});
  CHECK(best[2] == Choice{c.ids[5], 50 * kPoint});
  CHECK(best[3] == Choice{c.ids[1], 30 * kPoint});
  CHECK(best[4] == Choice{c.ids[6], 20 * kPoint});
  const std::vector<Choice> in_memory = c.Rank(Reads({{d, 1, -1, 1}}), 2);
  CHECK(in_memory[1] == Choice{c.ids[5], 50 * kPoint});
}

TEST_CASE("required datasets are ANDed: a node with one of the two is no place", "[semantics][D11]") {
  Cluster c;
  const DatasetId a = Must(c.state->AddDataset({"a", 10})), b = Must(c.state->AddDataset({"b", 10}));
  Must(c.state->Report(a, c.ids[2], Tier::kSsd, 10));
  Must(c.state->Report(a, c.ids[3], Tier::kSsd, 10));
  Must(c.state->Report(b, c.ids[3], Tier::kSsd, 1));
  Must(c.state->Report(b, c.ids[9], Tier::kSsd, 10));
  const std::vector<Choice> best = c.Rank(Reads({{a, 1, 0}, {b, 1, 0}}), 3);
  REQUIRE(best.size() == 1);
  CHECK(best[0].node == c.ids[3]);
  CHECK(c.Rank(Reads({{a, 1, 1}, {b, 1, 1}}), 3).size() == 2);  // the rack is enough
}

TEST_CASE("racks of one name in two zones are two racks") {
  auto state = Must(State::New({}));
  const std::vector<Node> nodes = {NodeIn("a", "rack-1", "zone-a", "", {1, 1}),
                                   NodeIn("b", "rack-1", "zone-b", "", {1, 1}),
                                   NodeIn("c", "rack-1", "zone-a", "", {1, 1})};
  const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
  const DatasetId d = Must(state->AddDataset({"d", 0}));
  Must(state->Report(d, ids[1], Tier::kSsd, 5));
  state->Publish();
  View view(*state);
  std::vector<Choice> best(3);
  CHECK(Must(view.Rank(Reads({{d}}), best)) == 3);
  CHECK(best[1] == Choice{ids[0], 0});
  CHECK(view.DomainOf(ids[1], 1) == "zone-b/rack-1");
  CHECK(view.DomainOf(ids[1], 3) == "");
}

TEST_CASE("ten thousand equal nodes: the lowest name, in a handful of pages") {
  auto state = Must(State::New({.check_answers = false}));
  std::vector<Node> nodes;
  for (int i = 0; i < 10'000; ++i) {
    nodes.push_back(NodeIn(Numbered("n", (i * 7919) % 10'000, 5), Numbered("r", i / 32, 1),
                           Numbered("z", i / 1280, 1), "", {4, 4}));
  }
  Must(state->AddNodes(nodes));
  state->Publish();
  View view(*state);
  std::vector<Choice> best(10'000);
  CHECK(Must(view.Rank(Reads({}), best)) == 10'000);
  for (int i = 0; i < 10'000; ++i)
    REQUIRE(view.NodeName(best[static_cast<size_t>(i)].node) == Numbered("n", i, 5));
}

TEST_CASE("almost full, holders tainted, one holder, datasets pinned to a rack: still exact") {
  for (int kind = 0; kind < 4; ++kind) {
    auto state = Must(State::New({.check_answers = true}));
    std::vector<Node> nodes;
    for (int i = 0; i < 300; ++i) {
      nodes.push_back(NodeIn(Numbered("n", (i * 101) % 300), Numbered("r", i / 16, 1),
                             Numbered("z", i / 64, 1), "", {8, 8}));
      if (kind == 0 && i % 100 != 37) nodes.back().free = {i % 2, 1 - i % 2};
      if (kind == 1 && i % 15 == 0) nodes.back().taints.push_back({"broken", "", "NoExecute"});
    }
    const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
    const DatasetId d = Must(state->AddDataset({"d", 1000})), e = Must(state->AddDataset({"e", 7}));
    for (int i = 0; i < 300; i += kind == 2 ? 300 : 15) {
      const int holder = kind == 3 ? 32 + i / 15 % 16 : i;
      Must(state->Report(d, ids[static_cast<size_t>(holder)], Tier::kSsd, 100 + i));
      Must(state->Report(e, ids[static_cast<size_t>((holder * 7) % 300)], Tier::kSsd, 1));
    }
    state->Publish();
    View view(*state);
    std::vector<Choice> best(20);
    for (const int required : {-1, 0, 1}) {
      Must(view.Rank(Reads({{d, 1, required}}), best));
      Must(view.Rank(Reads({{d, 1, required}, {e, 3, -1}}), best));
    }
  }
}

TEST_CASE("weights may make the rack beat the node") {
  auto state =
      Must(State::New({.levels = {{"node", "kubernetes.io/hostname", 1, ""}, {"rack", "rack", 50, ""}}}));
  std::vector<Node> nodes(3);
  for (int i = 0; i < 3; ++i) {
    nodes[i].name = Numbered("n", i);
    nodes[i].free = {4, 4};
    nodes[i].labels.emplace("rack", i < 2 ? "a" : "b");
  }
  const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
  const DatasetId d = Must(state->AddDataset({"d", 10}));
  Must(state->Report(d, ids[0], Tier::kSsd, 10));
  state->Publish();
  View view(*state);
  std::vector<Choice> best(3);
  CHECK(Must(view.Rank(Reads({{d}}), best)) == 3);
  CHECK(best[0] == Choice{ids[1], 50 * kPoint});
  CHECK(best[1] == Choice{ids[0], 1 * kPoint});
}

TEST_CASE("the order of a node's name decides ties, not the order of its rack") {
  auto state = Must(State::New({}));
  const std::vector<Node> nodes = {NodeIn("c", "r1", "z1", "", {1, 1}), NodeIn("d", "r1", "z1", "", {1, 1}),
                                   NodeIn("b", "r2", "z1", "", {1, 1}), NodeIn("a", "r3", "z0", "", {0, 1})};
  const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
  state->Publish();
  View view(*state);
  std::vector<Choice> best(4);
  CHECK(Must(view.Rank(Reads({}), best)) == 3);
  CHECK(best[0].node == ids[2]);
  CHECK(best[1].node == ids[0]);
}

TEST_CASE("GPUs in pieces: the one node with eight in a row wins, however far, and a second pod finds none") {
  Options options;
  options.resources = {"cpu", "nvidia.com/gpu"};
  auto state = Must(State::New(options));
  std::vector<Node> nodes;
  for (int i = 0; i < 2000; ++i) {
    nodes.push_back(
        NodeIn(Numbered("n", i, 4), Numbered("r", i / 16, 3), Numbered("z", i / 500, 1), "", {64, i % 8}));
  }
  nodes[1234].free[1] = 8;
  const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
  const DatasetId dataset = Must(state->AddDataset({"d", 10}));
  for (int i = 0; i < 20; ++i) Must(state->Report(dataset, ids[static_cast<size_t>(i * 3)], Tier::kSsd, 10));
  state->Publish();
  View view(*state);
  Pod pod;
  pod.request = {1, 8};
  pod.datasets.push_back({dataset});
  Choice best[2];
  REQUIRE(Must(view.Rank(pod, best)) == 1);
  CHECK(best[0].node == ids[1234]);
  CHECK(best[0].score == 0);
  Gang gang;
  gang.parts.push_back({pod, 2});
  GangPlan plan;
  Must(view.PlaceGang(gang, plan));
  CHECK(!plan.placed);
  pod.request = {1, 7};  // near is better again
  REQUIRE(Must(view.Rank(pod, best)) == 2);
  CHECK(best[0].node == ids[15]);
  CHECK(best[0].score == 100 * kPoint);
}

TEST_CASE("a skew that can't be kept: a zone that may be selected and is full stops the others") {
  auto state = Must(State::New({}));
  const std::vector<NodeId> ids = Must(state->AddNodes(
      std::vector<Node>{NodeIn("a1", "", "a", "", {9, 9}), NodeIn("a2", "", "a", "", {9, 9}),
                        NodeIn("b1", "", "b", "", {0, 9}), NodeIn("c1", "", "", "", {9, 9})}));
  Rules rules;
  rules.groups = {"mine"};
  rules.spread = {{"mine", "zone", 1}};
  Pod pod;
  pod.rules = Must(state->AddRules(rules));
  pod.request = {1, 1};
  Must(state->Bind(ids[0], pod));
  state->Publish();
  View view(*state);
  Choice best;
  CHECK(Must(view.Rank(pod, {&best, 1})) == 0);
  Conflict conflict;
  Must(view.WhyNone(pod, conflict));
  CHECK(conflict.core == std::vector<Broken>{{Rule::kResource, 0}, {Rule::kSpread, 0}});
  CHECK(Must(view.WhyNot(pod, ids[1])).lacking == 1);  // one pod too many in the zone
  // Where nobody may select the full zone, it does not count.
  Must(state->RemoveNode(ids[2]));
  state->Publish();
  view.Refresh();
  CHECK(Must(view.Rank(pod, {&best, 1})) == 1);
  CHECK(best.node == ids[0]);
}

// Room for more nodes lies behind those of a domain, and may begin a page that has none.
TEST_CASE("clusters of every size up to three pages are read to their last position") {
  for (int count = 1; count <= 200; ++count) {
    auto state = Must(State::New({.check_answers = true}));
    std::vector<Node> nodes;
    for (int i = 0; i < count; ++i)
      nodes.push_back(NodeIn(Numbered("n", i), Numbered("r", i / (1 + count % 7)), "z", "", {2, 2}));
    Must(state->AddNodes(nodes));
    state->Publish();
    View view(*state);
    Pod pod;
    pod.request = {3, 1};
    Conflict conflict;
    Must(view.WhyNone(pod, conflict));
    CHECK(conflict.relaxation == std::vector<Broken>{{Rule::kResource, 0}});
    Gang gang;
    pod.request = {1, 1};
    gang.parts.push_back({pod, 2 * count});
    gang.fewest = view.LevelIndex("node");
    GangPlan plan;
    Must(view.PlaceGang(gang, plan));
    CHECK(plan.domains == count);
  }
}

TEST_CASE("where nodes are the only level, no node is found twice") {
  auto state = Must(State::New({.levels = {{"node", "kubernetes.io/hostname", 100}}, .check_answers = true}));
  std::vector<Node> nodes;
  for (int i = 0; i < 20; ++i) nodes.push_back(NodeIn(Numbered("n", i), "r", "z", "", {1, 1}));
  const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
  Pod pod;
  for (const char* name : {"held nowhere", "held"})
    pod.datasets.push_back({Must(state->AddDataset({name, 10}))});
  Must(state->Report(pod.datasets[1].dataset, ids[3], Tier::kSsd, 10));
  state->Publish();
  View view(*state);
  for (int order = 0; order < 2; ++order) {
    std::vector<Choice> best(30);
    CHECK(Must(view.Rank(pod, best)) == 20);
    std::rotate(pod.datasets.begin(), pod.datasets.begin() + 1, pod.datasets.end());
  }
}
