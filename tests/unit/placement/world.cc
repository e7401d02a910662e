#include "tests/unit/placement/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace fluid::placement::test {

std::string Numbered(const char* prefix, int number, int digits) {
  return fmt::format("{}{:0{}}", prefix, number, digits);
}

Node NodeIn(const std::string& name, const std::string& rack, const std::string& zone,
            const std::string& region, std::vector<int64_t> free) {
  Node node;
  node.name = name;
  node.labels["kubernetes.io/hostname"] = name;
  if (!rack.empty()) node.labels["topology.kubernetes.io/rack"] = rack;
  if (!zone.empty()) node.labels["topology.kubernetes.io/zone"] = zone;
  if (!region.empty()) node.labels["topology.kubernetes.io/region"] = region;
  node.free = std::move(free);
  return node;
}

World::World(uint64_t seed, const WorldShape& shape) : shape_(shape), random_(seed) {
  Options options;
  options.check_answers = shape.check;
  state_ = Must(State::New(options));
  std::vector<Node> nodes;
  for (int i = 0; i < shape_.nodes; ++i) nodes.push_back(RandomNode());
  nodes_ = Must(state_->AddNodes(nodes));
  for (int i = 0; i < shape_.datasets; ++i) AddDataset();
  for (int i = 0; i < shape_.rules; ++i) rules_.push_back(Must(state_->AddRules(RandomRules())));
  state_->Publish();
  view_ = std::make_unique<View>(*state_);
}

// Names and positions are unrelated; racks of one name stand in several zones; some nodes lack labels.
Node World::RandomNode() {
  const int zone = Roll(shape_.zones);
  const auto label = [&](const char* prefix, int number) {
    return Chance(4) ? std::string() : Numbered(prefix, number, 1);
  };
  Node node =
      NodeIn(fmt::format("n{:05}-{}", Roll(100000), named_++), label("rack-", Roll(shape_.racks)),
             label("zone-", zone), label("region-", zone % shape_.regions),
             {Roll(static_cast<int>(shape_.most_free) + 1), Roll(static_cast<int>(shape_.most_free) + 1)});
  if (Chance(50)) node.labels["disk"] = Chance(50) ? "ssd" : "hdd";
  if (Chance(50)) node.labels["cores"] = std::to_string(Roll(64));
  if (Chance(15))
    node.taints.push_back({"team", Chance(50) ? "a" : "b", Chance(70) ? "NoSchedule" : "PreferNoSchedule"});
  node.unschedulable = Chance(6);
  return node;
}

Term World::RandomTerm() {
  Term term;
  for (int i = Roll(2); i >= 0; --i) {
    switch (Roll(6)) {
      case 0:
        term.push_back({"disk", Operator::kIn, {"ssd", "nvme"}});
        break;
      case 1:
        term.push_back({"disk", Operator::kNotIn, {"hdd"}});
        break;
      case 2:
        term.push_back({"cores", Operator::kExists, {}});
        break;
      case 3:
        term.push_back({"disk", Operator::kDoesNotExist, {}});
        break;
      case 4:
        term.push_back({"cores", Chance(50) ? Operator::kGt : Operator::kLt, {"30"}});
        break;
      default:
        term.push_back(
            {"topology.kubernetes.io/zone", Operator::kIn, {Numbered("zone-", Roll(shape_.zones), 1)}});
    }
  }
  return term;
}

Rules World::RandomRules() {
  static const char* const kLevels[] = {"node", "rack", "zone", "region", "cluster"};
  Rules rules;
  if (Chance(25)) rules.selector["disk"] = Chance(50) ? "ssd" : "hdd";
  if (Chance(25)) rules.affinity.push_back(RandomTerm());
  if (Chance(10)) rules.affinity.push_back(RandomTerm());
  for (int i = Roll(3); i > 0; --i) rules.preferred.push_back({1 + Roll(60), RandomTerm()});
  if (Chance(40)) rules.tolerations.push_back({"team", false, "a", ""});
  if (Chance(20)) rules.tolerations.push_back({"", true, "", ""});
  if (Chance(15)) rules.inside.push_back(kLevels[Roll(5)]);
  if (!shape_.crowding) return rules;
  for (const char* group : {"red", "blue"}) {
    if (Chance(50)) rules.groups.push_back(group);
    if (Chance(15)) rules.anti_affinity.push_back({group, kLevels[Roll(4)]});
    if (Chance(25)) {
      rules.spread.push_back(
          {group, kLevels[Roll(5)], 1 + Roll(3), 1 + Roll(Chance(25) ? 6 : 1), !Chance(10), Chance(20)});
    }
  }
  return rules;
}

void World::AddDataset() {
  datasets_.push_back(
      Must(state_->AddDataset({fmt::format("d{}", named_++), Chance(20) ? 0 : 1 + Roll(1000)})));
}

Pod World::RandomPod() {
  Pod pod;
  pod.rules = rules_[Roll(static_cast<int>(rules_.size()))];
  pod.request = {Roll(3), Roll(3)};
  std::vector<DatasetId> order = datasets_;
  std::shuffle(order.begin(), order.end(), random_);
  for (int i = Chance(50) ? 1 : Roll(4); i > 0 && !order.empty(); --i) {
    DatasetUse use;
    use.dataset = order.back();
    order.pop_back();
    use.weight = Chance(70) ? 1 : Roll(4);
    use.required = Chance(20) ? Roll(5) : -1;
    if (Chance(20)) use.tiers = static_cast<uint8_t>(1 + Roll(7));
    pod.datasets.push_back(use);
  }
  return pod;
}

Gang World::RandomGang() {
  Gang gang;
  gang.parts.push_back({RandomPod(), 1 + Roll(Chance(20) ? 40 : 6)});
  gang.inside = Roll(6) - 1;
  gang.fewest = gang.inside < 0 ? Roll(6) - 1 : Roll(gang.inside + 2) - 1;
  if (Chance(30)) gang.max_per_node = 1 + Roll(3);
  if (shape_.crowding && gang.parts[0].pod.rules != 0) gang.fewest = -1;
  if (Chance(25)) {
    gang.fewest = -1;
    for (int i = Roll(3); i >= 0; --i) gang.parts.push_back({RandomPod(), 1 + Roll(3)});
  }
  return gang;
}

void World::Change() {
  ++changes_;
  if (Chance(1) && static_cast<int>(rules_.size()) < 2 * shape_.rules) {
    rules_.push_back(Must(state_->AddRules(RandomRules())));
  }
  const int what = Roll(100);
  if (what < 40 && !nodes_.empty()) {
    const Pod pod = RandomPod();
    const NodeId node = AnyNode();
    Must(state_->Bind(node, pod));
    bound_.emplace_back(node, pod);
  } else if (what < 60 && !bound_.empty()) {
    std::swap(bound_[Roll(static_cast<int>(bound_.size()))], bound_.back());
    Must(state_->Unbind(bound_.back().first, bound_.back().second));
    bound_.pop_back();
  } else if (what < 85 && !nodes_.empty() && !datasets_.empty()) {
    const int64_t bytes = Chance(25) ? 0 : Roll(500);
    Must(state_->Report(datasets_[Roll(static_cast<int>(datasets_.size()))], AnyNode(),
                        static_cast<Tier>(Roll(3)), bytes));
  } else if (what < 88) {
    nodes_.push_back(Must(state_->AddNode(RandomNode())));
  } else if (what < 91 && static_cast<int>(nodes_.size()) > shape_.nodes) {
    std::swap(nodes_[Roll(static_cast<int>(nodes_.size()))], nodes_.back());
    const NodeId gone = nodes_.back();
    nodes_.pop_back();
    Must(state_->RemoveNode(gone));
    std::erase_if(bound_, [&](const auto& entry) { return entry.first == gone; });
  } else if (what < 94 && !nodes_.empty()) {
    Must(state_->Relabel(AnyNode(), RandomNode()));
  } else if (what < 97 && !nodes_.empty()) {
    const std::vector<int64_t> free = {Roll(static_cast<int>(shape_.most_free) + 1),
                                       Roll(static_cast<int>(shape_.most_free) + 1)};
    Must(state_->SetFree(AnyNode(), free));
  } else if (what < 98 && static_cast<int>(datasets_.size()) > shape_.datasets) {
    std::swap(datasets_[Roll(static_cast<int>(datasets_.size()))], datasets_.back());
    const DatasetId gone = datasets_.back();
    datasets_.pop_back();
    Must(state_->RemoveDataset(gone));
    // Its pods still run; they ask for it no more.
    for (auto& [node, pod] : bound_) {
      std::erase_if(pod.datasets, [&](const DatasetUse& use) { return use.dataset == gone; });
    }
  } else if (what < 99) {
    AddDataset();
  } else if (!datasets_.empty()) {
    Must(state_->SetSize(datasets_[Roll(static_cast<int>(datasets_.size()))], Roll(800)));
  }
}

}  // namespace fluid::placement::test
