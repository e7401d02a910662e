// P6 exact batches; P7 what is lost is placed again; P16 how the time of a batch grows.
#include <fmt/format.h>

#include <algorithm>

#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/rows.h"
#include "fluid/placement_flow.h"
#include "tests/unit/placement/flow_instances.h"
#include "tests/unit/placement/lemon_flow.h"

namespace fluid::placement::bench {
namespace {

struct FlowCase {
  const char* name;
  FlowShape shape;
  double goal_ms;       // P6
  double goal_loss_us;  // P7, p99
};

std::vector<FlowCase> FlowCases(bool quick) {
  if (quick) {
    return {{"1k x 1k loose", {1'000, 32, 8, 2, 100, 20, 1'000}, 3, 300},
            {"1k x 1k tight", {1'000, 32, 8, 1, 100, 20, 1'010}, 8, 300}};
  }
  return {{"10k x 10k loose", {10'000, 32, 40, 2, 1'000, 20, 10'000}, 3, 300},
          {"10k x 10k tight", {10'000, 32, 40, 1, 1'000, 20, 10'100}, 8, 300},
          {"10k x 12.5k clustered", {12'500, 32, 40, 1, 1'000, 20, 10'000, true}, 3, 300},
          {"10k x 100k", {100'000, 32, 40, 1, 1'000, 20, 10'000}, 25, 2'000},
          {"100k x 100k clustered", {100'000, 32, 40, 1, 5'000, 20, 99'000, true}, 25, 2'000},
          {"100k x 100k tight", {100'000, 32, 40, 1, 5'000, 20, 101'000}, 60, 2'000}};
}

void Check(Row& row, const SlotFlow& flow) {
  ++row.answers;
  row.mismatches += CheckFlow(flow.Tree(), flow.Classes(), flow.Answer()).ok() ? 0 : 1;
}

void FlowRowsOf(const FlowCase& of, const Settings& settings, std::vector<Row>& rows) {
  const FlowInstance instance = MakeFlow(of.shape);
  size_t arcs = 2 * instance.tree.parent.size();
  for (const FlowClass& c : instance.classes) arcs += c.arcs.size();
  Row cold;
  cold.id = "P6";
  cold.name = fmt::format("exact batch, {}", of.name);
  cold.goal = fmt::format("<= {:g} ms, cost == LEMON, >= 10x", of.goal_ms);
  cold.unit = "ms";
  cold.checked = true;
  Times times;
  for (int i = 0; i < 5; ++i) {
    SlotFlow flow = Must(MakeSolver(instance));
    const auto begin = Clock::now();
    flow.Solve();
    times.Add(begin);
    if (i == 0) Check(cold, flow);
  }
  cold.figure = times.At(0.5) / 1000;
  SlotFlow flow = Must(MakeSolver(instance));
  flow.Solve();
  const auto lemon = Clock::now();
  ++cold.answers;
  cold.mismatches += LemonCost(instance.tree, instance.classes) == flow.cost() ? 0 : 1;
  cold.opponent = "LEMON NetworkSimplex, same graph";
  cold.ratio = Seconds(lemon) * 1000 / cold.figure;
  cold.reached = cold.figure <= of.goal_ms && cold.ratio >= 10;
  cold.more = {{"arcs", static_cast<double>(arcs)}, {"cost", static_cast<double>(flow.cost())}};
  cold.note = "one run of LEMON, its graph's making included; ours the median of 5, without adding classes";

  Row loss;
  loss.id = "P7";
  loss.name = fmt::format("a node lost, exact again, {}", of.name);
  loss.goal = fmt::format("p50 <= 10, p99 <= {:g} us", of.goal_loss_us);
  loss.unit = "us p50";
  loss.checked = true;
  Times lost, back;
  std::mt19937 random(5);
  const int rounds = settings.quick ? 200 : 2'000;
  int64_t touched = 0;
  for (int i = 0; i < rounds; ++i) {
    const int32_t leaf = instance.leaves[random() % instance.leaves.size()];
    const auto begin = Clock::now();
    Must(flow.SetSlots(leaf, 0));
    flow.Solve();
    lost.Add(begin);
    touched += flow.touched();
    if (i % (rounds / 10) == 0) Check(loss, flow);
    if (i == 0) {
      ++loss.answers;
      loss.mismatches += LemonCost(flow.Tree(), flow.Classes()) == flow.cost() ? 0 : 1;
    }
    const auto again = Clock::now();
    Must(flow.SetSlots(leaf, of.shape.slots));
    flow.Solve();
    back.Add(again);
    if (i % (rounds / 10) == 0) Check(loss, flow);
  }
  loss.figure = lost.At(0.5);
  loss.opponent = "cold solve of the same instance";
  loss.ratio = cold.figure * 1000 / loss.figure;
  loss.reached = loss.figure <= 10 && lost.At(0.99) <= of.goal_loss_us;
  loss.more = {{"p99_us", lost.At(0.99)},
               {"back_p50_us", back.At(0.5)},
               {"back_p99_us", back.At(0.99)},
               {"touched_mean", static_cast<double>(touched) / rounds}};
  rows.push_back(std::move(cold));
  rows.push_back(std::move(loss));
}

}  // namespace

std::vector<Row> FlowRows(const Settings& settings) {
  std::vector<Row> rows;
  for (const FlowCase& of : FlowCases(settings.quick)) FlowRowsOf(of, settings, rows);
  if (settings.quick) return rows;  // of one size
  Row law;
  law.id = "P16";
  law.name = "exponent of a batch's time in the number of arcs";
  law.goal = "<= 1.15";
  law.unit = "exponent";
  law.checked = true;
  std::vector<std::pair<double, double>> points;
  for (const Row& row : rows) {
    if (row.id != "P6") continue;
    points.emplace_back(row.more[0].second, row.figure);
    law.answers += row.answers;
    law.mismatches += row.mismatches;
  }
  law.figure = Exponent(points);
  law.note = "over the six instances of P6, loose and tight alike";
  law.reached = law.figure <= 1.15;
  rows.push_back(std::move(law));
  return rows;
}

}  // namespace fluid::placement::bench
