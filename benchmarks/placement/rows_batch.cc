// P8 batches of mixed shapes.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "benchmarks/placement/batches.h"
#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/rows.h"
#include "benchmarks/placement/windows.h"

namespace fluid::placement::bench {
namespace {

Row MixedRow(const char* trace, const char* name, int32_t nodes, int64_t pods, int holders, bool quick) {
  const BatchProblem problem = Traced(trace, nodes, pods, holders);
  Row row;
  row.id = "P8";
  row.name = fmt::format("mixed batch of {}'s shapes, {}", trace, name);
  row.goal = "<= 100 ms, certified gap <= 1 %";
  row.unit = "ms";
  row.checked = true;
  // gap(time): the least, a medium and the most effort.
  struct Effort {
    const char* name;
    BatchOptions options;
  };
  const std::vector<Effort> efforts = quick ? std::vector<Effort>{{"0.1s", {.steps = 60, .moves = 50'000}}}
                                            : std::vector<Effort>{{"0.1s", {.steps = 30, .moves = 50'000}},
                                                                  {"1s", {.steps = 60, .moves = 300'000}},
                                                                  {"4s", {.steps = 120, .moves = 1'000'000}}};
  double first = 0, last = 0;
  int64_t out = 0;
  for (const auto& [effort, options] : efforts) {
    const auto begin = Clock::now();
    const BatchAnswer answer = Must(SolveBatch(problem, options));
    const double ms = Seconds(begin) * 1000;
    ++row.answers;
    row.mismatches += CheckBatch(problem, answer).ok() ? 0 : 1;
    out = std::accumulate(answer.unplaced.begin(), answer.unplaced.end(), int64_t{0});
    last = 100.0 * static_cast<double>(answer.cost - answer.bound) /
           std::max(1.0, static_cast<double>(answer.bound));
    if (row.answers == 1) {
      row.figure = ms;
      first = last;
    }
    const std::string at = fmt::format("_{}", effort);
    row.more.emplace_back("ms" + at, ms);
    row.more.emplace_back("gap_percent" + at, last);
    row.more.emplace_back("cost" + at, static_cast<double>(answer.cost));
    row.more.emplace_back("unplaced" + at, static_cast<double>(out));
    row.more.emplace_back("bound" + at, static_cast<double>(answer.bound));
  }
  row.reached = row.figure <= 100 && first <= 1;
  row.note = fmt::format(
      "gap {:.3g} % at the least effort, {:.3g} % at the most. The least is bound by the steps of the dual; "
      "the most by what the relaxation, in which pods may be cut, leaves open{}",
      first, last, out > 0 ? ": what is unplaced is not proved to have no place" : "");
  return row;
}

Row WindowRow(const Settings& settings) {
  Row row;
  row.id = "P8";
  row.name = "mixed batches small enough to be closed";
  row.goal = "unplaced == exact, locality <= 1.01x, mean <= 1.002x";
  row.unit = "% over";
  row.checked = true;
  const WindowReport report = RunWindows(BatchWindows(), 1, settings, row);
  row.figure = report.mean;
  row.opponent = "HiGHS, time to prove";
  row.ratio = report.highs_seconds / std::max(1e-6, report.seconds);
  row.more = MoreOf(report);
  row.reached = report.known > 0 && report.placed_alike == report.known && report.worst <= 1 &&
                report.mean <= 0.2 && row.ratio >= 100;
  row.note = NoteOf(report);
  return row;
}

}  // namespace

std::vector<Row> BatchRows(const Settings& settings) {
  std::vector<Row> rows{WindowRow(settings)};
  if (settings.prove > 0) return rows;
  if (settings.quick) {
    rows.push_back(MixedRow("openb", "480 pods x 100 nodes", 100, 480, 3, true));
    rows.push_back(MixedRow("dlrm", "250 pods x 100 nodes", 100, 250, 3, true));
  } else {
    rows.push_back(MixedRow("openb", "8,152 pods x 1,523 nodes (GPUs 98 % taken)", 1'523, 8'152, 20, false));
    rows.push_back(MixedRow("openb", "10k pods x 10k nodes", 10'000, 10'000, 20, false));
    rows.push_back(MixedRow("dlrm", "10k pods x 3,400 nodes", 3'400, 10'000, 20, false));
  }
  return rows;
}

}  // namespace fluid::placement::bench
