#include "fluid/status.h"

#include <catch2/catch.hpp>
#include <cerrno>

using namespace fluid;

namespace {
Result<int> Half(int n) {
  if (n % 2) return InvalidArgument("halve an odd number");
  return n / 2;
}
Result<int> Quarter(int n) {
  FLUID_ASSIGN_OR_RETURN(const int half, Half(n));
  return Half(half);
}
}  // namespace

TEST_CASE("an OK status is a null pointer and has nothing to say") {
  STATIC_REQUIRE(sizeof(Status) <= 2 * sizeof(void*));
  CHECK(Ok().ok());
  CHECK(Ok().message().empty());
  CHECK(Ok().Annotate("anything").ok());
}

TEST_CASE("an error tells code, message, errno and every problem") {
  Problem problem{"a.yaml", 3, 9, "spec.mounts[0].path", "\"x\"", "an absolute path", "/x"};
  const Status status(Code::kInvalidArgument, "read a.yaml", {problem});
  CHECK(status.ToString() ==
        "INVALID_ARGUMENT: read a.yaml\n"
        "a.yaml:3:9: spec.mounts[0].path: found \"x\"; allowed an absolute path; did you mean \"/x\"?");
  CHECK(Status::FromErrno(ENOENT, "open /x").code() == Code::kNotFound);
  CHECK(Status::FromErrno(ENOENT, "open /x").error_number() == ENOENT);
  CHECK(Status::FromErrno(ENOENT, "open /x").Annotate("load").message() ==
        "load: open /x: No such file or directory");
}

TEST_CASE("a problem is one line, whatever was found") {
  const Problem problem{.file = "a.yaml",
                        .line = 1,
                        .column = 2,
                        .path = "metadata.name",
                        .found = "\"a\nb\x1b\"",
                        .allowed = "a name",
                        .suggestion = ""};
  CHECK(problem.ToString() == "a.yaml:1:2: metadata.name: found \"a\\nb\\x1b\"; allowed a name");
}

TEST_CASE("a result carries the value or leaves with the error") {
  CHECK(*Quarter(8) == 2);
  CHECK(Quarter(6).status().message() == "halve an odd number");
  CHECK(Quarter(3).status().code() == Code::kInvalidArgument);
}
