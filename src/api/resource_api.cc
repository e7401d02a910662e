#include "src/api/resource_api.h"

#include <fmt/format.h>

#include "src/api/discovery.h"
#include "src/api/json.h"
#include "src/api/openapi.h"
#include "src/api/protobuf.h"
#include "src/api/review.h"
#include "src/api/selector.h"
#include "src/api/status_json.h"
#include "src/api/table.h"
#include "src/base/strings.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"

namespace fluid::api {
namespace {

// Somebody else's write between reading and writing makes a patch start over, so often at most.
constexpr int kPatchAttempts = 16;

Status CheckContentType(const HttpRequest& request, std::string_view wanted) {
  const std::string* type = request.headers.Find("Content-Type");
  const std::string_view given = type ? Trim(std::string_view(*type).substr(0, type->find(';'))) : wanted;
  if (given == wanted) return Ok();
  return Unimplemented(fmt::format("the body of the request is of type {}; allowed is {}",
                                   given.empty() ? "\"\"" : given, wanted));
}

bool IsDryRun(const Route& route) { return route.Query("dryRun") == "All"; }

Result<Object> ParseBody(const Route& route, const HttpRequest& request) {
  FLUID_RETURN_IF_ERROR(CheckContentType(request, "application/json"));
  FLUID_ASSIGN_OR_RETURN(const Json checked, Json::Parse(request.body));
  if (!checked.is_object()) return InvalidArgument("the body of the request is no JSON object");
  FLUID_ASSIGN_OR_RETURN(Object object, Object::FromJson(request.body));
  if (&object.kind() != route.kind) {
    return InvalidArgument(
        fmt::format("the body holds a {} but the path names {}", object.kind().name, route.kind->plural));
  }
  Metadata& metadata = object.metadata();
  if (!route.kind->namespaced) {
    metadata.space.clear();
  } else if (metadata.space.empty()) {
    metadata.space = route.space;
  } else if (metadata.space != route.space) {
    return InvalidArgument(fmt::format("the object is in namespace \"{}\" but the path names \"{}\"",
                                       metadata.space, route.space));
  }
  return object;
}

Status CheckName(const Route& route, const Object& object) {
  if (object.metadata().name == route.name) return Ok();
  return InvalidArgument(fmt::format("the object is called \"{}\" but the path names \"{}\"",
                                     object.metadata().name, route.name));
}

// As Kubernetes does: five random letters and digits that are hard to misread.
std::string NameFrom(std::string_view prefix) {
  constexpr std::string_view kLetters = "bcdfghjklmnpqrstvwxz2456789";
  constexpr size_t kLongest = 58;  // leaves a label of 63
  std::string name(prefix.substr(0, kLongest));
  const std::string random = RandomHex(10);
  for (size_t i = 0; i < 5; ++i) {
    name += kLetters[std::stoul(random.substr(4 * i, 4), nullptr, 16) % kLetters.size()];
  }
  return name;
}

struct DeleteRequest {
  DeleteOptions options;
  bool dry_run = false;
};

Result<DeleteRequest> ParseDelete(const Route& route, const HttpRequest& request) {
  DeleteRequest wanted;
  wanted.dry_run = IsDryRun(route);
  std::string policy = route.Query("propagationPolicy");
  if (!request.body.empty()) {
    FLUID_RETURN_IF_ERROR(CheckContentType(request, "application/json"));
    FLUID_ASSIGN_OR_RETURN(const Json body, Json::Parse(request.body));
    wanted.options.uid = body.at(".preconditions.uid").text();
    wanted.options.version = body.at(".preconditions.resourceVersion").text();
    if (const Json given = body["propagationPolicy"]; !given.missing()) policy = given.text();
    for (const Json& stage : body["dryRun"].items()) wanted.dry_run |= stage.text() == "All";
  }
  // Background and foreground both end with nothing left; children that stay are not offered, and not
  // silently deleted.
  if (policy.empty() || policy == "Background" || policy == "Foreground") return wanted;
  return InvalidArgument(fmt::format("propagationPolicy: found {}; allowed Background, Foreground", policy));
}

Subject SubjectOf(const Route* route) {
  if (!route || !route->kind) return {};
  return {route->kind, route->name, ""};
}

HttpResponse MethodNotAllowed(const HttpRequest& request) {
  return ErrorResponse(Unimplemented(fmt::format("{} is not allowed here", request.method)));
}

HttpResponse AnswerWith(const Result<Object>& result, const Route& route, int status = 200) {
  return result.ok() ? JsonResponse(status, result->ToJson()) : ErrorResponse(result.status(), &route);
}

}  // namespace

HttpResponse JsonResponse(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers.Add("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

HttpResponse ErrorResponse(const Status& error, const Route* route) {
  const int status = HttpCodeOf(error.code(), !error.problems().empty());
  return JsonResponse(status, ErrorJson(error, SubjectOf(route), status));
}

ResourceApi::ResourceApi(Store& store, ApiHooks hooks, std::string version)
    : store_(store), hooks_(std::move(hooks)), version_(std::move(version)) {}

HttpResponse ResourceApi::Answer(const Route& route, const HttpRequest& request) {
  using What = Route::What;
  if (IsProtobuf(request)) {
    const Result<HttpRequest> json = WithJsonBody(request);
    return json.ok() ? Answer(route, *json) : ErrorResponse(json.status(), &route);
  }
  if (route.what == What::kCollection) return AnswerCollection(route, request);
  if (route.what == What::kObject) return AnswerObject(route, request);
  if (route.what == What::kReview) return AnswerReview(route, request);
  if (request.method != "GET") return MethodNotAllowed(request);
  if (IsOpenApi(route)) return AnswerOpenApi(route, request, version_);
  return AnswerDiscovery(route, request, version_);
}

HttpResponse ResourceApi::AnswerCollection(const Route& route, const HttpRequest& request) {
  if (request.method == "GET") {
    Result<std::string> list = List(route, Presentation::Of(route, request));
    return list.ok() ? JsonResponse(200, *std::move(list)) : ErrorResponse(list.status(), &route);
  }
  const bool creates = request.method == "POST" && (!route.space.empty() || !route.kind->namespaced);
  if (!creates) return MethodNotAllowed(request);
  Route made = route;  // errors name the object, which the path does not
  Result<Object> object = ParseBody(route, request);
  if (object.ok()) {
    if (object->metadata().name.empty() && !object->metadata().generate_name.empty()) {
      object->metadata().name = NameFrom(object->metadata().generate_name);
    }
    made.name = object->metadata().name;
    object = Write(made, *std::move(object), "create");
  }
  return AnswerWith(object, made, 201);
}

HttpResponse ResourceApi::AnswerObject(const Route& route, const HttpRequest& request) {
  if (route.subresource == "progress") {
    if (request.method != "GET") return MethodNotAllowed(request);
    if (!hooks_.progress) return ErrorResponse(NotFound("no progress is told here"));
    const Result<OperationProgress> progress = hooks_.progress(route.key());
    return progress.ok() ? JsonResponse(200, progress->ToJson()) : ErrorResponse(progress.status(), &route);
  }
  if (request.method == "GET") {
    const Result<Object> object = store_.Get(route.key());
    if (!object.ok()) return ErrorResponse(object.status(), &route);
    return JsonResponse(200, Presentation::Of(route, request).One(*object));
  }
  if (request.method == "PUT") return AnswerWith(Replace(route, request), route);
  if (request.method == "PATCH") return AnswerWith(Patch(route, request), route);
  if (request.method == "DELETE" && route.subresource.empty()) return Delete(route, request);
  return MethodNotAllowed(request);
}

Result<std::string> ResourceApi::List(const Route& route, const Presentation& shown) {
  FLUID_ASSIGN_OR_RETURN(const Selector selector, Selector::Parse(*route.kind, route.Query("labelSelector"),
                                                                  route.Query("fieldSelector")));
  FLUID_ASSIGN_OR_RETURN(const ObjectList list, store_.List({std::string(route.kind->name), route.space}));
  std::string text = shown.ListHead(fmt::format("{{\"resourceVersion\":{}}}", Quoted(list.version)));
  bool first = true;
  for (const Object& object : list.items) {
    if (!selector.Matches(object)) continue;
    if (!first) text += ',';
    text += shown.Item(object);
    first = false;
  }
  text += Presentation::kListTail;
  return text;
}

Result<Object> ResourceApi::Write(const Route& route, Object object, std::string_view verb) {
  model::SetDefaults(object);
  FLUID_RETURN_IF_ERROR(model::Validate(object));
  const bool create = verb == "create";
  const bool dry = IsDryRun(route);
  if (dry || hooks_.admit) {
    // What the store would refuse is refused before the owner acts on it. Races are left to the store.
    const Result<Object> current = store_.Get(object.key());
    if (create && current.ok()) return AlreadyExists(object.key().ToString() + " exists already");
    if (!create) FLUID_RETURN_IF_ERROR(current.status());
    const std::string& version = object.metadata().version;
    if (!create && !version.empty() && version != current->metadata().version) {
      return Aborted("the object has been changed by somebody else; read it again");
    }
  }
  if (dry) return object;
  if (hooks_.admit) {
    FLUID_ASSIGN_OR_RETURN(object, hooks_.admit(std::move(object), verb));
  }
  return create ? store_.Create(object) : store_.Update(object);
}

Result<Object> ResourceApi::Replace(const Route& route, const HttpRequest& request) {
  FLUID_ASSIGN_OR_RETURN(Object object, ParseBody(route, request));
  FLUID_RETURN_IF_ERROR(CheckName(route, object));
  if (route.subresource.empty()) return Write(route, std::move(object), "update");
  if (object.metadata().version.empty()) {
    return InvalidArgument(
        "metadata.resourceVersion must say which state of the object the status was made from");
  }
  return store_.UpdateStatus(object);
}

Result<Object> ResourceApi::Patch(const Route& route, const HttpRequest& request) {
  FLUID_RETURN_IF_ERROR(CheckContentType(request, "application/merge-patch+json"));
  for (int attempt = 1;; ++attempt) {
    bool versioned = false;
    Result<Object> object = PatchOnce(route, request.body, &versioned);
    const bool raced = !object.ok() && object.status().code() == Code::kAborted && !versioned;
    if (!raced || attempt == kPatchAttempts) return object;
  }
}

// `versioned`: the patch says which version it is for.
Result<Object> ResourceApi::PatchOnce(const Route& route, const std::string& patch, bool* versioned) {
  FLUID_ASSIGN_OR_RETURN(const Json parsed, Json::Parse(patch));
  *versioned = !parsed.at(".metadata.resourceVersion").missing();
  FLUID_ASSIGN_OR_RETURN(const Object current, store_.Get(route.key()));
  FLUID_ASSIGN_OR_RETURN(const std::string merged, MergePatch(current.ToJson(), patch));
  FLUID_ASSIGN_OR_RETURN(Object object, Object::FromJson(merged));
  if (object.key() != current.key()) return InvalidArgument("a patch cannot change kind, namespace or name");
  if (route.subresource.empty()) return Write(route, std::move(object), "update");
  return store_.UpdateStatus(object);
}

HttpResponse ResourceApi::Delete(const Route& route, const HttpRequest& request) {
  const Result<DeleteRequest> wanted = ParseDelete(route, request);
  if (!wanted.ok()) return ErrorResponse(wanted.status(), &route);
  const Result<Object> before = store_.Get(route.key());
  if (!before.ok()) return ErrorResponse(before.status(), &route);
  const std::string& uid = before->metadata().uid;
  if (!wanted->dry_run) {
    if (hooks_.admit) {
      const Result<Object> admitted = hooks_.admit(*before, "delete");
      if (!admitted.ok()) return ErrorResponse(admitted.status(), &route);
    }
    const Status deleted = store_.Delete(route.key(), wanted->options);
    if (!deleted.ok()) return ErrorResponse(deleted, &route);
    const Result<Object> after = store_.Get(route.key());
    if (after.ok() && after->metadata().uid == uid) return JsonResponse(200, after->ToJson());
  }
  return JsonResponse(200, SuccessJson({route.kind, route.name, uid}));
}

}  // namespace fluid::api
