#include "src/api/scale.h"

#include <fmt/format.h>

#include <vector>

#include "src/api/json.h"
#include "src/api/table.h"
#include "src/api/write_request.h"
#include "src/base/strings.h"
#include "src/base/units.h"

namespace fluid::api {
namespace {

constexpr PrinterColumn kColumns[] = {{"Desired", ".spec.replicas", PrinterColumn::Type::kNumber},
                                      {"Available", ".status.replicas", PrinterColumn::Type::kNumber},
                                      {"Age", ".metadata.creationTimestamp", PrinterColumn::Type::kAge}};
// No kind of the store: only what a table of it looks like.
constexpr KindInfo kScale{.name = "Scale",
                          .list_kind = "ScaleList",
                          .group = "autoscaling",
                          .version = "v1",
                          .api_version = "autoscaling/v1",
                          .plural = "scales",
                          .singular = "scale",
                          .short_names = {},
                          .categories = {},
                          .columns = kColumns};

// {"a":{"b":VALUE}} for ".a.b".
std::string Nested(std::string_view path, const std::string& value) {
  std::string json = value;
  const std::vector<std::string_view> steps = Split(path.substr(1), '.');
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    json = fmt::format("{{{}:{}}}", Quoted(*step), json);
  }
  return json;
}

}  // namespace

std::string ScaleJson(const Object& object) {
  const ScalePaths& paths = object.kind().scale;
  const Metadata& metadata = object.metadata();
  const Result<Json> parsed = Json::Parse(object.ToJson());
  const Json json = parsed.ok() ? *parsed : Json();
  const std::string selector = paths.selector.empty() ? "" : json.at(paths.selector).text();
  return fmt::format(
      R"({{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{{"name":{},"namespace":{},"uid":{},)"
      R"("resourceVersion":{},"creationTimestamp":{}}},"spec":{{"replicas":{}}},"status":{{"replicas":{}{}}}}})",
      Quoted(metadata.name), Quoted(metadata.space), Quoted(metadata.uid), Quoted(metadata.version),
      Quoted(metadata.created), json.at(paths.spec).number(0), json.at(paths.status).number(0),
      selector.empty() ? "" : ",\"selector\":" + Quoted(selector));
}

std::string ScaleAnswer(const Object& object, Route route, const HttpRequest& request) {
  route.kind = &kScale;
  return Presentation::Of(route, request).OneJson(ScaleJson(object));
}

Result<ScaleWish> ParseScale(const Route& route, std::string_view text) {
  FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(text));
  if (json["kind"].text() != "Scale" || json["apiVersion"].text() != "autoscaling/v1") {
    return InvalidArgument(fmt::format("the body holds a {} of {}, the path names a Scale of autoscaling/v1",
                                       json["kind"].json(), json["apiVersion"].json()));
  }
  const Json metadata = json["metadata"];
  if (const std::string name = metadata["name"].text(); name != route.name) {
    return InvalidArgument(
        fmt::format("the name of the object ({}) does not match the name on the URL ({})", name, route.name));
  }
  const Json replicas = json.at(".spec.replicas");
  const int64_t count = replicas.missing() ? 0 : replicas.number(-1);
  if (count < 0 || count > INT32_MAX) {
    return FieldProblem("spec.replicas", replicas.json(), "a whole number of at least 0");
  }
  return ScaleWish{metadata["uid"].text(), metadata["resourceVersion"].text(), static_cast<int32_t>(count)};
}

Result<std::string> ApplyOfScale(const Route& route, std::string_view text) {
  FLUID_ASSIGN_OR_RETURN(const ScaleWish wish, ParseScale(route, text));
  std::string metadata = fmt::format(R"("name":{},"namespace":{})", Quoted(route.name), Quoted(route.space));
  if (!wish.uid.empty()) metadata += ",\"uid\":" + Quoted(wish.uid);
  if (!wish.version.empty()) metadata += ",\"resourceVersion\":" + Quoted(wish.version);
  return MergePatch(fmt::format(R"({{"apiVersion":"{}","kind":"{}","metadata":{{{}}}}})",
                                route.kind->api_version, route.kind->name, metadata),
                    Nested(route.kind->scale.spec, std::to_string(wish.replicas)));
}

Result<Object> WithReplicas(const Object& object, int32_t replicas) {
  FLUID_ASSIGN_OR_RETURN(
      const std::string json,
      MergePatch(object.ToJson(), Nested(object.kind().scale.spec, std::to_string(replicas))));
  return Object::FromJson(json);
}

}  // namespace fluid::api
