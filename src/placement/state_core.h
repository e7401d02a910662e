// The writer's memory: the epoch being written, and the tables only the writer needs.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/container/btree_set.h"
#include "fluid/placement.h"
#include "src/base/mutex.h"
#include "src/placement/checker.h"
#include "src/placement/domains.h"
#include "src/placement/epoch.h"
#include "src/placement/rules.h"

namespace fluid::placement {

// Where a view says which epoch it holds.
struct alignas(64) Slot {
  static constexpr uint64_t kFree = ~uint64_t{0};
  static constexpr uint64_t AnyFrom(uint64_t epoch) { return 2 * epoch; }
  static constexpr uint64_t Only(uint64_t epoch) { return 2 * epoch + 1; }
  std::atomic<uint64_t> says{kFree};
};

struct [[gnu::visibility("hidden")]] State::Core {
  Core(const Options& options, std::vector<LevelInfo> levels);
  ~Core();

  struct ByName {
    using is_transparent = void;
    const std::vector<NodeInfo*>* infos;
    bool operator()(NodeId a, NodeId b) const { return (*infos)[a]->name < (*infos)[b]->name; }
  };
  using Names = absl::btree_set<NodeId, ByName>;

  // A node that is to be lodged.
  struct Arrival {
    NodeInfo* info = nullptr;
    int32_t leaf = 0;
    std::vector<int64_t> free;  // all resources
  };

  Status CheckNode(const Node& node) const;
  NodeInfo* NewInfo(NodeId id, const Node& node);
  void NameNode(NodeId id);  // makes it findable
  void UnnameNode(NodeId id);
  void Rebuild(std::span<const Arrival> arrivals, int32_t extra_leaf);
  void Lodge(const Arrival& arrival, Names::const_iterator name);
  void Evict(NodeId id);                // from its position; groups no longer count it
  void CountNode(NodeId id, int sign);  // its pods, in all groups
  void JudgeNode(NodeId id);            // by all rules
  // What the rules say of a node changed from `was` to `is`, kFails.. both. Its pods are counted as well,
  // where it neither comes nor goes: CountNode counts those of nodes that do.
  void CountEligible(RulesState& rules, int64_t at, NodeId id, uint8_t was, uint8_t is);
  void JudgeAll(RulesState& rules);
  // The group's pods on a node, where that doesn't count for the limit, come (1) or go (-1).
  void CountElsewhere(RulesState& rules, int index, NodeId id, int sign);
  void CountElsewhere(RulesState& rules, int index);  // of all nodes, for the first time
  void SortHolders(DatasetState& dataset);
  void Remake(DatasetId dataset);
  uint64_t RankOf(Names::const_iterator here, bool& crowded) const;
  int32_t GroupOf(const std::string& name);
  void UseLevel(int32_t group, int level);  // counts the group's pods there, from now on and all that are
  int LevelOf(const std::string& name) const;
  void FreeUnseen();  // what was replaced and no view can see
  Inputs* inputs();   // to be changed; null: answers are not checked

  const Options options;
  std::atomic<uint64_t> trials{0};  // that ever were
  Pool pool;
  Owner owner{Owner::Kind::kWriter, 2, pool};
  Epoch epoch;
  DomainTable domains;
  ShapeTable shapes;
  std::vector<NodeInfo*> infos;               // by NodeId; null: removed
  std::vector<std::vector<DatasetId>> holds;  // by NodeId
  Names by_name;
  int64_t name_entries = 0;  // removed ones included
  std::map<int32_t, std::vector<int32_t>> room;
  std::map<std::string, DatasetId, std::less<>> dataset_ids;
  std::map<std::string, int32_t, std::less<>> group_ids;
  std::shared_ptr<Inputs> told;  // shared with epochs once published

  std::atomic<PublishedEpoch*> published{nullptr};
  std::atomic<uint64_t> number{0};
  Mutex slots_mutex;  // only for views that come and go
  std::deque<Slot> slots ABSL_GUARDED_BY(slots_mutex);
  std::vector<Owner::Held> held;  // as the slots said last
};

}  // namespace fluid::placement
