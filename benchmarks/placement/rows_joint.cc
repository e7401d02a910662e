// P12 data and compute together.
#include <fmt/format.h>

#include <algorithm>

#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/rows.h"
#include "benchmarks/placement/windows.h"
#include "fluid/placement_joint.h"
#include "tests/unit/placement/joint_instances.h"

namespace fluid::placement::bench {

namespace {

Row WindowRow(const Settings& settings) {
  Row row;
  row.id = "P12";
  row.name = "data and compute together, small enough to be closed";
  row.goal = "within 3 % of the optimum";
  row.unit = "% over";
  row.checked = true;
  const WindowReport report = RunWindows(JointWindows(), 3, settings, row);
  row.figure = report.worst;
  row.opponent = "HiGHS, time to prove";
  row.ratio = report.highs_seconds / std::max(1e-6, report.seconds);
  row.more = MoreOf(report);
  row.reached = report.known > 0 && report.worst <= 3;
  row.note = NoteOf(report);
  return row;
}

}  // namespace

std::vector<Row> JointRows(const Settings& settings) {
  if (settings.prove > 0) return {WindowRow(settings)};
  Row row;
  row.id = "P12";
  row.name = "data and compute together, LoRA's popularity";
  row.goal = ">= 15 % fewer bytes between zones";
  row.unit = "% fewer";
  row.checked = true;
  // 87 base models, log-log slope 1.8: most pods read few of them.
  const JointShape shape = settings.quick ? JointShape{4, 2, 8, 8, 40, 87, 4, 450, 1.8, 3}
                                          : JointShape{8, 5, 25, 8, 40, 87, 8, 7'000, 1.8, 3};
  const JointProblem problem = MakeJoint(shape);
  const auto begin = Clock::now();
  const JointAnswer answer = Must(SolveJoint(problem));
  const double seconds = Seconds(begin);
  ++row.answers;
  row.mismatches += CheckJoint(problem, answer.best).ok() && answer.together <= answer.data_first &&
                            answer.together <= answer.compute_first && answer.together >= answer.bound
                        ? 0
                        : 1;
  const double first = static_cast<double>(std::min(answer.cross_data_first, answer.cross_compute_first));
  row.figure = first > 0 ? 100 * (1 - static_cast<double>(answer.cross_together) / first) : 0;
  row.opponent = "the better of data first and compute first, cost";
  row.ratio = static_cast<double>(std::min(answer.data_first, answer.compute_first)) /
              static_cast<double>(std::max<int64_t>(1, answer.together));
  row.more = {{"data_first", static_cast<double>(answer.data_first)},
              {"compute_first", static_cast<double>(answer.compute_first)},
              {"together", static_cast<double>(answer.together)},
              {"bound", static_cast<double>(answer.bound)},
              {"cross_zone_mib_data_first", static_cast<double>(answer.cross_data_first)},
              {"cross_zone_mib_compute_first", static_cast<double>(answer.cross_compute_first)},
              {"cross_zone_mib_together", static_cast<double>(answer.cross_together)},
              {"seconds", seconds}};
  row.reached = row.figure >= 15;
  row.note = "data first knows no pods, compute first no data";
  return {row, WindowRow(settings)};
}

}  // namespace fluid::placement::bench
