#include "src/ranking/rules.h"

#include <fmt/format.h>

#include <map>

#include "src/model/numbers.h"
#include "src/model/walk.h"

namespace fluid::ranking {

using model::Node;
using model::WholeNumber;
using placement::Operator;

namespace {

std::vector<std::string> TextsOf(PlaceReader& reader, const Node& item, const std::string& at) {
  std::vector<std::string> texts;
  const Node* values = reader.List(&item, "values", at + ".values");
  for (const Node* value = values == nullptr ? nullptr : values->first; value != nullptr;
       value = value->next) {
    if (value->is(Node::Kind::kString) || value->is(Node::Kind::kNumber)) {
      texts.emplace_back(value->text);
    } else {
      reader.Complain(*value, at + ".values", Describe(*value), "a text");
    }
  }
  return texts;
}

placement::Term TermOf(PlaceReader& reader, const Node* term, const std::string& path) {
  placement::Term read;
  reader.EachOf(term, "matchExpressions", path, [&](const Node& item, const std::string& at) {
    read.push_back(ExpressionOf(reader, item, at, Selects::kNodes));
  });
  reader.EachOf(term, "matchFields", path, [&](const Node& item, const std::string& at) {
    read.push_back(ExpressionOf(reader, item, at, Selects::kNodeFields));
  });
  return read;
}

void ReadTerms(PlaceReader& reader, const Node* selector, const std::string& path, placement::Rules& rules) {
  if (selector == nullptr) return;
  const std::string at = Below(path, "nodeSelectorTerms");
  const Node* terms = reader.List(selector, "nodeSelectorTerms", at);
  if (terms == nullptr || terms->first == nullptr) {
    reader.Complain(terms == nullptr ? *selector : *terms, at, terms == nullptr ? "nothing" : "an empty list",
                    "at least one term");
  }
  reader.Each(terms, at, [&](const Node& term, const std::string& term_path) {
    rules.affinity.push_back(TermOf(reader, &term, term_path));
  });
}

// What the operator takes: values, one whole number, or nothing.
void CheckValues(PlaceReader& reader, const Node& item, const std::string& at,
                 const placement::Expression& e) {
  const Node* values = item.Find("values");
  const Node& where = values == nullptr ? item : *values;
  const auto wrong = [&](const std::string& allowed) {
    std::string found = "nothing";
    if (!e.values.empty()) found = fmt::format("\"{}\"", fmt::join(e.values, "\", \""));
    reader.Complain(where, at + ".values", std::move(found), allowed);
  };
  switch (e.op) {
    case Operator::kIn:
    case Operator::kNotIn:
      if (e.values.empty()) wrong("at least one value");
      return;
    case Operator::kExists:
    case Operator::kDoesNotExist:
      if (!e.values.empty()) wrong("no values: this operator takes none");
      return;
    case Operator::kGt:
    case Operator::kLt: {
      int64_t number = 0;
      const bool one = e.values.size() == 1 && model::ToInt64(e.values[0], number) == WholeNumber::kYes;
      if (!one) wrong("one whole number, as a text");
      return;
    }
  }
}

}  // namespace

placement::Expression ExpressionOf(PlaceReader& reader, const Node& item, const std::string& at,
                                   Selects selects) {
  static const std::map<std::string, Operator, std::less<>> kOperators = {
      {"In", Operator::kIn}, {"NotIn", Operator::kNotIn}, {"Exists", Operator::kExists},
      {"Gt", Operator::kGt}, {"Lt", Operator::kLt},       {"DoesNotExist", Operator::kDoesNotExist}};
  const auto word_of = [&]() -> std::string {
    const std::string path = at + ".operator";
    switch (selects) {
      case Selects::kNodeFields:
        return reader.OneOf(&item, "operator", path, {"In", "NotIn"}, true);
      case Selects::kPods:
        return reader.OneOf(&item, "operator", path, {"In", "NotIn", "Exists", "DoesNotExist"}, true);
      case Selects::kNodes:
        break;
    }
    return reader.OneOf(&item, "operator", path, {"In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"}, true);
  };
  placement::Expression expression;
  expression.key = selects == Selects::kNodeFields
                       ? reader.OneOf(&item, "key", at + ".key", {"metadata.name"}, true)
                       : reader.Text(&item, "key", at + ".key", true);
  expression.values = TextsOf(reader, item, at);
  const std::string word = word_of();
  if (word.empty()) return expression;
  expression.op = kOperators.at(word);
  CheckValues(reader, item, at, expression);
  return expression;
}

void ReadToleration(PlaceReader& reader, const Node& item, const std::string& at, placement::Rules& rules) {
  placement::Toleration toleration;
  toleration.key = reader.Text(&item, "key", at + ".key");
  toleration.exists = reader.OneOf(&item, "operator", at + ".operator", {"Equal", "Exists"}) == "Exists";
  toleration.value = reader.Text(&item, "value", at + ".value");
  toleration.effect =
      reader.OneOf(&item, "effect", at + ".effect", {"NoSchedule", "PreferNoSchedule", "NoExecute"});
  if (toleration.key.empty() && !toleration.exists) {
    reader.Complain(item, at + ".key", "nothing", "a key, or the operator Exists, which then means all keys");
  }
  if (toleration.exists && !toleration.value.empty()) {
    reader.Complain(*item.Find("value"), at + ".value", fmt::format("\"{}\"", toleration.value),
                    "no value: the operator Exists takes none");
  }
  rules.tolerations.push_back(std::move(toleration));
}

void ReadNodeAffinity(PlaceReader& reader, const Node* affinity, const std::string& path,
                      placement::Rules& rules) {
  const std::string required = path + ".requiredDuringSchedulingIgnoredDuringExecution";
  ReadTerms(reader, reader.Map(affinity, "requiredDuringSchedulingIgnoredDuringExecution", required),
            required, rules);
  reader.EachOf(
      affinity, "preferredDuringSchedulingIgnoredDuringExecution", path,
      [&](const Node& item, const std::string& at) {
        const int64_t weight = reader.Whole(&item, "weight", at + ".weight", 1, 100).value_or(1);
        if (item.Find("weight") == nullptr) {
          reader.Complain(item, at + ".weight", "nothing", "a whole number from 1 to 100");
        }
        rules.preferred.push_back({weight, TermOf(reader, reader.Map(&item, "preference", at + ".preference"),
                                                  at + ".preference")});
      });
}

void OnlyOn(const std::string& node, placement::Rules& rules) {
  const placement::Expression there{"metadata.name", Operator::kIn, {node}};
  if (rules.affinity.empty()) rules.affinity.push_back({there});
  for (placement::Term& term : rules.affinity) {
    if (!term.empty()) term.push_back(there);  // an empty one is met by no node
  }
}

Result<placement::Rules> RulesOf(std::string_view node_selector, std::string_view tolerations) {
  placement::Rules rules;
  if (!node_selector.empty()) {
    PlaceReader reader("nodeAffinity.required");
    if (const Node* root = reader.Open(node_selector)) ReadTerms(reader, root, "", rules);
    FLUID_RETURN_IF_ERROR(reader.Finish());
  }
  if (!tolerations.empty()) {
    PlaceReader reader("tolerations");
    const std::string object = fmt::format("{{\"tolerations\":{}}}", tolerations);
    reader.EachOf(reader.Open(object), "tolerations", "",
                  [&](const Node& item, const std::string& at) { ReadToleration(reader, item, at, rules); });
    FLUID_RETURN_IF_ERROR(reader.Finish());
  }
  return rules;
}

}  // namespace fluid::ranking
