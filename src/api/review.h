// Reviews: what a client asks about itself: who it is, and what it may do. There is one user, and nothing is
// denied.
//
// Source: authorization.k8s.io/v1 SelfSubjectAccessReview and SelfSubjectRulesReview,
// authentication.k8s.io/v1 SelfSubjectReview. A review is posted, answered, and kept nowhere.
#pragma once

#include <span>
#include <string_view>

#include "src/api/http.h"
#include "src/api/route.h"

namespace fluid::api {

struct Review {
  std::string_view group, version, plural, singular, kind;
};

std::span<const Review> Reviews();
// Null: there is none.
const Review* FindReview(std::string_view group, std::string_view version, std::string_view plural);

// The answer to a POST of the review that the route names.
HttpResponse AnswerReview(const Route& route, const HttpRequest& request);

}  // namespace fluid::api
