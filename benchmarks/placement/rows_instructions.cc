// Instructions of a query, as callgrind counts them: a busy machine doesn't change them, so that they gate.
// The program runs itself below valgrind with N queries and with 2 N; what the second run takes more, by N,
// is a query once memory has grown: making the world cancels out.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <fstream>
#include <memory>
#include <string_view>

#include "benchmarks/placement/farms.h"
#include "benchmarks/placement/instances.h"
#include "benchmarks/placement/opponents.h"
#include "benchmarks/placement/process.h"
#include "benchmarks/placement/rows.h"
#include "fluid/placement_flow.h"
#include "tests/unit/placement/flow_instances.h"

namespace fluid::placement::bench {
namespace {

// Of what was chosen: FNV-1a by words.
class Digest {
 public:
  void Add(int64_t word) { value_ = (value_ ^ static_cast<uint64_t>(word)) * 0x100000001b3; }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0xcbf29ce484222325;
};

// A world and its queries, the same in every process.
class Queries {
 public:
  virtual ~Queries() = default;
  virtual void Ask(int i, Digest& chosen) = 0;
  virtual bool Right(int i) = 0;  // the last answer, found in another way
  virtual int64_t touched() const { return 0; }
};

class Ranks : public Queries {
 public:
  Ranks(int count, int datasets, size_t list, double full)
      : world_({.nodes = 4'000, .datasets = 200, .full = full}), scan_(world_.plain), best_(list) {
    for (int i = 0; i < count; ++i) pods_.push_back(world_.Reader(datasets));
  }
  void Ask(int i, Digest& chosen) override {
    found_ = Must(world_.view->Rank(pods_[static_cast<size_t>(i)], best_));
    for (size_t k = 0; k < found_; ++k) chosen.Add(best_[k].node);
  }
  bool Right(int i) override {
    const Choice plain = scan_.Best(pods_[static_cast<size_t>(i)], false);
    return found_ == 0 ? plain.node < 0
                       : plain == Choice{best_[0].node - world_.ids[0], best_[0].score} &&
                             std::is_sorted(
                                 best_.begin(), best_.begin() + static_cast<int64_t>(found_),
                                 [](const Choice& a, const Choice& b) { return a.score > b.score; });
  }

 private:
  Instance world_;
  FullScan scan_;
  std::vector<Pod> pods_;
  std::vector<Choice> best_;
  size_t found_ = 0;
};

class Gangs : public Queries {
 public:
  explicit Gangs(int) : world_({.nodes = 1'000, .datasets = 1, .full = 0.3}) {
    gang_.inside = world_.view->LevelIndex("zone");
    gang_.fewest = world_.view->LevelIndex("rack");
    gang_.parts.push_back({world_.Reader(0, 8'000), 1});
  }
  void Ask(int i, Digest& chosen) override {
    gang_.parts[0].count = 100 + i * 7 % 200;
    Must(world_.view->PlaceGang(gang_, plan_));
    for (const GangPlan::Share& share : plan_.shares) chosen.Add(share.node), chosen.Add(share.count);
  }
  // All have room, in one zone.
  bool Right(int) override {
    const Plain& plain = world_.plain;
    const std::vector<int64_t>& request = gang_.parts[0].pod.request;
    int64_t placed = 0;
    bool right = plan_.placed;
    for (const GangPlan::Share& share : plan_.shares) {
      const size_t n = static_cast<size_t>(share.node - world_.ids[0]);
      placed += share.count;
      right = right && share.count * request[0] <= plain.cpu[n] &&
              share.count * request[1] <= plain.memory[n] &&
              plain.zone[n] == plain.zone[static_cast<size_t>(plan_.shares[0].node - world_.ids[0])];
    }
    return right && placed == gang_.parts[0].count;
  }

 private:
  Instance world_;
  Gang gang_;
  GangPlan plan_;
};

// A dataset comes where others are, and goes.
class Workers : public Queries {
 public:
  explicit Workers(int) : farm_(MakeFarm(512, 100, 0.5)), placer_(Must(WorkerPlacer::New(farm_.tree))) {
    for (const WorkerSpec& spec : farm_.specs) Must(placer_.Place(Must(placer_.Add(spec))));
  }
  void Ask(int i, Digest& chosen) override {
    if (last_ >= 0) Must(placer_.Remove(last_));
    last_ = Must(placer_.Add(farm_.specs[static_cast<size_t>(i * 7) % farm_.specs.size()]));
    Must(placer_.Place(last_));
    for (const Worker& worker : placer_.workers(last_)) chosen.Add(worker.leaf);
  }
  // There is room for all, but not for those that want whole nodes.
  bool Right(int) override {
    const WorkerSpec& spec = placer_.spec(last_);
    const bool all = placer_.workers(last_).size() == static_cast<size_t>(spec.workers);
    return (all || spec.exclusive) && CheckPlaced(placer_).ok();
  }

 private:
  Farm farm_;
  WorkerPlacer placer_;
  int32_t last_ = -1;
};

// A node is lost and comes back, and the batch is exact after each.
class Losses : public Queries {
 public:
  explicit Losses(int) : world_(MakeFlow(kShape)), flow_(Must(MakeSolver(world_))) { flow_.Solve(); }
  void Ask(int i, Digest& chosen) override {
    const int32_t leaf = world_.leaves[static_cast<size_t>(i) * 7'919 % world_.leaves.size()];
    for (const int64_t slots : {int64_t{0}, kShape.slots}) {
      Must(flow_.SetSlots(leaf, slots));
      flow_.Solve();
      touched_ += flow_.touched();
      chosen.Add(flow_.cost());
    }
  }
  bool Right(int) override { return CheckFlow(flow_.Tree(), flow_.Classes(), flow_.Answer()).ok(); }
  int64_t touched() const override { return touched_; }

 private:
  static constexpr FlowShape kShape{1'000, 32, 8, 1, 100, 20, 1'010};
  FlowInstance world_;
  SlotFlow flow_;
  int64_t touched_ = 0;
};

struct Kind {
  const char* word;
  const char* id;
  const char* name;
  int queries;          // N
  int64_t ceiling;      // instructions
  double most_touched;  // vertices and classes; 0: not counted
  bool quick;           // also counted by --quick
  std::unique_ptr<Queries> (*make)(int count);
};

template <int kDatasets, int kList, int kPercentFull>
std::unique_ptr<Queries> MakeRanks(int count) {
  return std::make_unique<Ranks>(count, kDatasets, kList, kPercentFull / 100.0);
}
template <class T>
std::unique_ptr<Queries> Make(int count) {
  return std::make_unique<T>(count);
}

// Ceilings: 1.3 times what valgrind 3.19 counted of gcc 12's release build. Valgrind hides AVX-512 from the
// program: it is the way with AVX2 that is counted. Who makes a query cheaper lowers its ceiling.
constexpr std::array kKinds = {
    Kind{"one-dataset", "P1", "best node, 1 dataset, 4000 nodes", 400, 1'420, 0, false, MakeRanks<1, 1, 0>},
    Kind{"three-datasets", "P1", "best node, 3 datasets, 4000 nodes", 400, 13'900, 0, true,
         MakeRanks<3, 1, 0>},
    Kind{"full", "P1", "best node, 3 datasets, 4000 nodes, 98 % full", 400, 27'100, 0, false,
         MakeRanks<3, 1, 98>},
    Kind{"best-32", "P1", "best 32 of 4000 nodes, 1 dataset", 400, 15'100, 0, false, MakeRanks<1, 32, 0>},
    Kind{"gang", "P4", "gang of 100 to 300 pods, 1000 nodes", 200, 36'300, 0, true, Make<Gangs>},
    Kind{"loss", "P7", "a node lost and back, 1k x 1k tight", 200, 12'800, 10, true, Make<Losses>},
    Kind{"workers", "P9", "a dataset placed and deleted, 512 nodes", 100, 248'000, 0, false, Make<Workers>},
};

// Digests of the first `half` answers and of all.
struct Chosen {
  uint64_t half = 0, all = 0;
};

Chosen AskAll(const Kind& kind, Queries& queries, int count, Row* row) {
  Digest digest;
  Chosen chosen;
  for (int i = 0; i < count; ++i) {
    queries.Ask(i, digest);
    if (i + 1 == kind.queries) chosen.half = digest.value();
    if (row == nullptr || i % 10 != 0) continue;
    ++row->answers;
    row->mismatches += queries.Right(i) ? 0 : 1;
  }
  chosen.all = digest.value();
  return chosen;
}

std::string Told(const Chosen& chosen) { return fmt::format("{:016x} {:016x}\n", chosen.half, chosen.all); }

// What the program executes when it asks `count` queries; -1: could not be counted.
int64_t Counted(const std::string& self, const Kind& kind, int count, std::string& told) {
  const ScratchFolder folder;
  const std::string path = folder / "callgrind";
  if (Run({"valgrind", "--tool=callgrind", "--callgrind-out-file=" + path, self, "--instructions", kind.word,
           "--queries", fmt::format("{}", count)},
          &told) != 0)
    return -1;
  std::ifstream in(path);
  constexpr std::string_view kSummary = "summary: ";
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(kSummary)) return std::strtoll(line.c_str() + kSummary.size(), nullptr, 10);
  }
  return -1;
}

Row RowOf(const Kind& kind, const std::string& self, bool valgrind) {
  Row row;
  row.id = kind.id;
  row.name = fmt::format("instructions: {}", kind.name);
  row.goal = fmt::format("<= {}", kind.ceiling);
  row.unit = "instr";
  row.checked = true;
  const std::unique_ptr<Queries> queries = kind.make(2 * kind.queries);
  const Chosen chosen = AskAll(kind, *queries, 2 * kind.queries, &row);
  const double touched = static_cast<double>(queries->touched()) / (2 * kind.queries);
  if (kind.most_touched > 0) {
    row.goal += fmt::format(", touched <= {:g}", kind.most_touched);
    row.more = {{"touched_mean", touched}};
  }
  if (!valgrind) {
    row.note = "not counted: valgrind is not in PATH (scripts/install-deps)";
    return row;
  }
  std::string once, twice;
  const int64_t base = Counted(self, kind, kind.queries, once);
  const int64_t more = Counted(self, kind, 2 * kind.queries, twice);
  row.answers += 2;
  row.mismatches += once == Told({chosen.half, chosen.half}) ? 0 : 1;
  row.mismatches += twice == Told(chosen) ? 0 : 1;
  row.figure = base < 0 || more < 0 ? 0 : static_cast<double>(more - base) / kind.queries;
  row.reached =
      row.figure > 0 && row.figure <= static_cast<double>(kind.ceiling) && touched <= kind.most_touched;
  row.note = "by callgrind, with AVX2; the choices were those of this process";
  return row;
}

}  // namespace

bool AskForCounting(std::string_view word, int count) {
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.word == word; });
  if (kind == kKinds.end() || count < 1 || count > 2 * kind->queries) return false;
  // The same world whatever the count, or making it would not cancel out.
  const std::unique_ptr<Queries> queries = kind->make(2 * kind->queries);
  fmt::print("{}", Told(AskAll(*kind, *queries, count, nullptr)));
  return true;
}

std::vector<Row> InstructionRows(const Settings& settings) {
  char self[PATH_MAX] = {};
  const bool found =
      readlink("/proc/self/exe", self, sizeof self - 1) > 0 && Run({"valgrind", "--version"}) == 0;
  std::vector<Row> rows;
  for (const Kind& kind : kKinds) {
    if (settings.quick && !kind.quick) continue;
    if (settings.only.empty() || settings.only == kind.id) rows.push_back(RowOf(kind, self, found));
  }
  return rows;
}

}  // namespace fluid::placement::bench
