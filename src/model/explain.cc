#include "src/model/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/model/texts.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

// The next name of a path, without [index] or [key] after it.
std::string_view TakeStep(std::string_view& path) {
  size_t end = 0;
  while (end < path.size() && path[end] != '.' && path[end] != '[') ++end;
  const std::string_view step = path.substr(0, end);
  path.remove_prefix(end);
  while (path.starts_with('[')) {
    const size_t close = path.find(']');
    path.remove_prefix(close == std::string_view::npos ? path.size() : close + 1);
  }
  if (path.starts_with('.')) path.remove_prefix(1);
  return step;
}

Status Nowhere(std::string_view whole, std::string path, std::string found, std::string allowed,
               std::string_view suggestion) {
  Problem problem{.file = {},
                  .line = 0,
                  .column = 0,
                  .path = std::move(path),
                  .found = std::move(found),
                  .allowed = std::move(allowed),
                  .suggestion = std::string(suggestion)};
  return Status(Code::kInvalidArgument, fmt::format("explaining {}: no such field", whole), {problem});
}

std::vector<FieldHelp> FieldsOf(const ShapeInfo& shape) {
  std::vector<FieldHelp> fields;
  fields.reserve(shape.fields.size());
  for (const FieldInfo& field : shape.fields) fields.push_back(HelpFor(field));
  return fields;
}

// Kubernetes' account of who set which field is passed on as it came, so no table reads it; people ask for
// it.
constexpr FieldInfo kManagedField[] = {
    {.name = "apiVersion", .doc = "version of the kind that the fields are named after"},
    {.name = "fieldsType", .doc = "how fieldsV1 is written: FieldsV1"},
    {.name = "fieldsV1", .type = Type::kAny, .doc = "the fields, as a tree of their names"},
    {.name = "manager", .doc = "who set them"},
    {.name = "operation", .doc = "how: Apply, or Update for all else"},
    {.name = "subresource", .doc = "through which sub-resource; empty: the object itself"},
    {.name = "time", .type = Type::kTime, .doc = "when it set one of them last"}};
constexpr ShapeInfo kManagedFields = {
    .name = "ManagedFieldsEntry", .fields = kManagedField, .doc = "fields that one manager set in one way"};

const FieldInfo* FieldNamed(const ShapeInfo& shape, std::string_view name) {
  const auto field = std::ranges::find(shape.fields, name, &FieldInfo::name);
  return field == shape.fields.end() ? nullptr : &*field;
}

const ShapeInfo* ShapeOf(const FieldInfo& field) {
  return field.name == "managedFields" && field.type == Type::kAny ? &kManagedFields : field.shape;
}

}  // namespace

std::string TypeName(const FieldInfo& field) {
  std::string name;
  switch (field.type) {
    case Type::kString:
      name = "string";
      break;
    case Type::kBool:
      name = "boolean";
      break;
    case Type::kInt32:
    case Type::kInt64:
      name = "integer";
      break;
    case Type::kTime:
      name = "Time";
      break;
    case Type::kQuantity:
      name = "Quantity";
      break;
    case Type::kIntOrString:
      name = "IntOrString";
      break;
    case Type::kAny:
      name = ShapeOf(field) != nullptr ? ShapeOf(field)->name : "Object";
      break;
    case Type::kObject:
      name = field.shape->name;
      break;
  }
  switch (field.container) {
    case Container::kNone:
      return name;
    case Container::kArray:
      return "[]" + name;
    case Container::kMap:
      return "map[string]" + name;
  }
  return name;
}

std::string Limits(const FieldInfo& field) {
  std::string limits;
  const auto add = [&](std::string_view limit) { limits.append(limits.empty() ? "" : "; ").append(limit); };
  if (field.min) add(fmt::format("at least {}", *field.min));
  if (field.min_len > 0) {
    const char* unit = field.container == Container::kArray ? "item" : "character";
    add(fmt::format("at least {} {}{}", field.min_len, unit, field.min_len == 1 ? "" : "s"));
  }
  if (field.check != Check::kNone) add(Meaning(field.check));
  if (!field.list_keys.empty()) {
    add(fmt::format("each {} once", fmt::join(field.list_keys, ", ")));
  } else if (field.list_type == ListType::kSet) {
    add("each item once");
  }
  return limits;
}

FieldHelp HelpFor(const FieldInfo& field) {
  return {.name = std::string(field.name),
          .type = TypeName(field),
          .required = field.required,
          .deprecated = field.deprecated,
          .default_value = std::string(field.default_json),
          .allowed = std::vector<std::string>(field.allowed.begin(), field.allowed.end()),
          .limits = Limits(field),
          .meaning = std::string(field.doc)};
}

Result<Explanation> Explain(std::string_view path) {
  std::string_view rest = path;
  const std::string_view word = TakeStep(rest);
  Explanation explanation;
  explanation.kind = FindKind(word);
  if (explanation.kind == nullptr) {
    std::vector<std::string_view> names;
    for (const KindInfo* kind : Kinds()) names.push_back(kind->singular);
    return Nowhere(path, "", fmt::format("the kind \"{}\"", word),
                   fmt::format("a kind and fields joined by dots, such as dataset.spec.mounts; the kinds are "
                               "{}",
                               fmt::join(names, ", ")),
                   DidYouMean(word, names));
  }
  const ShapeInfo* shape = explanation.kind->shape;
  explanation.field = {.name = std::string(explanation.kind->name),
                       .type = std::string(shape->name),
                       .required = false,
                       .deprecated = false,
                       .default_value = {},
                       .allowed = {},
                       .limits = {},
                       .meaning = std::string(shape->doc)};
  while (!rest.empty()) {
    const std::string_view name = TakeStep(rest);
    const FieldInfo* field = shape != nullptr ? FieldNamed(*shape, name) : nullptr;
    std::string here =
        explanation.path.empty() ? std::string(name) : explanation.path + "." + std::string(name);
    if (field == nullptr) {
      std::vector<std::string_view> names;
      if (shape != nullptr) {
        for (const FieldInfo& known : shape->fields) names.push_back(known.name);
      }
      return Nowhere(path, std::move(here), "an unknown field",
                     names.empty() ? fmt::format("no fields: {} is of type {}", explanation.field.name,
                                                 explanation.field.type)
                                   : AllowedFields(*shape),
                     DidYouMean(name, names));
    }
    explanation.path = std::move(here);
    explanation.field = HelpFor(*field);
    shape = ShapeOf(*field);
  }
  if (shape != nullptr) {
    if (shape->doc != explanation.field.meaning) explanation.shape_meaning = shape->doc;
    explanation.fields = FieldsOf(*shape);
  }
  return explanation;
}

}  // namespace fluid::model
