// fluid-bench-placement [--quick]: one line of JSON on stdout, progress on stderr. Exit 1 when an answer was
// wrong.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

#include "benchmarks/placement/rows.h"

using namespace fluid::placement::bench;

namespace {

constexpr RowGroup kGroups[] = {QueryRows, ChangeRows, GangRows, WhyRows, FlowRows, WorkerRows, JointRows};

// Of the first row that was measured, at that moment: a busy machine shows.
std::string Load() {
  double load[3] = {0, 0, 0};
  return getloadavg(load, 3) < 1 ? "null" : fmt::format("{:.2f}", load[0]);
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--quick") == 0) {
      settings.quick = true;
    } else {
      fmt::print(stderr, "usage: fluid-bench-placement [--quick]\n");
      return 2;
    }
  }
  const std::string before = Load();
  std::string rows;
  int64_t mismatches = 0;
  try {
    for (const RowGroup group : kGroups) {
      for (const Row& row : group(settings)) {
        fmt::print(stderr, "{:<4} {:<58} {:>10.4g} {:<9} goal {:<28} {}{}\n", row.id, row.name, row.figure,
                   row.unit, row.goal,
                   row.ratio > 0 ? fmt::format("{:.4g}x {}", row.ratio, row.opponent) : "",
                   row.mismatches > 0 ? "  WRONG" : "");
        rows += (rows.empty() ? "" : ",") + ToJson(row);
        mismatches += row.mismatches;
      }
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench: {}\n", error.what());
    return 1;
  }
  fmt::print(
      "{{\"bench\":\"placement\",\"version\":1,\"quick\":{},\"load_before\":{},\"load_after\":{},\"rows\":[{}"
      "]}}\n",
      settings.quick, before, Load(), rows);
  return mismatches == 0 ? 0 : 1;
}
