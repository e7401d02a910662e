// Objects as they are printed: table, YAML, JSON, names.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "fluid/clock.h"
#include "fluid/object.h"
#include "src/cli/invocation.h"
#include "src/cli/table.h"

namespace fluid::cli {

struct TableShape {
  const KindInfo* kind = nullptr;
  bool wide = false, spaces = false;
  bool full_names = false;                 // with the kind, where several kinds are shown
  std::vector<std::string> label_columns;  // keys of labels, a column each
  bool labels = false;                     // all of them, in one column
};
Table TableOf(const TableShape& shape, bool no_headers = false);
std::vector<std::string> RowOf(const TableShape& shape, const Object& object, WallTime now);

// In kYaml, kJson or kName. A list is one document of kind List; a single object is itself.
void PrintObjects(const std::vector<Object>& objects, bool single, Format format, std::ostream& out,
                  bool managed_fields = false);

// What stands behind a line about what was only tried: " (dry run)", as kubectl says it; else "".
std::string_view NoteOf(DryRun dry_run);

// The JSON of a List of them.
std::string ListJson(const std::vector<Object>& objects);

// Several problems are told alone, a line each, exactly as editors and other programs expect them.
void PrintError(const Status& status, std::ostream& err);

}  // namespace fluid::cli
