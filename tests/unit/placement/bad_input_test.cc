// What the solver refuses, and what it says.
#include <catch2/catch.hpp>
#include <limits>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;
using fluid::Code;

namespace {

fluid::Status Levels(std::vector<Level> levels) { return State::New({.levels = std::move(levels)}).status(); }

struct Small {
  Small() {
    ids = Must(state->AddNodes(
        std::vector<Node>{NodeIn("a", "r", "z", "", {4, 4}), NodeIn("b", "r", "z", "", {4, 4})}));
  }
  std::unique_ptr<State> state = Must(State::New({}));
  std::vector<NodeId> ids;
};

}  // namespace

TEST_CASE("levels that form a cycle are refused with the cycle") {
  const fluid::Status status = Levels({{"node", "kubernetes.io/hostname", 100, "rack"},
                                       {"rack", "rack", 50, "zone"},
                                       {"zone", "zone", 20, "row"},
                                       {"row", "row", 10, "rack"}});
  CHECK(status.code() == Code::kInvalidArgument);
  CHECK(std::string(status.message()).find("rack in zone in row in rack") != std::string::npos);
}

TEST_CASE("levels are one chain of known names, each once") {
  CHECK(Levels({{"rack", "rack", 1, "hall"}}).code() == Code::kInvalidArgument);
  CHECK(Levels({{"rack", "rack", 1, ""}, {"rack", "zone", 1, ""}}).code() == Code::kAlreadyExists);
  CHECK(Levels({{"rack", "rack", 1, ""}, {"zone", "rack", 1, ""}}).code() == Code::kAlreadyExists);
  CHECK(Levels({{"a", "a", 1, "c"}, {"b", "b", 1, "c"}, {"c", "c", 1, ""}}).code() == Code::kInvalidArgument);
  CHECK(Levels({{"cluster", "c", 1, ""}}).code() == Code::kInvalidArgument);
  CHECK(Levels({{"rack", "rack", -1, ""}}).code() == Code::kInvalidArgument);
  CHECK(Levels({{"zone", "zone", 1, ""}, {"node", "kubernetes.io/hostname", 1, ""}}).code() ==
        Code::kInvalidArgument);
  CHECK(Levels({{"zone", "zone", 20, ""}, {"node", "kubernetes.io/hostname", 100, "zone"}}).ok());
  CHECK(Levels({}).ok());
}

TEST_CASE("no nodes: nothing is found, and that is no error") {
  auto state = Must(State::New({}));
  View view(*state);
  std::vector<Choice> best(3);
  CHECK(Must(view.Rank({}, best)) == 0);
  GangPlan plan;
  Must(view.PlaceGang({{{Pod(), 3}}, 1, 0, 0}, plan));
  CHECK(!plan.placed);
  Explanation explanation;
  Must(view.Explain({}, explanation));
  CHECK(explanation.best.node == -1);
  Conflict conflict;
  Must(view.WhyNone({}, conflict));
  CHECK(conflict.infeasible);
}

TEST_CASE("names twice are refused, and nothing changes") {
  Small s;
  CHECK(s.state->AddNode(NodeIn("a", "", "", "", {})).status().code() == Code::kAlreadyExists);
  const std::vector<Node> twice = {NodeIn("c", "", "", "", {}), NodeIn("c", "", "", "", {})};
  CHECK(s.state->AddNodes(twice).status().code() == Code::kAlreadyExists);
  s.state->Publish();
  CHECK(View(*s.state).nodes() == 2);
  Must(s.state->AddDataset({"d", 1}));
  CHECK(s.state->AddDataset({"d", 1}).status().code() == Code::kAlreadyExists);
  Options options;
  options.resources = {"cpu", "cpu"};
  CHECK(State::New(options).status().code() == Code::kAlreadyExists);
}

TEST_CASE("quantities are not negative and do not overflow") {
  Small s;
  constexpr int64_t kHuge = std::numeric_limits<int64_t>::max();
  for (const int64_t bad : {int64_t{-1}, kHuge, kMaxQuantity + 1, std::numeric_limits<int64_t>::min()}) {
    CHECK(!s.state->AddNode(NodeIn("c", "", "", "", {bad})).ok());
    CHECK(!s.state->SetFree(s.ids[0], std::vector<int64_t>{bad}).ok());
    Pod pod;
    pod.request = {bad};
    CHECK(!s.state->Bind(s.ids[0], pod).ok());
  }
  for (const int64_t bad : {int64_t{-1}, kHuge}) {
    CHECK(!s.state->AddDataset({"x", bad}).ok());
  }
  const DatasetId d = Must(s.state->AddDataset({"d", 0}));
  Must(s.state->Report(d, s.ids[0], Tier::kSsd, kMaxBytes));
  CHECK(s.state->Report(d, s.ids[1], Tier::kSsd, kMaxBytes).code() == Code::kOutOfRange);
  Pod large;
  large.request = {kMaxQuantity};
  Must(s.state->Bind(s.ids[0], large));
  Must(s.state->Bind(s.ids[0], large));
  CHECK(s.state->Bind(s.ids[0], large).code() == Code::kOutOfRange);
}

TEST_CASE("weights that overflow a score are refused") {
  auto state = Must(State::New({.levels = {{"node", "kubernetes.io/hostname", kMaxPoints, ""}}}));
  const NodeId node = Must(state->AddNode(NodeIn("a", "", "", "", {1, 1})));
  Pod pod;
  for (int i = 0; i < 8; ++i) {
    pod.datasets.push_back({Must(state->AddDataset({Numbered("d", i), 1})), kMaxPoints, -1, kAllTiers});
  }
  state->Publish();
  View view(*state);
  Choice best;
  CHECK(view.Rank(pod, {&best, 1}).status().code() == Code::kOutOfRange);
  CHECK(state->Bind(node, pod).code() == Code::kOutOfRange);
  Gang gang;
  pod.datasets.resize(1);
  gang.parts.push_back({pod, 10'000'000});
  GangPlan plan;
  CHECK(view.PlaceGang(gang, plan).code() == Code::kOutOfRange);
}

TEST_CASE("ids that mean nothing, and rules that mean nothing, are refused") {
  Small s;
  CHECK(s.state->Bind(77, {}).code() == Code::kNotFound);
  CHECK(s.state->RemoveNode(-1).code() == Code::kNotFound);
  Pod pod;
  pod.rules = 9;
  CHECK(s.state->Bind(s.ids[0], pod).code() == Code::kNotFound);
  pod.rules = 0;
  pod.datasets.push_back({3});
  CHECK(s.state->Bind(s.ids[0], pod).code() == Code::kNotFound);
  Rules rules;
  rules.spread.push_back({"g", "hall", 1});
  CHECK(s.state->AddRules(rules).status().code() == Code::kInvalidArgument);
  rules.spread = {{"g", "zone", 0}};
  CHECK(s.state->AddRules(rules).status().code() == Code::kInvalidArgument);
  rules.spread.clear();
  rules.affinity = {{{"cores", Operator::kGt, {"many"}}}};
  CHECK(s.state->AddRules(rules).status().code() == Code::kInvalidArgument);
  rules.affinity = {{{"cores", Operator::kIn, {}}}};
  CHECK(s.state->AddRules(rules).status().code() == Code::kInvalidArgument);
  Must(s.state->RemoveNode(s.ids[0]));
  CHECK(s.state->Bind(s.ids[0], {}).code() == Code::kNotFound);
}
