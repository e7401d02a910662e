// Every file of tests/data/invalid is refused with exactly the lines beside it, and every rule has such a
// file.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "src/model/rules.h"
#include "src/model/walk.h"
#include "src/model/yaml.h"
#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

constexpr char kFolder[] = "tests/data/invalid";

std::vector<std::string> InvalidFiles() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(FLUID_SOURCE_DIR) + "/" + kFolder)) {
    const std::string extension = entry.path().extension();
    if (extension == ".yaml" || extension == ".json") files.push_back(entry.path().filename());
  }
  std::ranges::sort(files);
  return files;
}

TEST_CASE("invalid manifests are refused with exactly the expected lines") {
  const std::vector<std::string> files = InvalidFiles();
  CHECK(files.size() >= 150);
  for (const std::string& file : files) {
    const std::string path = std::string(kFolder) + "/" + file;
    const Result<Manifest> result = ParseManifest(ReadProjectFile(path), path);
    INFO(path);
    REQUIRE_FALSE(result.ok());
    CHECK(result.status().code() == Code::kInvalidArgument);
    std::string lines;
    for (const Problem& problem : result.status().problems()) lines += problem.ToString() + "\n";
    const std::string expected = path.substr(0, path.rfind('.')) + ".expected";
    if (std::getenv("FLUID_WRITE_EXPECTED") != nullptr)  // then every difference is to be read
      std::ofstream(std::string(FLUID_SOURCE_DIR) + "/" + expected) << lines;
    CHECK(lines == ReadProjectFile(expected));
  }
}

TEST_CASE("every rule has a file that breaks it") {
  std::vector<std::pair<Object, std::unique_ptr<Tree>>> objects;
  for (const std::string& file : InvalidFiles()) {
    std::vector<Problem> problems;
    ReadYaml(
        ReadProjectFile(std::string(kFolder) + "/" + file),
        [&](std::unique_ptr<Tree> tree) {
          std::vector<Problem> types;
          const KindInfo* kind = KindOf(*tree->root, types);
          if (kind != nullptr) CheckTree(*tree->root, *kind, Strictness::kTypes, types);
          if (types.empty()) objects.emplace_back(Decode(*tree->root, *kind), std::move(tree));
          return true;
        },
        problems);
  }
  for (auto rules : {MetadataRules, DatasetRules, RuntimeRules, OperationRules, RunRules, SelectorRules}) {
    for (const Rule& rule : rules()) {
      std::vector<Problem> found;
      for (const auto& [object, tree] : objects) {
        Findings findings(*tree->root, found);
        if (rule.AppliesTo(object.kind().name)) rule.check(object, findings);
      }
      INFO(rule.kinds << ": " << rule.name);
      CHECK_FALSE(found.empty());
    }
  }
}

}  // namespace
}  // namespace fluid::model::test
