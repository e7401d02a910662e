#include "src/api/selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include "src/api/absent_kinds.h"
#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

// At commas that stand outside of parentheses.
std::vector<std::string_view> SplitRules(std::string_view text) {
  std::vector<std::string_view> rules;
  size_t begin = 0;
  int depth = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (text[i] == ',' && depth == 0)) {
      rules.push_back(Trim(text.substr(begin, i - begin)));
      begin = i + 1;
    } else if (text[i] == '(') {
      ++depth;
    } else if (text[i] == ')') {
      --depth;
    }
  }
  return rules;
}

std::optional<int64_t> NumberOf(const std::string& text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Whether a label's number is on the right side of the rule's.
bool Compares(const std::string& label, const std::string& bound, bool greater) {
  const std::optional<int64_t> number = NumberOf(label), limit = NumberOf(bound);
  return number && limit && (greater ? *number > *limit : *number < *limit);
}

bool IsLabelText(std::string_view text, bool key) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.' || (key && c == '/');
  });
}

// What may be asked of Kubernetes' own kinds besides name and namespace.
struct FieldsOfKind {
  std::string_view kind;
  std::span<const std::string_view> paths;
};
constexpr std::string_view kOfEvent[] = {"involvedObject.apiVersion",
                                         "involvedObject.fieldPath",
                                         "involvedObject.kind",
                                         "involvedObject.name",
                                         "involvedObject.namespace",
                                         "involvedObject.resourceVersion",
                                         "involvedObject.uid",
                                         "reason",
                                         "reportingComponent",
                                         "source",
                                         "type"};
constexpr std::string_view kOfNamespace[] = {"status.phase"};
constexpr std::string_view kOfSecret[] = {"type"};
constexpr FieldsOfKind kFields[] = {{"Event", kOfEvent}, {"Namespace", kOfNamespace}, {"Secret", kOfSecret}};

bool FieldIsKnown(const KindInfo& kind, std::string_view path) {
  if (path == "metadata.name" || IsAbsent(kind)) return true;
  if (path == "metadata.namespace") return kind.namespaced;
  const auto fields = std::ranges::find(kFields, kind.name, &FieldsOfKind::kind);
  return fields != std::end(kFields) && std::ranges::count(fields->paths, path) > 0;
}

std::string KnownFields(const KindInfo& kind) {
  std::string text = "metadata.name, metadata.namespace";
  const auto fields = std::ranges::find(kFields, kind.name, &FieldsOfKind::kind);
  if (fields == std::end(kFields)) return text;
  for (const std::string_view path : fields->paths) text += fmt::format(", {}", path);
  return text;
}

}  // namespace

Result<Selector::LabelRule> Selector::ParseLabelRule(std::string_view text) {
  using Op = LabelRule::Op;
  const Status broken = InvalidArgument(fmt::format(
      "label selector \"{}\": allowed are KEY, !KEY, KEY=VALUE, KEY!=VALUE, KEY in (A,B), KEY notin (A,B), "
      "KEY>NUMBER, KEY<NUMBER",
      text));
  LabelRule rule{.key = {}, .op = Op::kExists, .values = {}};
  std::string_view key = text;
  if (const size_t open = text.find('('); open != std::string_view::npos) {
    if (text.back() != ')') return broken;
    for (const std::string_view value : Split(text.substr(open + 1, text.size() - open - 2), ',')) {
      rule.values.emplace_back(Trim(value));
    }
    const std::string_view before = Trim(text.substr(0, open));
    const size_t blank = before.find_first_of(" \t");
    if (blank == std::string_view::npos) return broken;
    key = before.substr(0, blank);
    const std::string_view word = Trim(before.substr(blank));
    if (word != "in" && word != "notin") return broken;
    rule.op = word == "in" ? Op::kIn : Op::kNotIn;
  } else if (const size_t equals = text.find('='); equals != std::string_view::npos) {
    const bool unequal = equals > 0 && text[equals - 1] == '!';
    const bool twice = equals + 1 < text.size() && text[equals + 1] == '=';
    key = text.substr(0, unequal ? equals - 1 : equals);
    rule.op = unequal ? Op::kNotIn : Op::kIn;
    rule.values.emplace_back(Trim(text.substr(equals + (twice ? 2 : 1))));
  } else if (const size_t compared = text.find_first_of("<>"); compared != std::string_view::npos) {
    rule.op = text[compared] == '>' ? Op::kGreater : Op::kLess;
    rule.values.emplace_back(Trim(text.substr(compared + 1)));
    if (!NumberOf(rule.values[0])) return broken;
    key = text.substr(0, compared);
  } else if (!text.empty() && text[0] == '!') {
    key = text.substr(1);
    rule.op = Op::kMissing;
  }
  rule.key = Trim(key);
  if (rule.key.empty() || !IsLabelText(rule.key, true)) return broken;
  for (const std::string& value : rule.values) {
    if (!IsLabelText(value, false)) return broken;
  }
  return rule;
}

Result<Selector> Selector::Parse(const KindInfo& kind, std::string_view labels, std::string_view fields) {
  Selector selector;
  if (!Trim(labels).empty()) {
    for (const std::string_view text : SplitRules(labels)) {
      FLUID_ASSIGN_OR_RETURN(LabelRule rule, ParseLabelRule(text));
      selector.labels_.push_back(std::move(rule));
    }
  }
  if (Trim(fields).empty()) return selector;
  for (const std::string_view text : SplitRules(fields)) {
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
      return InvalidArgument(
          fmt::format("field selector \"{}\": allowed are FIELD=VALUE, FIELD!=VALUE", text));
    }
    const bool unequal = equals > 0 && text[equals - 1] == '!';
    const bool twice = equals + 1 < text.size() && text[equals + 1] == '=';
    const std::string_view path = Trim(text.substr(0, unequal ? equals - 1 : equals));
    if (!FieldIsKnown(kind, path)) {
      return InvalidArgument(
          fmt::format("field selector: found field \"{}\"; allowed {}", path, KnownFields(kind)));
    }
    selector.fields_.push_back(
        {std::string(path), !unequal, std::string(Trim(text.substr(equals + (twice ? 2 : 1))))});
  }
  return selector;
}

bool Selector::may_change() const {
  return !labels_.empty() || std::ranges::any_of(fields_, [](const FieldRule& rule) {
    return !rule.path.starts_with("metadata.");
  });
}

bool Selector::Matches(const Object& object) const {
  using Op = LabelRule::Op;
  const auto& labels = object.metadata().labels;
  for (const LabelRule& rule : labels_) {
    const auto found = labels.find(rule.key);
    const bool has = found != labels.end();
    const bool listed =
        has && std::find(rule.values.begin(), rule.values.end(), found->second) != rule.values.end();
    const bool holds = rule.op == Op::kExists    ? has
                       : rule.op == Op::kMissing ? !has
                       : rule.op == Op::kIn      ? listed
                       : rule.op == Op::kNotIn
                           ? !listed
                           : has && Compares(found->second, rule.values[0], rule.op == Op::kGreater);
    if (!holds) return false;
  }
  Json json;
  for (const FieldRule& rule : fields_) {
    std::string value;
    if (rule.path == "metadata.name") {
      value = object.metadata().name;
    } else if (rule.path == "metadata.namespace") {
      value = object.metadata().space;
    } else {
      if (json.missing()) {
        const Result<Json> parsed = Json::Parse(object.ToJson());
        if (parsed.ok()) json = *parsed;
      }
      value = json.at(rule.path == "source" ? ".source.component" : "." + rule.path).text();
    }
    if ((value == rule.value) != rule.equal) return false;
  }
  return true;
}

}  // namespace fluid::api
