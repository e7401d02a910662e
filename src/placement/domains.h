// Levels and domains: names to levels, nodes to positions. The writer's side.
#pragma once

#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "src/placement/epoch.h"

namespace fluid::placement {

// Nearest first, checked; the cluster added. INVALID_ARGUMENT with the cycle, where parents form one.
Result<std::vector<LevelInfo>> ResolveLevels(const std::vector<Level>& levels);

// Gives every path of values an id that stays.
class DomainTable {
 public:
  explicit DomainTable(std::vector<LevelInfo> levels);
  // The domain of level 1 that these labels name (the cluster when there is no such level); made if new.
  int32_t LeafOf(const std::map<std::string, std::string>& labels);

  const std::vector<LevelInfo>& levels() const { return levels_; }
  std::vector<Domain>& domains() { return domains_; }

 private:
  std::vector<LevelInfo> levels_;
  std::vector<Domain> domains_;
  std::map<std::tuple<int32_t, bool, std::string>, int32_t> ids_;  // (parent, named, value)
};

// A node to be laid out.
struct Lodger {
  int32_t leaf = 0;
  uint64_t rank = 0;
  int32_t index = 0;  // the caller's
};

// Orders the lodgers depth first and gives each a position, with room for more in every leaf: for `extra` of
// them twice what it has.
struct Layout {
  Structure* structure = nullptr;                // not owned yet
  std::vector<int32_t> position;                 // by Lodger::index
  std::map<int32_t, std::vector<int32_t>> room;  // leaf -> empty positions, the last is taken first
};
Layout LayOut(DomainTable& table, std::vector<Lodger> lodgers, size_t indices, int32_t extra_leaf);

}  // namespace fluid::placement
