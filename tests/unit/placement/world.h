// A random world: a State under random changes, with the checker on, and random questions about it.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "fluid/placement.h"

namespace fluid::placement::test {

template <class T>
T Must(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.status().ToString());
  return std::move(result).value();
}
inline void Must(const Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

// "n007"
std::string Numbered(const char* prefix, int number, int digits = 3);
// In rack, zone and region of these names; empty: without the label.
Node NodeIn(const std::string& name, const std::string& rack, const std::string& zone,
            const std::string& region, std::vector<int64_t> free);

struct WorldShape {
  int nodes = 12, racks = 4, zones = 2, regions = 2, datasets = 4;
  int rules = 5;
  bool crowding = true;  // rules about other pods
  int64_t most_free = 8;
  bool check = true;
};

class World {
 public:
  World(uint64_t seed, const WorldShape& shape);

  State& state() { return *state_; }
  View& view() { return *view_; }
  int Roll(int below) { return static_cast<int>(random_() % static_cast<uint64_t>(below)); }
  bool Chance(int percent) { return Roll(100) < percent; }

  void Change();  // one random change of anything
  void Publish() { state_->Publish(), view_->Refresh(); }
  Pod RandomPod();
  Gang RandomGang();
  NodeId AnyNode() { return nodes_[Roll(static_cast<int>(nodes_.size()))]; }
  const std::vector<NodeId>& nodes() const { return nodes_; }
  int64_t changes() const { return changes_; }

 private:
  Node RandomNode();
  Rules RandomRules();
  Term RandomTerm();
  void AddDataset();

  WorldShape shape_;
  std::mt19937_64 random_;
  std::unique_ptr<State> state_;
  std::unique_ptr<View> view_;
  std::vector<NodeId> nodes_;
  std::vector<std::string> names_;
  std::vector<DatasetId> datasets_;
  std::vector<RulesId> rules_ = {0};
  std::vector<std::pair<NodeId, Pod>> bound_;
  int named_ = 0;
  int64_t changes_ = 0;
};

}  // namespace fluid::placement::test
