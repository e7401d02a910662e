// Columns: what `get` prints of each kind: those that Fluid's CRDs name, and our own of the same sort.
//
// Source: the additionalPrinterColumns of Fluid's CRDs. Constant data.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "fluid/clock.h"
#include "src/api/json.h"
#include "src/model/kind.h"

namespace fluid::api {

struct Column {
  std::string_view kind;
  std::string_view name;                                                // "Ufs Total Size"
  std::string_view path;                                                // ".status.ufsTotal"
  enum class Type { kText, kNumber, kAge, kCount } type = Type::kText;  // kCount: how many members
  bool wide = false;                                                    // only with -o wide
};

// In order, after the name; never empty: a kind without columns has its age.
std::span<const Column> ColumnsOf(const KindInfo& kind);

// One cell: of an object's JSON, at an instant (for ages).
std::string CellText(const Column& column, const Json& object, WallTime now);

// As kubectl prints ages: "45s", "3m5s", "2h10m", "26h", "5d".
std::string AgeText(Duration age);

}  // namespace fluid::api
