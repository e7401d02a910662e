#include "src/api/json_tree.h"

#include <fmt/format.h>

#include <vector>

#include "src/model/json.h"

namespace fluid::api {

using model::Node;
using model::Tree;

Status ReadWhole(std::string_view text, std::string_view what, Tree& tree) {
  std::vector<Problem> problems;
  const size_t end = model::ReadJson(text, tree, problems, model::Places::kNone);
  if (!problems.empty()) {
    problems.clear();  // again, for the place that is to be told
    model::ReadJson(text, tree, problems);
    const Problem& first = problems[0];
    return InvalidArgument(fmt::format("the {} has, in line {}, column {}, {}; allowed {}", what, first.line,
                                       first.column, first.found, first.allowed));
  }
  if (text.find_first_not_of(" \t\r\n", end) != std::string_view::npos) {
    return InvalidArgument(fmt::format("the {} goes on after its end at byte {}", what, end));
  }
  return Ok();
}

std::string Compact(const Node& node) {
  model::JsonWriter writer;
  writer.Value(node);
  return writer.Take();
}

Node* Renamed(const Node& node, std::string_view key, Tree& memory) {
  Node* copy = memory.New(node.kind);
  *copy = node;
  copy->key = key;
  copy->next = nullptr;
  return copy;
}

}  // namespace fluid::api
