#include "src/api/apply_patch.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "src/api/json_tree.h"
#include "src/api/structured_merge.h"
#include "src/model/json.h"
#include "src/model/last_applied.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"
#include "src/model/yaml.h"

namespace fluid::api {
namespace {

using model::Node;
using model::Tree;

constexpr std::string_view kKubectl = "kubectl";
// Who is said to have set what was there before anybody kept account.
constexpr std::string_view kBefore = "before-first-apply";

const Node* ReadTree(std::string_view json, Tree& tree) {
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems);
  return tree.root;
}

struct Conflict {
  const ManagerEntry* owner;
  FieldSet fields;
};

Status ConflictError(const std::vector<Conflict>& conflicts) {
  std::map<std::string, std::vector<std::string>> by_owner;
  std::vector<Problem> causes;
  for (const Conflict& conflict : conflicts) {
    for (std::string& path : conflict.fields.Paths()) {
      Problem cause;
      cause.path = path;
      cause.found = "conflict with " + conflict.owner->ToString();
      causes.push_back(std::move(cause));
      by_owner[conflict.owner->ToString()].push_back(std::move(path));
    }
  }
  std::string message =
      fmt::format("Apply failed with {} conflict{}: ", causes.size(), causes.size() == 1 ? "" : "s");
  if (causes.size() == 1) {
    message += fmt::format("{}: {}", causes[0].found, causes[0].path);
  } else {
    std::string_view gap;
    for (const auto& [owner, paths] : by_owner) {
      message += fmt::format("{}conflicts with {}:", gap, owner);
      for (const std::string& path : paths) message += "\n- " + path;
      gap = "\n";
    }
  }
  return Status(Code::kAborted, std::move(message), std::move(causes));
}

// The part of a document that this subresource takes: the status apart from all else.
Node* Taken(const Node& document, const KindInfo& kind, std::string_view subresource, Tree& memory) {
  Node* taken = memory.New(Node::Kind::kMap);
  for (const Node* member = document.first; member; member = member->next) {
    const bool status = member->key == "status";
    const bool names = member->key == "apiVersion" || member->key == "kind";
    const bool wanted = subresource == "status" ? status || names : !status || !kind.has_status;
    if (wanted) Tree::Append(taken, Renamed(*member, member->key, memory));
  }
  return taken;
}

// What kubectl applied on its own side and nobody changed since: it may take that from whoever is noted.
FieldSet LastApplied(const Object& live, const Node& live_tree, const Place& root) {
  const auto found = live.metadata().annotations.find(std::string(model::kLastApplied));
  if (found == live.metadata().annotations.end()) return {};
  Tree tree;
  const Node* last = ReadTree(found->second, tree);
  if (!last || !last->is(Node::Kind::kMap)) return {};
  const Comparison since = Compare(last, &live_tree, root);
  FieldSet fields = FieldsOf(*last, root);
  for (const FieldSet* changed : {&since.modified, &since.added, &since.removed}) {
    fields = Difference(fields, *changed);
  }
  return fields;
}

// A client that applied on its own side before goes on to: its annotation follows.
void FollowLastApplied(std::string_view config, Object& object) {
  const auto found = object.metadata().annotations.find(std::string(model::kLastApplied));
  if (found != object.metadata().annotations.end() && !found->second.empty()) {
    found->second = std::string(config) + '\n';
  }
}

}  // namespace

Result<std::string> ReadApplyDocument(std::string_view text) {
  std::vector<Problem> problems;
  size_t count = 0;
  std::string json;
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '{') {
    Tree tree;
    const size_t end = model::ReadJson(text, tree, problems);
    // A flow map of YAML begins like JSON.
    if (tree.root && text.find_first_not_of(" \t\r\n", end) == std::string_view::npos) {
      return Compact(*tree.root);
    }
    problems.clear();
  }
  bool map = true;
  model::ReadYaml(
      text,
      [&](std::unique_ptr<Tree> tree) {
        map = tree->root->is(Node::Kind::kMap);
        if (++count == 1) json = Compact(*tree->root);
        return count < 2;
      },
      problems);
  if (!problems.empty()) {
    const Problem& p = problems[0];
    return InvalidArgument(fmt::format("error decoding YAML: line {}, column {}: found {}; allowed {}",
                                       p.line, p.column, p.found, p.allowed));
  }
  if (count != 1 || !map) return InvalidArgument("the body of an apply must be one document that is a map");
  return json;
}

Result<Object> Apply(const Object* live, const KindInfo& kind, std::string_view config,
                     const ApplyRequest& request) {
  Tree live_tree, config_tree, memory;
  const Place root = Place::Root(kind);
  const Node* document = ReadTree(config, config_tree);
  if (!document || !document->is(Node::Kind::kMap)) return InvalidArgument("the body of an apply is no map");
  const Node* wanted = Taken(*document, kind, request.subresource, memory);
  if (std::vector<Problem> problems = CheckKeys(*wanted, root); !problems.empty()) {
    return Status(Code::kInvalidArgument, "applying: items of a list can't be told apart",
                  std::move(problems));
  }
  const Node* current = live ? ReadTree(live->ToJson(), live_tree) : nullptr;

  ManagerEntry me;
  me.manager = request.manager;
  me.applied = true;
  me.api_version = kind.api_version;
  me.subresource = request.subresource;
  me.time = request.now;
  Managers managers = live ? ManagersOf(*live) : Managers();
  if (live && managers.empty()) {
    ManagerEntry before = me;
    before.manager = kBefore;
    before.applied = false;
    before.subresource.clear();
    managers = TrackUpdate(nullptr, *live, {}, before);
  }
  const Managers managers_before = managers;

  const auto last = std::ranges::find_if(managers, [&](const ManagerEntry& e) { return e.SameWriter(me); });
  const FieldSet said_before = last == managers.end() ? FieldSet() : last->fields;
  if (last != managers.end()) managers.erase(last);
  FieldSet said = FieldsOf(*wanted, root);
  KeepManageable(kind, request.subresource, said);

  // Merged, without what is not said any more and nobody else manages.
  Node* merged = Merge(current, *wanted, root, memory);
  FieldSet kept = said;
  for (const ManagerEntry& entry : managers) kept = Union(std::move(kept), entry.fields);
  merged = Prune(*merged, Difference(said_before, said), &kept, root, memory);
  FLUID_ASSIGN_OR_RETURN(Object next, Object::FromJson(Compact(*merged)));
  if (request.subresource.empty() && kind.has_status) {
    if (live) {
      model::CopyStatus(*live, next);
    } else {
      model::ClearStatus(next);
    }
  }
  if (live) next.metadata().version = live->metadata().version;
  model::SetDefaults(next);

  Tree next_tree;
  Comparison changes = Compare(current, ReadTree(next.ToJson(), next_tree), root);
  for (FieldSet* set : {&changes.added, &changes.modified, &changes.removed}) {
    KeepManageable(kind, request.subresource, *set);
  }
  const FieldSet changed = Union(std::move(changes.modified), changes.added);
  std::vector<Conflict> conflicts;
  for (const ManagerEntry& entry : managers) {
    FieldSet both = Intersection(entry.fields, changed);
    if (!both.empty()) conflicts.push_back({&entry, std::move(both)});
  }
  if (!conflicts.empty() && !request.force) {
    if (live && request.manager == kKubectl) {
      const FieldSet mine = LastApplied(*live, *current, root);
      for (Conflict& conflict : conflicts) conflict.fields = Difference(conflict.fields, mine);
      std::erase_if(conflicts, [](const Conflict& c) { return c.fields.empty(); });
    }
    if (!conflicts.empty()) return ConflictError(conflicts);
  }
  TakeFromOthers(changed, me, managers);
  TakeFromOthers(changes.removed, me, managers);
  me.fields = std::move(said);
  const bool same = changed.empty() && changes.removed.empty();
  managers.push_back(std::move(me));
  DropEmpty(managers);
  if (request.manager == kKubectl) FollowLastApplied(config, next);
  // Times alone are no change.
  if (live && same && SameFields(managers, managers_before)) {
    next.metadata().other = live->metadata().other;
  } else {
    SetManagers(managers, next);
  }
  return next;
}

}  // namespace fluid::api
