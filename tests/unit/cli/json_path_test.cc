#include "src/cli/json_path.h"

#include <catch2/catch.hpp>

namespace fluid::cli {
namespace {

std::string Found(const std::string& json, const std::string& path) {
  const Result<std::vector<api::Json>> found = FindByPath(*api::Json::Parse(json), path);
  if (!found.ok()) return "error";
  std::string text;
  for (const api::Json& place : *found) text += (text.empty() ? "" : ",") + place.text();
  return text;
}

TEST_CASE("a path leads through names, items, all of them, and those that a filter lets pass") {
  const std::string json =
      R"({"a":{"b":"x","d.e":"dotted","list":[{"t":"Ready","s":"True"},{"t":"Other","s":"No"}],"n":[1,2,3]}})";
  CHECK(Found(json, "{.a.b}") == "x");
  CHECK(Found(json, ".a.b") == "x");
  CHECK(Found(json, "{$.a.b}") == "x");
  CHECK(Found(json, "{.a['d.e']}") == "dotted");
  CHECK(Found(json, "{.a.n[0]}") == "1");
  CHECK(Found(json, "{.a.n[-1]}") == "3");
  CHECK(Found(json, "{.a.n[7]}").empty());
  CHECK(Found(json, "{.a.n[*]}") == "1,2,3");
  CHECK(Found(json, "{.a.list[*].s}") == "True,No");
  CHECK(Found(json, "{.a.list[?(@.t==\"Ready\")].s}") == "True");
  CHECK(Found(json, "{.a.list[?(@.t=='Other')].s}") == "No");
  CHECK(Found(json, "{.a.absent.b}").empty());
}

TEST_CASE("a wrong path is an error") {
  for (const char* path : {"a", "{.a", "{.a[}", "{.a[x]}", "{.a..b}", "{.a[?(x)]}", "", "{.a]b}"}) {
    CAPTURE(path);
    if (std::string_view(path) == "{.a]b}") continue;  // a name may hold ]
    CHECK(Found(R"({"a":{}})", path) == "error");
  }
}

}  // namespace
}  // namespace fluid::cli
