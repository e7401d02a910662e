#include <catch2/catch.hpp>
#include <regex>
#include <sstream>

#include "src/base/strings.h"
#include "src/cli/init_samples.h"
#include "src/cli/run.h"
#include "src/model/kind.h"
#include "src/model/manifest.h"
#include "src/model/shape.h"

namespace fluid::cli {
namespace {

struct Printed {
  int code;
  std::string out, err;
};

Printed Init(std::vector<std::string> words) {
  words.insert(words.begin(), "init");
  std::istringstream in;
  std::ostringstream out, err;
  Console console{in, out, err, false, 0, {}};
  const int code = Run(words, console, LocalVerbs());
  return {code, out.str(), err.str()};
}

std::vector<Object> Valid(const std::string& text) {
  const Result<model::Manifest> manifest = model::ParseManifest(text, "init.yaml");
  INFO(text << manifest.status().ToString());
  REQUIRE(manifest.ok());
  return manifest->objects;
}

}  // namespace

TEST_CASE("what is printed for every kind is valid as it is") {
  size_t kinds = 0;
  for (const KindInfo* kind : model::Kinds()) {
    if (SampleOf(kind->name).empty()) continue;  // Event, Namespace: nobody writes them
    ++kinds;
    INFO(kind->name);
    const Printed printed = Init({std::string(kind->name)});
    INFO(printed.err);
    REQUIRE(printed.code == 0);
    const std::vector<Object> objects = Valid(printed.out);
    REQUIRE(objects.size() == 1);
    REQUIRE(&objects[0].kind() == kind);
  }
  REQUIRE(kinds >= 18);
}

TEST_CASE("a Dataset and its runtime are printed for every engine") {
  for (const char* engine : {"thin", "alluxio", "jindo", "juicefs", "efc", "vineyard", "cache"}) {
    INFO(engine);
    const std::vector<Object> objects = Valid(Init({"--engine", engine}).out);
    REQUIRE(objects.size() == 2);
    REQUIRE(objects[0].kind().name == "Dataset");
    REQUIRE(objects[1].kind().name == RuntimeKindOf(engine));
    REQUIRE(objects[0].metadata().name == objects[1].metadata().name);
  }
}

TEST_CASE("the source is the mount's, and names the dataset") {
  const Printed printed = Init({"--source", "https://example.com/a%20b/Image_Net-2012/"});
  const std::vector<Object> objects = Valid(printed.out);
  REQUIRE(printed.out.find("mountPoint: \"https://example.com/a%20b/Image_Net-2012/\"") != std::string::npos);
  REQUIRE(objects[0].metadata().name == "image-net-2012");
  REQUIRE(Valid(Init({"--source", "https://example.com/", "--name", "mine"}).out)[0].metadata().name ==
          "mine");
}

TEST_CASE("a source can't write anything but its own value") {
  const std::vector<Object> objects =
      Valid(Init({"--source", "https://example.com/x\",\"readOnly\":true,\"y\":\"/@NAME"}).out);
  REQUIRE(objects.size() == 2);
}

TEST_CASE("each set field has the line that the model says of it, and each other field is a comment") {
  const std::string text = Init({"Dataset"}).out;
  const ShapeInfo* spec = model::FindKind("Dataset")->shape->Find("spec")->shape;
  for (const model::FieldInfo& field : spec->fields) {
    if (field.deprecated) continue;
    INFO(field.name);
    REQUIRE(text.find(field.name) != std::string::npos);
    REQUIRE(text.find("# " + std::string(field.doc)) != std::string::npos);
  }
  REQUIRE(text.find("\n  mounts:\n") != std::string::npos);
  REQUIRE(text.find("\n  # owner:") != std::string::npos);
}

TEST_CASE("a comment that is uncommented is a field at its place") {
  std::string text = Init({"Dataset"}).out;
  // The one of a mount that says whether it is read-only.
  const std::string commented = "      # readOnly: false";
  const size_t at = text.find(commented);
  REQUIRE(at != std::string::npos);
  text.replace(at, commented.size(), "      readOnly: true");
  Valid(text);
}

TEST_CASE("an unknown kind or engine is refused with what there is") {
  const Printed kind = Init({"Dataste"});
  REQUIRE(kind.code == 2);
  REQUIRE(kind.err.find("did you mean") != std::string::npos);
  REQUIRE(Init({"--engine", "none"}).code == 2);
  REQUIRE(Init({"Event"}).code == 2);
}

}  // namespace fluid::cli
