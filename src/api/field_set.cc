#include "src/api/field_set.h"

#include <fmt/format.h>

#include <optional>

#include "src/model/json.h"
#include "src/model/tree.h"

namespace fluid::api {
namespace {

using Kind = PathElement::Kind;

constexpr std::string_view kItself = ".";

char Letter(Kind kind) {
  constexpr std::string_view kLetters = "fikv";
  return kLetters[static_cast<size_t>(kind)];
}

// The JSON of a key or value, in one form; nothing: it is none.
std::optional<std::string> Canonical(std::string_view json) {
  model::Tree tree;
  std::vector<Problem> problems;
  const size_t end = model::ReadJson(json, tree, problems);
  if (tree.root == nullptr || end != json.size()) return std::nullopt;
  model::JsonWriter out;
  out.Value(*tree.root);
  return out.Take();
}

Result<PathElement> ParseElement(std::string_view text) {
  const auto refuse = [&] {
    return InvalidArgument(fmt::format("managed fields hold the step \"{}\", which names no field", text));
  };
  if (text.size() < 2 || text[1] != ':') return refuse();
  const std::string_view rest = text.substr(2);
  switch (text[0]) {
    case 'f':
      return PathElement{Kind::kField, std::string(rest)};
    case 'i':
      if (rest.empty() || rest.size() > 9 || rest.find_first_not_of("0123456789") != std::string_view::npos) {
        return refuse();
      }
      return PathElement{Kind::kIndex, std::string(rest)};
    case 'k':
    case 'v': {
      std::optional<std::string> json = Canonical(rest);
      const bool keys = text[0] == 'k';
      if (!json || (keys && json->front() != '{')) return refuse();
      return PathElement{keys ? Kind::kKey : Kind::kValue, *std::move(json)};
    }
    default:
      return refuse();
  }
}

}  // namespace

std::string PathElement::ToString() const {
  switch (kind) {
    case Kind::kField:
      return '.' + text;
    case Kind::kIndex:
      return fmt::format("[{}]", text);
    case Kind::kValue:
      return fmt::format("[={}]", text);
    case Kind::kKey:
      break;
  }
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(text, tree, problems);
  if (tree.root == nullptr) return fmt::format("[{}]", text);
  std::string out = "[";
  for (const model::Node* key = tree.root->first; key; key = key->next) {
    model::JsonWriter value;
    value.Value(*key);
    out += fmt::format("{}{}={}", key == tree.root->first ? "" : ",", key->key, value.Take());
  }
  return out + ']';
}

PathElement FieldElement(std::string_view name) { return {Kind::kField, std::string(name)}; }

Result<FieldSet> FieldSet::Parse(const model::Node& fields) {
  if (!fields.is(model::Node::Kind::kMap)) return InvalidArgument("managed fields must be a map of steps");
  FieldSet set;
  for (const model::Node* child = fields.first; child; child = child->next) {
    if (child->key == kItself) {
      set.Own();
      continue;
    }
    FLUID_ASSIGN_OR_RETURN(PathElement step, ParseElement(child->key));
    FLUID_ASSIGN_OR_RETURN(FieldSet below, Parse(*child));
    if (child->first == nullptr) below.Own();
    set.Attach(std::move(step), std::move(below));
  }
  return set;
}

void FieldSet::Write(model::JsonWriter& out) const {
  out.BeginMap();
  if (owned_ && !children_.empty()) {
    out.Key(kItself);
    out.Verbatim("{}");
  }
  for (const auto& [step, below] : children_) {
    std::string key{Letter(step.kind), ':'};
    out.Key(key += step.text);
    below.Write(out);
  }
  out.EndMap();
}

std::string FieldSet::ToJson() const {
  model::JsonWriter out;
  Write(out);
  return out.Take();
}

const FieldSet* FieldSet::Find(const PathElement& step) const {
  const auto found = children_.find(step);
  return found == children_.end() ? nullptr : &found->second;
}

void FieldSet::Attach(PathElement step, FieldSet set) {
  if (!set.empty()) children_[std::move(step)] = std::move(set);
}

size_t FieldSet::size() const {
  size_t count = owned_ ? 1 : 0;
  for (const auto& [step, below] : children_) count += below.size();
  return count;
}

std::vector<std::string> FieldSet::Paths() const {
  std::vector<std::string> paths;
  Collect("", paths);
  return paths;
}

void FieldSet::Collect(const std::string& prefix, std::vector<std::string>& paths) const {
  if (owned_ && !prefix.empty()) paths.push_back(prefix);
  for (const auto& [step, below] : children_) below.Collect(prefix + step.ToString(), paths);
}

FieldSet Union(FieldSet a, const FieldSet& b) {
  if (a.empty()) return b;
  if (b.owned()) a.Own();
  for (const auto& [step, below] : b.children()) {
    FieldSet& mine = a.At(step);
    mine = Union(std::move(mine), below);
  }
  return a;
}

FieldSet Difference(const FieldSet& a, const FieldSet& b) {
  FieldSet left;
  if (a.owned() && !b.owned()) left.Own();
  for (const auto& [step, below] : a.children()) {
    const FieldSet* other = b.Find(step);
    left.Attach(step, other ? Difference(below, *other) : below);
  }
  return left;
}

FieldSet Intersection(const FieldSet& a, const FieldSet& b) {
  FieldSet both;
  if (a.owned() && b.owned()) both.Own();
  for (const auto& [step, below] : a.children()) {
    if (const FieldSet* other = b.Find(step)) both.Attach(step, Intersection(below, *other));
  }
  return both;
}

}  // namespace fluid::api
