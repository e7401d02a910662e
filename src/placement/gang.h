// Gangs: all pods of one, or none.
//
// Identical pods whose rules don't limit each other: a node takes slots = min over resources of floor(free /
// request), whatever the other nodes take. So a domain holds the sum of its slots, the fewest domains are the
// largest ones, and since every pod on a node scores the same, filling nodes from the best score down is
// optimal. Anything else goes pod by pod in a trial; and where that leads nowhere, small gangs of identical
// pods try every other way.
#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "src/placement/ranker.h"

namespace fluid::placement {

class GangPlacer {
 public:
  Status Place(View& view, const Gang& gang, GangPlan& plan);

 private:
  // A domain of Gang::fewest (or of Gang::inside, where that does not matter), and the pods it holds.
  struct Unit {
    int32_t begin = 0, end = 0;
    int64_t slots = 0;   // at most, as long as they are not counted
    uint64_t order = 0;  // breaks ties
    bool counted = false;
  };
  struct Share {
    int64_t score = 0;
    uint64_t rank = 0;
    NodeId node = -1;
    int64_t slots = 0;
  };
  struct Offer {
    int64_t units = 0;  // 0: none
    int64_t score = 0;
    uint64_t order = 0, unit = 0;  // break ties
    bool Beats(const Offer& other) const;
  };

  bool PlaceIdentical(const Gang& gang, int32_t index, GangPlan& plan);
  void ListUnits(const Epoch& epoch, int level);
  void BoundSlots(int64_t cap);
  void CountSlots(int64_t cap);
  void CountSlots(Unit& unit, int64_t cap);
  // 64 positions: the slots of those in `mask`.
  void SlotsOf(const Page& leaf, uint64_t mask, int64_t cap, int64_t* slots) const;
  uint64_t Usable(const Page& leaf, int64_t base) const;
  bool Choose(size_t from, size_t to, int64_t pods, int64_t cap, Offer& best, uint64_t order);
  std::optional<int64_t> PlainScore(int32_t begin, int32_t end, int64_t pods);
  int64_t ScoreOf(const std::vector<size_t>& units, int64_t pods, int64_t cap);
  void Fill(const std::vector<size_t>& units, int64_t pods, int64_t cap);
  Status PlaceMixed(View& view, const Gang& gang, GangPlan& plan);
  Status TryMixed(View& view, const Gang& gang, int64_t from, int64_t to, GangPlan& plan);
  // Every set of nodes that pod after pod can lead to, the better scores first.
  Status Search(View& view, const Gang& gang, int64_t from, int64_t to, GangPlan& plan);
  Result<bool> SearchOn(View& view, Trial& trial, const Gang& gang, int64_t from, int64_t to);

  Question question_;
  Ranker ranker_;
  std::vector<Unit> units_;
  std::vector<size_t> picked_, chosen_;
  std::vector<size_t> heap_;
  std::vector<std::pair<int32_t, int32_t>> allowed_;  // intervals where the required datasets are near
  std::vector<Share> shares_;
  std::vector<Choice> choices_;
  GangPlan trial_plan_;
  std::vector<Choice> way_;             // of Search, so far
  std::set<std::vector<NodeId>> seen_;  // that it led to, sorted
};

}  // namespace fluid::placement
