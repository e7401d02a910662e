#include "tests/unit/model/support.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "src/base/strings.h"

namespace fluid::model::test {

std::string ReadProjectFile(const std::string& path) {
  std::ifstream in(std::string(FLUID_SOURCE_DIR) + "/" + path, std::ios::binary);
  INFO(path);
  REQUIRE(in.good());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<Row> ReadTable(const std::string& path) {
  const std::string text = ReadProjectFile(path);
  std::vector<Row> rows;
  std::vector<std::string_view> columns;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.empty()) continue;
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (columns.empty()) {
      columns = cells;
      continue;
    }
    REQUIRE(cells.size() == columns.size());
    Row& row = rows.emplace_back();
    for (size_t i = 0; i < cells.size(); ++i) row.emplace(columns[i], cells[i]);
  }
  return rows;
}

std::vector<const ShapeInfo*> AllShapes() {
  std::vector<const ShapeInfo*> shapes;
  std::set<const ShapeInfo*> seen;
  for (const KindInfo* kind : Kinds()) shapes.push_back(kind->shape);
  seen.insert(shapes.begin(), shapes.end());
  for (size_t i = 0; i < shapes.size(); ++i) {
    for (const FieldInfo& field : shapes[i]->fields) {
      if (field.shape != nullptr && seen.insert(field.shape).second) shapes.push_back(field.shape);
    }
  }
  return shapes;
}

Object FromJson(std::string_view json) {
  Result<Object> object = Object::FromJson(json);
  INFO(json);
  INFO(object.status().ToString());
  REQUIRE(object.ok());
  return *std::move(object);
}

std::vector<Object> Accept(std::string_view manifest) {
  Result<Manifest> result = ParseManifest(manifest, "m");
  INFO(manifest);
  INFO(result.status().ToString());
  REQUIRE(result.ok());
  return std::move(result->objects);
}

std::string Refuse(std::string_view manifest) {
  const Result<Manifest> result = ParseManifest(manifest, "m");
  INFO(manifest);
  REQUIRE_FALSE(result.ok());
  std::string text;
  for (const Problem& problem : result.status().problems()) text += problem.ToString() + "\n";
  return text;
}

std::string Generator::Text() {
  static constexpr std::string_view kTexts[] = {"",
                                                "a",
                                                "true",
                                                "No",
                                                "null",
                                                "~",
                                                "0644",
                                                "1e3",
                                                "0x1F",
                                                ".5",
                                                "-",
                                                "- a",
                                                "a: b",
                                                "a #b",
                                                "#",
                                                "'",
                                                "\"",
                                                "\\",
                                                " lead",
                                                "trail ",
                                                "two\nlines",
                                                "two\nlines\n",
                                                "\n",
                                                "\nx",
                                                "x\n\n",
                                                " x\ny",
                                                "x \ny",
                                                "tab\there",
                                                "\t",
                                                "\r\n",
                                                "\x01\x1f\x7f",
                                                "\u0085",
                                                "\u2028x",
                                                "\uFEFF",
                                                "\u00e9\u4e2d\U0001F600",
                                                "%",
                                                "@",
                                                "`",
                                                "*a",
                                                "&a",
                                                "!t",
                                                "|",
                                                ">",
                                                "{}",
                                                "[a",
                                                "a]",
                                                ",",
                                                "? a",
                                                ":",
                                                "a:",
                                                "---",
                                                "--- x",
                                                "...",
                                                "<<",
                                                "=",
                                                "2026-01-31T12:00:00Z",
                                                "12:30:45",
                                                "<>&",
                                                "1.5Gi",
                                                "9223372036854775807",
                                                "+1",
                                                "0b11",
                                                "0o17",
                                                "1_000",
                                                ".inf",
                                                ".NaN",
                                                "y",
                                                "off",
                                                "e",
                                                "-e",
                                                "0.",
                                                "key with a very long name that goes on and on for more than "
                                                "one hundred and twenty-eight characters so that a "
                                                "reader may lose its colon"};
  return std::string(kTexts[Below(std::size(kTexts))]);
}

void Generator::Any(JsonWriter& out, int depth) {
  static constexpr std::string_view kNumbers[] = {"0",
                                                  "-1",
                                                  "9223372036854775807",
                                                  "9007199254740993",
                                                  "1.5e3",
                                                  "0.1",
                                                  "1E+2",
                                                  "18446744073709551615",
                                                  "-0.0",
                                                  "1e308"};
  switch (Below(depth > 4 ? 4 : 6)) {
    case 0:
      return out.Verbatim("null");
    case 1:
      return out.Bool(Chance(50));
    case 2:
      return out.Verbatim(kNumbers[Below(std::size(kNumbers))]);
    case 3:
      return out.String(Text());
    case 4:
      out.BeginList();
      for (size_t n = Below(4); n > 0; --n) Any(out, depth + 1);
      return out.EndList();
    default: {
      std::set<std::string> keys;
      for (size_t n = Below(4); n > 0; --n) keys.insert(Text());
      out.BeginMap();
      for (const std::string& key : keys) {
        out.Key(key);
        Any(out, depth + 1);
      }
      return out.EndMap();
    }
  }
}

void Generator::Value(const FieldInfo& field, JsonWriter& out, int depth) {
  static constexpr int64_t kInts[] = {0, 1, -1, 42, INT32_MAX, INT32_MIN};
  switch (field.type) {
    case Type::kString:
      if (!field.allowed.empty()) return out.String(field.allowed[Below(field.allowed.size())]);
      return out.String(Text());
    case Type::kTime:
      return out.String("2026-01-31T12:00:00Z");
    case Type::kQuantity:
      return Chance(50) ? out.String("1.5Gi") : out.Verbatim("2e3");
    case Type::kBool:
      return out.Bool(Chance(50));
    case Type::kInt32:
      return out.Int(kInts[Below(std::size(kInts))]);
    case Type::kInt64:
      return out.Int(Chance(30) ? INT64_MAX : Chance(30) ? 9007199254740993 : kInts[Below(6)]);
    case Type::kIntOrString:
      return Chance(50) ? out.Int(80) : out.String("80%");
    case Type::kAny:
      return Any(out, depth);
    case Type::kObject:
      out.BeginMap();
      Members(*field.shape, out, depth + 1);
      return out.EndMap();
  }
}

void Generator::Field(const FieldInfo& field, JsonWriter& out, int depth) {
  switch (field.container) {
    case Container::kNone:
      return Value(field, out, depth);
    case Container::kArray:
      out.BeginList();
      for (size_t n = Below(4); n > 0; --n) Value(field, out, depth);
      return out.EndList();
    case Container::kMap: {
      std::set<std::string> keys;
      for (size_t n = Below(4); n > 0; --n) keys.insert(Text());
      out.BeginMap();
      for (const std::string& key : keys) {
        out.Key(key);
        Value(field, out, depth);
      }
      return out.EndMap();
    }
  }
}

void Generator::Members(const ShapeInfo& shape, JsonWriter& out, int depth) {
  const int likely = depth < 2 ? 80 : depth < 5 ? 40 : 10;
  for (const FieldInfo& field : shape.fields) {
    if (field.storage == Storage::kObject || !Chance(likely)) continue;
    out.Key(field.name);
    Field(field, out, depth);
  }
  if (shape.unknown != ShapeInfo::kNowhere && Chance(10)) {
    out.Key("zzFromANewerVersion");
    Any(out, depth);
  }
}

std::string Generator::ObjectJson(const KindInfo& kind) {
  JsonWriter out;
  out.BeginMap();
  out.Key("apiVersion");
  out.String(kind.api_version);
  out.Key("kind");
  out.String(kind.name);
  out.Key("metadata");
  out.BeginMap();
  Members(*kind.shape->Find("metadata")->shape, out, 1);
  out.EndMap();
  Members(*kind.shape, out, 0);
  out.EndMap();
  return out.Take();
}

}  // namespace fluid::model::test
