// ResourceApi: requests to answers over a Store, without a socket: discovery, and the verbs on objects.
// Watches, whose answers have no end, are watch_stream's.
//
// Threads: Answer may be called from any thread; it blocks as long as the store does.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "fluid/object.h"
#include "fluid/status.h"
#include "fluid/store.h"
#include "src/api/http.h"
#include "src/api/progress.h"
#include "src/api/route.h"

namespace fluid::api {

class Presentation;

// What the owner of the store adds to the API. Members may be null.
struct ApiHooks {
  // Sees every object on its way into the store ("create", "update": defaulted and valid, with what it
  // returns stored instead) and before its removal ("delete": as stored). An error refuses the request. Not
  // called for dry runs and status. Called on any thread.
  std::function<Result<Object>(Object, std::string_view verb)> admit;
  // How far an operation is, from memory.
  std::function<Result<OperationProgress>(const Key&)> progress;
};

class ResourceApi {
 public:
  // `version`: of the program, for /version.
  ResourceApi(Store& store, ApiHooks hooks, std::string version);

  HttpResponse Answer(const Route& route, const HttpRequest& request);

 private:
  HttpResponse AnswerCollection(const Route& route, const HttpRequest& request);
  HttpResponse AnswerObject(const Route& route, const HttpRequest& request);

  Result<std::string> List(const Route& route, const Presentation& shown);
  Result<Object> Create(const Route& route, const HttpRequest& request);
  Result<Object> Replace(const Route& route, const HttpRequest& request);
  Result<Object> Patch(const Route& route, const HttpRequest& request);
  Result<Object> PatchOnce(const Route& route, const std::string& patch, bool* versioned);
  HttpResponse Delete(const Route& route, const HttpRequest& request);

  // The last steps of every change: rules, then the owner's say, then the store.
  Result<Object> Write(const Route& route, Object object, std::string_view verb);

  Store& store_;
  const ApiHooks hooks_;
  const std::string version_;
};

HttpResponse JsonResponse(int status, std::string body);
HttpResponse ErrorResponse(const Status& error, const Route* route = nullptr);

}  // namespace fluid::api
