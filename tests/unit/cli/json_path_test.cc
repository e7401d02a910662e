// What kubectl prints of the same templates stands in the kubectl suite; here is what only we say, and what
// needs no server to be known.
#include "src/cli/json_path.h"

#include <catch2/catch.hpp>

#include "src/model/json.h"

namespace fluid::cli {
namespace {

constexpr std::string_view kText = R"({
  "a": {"b": "x", "d.e": "dotted", "n": [1, 2, 3, 4], "none": [], "nil": null, "half": 0.5, "big": 1500000.25,
        "list": [{"t": "Ready", "s": "True", "i": 5}, {"t": "Other", "s": "No", "i": 7}]},
  "items": [{"m": {"name": "one", "of": [1, 2]}}, {"m": {"name": "two", "of": [3]}}]})";

std::string Printed(std::string_view path, bool json = false) {
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(kText, tree, problems);
  REQUIRE(tree.root != nullptr);
  const Result<JsonPath> parsed = JsonPath::Parse(path);
  if (!parsed.ok()) return "error: " + std::string(parsed.status().message());
  const Result<std::string> text = json ? parsed->PrintAsJson(*tree.root) : parsed->Print(*tree.root);
  return text.ok() ? *text : "error: " + std::string(text.status().message());
}

TEST_CASE("a path leads through names, items, all of them, and those that a filter lets pass") {
  CHECK(Printed("{.a.b}") == "x");
  CHECK(Printed("{$.a.b}") == "x");
  CHECK(Printed("{a.b}").starts_with("error"));
  CHECK(Printed(R"({.a.d\.e})") == "dotted");
  CHECK(Printed(R"({.a['d\.e']})") == "dotted");
  CHECK(Printed("{.a['b']}") == "x");
  CHECK(Printed("{.a['b','half']}") == "x 0.5");
  CHECK(Printed("{.a.n[0]}") == "1");
  CHECK(Printed("{.a.n[-1]}") == "4");
  CHECK(Printed("{.a.n[1:3]}{.a.n[::2]}{.a.n[-2:]}{.a.n[0,3]}") == "2 31 33 41 4");
  CHECK(Printed("{.a.n[*]}") == "1 2 3 4");
  CHECK(Printed("{.a.none[*]}{.a.absent.b}") == "");
  CHECK(Printed("{.a.nil} {.a.half} {.a.big}") == "null 0.5 1.50000025e+06");
  CHECK(Printed("{.a.list[*].s}") == "True No");
  CHECK(Printed(R"({.a.list[?(@.t=="Ready")].s})") == "True");
  CHECK(Printed(R"({.a.list[?(@.i>5)].t}{.a.list[?(@.t!='Other')].i}{.a.list[?(@.s)].i})") == "Other55 7");
  CHECK(Printed("{..name}") == "one two");
  CHECK(Printed("{.items[0].m}") == R"({"name":"one","of":[1,2]})");
}

TEST_CASE("a template prints texts, and what is in a range for each of its places") {
  CHECK(Printed("name: {.a.b}!") == "name: x!");
  CHECK(Printed(R"({range .items[*]}{.m.name}{"\t"}{.m.of[0]}{"\n"}{end})") == "one\t1\ntwo\t3\n");
  CHECK(Printed(R"({range .items[*]}{.m.name}:{range .m.of[*]} {@}{end};{end}.)") == "one: 1 2;two: 3;.");
  CHECK(Printed(R"({range .a.none[*]}{.m}{end}after)") == "after");
  CHECK(Printed(R"({"\u00e4\x41\101\\\""})") ==
        "\xC3\xA4"
        "AA\\\"");
}

TEST_CASE("-o jsonpath-as-json prints a list for each action") {
  CHECK(Printed("{.items[*].m.name}", true) == "[\n    \"one\",\n    \"two\"\n]\n");
  CHECK(Printed("{.absent}", true) == "[]\n");
}

TEST_CASE("a wrong template is told with its place and what is allowed there") {
  CHECK(Printed("{.a") == "error: JSONPath, character 4: found the end; allowed: a } on the same line");
  CHECK(Printed("ab{.a[}") ==
        "error: JSONPath, character 6: found \"[\"; allowed: [ with a ] on the same line");
  CHECK(Printed("{.a[x]}").starts_with("error: JSONPath, character 5: found \"x\"; allowed: an index"));
  CHECK(Printed("{.a[0,y]}").starts_with("error: JSONPath, character 7: found \"y\""));
  CHECK(Printed("{.a[?(@.b==\"x)]}")
            .starts_with("error: JSONPath, character 4: found \"[\"; allowed: [?( with"));
  CHECK(Printed("{.a[?(@.b==&)]}").starts_with("error: JSONPath, character 12: found \"&\""));
  CHECK(Printed("{\"\\q\"}").starts_with("error: JSONPath, character 2: found"));
  CHECK(Printed("{.a.n[7]}") ==
        "error: JSONPath, character 6: index out of bounds: 7 of a list with 4 items");
  CHECK(Printed("{end}") == "error: JSONPath, character 2: an end without a range");
  CHECK(Printed("{.a.list[?(@.i==\"5\")]}").find("can be compared") != std::string::npos);
  CHECK(Printed("{each .a}") ==
        "error: JSONPath, character 2: found \"each\"; allowed: range, end, true, false");
}

TEST_CASE("a template that would find more and more ends with an error") {
  std::string many, deep;
  for (int i = 0; i < 40; ++i) many += "{range ..}{@}";
  for (int i = 0; i < 200; ++i) deep += "{range @}";
  CHECK(Printed(many).starts_with("error"));
  CHECK(Printed(deep) == "error: JSONPath: more than 100 ranges within one another");
}

}  // namespace
}  // namespace fluid::cli
