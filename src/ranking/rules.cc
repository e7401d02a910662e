#include "src/ranking/rules.h"

#include <fmt/format.h>

#include <map>

namespace fluid::ranking {

using model::Node;
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

placement::Term TermOf(PlaceReader& reader, const Node* term, const std::string& path);

void ReadTerms(PlaceReader& reader, const Node* selector, const std::string& path, placement::Rules& rules) {
  reader.EachOf(selector, "nodeSelectorTerms", path, [&](const Node& term, const std::string& at) {
    rules.affinity.push_back(TermOf(reader, &term, at));
  });
}

placement::Term TermOf(PlaceReader& reader, const Node* term, const std::string& path) {
  placement::Term read;
  for (const char* which : {"matchExpressions", "matchFields"}) {
    reader.EachOf(term, which, path, [&](const Node& item, const std::string& at) {
      read.push_back(ExpressionOf(reader, item, at));
    });
  }
  return read;
}

}  // namespace

placement::Expression ExpressionOf(PlaceReader& reader, const Node& item, const std::string& at) {
  static const std::map<std::string, Operator> kOperators = {
      {"In", Operator::kIn}, {"NotIn", Operator::kNotIn}, {"Exists", Operator::kExists},
      {"Gt", Operator::kGt}, {"Lt", Operator::kLt},       {"DoesNotExist", Operator::kDoesNotExist}};
  placement::Expression expression;
  expression.key = reader.Text(&item, "key", at + ".key", true);
  const std::string op = reader.Text(&item, "operator", at + ".operator", true);
  if (const auto known = kOperators.find(op); known != kOperators.end()) {
    expression.op = known->second;
  } else if (!op.empty()) {
    reader.Complain(*item.Find("operator"), at + ".operator", fmt::format("\"{}\"", op),
                    "In, NotIn, Exists, DoesNotExist, Gt or Lt");
  }
  expression.values = TextsOf(reader, item, at);
  return expression;
}

void ReadToleration(PlaceReader& reader, const Node& item, const std::string& at, placement::Rules& rules) {
  const std::string op = reader.Text(&item, "operator", at + ".operator");
  if (!op.empty() && op != "Equal" && op != "Exists") {
    reader.Complain(*item.Find("operator"), at + ".operator", fmt::format("\"{}\"", op), "Equal or Exists");
  }
  rules.tolerations.push_back({reader.Text(&item, "key", at + ".key"), op == "Exists",
                               reader.Text(&item, "value", at + ".value"),
                               reader.Text(&item, "effect", at + ".effect")});
}

void ReadNodeAffinity(PlaceReader& reader, const Node* affinity, const std::string& path,
                      placement::Rules& rules) {
  const std::string required = path + ".requiredDuringSchedulingIgnoredDuringExecution";
  ReadTerms(reader, reader.Map(affinity, "requiredDuringSchedulingIgnoredDuringExecution", required),
            required, rules);
  reader.EachOf(
      affinity, "preferredDuringSchedulingIgnoredDuringExecution", path,
      [&](const Node& item, const std::string& at) {
        const int64_t weight = reader.Whole(&item, "weight", at + ".weight", 1).value_or(1);
        rules.preferred.push_back({weight, TermOf(reader, reader.Map(&item, "preference", at + ".preference"),
                                                  at + ".preference")});
      });
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
