#include "src/api/review.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/api/json.h"
#include "src/api/resource_api.h"

namespace fluid::api {
namespace {

constexpr std::string_view kAuthorization = "authorization.k8s.io", kAuthentication = "authentication.k8s.io";
constexpr Review kReviews[] = {
    {kAuthentication, "v1", "selfsubjectreviews", "selfsubjectreview", "SelfSubjectReview"},
    {kAuthorization, "v1", "selfsubjectaccessreviews", "selfsubjectaccessreview", "SelfSubjectAccessReview"},
    {kAuthorization, "v1", "selfsubjectrulesreviews", "selfsubjectrulesreview", "SelfSubjectRulesReview"},
};

std::string_view StatusOf(const Review& review) {
  if (review.kind == "SelfSubjectReview") {
    return R"({"userInfo":{"username":"fluid:owner","groups":["system:masters","system:authenticated"]}})";
  }
  if (review.kind == "SelfSubjectAccessReview") {
    return R"({"allowed":true,"reason":"the server has one user, who may do everything"})";
  }
  return R"({"resourceRules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}],)"
         R"("nonResourceRules":[{"verbs":["*"],"nonResourceURLs":["*"]}],"incomplete":false})";
}

}  // namespace

std::span<const Review> Reviews() { return kReviews; }

const Review* FindReview(std::string_view group, std::string_view version, std::string_view plural) {
  const auto found = std::ranges::find_if(kReviews, [&](const Review& review) {
    return review.group == group && review.version == version && review.plural == plural;
  });
  return found == std::end(kReviews) ? nullptr : found;
}

HttpResponse AnswerReview(const Route& route, const HttpRequest& request) {
  if (request.method != "POST") {
    return ErrorResponse(Unimplemented(fmt::format("{} is not allowed here", request.method)));
  }
  const Review& review = *route.review;
  const Result<Json> body = Json::Parse(request.body);
  if (!body.ok()) return ErrorResponse(body.status());
  const std::string kind = body->at(".kind").text();
  if (kind != review.kind) {
    return ErrorResponse(
        InvalidArgument(fmt::format("the body holds a {} but the path names {}", kind, review.plural)));
  }
  const Json spec = body->at(".spec");
  return JsonResponse(
      201,
      fmt::format(
          R"({{"kind":"{}","apiVersion":"{}/{}","metadata":{{"creationTimestamp":null}}{},"status":{}}})",
          review.kind, review.group, review.version, spec.missing() ? "" : ",\"spec\":" + spec.json(),
          StatusOf(review)));
}

}  // namespace fluid::api
