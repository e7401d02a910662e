// Every row of the tables is put to the test by machine: a value that it allows is accepted, one that it
// forbids is refused at its path, and its default appears when it is left out.
#include <catch2/catch.hpp>

#include "src/model/walk.h"
#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

std::string Map(const ShapeInfo& shape, const FieldInfo* special, const std::string& value);

std::string GoodText(const FieldInfo& field) {
  if (!field.allowed.empty()) return std::string(field.allowed.back());
  switch (field.check) {
    case Check::kQuantityList:
      return "10Gi,20Gi";
    case Check::kPath:
      return "/a/b";
    case Check::kPathList:
      return "/a,/b";
    case Check::kShare:
      return "0.95";
    case Check::kDns1035:
    case Check::kDns1123Label:
      return "abcde";
    case Check::kBase64:
      return "YWJj";
    case Check::kNone:
      return "some text";
  }
  return "";
}

std::string GoodItem(const FieldInfo& field) {
  switch (field.type) {
    case Type::kString: {
      JsonWriter json;
      json.String(GoodText(field));
      return json.Take();
    }
    case Type::kTime:
      return R"("2026-01-31T12:00:00Z")";
    case Type::kQuantity:
      return R"("1.5Gi")";
    case Type::kBool:
      return "true";
    case Type::kInt32:
      return "2147483647";
    case Type::kInt64:
      return "9223372036854775807";
    case Type::kIntOrString:
      return R"("50%")";
    case Type::kAny:
      return R"({"a":[1]})";
    case Type::kObject:
      return Map(*field.shape, nullptr, "");
  }
  return "";
}

std::string InContainer(const FieldInfo& field, const std::string& item) {
  switch (field.container) {
    case Container::kNone:
      return item;
    case Container::kArray:
      return "[" + item + "]";
    case Container::kMap:
      return R"({"some-key":)" + item + "}";
  }
  return "";
}

std::string Good(const FieldInfo& field) { return InContainer(field, GoodItem(field)); }

// Values that the row forbids.
std::vector<std::string> Bad(const FieldInfo& field) {
  std::vector<std::string> bad;
  auto item = [&](const std::string& json) { bad.push_back(InContainer(field, json)); };
  if (field.container == Container::kArray) {
    bad.push_back("{}");
    if (field.min_len > 0) bad.push_back("[]");
    if (!field.list_keys.empty()) bad.push_back("[" + GoodItem(field) + "," + GoodItem(field) + "]");
    if (field.type != Type::kAny) item("null");
  }
  if (field.container == Container::kMap) bad.push_back("[]");
  switch (field.type) {
    case Type::kAny:
      break;
    case Type::kString:
      item("1");
      item("{}");
      if (!field.allowed.empty()) item(R"("Certainly Not")");
      if (field.check != Check::kNone) item(R"("not / -good !")");
      if (field.container == Container::kNone && field.min_len > 0)
        item("\"" + std::string(field.min_len - 1, 'x') + "\"");
      break;
    case Type::kTime:
      item("1"), item(R"("yesterday")");
      break;
    case Type::kQuantity:
      item("true"), item(R"("1.5 GB")"), item(R"("")");
      break;
    case Type::kBool:
      item(R"("true")"), item("1");
      break;
    case Type::kInt32:
      item("2147483648"), item("1.5"), item(R"("1")");
      break;
    case Type::kInt64:
      item("9223372036854775808"), item("1.5"), item(R"("1")");
      break;
    case Type::kIntOrString:
      item("1.5"), item("true");
      break;
    case Type::kObject:
      item(R"("text")"), item(R"({"certainlyNotAField":1})");
      break;
  }
  if (field.min) item(std::to_string(*field.min - 1));
  return bad;
}

// A map of the shape with its required fields, and `special` with `value`; an empty value leaves it out.
std::string Map(const ShapeInfo& shape, const FieldInfo* special, const std::string& value) {
  JsonWriter json;
  json.BeginMap();
  for (const FieldInfo& field : shape.fields) {
    if (&field == special) {
      if (value.empty()) continue;
      json.Key(field.name);
      json.Verbatim(value);
    } else if (field.required) {
      json.Key(field.name);
      json.Verbatim(Good(field));
    }
  }
  json.EndMap();
  return json.Take();
}

std::vector<Problem> Check(const ShapeInfo& shape, const std::string& json, bool defaults = false,
                           std::string* filled = nullptr) {
  Tree tree;
  std::vector<Problem> problems;
  ReadJson(json, tree, problems);
  INFO(json);
  REQUIRE(problems.empty());
  if (defaults) FillDefaults(tree, *tree.root, shape);
  CheckShape(*tree.root, shape, problems);
  if (filled != nullptr) {
    JsonWriter out;
    out.Value(*tree.root);
    *filled = out.Take();
  }
  return problems;
}

TEST_CASE("every row accepts what it allows and refuses what it forbids, at its path") {
  size_t rows = 0, refused = 0;
  for (const ShapeInfo* shape : AllShapes()) {
    for (const FieldInfo& field : shape->fields) {
      ++rows;
      const std::string good = Map(*shape, &field, Good(field));
      for (const Problem& problem : Check(*shape, good))
        FAIL_CHECK(shape->name << ": " << good << ": " << problem.ToString());
      CHECK(Check(*shape, Map(*shape, &field, "null")).empty() == !field.required);  // null is absence
      for (const std::string& value : Bad(field)) {
        const std::string bad = Map(*shape, &field, value);
        const std::vector<Problem> problems = Check(*shape, bad);
        INFO(shape->name << ": " << bad);
        REQUIRE_FALSE(problems.empty());
        for (const Problem& problem : problems) CHECK(problem.path.starts_with(field.name));
        ++refused;
      }
    }
  }
  CHECK(rows > 1200);
  CHECK(refused > 2 * rows);
}

TEST_CASE("a required field that is missing is named, an optional one is not missed") {
  for (const ShapeInfo* shape : AllShapes()) {
    for (const FieldInfo& field : shape->fields) {
      const std::vector<Problem> problems = Check(*shape, Map(*shape, &field, ""));
      INFO(shape->name << "." << field.name);
      REQUIRE(problems.size() == (field.required ? 1 : 0));
      if (field.required) CHECK(problems[0].path == field.name);
    }
  }
}

TEST_CASE("every default appears when its field is left out or null, and passes the checks") {
  size_t defaults = 0;
  for (const ShapeInfo* shape : AllShapes()) {
    for (const FieldInfo& field : shape->fields) {
      if (field.default_json.empty()) continue;
      ++defaults;
      for (const char* value : {"", "null"}) {
        std::string filled;
        CHECK(Check(*shape, Map(*shape, &field, value), true, &filled).empty());
        INFO(filled);
        CHECK(filled.find("\"" + std::string(field.name) + "\":" + std::string(field.default_json)) !=
              std::string::npos);
      }
    }
  }
  CHECK(defaults >= 14);
}

TEST_CASE("an unknown field is told with the name that was meant, in every shape") {
  for (const ShapeInfo* shape : AllShapes()) {
    for (const FieldInfo& field : shape->fields) {
      if (field.name.size() < 6) continue;
      std::string misspelt(field.name);
      std::swap(misspelt[2], misspelt[3]);
      if (misspelt == field.name || shape->Find(misspelt) != nullptr) continue;
      const std::string json = Map(*shape, &field, field.required ? Good(field) : "");
      const std::string more =
          json.substr(0, json.size() - 1) + (json.size() > 2 ? "," : "") + "\"" + misspelt + "\":1}";
      const std::vector<Problem> problems = Check(*shape, more);
      INFO(shape->name << ": " << more);
      REQUIRE(problems.size() == 1);
      CHECK(problems[0].path == misspelt);
      CHECK(problems[0].suggestion == field.name);
    }
  }
}

}  // namespace
}  // namespace fluid::model::test
