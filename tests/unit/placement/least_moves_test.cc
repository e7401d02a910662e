// How few moves a repair can do with: the bound and the repairs, against everything tried.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "fluid/placement_workers.h"

namespace fluid::placement {
namespace {

using Random = std::mt19937;
constexpr int64_t kGiB = int64_t{1} << 30;
constexpr int64_t kNever = int64_t{1} << 40;

// Two zones of nodes, some of them in racks, with quotas of two tiers.
WorkerTree RandomTree(Random& random) {
  WorkerTree tree{{-1, 0, 0}, {{}, {}, {}}};
  for (int32_t zone = 1; zone <= 2; ++zone) {
    int32_t parent = zone;
    if (random() % 2 == 0) {
      tree.parent.push_back(zone);
      tree.quota.push_back({});
      parent = static_cast<int32_t>(tree.parent.size()) - 1;
    }
    for (int i = 0; i < 3; ++i) {
      tree.parent.push_back(parent);
      tree.quota.push_back(
          {static_cast<int64_t>(1 + random() % 3) * kGiB, static_cast<int64_t>(3 + random() % 5) * kGiB, 0});
    }
  }
  return tree;
}

WorkerSpec RandomSpec(Random& random) {
  WorkerSpec spec;
  spec.workers = static_cast<int32_t>(1 + random() % 3);
  spec.bytes = {static_cast<int64_t>(random() % 2) * kGiB, static_cast<int64_t>(1 + random() % 4) * kGiB, 0};
  spec.exclusive = random() % 4 == 0;
  spec.per_node = spec.exclusive ? 1 : static_cast<int32_t>(1 + random() % 2);
  spec.spread_depth = random() % 3 == 0 ? -1 : 1;
  spec.max_skew = static_cast<int32_t>(1 + random() % 2);
  spec.penalty = 100'000;
  spec.arcs = {{0, static_cast<int64_t>(random() % 9)}, {1, static_cast<int64_t>(random() % 9)}};
  return spec;
}

// The fewest workers that come to a node in a placement of all of them that keeps every constraint, by trying
// every one; kNever: there is none.
class Everything {
 public:
  Everything(const WorkerTree& tree, const std::vector<WorkerSpec>& specs,
             const std::vector<std::vector<Worker>>& still)
      : tree_(tree),
        specs_(specs),
        still_(still),
        free_(tree.quota),
        residents_(tree.parent.size(), 0),
        taken_(tree.parent.size(), false) {
    for (int32_t v = 1; v < static_cast<int32_t>(tree.parent.size()); ++v) {
      if (std::find(tree.parent.begin(), tree.parent.end(), v) == tree.parent.end()) leaves_.push_back(v);
    }
  }
  int64_t Least() {
    Dataset(0, 0);
    return best_;
  }

 private:
  int32_t Zone(int32_t v) const {
    while (tree_.parent[v] != 0) v = tree_.parent[v];
    return v;
  }
  bool Fits(const WorkerSpec& spec, const TierBytes& bytes, int32_t leaf) const {
    return tree_.quota[leaf] != TierBytes{} && spec.bytes[0] <= bytes[0] && spec.bytes[1] <= bytes[1];
  }
  bool Spread(const WorkerSpec& spec, const std::map<int32_t, int32_t>& on) const {
    if (spec.spread_depth < 0) return true;
    std::map<int32_t, int32_t> zones;
    for (const int32_t leaf : leaves_) {
      if (Fits(spec, tree_.quota[leaf], leaf)) zones[Zone(leaf)];
    }
    for (const auto& [leaf, workers] : on) zones[Zone(leaf)] += workers;
    int32_t least = spec.workers, most = 0;
    for (const auto& [zone, workers] : zones) {
      least = std::min(least, workers);
      most = std::max(most, workers);
    }
    return most - least <= spec.max_skew;
  }
  void Dataset(size_t k, int64_t moves) {
    if (moves >= best_) return;
    if (k == specs_.size()) {
      best_ = moves;
      return;
    }
    std::map<int32_t, int32_t> on;
    Leaf(k, 0, specs_[k].workers, moves, on);
  }
  // How many of the dataset's workers are on leaves from `at` on.
  void Leaf(size_t k, size_t at, int32_t left, int64_t moves, std::map<int32_t, int32_t>& on) {
    const WorkerSpec& spec = specs_[k];
    if (moves >= best_) return;
    if (left == 0) {
      if (Spread(spec, on)) Dataset(k + 1, moves);
      return;
    }
    if (at == leaves_.size()) return;
    const int32_t leaf = leaves_[at];
    const auto was = std::count_if(still_[k].begin(), still_[k].end(),
                                   [leaf](const Worker& worker) { return worker.leaf == leaf; });
    Leaf(k, at + 1, left, moves, on);
    const bool shut = taken_[leaf] || (spec.exclusive && residents_[leaf] > 0);
    int32_t here = 0;
    while (!shut && here < std::min(left, spec.per_node) && Fits(spec, free_[leaf], leaf)) {
      ++here, ++residents_[leaf];
      for (int t = 0; t < 2; ++t) free_[leaf][t] -= spec.bytes[t];
      taken_[leaf] = spec.exclusive;
      on[leaf] = here;
      Leaf(k, at + 1, left - here, moves + std::max<int64_t>(0, here - was), on);
    }
    for (int t = 0; t < 2; ++t) free_[leaf][t] += here * spec.bytes[t];
    residents_[leaf] -= here;
    if (here > 0) taken_[leaf] = false;
    on.erase(leaf);
  }

  const WorkerTree& tree_;
  const std::vector<WorkerSpec>& specs_;
  const std::vector<std::vector<Worker>>& still_;
  std::vector<int32_t> leaves_;
  std::vector<TierBytes> free_;
  std::vector<int32_t> residents_;
  std::vector<bool> taken_;
  int64_t best_ = kNever;
};

struct Broken {  // a placement that has lost nodes
  WorkerPlacer placer;
  std::vector<WorkerSpec> specs;
  std::vector<std::vector<Worker>> still;
  int64_t lost = 0;
};

Broken Break(Random& random) {
  Broken world{std::move(WorkerPlacer::New(RandomTree(random)).value()), {}, {}, 0};
  const int datasets = static_cast<int>(2 + random() % 4);
  for (int k = 0; k < datasets; ++k) REQUIRE(world.placer.Add(RandomSpec(random)).ok());
  world.placer.PlaceAll(50);
  world.placer.Repair();
  // Who found no place never wanted one.
  for (int32_t k = 0; k < datasets; ++k)
    REQUIRE(world.placer.Scale(k, static_cast<int32_t>(world.placer.workers(k).size())).ok());
  std::vector<int32_t> used;
  for (int32_t k = 0; k < datasets; ++k) {
    for (const Worker& worker : world.placer.workers(k)) used.push_back(worker.leaf);
  }
  for (uint32_t i = 0; !used.empty() && i < 1 + random() % 2; ++i) {
    const int32_t leaf = used[random() % used.size()];
    const TierBytes half{world.placer.tree().quota[leaf][0] / 2, world.placer.tree().quota[leaf][1] / 2, 0};
    REQUIRE(world.placer.SetQuota(leaf, random() % 3 == 0 ? half : TierBytes{}).ok());
  }
  for (int32_t k = 0; k < datasets; ++k) {
    world.specs.push_back(world.placer.spec(k));
    world.still.emplace_back(world.placer.workers(k).begin(), world.placer.workers(k).end());
    world.lost += world.specs.back().workers - static_cast<int64_t>(world.still.back().size());
  }
  return world;
}

// How many workers come to a node by a repair, in its own words and beside those that are `still` there: one
// that was lost and got its place again counts there. kNever: it leaves a worker without a place, or a spread
// that is not kept.
struct Moves {
  int64_t told = 0, come = 0;
};
Moves Repaired(WorkerPlacer placer, const std::vector<std::vector<Worker>>& still, int tries) {
  Moves moves;
  for (const WorkerMove& move : placer.Repair(false, tries)) moves.told += move.to >= 0 ? 1 : 0;
  std::vector<WorkerSpec> specs;
  std::vector<std::vector<Worker>> workers;
  bool whole = true;
  for (int32_t k = 0; k < placer.datasets(); ++k) {
    specs.push_back(placer.spec(k));
    workers.emplace_back(placer.workers(k).begin(), placer.workers(k).end());
    whole =
        whole && !placer.lopsided(k) && static_cast<int32_t>(workers.back().size()) == specs.back().workers;
    if (placer.lopsided(k)) specs.back().max_skew = specs.back().workers;
    std::multiset<int32_t> before;
    for (const Worker& worker : still[static_cast<size_t>(k)]) before.insert(worker.leaf);
    for (const Worker& worker : workers.back()) {
      const auto same = before.find(worker.leaf);
      if (same == before.end()) {
        ++moves.come;
      } else {
        before.erase(same);
      }
    }
  }
  const Status status = CheckWorkers(placer.tree(), specs, workers);  // of every prefix
  INFO(status.ToString());
  REQUIRE(status.ok());
  return whole ? moves : Moves{kNever, kNever};
}

TEST_CASE("no bound of moves is above what everything tried needs, and no repair below") {
  int possible = 0, beyond_lost = 0, tight = 0, best = 0, best_at_length = 0;
  for (uint32_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Broken world = Break(random);
    const int64_t least = Everything(world.placer.tree(), world.specs, world.still).Least();
    const int64_t bound = LeastMoves(world.placer.tree(), world.specs, world.still);
    REQUIRE(bound >= world.lost);
    const Moves once = Repaired(world.placer, world.still, 0);
    const Moves at_length = Repaired(world.placer, world.still, 50);
    REQUIRE(once.come >= least);
    REQUIRE(at_length.come >= least);
    REQUIRE(at_length.told <= once.told);
    if (least == kNever) continue;
    REQUIRE(bound <= least);
    ++possible;
    beyond_lost += bound > world.lost ? 1 : 0;
    tight += bound == least ? 1 : 0;
    best += once.come == least ? 1 : 0;
    best_at_length += at_length.come == least ? 1 : 0;
  }
  CAPTURE(possible, beyond_lost, tight, best, best_at_length);
  CHECK(possible >= 100);
  CHECK(beyond_lost >= 5);
  CHECK(tight * 10 >= possible * 8);
  CHECK(best * 10 >= possible * 8);
  CHECK(best_at_length * 10 >= possible * 8);
}

}  // namespace
}  // namespace fluid::placement
