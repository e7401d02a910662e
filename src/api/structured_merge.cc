#include "src/api/structured_merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "src/api/json_tree.h"
#include "src/model/json.h"
#include "src/model/walk.h"

namespace fluid::api {
namespace {

using model::Container;
using model::FieldInfo;
using model::ListType;
using model::Node;
using model::Tree;
using model::Type;
using Form = Place::Form;

bool Absent(const Node* node) { return node == nullptr || node->is(Node::Kind::kNull); }
bool Empty(const Node* node) { return Absent(node) || node->first == nullptr; }
bool IsList(Form form) { return form == Form::kItems || form == Form::kSet; }

Node* Begin(const Node& like, Tree& memory) {
  Node* node = memory.New(like.kind);
  node->key = like.key;
  return node;
}

// The items of a list with the steps to them; nothing: they can't be told apart.
using Items = std::vector<std::pair<PathElement, const Node*>>;
std::optional<Items> ItemsOf(const Node* list, Form form, const Place& place) {
  Items items;
  std::set<PathElement> seen;
  if (Absent(list)) return items;
  for (const Node* item = list->first; item; item = item->next) {
    std::optional<PathElement> step = place.StepTo(*item, form);
    if (!step || !seen.insert(*step).second) return std::nullopt;
    items.emplace_back(*std::move(step), item);
  }
  return items;
}

const Node* FindItem(const Items& items, const PathElement& step) {
  for (const auto& [known, item] : items) {
    if (known == step) return item;
  }
  return nullptr;
}

// What is below a place on either side, each with the step to it; nothing: it is one value.
struct Pair {
  PathElement step;
  const Node* before;
  const Node* after;
  Place place;
};
std::optional<std::vector<Pair>> PairsOf(const Node* before, const Node* after, const Place& place) {
  const Form form = place.FormOf(before, after);
  if (form == Form::kLeaf) return std::nullopt;
  std::vector<Pair> pairs;
  pairs.reserve((Absent(before) ? 0 : before->size) + (Absent(after) ? 0 : after->size));
  if (IsList(form)) {
    const std::optional<Items> old_items = ItemsOf(before, form, place);
    const std::optional<Items> new_items = ItemsOf(after, form, place);
    if (!old_items || !new_items) return std::nullopt;
    const Place item_place = place.Item();
    for (const auto& [step, item] : *old_items) {
      pairs.push_back({step, item, FindItem(*new_items, step), item_place});
    }
    for (const auto& [step, item] : *new_items) {
      if (!FindItem(*old_items, step)) pairs.push_back({step, nullptr, item, item_place});
    }
    return pairs;
  }
  if (!Absent(before)) {
    for (const Node* member = before->first; member; member = member->next) {
      const Node* other = Absent(after) ? nullptr : after->Find(member->key);
      pairs.push_back({FieldElement(member->key), member, other, place.Member(member->key)});
    }
  }
  if (!Absent(after)) {
    for (const Node* member = after->first; member; member = member->next) {
      if (!Absent(before) && before->Find(member->key)) continue;
      pairs.push_back({FieldElement(member->key), nullptr, member, place.Member(member->key)});
    }
  }
  return pairs;
}

// Without members that are null.
Node* Copied(const Node& node, Tree& memory) {
  if (node.first == nullptr) return Renamed(node, node.key, memory);
  Node* copy = Begin(node, memory);
  for (const Node* child = node.first; child; child = child->next) {
    if (node.is(Node::Kind::kMap) && child->is(Node::Kind::kNull)) continue;
    Tree::Append(copy, Copied(*child, memory));
  }
  return copy;
}

// Both in the order of the applied list, and what only the live one has where it stood: after the item that
// was before it.
Node* MergeLists(const Node& live, const Node& config, Form form, const Place& place, Tree& memory) {
  const std::optional<Items> old_items = ItemsOf(&live, form, place);
  const std::optional<Items> new_items = ItemsOf(&config, form, place);
  if (!old_items || !new_items) return Copied(config, memory);
  Node* merged = Begin(config, memory);
  const auto add = [&](const Node& item) {
    if (Node* copy = Copied(item, memory)) Tree::Append(merged, copy);
  };
  size_t at = 0;
  const auto add_foreign = [&] {
    while (at < old_items->size() && !FindItem(*new_items, (*old_items)[at].first)) {
      add(*(*old_items)[at++].second);
    }
  };
  for (const auto& [step, item] : *new_items) {
    add_foreign();
    const Node* old = FindItem(*old_items, step);
    if (at < old_items->size() && (*old_items)[at].first == step) ++at;
    if (old) {
      Tree::Append(merged, Merge(old, *item, place.Item(), memory));
    } else {
      add(*item);
    }
  }
  for (; at < old_items->size(); ++at) {
    if (!FindItem(*new_items, (*old_items)[at].first)) add(*(*old_items)[at].second);
  }
  return merged;
}

void CheckBelow(const Node& node, const Place& place, const std::string& path,
                std::vector<Problem>& problems) {
  const Form form = place.FormOf(&node, nullptr);
  if (form == Form::kLeaf || node.is(Node::Kind::kNull)) return;
  std::set<PathElement> seen;
  size_t index = 0;
  for (const Node* child = node.first; child; child = child->next) {
    if (!IsList(form)) {
      const std::string key(child->key);
      CheckBelow(*child, place.Member(child->key), path.empty() ? key : path + '.' + key, problems);
      continue;
    }
    const std::string here = fmt::format("{}[{}]", path, index++);
    Problem problem;
    problem.path = here;
    const std::optional<PathElement> step = place.StepTo(*child, form);
    if (!step && form == Form::kItems) {
      problem.found = "an item without its key";
      problem.allowed = fmt::format("items with {}", fmt::join(place.keys(), ", "));
      problems.push_back(std::move(problem));
    } else if (step && !seen.insert(*step).second) {
      problem.found = fmt::format("the second item {}", step->ToString());
      problem.allowed = "one of each";
      problems.push_back(std::move(problem));
    }
    CheckBelow(*child, place.Item(), here, problems);
  }
}

}  // namespace

Place Place::Root(const KindInfo& kind) {
  Place root;
  root.shape_ = kind.shape;
  root.form_ = Form::kStruct;
  return root;
}

Place Place::Of(const FieldInfo& field, bool item) {
  Place place;
  place.field_ = &field;
  place.form_ = Form::kLeaf;
  const Container container = item ? Container::kNone : field.container;
  if (container == Container::kArray) {
    if (field.list_type == ListType::kMap) place.form_ = Form::kItems;
    if (field.list_type == ListType::kSet) place.form_ = Form::kSet;
  } else if (field.atomic) {
    return place;
  } else if (container == Container::kMap) {
    place.form_ = Form::kMap;
  } else if (field.type == Type::kObject) {
    place.form_ = Form::kStruct;
    place.shape_ = field.shape;
  } else if (field.type == Type::kAny) {
    place.form_.reset();
  }
  return place;
}

Form Place::FormOf(const Node* before, const Node* after) const {
  const Node* some = Absent(after) ? before : after;
  if (Absent(some)) return Form::kLeaf;
  if (!Absent(before) && before->kind != some->kind) return Form::kLeaf;
  const bool map = some->is(Node::Kind::kMap);
  if (!form_) return map ? Form::kMap : Form::kLeaf;
  if (IsList(*form_) ? !some->is(Node::Kind::kList) : !map) return Form::kLeaf;
  return *form_;
}

Place Place::Member(std::string_view name) const {
  if (form_ == Form::kMap) return Of(*field_, /*item=*/true);
  const FieldInfo* field = shape_ ? shape_->Find(name) : nullptr;
  return field ? Of(*field, /*item=*/false) : Place();
}

Place Place::Item() const { return Of(*field_, /*item=*/true); }

std::optional<PathElement> Place::StepTo(const Node& item, Form form) const {
  const auto scalar = [](const Node& node) {
    return node.is(Node::Kind::kString) || node.is(Node::Kind::kNumber) || node.is(Node::Kind::kBool);
  };
  if (form == Form::kSet) {
    if (!scalar(item)) return std::nullopt;
    return PathElement{PathElement::Kind::kValue, Compact(item)};
  }
  if (!item.is(Node::Kind::kMap)) return std::nullopt;
  std::vector<std::string_view> names(field_->list_keys.begin(), field_->list_keys.end());
  std::ranges::sort(names);
  model::JsonWriter out;
  out.BeginMap();
  for (const std::string_view name : names) {
    const Node* value = item.Find(name);
    const FieldInfo* field = field_->shape ? field_->shape->Find(name) : nullptr;
    out.Key(name);
    if (value && scalar(*value)) {
      out.Value(*value);
    } else if (!value && field && !field->default_json.empty()) {
      out.Verbatim(field->default_json);
    } else {
      return std::nullopt;
    }
  }
  out.EndMap();
  return PathElement{PathElement::Kind::kKey, out.Take()};
}

FieldSet FieldsOf(const Node& document, const Place& place) {
  FieldSet set;
  const std::optional<std::vector<Pair>> pairs = PairsOf(nullptr, &document, place);
  if (!pairs || pairs->empty()) {
    set.Own();
    return set;
  }
  const bool named = place.FormOf(nullptr, &document) == Form::kStruct;
  for (const Pair& pair : *pairs) {
    FieldSet below = FieldsOf(*pair.after, pair.place);
    if (!named) below.Own();
    set.Attach(pair.step, std::move(below));
  }
  return set;
}

Comparison Compare(const Node* before, const Node* after, const Place& place) {
  Comparison found;
  if (Absent(before) && Absent(after)) return found;
  if (Absent(before)) found.added.Own();
  if (Absent(after)) found.removed.Own();
  const bool leaf = Empty(before) && Empty(after);
  const std::optional<std::vector<Pair>> pairs = leaf ? std::nullopt : PairsOf(before, after, place);
  if (!pairs) {
    if (!Absent(before) && !Absent(after) && !SameValue(*before, *after)) found.modified.Own();
    return found;
  }
  for (const Pair& pair : *pairs) {
    Comparison below = Compare(pair.before, pair.after, pair.place);
    if (!below.added.empty()) found.added.Attach(pair.step, std::move(below.added));
    if (!below.modified.empty()) found.modified.Attach(pair.step, std::move(below.modified));
    if (!below.removed.empty()) found.removed.Attach(pair.step, std::move(below.removed));
  }
  return found;
}

Node* Merge(const Node* live, const Node& config, const Place& place, Tree& memory) {
  if (Absent(&config)) return nullptr;
  if (Absent(live)) return Copied(config, memory);
  const Form form = live->kind == config.kind ? place.FormOf(live, &config) : Form::kLeaf;
  if (form == Form::kLeaf) return Copied(config, memory);
  if (IsList(form)) return MergeLists(*live, config, form, place, memory);
  Node* merged = Begin(config, memory);
  for (const Node* member = live->first; member; member = member->next) {
    const Node* change = config.Find(member->key);
    Node* result = change ? Merge(member, *change, place.Member(member->key), memory)
                          : Renamed(*member, member->key, memory);
    if (result) Tree::Append(merged, result);
  }
  for (const Node* member = config.first; member; member = member->next) {
    if (live->Find(member->key)) continue;
    if (Node* added = Merge(nullptr, *member, place.Member(member->key), memory)) {
      Tree::Append(merged, added);
    }
  }
  return merged;
}

Node* Prune(const Node& document, const FieldSet& gone, const FieldSet* kept, const Place& place,
            Tree& memory) {
  const Form form = place.FormOf(&document, nullptr);
  if (form == Form::kLeaf) return Renamed(document, document.key, memory);
  const Place item_place = IsList(form) ? place.Item() : Place();
  Node* pruned = Begin(document, memory);
  for (const Node* child = document.first; child; child = child->next) {
    const std::optional<PathElement> step =
        IsList(form) ? place.StepTo(*child, form) : FieldElement(child->key);
    const FieldSet* lost = step ? gone.Find(*step) : nullptr;
    const FieldSet* wanted = step && kept ? kept->Find(*step) : nullptr;
    if (!lost) {
      Tree::Append(pruned, Renamed(*child, child->key, memory));
      continue;
    }
    if (!wanted && lost->owned()) continue;
    const Place below = IsList(form) ? item_place : place.Member(child->key);
    Node* rest = nullptr;
    if (form == Form::kItems) {
      // What an item is known by stays as long as the item does.
      FieldSet without_keys = *lost;
      for (const std::string_view key : place.keys()) without_keys.Drop(FieldElement(key));
      rest = Prune(*child, without_keys, wanted, below, memory);
    } else {
      rest = Prune(*child, *lost, wanted, below, memory);
    }
    if (!wanted && rest->first == nullptr && child->first != nullptr) continue;
    Tree::Append(pruned, rest);
  }
  return pruned;
}

std::vector<Problem> CheckKeys(const Node& document, const Place& place) {
  std::vector<Problem> problems;
  CheckBelow(document, place, "", problems);
  return problems;
}

bool SameValue(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.size != b.size) return false;
  switch (a.kind) {
    case Node::Kind::kNull:
      return true;
    case Node::Kind::kBool:
      return a.truth == b.truth;
    case Node::Kind::kNumber:
    case Node::Kind::kString:
      return a.text == b.text;
    case Node::Kind::kList:
      for (const Node *x = a.first, *y = b.first; x; x = x->next, y = y->next) {
        if (!SameValue(*x, *y)) return false;
      }
      return true;
    case Node::Kind::kMap:
      for (const Node* x = a.first; x; x = x->next) {
        const Node* y = b.Find(x->key);
        if (!y || !SameValue(*x, *y)) return false;
      }
      return true;
  }
  return false;
}

}  // namespace fluid::api
