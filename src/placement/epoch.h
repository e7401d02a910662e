// An epoch: all that answers are made of. A small value that points at shared, copy-on-write memory; copying
// it is a snapshot.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "fluid/placement.h"
#include "src/placement/cow.h"
#include "src/placement/page.h"

namespace fluid::placement {

// A domain of a level 1.., or the cluster (id 0). Ids stay the same for ever.
struct Domain {
  int32_t parent = -1;
  int32_t begin = 0, end = 0;  // positions, room for more nodes included; equal: no node
  int8_t level = 0;
  bool named = true;  // false: its nodes lack the label, and are in no domain of this level
  int32_t order = 0;  // among all domains, by path: what breaks ties between them
  std::string value;
};

struct LevelInfo {
  std::string name, key;
  int64_t points = 0;
  bool counts = true;  // false: level 0 where no level was declared for the node itself
};

// How positions, domains and levels belong together. Written as a whole.
struct Structure : Cow {
  std::vector<LevelInfo> levels;  // 0 the node .. the widest declared, then the cluster
  std::vector<Domain> domains;
  std::vector<int32_t> leaf;  // position -> its domain of level 1, or the cluster
  struct Place {
    int32_t begin = 0, end = 0;  // as the domain's
    int32_t id = 0;
    int32_t order = 0;
  };
  std::vector<std::vector<Place>> of_level;  // named domains with nodes, by position
  Structure* Clone(Pool&) const { return new Structure(*this); }
  size_t bytes() const override;

  int cluster() const { return static_cast<int>(levels.size()) - 1; }
  int64_t positions() const { return static_cast<int64_t>(leaf.size()); }
  // The domain of the position at a level from 1 on; -1: in none.
  int32_t At(int64_t position, int level) const {
    int32_t d = leaf[position];
    while (domains[d].level < level) d = domains[d].parent;
    return domains[d].named ? d : -1;
  }
};

// Where bytes of a dataset are, as a tree in preorder: the cluster, domains, nodes.
struct Vertex {
  int32_t begin = 0, end = 0;
  int32_t id = 0;    // NodeId at level 0, else of a domain
  int32_t next = 0;  // behind the last below
  int32_t up = -1;   // the vertex around it
  int8_t level = 0;
  int64_t term = 0;  // of all tiers: points of the level x share of the size, in millionths
};

// A set of domains, by two of 256 bits each: most of those that are not in it are told without a search.
struct Homes {
  std::array<uint64_t, 4> words = {};

  static uint16_t Of(int32_t domain) {
    return static_cast<uint16_t>((static_cast<uint32_t>(domain) * 0x9E3779B1u) >> 16);
  }
  void Add(uint16_t home) {
    words[home >> 14] |= uint64_t{1} << (home >> 8 & 63);
    words[home >> 6 & 3] |= uint64_t{1} << (home & 63);
  }
  void Add(const Homes& other) {
    for (size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
  }
  bool Has(uint16_t home) const {
    return (words[home >> 14] >> (home >> 8 & 63) & words[home >> 6 & 3] >> (home & 63) & 1) != 0;
  }
};

struct DatasetState : Cow {
  struct Holder {
    NodeId node = 0;
    std::array<int64_t, kTiers> bytes = {};
  };
  // The vertices by term, then nearest first, then by name: the order in which pods try them.
  struct Best {
    int64_t term = 0;
    uint64_t rank = 0;  // of the node; 0 at other levels
    int32_t vertex = 0;
    int32_t begin = 0;
    int32_t domain = 0;  // of level 1 around it; 0 for wider places
    uint16_t home = 0;   // of that
    int8_t level = 0;
  };
  struct Wide {
    int64_t term = 0;
    int32_t vertex = 0;
    int8_t level = 0;
  };
  // What questions read comes first, so that it shares lines of the cache.
  std::vector<Best> best;
  std::vector<Vertex> vertices;  // [0] the cluster
  Homes homes;                   // the domains of level 1 among the vertices
  std::vector<int32_t> begins;   // of the vertices, filled up to kLanes
  // The innermost vertices of level 2 and wider, by position: from where on, filled likewise, and which.
  std::vector<int32_t> wide_begins;
  std::vector<Wide> wide;
  std::array<int64_t, kMaxLevels + 1> most = {};  // the greatest term at this level or a wider one
  int64_t size = 0;                               // as told
  int64_t known_size = 0;                         // the sum of cached bytes, where it was not told
  std::vector<std::array<int64_t, kTiers>> held;  // by vertex: its bytes
  std::vector<Holder> holders;                    // by position
  std::string name;
  DatasetState* Clone(Pool&) const { return new DatasetState(*this); }
  size_t bytes() const override;
};

// How the pods of one group lie, and who they repel.
struct Group : Cow {
  struct Counts {
    bool used = false;            // by any rules; level 0 always
    Column<int32_t> pods;         // by domain; at level 0 by node
    Column<int32_t> repel;        // pods that repel this group at this level, by domain
    Column<int32_t> repel_nodes;  // the same by node
  };
  std::string name;
  std::array<Counts, kMaxLevels + 1> levels;
  std::vector<std::pair<RulesId, int32_t>> watched;  // by a spread limit of these rules
  Group* Clone(Pool&) const { return new Group(*this); }
  size_t bytes() const override { return sizeof(Group); }
};

// Rules with their names looked up.
struct RulesDef {
  Rules input;
  bool by_name = false;  // a term asks for the node's name
  bool weighs = false;   // has preferences
  struct Limit {
    int32_t group = 0;
    int level = 0;
    int64_t max_skew = 0, min_domains = 0;
    uint8_t outside = 0;  // kFails..: nodes with any of these don't count
  };
  std::vector<int32_t> groups;
  std::vector<Limit> anti, spread;
  std::vector<std::string> inside;  // label keys of the levels
};

// Bits of RulesState::fails.
inline constexpr uint8_t kFailsSelector = 1, kFailsAffinity = 2, kFailsUnschedulable = 4, kFailsTaint = 8,
                         kFailsInside = 16;
inline constexpr int kStaticRules = 5;
inline constexpr uint8_t kHole = 128;

// What rules say of every position.
struct RulesState : Cow {
  // The positions that pass all static rules and gain this much by preferences, as bits, and above as bits of
  // pages with any.
  struct Layer {
    int64_t bonus = 0;
    int64_t count = 0;
    std::array<Column<uint64_t>, kMaxHeight> bits;
    uint64_t Word(int height, int64_t page) const { return bits[height].Get(page); }
  };
  struct SpreadState {
    Column<int32_t> eligible;   // nodes that count, by domain (level 0: by node)
    Column<int32_t> elsewhere;  // the group's pods on nodes that don't, likewise
    int64_t least = 0;          // pods of the group on nodes that count, in any eligible domain
    int64_t at_least = 0;       // domains that have so few
    int64_t domains = 0;        // that are eligible
  };
  std::shared_ptr<const RulesDef> def;
  Column<uint8_t> inverted_fails;  // kFails.. ^ kHole, so that what was never set is a hole
  std::array<int64_t, 1 << kStaticRules> count = {};  // nodes by what they fail
  std::vector<Layer> layers;                          // by bonus, greatest first
  std::vector<SpreadState> spread;
  RulesState* Clone(Pool&) const { return new RulesState(*this); }
  size_t bytes() const override;

  uint8_t Fails(int64_t at) const { return inverted_fails.Get(at) ^ kHole; }
  int64_t passing() const { return count[0]; }
  // The children of a page of this height below which some node passes.
  uint64_t Passing(int height, int64_t page) const {
    uint64_t word = 0;
    for (const Layer& layer : layers) word |= layer.Word(height, page);
    return word;
  }
};

struct Epoch {
  uint64_t number = 0;
  Structure* structure = nullptr;
  Tree tree;
  int64_t nodes = 0;
  Column<int32_t> position;  // NodeId -> position + 1
  int32_t node_ids = 0;      // given so far
  Column<int32_t> names;     // open addressing: NodeId + 1, or -1 where one was removed
  int64_t name_slots = 0;    // a power of two, or 0
  Column<RulesState*> rules;
  int32_t rules_count = 0;
  Column<DatasetState*> datasets;
  int32_t dataset_ids = 0;
  Column<Group*> groups;
  int32_t group_count = 0;

  // -1: there is no such node.
  int64_t PositionOf(NodeId node) const {
    return node < 0 || node >= node_ids ? -1 : static_cast<int64_t>(position.Get(node)) - 1;
  }
  DatasetState* DatasetOf(DatasetId id) const {
    return id < 0 || id >= dataset_ids ? nullptr : datasets.Get(id);
  }
  RulesState* RulesOf(RulesId id) const { return id < 0 || id >= rules_count ? nullptr : rules.Get(id); }
  NodeId Find(std::string_view name) const;
  // At level 0 the node, else its domain; -1: in none.
  int32_t PlaceOf(int64_t at, NodeId node, int level) const {
    return level == 0 ? node : structure->At(at, level);
  }
};

struct PublishedEpoch : Cow {
  Epoch epoch;
  std::shared_ptr<const struct Inputs> inputs;  // for the checker; null: answers are not checked
  size_t bytes() const override { return sizeof(PublishedEpoch); }
};

// ---- Changes that trials share with the writer; the arguments are checked
// -----------------------------------------

// Takes (sign 1) or gives back (-1) what the pod asks for, and counts its groups. OUT_OF_RANGE: beyond what
// is countable.
Status CountPod(Epoch& epoch, Owner& owner, NodeId node, const Pod& pod, int sign);
Status CheckPod(const Epoch& epoch, const Pod& pod);
Status CheckFree(const Epoch& epoch, std::span<const int64_t> free);
// A node in a domain of every level that the rules spread over; a node in none counts for no limit.
bool InAllSpread(const Epoch& epoch, const RulesDef& def, int64_t at, NodeId node);
// Pods of the limit's group at the place, on nodes that count.
inline int64_t PodsThatCount(const Epoch& epoch, const RulesState& rules, int index, int32_t place) {
  const RulesDef::Limit& limit = rules.def->spread[index];
  return int64_t{epoch.groups.Get(limit.group)->levels[limit.level].pods.Get(place)} -
         rules.spread[index].elsewhere.Get(place);
}
// Finds the least of a spread limit again, by reading all places of its level.
void FindLeast(const Epoch& epoch, RulesState& rules, int index);

}  // namespace fluid::placement
