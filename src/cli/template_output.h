// Objects through a template: -o jsonpath=, jsonpath-as-json=, custom-columns=, and the same from a file. The
// same bytes as kubectl prints.
//
// Threads: none.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/cli/invocation.h"
#include "src/cli/json_path.h"
#include "src/cli/table.h"

namespace fluid::cli {

inline bool IsTemplate(Format format) {
  return format == Format::kJsonPath || format == Format::kJsonPathAsJson || format == Format::kColumns;
}

class TemplateOutput {
 public:
  // Reads the template that `common` asks for. INVALID_ARGUMENT: it is broken, or its file can't be read.
  static Result<TemplateOutput> Make(const Common& common, bool headers);

  // One object is itself, several are one List. Columns have a row for each in any case.
  Status Print(const std::vector<Object>& objects, bool single, std::ostream& out);

 private:
  struct Column {
    std::string header;
    JsonPath path;
  };
  TemplateOutput(Format format, bool headers) : format_(format), headers_(headers) {}
  Status ReadColumns(std::string_view text);
  Status PrintColumns(const std::vector<Object>& objects, std::ostream& out);

  Format format_;
  bool headers_;
  JsonPath path_;
  std::vector<Column> columns_;
  std::vector<Table> table_;  // one, once something was printed: its columns go on through a watch
};

}  // namespace fluid::cli
