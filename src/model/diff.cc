#include "src/model/diff.h"

#include <fmt/format.h>
#include <algorithm>

#include <map>
#include <utility>

#include "src/model/json.h"
#include "src/model/kind.h"

namespace fluid::model {
namespace {

using NodeKind = Node::Kind;

std::string JsonOf(const Node& node) {
  JsonWriter json;
  json.Value(node);
  return json.Take();
}

class Differ {
 public:
  explicit Differ(std::vector<Change>& changes) : changes_(changes) {}

  void Maps(const Node& before, const Node& after, const ShapeInfo* shape, const Path& path) {
    std::map<std::string_view, std::pair<const Node*, const Node*>> members;
    for (const Node* child = before.first; child != nullptr; child = child->next) {
      members[child->key].first = child;
    }
    for (const Node* child = after.first; child != nullptr; child = child->next) {
      members[child->key].second = child;
    }
    for (const auto& [key, pair] : members) {
      const FieldInfo* field = shape != nullptr ? shape->Find(key) : nullptr;
      Values(pair.first, pair.second, field,
             field != nullptr || shape != nullptr ? Path(path, key) : Path::Entry(path, key));
    }
  }

 private:
  // A field's value, whatever it is; null: not there.
  void Values(const Node* before, const Node* after, const FieldInfo* field, const Path& path) {
    if (before == nullptr || after == nullptr || before->kind != after->kind)
      return Tell(before, after, path);
    switch (before->kind) {
      case NodeKind::kMap: {
        const bool entries = field == nullptr || field->container == Container::kMap;
        if (!entries || field == nullptr)
          return Maps(*before, *after, entries ? nullptr : field->shape, path);
        return Entries(*before, *after, *field, path);
      }
      case NodeKind::kList:
        return Lists(*before, *after, field, path);
      default:
        if (JsonOf(*before) != JsonOf(*after)) Tell(before, after, path);
    }
  }

  // A map of texts, numbers or objects.
  void Entries(const Node& before, const Node& after, const FieldInfo& field, const Path& path) {
    for (const Node* child = before.first; child != nullptr; child = child->next) {
      Items(child, after.Find(child->key), &field, Path::Entry(path, child->key));
    }
    for (const Node* child = after.first; child != nullptr; child = child->next) {
      if (before.Find(child->key) == nullptr) Tell(nullptr, child, Path::Entry(path, child->key));
    }
  }

  // One item of a list or entry of a map.
  void Items(const Node* before, const Node* after, const FieldInfo* field, const Path& path) {
    if (before != nullptr && after != nullptr && before->is(NodeKind::kMap) && after->is(NodeKind::kMap)) {
      return Maps(*before, *after, field != nullptr ? field->shape : nullptr, path);
    }
    Values(before, after, nullptr, path);
  }

  void Lists(const Node& before, const Node& after, const FieldInfo* field, const Path& path) {
    if (field != nullptr && field->list_type == ListType::kMap) return Keyed(before, after, *field, path);
    if (field != nullptr && field->list_type == ListType::kSet) return Sets(before, after, path);
    ByPosition(before, after, field, path);
  }

  // "name=x": who an item of a keyed list is.
  static std::string Identity(const Node& item, const FieldInfo& field) {
    std::string identity;
    for (const std::string_view key : field.list_keys) {
      const Node* value = item.Find(key);
      identity +=
          fmt::format("{}{}={}", identity.empty() ? "" : ",", key, value != nullptr ? value->text : "");
    }
    return identity;
  }

  // Items that agree in their keys, which a schema forbids but a store may hold, are paired in their order.
  void Keyed(const Node& before, const Node& after, const FieldInfo& field, const Path& path) {
    std::vector<std::pair<std::string, const Node*>> news;
    for (const Node* item = after.first; item != nullptr; item = item->next) {
      news.emplace_back(Identity(*item, field), item);
    }
    for (const Node* item = before.first; item != nullptr; item = item->next) {
      const std::string identity = Identity(*item, field);
      const auto at =
          std::ranges::find_if(news, [&](const auto& now) { return now.second && now.first == identity; });
      Items(item, at != news.end() ? std::exchange(at->second, nullptr) : nullptr, &field,
            Path::Entry(path, identity));
    }
    for (const auto& [identity, item] : news) {
      if (item != nullptr) Tell(nullptr, item, Path::Entry(path, identity));
    }
  }

  void Sets(const Node& before, const Node& after, const Path& path) {
    const auto has = [](const Node& list, const std::string& json) {
      for (const Node* item = list.first; item != nullptr; item = item->next) {
        if (JsonOf(*item) == json) return true;
      }
      return false;
    };
    size_t index = 0;
    for (const Node* item = before.first; item != nullptr; item = item->next, ++index) {
      if (!has(after, JsonOf(*item))) Tell(item, nullptr, Path::Item(path, index));
    }
    index = 0;
    for (const Node* item = after.first; item != nullptr; item = item->next, ++index) {
      if (!has(before, JsonOf(*item))) Tell(nullptr, item, Path::Item(path, index));
    }
  }

  void ByPosition(const Node& before, const Node& after, const FieldInfo* field, const Path& path) {
    std::vector<const Node*> olds, news;
    for (const Node* item = before.first; item != nullptr; item = item->next) olds.push_back(item);
    for (const Node* item = after.first; item != nullptr; item = item->next) news.push_back(item);
    const auto same = [](const Node* a, const Node* b) { return JsonOf(*a) == JsonOf(*b); };
    size_t head = 0, tail = 0;
    const size_t shorter = std::min(olds.size(), news.size());
    while (head < shorter && same(olds[head], news[head])) ++head;
    while (tail < shorter - head && same(olds[olds.size() - 1 - tail], news[news.size() - 1 - tail])) ++tail;
    for (size_t i = head; i < std::max(olds.size(), news.size()) - tail; ++i) {
      const Node* old = i + tail < olds.size() ? olds[i] : nullptr;
      const Node* now = i + tail < news.size() ? news[i] : nullptr;
      Items(old, now, field, Path::Item(path, i));
    }
  }

  void Tell(const Node* before, const Node* after, const Path& path) {
    changes_.push_back({.kind = before == nullptr  ? Change::Kind::kAdded
                                : after == nullptr ? Change::Kind::kRemoved
                                                   : Change::Kind::kChanged,
                        .path = path.ToString(),
                        .before = before != nullptr ? JsonOf(*before) : "",
                        .after = after != nullptr ? JsonOf(*after) : ""});
  }

  std::vector<Change>& changes_;
};

bool IsServers(std::string_view path) {
  for (const std::string_view field :
       {"metadata.uid", "metadata.resourceVersion", "metadata.generation", "metadata.creationTimestamp",
        "metadata.managedFields", "metadata.selfLink"}) {
    if (path.starts_with(field) && (path.size() == field.size() || path[field.size()] == '[')) return true;
  }
  return false;
}

}  // namespace

void DiffTrees(const Node& before, const Node& after, const ShapeInfo* shape, const Path& path,
               std::vector<Change>& changes) {
  Differ(changes).Maps(before, after, shape, path);
}

std::vector<Change> Diff(const Object& before, const Object& after, const DiffOptions& options) {
  std::vector<Change> changes;
  if (&before.kind() != &after.kind()) {
    JsonWriter from, to;
    from.String(before.kind().name);
    to.String(after.kind().name);
    changes.push_back({Change::Kind::kChanged, "kind", from.Take(), to.Take()});
    return changes;
  }
  Tree old, now;
  std::vector<Problem> problems;
  const std::string old_json = before.ToJson(), now_json = after.ToJson();
  ReadJson(old_json, old, problems, Places::kNone);
  ReadJson(now_json, now, problems, Places::kNone);
  if (old.root == nullptr || now.root == nullptr) return changes;
  DiffTrees(*old.root, *now.root, before.kind().shape, Path(), changes);
  std::erase_if(changes, [&](const Change& change) {
    const bool status = change.path == "status" || change.path.starts_with("status.");
    return (status && !options.status) || (!options.server_fields && IsServers(change.path));
  });
  return changes;
}

}  // namespace fluid::model
