#include "src/placement/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace fluid::placement {
namespace {

constexpr std::string_view kHostname = "kubernetes.io/hostname";
constexpr std::string_view kName = "metadata.name";

// A node is called by its name where its hostname is not told, or is told to be the same.
bool NamesNode(std::string_view key) { return key == kHostname || key == kName; }

bool ToInt(std::string_view text, int64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// The label's value, null when the node has none.
const std::string* ValueOf(std::string_view key, const Shape& shape, const std::string& name) {
  if (key == kName) return &name;
  const auto label = shape.labels.find(std::string(key));
  if (label != shape.labels.end()) return &label->second;
  return key == kHostname ? &name : nullptr;
}

bool Meets(const Expression& e, const Shape& shape, const std::string& name) {
  const std::string* value = ValueOf(e.key, shape, name);
  const bool among =
      value != nullptr && std::find(e.values.begin(), e.values.end(), *value) != e.values.end();
  switch (e.op) {
    case Operator::kIn:
      return among;
    case Operator::kNotIn:
      return !among;
    case Operator::kExists:
      return value != nullptr;
    case Operator::kDoesNotExist:
      return value == nullptr;
    case Operator::kGt:
    case Operator::kLt: {
      int64_t mine = 0, bound = 0;
      if (value == nullptr || !ToInt(*value, mine) || !ToInt(e.values[0], bound)) return false;
      return e.op == Operator::kGt ? mine > bound : mine < bound;
    }
  }
  return false;
}

bool Meets(const Term& term, const Shape& shape, const std::string& name) {
  return !term.empty() &&
         std::all_of(term.begin(), term.end(), [&](const Expression& e) { return Meets(e, shape, name); });
}

bool Tolerates(const Toleration& t, const Taint& taint) {
  if (!t.effect.empty() && t.effect != taint.effect) return false;
  if (!t.key.empty() && t.key != taint.key) return false;
  return t.exists || t.value == taint.value;
}

bool KeepsOut(const Taint& taint, const Rules& rules) {
  if (taint.effect != "NoSchedule" && taint.effect != "NoExecute") return false;
  return std::none_of(rules.tolerations.begin(), rules.tolerations.end(),
                      [&](const Toleration& t) { return Tolerates(t, taint); });
}

Status CheckTerm(const Term& term) {
  for (const Expression& e : term) {
    if (e.key.empty()) return InvalidArgument("an expression of an affinity needs a key");
    const bool takes_values = e.op == Operator::kIn || e.op == Operator::kNotIn;
    const bool takes_number = e.op == Operator::kGt || e.op == Operator::kLt;
    int64_t number = 0;
    if (takes_values && e.values.empty()) {
      return InvalidArgument(fmt::format("In and NotIn need values; \"{}\" has none", e.key));
    }
    if (takes_number && (e.values.size() != 1 || !ToInt(e.values[0], number))) {
      return InvalidArgument(fmt::format("Gt and Lt need one whole number; \"{}\" has {}", e.key,
                                         e.values.empty() ? "none" : '"' + e.values[0] + '"'));
    }
    if (!takes_values && !takes_number && !e.values.empty()) {
      return InvalidArgument(fmt::format("Exists and DoesNotExist take no values; \"{}\" has some", e.key));
    }
  }
  return Ok();
}

}  // namespace

int32_t ShapeTable::Intern(const Node& node) {
  std::string text;
  const auto add = [&](std::string_view part) {
    text += std::to_string(part.size()) + ':' + std::string(part);
  };
  const auto own = [&](std::string_view key, const std::string& value) {
    return key == kHostname && value == node.name;
  };
  for (const auto& [key, value] : node.labels) {
    if (!own(key, value)) add(key), add(value);
  }
  text += '|';
  for (const Taint& taint : node.taints) add(taint.key), add(taint.value), add(taint.effect);
  text += node.unschedulable ? '-' : '+';
  const auto [entry, fresh] = ids_.emplace(std::move(text), static_cast<int32_t>(shapes_.size()));
  if (fresh) {
    auto shape = std::make_unique<Shape>(Shape{node.labels, node.taints, node.unschedulable});
    std::erase_if(shape->labels, [&](const auto& label) { return own(label.first, label.second); });
    shapes_.push_back(std::move(shape));
  }
  return entry->second;
}

Status CheckRules(const Rules& rules) {
  for (const Term& term : rules.affinity) FLUID_RETURN_IF_ERROR(CheckTerm(term));
  for (const Preference& preference : rules.preferred) {
    FLUID_RETURN_IF_ERROR(CheckTerm(preference.term));
    if (preference.points < 1 || preference.points > kMaxPoints) {
      return InvalidArgument(
          fmt::format("a preference weighs {}; allowed are 1 to {}", preference.points, kMaxPoints));
    }
  }
  for (const Toleration& t : rules.tolerations) {
    if (t.key.empty() && !t.exists)
      return InvalidArgument("a toleration without a key needs the operator Exists");
  }
  for (const Spread& spread : rules.spread) {
    if (spread.max_skew < 1 || spread.max_skew > kMaxPoints) {
      return InvalidArgument(
          fmt::format("a spread has max skew {}; allowed are 1 to {}", spread.max_skew, kMaxPoints));
    }
    if (spread.min_domains < 1 || spread.min_domains > kMaxPoints) {
      return InvalidArgument(fmt::format("a spread wants {} domains at the least; allowed are 1 to {}",
                                         spread.min_domains, kMaxPoints));
    }
  }
  return Ok();
}

bool AsksForName(const Rules& rules) {
  const auto asks = [](const Term& term) {
    return std::any_of(term.begin(), term.end(), [](const Expression& e) { return NamesNode(e.key); });
  };
  return rules.selector.contains(std::string(kHostname)) ||
         std::any_of(rules.affinity.begin(), rules.affinity.end(), asks) ||
         std::any_of(rules.preferred.begin(), rules.preferred.end(),
                     [&](const Preference& p) { return asks(p.term); });
}

Verdict Judge(const RulesDef& def, const Shape& shape, const std::string& name) {
  const Rules& rules = def.input;
  Verdict verdict;
  for (const auto& [key, wanted] : rules.selector) {
    const std::string* value = ValueOf(key, shape, name);
    if (value == nullptr || *value != wanted) verdict.fails |= kFailsSelector;
  }
  if (!rules.affinity.empty() && std::none_of(rules.affinity.begin(), rules.affinity.end(),
                                              [&](const Term& t) { return Meets(t, shape, name); })) {
    verdict.fails |= kFailsAffinity;
  }
  if (shape.unschedulable) {
    const Taint cordon{"node.kubernetes.io/unschedulable", "", "NoSchedule"};
    if (KeepsOut(cordon, rules)) verdict.fails |= kFailsUnschedulable;
  }
  for (const Taint& taint : shape.taints) {
    if (KeepsOut(taint, rules)) verdict.fails |= kFailsTaint;
  }
  for (const std::string& key : def.inside) {
    if (ValueOf(key, shape, name) == nullptr) verdict.fails |= kFailsInside;
  }
  for (const Preference& preference : rules.preferred) {
    if (Meets(preference.term, shape, name)) verdict.bonus += preference.points * kPoint;
  }
  return verdict;
}

namespace {

void SetBit(RulesState::Layer& layer, Owner& owner, int64_t at) {
  ++layer.count;
  for (int h = 0; h < kMaxHeight; ++h) {
    uint64_t& word = layer.bits[h].At(owner, at >> (6 * (h + 1)));
    const bool had_any = word != 0;
    word |= uint64_t{1} << Digit(at, h);
    if (had_any) return;
  }
}

void ClearBit(RulesState::Layer& layer, Owner& owner, int64_t at) {
  --layer.count;
  for (int h = 0; h < kMaxHeight; ++h) {
    uint64_t& word = layer.bits[h].At(owner, at >> (6 * (h + 1)));
    word &= ~(uint64_t{1} << Digit(at, h));
    if (word != 0) return;
  }
}

}  // namespace

void SetVerdict(RulesState& rules, Owner& owner, int64_t at, const Verdict& verdict) {
  uint8_t& cell = rules.inverted_fails.At(owner, at);
  const uint8_t was = cell ^ kHole;
  cell = verdict.fails ^ kHole;
  if (was == 0) {
    for (RulesState::Layer& layer : rules.layers) {
      if ((layer.Word(0, at >> 6) >> Digit(at, 0)) & 1) ClearBit(layer, owner, at);
    }
  }
  if (!(was & kHole)) --rules.count[was];
  if (!(verdict.fails & kHole)) ++rules.count[verdict.fails];
  if (verdict.fails != 0) return;
  auto layer = std::find_if(rules.layers.begin(), rules.layers.end(),
                            [&](const RulesState::Layer& l) { return l.bonus <= verdict.bonus; });
  if (layer == rules.layers.end() || layer->bonus != verdict.bonus) {
    layer = rules.layers.insert(layer, RulesState::Layer{verdict.bonus, 0, {}});
  }
  SetBit(*layer, owner, at);
}

}  // namespace fluid::placement
