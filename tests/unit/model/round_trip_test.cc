// What is printed is read again as it was, for objects of every kind made by machine.
#include <catch2/catch.hpp>

#include "src/model/resource.h"
#include "src/model/yaml.h"
#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

std::string Canonical(const Node& node) {
  JsonWriter json;
  json.Value(node);
  return json.Take();
}

// The document of a text that has one.
std::unique_ptr<Tree> OneYaml(std::string_view text) {
  std::vector<Problem> problems;
  std::vector<std::unique_ptr<Tree>> trees;
  ReadYaml(
      text, [&](std::unique_ptr<Tree> tree) { return trees.push_back(std::move(tree)), true; }, problems);
  INFO(text);
  for (const Problem& problem : problems) FAIL_CHECK(problem.ToString());
  REQUIRE(trees.size() == 1);
  return std::move(trees[0]);
}

// As many as a few seconds allow: a release build is ten times as fast as the others.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kObjects = 2'000;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr int kObjects = 2'000;
#else
constexpr int kObjects = 10'000;
#endif
#elif defined(NDEBUG)
constexpr int kObjects = 100'000;
#else
constexpr int kObjects = 10'000;
#endif

TEST_CASE("generated objects survive JSON and YAML: 100,000 in a release build, fewer in others") {
  const uint64_t seed = std::random_device()();
  INFO("seed " << seed);
  Generator generate(seed);
  for (int i = 0; i < kObjects; ++i) {
    const KindInfo& kind = *Kinds()[static_cast<size_t>(i) % Kinds().size()];
    const std::string made = generate.ObjectJson(kind);
    const Object object = FromJson(made);
    const std::string printed = object.ToJson();
    const Object again = FromJson(printed);
    INFO(made);
    if (again.ToJson() != printed) FAIL(printed << "\n" << again.ToJson());
    if (!(again.metadata() == object.metadata())) FAIL(printed);
    if (SpecJson(again) != SpecJson(object) || StatusJson(again) != StatusJson(object)) FAIL(printed);

    const std::string yaml = ToYaml(object);
    std::vector<Problem> none;
    Tree tree;
    ReadJson(printed, tree, none);
    if (const auto back = OneYaml(yaml); Canonical(*back->root) != Canonical(*tree.root))
      FAIL(yaml << "\n" << printed);
    Tree pretty;
    ReadJson(ToPrettyJson(object), pretty, none);
    REQUIRE(pretty.root != nullptr);
    if (Canonical(*pretty.root) != Canonical(*tree.root)) FAIL(ToPrettyJson(object));
  }
}

TEST_CASE("defaults are filled once: a second time changes nothing") {
  Generator generate(7);
  for (const KindInfo* kind : Kinds()) {
    for (int i = 0; i < 20; ++i) {
      Object object = FromJson(generate.ObjectJson(*kind));
      SetDefaults(object);
      const std::string once = object.ToJson();
      SetDefaults(object);
      CHECK(object.ToJson() == once);
    }
  }
}

}  // namespace
}  // namespace fluid::model::test
