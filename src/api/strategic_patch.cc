#include "src/api/strategic_patch.h"

#include <vector>

#include "src/api/json_tree.h"
#include "src/api/structured_merge.h"

namespace fluid::api {
namespace {

using model::Node;
using model::Tree;

constexpr std::string_view kPatch = "$patch", kRetain = "$retainKeys", kOrder = "$setElementOrder/",
                           kDelete = "$deleteFromPrimitiveList/";

bool IsDirective(std::string_view key) {
  return key == kPatch || key == kRetain || key.starts_with(kOrder) || key.starts_with(kDelete);
}

class StrategicMerger {
 public:
  explicit StrategicMerger(Tree& memory) : memory_(memory) {}

  // Null: it is deleted.
  Node* Maps(const Node* target, const Node& patch, const Place& place) {
    const Node* directive = patch.Find(kPatch);
    const std::string_view order = directive ? directive->text : std::string_view("merge");
    if (order == "delete") return nullptr;
    if (order == "replace" || (target && !target->is(Node::Kind::kMap))) target = nullptr;
    const Node* retain = patch.Find(kRetain);
    Node* merged = memory_.New(Node::Kind::kMap);
    merged->key = patch.key;
    for (const Node* member = target ? target->first : nullptr; member; member = member->next) {
      const Node* less = patch.Find(std::string(kDelete) + std::string(member->key));
      const Node* change = patch.Find(member->key);
      if (!change && retain && !Lists(*retain, *member)) continue;
      Node* result = Renamed(*member, member->key, memory_);
      if (less) result = Without(*result, *less);
      if (change) result = Value(result, *change, place.Member(member->key));
      if (result) Tree::Append(merged, result);
    }
    for (const Node* change = patch.first; change; change = change->next) {
      if (IsDirective(change->key) || (target && target->Find(change->key))) continue;
      if (Node* added = Value(nullptr, *change, place.Member(change->key))) Tree::Append(merged, added);
    }
    return merged;
  }

 private:
  Node* Value(const Node* target, const Node& patch, const Place& place) {
    if (patch.is(Node::Kind::kNull)) return nullptr;
    if (patch.is(Node::Kind::kMap)) return Maps(target, patch, place);
    const Place::Form form = place.FormOf(target, &patch);
    const bool merges = form == Place::Form::kItems || form == Place::Form::kSet;
    return merges ? Items(target, patch, form, place) : Renamed(patch, patch.key, memory_);
  }

  Node* Items(const Node* target, const Node& patch, Place::Form form, const Place& place) {
    Node* merged = memory_.New(Node::Kind::kList);
    merged->key = patch.key;
    std::vector<const Node*> changes;
    for (const Node* item = patch.first; item; item = item->next) {
      const Node* directive = item->is(Node::Kind::kMap) ? item->Find(kPatch) : nullptr;
      if (directive && directive->text == "replace" && item->size == 1) target = nullptr;
      changes.push_back(item);
    }
    for (const Node* item = target ? target->first : nullptr; item; item = item->next) {
      const auto step = place.StepTo(*item, form);
      Node* result = Renamed(*item, {}, memory_);
      for (const Node*& change : changes) {
        if (!change || !step || place.StepTo(*change, form) != step) continue;
        if (form == Place::Form::kItems) result = Maps(result, *change, place.Item());
        change = nullptr;
        break;
      }
      if (result) Tree::Append(merged, result);
    }
    for (const Node* change : changes) {
      if (!change) continue;
      if (form == Place::Form::kSet) {
        Tree::Append(merged, Renamed(*change, {}, memory_));
      } else if (!change->is(Node::Kind::kMap)) {
        Tree::Append(merged, Renamed(*change, {}, memory_));
      } else if (const Node* directive = change->Find(kPatch); !directive || directive->text == "merge") {
        Tree::Append(merged, Maps(nullptr, *change, place.Item()));
      }
    }
    return merged;
  }

  Node* Without(const Node& list, const Node& values) {
    Node* rest = memory_.New(Node::Kind::kList);
    rest->key = list.key;
    for (const Node* item = list.first; item; item = item->next) {
      bool gone = false;
      for (const Node* value = values.first; value; value = value->next) gone |= SameValue(*item, *value);
      if (!gone) Tree::Append(rest, Renamed(*item, {}, memory_));
    }
    return rest;
  }

  static bool Lists(const Node& names, const Node& member) {
    for (const Node* name = names.first; name; name = name->next) {
      if (name->text == member.key) return true;
    }
    return false;
  }

  Tree& memory_;
};

}  // namespace

Result<std::string> StrategicMergePatch(std::string_view target, std::string_view patch,
                                        const KindInfo& kind) {
  Tree to, by, memory;
  FLUID_RETURN_IF_ERROR(ReadWhole(target, "object", to));
  FLUID_RETURN_IF_ERROR(ReadWhole(patch, "patch", by));
  if (!by.root->is(Node::Kind::kMap)) return InvalidArgument("a strategic merge patch must be a JSON object");
  const Node* merged = StrategicMerger(memory).Maps(to.root, *by.root, Place::Root(kind));
  return merged ? Compact(*merged) : std::string("{}");
}

}  // namespace fluid::api
