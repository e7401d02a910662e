#include "src/api/status_json.h"

#include <fmt/format.h>

#include <array>

#include "src/api/json.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

struct Reason {
  Code code;
  int http;
  std::string_view name;
};
// The first row of a code is how it is told; every row is understood.
constexpr std::array kReasons = {
    Reason{Code::kInvalidArgument, 400, "BadRequest"},
    Reason{Code::kInvalidArgument, 422, "Invalid"},
    Reason{Code::kUnauthenticated, 401, "Unauthorized"},
    Reason{Code::kPermissionDenied, 403, "Forbidden"},
    Reason{Code::kNotFound, 404, "NotFound"},
    Reason{Code::kUnimplemented, 405, "MethodNotAllowed"},
    Reason{Code::kUnimplemented, 406, "NotAcceptable"},
    Reason{Code::kUnimplemented, 415, "UnsupportedMediaType"},
    Reason{Code::kUnimplemented, 501, "NotImplemented"},
    Reason{Code::kDeadlineExceeded, 408, "RequestTimeout"},
    Reason{Code::kDeadlineExceeded, 504, "Timeout"},
    Reason{Code::kAlreadyExists, 409, "AlreadyExists"},
    Reason{Code::kAborted, 409, "Conflict"},
    Reason{Code::kFailedPrecondition, 409, "FailedPrecondition"},
    Reason{Code::kOutOfRange, 410, "Expired"},
    Reason{Code::kOutOfRange, 410, "Gone"},
    Reason{Code::kResourceExhausted, 413, "RequestEntityTooLarge"},
    Reason{Code::kResourceExhausted, 431, "RequestHeaderFieldsTooLarge"},
    Reason{Code::kResourceExhausted, 429, "TooManyRequests"},
    Reason{Code::kUnavailable, 503, "ServiceUnavailable"},
    Reason{Code::kCancelled, 503, "ServiceUnavailable"},
    Reason{Code::kInternal, 500, "InternalError"},
    Reason{Code::kUnknown, 500, "InternalError"},
    Reason{Code::kDataLoss, 500, "DataLoss"},
};

std::string_view ReasonOf(Code code, int http_code) {
  for (const Reason& reason : kReasons) {
    if (reason.code == code && reason.http == http_code) return reason.name;
  }
  for (const Reason& reason : kReasons) {
    if (reason.http == http_code) return reason.name;
  }
  return "InternalError";
}

std::string QualifiedPlural(const KindInfo& kind) {
  return kind.group.empty() ? std::string(kind.plural) : fmt::format("{}.{}", kind.plural, kind.group);
}

std::string CauseText(const Problem& problem) {
  if (problem.allowed.empty()) return problem.found;
  std::string text = fmt::format("found {}; allowed {}", problem.found, problem.allowed);
  if (!problem.suggestion.empty()) text += fmt::format("; did you mean \"{}\"?", problem.suggestion);
  return text;
}

// Whether a value of another type was found than the field's.
bool IsOfWrongType(const Problem& problem) {
  const std::string& allowed = problem.allowed;
  return allowed == "a list" || allowed == "a map" || allowed == "true or false" ||
         allowed.starts_with("a text, which needs quotes") ||
         (allowed.starts_with("a whole number within") && problem.found.starts_with('"'));
}

// Kubernetes' word for what is wrong with a field.
std::string_view CauseReason(Code code, const Problem& problem) {
  if (code == Code::kAborted) return "FieldManagerConflict";
  if (code == Code::kDeadlineExceeded) return "ResourceVersionTooLarge";
  if (problem.found == "nothing") return "FieldValueRequired";
  if (problem.found.ends_with(" again") || problem.found.starts_with("the second ")) {
    return "FieldValueDuplicate";
  }
  if (IsOfWrongType(problem)) return "FieldValueTypeInvalid";
  if (problem.allowed.starts_with("nothing: ")) return "FieldValueForbidden";
  if (problem.allowed.find("too long") != std::string::npos) return "FieldValueTooLong";
  return problem.allowed.starts_with("one of ") ? "FieldValueNotSupported" : "FieldValueInvalid";
}

// Kubernetes' own words where it has some: people and programs look for them.
std::string MessageOf(const Status& error, const Subject& subject, std::string_view reason) {
  const bool told = error.code() == Code::kAborted && !error.problems().empty();
  if (!subject.kind || told) return std::string(error.message());
  if (subject.name.empty() && reason != "Invalid") return std::string(error.message());
  const std::string what = fmt::format("{} \"{}\"", QualifiedPlural(*subject.kind), subject.name);
  if (reason == "NotFound") return what + " not found";
  if (reason == "AlreadyExists") return what + " already exists";
  if (reason == "Conflict")
    return fmt::format("Operation cannot be fulfilled on {}: {}", what, error.message());
  if (reason == "Invalid") {
    std::string text = fmt::format("{}{}{} \"{}\" is invalid:", subject.kind->name,
                                   subject.kind->group.empty() ? "" : ".", subject.kind->group, subject.name);
    for (const Problem& problem : error.problems()) {
      text += fmt::format("{} {}: {}", &problem == error.problems().data() ? "" : ";", problem.path,
                          CauseText(problem));
    }
    return text;
  }
  return std::string(error.message());
}

Problem ProblemOf(const Json& cause) {
  constexpr std::string_view kFound = "found ", kAllowed = "; allowed ", kMean = "; did you mean \"";
  Problem problem;
  problem.path = cause["field"].text();
  std::string text = cause["message"].text();
  const size_t allowed = text.find(kAllowed);
  if (text.substr(0, kFound.size()) != kFound || allowed == std::string::npos) {
    problem.found = text;
    return problem;
  }
  problem.found = text.substr(kFound.size(), allowed - kFound.size());
  text.erase(0, allowed + kAllowed.size());
  if (const size_t mean = text.rfind(kMean);
      mean != std::string::npos && text.size() >= mean + kMean.size() + 2) {
    problem.suggestion = text.substr(mean + kMean.size(), text.size() - mean - kMean.size() - 2);
    text.erase(mean);
  }
  problem.allowed = text;
  return problem;
}

std::string Details(const Subject& subject, Code code, const std::vector<Problem>& problems) {
  std::string text;
  const auto member = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", name, Quoted(value));
  };
  member("name", subject.name);
  if (subject.kind) {
    member("group", subject.kind->group);
    // Only what is invalid is told of by its kind; clients print these words.
    const bool invalid = code == Code::kInvalidArgument && !problems.empty();
    member("kind", invalid ? subject.kind->name : subject.kind->plural);
  }
  member("uid", subject.uid);
  if (!problems.empty()) {
    text += text.empty() ? "\"causes\":[" : ",\"causes\":[";
    for (const Problem& problem : problems) {
      text += fmt::format("{}{{\"reason\":\"{}\",\"message\":{}", &problem == problems.data() ? "" : ",",
                          CauseReason(code, problem), Quoted(CauseText(problem)));
      if (!problem.path.empty()) text += ",\"field\":" + Quoted(problem.path);
      text += '}';
    }
    text += ']';
  }
  return text;
}

}  // namespace

int HttpCodeOf(Code code, bool has_problems) {
  if (code == Code::kInvalidArgument && has_problems) return 422;
  for (const Reason& reason : kReasons) {
    if (reason.code == code) return reason.http;
  }
  return 500;
}

std::string ErrorJson(const Status& error, const Subject& subject, int http_code) {
  if (http_code == 0) http_code = HttpCodeOf(error.code(), !error.problems().empty());
  const std::string_view reason = ReasonOf(error.code(), http_code);
  const std::string details = Details(subject, error.code(), error.problems());
  return fmt::format(
      "{{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{{}},\"status\":\"Failure\",\"message\":{},"
      "\"reason\":\"{}\"{},\"code\":{}}}",
      Quoted(MessageOf(error, subject, reason)), reason,
      details.empty() ? std::string() : fmt::format(",\"details\":{{{}}}", details), http_code);
}

std::string SuccessJson(const Subject& subject) {
  return fmt::format(
      "{{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{{}},\"status\":\"Success\",\"details\":{{{}}"
      "}}}",
      Details(subject, Code::kOk, {}));
}

Status StatusFromJson(int http_code, std::string_view body) {
  const Result<Json> parsed = Json::Parse(body);
  const Json json = parsed.ok() ? *parsed : Json();
  const std::string reason = json["reason"].text();
  Code code = http_code >= 500 ? Code::kUnavailable : Code::kUnknown;
  for (auto row = kReasons.rbegin(); row != kReasons.rend(); ++row) {
    if (row->http == http_code && (reason.empty() || row->name == reason)) code = row->code;
  }
  std::string message = json["message"].text();
  if (message.empty()) message = fmt::format("the server answered with HTTP status {}", http_code);
  std::vector<Problem> problems;
  for (const Json& cause : json.at(".details.causes").items()) problems.push_back(ProblemOf(cause));
  return Status(code, std::move(message), std::move(problems));
}

}  // namespace fluid::api
