// The state tables of the design page are those of the code.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "src/base/strings.h"
#include "src/reconcile/rows.h"

namespace fluid::reconcile {
namespace {

TEST_CASE("docs/design.md shows every row of the state tables, word for word, and no other") {
  std::ifstream page(std::string(FLUID_SOURCE_DIR) + "/docs/design.md");
  std::vector<std::string> shown;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.substr(0, 3) == "## ") inside = line == "## State tables";
    const std::vector<std::string_view> cells = Split(line, '|');
    if (!inside || cells.size() != 7) continue;
    std::string row;
    for (size_t i = 1; i <= 5; ++i) row += std::string(Trim(cells[i])) + "|";
    if (row.find('.') < row.find('|')) shown.push_back(row);  // not the head
  }
  std::vector<std::string> coded;
  std::set<std::string_view> ids;
  for (const Row& row : Rows()) {
    std::string text;
    for (const std::string_view cell : {row.id, row.from, row.when, row.to, row.reason})
      text += std::string(cell) + "|";
    coded.push_back(text);
    CHECK(ids.insert(row.id).second);
  }
  CHECK(shown == coded);
}

}  // namespace
}  // namespace fluid::reconcile
