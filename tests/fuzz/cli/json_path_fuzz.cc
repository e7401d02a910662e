// Any text as a template: no crash, no hang; what is found says the same a second time; the whole object,
// asked for behind it, is printed as JSON that reads again.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "src/cli/json_path.h"
#include "src/model/json.h"
#include "tests/fuzz/model/limits.h"

namespace {

void Demand(bool holds, const char* what, const std::string& detail) {
  if (holds) return;
  std::fprintf(stderr, "%s\n%s\n", what, detail.c_str());
  std::abort();
}

constexpr std::string_view kObject =
    R"({"a":{"b":"x <&> \u2028","d.e":null,"n":[1,-2,0.5,1e30],"none":[],"map":{}},"kind":"K","metadata":{"name":"n"},)"
    R"("list":[{"t":"Ready","s":true,"i":5},{"t":"Other","s":false,"i":7,"in":[{"t":"z"}]}]})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fluid;
  static const model::Tree* const kTree = [] {
    auto* tree = new model::Tree();
    std::vector<Problem> problems;
    model::ReadJson(kObject, *tree, problems);
    return tree;
  }();
  const OneSecond limit;
  const std::string text(reinterpret_cast<const char*>(data), size);
  (void)cli::JsonPath::ParsePath(text);
  const Result<cli::JsonPath> path = cli::JsonPath::Parse(text);
  if (!path.ok()) {
    Demand(path.status().code() == Code::kInvalidArgument, "refused, but not as wrong", text);
    return 0;
  }
  const Result<std::string> printed = path->Print(*kTree->root), again = path->Print(*kTree->root);
  Demand(printed.ok() == again.ok() && (!printed.ok() || *printed == *again), "printed twice, two texts",
         text);
  const Result<std::string> json = path->PrintAsJson(*kTree->root);
  Demand(json.ok() == printed.ok(), "found as JSON only, or not as JSON", text);
  if (!json.ok()) return 0;
  std::vector<Problem> problems;
  model::JsonStream stream(*json, model::Places::kNone);
  while (stream.More()) {
    model::Tree tree;
    if (stream.Next(tree, problems) == 0) break;
  }
  Demand(problems.empty(), "printed as JSON that does not read", *json);
  return 0;
}
