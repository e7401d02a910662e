// The custom resource definitions of our kinds, to be read: people and programs look there for what a server
// knows, and whether it is ready. They are the server's own and can't be changed.
//
// Source: apiextensions.k8s.io/v1 CustomResourceDefinition. What fields mean is told by OpenAPI; the schemas
// here leave it open. Threads: any.
#pragma once

#include "src/api/http.h"
#include "src/api/route.h"
#include "src/model/kind.h"

namespace fluid::api {

// Its names; no kind of the store.
const KindInfo& CrdKind();

// GET of one (the route has a name) or of all. A watch of them is a WatchStream in which nothing happens.
HttpResponse AnswerCrds(const Route& route, const HttpRequest& request);

}  // namespace fluid::api
