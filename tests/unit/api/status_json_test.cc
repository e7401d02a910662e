#include "src/api/status_json.h"

#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

Subject Imagenet() { return {model::FindKind("Dataset"), "imagenet", ""}; }

TEST_CASE("errors are told as Kubernetes tells them") {
  const Json json = *Json::Parse(ErrorJson(NotFound("nope"), Imagenet()));
  CHECK(json["kind"].text() == "Status");
  CHECK(json["apiVersion"].text() == "v1");
  CHECK(json["status"].text() == "Failure");
  CHECK(json["reason"].text() == "NotFound");
  CHECK(json["code"].number(0) == 404);
  CHECK(json["message"].text() == "datasets.data.fluid.io \"imagenet\" not found");
  CHECK(json.at(".details.group").text() == "data.fluid.io");
  CHECK(json.at(".details.kind").text() == "datasets");
  const Status invalid(Code::kInvalidArgument, "wrong", {Problem{}});
  CHECK(Json::Parse(ErrorJson(invalid, Imagenet()))->at(".details.kind").text() == "Dataset");
}

TEST_CASE("an error keeps its code and its problems on the way through JSON") {
  for (const Code code :
       {Code::kInvalidArgument, Code::kNotFound, Code::kAlreadyExists, Code::kPermissionDenied,
        Code::kFailedPrecondition, Code::kAborted, Code::kOutOfRange, Code::kUnimplemented, Code::kInternal,
        Code::kUnavailable, Code::kDataLoss, Code::kUnauthenticated, Code::kDeadlineExceeded,
        Code::kResourceExhausted}) {
    const Status sent(code, "why");
    CAPTURE(CodeName(code));
    CHECK(StatusFromJson(HttpCodeOf(code, false), ErrorJson(sent, {})).code() == code);
    CHECK(StatusFromJson(HttpCodeOf(code, false), ErrorJson(sent, {})).message() == "why");
  }
  const Problem problem{.file = "",
                        .line = 0,
                        .column = 0,
                        .path = "spec.mounts[0].mountPoint",
                        .found = "\"x; allowed y\"",
                        .allowed = "a URI; as SCHEME://",
                        .suggestion = "http://"};
  const Status sent(Code::kInvalidArgument, "bad", {problem, problem});
  const Status got = StatusFromJson(HttpCodeOf(sent.code(), true), ErrorJson(sent, Imagenet()));
  CHECK(HttpCodeOf(sent.code(), true) == 422);
  CHECK(got.code() == Code::kInvalidArgument);
  REQUIRE(got.problems().size() == 2);
  CHECK(got.problems()[1].ToString() == problem.ToString());
}

TEST_CASE("an answer that is no Status object is told by its code") {
  CHECK(StatusFromJson(502, "<html>").code() == Code::kUnavailable);
  CHECK(StatusFromJson(404, "").code() == Code::kNotFound);
  CHECK(StatusFromJson(418, "{}").code() == Code::kUnknown);
}

}  // namespace
}  // namespace fluid::api
