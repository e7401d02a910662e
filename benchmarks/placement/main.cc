// fluid-bench-placement [--quick] [--rows ID] [--prove SECONDS]: one line of JSON on stdout, progress on
// stderr. Exit 1 when an answer was wrong.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string_view>

#include "benchmarks/placement/rows.h"

using namespace fluid::placement::bench;

namespace {

struct Group {
  std::string_view ids;
  RowGroup rows;
};
constexpr Group kGroups[] = {{"P1 P2", QueryRows},    {"P3 P5 P15 P16", ChangeRows},
                             {"P4 P13", GangRows},    {"P14", WhyRows},
                             {"P6 P7 P16", FlowRows}, {"P8", BatchRows},
                             {"P9 P10", WorkerRows},  {"P11", CrushRows},
                             {"P12", JointRows},      {"P1 P4 P7 P9", InstructionRows}};

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
    } else if (std::strcmp(argv[i], "--rows") == 0 && i + 1 < argc) {
      settings.only = argv[++i];
    } else if (std::strcmp(argv[i], "--prove") == 0 && i + 1 < argc) {
      settings.prove = std::atoi(argv[++i]);
    } else if (argc == 5 && i == 1 && std::strcmp(argv[1], "--instructions") == 0) {
      // How InstructionRows calls this program below valgrind: --instructions KIND --queries N.
      return AskForCounting(argv[2], std::atoi(argv[4])) ? 0 : 2;
    } else {
      fmt::print(stderr, "usage: fluid-bench-placement [--quick] [--rows ID] [--prove SECONDS]\n");
      return 2;
    }
  }
  const std::string before = Load();
  std::string rows;
  int64_t mismatches = 0;
  try {
    for (const Group& group : kGroups) {
      const std::string ids = fmt::format(" {} ", group.ids);
      if (!settings.only.empty() && ids.find(" " + settings.only + " ") == std::string::npos) continue;
      for (const Row& row : group.rows(settings)) {
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
