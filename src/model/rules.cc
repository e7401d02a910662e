#include "src/model/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "src/base/strings.h"
#include "src/model/texts.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

// Takes the first step of a path: `field`, `[3]` or `[key]`.
const Node* Step(const Node& node, std::string_view& path) {
  const bool bracket = path.starts_with('[');
  size_t end = 0;
  while (end < path.size() && (bracket ? path[end] != ']' : path[end] != '.' && path[end] != '[')) ++end;
  const std::string_view step = bracket ? path.substr(1, end - 1) : path.substr(0, end);
  path.remove_prefix(std::min(bracket ? end + 1 : end, path.size()));
  if (path.starts_with('.')) path.remove_prefix(1);
  if (node.is(Node::Kind::kMap)) return node.Find(step);
  size_t index = 0;
  if (!node.is(Node::Kind::kList) || !bracket) return nullptr;
  std::from_chars(step.data(), step.data() + step.size(), index);
  const Node* item = node.first;
  while (item != nullptr && index-- > 0) item = item->next;
  return item;
}

void NameFitsItsKind(const Object& object, Findings& findings) {
  const Metadata& meta = object.metadata();
  // Services and processes are named after the objects of our namespaced kinds; the others only have to be
  // storable.
  const bool label = !object.kind().group.empty() && object.kind().namespaced;
  if (meta.name.empty()) {
    if (meta.generate_name.empty()) findings.Add("metadata.name", "nothing", "a name");
    return;
  }
  if (label ? IsDns1035Label(meta.name) : IsDns1123Subdomain(meta.name)) return;
  findings.Add(
      "metadata.name", Quoted(meta.name),
      label ? "at most 63 of a-z, 0-9 and '-', from a letter to a letter or digit"
            : "at most 253 of a-z, 0-9, '-' and '.', in parts that start and end with a letter or digit");
}

void NamespaceFitsTheScope(const Object& object, Findings& findings) {
  const std::string& space = object.metadata().space;
  if (space.empty()) return;
  if (!object.kind().namespaced) {
    findings.Add("metadata.namespace", Quoted(space),
                 fmt::format("no namespace: a {} belongs to all", object.kind().name));
  } else if (!IsDns1123Label(space)) {
    findings.Add("metadata.namespace", Quoted(space),
                 "at most 63 of a-z, 0-9 and '-', without '-' at its ends");
  }
}

constexpr char kKeyForm[] = "[prefix/]name, the name at most 63 of A-Z, a-z, 0-9, '-', '_' and '.'";

void LabelsAreWellFormed(const Object& object, Findings& findings) {
  for (const auto& [key, value] : object.metadata().labels) {
    const bool good_key = IsLabelKey(key), good_value = IsLabelValue(value);
    if (good_key && good_value) continue;
    const std::string path = fmt::format("metadata.labels[{}]", key);
    if (!good_key) findings.Add(path, fmt::format("the key {}", Quoted(key)), kKeyForm);
    if (!good_value) {
      findings.Add(path, Quoted(value),
                   "at most 63 of A-Z, a-z, 0-9, '-', '_' and '.', from letter or digit to letter or digit");
    }
  }
}

void AnnotationKeysAreWellFormed(const Object& object, Findings& findings) {
  for (const auto& [key, value] : object.metadata().annotations) {
    if (!IsLabelKey(key)) {
      findings.Add(fmt::format("metadata.annotations[{}]", key), fmt::format("the key {}", Quoted(key)),
                   kKeyForm);
    }
  }
}

}  // namespace

std::string Quoted(std::string_view text) {
  Node node;
  node.kind = Node::Kind::kString;
  node.text = text;
  return Describe(node);
}

std::string Counted(size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

const Node* Findings::Find(std::string_view path) const {
  const Node* node = &root_;
  while (node != nullptr && !path.empty()) node = Step(*node, path);
  return node;
}

void Findings::Add(const std::string& path, std::string found, std::string allowed, std::string suggestion) {
  if (problems_.size() >= kMaxProblems || std::ranges::count(problems_, path, &Problem::path) > 0) return;
  const Node* nearest = &root_;
  std::string_view rest = path;
  for (const Node* node = nearest; node != nullptr && !rest.empty();) {
    node = Step(*node, rest);
    if (node != nullptr) nearest = node;
  }
  Problem problem = ProblemAt(*nearest, Path(), std::move(found), std::move(allowed), std::move(suggestion));
  problem.path = path;
  problems_.push_back(std::move(problem));
}

void Findings::Add(Problem problem) {
  if (problems_.size() < kMaxProblems) problems_.push_back(std::move(problem));
}

std::span<const Rule> MetadataRules() {
  static constexpr Rule kRules[] = {
      {"", "the name fits its kind", NameFitsItsKind},
      {"", "the namespace fits the scope", NamespaceFitsTheScope},
      {"", "labels are well formed", LabelsAreWellFormed},
      {"", "annotation keys are well formed", AnnotationKeysAreWellFormed},
  };
  return kRules;
}

bool Rule::AppliesTo(std::string_view kind) const {
  if (kinds.empty()) return true;
  const std::vector<std::string_view> words = Split(kinds, ' ');
  return std::ranges::count(words, kind) > 0;
}

std::span<const Rule* const> RulesOf(const KindInfo& kind) {
  static const auto* const kByKind = [] {
    auto* by_kind = new std::vector<std::vector<const Rule*>>(Kinds().size());
    for (const KindInfo* info : Kinds()) {
      for (auto rules :
           {MetadataRules, DatasetRules, RuntimeRules, OperationRules, RunRules, SelectorRules}) {
        for (const Rule& rule : rules()) {
          if (rule.AppliesTo(info->name)) (*by_kind)[info->index].push_back(&rule);
        }
      }
    }
    return by_kind;
  }();
  return (*kByKind)[kind.index];
}

void CheckRules(const Object& object, const Node& root, std::vector<Problem>& problems) {
  Findings findings(root, problems);
  for (const Rule* rule : RulesOf(object.kind())) rule->check(object, findings);
}

}  // namespace fluid::model
