// P6 exact batches; P7 what is lost is placed again; P8 batches of mixed shapes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/rows.h"
#include "fluid/placement_batch.h"
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

// Nodes and pods of openb's shapes, in its proportions, and locality as in P6.
BatchProblem Openb(int32_t nodes, int64_t pods, int holders) {
  std::ifstream in(FLUID_BENCH_DATA "/openb_shapes.csv");
  if (!in) throw std::runtime_error("cannot read " FLUID_BENCH_DATA "/openb_shapes.csv");
  struct Shape {
    double count;
    std::vector<int64_t> amounts;
  };
  std::vector<Shape> of_nodes, of_pods;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string kind, field;
    std::getline(fields, kind, ',');
    std::vector<int64_t> numbers;
    while (std::getline(fields, field, ',')) numbers.push_back(std::stoll(field));
    (kind == "node" ? of_nodes : of_pods)
        .push_back({static_cast<double>(numbers[0]), {numbers.begin() + 1, numbers.end()}});
  }
  // As many of each shape as its share says, in mixed order.
  std::mt19937 random(9);
  auto draw = [&random](const std::vector<Shape>& shapes, int64_t n) {
    double all = 0, sum = 0;
    for (const Shape& s : shapes) all += s.count;
    std::vector<const Shape*> drawn;
    for (const Shape& s : shapes) {
      sum += s.count;
      while (static_cast<double>(drawn.size()) < sum / all * static_cast<double>(n) - 0.5)
        drawn.push_back(&s);
    }
    for (size_t i = drawn.size(); i > 1; --i) std::swap(drawn[i - 1], drawn[random() % i]);
    return drawn;
  };
  BatchProblem p;
  p.resources = 3;
  auto add = [&p](int32_t parent, const std::vector<int64_t>& capacity) {
    p.parent.push_back(parent);
    p.capacity.insert(p.capacity.end(), capacity.begin(), capacity.end());
    return static_cast<int32_t>(p.parent.size()) - 1;
  };
  std::vector<int32_t> leaves;
  int32_t zone = add(-1, {0, 0, 0}), rack = 0;
  for (const Shape* node : draw(of_nodes, nodes)) {
    if (leaves.size() % 1'280 == 0) zone = add(0, {0, 0, 0});
    if (leaves.size() % 32 == 0) rack = add(zone, {0, 0, 0});
    leaves.push_back(add(rack, node->amounts));
  }
  const int datasets = std::min(500, nodes / 3);
  std::vector<std::vector<int32_t>> held(datasets);
  std::vector<double> until;
  double sum = 0;
  for (int d = 0; d < datasets; ++d) {
    until.push_back(sum += std::pow(d + 1, -0.9));
    for (int i = 0; i < holders; ++i) held[d].push_back(leaves[random() % leaves.size()]);
  }
  std::map<std::pair<std::vector<int64_t>, size_t>, int64_t> classes;
  for (const Shape* pod : draw(of_pods, pods)) {
    const double at = static_cast<double>(random()) / 4294967296.0 * sum;
    const size_t d = static_cast<size_t>(std::upper_bound(until.begin(), until.end(), at) - until.begin());
    ++classes[{pod->amounts, std::min<size_t>(d, static_cast<size_t>(datasets) - 1)}];
  }
  for (const auto& [key, count] : classes) {
    BatchClass c{count, 1'000, key.first, {{0, 100}}};
    std::vector<int32_t> at = held[key.second];
    for (const int64_t cost : {0, 50, 80}) {
      std::sort(at.begin(), at.end());
      at.erase(std::unique(at.begin(), at.end()), at.end());
      for (int32_t& v : at) {
        c.arcs.push_back({v, cost});
        v = p.parent[v];
      }
    }
    p.classes.push_back(std::move(c));
  }
  return p;
}

Row MixedRow(const char* name, int32_t nodes, int64_t pods, int holders, bool quick) {
  const BatchProblem problem = Openb(nodes, pods, holders);
  Row row;
  row.id = "P8";
  row.name = fmt::format("mixed batch of openb's shapes, {}", name);
  row.goal = "<= 100 ms, certified gap <= 1 %";
  row.unit = "ms";
  row.checked = true;
  // gap(time): the same search with ten and a hundred times the trials.
  double gap = 0;
  for (const int64_t trials :
       quick ? std::vector<int64_t>{300'000} : std::vector<int64_t>{1'000'000, 10'000'000, 100'000'000}) {
    const auto begin = Clock::now();
    const BatchAnswer answer =
        Must(SolveBatch(problem, {.trials = trials, .kicks = static_cast<int>(trials / 100)}));
    const double ms = Seconds(begin) * 1000;
    ++row.answers;
    row.mismatches += CheckBatch(problem, answer).ok() ? 0 : 1;
    int64_t out = 0;
    for (const int64_t u : answer.unplaced) out += u;
    const double now = 100.0 * static_cast<double>(answer.cost - answer.bound) /
                       std::max(1.0, static_cast<double>(answer.bound));
    if (row.answers == 1) {
      row.figure = ms;
      gap = now;
    }
    const std::string at = fmt::format("_{}M", static_cast<double>(trials) / 1e6);
    row.more.emplace_back("ms" + at, ms);
    row.more.emplace_back("gap_percent" + at, now);
    row.more.emplace_back("cost" + at, static_cast<double>(answer.cost));
    row.more.emplace_back("unplaced" + at, static_cast<double>(out));
    row.more.emplace_back("bound" + at, static_cast<double>(answer.bound));
  }
  row.reached = row.figure <= 100 && gap <= 1;
  row.note = fmt::format(
      "gap {:.3g} % in the first run; it falls with trials, so the search is what bounds it first", gap);
  return row;
}

}  // namespace

std::vector<Row> FlowRows(const Settings& settings) {
  std::vector<Row> rows;
  for (const FlowCase& of : FlowCases(settings.quick)) FlowRowsOf(of, settings, rows);
  if (settings.quick) {
    rows.push_back(MixedRow("480 pods x 100 nodes", 100, 480, 3, true));
  } else {
    rows.push_back(MixedRow("8,152 pods x 1,523 nodes (GPUs 98 % taken)", 1'523, 8'152, 20, false));
    rows.push_back(MixedRow("10k pods x 10k nodes", 10'000, 10'000, 20, false));
  }
  return rows;
}

}  // namespace fluid::placement::bench
