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

// The canonical JSON of a text's one document.
std::string CanonicalYaml(std::string_view text) {
  std::vector<Problem> problems;
  std::vector<std::string> documents;
  ReadYaml(
      text, [&](std::unique_ptr<Tree> tree) { return documents.push_back(Canonical(*tree->root)), true; },
      problems);
  for (const Problem& problem : problems) FAIL(problem.ToString() << "\n" << text);
  return documents.size() == 1 ? documents[0] : "";
}

std::string CanonicalJson(std::string_view text) {
  Tree tree;
  std::vector<Problem> problems;
  ReadJson(text, tree, problems, Places::kNone);
  return tree.root != nullptr ? Canonical(*tree.root) : "";
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

TEST_CASE("generated objects survive JSON and YAML: 100,000 in a release build, fewer in others",
          "[slow]") {  // ten seconds: so many objects
  const uint64_t seed = std::random_device()();
  INFO("seed " << seed);
  Generator generate(seed);
  for (int i = 0; i < kObjects; ++i) {
    const KindInfo& kind = *Kinds()[static_cast<size_t>(i) % Kinds().size()];
    const Result<Object> object = Object::FromJson(generate.ObjectJson(kind));
    if (!object.ok()) FAIL(object.status().ToString());
    const std::string printed = object->ToJson();
    const Result<Object> again = Object::FromJson(printed);
    if (!again.ok() || again->ToJson() != printed) FAIL(printed);
    if (!(again->metadata() == object->metadata())) FAIL(printed);

    const std::string canonical = CanonicalJson(printed);
    if (const std::string yaml = ToYaml(*object); CanonicalYaml(yaml) != canonical)
      FAIL(yaml << "\n" << printed);
    if (i % 10 > 0) continue;  // what follows from the same code is seen often enough
    if (SpecJson(*again) != SpecJson(*object) || StatusJson(*again) != StatusJson(*object)) FAIL(printed);
    if (CanonicalJson(ToPrettyJson(*object)) != canonical) FAIL(ToPrettyJson(*object));
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
