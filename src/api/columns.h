// Columns: the cells that `get` prints of an object, for the command's tables and those of the API.
//
// Source: the additionalPrinterColumns of Fluid's CRDs and the columns of Kubernetes' own kinds, both in the
// model's tables. Constant data.
#pragma once

#include <span>
#include <string>

#include "fluid/clock.h"
#include "src/api/json.h"
#include "src/model/kind.h"

namespace fluid::api {

using Column = PrinterColumn;

// In order, after the name; never empty: a kind without columns has its age.
std::span<const Column> ColumnsOf(const KindInfo& kind);
// Whether the name is one of the columns, and not before them.
bool HasNameColumn(const KindInfo& kind);

// One cell: of an object's JSON, at an instant (for ages).
std::string CellText(const Column& column, const Json& object, WallTime now);

// As kubectl prints ages: "45s", "3m5s", "2h10m", "26h", "5d".
std::string AgeText(Duration age);

}  // namespace fluid::api
