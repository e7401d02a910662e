// Random operations on a State, and questions in between. What is refused changes nothing that the next
// answer would show; each answer is compared with a full scan, and a difference ends the process
// (Options::check_answers).
#include <cstdlib>
#include <string>

#include "fluid/placement.h"
#include "tests/fuzz/placement/bytes.h"

using namespace fluid::placement;

namespace {

constexpr size_t kMostNodes = 24, kMostOperations = 300;

Node NodeOf(Bytes& bytes, int number) {
  Node node;
  node.name =
      "n" + std::to_string(bytes.Below(16)) + (bytes.Below(8) == 0 ? "" : "-" + std::to_string(number));
  node.labels["kubernetes.io/hostname"] = node.name;
  const int where = bytes.Next();
  if (where % 8 != 7) node.labels["topology.kubernetes.io/rack"] = std::to_string(where % 3);
  if (where / 8 % 8 != 7) node.labels["topology.kubernetes.io/zone"] = std::to_string(where / 8 % 2);
  if (where / 64 != 3) node.labels["topology.kubernetes.io/region"] = std::to_string(where / 64 % 2);
  const int traits = bytes.Next();
  if (traits & 1) node.labels["disk"] = traits & 2 ? "ssd" : "hdd";
  if (traits & 4)
    node.taints.push_back({"team", traits & 8 ? "a" : "b", traits & 16 ? "NoSchedule" : "NoExecute"});
  node.unschedulable = (traits & 224) == 224;
  node.free = {bytes.Amount(), bytes.Amount()};
  return node;
}

Rules RulesOf(Bytes& bytes) {
  static const char* const kLevels[] = {"node", "rack", "zone", "region", "cluster", "shelf"};
  Rules rules;
  const int what = bytes.Next();
  if (what & 1) rules.selector["disk"] = "ssd";
  if (what & 2) rules.affinity.push_back({{"disk", static_cast<Operator>(bytes.Below(6)), {"ssd"}}});
  if (what & 4) rules.preferred.push_back({bytes.Amount(), {{"disk", Operator::kExists, {}}}});
  if (what & 8) rules.tolerations.push_back({"team", (what & 16) != 0, "a", ""});
  if (what & 32) rules.groups.push_back("red");
  if (what & 64) rules.anti_affinity.push_back({"red", kLevels[bytes.Below(6)]});
  if (what & 128) rules.spread.push_back({"red", kLevels[bytes.Below(6)], bytes.Amount()});
  return rules;
}

Pod PodOf(Bytes& bytes, RulesId rules, DatasetId datasets) {
  Pod pod;
  pod.rules = bytes.Below(rules + 2);  // also one that is not there
  pod.request = {bytes.Below(8) == 0 ? bytes.Amount() : bytes.Below(3), bytes.Below(3)};
  for (int i = bytes.Below(4); i > 0; --i) {
    const int what = bytes.Next();
    pod.datasets.push_back({bytes.Below(datasets + 2), what & 1 ? 1 : bytes.Amount(),
                            what & 2 ? -1 : what / 4 % 5,
                            static_cast<uint8_t>(what & 128 ? kAllTiers : what / 16 % 8)});
  }
  return pod;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Bytes bytes(data, size);
  Options options;
  options.check_answers = true;
  const auto state = State::New(options).value();
  View view(*state);
  int named = 0;
  DatasetId datasets = 0;
  RulesId rules = 0;
  std::vector<NodeId> nodes;
  auto node = [&] {
    return nodes.empty() ? bytes.Below(4) - 1 : nodes[static_cast<size_t>(bytes.Next()) % nodes.size()];
  };
  std::vector<std::pair<NodeId, Pod>> bound;
  std::vector<Choice> best(9);
  for (size_t i = 0; i < kMostOperations && !bytes.empty(); ++i) {
    switch (bytes.Below(16)) {
      case 0:
      case 1:
        if (nodes.size() < kMostNodes) {
          if (const auto id = state->AddNode(NodeOf(bytes, named++)); id.ok()) nodes.push_back(*id);
        }
        break;
      case 2:
        if (const NodeId gone = node(); state->RemoveNode(gone).ok()) {
          std::erase(nodes, gone);
          std::erase_if(bound, [gone](const auto& b) { return b.first == gone; });
        }
        break;
      case 3:
        (void)state->Relabel(node(), NodeOf(bytes, named++));
        break;
      case 4: {
        const std::vector<int64_t> free{bytes.Amount(), bytes.Amount()};
        (void)state->SetFree(node(), free);
        break;
      }
      case 5:
        if (datasets < 6) {
          const auto id = state->AddDataset({"d" + std::to_string(bytes.Below(8)), bytes.Amount()});
          if (id.ok()) datasets = std::max(datasets, *id + 1);
        }
        break;
      case 6:
        (void)state->SetSize(bytes.Below(datasets + 1), bytes.Amount());
        break;
      case 7:
      case 8:
        (void)state->Report(bytes.Below(datasets + 1), node(), static_cast<Tier>(bytes.Below(3)),
                            bytes.Amount());
        break;
      case 9:
        if (rules < 8) {
          if (const auto id = state->AddRules(RulesOf(bytes)); id.ok()) rules = std::max(rules, *id);
        }
        break;
      case 10: {
        const NodeId at = node();
        Pod pod = PodOf(bytes, rules, datasets);
        if (state->Bind(at, pod).ok()) bound.emplace_back(at, std::move(pod));
        break;
      }
      case 11:
        if (!bound.empty()) {
          if (!state->Unbind(bound.back().first, bound.back().second).ok()) std::abort();
          bound.pop_back();
        }
        break;
      case 12: {
        state->Publish();
        view.Refresh();
        (void)view.Rank(PodOf(bytes, rules, datasets), {best.data(), static_cast<size_t>(bytes.Below(9))});
        break;
      }
      case 13: {
        Explanation explanation;
        (void)view.Explain(PodOf(bytes, rules, datasets), explanation);
        (void)view.WhyNot(PodOf(bytes, rules, datasets), node());
        break;
      }
      case 14: {
        Conflict conflict;
        (void)view.WhyNone(PodOf(bytes, rules, datasets), conflict);
        break;
      }
      default: {
        Gang gang;
        for (int parts = 1 + bytes.Below(3); parts > 0; --parts)
          gang.parts.push_back({PodOf(bytes, rules, datasets), bytes.Below(5)});
        gang.inside = bytes.Below(7) - 1;
        gang.fewest = bytes.Below(7) - 1;
        gang.max_per_node = bytes.Below(4);
        GangPlan plan;
        (void)view.PlaceGang(gang, plan);
      }
    }
  }
  return 0;
}
