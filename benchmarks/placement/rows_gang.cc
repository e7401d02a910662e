// P4 gangs; P13 what if.
#include <fmt/format.h>

#include <algorithm>

#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/rows.h"

namespace fluid::placement::bench {
namespace {

// The fewest racks of one zone that hold the gang, by counting everything. 0: none.
int64_t FewestRacks(const Plain& plain, const Pod& pod, int64_t pods) {
  std::vector<int64_t> slots(static_cast<size_t>(plain.racks), 0);
  std::vector<int32_t> zone(static_cast<size_t>(plain.racks), 0);
  for (size_t n = 0; n < plain.cpu.size(); ++n) {
    slots[static_cast<size_t>(plain.rack[n])] +=
        std::min(plain.cpu[n] / pod.request[0], plain.memory[n] / pod.request[1]);
    zone[static_cast<size_t>(plain.rack[n])] = plain.zone[n];
  }
  int64_t fewest = 0;
  for (int z = 0; z < plain.zones; ++z) {
    std::vector<int64_t> mine;
    for (size_t r = 0; r < slots.size(); ++r) {
      if (zone[r] == z) mine.push_back(slots[r]);
    }
    std::sort(mine.rbegin(), mine.rend());
    int64_t held = 0;
    size_t used = 0;
    while (used < mine.size() && held < pods) held += mine[used++];
    if (held >= pods && (fewest == 0 || static_cast<int64_t>(used) < fewest))
      fewest = static_cast<int64_t>(used);
  }
  return fewest;
}

Row GangRow(const Settings& settings, int nodes, double goal) {
  Instance instance({.nodes = nodes, .datasets = 100, .full = 0.3});
  Row row;
  row.id = "P4";
  row.name = fmt::format("gang of 1,000 pods, one zone, fewest racks, {} nodes", nodes);
  row.goal = fmt::format("<= {:g} us, least racks", goal);
  row.unit = "us p50";
  Gang gang;
  gang.inside = instance.view->LevelIndex("zone");
  gang.fewest = instance.view->LevelIndex("rack");
  gang.parts.push_back({instance.Reader(0, 8'000), 1'000});
  Times times, counted;
  GangPlan plan;
  const int rounds = settings.quick ? 100 : 1'000;
  for (int i = 0; i < rounds; ++i) {
    const auto begin = Clock::now();
    Must(instance.view->PlaceGang(gang, plan));
    times.Add(begin);
    if (i % 10 != 0) continue;
    const auto from = Clock::now();
    const int64_t fewest = FewestRacks(instance.plain, gang.parts[0].pod, 1'000);
    counted.Add(from);
    ++row.answers;
    row.mismatches += plan.placed == (fewest > 0) && plan.domains == fewest ? 0 : 1;
  }
  row.figure = times.At(0.5);
  row.opponent = "scan of all nodes, scalar";
  row.ratio = counted.At(0.5) / row.figure;
  row.checked = true;
  row.more = {{"p99_us", times.At(0.99)}, {"racks", static_cast<double>(plan.domains)}};
  row.note = "Kueue's assignment of one gang takes 30.5 ms at 10k nodes, 121 ms at 60k";
  row.reached = row.figure <= goal;
  return row;
}

Row WhatIfRow(const Settings& settings) {
  Instance instance({.nodes = 100'000, .datasets = 100});
  Row row;
  row.id = "P13";
  row.name = "what if: a gang of 64 bound and dropped, 100k nodes";
  row.goal = "<= 10 us beyond its placement";
  row.unit = "us p50";
  Gang gang;
  gang.parts.push_back({instance.Reader(1, 8'000), 64});
  gang.inside = instance.view->LevelIndex("rack");
  GangPlan plan;
  Must(instance.view->PlaceGang(gang, plan));
  std::vector<int64_t> before;
  for (const GangPlan::Share& share : plan.shares) before.push_back(instance.view->Free(share.node, 0));
  Pod sum = gang.parts[0].pod;
  Times times;
  for (int i = 0; i < (settings.quick ? 500 : 5'000); ++i) {
    const auto begin = Clock::now();
    {
      Trial trial(*instance.view);
      for (const GangPlan::Share& share : plan.shares) {
        for (int64_t n = 0; n < share.count; ++n) Must(trial.Bind(share.node, gang.parts[0].pod));
      }
    }
    times.Add(begin);
  }
  for (size_t i = 0; i < plan.shares.size(); ++i) {
    ++row.answers;
    row.mismatches += instance.view->Free(plan.shares[i].node, 0) == before[i] ? 0 : 1;
  }
  row.figure = times.At(0.5);
  row.checked = true;
  row.more = {{"p99_us", times.At(0.99)}, {"nodes_touched", static_cast<double>(plan.shares.size())}};
  row.reached = plan.placed && row.figure <= 10;
  return row;
}

// Every victim in turn is taken away, the pod is tried, and the victim put back.
Row PreemptionRow(const Settings& settings) {
  Instance instance({.nodes = 2'000, .datasets = 100});
  Row row;
  row.id = "P13";
  row.name = "what if: 700 victims tried one by one, 2,000 nodes";
  row.goal = "<= 5 ms";
  row.unit = "ms p50";
  std::vector<std::pair<NodeId, Pod>> victims;
  for (int i = 0; i < 2'000; ++i) {
    Pod all;
    all.request = {instance.view->Free(instance.ids[static_cast<size_t>(i)], 0), 1};
    Must(instance.state->Bind(instance.ids[static_cast<size_t>(i)], all));
    if (i % 20 < 7) victims.emplace_back(instance.ids[static_cast<size_t>(i)], all);
  }
  instance.Refresh();
  const Pod pod = instance.Reader(1, 4'000);
  Times times;
  for (int round = 0; round < (settings.quick ? 20 : 200); ++round) {
    const auto begin = Clock::now();
    for (const auto& [node, victim] : victims) {
      Trial trial(*instance.view);
      Must(trial.Unbind(node, victim));
      Choice best;
      Must(instance.view->Rank(pod, {&best, 1}));
      ++row.answers;
      row.mismatches += best.node == node ? 0 : 1;  // no other node has any room
    }
    times.Add(begin);
  }
  row.figure = times.At(0.5) / 1'000;
  row.checked = true;
  row.more = {{"victims", static_cast<double>(victims.size())}};
  row.note = "Kueue's preemption simulation took 40 s at 2k nodes and 700 victims";
  row.reached = row.figure <= 5;
  return row;
}

}  // namespace

std::vector<Row> GangRows(const Settings& settings) {
  return {GangRow(settings, 10'000, 10), GangRow(settings, 100'000, 60), WhatIfRow(settings),
          PreemptionRow(settings)};
}

}  // namespace fluid::placement::bench
