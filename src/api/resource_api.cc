#include "src/api/resource_api.h"

#include <fmt/format.h>

#include "src/api/absent_kinds.h"
#include "src/api/answer_form.h"
#include "src/api/crds.h"
#include "src/api/discovery.h"
#include "src/api/json.h"
#include "src/api/openapi.h"
#include "src/api/protobuf.h"
#include "src/api/query_options.h"
#include "src/api/review.h"
#include "src/api/scale.h"
#include "src/api/status_json.h"
#include "src/api/table.h"
#include "src/api/write_request.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

// What an error is about, which is told of those that are about an object.
Subject SubjectOf(const Status& error, const Route* route) {
  if (!route || !route->kind) return {};
  switch (error.code()) {
    case Code::kInvalidArgument:
      if (error.problems().empty()) return {};  // a request that is wrong in itself
      break;
    case Code::kAborted:
      if (!error.problems().empty()) return {};  // conflicts of managers, which are told themselves
      break;
    case Code::kUnimplemented:
    case Code::kOutOfRange:
    case Code::kDeadlineExceeded:
    case Code::kResourceExhausted:
      return {};
    default:
      break;
  }
  return {route->kind, route->name, ""};
}

HttpResponse MethodNotAllowed(const HttpRequest& request) {
  return ErrorResponse(Unimplemented(fmt::format("{} is not allowed here", request.method)));
}

bool IsAboutObjects(const Route& route) {
  using enum Route::What;
  return route.what == kCollection || route.what == kObject || route.what == kCrds;
}

// Methods that only a part of a kind's paths knows; which answer that is depends, in Kubernetes, on who
// serves the kind.
std::optional<HttpResponse> RefuseMethod(const Route& route, const HttpRequest& request) {
  const std::string& method = request.method;
  if (route.kind->group.empty() || IsAbsent(*route.kind) || method == "GET") return std::nullopt;
  if (route.what == Route::What::kCollection) {
    if (route.kind->namespaced && route.space.empty()) {
      return ErrorResponse(NotFound("objects of this kind are changed in their namespaces"));
    }
    if (method == "PUT" || method == "PATCH")
      return ErrorResponse(InvalidArgument("a name must be provided"));
  }
  return std::nullopt;
}

HttpResponse NotAcceptable(const KindInfo& kind) {
  return ErrorResponse(
      Unimplemented(fmt::format("only the following media types are accepted: {}", AcceptedForms(kind))),
      nullptr, 406);
}

HttpResponse Shown(const Object& object, const Route& route, const HttpRequest& request, int status = 200) {
  if (route.subresource == "scale") return JsonResponse(status, ScaleAnswer(object, route, request));
  return JsonResponse(status, Presentation::Of(route, request).One(object));
}

// Answers a change: the object as it is now, and what was odd about the request.
HttpResponse AnswerWith(const Result<Written>& result, const Route& route, const HttpRequest& request) {
  if (!result.ok()) return ErrorResponse(result.status(), &route);
  HttpResponse response = Shown(result->object, route, request, result->created ? 201 : 200);
  for (const std::string& warning : result->warnings) {
    response.headers.Add("Warning", fmt::format("299 - {}", Quoted(warning)));
  }
  return response;
}

// A change to a kind of which there is nothing, and to which nothing can be added.
HttpResponse AnswerAbsent(const Route& route, const HttpRequest& request) {
  const std::string* type = request.headers.Find("Content-Type");
  const bool applies = request.method == "PATCH" && type && type->starts_with("application/apply-patch");
  if (route.what == Route::What::kObject && !applies) return ErrorResponse(NotFound("there is none"), &route);
  return ErrorResponse(Unimplemented(fmt::format(
      "{} can only be listed here, and there are none: this server runs no workloads", route.kind->plural)));
}

// Sub-resources that are not ours alone.
bool IsKubernetes(std::string_view subresource) {
  return subresource == "status" || subresource == "scale" || subresource == "finalize";
}

// The media type of a body: of an object, of a patch, or of the options of a deletion.
std::optional<HttpResponse> RefuseBody(const Route& route, const HttpRequest& request) {
  if (request.method == "GET" || (!route.subresource.empty() && !IsKubernetes(route.subresource))) {
    return std::nullopt;
  }
  Status read = Ok();
  if (request.method == "PATCH") {
    read = PatchTypeOf(request, route).status();
  } else if (request.method != "DELETE" || !request.body.empty()) {
    read = BodyAsJson(request).status();
  }
  if (read.code() != Code::kUnimplemented) return std::nullopt;
  return ErrorResponse(read, nullptr, 415);
}

}  // namespace

HttpResponse JsonResponse(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers.Add("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

HttpResponse ErrorResponse(const Status& error, const Route* route, int http_code) {
  const int status = http_code != 0 ? http_code : HttpCodeOf(error.code(), !error.problems().empty());
  return JsonResponse(status, ErrorJson(error, SubjectOf(error, route), status));
}

ResourceApi::ResourceApi(Store& store, ApiHooks hooks, std::string version)
    : store_(store),
      hooks_(std::move(hooks)),
      version_(std::move(version)),
      writer_(store, hooks_),
      pages_(store) {}

HttpResponse ResourceApi::Answer(const Route& route, const HttpRequest& request) {
  using What = Route::What;
  if (route.what == What::kAlive) return AnswerHealth(route);
  if (request.method == "HEAD") return AnswerHead(route, request);
  if (route.kind && IsAbsent(*route.kind) && request.method != "GET") return AnswerAbsent(route, request);
  if (IsProtobuf(request)) {
    const Result<HttpRequest> json = WithJsonBody(request);
    return json.ok() ? Answer(route, *json) : ErrorResponse(json.status(), &route);
  }
  if (IsAboutObjects(route)) return AnswerObjects(route, request);
  if (route.what == What::kReview) return AnswerReview(route, request);
  if (request.method != "GET") return MethodNotAllowed(request);
  if (IsOpenApi(route)) return AnswerOpenApi(route, request, version_);
  return AnswerDiscovery(route, request, version_);
}

// As GET without a body; but Kubernetes' own resources are asked so in vain there.
HttpResponse ResourceApi::AnswerHead(const Route& route, const HttpRequest& request) {
  using enum Route::What;
  const bool objects = IsAboutObjects(route) && route.kind->group.empty();
  const bool core = route.what == kCoreVersions || route.what == kVersion ||
                    (route.what == kResources && route.group.empty());
  if (objects || core) return MethodNotAllowed(request);
  HttpRequest get = request;
  get.method = "GET";
  return Answer(route, get);
}

HttpResponse ResourceApi::AnswerObjects(const Route& route, const HttpRequest& request) {
  using What = Route::What;
  if (std::optional<HttpResponse> refused = RefuseMethod(route, request)) return *std::move(refused);
  if (std::optional<HttpResponse> refused = RefuseBody(route, request)) return *std::move(refused);
  const bool list = request.method == "GET" && route.name.empty();
  const AnswerForm form = FormOf(request, *route.kind, list ? Answers::kList : Answers::kObject);
  if (form == AnswerForm::kNone) return NotAcceptable(*route.kind);
  if (std::optional<HttpResponse> refused = RefuseOptions(route, request)) {
    return InForm(form, *std::move(refused));
  }
  HttpResponse answer = route.what == What::kCrds         ? AnswerCrds(route, request)
                        : route.what == What::kCollection ? AnswerCollection(route, request)
                                                          : AnswerObject(route, request);
  return InForm(form, std::move(answer));
}

std::optional<HttpResponse> ResourceApi::RefuseWatch(const Route& route, const HttpRequest& request) {
  const AnswerForm form = FormOf(request, *route.kind, Answers::kWatch);
  if (form == AnswerForm::kNone) return NotAcceptable(*route.kind);
  std::optional<HttpResponse> refused = RefuseOptions(route, request);
  return refused ? InForm(form, *std::move(refused)) : std::optional<HttpResponse>();
}

HttpResponse ResourceApi::AnswerCollection(const Route& route, const HttpRequest& request) {
  if (request.method == "GET") return List(route, request);
  if (route.space.empty() && route.kind->namespaced) return MethodNotAllowed(request);
  if (request.method == "POST") return Create(route, request);
  if (request.method == "DELETE") return DeleteAll(route, request);
  return MethodNotAllowed(request);
}

HttpResponse ResourceApi::AnswerObject(const Route& route, const HttpRequest& request) {
  if (route.subresource == "log" || route.subresource == "cache") {
    const bool allowed =
        request.method == "GET" || (request.method == "DELETE" && route.subresource == "cache");
    if (!allowed) return MethodNotAllowed(request);
    if (!hooks_.look) return ErrorResponse(NotFound("logs and caches are not told here"), &route);
    Result<HttpResponse> answer = hooks_.look(route, request.method);
    return answer.ok() ? *std::move(answer) : ErrorResponse(answer.status(), &route);
  }
  if (route.subresource == "progress") {
    if (request.method != "GET") return MethodNotAllowed(request);
    if (!hooks_.progress) return ErrorResponse(NotFound("no progress is told here"));
    const Result<OperationProgress> progress = hooks_.progress(route.key());
    return progress.ok() ? JsonResponse(200, progress->ToJson()) : ErrorResponse(progress.status(), &route);
  }
  if (route.subresource == "finalize" && request.method != "PUT") return MethodNotAllowed(request);
  if (request.method == "GET") {
    const Result<Object> object = store_.Get(route.key());
    return object.ok() ? Shown(*object, route, request) : ErrorResponse(object.status(), &route);
  }
  if (request.method == "PATCH") return Patch(route, request);
  // Where custom objects are served, Kubernetes takes this for a creation.
  if (request.method == "POST" && route.subresource.empty() && !route.kind->group.empty()) {
    return Create(route, request);
  }
  if (request.method == "PUT") {
    return AnswerWith(writer_.Replace(route, request), route, request);
  }
  if (request.method == "DELETE" && route.subresource.empty()) return Delete(route, request);
  return MethodNotAllowed(request);
}

HttpResponse ResourceApi::List(const Route& route, const HttpRequest& request) {
  std::string resume;
  const Result<ListPage> page = pages_.List(route, &resume);
  if (!page.ok()) {
    const int code = page.status().code() == Code::kDeadlineExceeded ? 504 : 0;
    HttpResponse refused = ErrorResponse(page.status(), &route, code);
    if (!resume.empty()) {
      const Result<std::string> told =
          MergePatch(refused.body, fmt::format("{{\"metadata\":{{\"continue\":{}}}}}", Quoted(resume)));
      if (told.ok()) refused.body = *told;
    }
    return refused;
  }
  const Presentation shown = Presentation::Of(route, request);
  std::string text = shown.ListHead(page->MetadataJson());
  for (const Object& object : page->items) {
    if (&object != page->items.data()) text += ',';
    text += shown.Item(object);
  }
  text += Presentation::kListTail;
  return JsonResponse(200, std::move(text));
}

std::optional<HttpResponse> ResourceApi::RefuseNamespace(const Route& route) {
  if (!route.kind->namespaced) return std::nullopt;
  const Status open = writer_.CheckNamespace(route.space);
  if (open.ok()) return std::nullopt;
  if (open.code() != Code::kNotFound) return ErrorResponse(open, &route);
  Route missing = route;
  missing.kind = model::FindKind("v1", "Namespace");
  missing.name = route.space;
  return ErrorResponse(open, &missing);
}

HttpResponse ResourceApi::Create(const Route& route, const HttpRequest& request) {
  Route made = route;  // errors name the object, which the path does not
  const Result<Written> written = writer_.Create(route, request, &made.name);
  // Where there is no place for an object, it does not matter what is wrong with it.
  if (!written.ok() && (written.status().code() == Code::kNotFound || !written.status().problems().empty())) {
    if (std::optional<HttpResponse> refused = RefuseNamespace(route)) return *std::move(refused);
  }
  return AnswerWith(written, made, request);
}

HttpResponse ResourceApi::Patch(const Route& route, const HttpRequest& request) {
  const Result<PatchType> type = PatchTypeOf(request, route);
  if (!type.ok()) return ErrorResponse(type.status(), nullptr, 415);
  const Result<Written> written = writer_.Patch(route, request, *type);
  if (!written.ok() && written.status().code() == Code::kNotFound && *type == PatchType::kApply) {
    if (std::optional<HttpResponse> refused = RefuseNamespace(route)) return *std::move(refused);
  }
  return AnswerWith(written, route, request);
}

HttpResponse ResourceApi::Delete(const Route& route, const HttpRequest& request) {
  const Result<DeleteRequest> wanted = ParseDeleteRequest(route, request);
  if (!wanted.ok()) return RefusedOptions("DeleteOptions", wanted.status());
  const Result<ObjectWriter::Deleted> deleted = writer_.Delete(route.key(), *wanted);
  if (!deleted.ok()) return ErrorResponse(deleted.status(), &route);
  if (deleted->waiting) return Shown(*deleted->waiting, route, request);
  return JsonResponse(200, SuccessJson({route.kind, route.name, deleted->uid}));
}

HttpResponse ResourceApi::DeleteAll(const Route& route, const HttpRequest& request) {
  const Result<DeleteRequest> wanted = ParseDeleteRequest(route, request);
  if (!wanted.ok()) return RefusedOptions("DeleteOptions", wanted.status());
  std::string resume;
  const Result<ListPage> page = pages_.List(route, &resume);
  if (!page.ok()) return ErrorResponse(page.status(), &route);
  const Presentation shown = Presentation::Of(route, request);
  std::string text = shown.ListHead(page->MetadataJson());
  for (const Object& object : page->items) {
    const Result<ObjectWriter::Deleted> deleted = writer_.Delete(object.key(), *wanted);
    if (!deleted.ok() && deleted.status().code() != Code::kNotFound) {
      Route one = route;
      one.name = object.metadata().name;
      return ErrorResponse(deleted.status(), &one);
    }
    if (&object != page->items.data()) text += ',';
    text += shown.Item(object);
  }
  text += Presentation::kListTail;
  return JsonResponse(200, std::move(text));
}

}  // namespace fluid::api
