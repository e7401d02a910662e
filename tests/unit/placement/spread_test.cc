// Which pods a spread counts: those on nodes that count themselves.
#include <catch2/catch.hpp>
#include <limits>
#include <random>
#include <set>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

namespace {

std::set<NodeId> Feasible(View& view, const Pod& pod) {
  std::vector<Choice> best(static_cast<size_t>(view.nodes()));
  best.resize(Must(view.Rank(pod, best)));
  std::set<NodeId> nodes;
  for (const Choice& choice : best) nodes.insert(choice.node);
  return nodes;
}

// Nodes with racks and zones, some left out, on disks that the pods select and with a taint that they don't
// tolerate; and where pods of the group run. Who may run is found again from these alone.
class Farm {
 public:
  explicit Farm(uint32_t seed) : random_(seed) {
    Options options;
    options.check_answers = false;
    state_ = Must(State::New(options));
    member_.rules = Must(state_->AddRules({.groups = {"g"}}));
    for (int i = 0; i < 6; ++i) Add();
    Spread();
    Publish();
    view_ = std::make_unique<View>(*state_);
  }

  int Roll(int below) { return static_cast<int>(random_() % static_cast<uint32_t>(below)); }

  void Change() {
    auto at = boxes_.begin();
    std::advance(at, Roll(static_cast<int>(boxes_.size())));
    const int what = Roll(20);
    if (what < 8) {
      Must(state_->Bind(at->first, member_));
      ++at->second.pods;
    } else if (what < 11) {
      if (at->second.pods == 0) return;
      Must(state_->Unbind(at->first, member_));
      --at->second.pods;
    } else if (what < 16) {
      at->second.node = RandomNode(at->second.node.name);
      Must(state_->Relabel(at->first, at->second.node));
    } else if (what < 17 && boxes_.size() > 4) {
      Must(state_->RemoveNode(at->first));
      boxes_.erase(at);
    } else if (what < 19) {
      Add();
    } else if (asked_.size() < 6) {
      Spread();
    }
  }

  void Publish() {
    state_->Publish();
    if (view_ != nullptr) view_->Refresh();
  }

  void Check() {
    for (const Asked& asked : asked_) REQUIRE(Feasible(*view_, asked.pod) == Expected(asked.rules));
  }

  // As if the pods ran, until the trial ends.
  void CheckTrial() {
    const std::map<NodeId, Box> before = boxes_;
    {
      Trial trial(*view_);
      for (auto& [id, box] : boxes_) {
        for (int i = Roll(3); i > 0; --i, ++box.pods) Must(trial.Bind(id, member_));
        if (box.pods > 0 && Roll(3) == 0) Must(trial.Unbind(id, member_)), --box.pods;
      }
      Check();
    }
    boxes_ = before;
    Check();
  }

 private:
  struct Box {
    Node node;
    int64_t pods = 0;
  };
  struct Asked {
    Rules rules;
    Pod pod;
  };

  Node RandomNode(const std::string& name) {
    const auto label = [&](const char* prefix) { return Roll(5) == 0 ? "" : Numbered(prefix, Roll(3), 1); };
    Node node = NodeIn(name, label("rack-"), label("zone-"), "", {1000, 1000});
    node.labels["disk"] = Roll(3) == 0 ? "hdd" : "ssd";
    if (Roll(3) == 0) node.taints.push_back({"team", "a", "NoSchedule"});
    node.unschedulable = Roll(8) == 0;
    return node;
  }

  void Add() {
    const Node node = RandomNode(Numbered("n", named_++));
    boxes_[Must(state_->AddNode(node))] = {node, 0};
  }

  void Spread() {
    static const char* const kLevels[] = {"node", "rack", "zone"};
    Asked asked;
    asked.rules.groups = {"g"};
    if (Roll(2) == 0) asked.rules.selector["disk"] = "ssd";
    for (int i = Roll(2); i >= 0; --i) {
      asked.rules.spread.push_back(
          {"g", kLevels[Roll(3)], 1 + Roll(2), 1 + Roll(2), Roll(3) != 0, Roll(2) == 0});
    }
    asked.pod.rules = Must(state_->AddRules(asked.rules));
    asked_.push_back(asked);
  }

  static std::string DomainOf(const Node& node, const std::string& level) {
    const auto label = [&](const char* key) {
      const auto at = node.labels.find(key);
      return at == node.labels.end() ? std::string() : at->second;
    };
    if (level == "node") return node.name;
    const std::string zone = label("topology.kubernetes.io/zone"),
                      rack = label("topology.kubernetes.io/rack");
    return level == "zone" || rack.empty() ? (level == "zone" ? zone : "") : zone + '/' + rack;
  }

  static bool Selects(const Rules& rules, const Node& node) {
    return rules.selector.empty() || node.labels.at("disk") == rules.selector.at("disk");
  }

  std::set<NodeId> Expected(const Rules& rules) const {
    std::set<NodeId> nodes;
    for (const auto& [id, box] : boxes_) {
      if (Selects(rules, box.node) && box.node.taints.empty() && !box.node.unschedulable) nodes.insert(id);
    }
    for (const fluid::placement::Spread& spread : rules.spread) {
      std::map<std::string, int64_t> pods;  // by domain, of those that count
      for (const auto& [id, box] : boxes_) {
        bool counts = !spread.honor_affinity || Selects(rules, box.node);
        if (spread.honor_taints && (!box.node.taints.empty() || box.node.unschedulable)) counts = false;
        for (const auto& each : rules.spread) counts = counts && !DomainOf(box.node, each.level).empty();
        if (counts) pods[DomainOf(box.node, spread.level)] += box.pods;
      }
      int64_t least = std::numeric_limits<int64_t>::max();
      for (const auto& [domain, count] : pods) least = std::min(least, count);
      if (static_cast<int64_t>(pods.size()) < spread.min_domains) least = 0;
      std::erase_if(nodes, [&](NodeId id) {
        const std::string domain = DomainOf(boxes_.at(id).node, spread.level);
        return domain.empty() || (pods.contains(domain) ? pods.at(domain) : 0) + 1 - least > spread.max_skew;
      });
    }
    return nodes;
  }

  std::mt19937 random_;
  std::unique_ptr<State> state_;
  std::unique_ptr<View> view_;
  Pod member_;
  std::map<NodeId, Box> boxes_;
  std::vector<Asked> asked_;
  int named_ = 0;
};

}  // namespace

TEST_CASE("a spread doesn't count pods on nodes that its policies exclude") {
  auto state = Must(State::New({}));
  Node tainted = NodeIn("a1", "", "a", "", {9, 9}), other = NodeIn("a2", "", "a", "", {9, 9});
  tainted.taints.push_back({"team", "a", "NoSchedule"});
  other.labels["disk"] = "hdd";
  const std::vector<NodeId> ids = Must(state->AddNodes(std::vector<Node>{
      tainted, other, NodeIn("a3", "r", "a", "", {9, 9}), NodeIn("b1", "r", "b", "", {9, 9})}));
  const auto spread = [&](const Spread& limit, const char* disk) {
    Rules rules;
    rules.groups = {"g"};
    rules.spread = {limit};
    if (disk != nullptr) rules.affinity = {{{"disk", Operator::kNotIn, {disk}}}};
    Pod pod;
    pod.rules = Must(state->AddRules(rules));
    return pod;
  };
  const Pod taints = spread({"g", "zone", 1, 1, true, true}, nullptr);
  const Pod ignores = spread({"g", "zone", 1, 1, true, false}, nullptr);
  const Pod selects = spread({"g", "zone", 1, 1, true, true}, "hdd");
  Must(state->Bind(ids[0], taints));
  Must(state->Bind(ids[0], taints));
  state->Publish();
  View view(*state);
  CHECK(Feasible(view, taints) == std::set<NodeId>{ids[1], ids[2], ids[3]});
  CHECK(Feasible(view, ignores) == std::set<NodeId>{ids[3]});
  Must(state->Bind(ids[1], taints));
  state->Publish();
  view.Refresh();
  CHECK(Feasible(view, taints) == std::set<NodeId>{ids[3]});
  CHECK(Feasible(view, selects) == std::set<NodeId>{ids[2], ids[3]});
  CHECK(Must(view.WhyNot(taints, ids[2])).lacking == 1);
  CHECK(Must(view.WhyNot(ignores, ids[2])).lacking == 3);
  // A node that lacks the key of another limit counts for none.
  Rules both;
  both.groups = {"g"};
  both.spread = {{"g", "zone", 1}, {"g", "rack", 1}};
  Pod pod;
  pod.rules = Must(state->AddRules(both));
  state->Publish();
  view.Refresh();
  CHECK(Feasible(view, pod) == std::set<NodeId>{ids[2], ids[3]});
}

TEST_CASE("as nodes and pods come, change and go, a spread counts what a count from nothing finds") {
  for (uint32_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    Farm farm(seed);
    for (int i = 0; i < 60; ++i) {
      farm.Change();
      if (i % 3 != 0) continue;
      farm.Publish();
      farm.Check();
      if (i % 4 == 0) farm.CheckTrial();
    }
  }
}

TEST_CASE("a node in no domain of a level that pod affinity asks for is out, and still counts for a spread") {
  auto state = Must(State::New({}));
  const std::vector<NodeId> ids = Must(
      state->AddNodes(std::vector<Node>{NodeIn("a", "r", "z", "", {9, 9}), NodeIn("b", "", "z", "", {9, 9}),
                                        NodeIn("c", "r", "", "", {9, 9}), NodeIn("d", "", "y", "", {9, 9})}));
  Rules rules;
  rules.groups = {"g"};
  rules.inside = {"node", "rack", "cluster"};
  Pod pod;
  pod.rules = Must(state->AddRules(rules));
  rules.spread = {{"g", "zone", 1}};
  Pod spreads;
  spreads.rules = Must(state->AddRules(rules));
  Must(state->Bind(ids[0], pod));
  state->Publish();
  View view(*state);
  CHECK(Feasible(view, pod) == std::set<NodeId>{ids[0], ids[2]});
  CHECK(Feasible(view, spreads).empty());  // zone y has none, and its node counts
  CHECK(Must(view.WhyNot(pod, ids[1])).broken == Broken{Rule::kPodAffinity, 0});
  CHECK(view.NameOf(pod, {Rule::kPodAffinity, 0}) == "pod-affinity");
  Explanation e;
  Must(view.Explain(pod, e));
  CHECK(e.rejected == std::vector<Explanation::Rejected>{{{Rule::kPodAffinity, 0}, 2}});
  CHECK(e.feasible == 2);
  Conflict conflict;
  Must(view.WhyNone(spreads, conflict));
  CHECK(conflict.core == std::vector<Broken>{{Rule::kPodAffinity, 0}, {Rule::kSpread, 0}});
  Must(state->Relabel(ids[1], NodeIn("b", "r2", "z", "", {9, 9})));
  state->Publish();
  view.Refresh();
  CHECK(Feasible(view, pod) == std::set<NodeId>{ids[0], ids[1], ids[2]});
  rules.inside = {"hall"};
  CHECK(!state->AddRules(rules).ok());
}
