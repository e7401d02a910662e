#include "src/api/openapi.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "src/api/discovery.h"
#include "src/api/json.h"
#include "src/api/media_type.h"
#include "src/api/openapi_paths.h"
#include "src/api/openapi_protobuf.h"
#include "src/api/openapi_schema.h"
#include "src/api/resource_api.h"
#include "src/base/strings.h"

namespace fluid::api {
namespace {

struct Document {
  explicit Document(std::string json) : text(std::move(json)), hash(fmt::format("{:016X}", Hash64(text))) {}
  std::string text;
  std::string hash;
};

// "api/v1", "apis/data.fluid.io/v1alpha1".
std::string PlaceOf(std::string_view group, std::string_view version) {
  return group.empty() ? fmt::format("api/{}", version) : fmt::format("apis/{}/{}", group, version);
}

std::string Members(const std::map<std::string, std::string>& definitions) {
  std::string text;
  for (const auto& [name, json] : definitions) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : ",", Quoted(name), json);
  }
  return text;
}

std::string Info(std::string_view version) {
  return fmt::format(R"("info":{{"title":"fluid","version":"{}"}})", SpokenVersion(version));
}

class Documents {
 public:
  explicit Documents(std::string_view version) : v2_(V2(version)), index_("{}") {
    std::string paths;
    for (const KindInfo* kind : model::Kinds()) {
      const std::string place = PlaceOf(kind->group, kind->version);
      const auto [at, added] = v3_.try_emplace(place, "");
      if (!added) continue;
      at->second = Document(V3(kind->group, kind->version, version));
      paths += fmt::format(R"({}"{}":{{"serverRelativeURL":"/openapi/v3/{}?hash={}"}})",
                           paths.empty() ? "" : ",", place, place, at->second.hash);
    }
    index_ = Document(fmt::format(R"({{"paths":{{{}}}}})", paths));
  }

  // Null: a group's version without kinds.
  const Document* Find(const Route& route) const {
    if (route.what == Route::What::kOpenApiV2) return &v2_;
    if (route.what == Route::What::kOpenApiIndex) return &index_;
    const auto found = v3_.find(PlaceOf(route.group, route.version));
    return found == v3_.end() ? nullptr : &found->second;
  }

  // Made when somebody first asks: few do.
  const Document& V2Protobuf() const {
    static const Document& document = *new Document(OpenApiV2Protobuf(v2_.text));
    return document;
  }

 private:
  static Document V2(std::string_view version) {
    std::map<std::string, std::string> definitions;
    std::map<std::string, std::string> paths;  // by group's version
    for (const KindInfo* kind : model::Kinds()) {
      const auto [at, added] = paths.try_emplace(PlaceOf(kind->group, kind->version));
      if (!added) continue;
      OpenApiSchemas schemas(OpenApi::kV2, kind->group, kind->version);
      at->second = OpenApiPaths(OpenApi::kV2, kind->group, kind->version, schemas);
      definitions.merge(schemas.Definitions());
    }
    std::string all;
    for (const auto& [place, text] : paths) all += (all.empty() ? "" : ",") + text;
    return Document(fmt::format(R"({{"swagger":"2.0",{},"paths":{{{}}},"definitions":{{{}}}}})",
                                Info(version), all, Members(definitions)));
  }

  static std::string V3(std::string_view group, std::string_view version, std::string_view program) {
    OpenApiSchemas schemas(OpenApi::kV3, group, version);
    const std::string paths = OpenApiPaths(OpenApi::kV3, group, version, schemas);
    return fmt::format(R"({{"openapi":"3.0.0",{},"paths":{{{}}},"components":{{"schemas":{{{}}}}}}})",
                       Info(program), paths, Members(schemas.Definitions()));
  }

  Document v2_, index_;
  std::map<std::string, Document> v3_;
};

bool WantsProtobuf(const Route& route, const HttpRequest& request) {
  if (route.what != Route::What::kOpenApiV2) return false;
  for (const MediaType& media : Accepted(request)) {
    if (IsOpenApiProtobuf(media.type)) return true;
    if (media.is_json()) return false;
  }
  return false;
}

// Of the index there is one form, which is given to all.
bool TakesJson(const Route& route, const HttpRequest& request) {
  const std::vector<MediaType> accepted = Accepted(request);
  return route.what == Route::What::kOpenApiIndex || accepted.empty() ||
         std::ranges::any_of(accepted, &MediaType::is_json);
}

}  // namespace

bool IsOpenApi(const Route& route) {
  using enum Route::What;
  return route.what == kOpenApiV2 || route.what == kOpenApiIndex || route.what == kOpenApiV3;
}

HttpResponse AnswerOpenApi(const Route& route, const HttpRequest& request, std::string_view version) {
  static const Documents& documents = *new Documents(version);
  const bool protobuf = WantsProtobuf(route, request);
  if (!protobuf && !TakesJson(route, request)) {
    return ErrorResponse(Unimplemented("this document is served as application/json"), nullptr, 406);
  }
  const Document* document = protobuf ? &documents.V2Protobuf() : documents.Find(route);
  if (!document) return ErrorResponse(NotFound("there are no kinds in this group"));
  const std::string* known = request.headers.Find("If-None-Match");
  const bool same = known && known->find(document->hash) != std::string::npos;
  HttpResponse response;
  response.status = same ? 304 : 200;
  response.headers.Add("Content-Type", std::string(protobuf ? kOpenApiProtobuf : "application/json"));
  if (!same) response.body = document->text;
  response.headers.Add("ETag", fmt::format("\"{}\"", document->hash));
  response.headers.Add("Vary", "Accept");
  // A hash in the query names these very bytes.
  if (route.Query("hash") == document->hash) response.headers.Add("Cache-Control", "public, immutable");
  return response;
}

}  // namespace fluid::api
