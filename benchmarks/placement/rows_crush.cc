// P11 beside CRUSH.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "benchmarks/placement/farms.h"
#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/process.h"
#include "benchmarks/placement/rows.h"

namespace fluid::placement::bench {
namespace {

constexpr int64_t kGiB = int64_t{1} << 30;

// One worker size, one zone of racks: what CRUSH can be compared with. Ours places one after another.
double CrushMicroseconds(int32_t nodes, int mappings);

Row CrushRow(const Settings& settings) {
  const int32_t nodes = settings.quick ? 1'024 : 10'000;
  const int32_t mappings = nodes * 34 / 3;  // 3 workers each, 40 to a node: 85 % of 40
  Row row;
  row.id = "P11";
  row.name = fmt::format("3 workers over racks, {} nodes, 85 % full", nodes);
  row.goal = "<= 2 us, max/mean <= 1.05, >= 20x";
  row.unit = "us each";
  row.checked = true;
  WorkerTree tree{{-1}, {TierBytes{}}};
  std::vector<int32_t> leaves;
  for (int32_t i = 0, rack = 0; i < nodes; ++i) {
    if (i % 32 == 0) {
      tree.parent.push_back(0);
      tree.quota.push_back({});
      rack = static_cast<int32_t>(tree.parent.size()) - 1;
    }
    tree.parent.push_back(rack);
    tree.quota.push_back({0, 40 * kGiB, 0});
    leaves.push_back(static_cast<int32_t>(tree.parent.size()) - 1);
  }
  WorkerPlacer placer = Must(WorkerPlacer::New(tree));
  WorkerSpec spec;
  spec.workers = 3;
  spec.bytes = {0, kGiB, 0};
  spec.spread_depth = 1;
  spec.max_skew = 1;
  spec.penalty = 1'000;
  spec.arcs = {{0, 1}};
  const int32_t datasets = mappings;
  const auto adding = Clock::now();
  for (int32_t k = 0; k < datasets; ++k) Must(placer.Add(spec));
  const double added = Seconds(adding) * 1e6 / datasets;
  const auto begin = Clock::now();
  for (int32_t k = 0; k < datasets; ++k) Must(placer.Place(k));
  row.figure = Seconds(begin) * 1e6 / datasets;
  ++row.answers;
  row.mismatches += CheckPlaced(placer).ok() ? 0 : 1;
  std::vector<int64_t> load(tree.parent.size(), 0);
  int64_t most = 0, all = 0;
  for (int32_t k = 0; k < datasets; ++k) {
    for (const Worker& w : placer.workers(k)) most = std::max(most, ++load[w.leaf]), ++all;
  }
  const double mean = static_cast<double>(all) / nodes;
  // One node out.
  int64_t on_it = load[leaves[7]];
  Must(placer.SetQuota(leaves[7], {}));
  const int64_t moves = static_cast<int64_t>(placer.Repair().size());
  const double best = std::ceil(mean) / mean;  // whole workers
  row.more = {{"max_over_mean", static_cast<double>(most) / mean},
              {"least_max_over_mean", best},
              {"moves", static_cast<double>(moves)},
              {"moves_least", static_cast<double>(on_it)},
              {"add_us", added}};
  row.opponent = "crushtool, straw2";
  const double crush = CrushMicroseconds(nodes, settings.quick ? 2'000 : 20'000);
  if (crush > 0) {
    row.ratio = crush / row.figure;
  } else {
    row.note = "no crushtool: scripts/install-deps --oracles";
  }
  row.reached =
      row.figure <= 2 && static_cast<double>(most) / mean <= 1.05 && moves == on_it && row.ratio >= 20;
  return row;
}

// Of a mapping of 3 over racks, once the map is read: the difference of two runs. 0: there is no crushtool.
double CrushMicroseconds(int32_t nodes, int mappings) {
  const ScratchFolder folder;
  const std::string map = folder / "map";
  double result = 0;
  if (Run({"crushtool", "-o", map, "--build", "--num_osds", std::to_string(nodes), "host", "straw2", "1",
           "rack", "straw2", "32", "root", "straw2", "0"}) == 0) {
    auto time = [&](int count) {
      const auto begin = Clock::now();
      const int code = Run({"crushtool", "-i", map, "--test", "--rule", "0", "--num-rep", "3", "--min-x", "1",
                            "--max-x", std::to_string(count)});
      return code == 0 ? Seconds(begin) : -1.0;
    };
    const double few = time(1), many = time(1 + mappings);
    if (few > 0 && many > few) result = (many - few) * 1e6 / mappings;
  }
  return result;
}

}  // namespace

std::vector<Row> CrushRows(const Settings& settings) { return {CrushRow(settings)}; }

}  // namespace fluid::placement::bench
