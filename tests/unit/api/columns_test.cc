#include "src/api/columns.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <map>

#include "src/base/strings.h"
#include "src/base/units.h"

namespace fluid::api {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("ages are written as kubectl writes them") {
  CHECK(AgeText(seconds(-5)) == "0s");
  CHECK(AgeText(seconds(119)) == "119s");
  CHECK(AgeText(seconds(120)) == "2m");
  CHECK(AgeText(seconds(185)) == "3m5s");
  CHECK(AgeText(minutes(10) + seconds(5)) == "10m");
  CHECK(AgeText(hours(2) + minutes(59)) == "179m");
  CHECK(AgeText(hours(3) + minutes(10)) == "3h10m");
  CHECK(AgeText(hours(8) + minutes(10)) == "8h");
  CHECK(AgeText(hours(47)) == "47h");
  CHECK(AgeText(hours(51)) == "2d3h");
  CHECK(AgeText(hours(24 * 8 + 3)) == "8d");
  CHECK(AgeText(hours(24 * 365 * 2 + 48)) == "2y2d");
  CHECK(AgeText(hours(24 * 365 * 9)) == "9y");
}

TEST_CASE("every kind has columns, and a dataset has Fluid's in Fluid's order") {
  for (const KindInfo* kind : model::Kinds()) CHECK_FALSE(ColumnsOf(*kind).empty());
  std::string names;
  for (const Column& column : ColumnsOf(*model::FindKind("Dataset"))) {
    names += std::string(column.name) + (column.wide() ? "*;" : ";");
  }
  CHECK(names ==
        "Ufs Total Size;Cached;Cache Capacity;Cached Percentage;Phase;HCFS URL*;TOTAL FILES*;CACHE HIT "
        "RATIO*;Age;");
}

TEST_CASE("the columns of Fluid's kinds are the reference's, row by row") {
  std::ifstream file(FLUID_SOURCE_DIR "/tests/data/schema/printer-columns.tsv");
  std::map<std::string, std::vector<std::string>> reference;
  std::string line;
  std::getline(file, line);  // the names
  while (std::getline(file, line)) {
    const std::vector<std::string_view> row = Split(line, '\t');
    REQUIRE(row.size() == 7);
    reference[std::string(row[0])].push_back(
        fmt::format("{} {} {} {}", row[2], row[3], row[4] == "date", row[5]));
  }
  reference.erase("AdvancedStatefulSet");  // of another group
  CHECK(reference.size() == 11);
  for (const auto& [name, rows] : reference) {
    INFO(name);
    std::vector<std::string> ours;
    for (const Column& column : ColumnsOf(*model::FindKind(name))) {
      ours.push_back(fmt::format("{} {} {} {}", column.name, column.path, column.type == Column::Type::kAge,
                                 column.priority));
    }
    CHECK(ours == rows);
  }
}

TEST_CASE("cells are text, counts and ages of the object") {
  const Json object = *Json::Parse(
      R"({"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Bound"},"data":{"a":"","b":""},"ref":{"kind":"Dataset","name":"std"}})");
  const WallTime now = *ParseTime("2026-01-01T00:01:00Z");
  CHECK(CellText({"", ".status.phase"}, object, now) == "Bound");
  CHECK(CellText({"", ".status.absent"}, object, now).empty());
  CHECK(CellText({"", ".data", Column::Type::kCount}, object, now) == "2");
  CHECK(CellText({"", ".metadata.creationTimestamp", Column::Type::kAge}, object, now) == "60s");
  CHECK(CellText({"", ".ref", Column::Type::kReference}, object, now) == "dataset/std");
  CHECK(CellText({"", ".status.at", Column::Type::kAge}, object, now) == "<unknown>");
}

}  // namespace
}  // namespace fluid::api
