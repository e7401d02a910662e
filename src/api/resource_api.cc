#include "src/api/resource_api.h"

#include <fmt/format.h>

#include "src/api/absent_kinds.h"
#include "src/api/answer_form.h"
#include "src/api/crds.h"
#include "src/api/discovery.h"
#include "src/api/json.h"
#include "src/api/openapi.h"
#include "src/api/protobuf.h"
#include "src/api/review.h"
#include "src/api/scale.h"
#include "src/api/status_json.h"
#include "src/api/table.h"
#include "src/api/write_request.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

Subject SubjectOf(const Route* route) {
  if (!route || !route->kind) return {};
  return {route->kind, route->name, ""};
}

HttpResponse MethodNotAllowed(const HttpRequest& request) {
  return ErrorResponse(Unimplemented(fmt::format("{} is not allowed here", request.method)));
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

// Bodies of a type that is not taken.
HttpResponse UnsupportedMedia(const Status& why, const Route& route) {
  return ErrorResponse(why, &route, 415);
}

bool CanRead(const HttpRequest& request) {
  return BodyAsJson(request).status().code() != Code::kUnimplemented;
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
  return JsonResponse(status, ErrorJson(error, SubjectOf(route), status));
}

ResourceApi::ResourceApi(Store& store, ApiHooks hooks, std::string version)
    : store_(store),
      hooks_(std::move(hooks)),
      version_(std::move(version)),
      writer_(store, hooks_),
      pages_(store) {}

HttpResponse ResourceApi::Answer(const Route& route, const HttpRequest& request) {
  using What = Route::What;
  if (route.kind && IsAbsent(*route.kind) && request.method != "GET") return AnswerAbsent(route, request);
  if (IsProtobuf(request)) {
    const Result<HttpRequest> json = WithJsonBody(request);
    return json.ok() ? Answer(route, *json) : ErrorResponse(json.status(), &route);
  }
  if (route.what == What::kCollection || route.what == What::kObject || route.what == What::kCrds) {
    return AnswerObjects(route, request);
  }
  if (route.what == What::kReview) return AnswerReview(route, request);
  if (request.method != "GET") return MethodNotAllowed(request);
  if (IsOpenApi(route)) return AnswerOpenApi(route, request, version_);
  return AnswerDiscovery(route, request, version_);
}

HttpResponse ResourceApi::AnswerObjects(const Route& route, const HttpRequest& request) {
  using What = Route::What;
  const AnswerForm form = FormOf(request, *route.kind);
  if (form == AnswerForm::kNone) {
    return ErrorResponse(Unimplemented(fmt::format("only the following media types are accepted: {}",
                                                   AcceptedForms(*route.kind))),
                         nullptr, 406);
  }
  HttpResponse answer = route.what == What::kCrds         ? AnswerCrds(route, request)
                        : route.what == What::kCollection ? AnswerCollection(route, request)
                                                          : AnswerObject(route, request);
  return InForm(form, std::move(answer));
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
  if (request.method == "GET") {
    const Result<Object> object = store_.Get(route.key());
    return object.ok() ? Shown(*object, route, request) : ErrorResponse(object.status(), &route);
  }
  if (request.method == "PATCH") return Patch(route, request);
  if (request.method == "PUT") {
    if (!CanRead(request)) return UnsupportedMedia(BodyAsJson(request).status(), route);
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
  if (!CanRead(request)) return UnsupportedMedia(BodyAsJson(request).status(), route);
  Route made = route;  // errors name the object, which the path does not
  const Result<Written> written = writer_.Create(route, request, &made.name);
  if (!written.ok() && written.status().code() == Code::kNotFound) {
    if (std::optional<HttpResponse> refused = RefuseNamespace(route)) return *std::move(refused);
  }
  return AnswerWith(written, made, request);
}

HttpResponse ResourceApi::Patch(const Route& route, const HttpRequest& request) {
  const Result<PatchType> type = PatchTypeOf(request, route);
  if (!type.ok()) return UnsupportedMedia(type.status(), route);
  const Result<Written> written = writer_.Patch(route, request, *type);
  if (!written.ok() && written.status().code() == Code::kNotFound && *type == PatchType::kApply) {
    if (std::optional<HttpResponse> refused = RefuseNamespace(route)) return *std::move(refused);
  }
  return AnswerWith(written, route, request);
}

HttpResponse ResourceApi::Delete(const Route& route, const HttpRequest& request) {
  if (!request.body.empty() && !CanRead(request)) {
    return UnsupportedMedia(BodyAsJson(request).status(), route);
  }
  const Result<DeleteRequest> wanted = ParseDeleteRequest(route, request);
  if (!wanted.ok()) return ErrorResponse(wanted.status(), &route);
  const Result<ObjectWriter::Deleted> deleted = writer_.Delete(route.key(), *wanted);
  if (!deleted.ok()) return ErrorResponse(deleted.status(), &route);
  if (deleted->waiting) return Shown(*deleted->waiting, route, request);
  return JsonResponse(200, SuccessJson({route.kind, route.name, deleted->uid}));
}

HttpResponse ResourceApi::DeleteAll(const Route& route, const HttpRequest& request) {
  if (!request.body.empty() && !CanRead(request)) {
    return UnsupportedMedia(BodyAsJson(request).status(), route);
  }
  const Result<DeleteRequest> wanted = ParseDeleteRequest(route, request);
  if (!wanted.ok()) return ErrorResponse(wanted.status(), &route);
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
