// Patches: RFC 6902 by its own examples and by hostile ones; strategic merge patches of flat kinds.
#include "src/api/json_patch.h"

#include <catch2/catch.hpp>

#include "src/api/json.h"
#include "src/api/strategic_patch.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

std::string Patched(std::string_view target, std::string_view patch) {
  const Result<std::string> result = JsonPatch(target, patch);
  return result.ok() ? *result : "error: " + std::string(CodeName(result.status().code()));
}

TEST_CASE("the examples of RFC 6902 give its results") {
  struct Example {
    const char *target, *patch, *result;
  };
  const std::string refused = "error: INVALID_ARGUMENT";
  const Example examples[] = {
      {R"({"foo":"bar"})", R"([{"op":"add","path":"/baz","value":"qux"}])", R"({"baz":"qux","foo":"bar"})"},
      {R"({"foo":["bar","baz"]})", R"([{"op":"add","path":"/foo/1","value":"qux"}])",
       R"({"foo":["bar","qux","baz"]})"},
      {R"({"baz":"qux","foo":"bar"})", R"([{"op":"remove","path":"/baz"}])", R"({"foo":"bar"})"},
      {R"({"foo":["bar","qux","baz"]})", R"([{"op":"remove","path":"/foo/1"}])", R"({"foo":["bar","baz"]})"},
      {R"({"baz":"qux","foo":"bar"})", R"([{"op":"replace","path":"/baz","value":"boo"}])",
       R"({"baz":"boo","foo":"bar"})"},
      {R"({"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}})",
       R"([{"op":"move","from":"/foo/waldo","path":"/qux/thud"}])",
       R"({"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}})"},
      {R"({"foo":["all","grass","cows","eat"]})", R"([{"op":"move","from":"/foo/1","path":"/foo/3"}])",
       R"({"foo":["all","cows","eat","grass"]})"},
      {R"({"baz":"qux","foo":["a",2,"c"]})",
       R"([{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2.0}])",
       R"({"baz":"qux","foo":["a",2,"c"]})"},
      {R"({"foo":"bar"})", R"([{"op":"add","path":"/child","value":{"grandchild":{}}}])",
       R"({"child":{"grandchild":{}},"foo":"bar"})"},
      {R"({"foo":"bar"})", R"([{"op":"add","path":"/baz","value":"qux","xyz":123}])",
       R"({"baz":"qux","foo":"bar"})"},
      {R"({"/":9,"~1":10})", R"([{"op":"test","path":"/~01","value":10},{"op":"remove","path":"/~1"}])",
       R"({"~1":10})"},
      {R"({"foo":["bar"]})", R"([{"op":"add","path":"/foo/-","value":["abc","def"]}])",
       R"({"foo":["bar",["abc","def"]]})"},
      {R"({"a":{"b":1}})",
       R"([{"op":"copy","from":"/a","path":"/c"},{"op":"replace","path":"/c/b","value":2}])",
       R"({"a":{"b":1},"c":{"b":2}})"},
      {R"({"":1})", R"([{"op":"replace","path":"/","value":2}])", R"({"":2})"},
      {R"({"a":1})", R"([{"op":"replace","path":"","value":{"b":2}}])", R"({"b":2})"},
      {R"({"a":1})", R"([{"op":"add","path":"/a","value":null}])", R"({"a":null})"},
      {R"({"a":1})", "[]", R"({"a":1})"},
  };
  for (const Example& example : examples) {
    CAPTURE(example.patch);
    CHECK(Patched(example.target, example.patch) == example.result);
  }
  for (const Example& example : {
           Example{R"({"baz":"qux"})", R"([{"op":"test","path":"/baz","value":"bar"}])", ""},
           Example{R"({"foo":"bar"})", R"([{"op":"add","path":"/baz/bat","value":"qux"}])", ""},
           Example{R"({"/":9,"~1":10})", R"([{"op":"test","path":"/~01","value":"10"}])", ""},
           Example{R"({"a":[1]})", R"([{"op":"add","path":"/a/2","value":1}])", ""},
           Example{R"({"a":[1]})", R"([{"op":"add","path":"/a/00","value":1}])", ""},
           Example{R"({"a":[1]})", R"([{"op":"remove","path":"/a/-"}])", ""},
           Example{R"({"a":[1]})", R"([{"op":"remove","path":"/a/1"}])", ""},
           Example{R"({"a":{"b":1}})", R"([{"op":"move","from":"/a","path":"/a/b"}])", ""},
           Example{R"({"a":1})", R"([{"op":"remove","path":""}])", ""},
           Example{R"({"a":1})", R"([{"op":"replace","path":"/b/c","value":1}])", ""},
           Example{"{}", R"([{"op":"add","path":"/a"}])", ""},
           Example{"{}", R"([{"path":"/a"}])", ""},
           Example{"{}", R"([{"op":"jump","path":"/a","value":1}])", ""},
           Example{"{}", R"([{"op":"move","path":"/a"}])", ""},
           Example{"{}", R"([{"op":"add","path":"a","value":1}])", ""},
           Example{"{}", R"([{"op":"add","path":"/a~2","value":1}])", ""},
       }) {
    CAPTURE(example.patch);
    const Result<std::string> result = JsonPatch(example.target, example.patch);
    REQUIRE_FALSE(result.ok());
    CHECK(result.status().problems().size() == 1);  // it is well-formed but does not fit
  }
}

TEST_CASE("replacing a member that is missing adds it, as Kubernetes has it") {
  CHECK(Patched(R"({"a":1})", R"([{"op":"replace","path":"/b","value":2}])") == R"({"a":1,"b":2})");
}

TEST_CASE("what is no JSON patch is refused as such") {
  for (const char* patch : {"", "{", "{}", "[] []"}) {
    CAPTURE(patch);
    const Result<std::string> result = JsonPatch(R"({"a":1})", patch);
    REQUIRE_FALSE(result.ok());
    CHECK(result.status().code() == Code::kInvalidArgument);
    CHECK(result.status().problems().empty());
  }
}

TEST_CASE("a patch that doubles or deepens without end is stopped") {
  std::string doubling = R"([{"op":"add","path":"/a","value":{"x":1}})", deepening = doubling;
  for (int i = 0; i < 60; ++i) {
    doubling += R"(,{"op":"copy","from":"/a","path":"/b"},{"op":"move","from":"/b","path":"/a/k)" +
                std::to_string(i) + "\"}";
  }
  CHECK(Patched("{}", doubling + "]").starts_with("error: "));
  for (int i = 0; i < 200; ++i) {
    deepening += R"(,{"op":"move","from":"/a","path":"/b"},{"op":"add","path":"/a","value":{}},)"
                 R"({"op":"move","from":"/b","path":"/a/x"})";
  }
  CHECK(Patched("{}", deepening + "]").starts_with("error: "));
  std::string many = "[";
  for (size_t i = 0; i <= kMostPatchOperations; ++i) {
    many += (i ? "," : "") + std::string(R"({"op":"test","path":"","value":{}})");
  }
  CHECK(Patched("{}", many + "]") == "error: RESOURCE_EXHAUSTED");
}

std::string Strategic(std::string_view target, std::string_view patch) {
  return *StrategicMergePatch(target, patch, *model::FindKind("ConfigMap"));
}

TEST_CASE("a strategic merge patch merges maps, sets and lists with keys, and follows its directives") {
  CHECK(Strategic(R"({"data":{"a":"1","b":"2"}})", R"({"data":{"a":null,"c":"3"}})") ==
        R"({"data":{"b":"2","c":"3"}})");
  CHECK(Strategic(R"({"data":{"a":"1"}})", R"({"data":{"$patch":"replace","c":"3"}})") ==
        R"({"data":{"c":"3"}})");
  CHECK(Strategic(R"({"data":{"a":"1"},"immutable":true})", R"({"data":{"$patch":"delete"}})") ==
        R"({"immutable":true})");
  CHECK(Strategic(R"({"data":{"a":"1","b":"2"}})", R"({"data":{"$retainKeys":["b","c"],"c":"3"}})") ==
        R"({"data":{"b":"2","c":"3"}})");
  CHECK(Strategic(R"({"metadata":{"finalizers":["a","b"]}})",
                  R"({"metadata":{"finalizers":["b","c"],"$setElementOrder/finalizers":["a","b","c"]}})") ==
        R"({"metadata":{"finalizers":["a","b","c"]}})");
  CHECK(Strategic(R"({"metadata":{"finalizers":["a","b"]}})",
                  R"({"metadata":{"$deleteFromPrimitiveList/finalizers":["a"]}})") ==
        R"({"metadata":{"finalizers":["b"]}})");
  CHECK(Strategic(R"({"metadata":{"ownerReferences":[{"uid":"1","name":"a"},{"uid":"2","name":"b"}]}})",
                  R"({"metadata":{"ownerReferences":[{"uid":"1","$patch":"delete"},{"uid":"2","name":"c"},)"
                  R"({"uid":"3","name":"d"}]}})") ==
        R"({"metadata":{"ownerReferences":[{"name":"c","uid":"2"},{"name":"d","uid":"3"}]}})");
  CHECK_FALSE(StrategicMergePatch("{}", "[]", *model::FindKind("ConfigMap")).ok());
}

}  // namespace
}  // namespace fluid::api
