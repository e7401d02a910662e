// In which form a client takes an answer about objects: JSON, YAML, or none that is made here.
//
// Source: RFC 9110's Accept, as Kubernetes reads it. Threads: pure functions.
#pragma once

#include "src/api/http.h"

namespace fluid::api {

enum class AnswerForm { kJson, kYaml, kNone };

AnswerForm FormOf(const HttpRequest& request);
// The same answer, its body as YAML.
HttpResponse AsYaml(HttpResponse answer);

}  // namespace fluid::api
