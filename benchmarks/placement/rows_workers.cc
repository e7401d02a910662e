// P9 cache workers; P10 what moves when nodes come and go.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "benchmarks/placement/farms.h"
#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/rows.h"
#include "benchmarks/placement/windows.h"
#include "fluid/placement_evacuation.h"
#include "fluid/placement_workers.h"

namespace fluid::placement::bench {
namespace {

constexpr int64_t kGiB = int64_t{1} << 30;

// A row's answer: everything that is placed now.
void Check(Row& row, const WorkerPlacer& placer) {
  ++row.answers;
  if (const Status status = CheckPlaced(placer); !status.ok()) {
    fmt::print(stderr, "{}\n", status.ToString());
    ++row.mismatches;
  }
}

WorkerPlacer Placed(const Farm& farm, double* seconds = nullptr) {
  WorkerPlacer placer = Must(WorkerPlacer::New(farm.tree));
  const auto begin = Clock::now();
  for (const WorkerSpec& spec : farm.specs) Must(placer.Add(spec));
  placer.PlaceAll();
  if (seconds != nullptr) *seconds = Seconds(begin);
  return placer;
}

void ColdRows(const Farm& farm, const Settings& settings, std::vector<Row>& rows) {
  Row cold;
  cold.id = "P9";
  cold.name =
      fmt::format("{} datasets of 20 workers on {} nodes, 70 % full", farm.specs.size(), farm.leaves.size());
  cold.goal = "<= 1 s, certified gap <= 2 %";
  cold.unit = "s";
  cold.checked = true;
  WorkerPlacer placer = Placed(farm, &cold.figure);
  Check(cold, placer);
  const int64_t cost = placer.cost(), bound = WorkerBound(farm.tree, farm.specs, {});
  cold.mismatches += bound > cost ? 1 : 0;
  const double gap =
      100.0 * static_cast<double>(cost - bound) / static_cast<double>(std::max<int64_t>(1, bound));
  cold.more = {
      {"gap_percent", gap}, {"cost", static_cast<double>(cost)}, {"bound", static_cast<double>(bound)}};
  cold.reached = cold.figure <= 1 && gap <= 2;
  cold.note = "bound: each dataset alone with its own quota checks";
  rows.push_back(std::move(cold));

  Row create;
  create.id = "P9";
  create.name = "one dataset created and deleted there";
  create.goal = "p99 <= 100 us each";
  create.unit = "us p50";
  create.checked = true;
  Times times;
  std::mt19937 random(6);
  const int rounds = settings.quick ? 200 : 5'000;
  int64_t placed = 0;
  for (int i = 0; i < rounds; ++i) {
    const WorkerSpec& spec = farm.specs[random() % farm.specs.size()];
    const auto begin = Clock::now();
    const int32_t k = Must(placer.Add(spec));
    Must(placer.Place(k));
    times.Add(begin);
    placed += placer.workers(k).size() == static_cast<size_t>(spec.workers) ? 1 : 0;
    if (i % (rounds / 2) == 0) Check(create, placer);
    const auto end = Clock::now();
    Must(placer.Remove(k));
    times.Add(end);
  }
  create.figure = times.At(0.5);
  create.reached = times.At(0.99) <= 100;
  create.more = {{"p99_us", times.At(0.99)}, {"wholly_placed_share", static_cast<double>(placed) / rounds}};
  rows.push_back(std::move(create));
}

Row WindowRow(const Settings& settings) {
  Row row;
  row.id = "P9";
  row.name = "workers on few nodes, small enough to be closed";
  row.goal = "unplaced == exact, within 2 %";
  row.unit = "% over";
  row.checked = true;
  const WindowReport report = RunWindows(WorkerWindows(), 2, settings, row);
  row.figure = report.mean;
  row.opponent = "HiGHS, time to prove";
  row.ratio = report.highs_seconds / std::max(1e-6, report.seconds);
  row.more = MoreOf(report);
  row.reached = report.known > 0 && report.placed_alike == report.known && report.worst <= 2;
  row.note = NoteOf(report);
  return row;
}

// Before a repair.
int64_t LeastMoves(const WorkerPlacer& placer) {
  std::vector<WorkerSpec> specs;
  std::vector<std::vector<Worker>> still;
  for (int32_t k = 0; k < placer.datasets(); ++k) {
    specs.push_back(placer.spec(k));
    still.emplace_back(placer.workers(k).begin(), placer.workers(k).end());
  }
  return placement::LeastMoves(placer.tree(), specs, still);
}

// Takes leaves away and repairs. The moves, and the fewest there could be.
Row LossRow(const Farm& farm, std::string_view name, std::span<const int32_t> lost, double goal_ms) {
  WorkerPlacer placer = Placed(farm);
  Row row;
  row.id = "P10";
  row.name = fmt::format("{} lost of {}: fewest moves", name, farm.leaves.size());
  row.goal = fmt::format("moves == bound, <= {:g} ms", goal_ms);
  row.unit = "ms";
  row.checked = true;
  const auto begin = Clock::now();
  for (const int32_t leaf : lost) Must(placer.SetQuota(leaf, {}));
  row.figure = Seconds(begin) * 1000;
  const int64_t least = LeastMoves(placer);
  const auto repair = Clock::now();
  const std::vector<WorkerMove> moves = placer.Repair();
  row.figure += Seconds(repair) * 1000;
  Check(row, placer);
  const int64_t filled =
      std::count_if(moves.begin(), moves.end(), [](const WorkerMove& m) { return m.to >= 0; });
  const int64_t homeless = static_cast<int64_t>(moves.size()) - filled;
  const int64_t cost = placer.cost();
  placer.PlaceAll();
  row.more = {{"moves", static_cast<double>(filled)},
              {"least_moves", static_cast<double>(least)},
              {"without_place", static_cast<double>(homeless)},
              {"cost_over_fresh",
               static_cast<double>(cost) / static_cast<double>(std::max<int64_t>(1, placer.cost()))}};
  row.reached = filled == least && homeless == 0 && row.figure <= goal_ms;
  row.note =
      "the bound knows sizes, what is free, and that exclusive workers need empty nodes where spread allows";
  return row;
}

Row MoveWindowRow(const Settings& settings) {
  Row row;
  row.id = "P10";
  row.name = "two nodes lost of few, small enough to be closed: moves";
  row.goal = "0: moves == optimum";
  row.unit = "not best";
  row.checked = true;
  const WindowReport report = RunWindows(MoveWindows(), 0, settings, row);
  row.figure = static_cast<double>(report.known - report.exact);
  row.opponent = "HiGHS, time to prove";
  row.ratio = report.highs_seconds / std::max(1e-6, report.seconds);
  row.more = MoreOf(report);
  row.reached = report.known > 0 && report.exact == report.known;
  row.note = NoteOf(report);
  return row;
}

Row ScaleRow(const Farm& farm) {
  WorkerPlacer placer = Placed(farm);
  Row row;
  row.id = "P10";
  row.name = "scale from W to W + 1 and back; a node joins";
  row.goal = "0 moves beyond the one";
  row.unit = "extra";
  row.checked = true;
  int64_t extra = 0, nested = 0, anew = 0, full = 0;
  for (int32_t k = 0; k < std::min<int32_t>(200, placer.datasets()); ++k) {
    const std::vector<Worker> before(placer.workers(k).begin(), placer.workers(k).end());
    const int32_t w = static_cast<int32_t>(before.size());
    const size_t out = Must(placer.Scale(k, w + 1)).size();
    if (placer.workers(k).size() != before.size() + 1) ++full;
    extra += static_cast<int64_t>(out) - (placer.workers(k).size() != before.size() + 1 ? 0 : 1);
    nested += placer.cost(k);
    anew += placer.CostAnew(k);
    extra += static_cast<int64_t>(Must(placer.Scale(k, w)).size()) - (out > 0 ? 1 : 0);
    row.mismatches +=
        before == std::vector<Worker>(placer.workers(k).begin(), placer.workers(k).end()) ? 0 : 1;
    ++row.answers;
  }
  const int32_t leaf = farm.leaves.front();
  Must(placer.SetQuota(leaf, {}));
  placer.Repair();
  Must(placer.SetQuota(leaf, farm.tree.quota[leaf]));
  extra += static_cast<int64_t>(placer.Repair().size());
  Check(row, placer);
  row.figure = static_cast<double>(extra);
  row.more = {
      {"nested_over_anew", static_cast<double>(nested) / static_cast<double>(std::max<int64_t>(1, anew))},
      {"without_place", static_cast<double>(full)}};
  row.reached = extra == 0;
  row.note = "nested_over_anew: what W + 1 costs as an addition, over what it costs placed anew";
  return row;
}

Row EvacuationRow(const Farm& farm) {
  WorkerPlacer placer = Placed(farm);
  Row row;
  row.id = "P10";
  row.name = "a rack evacuated at 1 GiB/s a node, spread kept";
  row.goal = "as long as the busiest node";
  row.unit = "x least";
  row.checked = true;
  const EvacuationOptions options{kGiB, 2};
  std::vector<int32_t> rack(
      farm.leaves.begin(),
      farm.leaves.begin() + std::min<int64_t>(32, static_cast<int64_t>(farm.leaves.size()) / 64));
  auto plan = PlanEvacuation(placer, rack, options);
  if (!plan.ok()) {
    row.note = plan.status().ToString();
    return row;
  }
  ++row.answers;
  if (const Status status = CheckEvacuation(placer, *plan, options); !status.ok()) {
    fmt::print(stderr, "{}\n", status.ToString());
    ++row.mismatches;
  }
  row.figure =
      static_cast<double>(plan->length) / static_cast<double>(std::max<int64_t>(1, plan->least_length));
  row.more = {{"steps", static_cast<double>(plan->length)},
              {"transfers", static_cast<double>(plan->transfers.size())}};
  row.reached = row.figure <= 1.05;
  return row;
}

}  // namespace

std::vector<Row> WorkerRows(const Settings& settings) {
  if (settings.prove > 0) return {WindowRow(settings), MoveWindowRow(settings)};
  const Farm farm = settings.quick ? MakeFarm(512, 200, 0.7) : MakeFarm(10'000, 5'000, 0.7);
  std::vector<Row> rows;
  ColdRows(farm, settings, rows);
  rows.push_back(WindowRow(settings));
  const std::vector<int32_t>& leaves = farm.leaves;
  const size_t rack = std::min<size_t>(32, leaves.size() / 64), eighth = leaves.size() / 64;
  rows.push_back(LossRow(farm, "a node", std::span(leaves).subspan(77, 1), 1));
  rows.push_back(LossRow(farm, "a rack", std::span(leaves).subspan(0, rack), 5));
  rows.push_back(LossRow(farm, "an eighth of a zone", std::span(leaves).subspan(0, eighth), 50));
  rows.push_back(MoveWindowRow(settings));
  rows.push_back(ScaleRow(farm));
  rows.push_back(EvacuationRow(farm));
  return rows;
}

}  // namespace fluid::placement::bench
