// What the tests of the model share: tables as they are in files, all shapes, objects made by machine.
#pragma once

#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "src/model/json.h"
#include "src/model/kind.h"
#include "src/model/manifest.h"
#include "src/model/shape.h"

namespace fluid::model::test {

using Row = std::map<std::string, std::string>;
// A table of tab-separated values whose first line names the columns. `path` from the root of the project.
std::vector<Row> ReadTable(const std::string& path);
std::string ReadProjectFile(const std::string& path);

// Every shape that some kind reaches.
std::vector<const ShapeInfo*> AllShapes();

Object FromJson(std::string_view json);                 // fails the test with the problems
std::vector<Object> Accept(std::string_view manifest);  // likewise
std::string Refuse(
    std::string_view manifest);  // the problems, a line each; fails the test when there are none

// Writes random JSON that fits the tables: any subset of fields, hostile texts and numbers, members of newer
// versions.
class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}
  std::string ObjectJson(const KindInfo& kind);

 private:
  size_t Below(size_t n) { return n == 0 ? 0 : random_() % n; }
  bool Chance(int percent) { return Below(100) < static_cast<size_t>(percent); }
  std::string Text();
  void Any(JsonWriter& out, int depth);
  void Members(const ShapeInfo& shape, JsonWriter& out, int depth);
  void Field(const FieldInfo& field, JsonWriter& out, int depth);
  void Value(const FieldInfo& field, JsonWriter& out, int depth);
  std::mt19937_64 random_;
};

}  // namespace fluid::model::test
