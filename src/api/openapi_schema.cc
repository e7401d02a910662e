#include "src/api/openapi_schema.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/api/json.h"
#include "src/base/strings.h"

namespace fluid::api {
namespace {

using model::Container;
using model::FieldInfo;
using model::Type;

constexpr std::string_view kCore = "io.k8s.api.core.v1", kMeta = "io.k8s.apimachinery.pkg.apis.meta.v1";
constexpr std::string_view kShapesOfMeta[] = {"LabelSelector", "LabelSelectorRequirement", "ObjectMeta",
                                              "OwnerReference"};
constexpr std::string_view kScale = "io.k8s.api.autoscaling.v1.Scale";
constexpr std::string_view kListMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta";
constexpr std::string_view kQuantity =
    R"(^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$)";

void Append(std::string& members, std::string_view member) {
  if (!members.empty()) members += ',';
  members += member;
}

// "data.fluid.io" reads "io.fluid.data" in a schema's name.
std::string Reversed(std::string_view group) {
  const std::vector<std::string_view> parts = Split(group, '.');
  std::string text;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (!text.empty()) text += '.';
    text += *part;
  }
  return text;
}

std::string ListNames(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) Append(text, Quoted(name));
  return '[' + text + ']';
}

// A value of either a whole number or a text.
std::string IntOrString(OpenApi format, bool quantity) {
  std::string text = R"("x-kubernetes-int-or-string":true)";
  if (format == OpenApi::kV3) text += R"(,"anyOf":[{"type":"integer"},{"type":"string"}])";
  if (quantity) text += fmt::format(R"(,"pattern":"{}")", kQuantity);
  return text;
}

std::string Scalar(const FieldInfo& field, OpenApi format) {
  switch (field.type) {
    case Type::kString:
      return field.check == model::Check::kBase64 ? R"("type":"string","format":"byte")"
                                                  : R"("type":"string")";
    case Type::kBool:
      return R"("type":"boolean")";
    case Type::kInt32:
      return R"("type":"integer","format":"int32")";
    case Type::kInt64:
      return R"("type":"integer","format":"int64")";
    case Type::kTime:
      return R"("type":"string","format":"date-time")";
    case Type::kQuantity:
      return IntOrString(format, /*quantity=*/true);
    case Type::kIntOrString:
      return IntOrString(format, /*quantity=*/false);
    case Type::kAny:
    case Type::kObject:
      break;
  }
  return R"("x-kubernetes-preserve-unknown-fields":true)";
}

}  // namespace

std::string OpenApiSchemas::NameOf(const ShapeInfo& shape) const {
  if (std::ranges::find(kShapesOfMeta, shape.name) != std::end(kShapesOfMeta)) {
    return fmt::format("{}.{}", kMeta, shape.name);
  }
  // A shape of our own has a struct; Kubernetes' are passed on.
  const bool ours = !group_.empty() && shape.unknown != ShapeInfo::kNowhere;
  return ours ? fmt::format("{}.{}.{}", Reversed(group_), version_, shape.name)
              : fmt::format("{}.{}", kCore, shape.name);
}

std::string OpenApiSchemas::ReferenceTo(std::string_view name) const {
  return fmt::format(R"({{"$ref":"#/{}/{}"}})",
                     format_ == OpenApi::kV2 ? "definitions" : "components/schemas", name);
}

std::string OpenApiSchemas::Reference(const ShapeInfo& shape) {
  if (known_.insert(&shape).second) open_.push_back(&shape);
  return ReferenceTo(NameOf(shape));
}

std::string OpenApiSchemas::ListReference(const KindInfo& kind) const {
  return ReferenceTo(NameOf(*kind.shape) + "List");
}

// The members of one value: an item, if the field is a list or a map.
std::string OpenApiSchemas::Value(const FieldInfo& field) {
  std::string text;
  if (field.shape) {
    const std::string reference = Reference(*field.shape);
    // What stands beside $ref is not read; a list or map says it at its own place.
    text = field.container != Container::kNone || format_ == OpenApi::kV2
               ? reference.substr(1, reference.size() - 2)
               : fmt::format(R"("allOf":[{}])", reference);
  } else {
    text = Scalar(field, format_);
  }
  if (!field.allowed.empty()) Append(text, "\"enum\":" + ListNames(field.allowed));
  if (field.min) Append(text, fmt::format(R"("minimum":{})", *field.min));
  return text;
}

std::string OpenApiSchemas::Property(const FieldInfo& field) {
  std::string text;
  if (const std::string_view doc = field.doc.empty() && field.shape ? field.shape->doc : field.doc;
      !doc.empty()) {
    Append(text, fmt::format(R"("description":{})", Quoted(doc)));
  }
  if (field.deprecated && format_ == OpenApi::kV3) Append(text, R"("deprecated":true)");
  switch (field.container) {
    case Container::kNone:
      Append(text, Value(field));
      if (field.min_len > 0) Append(text, fmt::format(R"("minLength":{})", field.min_len));
      break;
    case Container::kArray:
      Append(text, fmt::format(R"("type":"array","items":{{{}}})", Value(field)));
      if (field.min_len > 0) Append(text, fmt::format(R"("minItems":{})", field.min_len));
      break;
    case Container::kMap:
      Append(text, fmt::format(R"("type":"object","additionalProperties":{{{}}})", Value(field)));
      break;
  }
  if (!field.default_json.empty()) Append(text, fmt::format(R"("default":{})", field.default_json));
  if (field.list_type == model::ListType::kSet) Append(text, R"("x-kubernetes-list-type":"set")");
  if (field.list_type == model::ListType::kMap) Append(text, R"("x-kubernetes-list-type":"map")");
  if (field.atomic) Append(text, R"("x-kubernetes-map-type":"atomic")");
  if (!field.list_keys.empty()) {
    Append(text, fmt::format(R"("x-kubernetes-list-map-keys":{})", ListNames(field.list_keys)));
  }
  return fmt::format("{}:{{{}}}", Quoted(field.name), text);
}

std::string OpenApiSchemas::Definition(const ShapeInfo& shape, const KindInfo* kind) {
  std::string text, properties, required;
  if (!shape.doc.empty()) Append(text, fmt::format(R"("description":{})", Quoted(shape.doc)));
  Append(text, R"("type":"object")");
  for (const FieldInfo& field : shape.fields) {
    Append(properties, Property(field));
    if (field.required) Append(required, Quoted(field.name));
  }
  if (!required.empty()) Append(text, fmt::format(R"("required":[{}])", required));
  if (!properties.empty()) Append(text, fmt::format(R"("properties":{{{}}})", properties));
  if (kind) {
    Append(text,
           fmt::format(R"("x-kubernetes-group-version-kind":[{{"group":"{}","kind":"{}","version":"{}"}}])",
                       kind->group, kind->name, kind->version));
  }
  return '{' + text + '}';
}

std::string OpenApiSchemas::ListDefinition(const KindInfo& kind) {
  return fmt::format(R"({{"description":"a list of {}","type":"object","required":["items"],"properties":{{)"
                     R"("apiVersion":{{"type":"string"}},"kind":{{"type":"string"}},"metadata":{},)"
                     R"("items":{{"type":"array","items":{}}}}},)"
                     R"("x-kubernetes-group-version-kind":[{{"group":"{}","kind":"{}","version":"{}"}}]}})",
                     kind.plural, ReferenceTo(kListMeta), Reference(*kind.shape), kind.group, kind.list_kind,
                     kind.version);
}

std::string OpenApiSchemas::ScaleReference() {
  scaled_ = true;
  return ReferenceTo(kScale);
}

std::string OpenApiSchemas::ScaleDefinition() const {
  return fmt::format(
      R"({{"description":"how many workers there are and shall be","type":"object","properties":{{)"
      R"("apiVersion":{{"type":"string"}},"kind":{{"type":"string"}},"metadata":{},)"
      R"("spec":{{"description":"what is wanted","type":"object","properties":{{)"
      R"("replicas":{{"type":"integer","format":"int32"}}}}}},)"
      R"("status":{{"description":"what was observed","type":"object","required":["replicas"],"properties":{{)"
      R"("replicas":{{"type":"integer","format":"int32"}},"selector":{{"type":"string"}}}}}}}},)"
      R"("x-kubernetes-group-version-kind":[{{"group":"autoscaling","kind":"Scale","version":"v1"}}]}})",
      ReferenceTo(fmt::format("{}.ObjectMeta", kMeta)));
}

std::map<std::string, std::string> OpenApiSchemas::Definitions() {
  std::map<std::string, std::string> all;
  all.emplace(kListMeta,
              R"({"description":"what a list tells of itself","type":"object","properties":{)"
              R"("resourceVersion":{"type":"string"},"continue":{"type":"string"},)"
              R"("remainingItemCount":{"type":"integer","format":"int64"},"selfLink":{"type":"string"}}})");
  for (const KindInfo* kind : model::Kinds()) {
    if (kind->group != group_ || kind->version != version_) continue;
    known_.insert(kind->shape);
    all.emplace(NameOf(*kind->shape), Definition(*kind->shape, kind));
    all.emplace(NameOf(*kind->shape) + "List", ListDefinition(*kind));
  }
  if (scaled_) all.emplace(kScale, ScaleDefinition());
  for (; !open_.empty(); open_.pop_front()) {
    all.emplace(NameOf(*open_.front()), Definition(*open_.front(), nullptr));
  }
  return all;
}

}  // namespace fluid::api
