// The checker: the stated problem, answered again from the inputs alone, by reading every node. It shares the
// input structs with the solver and nothing else: no tree, no positions, no ranks, no bitmaps. Slow on
// purpose, and simple on purpose.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "fluid/placement.h"
#include "fluid/placement_map.h"

namespace fluid::placement {

// All that was ever told and still holds.
struct Inputs {
  Options options;
  std::map<NodeId, Node> nodes;  // `free` after all binds: may be below 0
  std::map<DatasetId, Dataset> datasets;
  std::map<std::tuple<DatasetId, NodeId, Tier>, int64_t> cached;
  std::map<RulesId, Rules> rules;
  std::map<std::pair<NodeId, RulesId>, int64_t> bound;  // pods

  void Count(NodeId node, const Pod& pod, int sign);  // a pod runs there, or no longer
  void Remove(NodeId node);
};

// What the checker finds for one node.
struct Found {
  NodeId node = -1;
  std::vector<Broken> broken;  // all, in the order of the rules
  int64_t score = 0;
};

class Checker {
 public:
  explicit Checker(const Inputs& inputs);

  std::vector<std::string> levels() const { return names_; }
  std::vector<Found> JudgeAll(const Pod& pod) const;  // by name
  std::vector<Choice> Rank(const Pod& pod) const;     // all feasible, best first

  // An empty string, or what is wrong with the answer.
  std::string CheckRank(const Pod& pod, const std::vector<Choice>& answer, size_t asked) const;
  std::string CheckGang(const Gang& gang, const GangPlan& plan) const;
  // That the plan is possible and worth what it says; that it is the best is for CheckFlow and CheckBatch.
  std::string CheckBatch(const Batch& batch, const BatchPlan& plan) const;
  std::string CheckExplanation(const Pod& pod, const Explanation& explanation) const;
  std::string CheckConflict(const Pod& pod, const Conflict& conflict) const;

 private:
  struct Place {  // of a node: its path down to each level; empty: none
    std::vector<std::string> path;
  };
  bool Passes(const Rules& rules, NodeId id, const Node& node, std::vector<Broken>& broken) const;
  std::vector<std::pair<int, int64_t>> NearestOf(NodeId node, const DatasetUse& use) const;
  int64_t ScoreOf(const Pod& pod, NodeId id, const Node& node) const;
  int64_t PodsOf(const std::string& group, int level, const std::string& path) const;
  int64_t RepellersOf(const std::string& group, NodeId node) const;
  bool CountsFor(const Spread& spread, const Rules& rules, NodeId id) const;
  int64_t SpreadPodsOf(const Spread& spread, const Rules& rules, const std::string& path) const;
  int64_t LeastOf(const Spread& spread, int level, const Rules& rules) const;
  int LevelOf(const std::string& name) const;
  std::string SameShape(const Gang& gang, const GangPlan& plan) const;
  std::string Crowds(const Gang& gang, const GangPlan& plan) const;

  const Inputs& in_;
  std::vector<Level> order_;  // nearest first, the node first
  std::vector<std::string> names_;
  std::map<NodeId, Place> places_;
};

}  // namespace fluid::placement
