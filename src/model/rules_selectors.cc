// Rules for what chooses nodes: node affinity, tolerations, and how an operation follows another.
//
// Sources: Kubernetes' validation of NodeSelectorRequirement and Toleration in k8s.io/kubernetes, which
// refuses the pods that would be made of them.
#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/model/rules.h"
#include "src/model/texts.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

std::string_view TextOf(const Node& map, std::string_view field) {
  const Node* node = map.Find(field);
  return node != nullptr ? node->text : std::string_view();
}

// The node at the end of a way through maps; null: there is none.
const Node* Along(const Node* node, std::initializer_list<std::string_view> way) {
  for (const std::string_view step : way) {
    if (node == nullptr) return nullptr;
    node = node->Find(step);
  }
  return node;
}

// Calls fn(item, "path[i]") for each item of a list.
template <class Fn>
void ForEach(const Node* list, const std::string& path, Fn fn) {
  size_t index = 0;
  for (const Node* item = list != nullptr ? list->first : nullptr; item != nullptr; item = item->next) {
    fn(*item, fmt::format("{}[{}]", path, index++));
  }
}

void CheckRequirement(const Node& requirement, const std::string& path, Findings& findings) {
  static constexpr std::string_view kOperators[] = {"In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"};
  const std::string_view key = TextOf(requirement, "key"), op = TextOf(requirement, "operator");
  if (!IsLabelKey(key)) {
    findings.Add(path + ".key", Quoted(key),
                 "[prefix/]name, the name at most 63 of A-Z, a-z, 0-9, '-', '_' and '.'");
  }
  const Node* values = requirement.Find("values");
  const size_t count = values != nullptr ? values->size : 0;
  const auto found = [&] { return Counted(count, "value"); };
  if (std::ranges::count(kOperators, op) == 0) {
    findings.Add(path + ".operator", Quoted(op), "one of In, NotIn, Exists, DoesNotExist, Gt, Lt",
                 std::string(DidYouMean(op, kOperators)));
  } else if (op == "In" || op == "NotIn") {
    if (count == 0)
      findings.Add(path + ".values", found(), fmt::format("at least one, because operator is {}", op));
  } else if (op == "Exists" || op == "DoesNotExist") {
    if (count > 0) findings.Add(path + ".values", found(), fmt::format("none, because operator is {}", op));
  } else {
    const std::string_view text = count == 1 ? values->first->text : std::string_view();
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    const bool whole =
        !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!whole) {
      findings.Add(path + ".values", count == 1 ? Quoted(text) : found(),
                   fmt::format("one whole number as a text, because operator is {}", op));
    }
  }
}

void CheckTerm(const Node* term, const std::string& path, Findings& findings) {
  if (term == nullptr) return;
  for (const char* field : {"matchExpressions", "matchFields"}) {
    ForEach(term->Find(field), fmt::format("{}.{}", path, field),
            [&](const Node& item, const std::string& at) { CheckRequirement(item, at, findings); });
  }
}

void CheckSelector(const Node* selector, const std::string& path, Findings& findings) {
  if (selector == nullptr) return;
  const Node* terms = selector->Find("nodeSelectorTerms");
  if (terms != nullptr && terms->is(Node::Kind::kList) && terms->size == 0) {
    findings.Add(path + ".nodeSelectorTerms", "an empty list", "at least one term");
  }
  ForEach(terms, path + ".nodeSelectorTerms",
          [&](const Node& term, const std::string& at) { CheckTerm(&term, at, findings); });
}

void NodeAffinityCanMatch(const Object&, Findings& findings) {
  const Node* spec = findings.root().Find("spec");
  CheckSelector(Along(spec, {"nodeAffinity", "required"}), "spec.nodeAffinity.required", findings);
  const Node* affinity = Along(spec, {"affinity", "nodeAffinity"});
  if (affinity == nullptr) return;
  const std::string path = "spec.affinity.nodeAffinity.";
  CheckSelector(affinity->Find("requiredDuringSchedulingIgnoredDuringExecution"),
                path + "requiredDuringSchedulingIgnoredDuringExecution", findings);
  ForEach(affinity->Find("preferredDuringSchedulingIgnoredDuringExecution"),
          path + "preferredDuringSchedulingIgnoredDuringExecution",
          [&](const Node& item, const std::string& at) {
            CheckTerm(item.Find("preference"), at + ".preference", findings);
          });
}

void CheckTolerations(const Node* list, const char* path, Findings& findings) {
  if (list == nullptr) return;
  static constexpr std::string_view kEffects[] = {"NoSchedule", "PreferNoSchedule", "NoExecute"};
  ForEach(list, path, [&](const Node& item, const std::string& at) {
    const std::string_view op = TextOf(item, "operator"), effect = TextOf(item, "effect");
    if (!op.empty() && op != "Equal" && op != "Exists") {
      findings.Add(at + ".operator", Quoted(op), "Equal or Exists");
    } else if (op == "Exists" && !TextOf(item, "value").empty()) {
      findings.Add(at + ".value", Quoted(TextOf(item, "value")), "no value, because operator is Exists");
    } else if (op != "Exists" && TextOf(item, "key").empty()) {
      findings.Add(at + ".key", "nothing", "a key, unless operator is Exists");
    }
    if (!effect.empty() && std::ranges::count(kEffects, effect) == 0) {
      findings.Add(at + ".effect", Quoted(effect), "one of NoSchedule, PreferNoSchedule, NoExecute",
                   std::string(DidYouMean(effect, kEffects)));
    }
  });
}

void TolerationsAreWellFormed(const Object&, Findings& findings) {
  const Node* spec = findings.root().Find("spec");
  CheckTolerations(Along(spec, {"tolerations"}), "spec.tolerations", findings);
}

void TolerationsOfComponentsAreWellFormed(const Object&, Findings& findings) {
  const Node* spec = findings.root().Find("spec");
  CheckTolerations(Along(spec, {"master", "tolerations"}), "spec.master.tolerations", findings);
  CheckTolerations(Along(spec, {"worker", "tolerations"}), "spec.worker.tolerations", findings);
  CheckTolerations(Along(spec, {"client", "tolerations"}), "spec.client.tolerations", findings);
}

void AffinityStrategiesAreKnown(const Object&, Findings& findings) {
  static constexpr std::string_view kPolicies[] = {"Require", "Prefer"};
  const Node* strategy = Along(findings.root().Find("spec"), {"runAfter", "affinityStrategy"});
  if (strategy == nullptr) return;
  const std::string path = "spec.runAfter.affinityStrategy";
  const std::string_view policy = TextOf(*strategy, "policy");
  if (!policy.empty() && std::ranges::count(kPolicies, policy) == 0) {
    findings.Add(path + ".policy", Quoted(policy), "one of \"\", Require, Prefer",
                 std::string(DidYouMean(policy, kPolicies)));
  }
  ForEach(strategy->Find("prefers"), path + ".prefers", [&](const Node& item, const std::string& at) {
    const Node* weight = item.Find("weight");
    if (weight == nullptr ||
        (weight->text.size() <= 3 && weight->text > "0" && !weight->text.starts_with('-') &&
         (weight->text.size() < 3 || weight->text == "100"))) {
      return;
    }
    findings.Add(at + ".weight", Describe(*weight), "from 1 to 100");
  });
}

}  // namespace

std::span<const Rule> SelectorRules() {
  static constexpr Rule kRules[] = {
      {"DataLoad DataMigrate Dataset", "node affinity can match", NodeAffinityCanMatch},
      {"DataLoad DataMigrate Dataset", "tolerations are well formed", TolerationsAreWellFormed},
      {"CacheRuntime", "tolerations of components are well formed", TolerationsOfComponentsAreWellFormed},
      {kOperations, "affinity strategies are known", AffinityStrategiesAreKnown},
  };
  return kRules;
}

}  // namespace fluid::model
