// The tables say what Fluid's CRDs say, and what is generated from them is what is committed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "src/base/strings.h"
#include "tests/support/support.h"
#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

constexpr char kReference[] = "tests/data/schema/shapes.tsv";

// Rows of Fluid's kinds; the workload kind that Fluid ships beside them is not one of ours, and who an object
// is has a table of our own.
std::vector<Row> ReferenceRows() {
  std::vector<Row> rows = ReadTable(kReference);
  std::erase_if(rows, [](const Row& row) {
    return row.at("origin") == "asts" || row.at("kinds") == "AS" || row.at("shape") == "ObjectMeta" ||
           row.at("field") == "-";
  });
  return rows;
}

std::map<std::pair<std::string, std::string>, Row> OurRows() {
  std::map<std::pair<std::string, std::string>, Row> rows;
  for (Row& row : ReadTable("src/model/schema/fields.tsv")) {
    const std::pair key(row.at("shape"), row.at("field"));
    REQUIRE(rows.emplace(key, std::move(row)).second);
  }
  return rows;
}

// The names that our table gives to the two patterns of the reference.
std::string PatternName(const std::string& pattern) {
  if (pattern == "-") return "-";
  return pattern.find(",)+") != std::string::npos ? "quantity-list" : "quantity";
}

TEST_CASE("every field of the reference is in the table, row by row") {
  const auto ours = OurRows();
  const std::vector<Row> reference = ReferenceRows();
  CHECK(reference.size() > 1100);
  for (const Row& row : reference) {
    const auto at = ours.find({row.at("shape"), row.at("field")});
    INFO(row.at("shape") << "." << row.at("field"));
    REQUIRE(at != ours.end());
    for (const char* column : {"type", "required", "default", "enum", "min", "min_len", "list_keys",
                               "list_type", "map_type", "omit", "ptr", "deprecated"}) {
      INFO(column);
      CHECK(at->second.at(column) == row.at(column));
    }
    CHECK(at->second.at("preserve") == row.at("preserve_unknown"));
    CHECK(at->second.at("pattern") == PatternName(row.at("pattern")));
    CHECK(row.at("max") == "-");
    CHECK(row.at("nullable") == "-");
  }
}

TEST_CASE("the table has no field of Fluid's that the reference lacks") {
  std::set<std::pair<std::string, std::string>> reference;
  std::set<std::string> shapes;
  for (const Row& row : ReadTable(kReference)) {
    reference.emplace(row.at("shape"), row.at("field"));
    shapes.insert(row.at("shape"));
  }
  for (const auto& [key, row] : OurRows()) {
    if (key.first == "ObjectMeta" || !shapes.contains(key.first)) continue;
    INFO(key.first << "." << key.second);
    CHECK(reference.contains(key));
  }
}

TEST_CASE("every kind of the reference is there under the same names") {
  std::map<std::string, Row> ours;
  for (Row& row : ReadTable("src/model/schema/kinds.tsv")) ours.emplace(row.at("kind"), row);
  size_t fluid = 0;
  for (const Row& row : ReadTable("tests/data/schema/kinds.tsv")) {
    if (row.at("group") != "data.fluid.io") continue;
    ++fluid;
    INFO(row.at("kind"));
    REQUIRE(ours.contains(row.at("kind")));
    for (const auto& [column, value] : ours.at(row.at("kind"))) {
      INFO(column);
      if (row.contains(column)) CHECK(row.at(column) == value);
    }
    const KindInfo* info = FindKind(row.at("group") + "/" + row.at("version"), row.at("kind"));
    REQUIRE(info != nullptr);
    CHECK(FindKind(row.at("plural")) == info);
    CHECK(info->namespaced == (row.at("scope") == "Namespaced"));
    CHECK(info->has_status == (row.at("status") == "y"));
  }
  CHECK(fluid == 14);
}

TEST_CASE("the compiled tables hold the rows") {
  const auto ours = OurRows();
  size_t fields = 0;
  for (const ShapeInfo* shape : AllShapes()) {
    CHECK(std::ranges::is_sorted(shape->fields, {}, &FieldInfo::name));
    for (const FieldInfo& field : shape->fields) {
      ++fields;
      INFO(shape->name << "." << field.name);
      const Row& row = ours.at({std::string(shape->name), std::string(field.name)});
      CHECK(field.required == (row.at("required") == "y"));
      CHECK(field.default_json == (row.at("default") == "-" ? "" : row.at("default")));
      CHECK((field.omit == Omit::kNever) == (row.at("omit") == "always"));
      CHECK(field.min.has_value() == (row.at("min") != "-"));
      std::vector<std::string> allowed(field.allowed.begin(), field.allowed.end());
      CHECK((allowed.empty() ? "-" : Join(allowed, "|")) == row.at("enum"));
      std::vector<std::string> keys(field.list_keys.begin(), field.list_keys.end());
      CHECK((keys.empty() ? "-" : Join(keys, ",")) == row.at("list_keys"));
      const std::string& type = row.at("type");
      CHECK((field.container == Container::kArray) == type.starts_with("array:"));
      CHECK((field.container == Container::kMap) == type.starts_with("map:"));
      if (field.shape != nullptr) CHECK(type.ends_with("object:" + std::string(field.shape->name)));
    }
  }
  CHECK(fields == ours.size());
}

TEST_CASE("what is generated is what is committed") {
  CHECK(fluid::test::Run({"python3", FLUID_SOURCE_DIR "/scripts/gen-model", "--check"}).exit_code == 0);
}

TEST_CASE("kinds are found by kind, plural and short name in any case, and by group") {
  CHECK(FindKind("dataset")->name == "Dataset");
  CHECK(FindKind("DATASETS")->name == "Dataset");
  CHECK(FindKind("load")->name == "DataLoad");
  CHECK(FindKind("cm")->name == "ConfigMap");
  CHECK(FindKind("nothing") == nullptr);
  CHECK(FindKind("v1", "Secret") != nullptr);
  CHECK(FindKind("v1", "Dataset") == nullptr);
}

}  // namespace
}  // namespace fluid::model::test
