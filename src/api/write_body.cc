#include "src/api/write_body.h"

#include <fmt/format.h>

#include "src/api/base64.h"
#include "src/api/json.h"
#include "src/api/write_request.h"
#include "src/model/generated/core.h"
#include "src/model/last_applied.h"
#include "src/model/resource.h"
#include "src/model/texts.h"

namespace fluid::api {
namespace {

// A body is of the kind that the path names; Kubernetes' own may leave it to the path.
Status CheckType(const KindInfo& kind, const Json& body) {
  const std::string version = body["apiVersion"].text(), name = body["kind"].text();
  if (kind.group.empty() && version.empty() && name.empty()) return Ok();
  if (name.empty()) return InvalidArgument("Object 'Kind' is missing in the body of the request");
  if (version != kind.api_version) {
    return InvalidArgument(
        fmt::format("the API version in the data ({}) does not match the expected API version ({})", version,
                    kind.api_version));
  }
  if (name == kind.name) return Ok();
  return FieldProblem("kind", Quoted(name), fmt::format("{}, which the path names", kind.name));
}

// What a body is that does not say it, or that can't be read.
Result<Object> ReadUntyped(const Route& route, const std::string& json) {
  FLUID_ASSIGN_OR_RETURN(const Json checked, Json::Parse(json));
  if (!checked.is_object()) return InvalidArgument("the body of the request is no JSON object");
  std::string text = json;
  // A body of Kubernetes' own kinds may leave out what the path says already.
  if (route.kind->group.empty() && checked["apiVersion"].missing() && checked["kind"].missing()) {
    FLUID_ASSIGN_OR_RETURN(text, MergePatch(json, fmt::format("{{\"apiVersion\":\"{}\",\"kind\":\"{}\"}}",
                                                              route.kind->api_version, route.kind->name)));
  }
  FLUID_RETURN_IF_ERROR(CheckType(*route.kind, checked));
  return Object::FromJson(text);
}

}  // namespace

Result<Object> ReadObject(const Route& route, const std::string& json) {
  Result<Object> read = Object::FromJson(json);
  if (!read.ok() || &read->kind() != route.kind) read = ReadUntyped(route, json);
  FLUID_ASSIGN_OR_RETURN(Object object, std::move(read));
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
