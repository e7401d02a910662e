// P14 reasons.
#include <fmt/format.h>

#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/rows.h"

namespace fluid::placement::bench {

std::vector<Row> WhyRows(const Settings& settings) {
  std::vector<Row> rows;
  for (const double full : {0.0, 0.5}) {
    Instance instance({.nodes = 100'000, .datasets = 1'000, .full = full});
    Row row;
    row.id = "P14";
    row.name = fmt::format("why, with all counts, 100k nodes, {:g} % full", full * 100);
    row.goal = "<= 2x the query";
    row.unit = "us p50";
    Times query, why, why_not, none;
    Explanation explanation;
    for (int i = 0; i < (settings.quick ? 300 : 5'000); ++i) {
      const Pod pod = instance.Reader(1);
      Choice best[2];
      auto begin = Clock::now();
      Must(instance.view->Rank(pod, best));
      query.Add(begin);
      begin = Clock::now();
      Must(instance.view->Explain(pod, explanation));
      why.Add(begin);
      const NodeId other = instance.ids[static_cast<size_t>(instance.Roll(100'000))];
      begin = Clock::now();
      const Refusal refusal = Must(instance.view->WhyNot(pod, other));
      why_not.Add(begin);
      ++row.answers;
      row.mismatches +=
          explanation.best == best[0] && explanation.runner_up == best[1] && refusal.deficit >= 0 ? 0 : 1;
      if (i % 50 != 0) continue;
      int64_t out = 0;
      for (size_t n = 0; n < instance.plain.cpu.size(); ++n) {
        out += instance.plain.cpu[n] < pod.request[0] || instance.plain.memory[n] < pod.request[1] ? 1 : 0;
      }
      row.mismatches += explanation.nodes - explanation.feasible == out ? 0 : 1;
      Pod impossible = pod;
      impossible.request[0] = instance.shape.cpu * 2;
      Conflict conflict;
      begin = Clock::now();
      Must(instance.view->WhyNone(impossible, conflict));
      none.Add(begin);
      row.mismatches +=
          conflict.infeasible && conflict.core == std::vector<Broken>{{Rule::kResource, 0}} ? 0 : 1;
    }
    row.figure = why.At(0.5);
    row.opponent = "the query itself, share of the report's time";
    row.ratio = query.At(0.5) / row.figure;
    row.checked = true;
    row.more = {
        {"query_us", query.At(0.5)}, {"why_not_us", why_not.At(0.5)}, {"infeasible_core_us", none.At(0.5)}};
    row.reached = row.figure <= 2 * query.At(0.5) && why_not.At(0.5) <= 1 && none.At(0.5) <= 1'000;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace fluid::placement::bench
