// How two objects of one kind differ, field by field. Lists whose items have keys (FieldInfo::list_keys) are
// compared item by item whatever their order; sets by value; other lists by position, after what both begin
// and end with.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "fluid/object.h"
#include "src/model/shape.h"
#include "src/model/tree.h"

namespace fluid::model {

struct Change {
  enum class Kind { kAdded, kRemoved, kChanged };
  Kind kind = Kind::kChanged;
  std::string path;    // spec.mounts[0].options[key], status.conditions[type=Ready].reason
  std::string before;  // as JSON; empty: added
  std::string after;   // as JSON; empty: removed
  bool operator==(const Change&) const = default;
};

struct DiffOptions {
  bool status = true;
  bool server_fields = false;  // uid, resourceVersion, generation, times and managedFields of the metadata
};

// In the order of the fields' names. Both objects of one kind; other kinds differ in "kind" alone.
std::vector<Change> Diff(const Object& before, const Object& after, const DiffOptions& options = {});

// Of two maps of one shape; null shape: of no table.
void DiffTrees(const Node& before, const Node& after, const ShapeInfo* shape, const Path& path,
               std::vector<Change>& changes);

}  // namespace fluid::model
