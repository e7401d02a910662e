// P1 one pod, exactly; P2 no difference to a scan.
#include <fmt/format.h>

#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/opponents.h"
#include "benchmarks/placement/rows.h"

namespace fluid::placement::bench {
namespace {

struct Measured {
  Times best, list, scan, wide;
  int64_t answers = 0, mismatches = 0;
};

Choice AsPlain(const Instance& instance, Choice choice) {
  // Ids are given in the order of Plain.
  return {choice.node < 0 ? -1 : choice.node - instance.ids[0], choice.score};
}

// Queries of `datasets` each; every `checked`-th is compared with both scans, which are timed as well.
Measured Ask(Instance& instance, int datasets, int queries, int checked) {
  Measured m;
  FullScan scan(instance.plain);
  std::vector<Choice> list(32);
  std::vector<Pod> pods;
  for (int i = 0; i < queries; ++i) pods.push_back(instance.Reader(datasets));
  for (int i = 0; i < queries; ++i) {
    Choice best;
    const auto begin = Clock::now();
    Must(instance.view->Rank(pods[static_cast<size_t>(i)], {&best, 1}));
    m.best.Add(begin);
    if (i % 4 == 0) {
      const auto from = Clock::now();
      Must(instance.view->Rank(pods[static_cast<size_t>(i)], list));
      m.list.Add(from);
      m.mismatches += list[0] == best ? 0 : 1;
    }
    if (i % checked != 0) continue;
    ++m.answers;
    auto from = Clock::now();
    const Choice plain = scan.Best(pods[static_cast<size_t>(i)], false);
    m.scan.Add(from);
    from = Clock::now();
    const Choice wide = scan.Best(pods[static_cast<size_t>(i)], true);
    m.wide.Add(from);
    m.mismatches += AsPlain(instance, best) == plain && plain == wide ? 0 : 1;
  }
  return m;
}

Row RowOf(Measured& m, const std::string& name, double p50_goal, double p99_goal, double least_ratio) {
  Row row;
  row.id = "P1";
  row.name = name;
  row.goal = p50_goal > 0 ? fmt::format("p50 <= {:g} us, p99 <= {:g} us", p50_goal, p99_goal)
                          : fmt::format("p99 <= {:g} us", p99_goal);
  if (least_ratio > 0) row.goal += fmt::format(", >= {:g}x", least_ratio);
  row.figure = m.best.At(0.5);
  row.unit = "us p50";
  row.opponent = "scalar full scan";
  row.ratio = m.scan.At(0.5) / row.figure;
  row.checked = true;
  row.answers = m.answers;
  row.mismatches = m.mismatches;
  const double p99 = m.best.At(0.99);
  row.more = {{"p99_us", p99},
              {"p999_us", m.best.At(0.999)},
              {"top32_p50_us", m.list.At(0.5)},
              {"top32_over_top1", m.list.At(0.5) / row.figure},
              {"ratio_to_wide_scan", m.wide.At(0.5) / row.figure}};
  row.reached = (p50_goal <= 0 || row.figure <= p50_goal) && p99 <= p99_goal && row.ratio >= least_ratio;
  return row;
}

}  // namespace

std::vector<Row> QueryRows(const Settings& settings) {
  std::vector<Row> rows;
  const int queries = settings.quick ? 4'000 : 40'000;
  const int checked = settings.quick ? 40 : 100;
  double small = 0;
  for (const int nodes : {1'000, 10'000, 100'000}) {
    const double least = nodes == 100'000 ? 100 : 0;  // a scan of few nodes is quick
    Instance loose({.nodes = nodes, .datasets = 5'000});
    Measured one = Ask(loose, 1, queries, checked);
    rows.push_back(RowOf(one, fmt::format("best node, 1 dataset, {} nodes, loose", nodes), 2, 5, least));
    if (nodes == 1'000) small = rows.back().figure;
    rows.back().more.emplace_back("p50_over_p50_at_1000_nodes", rows.back().figure / small);
    Measured three = Ask(loose, 3, queries / 2, checked);
    rows.push_back(RowOf(three, fmt::format("best node, 3 datasets, {} nodes, loose", nodes), 0, 25, least));
    Instance tight({.nodes = nodes, .datasets = 5'000, .full = 0.98});
    Measured full = Ask(tight, 1, queries / 2, checked);
    rows.push_back(
        RowOf(full, fmt::format("best node, 1 dataset, {} nodes, 98 % full", nodes), 0, 25, least));
    Measured full3 = Ask(tight, 3, queries / 2, checked);
    rows.push_back(
        RowOf(full3, fmt::format("best node, 3 datasets, {} nodes, 98 % full", nodes), 0, 25, least));
  }

  // Small clusters make every kind of tie and refusal frequent.
  Row exact;
  exact.id = "P2";
  exact.name = "random queries that differ from a full scan";
  exact.goal = "0 in 1,000,000";
  exact.unit = "differences";
  exact.opponent = "scalar and wide full scan";
  exact.checked = true;
  const int total = settings.quick ? 50'000 : 1'000'000;
  const int worlds = settings.quick ? 25 : 250;
  for (int w = 0; w < worlds; ++w) {
    Instance instance({.nodes = 40 + 23 * (w % 25),
                       .datasets = 50,
                       .holders = 1 + w % 12,
                       .full = 0.2 * (w % 6),
                       .seed = static_cast<uint64_t>(w) + 7});
    FullScan scan(instance.plain);
    for (int i = 0; i < total / worlds; ++i) {
      const Pod pod = instance.Reader(1 + i % 3, 1000 + instance.Roll(63'000));
      Choice best;
      Must(instance.view->Rank(pod, {&best, 1}));
      ++exact.answers;
      exact.mismatches += AsPlain(instance, best) == scan.Best(pod, i % 2 == 0) ? 0 : 1;
    }
  }
  exact.figure = static_cast<double>(exact.mismatches);
  exact.reached = exact.mismatches == 0;
  rows.push_back(std::move(exact));
  return rows;
}

}  // namespace fluid::placement::bench
