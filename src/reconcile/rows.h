// The state tables as data: every row of docs/design.md, "State tables", by its id. A planner names the row
// it takes.
#pragma once

#include <span>
#include <string_view>

namespace fluid::reconcile {

struct Row {
  std::string_view id;    // "dataset.bind"
  std::string_view from;  // phases, with commas between; "*": any
  std::string_view when;
  std::string_view to;  // phase; "=": the same
  std::string_view reason;
};

std::span<const Row> Rows();

}  // namespace fluid::reconcile
