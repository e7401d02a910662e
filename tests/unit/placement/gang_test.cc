// Gangs whose answers are known by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

namespace {

// Racks of these numbers of nodes; every node takes two pods of one cpu.
struct Racks {
  explicit Racks(const std::vector<int>& sizes) {
    std::vector<Node> nodes;
    for (size_t rack = 0; rack < sizes.size(); ++rack) {
      for (int i = 0; i < sizes[rack]; ++i) {
        nodes.push_back(NodeIn(Numbered("n", static_cast<int>(nodes.size())),
                               Numbered("r", static_cast<int>(rack), 1),
                               rack < sizes.size() / 2 ? "z0" : "z1", "", {2, 9}));
      }
    }
    ids = Must(state->AddNodes(nodes));
    state->Publish();
    view = std::make_unique<View>(*state);
  }
  GangPlan Place(Gang gang) {
    GangPlan plan;
    Must(view->PlaceGang(gang, plan));
    return plan;
  }
  std::unique_ptr<State> state = Must(State::New({}));
  std::unique_ptr<View> view;
  std::vector<NodeId> ids;
};

Gang Ones(int64_t pods, int inside, int fewest) {
  Gang gang;
  Pod pod;
  pod.request = {1, 0};
  gang.parts.push_back({pod, pods});
  gang.inside = inside;
  gang.fewest = fewest;
  return gang;
}

}  // namespace

TEST_CASE("a gang lies in one rack when one holds it, else in the fewest, else nowhere") {
  Racks r({2, 4, 3, 3});
  CHECK(r.Place(Ones(8, 1, -1)).placed);
  CHECK(r.view->DomainOf(r.Place(Ones(8, 1, -1)).shares[0].node, 1) == "z0/r1");
  CHECK(!r.Place(Ones(9, 1, -1)).placed);
  CHECK(r.Place(Ones(9, 2, 1)).domains == 2);
  CHECK(r.Place(Ones(12, 2, 1)).domains == 2);
  CHECK(!r.Place(Ones(13, 2, 1)).placed);
  CHECK(r.Place(Ones(20, -1, 1)).domains == 3);
  CHECK(r.Place(Ones(24, -1, 1)).domains == 4);
  CHECK(!r.Place(Ones(25, -1, 1)).placed);
}

TEST_CASE("a gang that is refused leaves nothing behind") {
  Racks r({2, 2});
  Gang mixed = Ones(3, 1, -1);
  Pod large;
  large.request = {2, 0};
  mixed.parts.push_back({large, 1});
  CHECK(!r.Place(mixed).placed);
  CHECK(r.view->Free(r.ids[0], 0) == 2);
  mixed.parts[0].count = 2;
  const GangPlan plan = r.Place(mixed);
  REQUIRE(plan.placed);
  CHECK(plan.shares.size() == 2);
}

TEST_CASE("at most so many pods on a node, and none beside another of its group") {
  Racks r({4, 4});
  Gang gang = Ones(4, 1, -1);
  gang.max_per_node = 1;
  CHECK(r.Place(gang).shares.size() == 4);
  gang.parts[0].count = 5;
  CHECK(!r.Place(gang).placed);
  Rules rules;
  rules.groups = {"g"};
  rules.anti_affinity = {{"g", "rack"}};
  gang = Ones(2, -1, -1);
  gang.parts[0].pod.rules = Must(r.state->AddRules(rules));
  r.state->Publish();
  r.view->Refresh();
  CHECK(r.Place(gang).shares.size() == 2);
  gang.parts[0].count = 3;
  CHECK(!r.Place(gang).placed);
}

TEST_CASE("pods of a gang spread over zones by the limit") {
  Racks r({2, 2, 1, 1});
  Rules rules;
  rules.groups = {"g"};
  rules.spread = {{"g", "zone", 1}};
  Gang gang = Ones(8, -1, -1);
  gang.parts[0].pod.rules = Must(r.state->AddRules(rules));
  r.state->Publish();
  r.view->Refresh();
  CHECK(r.Place(gang).placed);
  gang.parts[0].count = 10;  // z1 takes 4, so z0 at most 5
  CHECK(!r.Place(gang).placed);
}

TEST_CASE("of the racks that hold a gang, the one with the data; in it, the node with the data first") {
  Racks r({3, 3, 3, 3});
  const DatasetId d = Must(r.state->AddDataset({"d", 10}));
  Must(r.state->Report(d, r.ids[7], Tier::kSsd, 10));
  r.state->Publish();
  r.view->Refresh();
  Gang gang = Ones(3, 1, -1);
  gang.parts[0].pod.datasets.push_back({d});
  const GangPlan plan = r.Place(gang);
  REQUIRE(plan.shares.size() == 2);
  CHECK(plan.shares[0] == GangPlan::Share{0, r.ids[7], 2, 100 * kPoint});
  CHECK(plan.shares[1] == GangPlan::Share{0, r.ids[6], 1, 50 * kPoint});
}

TEST_CASE("identical pods that spread and repel are placed whenever one after the other can be") {
  constexpr uint64_t kWorlds = 4000;
  int64_t placed = 0, refused = 0;
  for (uint64_t seed = 0; seed < kWorlds; ++seed) {
    std::mt19937_64 random(seed);
    const auto roll = [&](int below) { return static_cast<int>(random() % static_cast<uint64_t>(below)); };
    auto state = Must(State::New({}));
    std::vector<Node> nodes;
    for (int i = 3 + roll(3); i > 0; --i) {
      nodes.push_back(NodeIn(Numbered("n", i), roll(9) == 0 ? "" : Numbered("r", roll(3), 1),
                             Numbered("z", roll(2), 1), "", {roll(4), 0}));
    }
    const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
    Rules rules;
    rules.groups = {"mine"};
    const char* const levels[] = {"node", "rack", "zone"};
    const int left_out = roll(4);
    for (int level = 0; level < 3; ++level) {
      if (level != left_out) rules.spread.push_back({"mine", levels[level], 1 + roll(2)});
    }
    if (roll(3) == 0) rules.anti_affinity.push_back({"mine", levels[roll(2)]});
    for (int i = roll(3); i > 0; --i) {
      rules.preferred.push_back(
          {1 + roll(9), {{"metadata.name", Operator::kIn, {Numbered("n", 1 + roll(5))}}}});
    }
    Pod pod;
    pod.rules = Must(state->AddRules(rules));
    pod.request = {1, 0};
    Rules others;
    others.groups = {"mine"};
    Pod there;
    there.rules = Must(state->AddRules(others));
    for (int i = roll(4); i > 0; --i)
      Must(state->Bind(ids[static_cast<size_t>(roll(static_cast<int>(ids.size())))], there));
    state->Publish();
    View view(*state);
    const int64_t pods = 2 + roll(4);
    // Every set of nodes that pod after pod can lead to.
    std::set<std::vector<NodeId>> sets = {{}};
    for (int64_t n = 0; n < pods; ++n) {
      std::set<std::vector<NodeId>> next;
      for (const std::vector<NodeId>& set : sets) {
        Trial trial(view);
        for (const NodeId node : set) Must(trial.Bind(node, pod));
        std::vector<Choice> choices(nodes.size());
        choices.resize(Must(view.Rank(pod, choices)));
        for (const Choice& choice : choices) {
          std::vector<NodeId> more = set;
          more.insert(std::upper_bound(more.begin(), more.end(), choice.node), choice.node);
          next.insert(more);
        }
      }
      sets = std::move(next);
    }
    Gang gang;
    gang.parts.push_back({pod, pods});
    GangPlan plan;
    Must(view.PlaceGang(gang, plan));
    CHECK(plan.placed == !sets.empty());
    ++(plan.placed ? placed : refused);
  }
  CHECK(placed > 100);
  CHECK(refused > 100);
}
