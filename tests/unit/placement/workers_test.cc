#include "fluid/placement_workers.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <limits>
#include <random>

namespace fluid::placement {
namespace {

using Random = std::mt19937;
constexpr int64_t kGiB = int64_t{1} << 30;

// Zones of racks of nodes, each with the same quota.
WorkerTree MakeTree(int32_t zones, int32_t racks, int32_t nodes, const TierBytes& quota) {
  WorkerTree tree{{-1}, {TierBytes{}}};
  auto add = [&](int32_t parent, const TierBytes& q) {
    tree.parent.push_back(parent);
    tree.quota.push_back(q);
    return static_cast<int32_t>(tree.parent.size()) - 1;
  };
  for (int32_t z = 0; z < zones; ++z) {
    const int32_t zone = add(0, {});
    for (int32_t r = 0; r < racks; ++r) {
      const int32_t rack = add(zone, {});
      for (int32_t i = 0; i < nodes; ++i) add(rack, quota);
    }
  }
  return tree;
}

std::vector<int32_t> LeavesOf(const WorkerTree& tree) {
  std::vector<int32_t> leaves;
  for (int32_t v = 0; v < static_cast<int32_t>(tree.parent.size()); ++v) {
    if (std::find(tree.parent.begin(), tree.parent.end(), v) == tree.parent.end()) leaves.push_back(v);
  }
  return leaves;
}

WorkerSpec RandomSpec(Random& random, const WorkerTree& tree) {
  auto below = [&](int64_t n) { return static_cast<int64_t>(random() % static_cast<uint64_t>(n)); };
  WorkerSpec spec;
  spec.workers = static_cast<int32_t>(below(6));
  spec.bytes = {below(3) * kGiB, below(4) * kGiB, 0};
  spec.exclusive = below(6) == 0;
  spec.per_node = spec.exclusive ? 1 : static_cast<int32_t>(1 + below(2));
  spec.spread_depth = static_cast<int32_t>(below(3)) - 1 + (below(2) == 0 ? 1 : 0);
  spec.max_skew = static_cast<int32_t>(1 + below(2));
  spec.penalty = 100'000;
  if (below(4) != 0) spec.arcs.push_back({0, 50 + below(20)});
  for (int i = 0; i < 4; ++i)
    spec.arcs.push_back({static_cast<int32_t>(below(static_cast<int64_t>(tree.parent.size()))), below(50)});
  if (below(2) == 0) {
    spec.fill_price = 1;
    const std::vector<int32_t> leaves = LeavesOf(tree);
    for (int i = 0; i < 3; ++i)
      spec.held.push_back({leaves[below(static_cast<int64_t>(leaves.size()))], below(3) * kGiB});
  }
  return spec;
}

struct World {
  explicit World(WorkerTree tree) : placer(std::move(WorkerPlacer::New(std::move(tree)).value())) {}
  std::vector<WorkerSpec> Specs() const {
    std::vector<WorkerSpec> specs;
    for (int32_t k = 0; k < placer.datasets(); ++k) {
      specs.push_back(placer.spec(k));
      if (placer.removed(k)) specs.back().workers = 0;
      if (placer.lopsided(k)) specs.back().max_skew = specs.back().workers;
    }
    return specs;
  }
  std::vector<std::vector<Worker>> Workers() const {
    std::vector<std::vector<Worker>> workers;
    for (int32_t k = 0; k < placer.datasets(); ++k)
      workers.emplace_back(placer.workers(k).begin(), placer.workers(k).end());
    return workers;
  }
  void Holds() const {
    const Status status = CheckWorkers(placer.tree(), Specs(), Workers());
    INFO(status.ToString());
    REQUIRE(status.ok());
    REQUIRE(WorkerBound(placer.tree(), Specs(), {}) <= placer.cost());
  }
  WorkerPlacer placer;
};

// The best placement of one dataset alone, by trying every multiset of nodes.
int64_t Exhaustive(const WorkerTree& tree, const WorkerSpec& spec) {
  const std::vector<int32_t> leaves = LeavesOf(tree);
  int64_t best = std::numeric_limits<int64_t>::max();
  WorkerSpec alone = spec;
  std::vector<Worker> chosen;
  std::function<void(size_t)> go = [&](size_t from) {
    // Any order will do for the check of the last prefix; spread is checked for it alone by spreading the
    // order.
    int64_t cost = (spec.workers - static_cast<int64_t>(chosen.size())) * spec.penalty;
    for (const Worker& w : chosen) cost += w.cost;
    if (cost < best) {
      std::vector<Worker> order = chosen;
      std::sort(order.begin(), order.end(), [](const Worker& a, const Worker& b) { return a.leaf < b.leaf; });
      bool any = false;
      do {
        any =
            CheckWorkers(tree, std::vector<WorkerSpec>{alone}, std::vector<std::vector<Worker>>{order}).ok();
      } while (!any &&
               std::next_permutation(order.begin(), order.end(),
                                     [](const Worker& a, const Worker& b) { return a.leaf < b.leaf; }));
      if (any) best = cost;
    }
    if (static_cast<int32_t>(chosen.size()) == spec.workers) return;
    for (size_t i = from; i < leaves.size(); ++i) {
      int64_t arc = -1;
      for (int32_t v = leaves[i]; v >= 0; v = tree.parent[v]) {
        for (const FlowArc& a : spec.arcs) {
          if (a.vertex == v && (arc < 0 || a.cost < arc)) arc = a.cost;
        }
      }
      if (arc < 0) continue;
      int64_t held = 0;
      for (const HeldBytes& h : spec.held) held = std::max(held, h.leaf == leaves[i] ? h.bytes : 0);
      const int64_t missing = std::max<int64_t>(0, spec.bytes[0] + spec.bytes[1] + spec.bytes[2] - held);
      chosen.push_back({leaves[i], arc + spec.fill_price * (missing >> 20)});
      go(i);
      chosen.pop_back();
    }
  };
  go(0);
  return best;
}

TEST_CASE("a repair finds no place for a worker that is wanted no more", "[placement]") {
  const WorkerTree tree = MakeTree(1, 1, 2, {0, 4 * kGiB, 0});
  WorkerPlacer placer = WorkerPlacer::New(tree).value();
  WorkerSpec spec;
  spec.workers = 1;
  spec.bytes = {0, 3 * kGiB, 0};
  spec.penalty = 100'000;
  spec.arcs = {{0, 1}};
  const int32_t unwanted = placer.Add(spec).value();
  REQUIRE(placer.Place(unwanted).ok());
  const int32_t lost = placer.workers(unwanted)[0].leaf;
  REQUIRE(placer.SetQuota(lost, {}).ok());
  REQUIRE(placer.Scale(unwanted, 0).ok());
  spec.workers = 2;  // there is room for one: the repair tries again
  const int32_t wanted = placer.Add(spec).value();
  placer.Repair();
  CHECK(placer.workers(unwanted).empty());
  REQUIRE(placer.workers(wanted).size() == 1);
  CHECK(placer.workers(wanted)[0].leaf != lost);
}

TEST_CASE("one dataset goes where trying everything says") {
  Random random(11);
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    const WorkerTree tree = MakeTree(2, 2, 2, {3 * kGiB, 4 * kGiB, 0});
    WorkerSpec spec = RandomSpec(random, tree);
    spec.workers = std::min(spec.workers, 4);
    World world(tree);
    REQUIRE(world.placer.Add(spec).ok());
    REQUIRE(world.placer.Place(0).ok());
    world.Holds();
    REQUIRE(world.placer.cost() == Exhaustive(tree, spec));
  }
}

TEST_CASE("many datasets, and everything that can change: all constraints hold after each repair") {
  Random random(12);
  for (int round = 0; round < 25; ++round) {
    World world(MakeTree(2, 2, 3, {6 * kGiB, 8 * kGiB, 0}));
    const std::vector<int32_t> leaves = LeavesOf(world.placer.tree());
    for (int k = 0; k < 8; ++k) REQUIRE(world.placer.Add(RandomSpec(random, world.placer.tree())).ok());
    world.placer.PlaceAll();
    world.Holds();
    world.placer.Improve(3, 0);
    world.Holds();
    for (int step = 0; step < 25; ++step) {
      CAPTURE(round, step);
      const int32_t leaf = leaves[random() % leaves.size()];
      const int32_t dataset = random() % world.placer.datasets();
      const int64_t cost = world.placer.cost();
      switch (random() % 7) {
        case 0:
          REQUIRE(world.placer.SetQuota(leaf, {}).ok());
          break;
        case 1:
          REQUIRE(world.placer.SetQuota(leaf, {6 * kGiB, 8 * kGiB, 0}).ok());
          break;
        case 2:
          REQUIRE(world.placer.SetQuota(leaf, {2 * kGiB, 3 * kGiB, 0}).ok());
          break;
        case 3:
          if (!world.placer.removed(dataset))
            REQUIRE(world.placer.SetBytes(dataset, {kGiB, 2 * kGiB, 0}).ok());
          break;
        case 4:
          if (!world.placer.removed(dataset)) REQUIRE(world.placer.Scale(dataset, random() % 6).ok());
          break;
        case 5:
          world.placer.Improve(1, 0);
          REQUIRE(world.placer.cost() <= cost);
          break;
        default:
          if (random() % 4 == 0 && !world.placer.removed(dataset)) REQUIRE(world.placer.Remove(dataset).ok());
          REQUIRE(world.placer.Add(RandomSpec(random, world.placer.tree())).ok());
          REQUIRE(world.placer.Place(world.placer.datasets() - 1).ok());
      }
      world.placer.Repair();
      world.Holds();
    }
  }
}

WorkerSpec Plain(int32_t workers) {
  WorkerSpec spec;
  spec.workers = workers;
  spec.bytes = {0, kGiB, 0};
  spec.spread_depth = 2;
  spec.penalty = 100'000;
  spec.arcs = {{0, 10}};
  return spec;
}

TEST_CASE("a lost node moves what was on it and nothing else") {
  World world(MakeTree(2, 4, 8, {0, 4 * kGiB, 0}));
  for (int k = 0; k < 20; ++k) REQUIRE(world.placer.Add(Plain(6)).ok());
  world.placer.PlaceAll();
  world.Holds();
  int64_t least = 0;
  const int32_t lost = world.placer.workers(3)[0].leaf;
  WorkerTree after = world.placer.tree();
  after.quota[lost] = {};
  for (int32_t k = 0; k < world.placer.datasets(); ++k) {
    std::vector<int32_t> still;
    for (const Worker& w : world.placer.workers(k)) {
      if (w.leaf != lost) still.push_back(w.leaf);
    }
    least += LeastFilled(after, world.placer.spec(k), still);
  }
  REQUIRE(world.placer.SetQuota(lost, {}).ok());
  const auto moves = world.placer.Repair();
  world.Holds();
  CHECK(least > 0);
  CHECK(static_cast<int64_t>(moves.size()) == least);
  for (const WorkerMove& move : moves) {
    CHECK(move.from == lost);
    CHECK(move.to >= 0);
    CHECK(move.bytes == kGiB);
  }
  CHECK(world.placer.Repair().empty());
}

TEST_CASE("scaling out and in moves nothing, and each number of workers is a prefix of the next") {
  World world(MakeTree(2, 3, 4, {0, 4 * kGiB, 0}));
  REQUIRE(world.placer.Add(Plain(0)).ok());
  std::vector<std::vector<Worker>> seen;
  for (int32_t w = 1; w <= 20; ++w) {
    const auto moves = world.placer.Scale(0, w);
    REQUIRE(moves.ok());
    CHECK(moves->size() == 1);
    CHECK((*moves)[0].from == -1);
    world.Holds();
    seen.emplace_back(world.placer.workers(0).begin(), world.placer.workers(0).end());
    CHECK(std::equal(seen.back().begin(), seen.back().end() - 1,
                     w > 1 ? seen[w - 2].begin() : seen.back().begin()));
    CHECK(world.placer.CostAnew(0) <= world.placer.cost());
  }
  for (int32_t w = 19; w >= 1; --w) {
    REQUIRE(world.placer.Scale(0, w).ok());
    CHECK(std::vector<Worker>(world.placer.workers(0).begin(), world.placer.workers(0).end()) == seen[w - 1]);
  }
}

TEST_CASE("a dataset that lost workers and then wants fewer is spread again by the next repair") {
  World world(MakeTree(1, 2, 3, {0, 8 * kGiB, 0}));
  REQUIRE(world.placer.Add(Plain(4)).ok());
  REQUIRE(world.placer.Place(0).ok());
  std::vector<int32_t> of_first;
  for (const Worker& worker : world.placer.workers(0)) {
    if (world.placer.tree().parent[worker.leaf] ==
        world.placer.tree().parent[world.placer.workers(0)[0].leaf])
      of_first.push_back(worker.leaf);
  }
  REQUIRE(of_first.size() == 2);
  for (const int32_t leaf : of_first) REQUIRE(world.placer.SetQuota(leaf, {}).ok());
  REQUIRE(world.placer.Scale(0, 2).ok());  // both in one rack
  world.placer.Repair();
  world.Holds();
  const auto workers = world.placer.workers(0);
  REQUIRE(workers.size() == 2);
  CHECK(world.placer.tree().parent[workers[0].leaf] != world.placer.tree().parent[workers[1].leaf]);
}

TEST_CASE("scaling in takes the coldest that keeps the spread") {
  World world(MakeTree(1, 3, 4, {0, 4 * kGiB, 0}));
  REQUIRE(world.placer.Add(Plain(4)).ok());
  REQUIRE(world.placer.Place(0).ok());
  // One rack has two workers. Of these the colder goes, whatever the others' heat.
  std::vector<int64_t> heat(4, 1);
  std::vector<int32_t> rack;
  for (const Worker& w : world.placer.workers(0)) rack.push_back(world.placer.tree().parent[w.leaf]);
  for (size_t i = 0; i < 4; ++i) {
    if (std::count(rack.begin(), rack.end(), rack[i]) == 2) heat[i] = 100 + static_cast<int64_t>(i);
  }
  const size_t cold =
      std::find_if(heat.begin(), heat.end(), [](int64_t h) { return h >= 100; }) - heat.begin();
  const int32_t leaf = world.placer.workers(0)[cold].leaf;
  const auto moves = world.placer.Scale(0, 3, heat);
  REQUIRE(moves.ok());
  REQUIRE(moves->size() == 1);
  CHECK((*moves)[0].from == leaf);
  CHECK((*moves)[0].to == -1);
  world.Holds();
}

TEST_CASE("a new node takes nobody who does not gain more than the price of moving") {
  World world(MakeTree(1, 2, 2, {0, 2 * kGiB, 0}));
  WorkerSpec spec = Plain(2);
  spec.spread_depth = -1;
  spec.arcs = {{0, 10}, {3, 5}};
  REQUIRE(world.placer.SetQuota(3, {}).ok());
  REQUIRE(world.placer.Add(spec).ok());
  REQUIRE(world.placer.Place(0).ok());
  CHECK(world.placer.cost() == 20);
  REQUIRE(world.placer.SetQuota(3, {0, 2 * kGiB, 0}).ok());
  CHECK(world.placer.Repair().empty());
  CHECK(world.placer.Improve(1, 5).empty());
  CHECK(world.placer.Improve(1, 4).size() == 1);
  CHECK(world.placer.cost() == 15);
  world.Holds();
}

TEST_CASE("workers near their readers: traffic as arcs") {
  // 0 root, 1 zone, 2 rack, 3 4 nodes, 5 zone, 6 rack, 7 node
  const std::vector<int32_t> parent{-1, 0, 1, 2, 2, 0, 5, 6};
  const std::vector<HeldBytes> readers{{3, 10 << 20}, {7, 4 << 20}};
  const std::vector<int64_t> prices{100, 20, 5, 0};
  const std::vector<FlowArc> arcs = TrafficArcs(parent, readers, prices);
  auto cost = [&](int32_t leaf) {
    int64_t best = std::numeric_limits<int64_t>::max();
    for (int32_t v = leaf; v >= 0; v = parent[v]) {
      for (const FlowArc& arc : arcs) best = arc.vertex == v ? std::min(best, arc.cost) : best;
    }
    return best;
  };
  CHECK(cost(3) == 4 * 100);
  CHECK(cost(4) == 10 * 5 + 4 * 100);
  CHECK(cost(7) == 10 * 100);
}

TEST_CASE("a wrong placement of workers is found") {
  World world(MakeTree(2, 2, 2, {0, 2 * kGiB, 0}));
  REQUIRE(world.placer.Add(Plain(4)).ok());
  REQUIRE(world.placer.Add(Plain(3)).ok());
  world.placer.PlaceAll();
  world.Holds();
  auto specs = world.Specs();
  auto workers = world.Workers();
  WorkerTree tree = world.placer.tree();
  SECTION("quota") { tree.quota[workers[0][0].leaf] = {0, kGiB / 2, 0}; }
  SECTION("cost") { workers[0][0].cost += 1; }
  SECTION("spread") {
    workers[0].erase(workers[0].begin()), workers[0].erase(workers[0].begin()),
        workers[0].push_back(workers[0][0]);
  }
  SECTION("exclusive") {
    specs[0].exclusive = true;
    workers[1][0] = workers[0][0];
  }
  SECTION("a node that can't be used") { workers[0][0].leaf = 1; }
  CHECK_FALSE(CheckWorkers(tree, specs, workers).ok());
}

TEST_CASE("bad workers are refused") {
  CHECK(WorkerPlacer::New({}).status().code() == Code::kInvalidArgument);
  CHECK(WorkerPlacer::New({{-1, 1}, {{}, {}}}).status().code() == Code::kInvalidArgument);
  CHECK(WorkerPlacer::New({{-1}, {{0, -1, 0}}}).status().code() == Code::kInvalidArgument);
  CHECK(WorkerPlacer::New({{-1}, {{0, kMaxWorkerBytes + 1, 0}}}).status().code() == Code::kOutOfRange);
  World world(MakeTree(1, 1, 1, {0, kGiB, 0}));
  WorkerSpec bad = Plain(1);
  Code code = Code::kInvalidArgument;
  SECTION("negative bytes") { bad.bytes[1] = -1; }
  SECTION("negative workers") { bad.workers = -1; }
  SECTION("no worker on a node") { bad.per_node = 0; }
  SECTION("two exclusive on a node") {
    bad.exclusive = true;
    bad.per_node = 2;
  }
  SECTION("skew 0") { bad.max_skew = 0; }
  SECTION("an arc to nowhere") { bad.arcs = {{99, 1}}; }
  SECTION("held by a rack") { bad.held = {{1, 1}}; }
  SECTION("overflow") {
    bad.fill_price = 1 << 16;
    bad.bytes[1] = kMaxWorkerBytes;
    code = Code::kOutOfRange;
  }
  CHECK(world.placer.Add(bad).status().code() == code);
  CHECK(world.placer.Place(0).code() == Code::kNotFound);
  CHECK(world.placer.Scale(0, 1).status().code() == Code::kNotFound);
  CHECK(world.placer.SetQuota(0, {}).code() == Code::kNotFound);
}

}  // namespace
}  // namespace fluid::placement
