#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "src/base/strings.h"
#include "src/model/generated/shapes.h"
#include "src/model/numbers.h"
#include "src/model/texts.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

using Kind = Node::Kind;

std::string Quoted(std::string_view text) {
  constexpr size_t kLong = 60;
  if (text.size() > kLong) {
    size_t end = kLong;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return fmt::format("\"{}...\"", text.substr(0, end));
  }
  return fmt::format("\"{}\"", text);
}

std::string OneOf(std::span<const std::string_view> words) {
  std::string text = "one of";
  for (std::string_view word : words) {
    text += text == "one of" ? " " : ", ";
    text += word.empty() ? "\"\"" : word;
  }
  return words.size() == 1 ? std::string(words[0]) : text;
}

std::string ScalarName(const FieldInfo& field) {
  switch (field.type) {
    case Type::kString:
      return "a text";
    case Type::kBool:
      return "true or false";
    case Type::kInt32:
      return "a whole number within int32";
    case Type::kInt64:
      return "a whole number within int64";
    case Type::kTime:
      return "a time such as 2026-01-31T12:00:00Z";
    case Type::kQuantity:
      return "a quantity such as 10Gi";
    case Type::kIntOrString:
      return "a whole number or a text";
    case Type::kAny:
      return "any value";
    case Type::kObject:
      return "a map";
  }
  return "";
}

std::string ValueName(const FieldInfo& field) {
  switch (field.container) {
    case Container::kArray:
      return "a list";
    case Container::kMap:
      return "a map";
    case Container::kNone:
      break;
  }
  return field.allowed.empty() ? ScalarName(field) : OneOf(field.allowed);
}

class Checker {
 public:
  Checker(Strictness strictness, std::vector<Problem>& problems)
      : strict_(strictness == Strictness::kAll), problems_(problems) {}

  void Map(const Node& node, const ShapeInfo& shape, const Path& path) {
    if (!node.is(Kind::kMap)) return Wrong(node, path, "a map");
    size_t required = 0;
    for (const Node* child = node.first; child != nullptr; child = child->next) {
      if (const FieldInfo* field = shape.FieldOf(*child)) {
        Field(*child, *field, Path(path, child->key));
        required += field->required && !child->is(Kind::kNull);
      } else if (strict_) {
        Unknown(*child, shape, Path(path, child->key));
      }
    }
    if (!strict_ || required == shape.required) return;  // no key is there twice
    for (const FieldInfo& field : shape.fields) {
      if (!field.required) continue;
      const Node* child = node.Find(field.name);
      if (child == nullptr || child->is(Kind::kNull))
        Wrong("nothing", node, Path(path, field.name), ValueName(field) + ", which is required");
    }
  }

 private:
  void Field(const Node& node, const FieldInfo& field, const Path& path) {
    if (node.is(Kind::kNull)) return;  // as if it weren't there
    if (!strict_ && (field.storage == Storage::kRaw || field.storage == Storage::kNone)) return;
    switch (field.container) {
      case Container::kNone:
        return Value(node, field, path);
      case Container::kArray:
        return Array(node, field, path);
      case Container::kMap:
        return Entries(node, field, path);
    }
  }

  void Array(const Node& node, const FieldInfo& field, const Path& path) {
    if (!node.is(Kind::kList)) return Wrong(node, path, "a list");
    size_t index = 0;
    for (const Node* item = node.first; item != nullptr; item = item->next) {
      Value(*item, field, Path::Item(path, index++));
    }
    if (!strict_) return;
    if (node.size < field.min_len)
      Wrong("an empty list", node, path, fmt::format("at least {} item", field.min_len));
    if (!field.list_keys.empty() && node.size > 1) Unique(node, field, path);
  }

  void Entries(const Node& node, const FieldInfo& field, const Path& path) {
    if (!node.is(Kind::kMap)) return Wrong(node, path, "a map");
    for (const Node* entry = node.first; entry != nullptr; entry = entry->next) {
      if (!entry->is(Kind::kNull)) Value(*entry, field, Path::Entry(path, entry->key));
    }
  }

  void Value(const Node& node, const FieldInfo& field, const Path& path) {
    switch (field.type) {
      case Type::kAny:
        return;
      case Type::kObject:
        return Map(node, *field.shape, path);
      case Type::kString:
        if (!node.is(Kind::kString)) return WrongText(node, path);
        return Text(node, field, path);
      case Type::kBool:
        if (!node.is(Kind::kBool)) Wrong(node, path, ScalarName(field));
        return;
      case Type::kInt32:
      case Type::kInt64:
        return Number(node, field, path);
      case Type::kTime:
        if (!node.is(Kind::kString) || (strict_ && !IsTime(node.text))) Wrong(node, path, ScalarName(field));
        return;
      case Type::kQuantity:
        if (!node.is(Kind::kNumber) && !node.is(Kind::kString)) return Wrong(node, path, ScalarName(field));
        if (strict_ && !IsQuantity(node.text)) Wrong(node, path, ScalarName(field));
        return;
      case Type::kIntOrString: {
        int64_t value = 0;
        const bool whole = node.is(Kind::kNumber) && ToInt64(node.text, value) == WholeNumber::kYes;
        if (!whole && !node.is(Kind::kString)) Wrong(node, path, ScalarName(field));
        return;
      }
    }
  }

  void Number(const Node& node, const FieldInfo& field, const Path& path) {
    int64_t value = 0;
    const bool small = field.type == Type::kInt32;
    if (!node.is(Kind::kNumber) || ToInt64(node.text, value) != WholeNumber::kYes ||
        (small && (value < INT32_MIN || value > INT32_MAX))) {
      return Wrong(node, path, ScalarName(field));
    }
    if (strict_ && field.min && value < *field.min) Wrong(node, path, fmt::format("at least {}", *field.min));
  }

  void Text(const Node& node, const FieldInfo& field, const Path& path) {
    if (!strict_) return;
    if (!field.allowed.empty() && !std::ranges::count(field.allowed, node.text)) {
      return Wrong(node, path, OneOf(field.allowed), std::string(DidYouMean(node.text, field.allowed)));
    }
    if (field.min_len > 0 && field.container == Container::kNone && Characters(node.text) < field.min_len) {
      return Wrong(node, path,
                   fmt::format("at least {} character{}", field.min_len, field.min_len == 1 ? "" : "s"));
    }
    if (field.check != Check::kNone && !Passes(field.check, node.text))
      Wrong(node, path, std::string(Meaning(field.check)));
  }

  static std::string_view TextOf(const Node& map, std::string_view key) {
    const Node* value = map.Find(key);
    return value != nullptr ? value->text : std::string_view();
  }

  // No two items agree in all of the keys.
  void Unique(const Node& list, const FieldInfo& field, const Path& path) {
    std::set<std::string> seen;
    size_t index = 0;
    for (const Node* item = list.first; item != nullptr; item = item->next, ++index) {
      std::string identity;
      for (std::string_view key : field.list_keys) identity.append(TextOf(*item, key)).push_back('\0');
      if (!seen.insert(std::move(identity)).second) {
        std::string words;
        for (std::string_view key : field.list_keys)
          words += fmt::format("{}{} {}", words.empty() ? "" : ", ", key, Quoted(TextOf(*item, key)));
        Wrong(words + " again", *item, Path::Item(path, index),
              fmt::format(
                  "each {} once",
                  Join(std::vector<std::string>(field.list_keys.begin(), field.list_keys.end()), ", ")));
      }
    }
  }

  void Unknown(const Node& child, const ShapeInfo& shape, const Path& path) {
    std::vector<std::string_view> names;
    for (const FieldInfo& field : shape.fields) names.push_back(field.name);
    Problem problem = ProblemAt(child, path, "an unknown field", AllowedFields(shape),
                                std::string(DidYouMean(child.key, names)));
    problem.line = static_cast<int>(child.key_line);
    problem.column = static_cast<int>(child.key_column);
    Add(std::move(problem));
  }

  void Add(Problem problem) {
    if (problems_.size() < kMaxProblems) problems_.push_back(std::move(problem));
  }

  void WrongText(const Node& node, const Path& path) {
    if (node.is(Kind::kNumber))
      return Wrong(node, path, fmt::format("a text, which needs quotes here: \"{}\"", node.text));
    if (node.is(Kind::kBool)) return Wrong(node, path, "a text, which needs quotes here");
    Wrong(node, path, "a text");
  }
  void Wrong(const Node& node, const Path& path, std::string allowed, std::string suggestion = {}) {
    Wrong(Describe(node), node, path, std::move(allowed), std::move(suggestion));
  }
  void Wrong(std::string found, const Node& node, const Path& path, std::string allowed,
             std::string suggestion = {}) {
    Add(ProblemAt(node, path, std::move(found), std::move(allowed), std::move(suggestion)));
  }

  bool strict_;
  std::vector<Problem>& problems_;
};

}  // namespace

std::string Describe(const Node& node) {
  switch (node.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return node.truth ? "true" : "false";
    case Kind::kNumber:
      return fmt::format("the number {}", node.text);
    case Kind::kString:
      return Quoted(node.text);
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a map";
  }
  return "";
}

Problem ProblemAt(const Node& node, const Path& path, std::string found, std::string allowed,
                  std::string suggestion) {
  return {.file = {},
          .line = static_cast<int>(node.line),
          .column = static_cast<int>(node.column),
          .path = path.ToString(),
          .found = std::move(found),
          .allowed = std::move(allowed),
          .suggestion = std::move(suggestion)};
}

std::string AllowedFields(const ShapeInfo& shape) {
  constexpr size_t kTold = 12;
  if (shape.fields.empty()) return "no field";
  std::string text;
  const size_t told = shape.fields.size() == kTold + 1 ? kTold + 1 : std::min(kTold, shape.fields.size());
  for (const FieldInfo& field : shape.fields.first(told))
    text.append(text.empty() ? "" : ", ").append(field.name);
  if (told < shape.fields.size()) text += fmt::format(" ({} more)", shape.fields.size() - told);
  return text;
}

const KindInfo* KindOf(const Node& node, std::vector<Problem>& problems) {
  const Path root;
  if (!node.is(Kind::kMap)) {
    problems.push_back(ProblemAt(node, root, Describe(node), "a map with apiVersion and kind"));
    return nullptr;
  }
  const size_t before = problems.size();
  auto text = [&](std::string_view name, std::string_view allowed) -> std::string_view {
    const Node* child = node.Find(name);
    if (child != nullptr && child->is(Kind::kString) && !child->text.empty()) return child->text;
    problems.push_back(ProblemAt(child != nullptr ? *child : node, Path(root, name),
                                 child != nullptr ? Describe(*child) : "nothing", std::string(allowed)));
    return "";
  };
  const std::string_view api =
      text("apiVersion", "the group and version of the kind, such as data.fluid.io/v1alpha1");
  const std::string_view kind = text("kind", "the name of a kind, such as Dataset");
  if (problems.size() > before) return nullptr;
  if (const KindInfo* info = FindKind(api, kind)) return info;

  for (const KindInfo* info : Kinds()) {
    if (info->name != kind) continue;
    const Node* at = node.Find("apiVersion");
    problems.push_back(
        ProblemAt(*at, Path(root, "apiVersion"), Describe(*at), std::string(info->api_version)));
    return nullptr;
  }
  std::vector<std::string_view> names;
  for (const KindInfo* info : Kinds()) names.push_back(info->name);
  const Node* at = node.Find("kind");
  problems.push_back(
      ProblemAt(*at, Path(root, "kind"), fmt::format("the kind {} of {}", kind, api),
                "the kinds of data.fluid.io/v1alpha1, run.fluid.io/v1alpha1, and Secret, ConfigMap, Event, "
                "Namespace of v1",
                std::string(DidYouMean(kind, names))));
  return nullptr;
}

void CheckTree(const Node& node, const KindInfo& kind, Strictness strictness,
               std::vector<Problem>& problems) {
  Checker(strictness, problems).Map(node, *kind.shape, Path());
}

void CheckShape(const Node& node, const ShapeInfo& shape, std::vector<Problem>& problems) {
  Checker(Strictness::kAll, problems).Map(node, shape, Path());
}

}  // namespace fluid::model
