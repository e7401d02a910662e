// From a view to the numbered tree and back; batches of pods in terms of a view.
#include "fluid/placement_map.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <map>

#include "world.h"

namespace fluid::placement {
namespace {

using test::Must;
using test::NodeIn;
using test::World;
using test::WorldShape;

constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

WorldShape Quiet() {
  WorldShape shape;
  shape.crowding = false;
  return shape;
}

// What the arcs say of each node; nodes without one are left out.
std::map<NodeId, int64_t> Priced(const Map& map, const std::vector<FlowArc>& arcs) {
  std::vector<int64_t> least(map.parent().size(), kNone);
  for (const FlowArc& arc : arcs) least[arc.vertex] = std::min(least[arc.vertex], arc.cost);
  std::map<NodeId, int64_t> costs;
  for (size_t v = 1; v < least.size(); ++v) {
    least[v] = std::min(least[v], least[map.parent()[v]]);
    if (map.NodeAt(static_cast<int32_t>(v)) >= 0 && least[v] != kNone)
      costs[map.NodeAt(static_cast<int32_t>(v))] = least[v];
  }
  return costs;
}

std::vector<Choice> RankAll(View& view, const Pod& pod) {
  std::vector<Choice> all(static_cast<size_t>(view.nodes()));
  all.resize(Must(view.Rank(pod, all)));
  return all;
}

TEST_CASE("arcs say of every node what ranking says of it") {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    World world(seed, Quiet());
    for (int i = 0; i < 20; ++i) world.Change();
    world.Publish();
    Map map(world.view());
    const Pod pod = world.RandomPod();
    const std::map<NodeId, int64_t> costs = Priced(map, Must(map.Arcs(pod)));
    const std::vector<Choice> ranked = RankAll(world.view(), pod);
    INFO("seed " << seed);
    REQUIRE(costs.size() == ranked.size());
    for (const Choice& choice : ranked) CHECK(costs.at(choice.node) == map.top() - choice.score);
    if (!ranked.empty()) CHECK(map.top() == std::max<int64_t>(0, ranked.front().score));
  }
}

TEST_CASE("the tree has a leaf for every node, all equally deep, and numbers by path and name alone") {
  const std::unique_ptr<State> one = Must(State::New({})), other = Must(State::New({}));
  std::vector<Node> nodes = {NodeIn("b", "r1", "z1", "e", {1}), NodeIn("a", "r1", "z1", "e", {1}),
                             NodeIn("d", "r1", "z2", "e", {1}), NodeIn("c", "", "z2", "e", {1}),
                             NodeIn("e", "", "", "", {1})};
  Must(one->AddNodes(nodes).status());
  std::reverse(nodes.begin(), nodes.end());
  for (const Node& node : nodes) Must(other->AddNode(node).status());
  one->Publish();
  other->Publish();
  View first(*one), second(*other);
  const Map map(first), same(second);
  REQUIRE(std::equal(map.parent().begin(), map.parent().end(), same.parent().begin(), same.parent().end()));
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    const int32_t vertex = map.VertexOf(first.FindNode(name));
    CHECK(vertex == same.VertexOf(second.FindNode(name)));
    CHECK(map.NodeAt(vertex) == first.FindNode(name));
    int depth = 0;
    for (int32_t v = vertex; v != 0; v = map.parent()[v]) ++depth;
    CHECK(depth == map.DepthOf(0));
  }
  CHECK(map.VertexOf(-1) == -1);
  CHECK(map.VertexOf(99) == -1);
}

TEST_CASE("a batch of one pod goes where ranking says, and one of many is worth what the gang is") {
  int placed = 0;
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    World world(seed, Quiet());
    for (int i = 0; i < 20; ++i) world.Change();
    world.Publish();
    const Pod pod = world.RandomPod();
    INFO("seed " << seed);
    BatchPlan plan;
    Must(PlaceBatch(world.view(), {{{pod, 1, -1}}}, plan));
    const std::vector<Choice> ranked = RankAll(world.view(), pod);
    CHECK(plan.exact);
    REQUIRE(plan.shares.empty() == ranked.empty());
    if (!ranked.empty()) CHECK(plan.score == ranked.front().score);

    Gang gang;
    gang.parts.push_back({pod, 1 + world.Roll(8)});
    GangPlan whole;
    Must(world.view().PlaceGang(gang, whole));
    Must(PlaceBatch(world.view(), {{{pod, gang.parts[0].count, -1}}}, plan));
    CHECK(whole.placed == (plan.unplaced[0] == 0));
    if (whole.placed) CHECK(plan.score == whole.score);
    placed += whole.placed;
  }
  CHECK(placed > 50);
}

TEST_CASE("pods of mixed shapes are placed within what is free, with a bound that holds") {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    World world(seed, Quiet());
    Batch batch;
    for (int i = 0; i < 3; ++i) batch.parts.push_back({world.RandomPod(), 1 + world.Roll(6), -1});
    BatchPlan plan;  // the world's checker looks at it
    Must(PlaceBatch(world.view(), batch, plan, {.steps = 5, .moves = 5000}));
    CHECK(plan.bound <= plan.cost);
  }
}

TEST_CASE("pods that repel or spread are no batch") {
  const std::unique_ptr<State> state = Must(State::New({}));
  Must(state->AddNode(NodeIn("a", "r", "z", "e", {4})).status());
  Rules rules;
  rules.groups = {"web"};
  rules.anti_affinity = {{"web", "node"}};
  const RulesId id = Must(state->AddRules(rules));
  state->Publish();
  View view(*state);
  BatchPlan plan;
  Pod pod;
  pod.request = {1};
  CHECK(PlaceBatch(view, {{{pod, -2, -1}}}, plan).code() == Code::kInvalidArgument);
  pod.rules = id;
  CHECK(PlaceBatch(view, {{{pod, 2, -1}}}, plan).code() == Code::kInvalidArgument);
  Must(PlaceBatch(view, {}, plan));
  CHECK(plan.shares.empty());
}

TEST_CASE("workers go where the bytes are, as long as the quota and the spread allow it") {
  const std::unique_ptr<State> state = Must(State::New({}));
  for (const char* name : {"a", "b", "c", "d"}) {
    const std::string zone = name[0] < 'c' ? "z1" : "z2";
    Must(state->AddNode(NodeIn(name, "r-" + std::string(name), zone, "e", {4})).status());
  }
  const DatasetId data = Must(state->AddDataset({"data", 100}));
  state->Publish();
  View view(*state);
  Must(state->Report(data, view.FindNode("b"), Tier::kSsd, 50));
  state->Publish();
  view.Refresh();
  Map map(view);
  std::vector<NodeQuota> quotas;
  for (const char* name : {"a", "b", "c", "d"}) quotas.push_back({view.FindNode(name), {0, 100, 0}});
  WorkerPlacer placer = Must(WorkerPlacer::New(Must(map.Quotas(quotas))));
  WorkerSpec spec;
  spec.workers = 2;
  spec.bytes = {0, 60 << 20, 0};
  for (NodeQuota& quota : quotas) quota.bytes = {0, 100 << 20, 0};
  placer = Must(WorkerPlacer::New(Must(map.Quotas(quotas))));
  spec.penalty = 1000;
  spec.fill_price = 1;
  spec.spread_depth = map.DepthOf(view.LevelIndex("zone"));
  spec.held = map.Held(data);
  spec.arcs = Must(map.Arcs({}));
  Must(placer.Place(Must(placer.Add(spec))));
  REQUIRE(placer.workers(0).size() == 2);
  std::vector<std::string> names;
  for (const Worker& worker : placer.workers(0)) names.emplace_back(view.NodeName(map.NodeAt(worker.leaf)));
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"b", "c"});
  CHECK(map.Quotas(std::vector<NodeQuota>{{77, {}}}).status().code() == Code::kInvalidArgument);
}

}  // namespace
}  // namespace fluid::placement
