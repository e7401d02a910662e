#include "benchmarks/placement/windows.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>

#include "benchmarks/placement/batches.h"
#include "benchmarks/placement/farms.h"
#include "benchmarks/placement/instances.h"
#include "tests/unit/placement/joint_instances.h"

namespace fluid::placement::bench {
namespace {

std::vector<bool> Leaves(const std::vector<int32_t>& parent) {
  std::vector<bool> leaf(parent.size(), true);
  for (size_t v = 1; v < parent.size(); ++v) leaf[static_cast<size_t>(parent[v])] = false;
  return leaf;
}

// What each vertex costs by the cheapest arc above it; -1: none.
std::vector<int64_t> CostsDown(const std::vector<int32_t>& parent, const std::vector<FlowArc>& arcs) {
  std::vector<int64_t> cost(parent.size(), -1);
  auto cheapen = [](int64_t& at, int64_t by) { at = by >= 0 && (at < 0 || by < at) ? by : at; };
  for (const FlowArc& arc : arcs) cheapen(cost[static_cast<size_t>(arc.vertex)], arc.cost);
  for (size_t v = 1; v < parent.size(); ++v) cheapen(cost[v], cost[static_cast<size_t>(parent[v])]);
  return cost;
}

Mip BatchMip(const BatchProblem& p) {
  Mip mip;
  const std::vector<bool> leaf = Leaves(p.parent);
  const size_t rs = static_cast<size_t>(p.resources);
  std::vector<Mip::Terms> room(p.parent.size() * rs);
  for (const BatchClass& c : p.classes) {
    Mip::Terms all{{mip.Add(c.penalty, c.pods), 1}};
    const std::vector<int64_t> cost = CostsDown(p.parent, c.arcs);
    for (size_t v = 0; v < p.parent.size(); ++v) {
      bool fits = leaf[v] && cost[v] >= 0;
      for (size_t r = 0; r < rs; ++r) fits = fits && c.request[r] <= p.capacity[v * rs + r];
      if (!fits) continue;
      const int x = mip.Add(cost[v], c.pods);
      all.emplace_back(x, 1);
      for (size_t r = 0; r < rs; ++r) {
        if (c.request[r] > 0) room[v * rs + r].emplace_back(x, c.request[r]);
      }
    }
    mip.Require(std::move(all), 'E', c.pods);
  }
  for (size_t i = 0; i < room.size(); ++i) {
    if (!room[i].empty()) mip.Require(std::move(room[i]), 'L', p.capacity[i]);
  }
  return mip;
}

// Of one dataset's workers: a variable for each leaf, -1 where it can't be. `lopsided`: the price of a spread
// that is not kept; -1: it must be.
std::vector<int> AddWorkers(Mip& mip, const WorkerTree& tree, const WorkerSpec& spec,
                            const std::vector<int64_t>& cost, bool all_placed, int64_t lopsided = -1) {
  const std::vector<bool> leaf = Leaves(tree.parent);
  std::vector<int> at(tree.parent.size(), -1);
  Mip::Terms all;
  if (!all_placed) all.emplace_back(mip.Add(spec.penalty, spec.workers), 1);
  for (size_t v = 0; v < at.size(); ++v) {
    bool fits = leaf[v] && cost[v] >= 0;
    for (size_t t = 0; t < kWorkerTiers; ++t) fits = fits && spec.bytes[t] <= tree.quota[v][t];
    if (!fits) continue;
    at[v] = mip.Add(cost[v], spec.per_node);
    all.emplace_back(at[v], 1);
  }
  mip.Require(std::move(all), 'E', spec.workers);
  if (spec.spread_depth < 0) return at;
  std::map<int32_t, Mip::Terms> domains;
  for (size_t v = 0; v < at.size(); ++v) {
    if (at[v] < 0) continue;
    std::vector<int32_t> path{static_cast<int32_t>(v)};
    while (path.back() != 0) path.push_back(tree.parent[static_cast<size_t>(path.back())]);
    domains[path[path.size() - 1 - static_cast<size_t>(spec.spread_depth)]].emplace_back(at[v], 1);
  }
  const int least = mip.Add(0, spec.workers);
  const int free = lopsided >= 0 ? mip.Add(lopsided, 1) : -1;
  for (auto& [vertex, terms] : domains) {
    terms.emplace_back(least, -1);
    mip.Require(terms, 'G', 0);
    if (free >= 0) terms.emplace_back(free, -spec.workers);
    mip.Require(std::move(terms), 'L', spec.max_skew);
  }
  return at;
}

void RequireQuotas(Mip& mip, const WorkerTree& tree, const std::vector<WorkerSpec>& specs,
                   const std::vector<std::vector<int>>& at) {
  for (size_t v = 0; v < tree.parent.size(); ++v) {
    for (size_t t = 0; t < kWorkerTiers; ++t) {
      Mip::Terms terms;
      for (size_t k = 0; k < specs.size(); ++k) {
        if (at[k][v] >= 0 && specs[k].bytes[t] > 0) terms.emplace_back(at[k][v], specs[k].bytes[t] >> 20);
      }
      if (!terms.empty()) mip.Require(std::move(terms), 'L', tree.quota[v][t] >> 20);
    }
    for (size_t k = 0; k < specs.size(); ++k) {
      if (!specs[k].exclusive || at[k][v] < 0) continue;
      for (size_t j = 0; j < specs.size(); ++j) {
        if (j == k || at[j][v] < 0) continue;
        mip.Require({{at[j][v], 1}, {at[k][v], specs[j].per_node}}, 'L', specs[j].per_node);
      }
    }
  }
}

Mip WorkersMip(const Farm& farm) {
  Mip mip;
  std::vector<std::vector<int>> at;
  for (const WorkerSpec& spec : farm.specs)
    at.push_back(AddWorkers(mip, farm.tree, spec, CostsDown(farm.tree.parent, spec.arcs), false));
  RequireQuotas(mip, farm.tree, farm.specs, at);
  return mip;
}

// What a repair after the loss of nodes costs: a worker without a place, a spread that is not kept, a move.
constexpr int64_t kWithoutPlace = 1'000'000, kLopsided = 1'000;
struct Loss {
  WorkerTree tree;  // without the nodes
  std::vector<WorkerSpec> specs;
  std::vector<std::vector<Worker>> still;
};

Mip MovesMip(const Loss& loss) {
  Mip mip;
  std::vector<std::vector<int>> at;
  for (size_t k = 0; k < loss.specs.size(); ++k) {
    WorkerSpec spec = loss.specs[k];
    spec.penalty = kWithoutPlace;
    std::vector<int64_t> cost = CostsDown(loss.tree.parent, spec.arcs);
    for (int64_t& c : cost) c = std::min<int64_t>(c, 0);
    at.push_back(AddWorkers(mip, loss.tree, spec, cost, false, kLopsided));
    std::map<int32_t, int64_t> were;
    for (const Worker& worker : loss.still[k]) ++were[worker.leaf];
    for (size_t v = 0; v < at[k].size(); ++v) {
      if (at[k][v] < 0) continue;
      const int come = mip.Add(1, spec.per_node);
      mip.Require({{at[k][v], 1}, {come, -1}}, 'L', were[static_cast<int32_t>(v)]);
    }
  }
  RequireQuotas(mip, loss.tree, loss.specs, at);
  return mip;
}

WindowAnswer Repaired(WorkerPlacer placer, const Loss& loss) {
  const auto begin = Clock::now();
  const std::vector<WorkerMove> moves = placer.Repair(false, 200);
  WindowAnswer answer;
  answer.seconds = Seconds(begin);
  for (const WorkerMove& move : moves) answer.cost += move.to >= 0 ? 1 : 0;
  for (int32_t k = 0; k < placer.datasets(); ++k) {
    answer.cost += placer.lopsided(k) ? kLopsided : 0;
    answer.cost += kWithoutPlace * (placer.spec(k).workers - static_cast<int64_t>(placer.workers(k).size()));
  }
  answer.bound = LeastMoves(loss.tree, loss.specs, loss.still);
  answer.right = CheckPlaced(placer).ok();
  return answer;
}

// Who reads what from where: reads[k][a][b] pods of class k at a read from a worker at b. Each pod reads all
// workers, and each at most once. Of instances with room for all.
Mip JointMip(const JointProblem& p) {
  Mip mip;
  const std::vector<bool> leaf = Leaves(p.tree.parent);
  const size_t n = leaf.size();
  std::vector<int32_t> depth(n, 0);
  for (size_t v = 1; v < n; ++v) depth[v] = depth[static_cast<size_t>(p.tree.parent[v])] + 1;
  auto price = [&](size_t a, size_t b) {
    while (a != b) {
      size_t& deeper = a > b ? a : b;  // parents come first
      deeper = static_cast<size_t>(p.tree.parent[deeper]);
    }
    return p.price_by_depth[std::min(static_cast<size_t>(depth[a]), p.price_by_depth.size() - 1)];
  };
  std::vector<std::vector<int>> at;
  for (const WorkerSpec& spec : p.datasets)
    at.push_back(AddWorkers(mip, p.tree, spec, std::vector<int64_t>(n, 0), true));
  RequireQuotas(mip, p.tree, p.datasets, at);
  std::vector<Mip::Terms> slots(n);
  for (const JointClass& c : p.classes) {
    const size_t d = static_cast<size_t>(c.dataset);
    Mip::Terms all;
    for (size_t a = 0; a < n; ++a) {
      if (!leaf[a]) continue;
      const int pods = mip.Add(0, std::min(c.pods, p.slots[a]));
      all.emplace_back(pods, 1);
      slots[a].emplace_back(pods, 1);
      Mip::Terms reads{{pods, -p.datasets[d].workers}};
      for (size_t b = 0; b < n; ++b) {
        if (at[d][b] < 0) continue;
        const int64_t most = std::min(c.pods, p.slots[a]);
        const int read = mip.Add(c.mib * price(a, b), most, false);
        reads.emplace_back(read, 1);
        mip.Require({{read, 1}, {pods, -1}}, 'L', 0);
        mip.Require({{read, 1}, {at[d][b], -most}}, 'L', 0);
      }
      mip.Require(std::move(reads), 'E', 0);
    }
    mip.Require(std::move(all), 'E', c.pods);
  }
  for (size_t a = 0; a < n; ++a) {
    if (!slots[a].empty()) mip.Require(std::move(slots[a]), 'L', p.slots[a]);
  }
  return mip;
}

Window BatchWindow(std::string id, BatchProblem problem) {
  // An unplaced pod costs more than all others can.
  int64_t pods = 0;
  for (const BatchClass& c : problem.classes) pods += c.pods;
  for (BatchClass& c : problem.classes) c.penalty = 100 * pods + 1;
  const auto p = std::make_shared<const BatchProblem>(std::move(problem));
  return {std::move(id), p->classes.front().penalty,
          [p] {
            const auto begin = Clock::now();
            const BatchAnswer answer = Must(SolveBatch(*p, {.steps = 200, .moves = 150'000}));
            return WindowAnswer{answer.cost, answer.bound, Seconds(begin), CheckBatch(*p, answer).ok()};
          },
          [p] { return BatchMip(*p); }};
}

}  // namespace

std::vector<Window> BatchWindows() {
  std::vector<Window> windows;
  for (const auto& [nodes, pods] : std::vector<std::pair<int32_t, int32_t>>{{8, 24}, {10, 30}, {14, 40}}) {
    for (uint32_t seed = 1; seed <= 4; ++seed)
      windows.push_back(
          BatchWindow(fmt::format("batch-{}x{}-{}", pods, nodes, seed), Tight(nodes, pods, 0.86, seed)));
  }
  windows.push_back(BatchWindow("batch-openb-100x20", Traced("openb", 20, 100, 3)));
  windows.push_back(BatchWindow("batch-openb-200x40", Traced("openb", 40, 200, 3)));
  windows.push_back(BatchWindow("batch-dlrm-100x20", Traced("dlrm", 20, 100, 3)));
  return windows;
}

std::vector<Window> WorkerWindows() {
  std::vector<Window> windows;
  for (const auto& [datasets, nodes] : std::vector<std::pair<int32_t, int32_t>>{{8, 24}, {15, 32}}) {
    for (uint32_t seed = 1; seed <= 3; ++seed) {
      const auto farm = std::make_shared<const Farm>(MakeSmallFarm(nodes, datasets, 0.8, seed));
      windows.push_back({fmt::format("workers-{}x{}-{}", datasets, nodes, seed), farm->specs.front().penalty,
                         [farm] {
                           const auto begin = Clock::now();
                           WorkerPlacer placer = Must(WorkerPlacer::New(farm->tree));
                           for (const WorkerSpec& spec : farm->specs) Must(placer.Add(spec));
                           placer.PlaceAll(20'000);
                           placer.Repair();
                           placer.Improve(20, 0);
                           const double seconds = Seconds(begin);
                           return WindowAnswer{placer.cost(), WorkerBound(farm->tree, farm->specs, {}),
                                               seconds, CheckPlaced(placer).ok()};
                         },
                         [farm] { return WorkersMip(*farm); }});
    }
  }
  return windows;
}

std::vector<Window> MoveWindows() {
  std::vector<Window> windows;
  for (const auto& [datasets, nodes] : std::vector<std::pair<int32_t, int32_t>>{{10, 24}, {20, 32}}) {
    for (uint32_t seed = 1; seed <= 6; ++seed) {
      const Farm farm = MakeSmallFarm(nodes, datasets, 0.6, seed);
      const auto placer = std::make_shared<WorkerPlacer>(Must(WorkerPlacer::New(farm.tree)));
      for (const WorkerSpec& spec : farm.specs) Must(placer->Add(spec));
      placer->PlaceAll(2'000);
      for (const int32_t leaf : {farm.leaves[seed], farm.leaves[farm.leaves.size() - 1 - seed]})
        Must(placer->SetQuota(leaf, {}));
      const auto loss = std::make_shared<Loss>(Loss{placer->tree(), farm.specs, {}});
      for (int32_t k = 0; k < placer->datasets(); ++k)
        loss->still.emplace_back(placer->workers(k).begin(), placer->workers(k).end());
      windows.push_back({fmt::format("moves-{}x{}-{}", datasets, nodes, seed), kWithoutPlace,
                         [placer, loss] { return Repaired(*placer, *loss); },
                         [loss] { return MovesMip(*loss); }});
    }
  }
  return windows;
}

std::vector<Window> JointWindows() {
  std::vector<Window> windows;
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    const auto p = std::make_shared<const JointProblem>(MakeJoint({.zones = 2,
                                                                   .racks = 2,
                                                                   .nodes = 2,
                                                                   .slots = 3,
                                                                   .quota_gib = 2,
                                                                   .datasets = 4,
                                                                   .workers = 2,
                                                                   .pods = 18,
                                                                   .slope = 1,
                                                                   .seed = seed}));
    windows.push_back({fmt::format("joint-4x8-{}", seed), 1'000'000,
                       [p] {
                         const auto begin = Clock::now();
                         const JointAnswer answer = Must(SolveJoint(*p));
                         return WindowAnswer{answer.together, answer.bound, Seconds(begin),
                                             CheckJoint(*p, answer.best).ok()};
                       },
                       [p] { return JointMip(*p); }});
  }
  return windows;
}

std::vector<Optimum> ReadOptima() {
  std::vector<Optimum> optima;
  std::ifstream in(FLUID_BENCH_OPTIMA);
  if (!in) throw std::runtime_error("cannot read " FLUID_BENCH_OPTIMA);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> fields{""};
    for (const char c : line) {
      if (c == '\t') {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    if (fields.size() != 4)
      throw std::runtime_error(fmt::format("optima.tsv: a line of {} fields", fields.size()));
    optima.push_back({fields[0], std::stoll(fields[1]), std::stod(fields[2]), fields[3]});
  }
  return optima;
}

std::vector<std::pair<std::string, double>> MoreOf(const WindowReport& report) {
  std::vector<std::pair<std::string, double>> more = {
      {"windows", static_cast<double>(report.known)},
      {"placed_alike", static_cast<double>(report.placed_alike)},
      {"exact", static_cast<double>(report.exact)},
      {"worst_percent_over", report.worst},
      {"mean_percent_over", report.mean},
      {"worst_gap_percent", report.worst_gap},
      {"seconds", report.seconds},
      {"highs_seconds", report.highs_seconds}};
  if (report.cbc) {
    more.emplace_back("cbc_closed", static_cast<double>(report.cbc_closed));
    more.emplace_back("cbc_worst_percent_over", report.cbc_worst);
  }
  return more;
}

std::string NoteOf(const WindowReport& report) {
  return fmt::format("optima as committed; HiGHS {}, CBC {}", report.highs ? "agrees" : "not run",
                     report.cbc ? "agrees where it closes" : "not run");
}

WindowReport RunWindows(const std::vector<Window>& windows, double within_percent, const Settings& settings,
                        Row& row) {
  constexpr int kHighs = 5, kCbc = 2;  // seconds, of each
  std::map<std::string, Optimum> optima;
  for (Optimum& o : ReadOptima()) optima[o.id] = o;
  WindowReport report;
  auto over = [](int64_t cost, const Window& window, int64_t optimum) {
    // What is placed, if as much of it: penalties would hide the rest.
    if (cost / window.penalty != optimum / window.penalty) return 100.0;
    const double best = static_cast<double>(optimum % window.penalty);
    return 100 * (static_cast<double>(cost % window.penalty) - best) / std::max(100.0, best);
  };
  for (const Window& window : windows) {
    const WindowAnswer answer = window.solve();
    ++row.answers;
    row.mismatches += answer.right && answer.bound <= answer.cost ? 0 : 1;
    report.seconds += answer.seconds;
    auto known = optima.find(window.id);
    if (!settings.quick || settings.prove > 0) {
      const Mip mip = window.mip();
      const MipResult highs = SolveByHighs(mip, std::max(kHighs, settings.prove));
      report.highs = report.highs || highs.installed;
      if (highs.closed) {
        if (known != optima.end() && known->second.cost != highs.cost) ++row.mismatches;
        known =
            optima.insert_or_assign(window.id, Optimum{window.id, highs.cost, highs.seconds, highs.solver})
                .first;
      }
      if (settings.prove > 0) {
        fmt::print(stderr, "{}\t{}\t{:.1f}\t{}\t# {} ours {} bound {} in {:.3f} s, {} variables\n", window.id,
                   highs.cost, highs.seconds, highs.solver, highs.closed ? "proved" : "OPEN", answer.cost,
                   answer.bound, answer.seconds, mip.variables());
      } else if (known != optima.end()) {
        const MipResult cbc = SolveByCbc(mip, kCbc);
        report.cbc = report.cbc || cbc.installed;
        if (cbc.closed) {
          ++report.cbc_closed;
          row.mismatches += cbc.cost == known->second.cost ? 0 : 1;
        }
        if (cbc.installed) {
          report.cbc_worst =
              std::max(report.cbc_worst, cbc.cost < 0 ? 100.0 : over(cbc.cost, window, known->second.cost));
        }
      }
    }
    if (known == optima.end()) continue;
    const int64_t optimum = known->second.cost;
    ++report.known;
    row.mismatches += answer.cost < optimum || answer.bound > optimum ? 1 : 0;
    report.highs_seconds += known->second.seconds;
    report.placed_alike += answer.cost / window.penalty == optimum / window.penalty ? 1 : 0;
    report.exact += answer.cost == optimum ? 1 : 0;
    const double percent = over(answer.cost, window, optimum);
    report.within += percent <= within_percent ? 1 : 0;
    report.worst = std::max(report.worst, percent);
    report.mean += percent;
    report.worst_gap =
        std::max(report.worst_gap, 100 * static_cast<double>(answer.cost - answer.bound) /
                                       static_cast<double>(std::max<int64_t>(1, answer.bound)));
  }
  if (report.known > 0) report.mean /= static_cast<double>(report.known);
  return report;
}

}  // namespace fluid::placement::bench
