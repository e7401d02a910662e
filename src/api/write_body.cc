#include "src/api/write_body.h"

#include <fmt/format.h>

#include <optional>

#include "src/api/base64.h"
#include "src/api/json.h"
#include "src/api/write_request.h"
#include "src/model/generated/core.h"
#include "src/model/json.h"
#include "src/model/last_applied.h"
#include "src/model/resource.h"
#include "src/model/texts.h"
#include "src/model/walk.h"

namespace fluid::api {
namespace {

Status CannotBeHandled(const KindInfo& kind, std::string_view name, std::string_view version,
                       std::string_view why = "it is of another kind") {
  return InvalidArgument(
      fmt::format("{} in version \"{}\" cannot be handled as a {}: {}", name, version, kind.name, why));
}

// A body is of the kind that the path names; Kubernetes' own may leave either word to the path.
Status CheckType(const KindInfo& kind, const model::Node& body) {
  const auto text = [&](std::string_view name) {
    const model::Node* member = body.Find(name);
    return member ? member->text : std::string_view();
  };
  std::string_view version = text("apiVersion"), name = text("kind");
  if (kind.group.empty()) {
    if (version.empty()) version = kind.api_version;
    if (name.empty()) name = kind.name;
    if (version != kind.api_version || name != kind.name) return CannotBeHandled(kind, name, version);
    return Ok();
  }
  if (name.empty()) return InvalidArgument("Object 'Kind' is missing in the body of the request");
  if (version != kind.api_version) {
    return InvalidArgument(
        fmt::format("the API version in the data ({}) does not match the expected API version ({})", version,
                    kind.api_version));
  }
  if (name == kind.name) return Ok();
  return FieldProblem("kind", Quoted(name), fmt::format("{}, which the path names", kind.name));
}

// As Object::FromJson, of a body whose kind the path may have to tell.
Result<Object> ReadAs(const KindInfo& kind, const std::string& json, model::Places places) {
  model::Tree tree;
  std::vector<Problem> problems;
  const size_t end = model::ReadJson(json, tree, problems, places);
  if (!tree.root || json.find_first_not_of(" \t\r\n", end) != std::string::npos) {
    FLUID_RETURN_IF_ERROR(Json::Parse(json).status());
    return InvalidArgument("the body of the request is no JSON");
  }
  if (!tree.root->is(model::Node::Kind::kMap)) {
    return InvalidArgument("the body of the request is no JSON object");
  }
  FLUID_RETURN_IF_ERROR(CheckType(kind, *tree.root));
  model::CheckTree(*tree.root, kind, model::Strictness::kTypes, problems);
  if (problems.empty()) return model::Decode(*tree.root, kind);
  if (places == model::Places::kNone) return ReadAs(kind, json, model::Places::kKept);
  // Where Kubernetes has a type for it, what does not fit that is no body at all.
  bool typed = kind.group.empty();
  std::string why;
  for (const Problem& problem : problems) {
    typed |= problem.path.starts_with("metadata");
    why += fmt::format("{}{}", why.empty() ? "" : "; ", problem.ToString());
  }
  if (typed) return CannotBeHandled(kind, kind.name, kind.api_version, why);
  return Status(Code::kInvalidArgument, "reading an object from JSON: it does not fit its kind",
                std::move(problems));
}

}  // namespace

Result<Object> ReadObject(const Route& route, const std::string& json) {
  FLUID_ASSIGN_OR_RETURN(Object object, ReadAs(*route.kind, json, model::Places::kNone));
  Metadata& metadata = object.metadata();
  if (!route.kind->namespaced) {
    metadata.space.clear();
  } else if (metadata.space.empty()) {
    metadata.space = route.space;
  } else if (metadata.space != route.space) {
    return InvalidArgument(
        fmt::format("the namespace of the provided object does not match the namespace sent on the request: "
                    "found {}, the path names {}",
                    metadata.space, route.space));
  }
  return object;
}

Status CheckName(const Route& route, const Object& object) {
  if (object.metadata().name == route.name) return Ok();
  return InvalidArgument(fmt::format("the name of the object ({}) does not match the name on the URL ({})",
                                     object.metadata().name, route.name));
}

Result<std::string> AddressedTo(const Route& route, const std::string& document) {
  FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(document));
  if (json["apiVersion"].text() != route.kind->api_version || json["kind"].text() != route.kind->name) {
    return InvalidArgument(fmt::format("the body of the apply is a {} of {}, the path names {} of {}",
                                       json["kind"].json(), json["apiVersion"].json(), route.kind->name,
                                       route.kind->api_version));
  }
  const Json metadata = json["metadata"];
  if (!metadata.missing() && !metadata.is_object())
    return InvalidArgument("the metadata of an apply is no map");
  if (!metadata["managedFields"].items().empty()) {
    return InvalidArgument("metadata.managedFields must be nil");
  }
  const std::string name = metadata["name"].text(), space = metadata["namespace"].text();
  if (!name.empty() && name != route.name) {
    return InvalidArgument(
        fmt::format("the name of the object ({}) does not match the name on the URL ({})", name, route.name));
  }
  if (!space.empty() && space != route.space) {
    return InvalidArgument(
        fmt::format("the namespace of the provided object does not match the namespace sent on the request: "
                    "found {}, the path names {}",
                    space, route.space));
  }
  return MergePatch(document,
                    fmt::format(R"({{"metadata":{{"managedFields":null,"name":{}{}}}}})", Quoted(route.name),
                                route.space.empty() ? "" : R"(,"namespace":)" + Quoted(route.space)));
}

void EncodeTexts(Object& object) {
  if (!model::Is<model::Secret>(object) || model::Get<model::Secret>(object).string_data.empty()) return;
  model::Secret& secret = model::Edit<model::Secret>(object);
  for (const auto& [key, text] : secret.string_data) secret.data[key] = Base64(text);
  secret.string_data.clear();
}

Result<std::string> WithEncodedTexts(const KindInfo& kind, const std::string& document) {
  if (&kind != &model::Secret::Info()) return document;
  FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(document));
  std::string data;
  for (const auto& [key, text] : json["stringData"].members()) {
    data += fmt::format("{}{}:{}", data.empty() ? "" : ",", Quoted(key), Quoted(Base64(text.text())));
  }
  return MergePatch(document, fmt::format(R"({{"stringData":null,"data":{{{}}}}})", data));
}

Object WithoutValues(Object object) {
  if (!model::Is<model::Secret>(object)) return object;
  model::Secret& secret = model::Edit<model::Secret>(object);
  for (auto& [key, value] : secret.data) value = model::kRedacted;
  model::RedactLastApplied(object.metadata());
  return object;
}

}  // namespace fluid::api
