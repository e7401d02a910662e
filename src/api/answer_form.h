// In which form a client takes an answer about objects: JSON, YAML, protobuf, or none that is made here.
//
// Source: RFC 9110's Accept, as Kubernetes reads it. Threads: pure functions.
#pragma once

#include "src/api/http.h"
#include "src/model/kind.h"

namespace fluid::api {

enum class AnswerForm { kJson, kYaml, kProtobuf, kNone };

// What the answer holds: an object, a list of them, events about them.
enum class Answers { kObject, kList, kWatch };

// Protobuf: of Kubernetes' own kinds alone. Events come in JSON or protobuf.
AnswerForm FormOf(const HttpRequest& request, const KindInfo& kind, Answers answers);
// The media types of all its forms, for people: "application/json, application/yaml".
std::string AcceptedForms(const KindInfo& kind);
// The same answer, its JSON in that form.
HttpResponse InForm(AnswerForm form, HttpResponse answer);

}  // namespace fluid::api
