// Where the workers of caches go, and what moves when the world changes.
//
// Problem. Leaves of a topology tree are nodes with a quota of bytes on each tier. A dataset wants a number
// of workers; each takes bytes on each tier of its node and costs what the cheapest of the dataset's arcs
// (vertex, cost) above its node says: how near it is to the expected compute, the price of traffic between
// zones (TrafficArcs), plus fill_price for each MiB of its bytes that the node does not hold already. A
// worker without a place costs the penalty.
//   minimise   cost of all workers
//   such that  the bytes on a node and tier are within its quota; at most per_node workers of a dataset on a
//   node; an exclusive dataset
//              shares its nodes with no other; and the numbers of a dataset's workers in its failure domains
//              differ by at most max_skew. Failure domains are the vertices of depth spread_depth that have a
//              node which the dataset could use if nothing else were there.
//
// One dataset with the others fixed is solved exactly: for each least number b of workers a domain can have,
// every domain takes its b cheapest places and then the cheapest ones anywhere, up to b + max_skew in a
// domain; costs within a domain rise, so greedy is optimal (separable convex resource allocation), and b has
// few values. Ties go to the node with the most room, then to the lower number. Many datasets are coupled by
// quotas only: they are placed largest first and then one by one anew, which stays if it costs less, until
// nothing does. WorkerBound prices the quotas (Lagrange) and so certifies the gap.
//
// The workers of a dataset are in an order of which every prefix keeps max_skew: scaling in takes the last
// ones, scaling out appends, and neither moves any other. After a change, Repair moves lexicographically: the
// fewest workers that no longer have a place, then the cost. Nodes that exclusive workers need empty are
// chosen together, by what driving out their workers costs (LeastMoves bounds the moves).
//
// Invariants between calls: all constraints hold for what is placed (CheckWorkers), but for the spread of
// lopsided datasets; nothing moves but by Place, PlaceAll, Scale, Improve and Repair, which tell what they
// moved. Debug builds check them (CheckWorkers) after Place, PlaceAll and Repair, where that is quick.
// All integers; the answer depends on numbering and history alone. Not for use by two threads at once.
//
// Sources: Ibaraki and Katoh, "Resource Allocation Problems", 1988 (greedy, nested); Fisher 1981 (Lagrange);
// maximum skew as in Kubernetes' topologySpreadConstraints.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "fluid/placement_flow.h"

namespace fluid::placement {

inline constexpr int kWorkerTiers = 3;
inline constexpr int64_t kMaxWorkerBytes = int64_t{1} << 50;
using TierBytes = std::array<int64_t, kWorkerTiers>;

struct WorkerTree {
  std::vector<int32_t> parent;   // parent[0] = -1, parent[v] < v
  std::vector<TierBytes> quota;  // of leaves; 0 elsewhere
};
struct HeldBytes {
  int32_t leaf = 0;
  int64_t bytes = 0;
};
struct WorkerSpec {
  int32_t workers = 1;
  TierBytes bytes = {};  // of each worker
  bool exclusive = false;
  int32_t per_node = 1;       // exclusive: 1
  int32_t spread_depth = -1;  // -1: no spread
  int32_t max_skew = 1;
  int64_t penalty = 0;
  int64_t fill_price = 0;  // of a MiB
  std::vector<FlowArc> arcs = {};
  std::vector<HeldBytes> held = {};  // of the dataset, by nodes
};
struct Worker {
  int32_t leaf = 0;
  int64_t cost = 0;
  bool operator==(const Worker&) const = default;
};
struct WorkerMove {
  int32_t dataset = 0;
  int32_t from = -1, to = -1;  // -1: new; has no place
  int64_t bytes = 0;           // to fill at `to`
  bool operator==(const WorkerMove&) const = default;
};

class FLUID_API WorkerPlacer {
 public:
  // INVALID_ARGUMENT, OUT_OF_RANGE: as SlotFlow.
  static Result<WorkerPlacer> New(WorkerTree tree);

  Result<int32_t> Add(const WorkerSpec& spec);  // places nothing yet
  Status Remove(int32_t dataset);
  // One dataset anew, exactly, with the others as they are.
  Status Place(int32_t dataset);
  // All that are there, from nothing; and then `tries` times a few that want the same nodes anew, in another
  // order, which stays if it costs no more: for quotas so tight that the first order leaves some without a
  // place.
  void PlaceAll(int tries = 0);
  // One by one anew where it costs less by more than `hysteresis` for each worker that moves; at most
  // `rounds` times all.
  std::vector<WorkerMove> Improve(int rounds, int64_t hysteresis);
  // Out: appends. In: takes the last, or the coldest that keep the spread, if `heat` tells of each worker.
  Result<std::vector<WorkerMove>> Scale(int32_t dataset, int32_t workers, std::span<const int64_t> heat = {});

  // Changes: workers that no longer fit lose their place, as few as can be; Repair finds them new ones.
  Status SetQuota(int32_t leaf, const TierBytes& quota);     // 0: the node is lost
  Status SetBytes(int32_t dataset, const TierBytes& bytes);  // it grew or shrank
  // only_lost: workers that had no place before either are not looked after, and exclusive ones that have a
  // node keep it. tries: as many more attempts, in other orders, until the moves are the fewest that there
  // can be (LeastMoves); for few nodes.
  std::vector<WorkerMove> Repair(bool only_lost = false, int tries = 0);

  const WorkerTree& tree() const { return tree_; }
  const WorkerSpec& spec(int32_t dataset) const { return datasets_[dataset].spec; }
  std::span<const Worker> workers(int32_t dataset) const { return datasets_[dataset].workers; }
  int32_t datasets() const { return static_cast<int32_t>(datasets_.size()); }
  bool removed(int32_t dataset) const { return datasets_[dataset].removed; }
  // The skew is more than max_skew, for a change left a domain too few and there is no room to make up for
  // it: no worker that serves is taken away for the sake of spread alone. Ends with the first Repair that
  // can.
  bool lopsided(int32_t dataset) const { return datasets_[dataset].lopsided; }
  int64_t cost() const;
  int64_t cost(int32_t dataset) const;
  // What the exact answer would cost if its workers need not go on from the present ones: the price of
  // nesting is the difference.
  int64_t CostAnew(int32_t dataset);

 private:
  static constexpr int64_t kKeep = int64_t{1} << 48;  // more than the cost of all workers of a dataset may be
  static constexpr int kColumns = kWorkerTiers + 1;   // the last: no worker is there
  using Need = std::array<int64_t, kColumns>;
  struct Domain {
    int32_t vertex;
    int32_t begin, end;  // of the arcs within it, in `within`
  };
  struct Dataset {
    WorkerSpec spec;
    Need need = {};
    int main = 0;                 // the tier that it needs most of
    std::vector<FlowArc> arcs;    // with what filling costs; by cost
    std::vector<Domain> domains;  // by vertex
    std::vector<int32_t> within;  // arcs in domains, by domain and cost
    std::vector<int32_t> near;    // domains that have arcs
    std::vector<int32_t> wide;    // arcs above domains, by cost
    std::vector<Worker> workers;  // every prefix keeps the spread
    bool prepared = false;        // what stands above is of now
    bool lopsided = false;
    bool removed = false;
  };
  static constexpr int32_t kNowhere = -1, kNarrow = -2, kWide = -3;
  struct Offer {
    int64_t key = 0;  // what it adds to what is minimised
    int64_t cost = 0;
    int32_t leaf = kNowhere;
    bool kept = false;
  };
  struct Front {  // of a domain, while one dataset is solved
    size_t arc = 0, wide = 0, kept_next = 0;
    int32_t count = 0;
    std::vector<Worker> kept;
    Offer next;
    bool looked = false, open = false;
  };
  struct Entry {  // of the heap of domains
    int64_t key, room;
    int32_t domain;
    int32_t source;                             // that tells the next domain when this one is taken; -1: none
    bool operator<(const Entry& other) const {  // the standard heap's first is the last by this
      if (key != other.key) return key > other.key;
      if (room != other.room) return room < other.room;
      return domain > other.domain;
    }
  };
  struct Solution {
    std::vector<Worker> workers;
    int64_t key = 0;
    bool feasible = false;
  };

  bool Known(int32_t dataset) const {
    return dataset >= 0 && dataset < datasets() && !datasets_[dataset].removed;
  }
  bool IsLeaf(int32_t v) const { return child_begin_[v] == child_begin_[v + 1]; }
  bool IsBlock(int32_t v) const { return v >= static_cast<int32_t>(own_.size()); }
  std::span<const int32_t> ChildrenOf(int32_t v) const {
    return {children_.data() + child_begin_[v], children_.data() + child_begin_[v + 1]};
  }
  Status CheckSpec(const WorkerSpec& spec) const;
  // Debug builds: ends the process if what is placed breaks a constraint; the spread of `dataset` (-1: of
  // all).
  void SelfCheck(int32_t dataset = -1) const;
  void Rebuild(int tries);
  void Prepare(Dataset& d);
  int64_t CostOf(const Dataset& d, int32_t leaf) const;
  int32_t HomeOf(const Dataset& d, int32_t leaf) const;
  int32_t DomainOf(const Dataset& d, int32_t leaf) const;
  bool KeepsSpread(Dataset& d);
  int64_t Skew(const Dataset& d);
  void ForgetCount(const Dataset& d);
  void Settle(int32_t dataset, int32_t leaf, int times);
  void Restore(int32_t dataset, const std::vector<Worker>& workers);
  void Forget(int32_t leaf, const TierBytes& quota);
  void Evict(int32_t leaf);
  void Lose(int32_t dataset, size_t worker);
  std::vector<WorkerMove> Moves(int32_t dataset, const std::vector<Worker>& before,
                                const std::vector<Worker>& after) const;
  static int64_t Weight(const WorkerSpec& spec);
  static int64_t TotalOf(const TierBytes& bytes) { return bytes[0] + bytes[1] + bytes[2]; }
  // workers_room.cc
  struct Descent {  // to the vertices of a depth, those with the most room first
    struct Entry {
      int64_t room;
      int32_t first, vertex;
      auto operator<=>(const Entry&) const = default;
    };
    int column = 0;
    std::vector<Entry> queue;  // a heap
    void Push(const WorkerPlacer& placer, int32_t vertex);
    int32_t Next(const WorkerPlacer& placer, int32_t depth);
  };
  void BuildBlocks();
  void Use(const Dataset& d, int32_t leaf, int times);
  void Lift(int32_t leaf, const Need& before);
  void LiftQuota(int32_t leaf);
  bool HasRoom(int32_t vertex, const Dataset& d) const;
  bool HasQuota(int32_t vertex, const TierBytes& bytes, int32_t except = -1) const;
  std::span<const int32_t> LeavesBelow(int32_t vertex, const TierBytes& bytes, int main);
  int32_t Find(int32_t vertex, const Dataset& d);
  // workers_repair.cc, workers_make_room.cc, workers_empty.cc
  using Before = std::map<int32_t, std::vector<Worker>>;  // of datasets that are touched
  struct Step {                                           // that can be taken back
    int32_t dataset;
    size_t worker;
    Worker was;
  };
  struct Wanting;
  class Emptying;
  struct Dice {
    uint64_t state = 0x9e3779b97f4a7c15;
    size_t Below(size_t n) {
      state = state * 6364136223846793005 + 1442695040888963407;
      return static_cast<size_t>((state >> 33) % n);
    }
  };
  struct Outcome {  // of a repair: less is better
    int64_t without = 0, lopsided = 0, moves = 0, cost = 0;
    auto operator<=>(const Outcome&) const = default;
  };
  Outcome Judge(const Before& before) const;
  void Diversify(int tries, std::vector<std::pair<int64_t, int32_t>>& order, const Outcome& best,
                 const std::function<void(bool)>& attempt);
  static int64_t LacksForSpread(const WorkerSpec& spec, const std::vector<int32_t>& count);
  void PlaceLost(std::span<const std::pair<int64_t, int32_t>> order, bool together, Before& before);
  bool MakeRoom(int32_t dataset, bool even, Before& before);
  bool MakeRoomOn(int32_t leaf, const Dataset& d, int64_t moves, Before& before);
  bool Occupy(int32_t dataset, int32_t leaf, int64_t moves, Before& before);
  void Join(int32_t dataset, const Worker& worker);
  int32_t Cramped(int32_t leaf) const;
  void Relocate(int32_t dataset, int32_t leaf, const Worker& to, std::vector<Step>& steps);
  Worker Squeeze(int32_t dataset, int32_t home, int32_t leaf, std::vector<Step>& steps);
  void Note(const std::vector<Step>& steps, Before& before);
  void GoBack(const Before& before);
  void EmptyNodes(std::span<const int32_t> homeless, Before& before);
  void EmptyNodes(std::vector<Wanting>& group, Before& before);
  std::vector<Wanting> Exclusive(const std::vector<Wanting>& group, std::span<const int32_t> vertices);
  void Leave(int32_t dataset, int32_t leaf);
  std::vector<std::pair<int64_t, int32_t>> FewestMoves(int32_t vertex, int main, size_t wanted);
  Worker Nearest(int32_t dataset, int32_t leaf);
  Worker CheapestBelow(const Dataset& d, int32_t home);
  std::vector<int32_t> Beside(const Dataset& d, int32_t domain) const;
  // workers_place.cc
  bool Solve(int32_t dataset, int64_t bonus);
  Solution SolveFor(const Dataset& d, int32_t least, int64_t bonus);
  bool Take(const Dataset& d, size_t domain, int64_t bonus, Solution& solution);
  void Look(const Dataset& d, size_t domain, int64_t bonus);
  Offer Cheapest(const Dataset& d, size_t domain, int64_t bonus);
  void Open(const Dataset& d, int32_t domain);
  void Order(Dataset& d, size_t fixed);

  WorkerTree tree_;
  std::vector<int32_t> up_, first_, depth_, child_begin_,
      children_;                                 // with blocks, first_: lowest number below
  std::vector<Need> top_;                        // free of a leaf; the most free of any leaf below
  std::vector<TierBytes> most_;                  // likewise of quotas
  std::vector<int32_t> guests_;                  // of a leaf: workers, with places that are held
  std::vector<std::vector<int32_t>> residents_;  // of a leaf: datasets, one entry for each worker
  std::vector<Dataset> datasets_;
  std::vector<std::vector<int32_t>> named_by_;  // of a vertex: datasets with an arc there
  int32_t deepest_spread_ = 0;
  std::vector<WorkerMove> lost_;  // workers without a place since the last Repair
  std::vector<int32_t> own_;      // by leaf: workers of the dataset being solved, and places offered to it
  std::vector<Front> fronts_;     // by domain
  std::vector<Entry> heap_;
  std::vector<Descent> sources_;           // by wide arc
  std::vector<int32_t> touched_, opened_;  // domains with arcs or workers; that are looked at
  Dice dice_;
  bool may_trade_ = true;  // exclusive workers that have a place, in a repair
  bool varied_ = false;    // Squeeze rolls the dice
  std::vector<int32_t> held_, stack_, leaves_, count_;
};

// Arcs that say what a worker costs by the traffic of the expected compute: `readers` are (vertex, bytes read
// there from this worker), prices are of a MiB by the depth of the lowest common ancestor of reader and
// worker (0: the root, dearest; falling).
FLUID_API std::vector<FlowArc> TrafficArcs(std::span<const int32_t> parent,
                                           std::span<const HeldBytes> readers,
                                           std::span<const int64_t> price_by_depth);

// ---- Proof, from the input alone: shares no code with the solver

// INTERNAL: the first constraint that is broken.
FLUID_API Status CheckWorkers(const WorkerTree& tree, std::span<const WorkerSpec> specs,
                              std::span<const std::vector<Worker>> workers);

// Prices of a MiB of quota, by leaf and tier, in 1/1024 of a cost.
using QuotaPrices = std::vector<TierBytes>;
// A lower bound of the cost of all datasets together, for any prices >= 0 (none: all 0).
FLUID_API int64_t WorkerBound(const WorkerTree& tree, std::span<const WorkerSpec> specs,
                              const QuotaPrices& prices);

// The fewest workers of a dataset that must be filled somewhere, given those that still have a place: what
// the spread forces included.
FLUID_API int64_t LeastFilled(const WorkerTree& tree, const WorkerSpec& spec, std::span<const int32_t> still);

// The same of all datasets together: no repair that gives every worker a place moves fewer. Beyond
// LeastFilled it knows of what is free on nodes, by size, and that exclusive workers need empty ones. The
// argument is in workers_least.cc.
FLUID_API int64_t LeastMoves(const WorkerTree& tree, std::span<const WorkerSpec> specs,
                             std::span<const std::vector<Worker>> still);

}  // namespace fluid::placement
