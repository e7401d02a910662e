// P14 reasons.
#include <fmt/format.h>

#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/rows.h"

namespace fluid::placement::bench {

namespace {

// Nodes that don't have what the pod asks for.
int64_t Lacking(const Plain& plain, const Pod& pod) {
  int64_t out = 0;
  for (size_t n = 0; n < plain.cpu.size(); ++n)
    out += plain.cpu[n] < pod.request[0] || plain.memory[n] < pod.request[1] ? 1 : 0;
  return out;
}

constexpr int kKinds = 8;

}  // namespace

std::vector<Row> WhyRows(const Settings& settings) {
  std::vector<Row> rows;
  for (const double full : {0.0, 0.5}) {
    Instance instance({.nodes = 100'000, .datasets = 1'000, .full = full});
    Row row;
    row.id = "P14";
    row.name = fmt::format("why, with all counts, 100k nodes, {:g} % full", full * 100);
    row.goal = "<= 2x the query";
    row.unit = "us p50";
    Times query, why, bound, first, why_not, none;
    Explanation explanation;
    for (int i = 0; i < (settings.quick ? 400 : 8'000); ++i) {
      Pod pod = instance.Reader(1, 1'000 * (1 + i % kKinds));
      const bool compare = i % 50 == 0;
      Choice best[2];
      auto begin = Clock::now();
      Must(instance.view->Rank(pod, best));
      query.Add(begin);
      const auto explain = [&](Times& times) {
        begin = Clock::now();
        Must(instance.view->Explain(pod, explanation));
        times.Add(begin);
        ++row.answers;
        row.mismatches += explanation.best == best[0] && explanation.runner_up == best[1] ? 0 : 1;
        if (!compare) return;
        const int64_t out = Lacking(instance.plain, pod);
        row.mismatches += explanation.nodes - explanation.feasible == out ? 0 : 1;
      };
      explain(i < kKinds ? first : why);
      const size_t other = static_cast<size_t>(instance.Roll(100'000));
      begin = Clock::now();
      const Refusal refusal = Must(instance.view->WhyNot(pod, instance.ids[other]));
      why_not.Add(begin);
      row.mismatches += refusal.deficit >= 0 ? 0 : 1;
      if (i % 10 != 0) continue;
      // A request that was never asked for.
      pod.request[1] += i;
      Must(instance.view->Rank(pod, best));
      explain(first);
      // The same once a pod runs somewhere.
      const Pod runs = instance.Reader(0);
      Must(instance.state->Bind(instance.ids[other], runs));
      instance.plain.cpu[other] -= runs.request[0];
      instance.plain.memory[other] -= runs.request[1];
      instance.Refresh();
      Must(instance.view->Rank(pod, best));
      explain(bound);
      if (!compare) continue;
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
    row.more = {{"query_us", query.At(0.5)},        {"p99_us", why.At(0.99)},
                {"after_a_bind_us", bound.At(0.5)}, {"first_of_its_kind_us", first.At(0.5)},
                {"why_not_us", why_not.At(0.5)},    {"infeasible_core_us", none.At(0.5)}};
    row.note = "of eight kinds of requests, asked in turn; every tenth time beside a bind elsewhere";
    row.reached = row.figure <= 2 * query.At(0.5) && why_not.At(0.5) <= 1 && none.At(0.5) <= 1'000;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace fluid::placement::bench
