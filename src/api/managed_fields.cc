#include "src/api/managed_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "src/model/json.h"
#include "src/model/tree.h"

namespace fluid::api {
namespace {

using model::Node;
using model::Tree;

constexpr std::string_view kMember = "managedFields";
constexpr size_t kMostUpdaters = 10;
constexpr std::string_view kAncient = "ancient-changes";
// Of the metadata, set by the API or by what names the object.
constexpr std::string_view kApiFields[] = {"creationTimestamp", "generation",
                                           "managedFields",     "name",
                                           "namespace",         "selfLink",
                                           "resourceVersion",   "uid",
                                           "deletionTimestamp", "deletionGracePeriodSeconds"};

const Node* ReadTree(std::string_view json, Tree& tree) {
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems, model::Places::kNone);
  return tree.root;
}

const Node* ReadMember(const Object& object, Tree& tree) {
  const std::string& other = object.metadata().other;
  if (other.empty()) return nullptr;
  const Node* root = ReadTree(other, tree);
  const Node* list = root && root->is(Node::Kind::kMap) ? root->Find(kMember) : nullptr;
  return list && list->is(Node::Kind::kList) ? list : nullptr;
}

std::string TextOf(const Node& map, std::string_view name) {
  const Node* member = map.Find(name);
  return member && member->is(Node::Kind::kString) ? std::string(member->text) : std::string();
}

Result<ManagerEntry> ParseEntry(const Node& map) {
  if (!map.is(Node::Kind::kMap)) return InvalidArgument("managedFields holds an entry that is no map");
  ManagerEntry entry;
  entry.manager = TextOf(map, "manager");
  entry.applied = TextOf(map, "operation") == "Apply";
  entry.api_version = TextOf(map, "apiVersion");
  entry.subresource = TextOf(map, "subresource");
  entry.time = TextOf(map, "time");
  if (!entry.applied && TextOf(map, "operation") != "Update") {
    return InvalidArgument("an entry of managedFields has an operation other than Apply and Update");
  }
  if (const Node* fields = map.Find("fieldsV1"); fields && !fields->is(Node::Kind::kNull)) {
    FLUID_ASSIGN_OR_RETURN(entry.fields, FieldSet::Parse(*fields));
  }
  return entry;
}

void WriteEntry(const ManagerEntry& entry, model::JsonWriter& out) {
  const auto text = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out.Key(name);
    out.String(value);
  };
  out.BeginMap();
  text("apiVersion", entry.api_version);
  text("fieldsType", "FieldsV1");
  out.Key("fieldsV1");
  entry.fields.Write(out);
  text("manager", entry.manager);
  text("operation", entry.applied ? "Apply" : "Update");
  text("subresource", entry.subresource);
  text("time", entry.time);
  out.EndMap();
}

// Many writers would let an object grow without bound: the oldest become one.
void Cap(Managers& managers) {
  std::vector<ManagerEntry*> updaters;
  for (ManagerEntry& entry : managers) {
    if (!entry.applied) updaters.push_back(&entry);
  }
  if (updaters.size() <= kMostUpdaters) return;
  std::ranges::sort(updaters, {}, [](const ManagerEntry* e) {
    return std::tuple(e->manager != kAncient, std::string_view(e->time), std::string_view(e->manager),
                      std::string_view(e->subresource));
  });
  ManagerEntry& oldest = *updaters.front();
  for (size_t i = 1; i <= updaters.size() - kMostUpdaters; ++i) {
    oldest.fields = Union(std::move(oldest.fields), updaters[i]->fields);
    oldest.time = std::max(oldest.time, updaters[i]->time);
    updaters[i]->fields = {};
  }
  oldest.manager = kAncient;
  oldest.subresource.clear();
  DropEmpty(managers);
}

}  // namespace

bool ManagerEntry::SameWriter(const ManagerEntry& other) const {
  return std::tie(manager, applied, api_version, subresource) ==
         std::tie(other.manager, other.applied, other.api_version, other.subresource);
}

std::string ManagerEntry::ToString() const {
  std::string text = fmt::format("\"{}\"", manager);
  if (!subresource.empty()) text += fmt::format(" with subresource \"{}\"", subresource);
  if (!applied) text += " using " + api_version;
  if (!applied && !time.empty()) text += " at " + time;
  return text;
}

Managers ManagersOf(const Object& object) {
  Managers managers;
  Tree tree;
  const Node* list = ReadMember(object, tree);
  if (!list) return managers;
  for (const Node* item = list->first; item; item = item->next) {
    Result<ManagerEntry> entry = ParseEntry(*item);
    if (!entry.ok()) return {};
    managers.push_back(*std::move(entry));
  }
  return managers;
}

void SetManagers(const Managers& managers, Object& object) {
  std::string& other = object.metadata().other;
  other.clear();
  if (managers.empty()) return;
  std::vector<const ManagerEntry*> ordered;
  for (const ManagerEntry& entry : managers) ordered.push_back(&entry);
  std::ranges::sort(ordered, {}, [](const ManagerEntry* e) {
    return std::tuple(!e->applied, std::string_view(e->time), std::string_view(e->manager),
                      std::string_view(e->subresource));
  });
  model::JsonWriter out;
  out.BeginMap();
  out.Key(kMember);
  out.BeginList();
  for (const ManagerEntry* entry : ordered) WriteEntry(*entry, out);
  out.EndList();
  out.EndMap();
  other = out.Take();
}

bool AsksToForget(const Object& object) {
  Tree tree;
  const Node* list = ReadMember(object, tree);
  return list && list->size == 1 && list->first->is(Node::Kind::kMap) && list->first->size == 0;
}

Managers TrackUpdate(const Object* before, const Object& after, Managers managers,
                     const ManagerEntry& writer) {
  Tree tree;
  const Node* to = ReadTree(after.ToJson(), tree);
  return to ? TrackUpdate(before, after.kind(), *to, std::move(managers), writer) : std::move(managers);
}

Managers TrackUpdate(const Object* before, const KindInfo& kind, const Node& after, Managers managers,
                     const ManagerEntry& writer) {
  Tree tree;
  const Node* from = before ? ReadTree(before->ToJson(), tree) : nullptr;
  Comparison changes = Compare(from, &after, Place::Root(kind));
  for (FieldSet* set : {&changes.added, &changes.modified, &changes.removed}) {
    KeepManageable(kind, writer.subresource, *set);
  }
  FieldSet touched = Union(std::move(changes.added), changes.modified);
  if (!managers.empty()) TakeFromOthers(Union(changes.removed, touched), writer, managers);
  const auto mine =
      std::ranges::find_if(managers, [&](const ManagerEntry& e) { return e.SameWriter(writer); });
  if (mine != managers.end()) mine->fields = Difference(mine->fields, changes.removed);
  if (!touched.empty()) {
    if (mine == managers.end()) {
      ManagerEntry& entry = managers.emplace_back(writer);
      entry.fields = std::move(touched);
    } else {
      mine->fields = Union(std::move(mine->fields), touched);
      mine->time = writer.time;
    }
  }
  DropEmpty(managers);
  Cap(managers);
  return managers;
}

void KeepManageable(const KindInfo& kind, std::string_view subresource, FieldSet& fields) {
  if (fields.empty()) return;
  const auto is_api_field = [](const PathElement& step) {
    return std::ranges::find(kApiFields, step.text) != std::end(kApiFields);
  };
  const bool of_status = subresource == "status";
  FieldSet kept;
  fields.Drain([&](const PathElement& step, FieldSet& below) {
    const bool status = step.text == "status";
    if (of_status ? !status : status && kind.has_status) return;
    if (step.text == "apiVersion" || step.text == "kind") return;
    if (step.text == "metadata") {
      FieldSet metadata;
      below.Drain([&](const PathElement& member, FieldSet& set) {
        if (!is_api_field(member)) metadata.Attach(member, std::move(set));
      });
      below = std::move(metadata);
    }
    kept.Attach(step, std::move(below));
  });
  fields = std::move(kept);
}

void TakeFromOthers(const FieldSet& fields, const ManagerEntry& writer, Managers& managers) {
  for (ManagerEntry& entry : managers) {
    if (!entry.SameWriter(writer)) entry.fields = Difference(entry.fields, fields);
  }
}

void DropEmpty(Managers& managers) {
  std::erase_if(managers, [](const ManagerEntry& entry) { return entry.fields.empty(); });
}

bool SameFields(const Managers& a, const Managers& b) {
  if (a.size() != b.size()) return false;
  return std::ranges::all_of(a, [&](const ManagerEntry& entry) {
    return std::ranges::any_of(b, [&](const ManagerEntry& other) {
      return entry.SameWriter(other) && entry.fields == other.fields;
    });
  });
}

}  // namespace fluid::api
