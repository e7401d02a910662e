// ResourceApi: requests to answers over a Store, without a socket: discovery, and the verbs on objects.
// Watches, whose answers have no end, are watch_stream's.
//
// Threads: Answer may be called from any thread; it blocks as long as the store does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "fluid/object.h"
#include "fluid/status.h"
#include "fluid/store.h"
#include "src/api/http.h"
#include "src/api/list_pages.h"
#include "src/api/object_writer.h"
#include "src/api/progress.h"
#include "src/api/route.h"

namespace fluid::api {

// What the owner of the store adds to the API. Members may be null.
struct ApiHooks {
  // Sees every object on its way into the store ("create", "update": defaulted and valid, with what it
  // returns stored instead) and before its removal ("delete": as stored). An error refuses the request. Not
  // called for dry runs and status. Called on any thread.
  std::function<Result<Object>(Object, std::string_view verb)> admit;
  // How far an operation is, from memory.
  std::function<Result<OperationProgress>(const Key&)> progress;
  // Answers what is asked of the sub-resources "log" and "cache": GET log, GET cache, DELETE cache.
  std::function<Result<HttpResponse>(const Route&, std::string_view method)> look;
};

class ResourceApi {
 public:
  // `version`: of the program, for /version.
  ResourceApi(Store& store, ApiHooks hooks, std::string version);

  HttpResponse Answer(const Route& route, const HttpRequest& request);
  // Nothing: the watch that is asked for can be begun.
  static std::optional<HttpResponse> RefuseWatch(const Route& route, const HttpRequest& request);

 private:
  HttpResponse AnswerHead(const Route& route, const HttpRequest& request);
  HttpResponse AnswerObjects(const Route& route, const HttpRequest& request);
  HttpResponse AnswerCollection(const Route& route, const HttpRequest& request);
  HttpResponse AnswerObject(const Route& route, const HttpRequest& request);
  HttpResponse List(const Route& route, const HttpRequest& request);
  HttpResponse Create(const Route& route, const HttpRequest& request);
  HttpResponse Patch(const Route& route, const HttpRequest& request);
  HttpResponse Delete(const Route& route, const HttpRequest& request);
  HttpResponse DeleteAll(const Route& route, const HttpRequest& request);
  // Nothing: objects can be created there.
  std::optional<HttpResponse> RefuseNamespace(const Route& route);

  Store& store_;
  const ApiHooks hooks_;
  const std::string version_;
  ObjectWriter writer_;
  ListPages pages_;
};

HttpResponse JsonResponse(int status, std::string body);
// `http_code` 0: the one that fits the error.
HttpResponse ErrorResponse(const Status& error, const Route* route = nullptr, int http_code = 0);

}  // namespace fluid::api
