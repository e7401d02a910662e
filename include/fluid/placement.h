// placement: where a job runs, near the bytes it reads.
//
// The problem. Nodes form a tree of domains: node, rack, zone, region, cluster (any label keys, nearest
// first). Datasets are cached in part on some nodes. A pod asks for resources, reads datasets, and has rules.
// Let
//   level(n, d)  the nearest level at which the domain of node n holds bytes of dataset d,
//   bytes(n, d)  the bytes of d in that domain,
//   score(n)     = sum over the pod's datasets of  weight_d * points(level) * min(1, bytes / size_d)
//                + sum of the weights of the preferences that n meets,
// counted in millionths of a point, points * min(1, bytes / size) rounded down. A node is feasible if it
// breaks no rule (enum Rule). Then
//   Rank       gives the k feasible nodes with the highest score, ties by the lower node name: exactly;
//   PlaceGang  places all pods of a gang or none, inside one domain, over the fewest domains within it.
//              Identical pods: feasible iff an assignment exists, the number of domains is least, and the sum
//              of scores is greatest for the domains chosen. Pods that repel each other or spread: found one
//              by one, the best score first, which is not always the greatest sum; and if that leads nowhere,
//              gangs of up to 64 identical ones are refused only when 1,000 other sets of nodes don't lead
//              there either. Mixed pods: likewise one by one, largest first; a refusal is then no proof.
//   Explain    tells why; WhyNot why another node was not taken; WhyNone what makes a pod unplaceable.
//
// Invariants. All arithmetic is of integers. An answer depends on the state and the question alone: not on
// the order in which nodes, datasets or pods were told, nor on threads. Domains are paths of values from the
// widest level: rack-1 of zone-a and rack-1 of zone-b are two. A node without a level's label is in no domain
// of that level.
//
// Complexity, n nodes, t places that hold a dataset's bytes or their ancestors (t does not grow with n):
//   Rank O(t log t + log n), worst case O(n) when the resources of most nodes fit in no combination;
//   Bind, Unbind, SetFree O(log n); Report O(t); PlaceGang O(n); AddRules O(n); AddNode O(log n), and O(n)
//   where its domain is new or full; Publish O(1) and, for each page written later, one copy of 64 nodes.
//   Explain as Rank, and O(n / 64) for the first of pods with these rules and requests; for those after it
//   what has changed since, by blocks of 4,096 nodes. WhyNone O(n).
// Once a View's memory has grown to its questions, none of them allocates, but for gangs of mixed pods; none
// locks or does I/O.
//
// Threads. One writer: all calls of a State come from one thread at a time. Many readers: a View belongs to
// one thread, sees one published epoch, whole and unchanging, until it is told to Refresh, and never waits;
// what it keeps in memory is that epoch, however long it is not refreshed. A State outlives its Views.
// NodeIds, DatasetIds and RulesIds mean the same in all epochs; those of removed things are not used again.
//
// Units. Whatever the caller counts in, whole and not negative (thousandths of a core, bytes), at most
// kMaxQuantity; cached bytes and sizes at most kMaxBytes. Errors: INVALID_ARGUMENT (negative, too large,
// unknown level or operator, cyclic levels), ALREADY_EXISTS (a name twice), NOT_FOUND (an id that means
// nothing), OUT_OF_RANGE (a sum that overflows). After an error nothing has changed.
//
// Sources: best-first search over a tree with bounds is textbook branch and bound (Land and Doig 1960);
// persistence by path copying is Driscoll, Sarnak, Sleator, Tarjan 1989; readers on epochs follow Fraser
// 2004. Labels, selectors, taints and spread have the meaning of Kubernetes' v1 API.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fluid/export.h"
#include "fluid/status.h"

namespace fluid::placement {

using NodeId = int32_t;
using DatasetId = int32_t;
using RulesId = int32_t;

inline constexpr int64_t kPoint = 1'000'000;  // of a score
inline constexpr int64_t kMaxQuantity = int64_t{1} << 50;
inline constexpr int64_t kMaxBytes = int64_t{1} << 60;
inline constexpr int64_t kMaxPoints = 1'000'000;  // of a level, a dataset's weight, or a preference
inline constexpr int kMaxResources = 16;
inline constexpr int kMaxLevels = 8;
inline constexpr int kMaxDatasets = 32;  // of one pod

// ---- Input
// --------------------------------------------------------------------------------------------------------

struct Level {
  std::string name;         // "rack"
  std::string key;          // label; kubernetes.io/hostname is the node itself and the nearest
  int64_t points = 0;       // what all bytes of a dataset are worth there
  std::string parent = {};  // name of the next wider level. All empty: levels are given nearest first
};
// node 100, rack 50, zone 20, region 10. The cluster is always there, as the widest level, for no points.
FLUID_API std::vector<Level> DefaultLevels();

// Whether the library was built for debugging, however its caller is built.
FLUID_API bool ChecksByDefault();

struct Options {
  std::vector<Level> levels = DefaultLevels();
  std::vector<std::string> resources = {"cpu", "memory"};
  // Every answer is compared with an independent full scan, and a difference ends the process: what tests do,
  // and by default debug builds of the library. Costs O(n) and more for each answer.
  bool check_answers = ChecksByDefault();
};

struct Taint {
  std::string key, value, effect;  // NoSchedule and NoExecute keep pods out; others mean nothing here
};

struct Node {
  std::string name;
  std::map<std::string, std::string> labels = {};
  std::vector<Taint> taints = {};
  bool unschedulable = false;
  std::vector<int64_t> free = {};  // by Options::resources; missing ones are 0
};

enum class Tier : uint8_t { kMem, kSsd, kHdd };
inline constexpr int kTiers = 3;
inline constexpr uint8_t kAllTiers = 7;

struct Dataset {
  std::string name;
  int64_t size = 0;  // 0: not known; then it is the sum of its cached bytes
};

enum class Operator : uint8_t { kIn, kNotIn, kExists, kDoesNotExist, kGt, kLt };
struct Expression {
  std::string key;  // "metadata.name": the node's name
  Operator op = Operator::kExists;
  std::vector<std::string> values = {};
};
using Term = std::vector<Expression>;  // all of them; an empty term meets no node
struct Preference {
  int64_t points = 1;
  Term term;
};
struct Toleration {
  std::string key;            // empty: all keys
  bool exists = false;        // whatever the value
  std::string value, effect;  // effect empty: all
};
// A group is a set of pods under a name that the caller chooses: those that a label selector means.
struct AntiAffinity {
  std::string group,
      level;  // no pod of the group in my domain; and the pods of it that say so repel me likewise
};
// Group in my domain, with me, minus the least of any domain that counts, is at most max_skew. A node counts
// which is in a domain of every level that I spread over and, as the policies say, which I may select and
// whose taints I tolerate: pods on others don't count, nor do domains that have only others. Where fewer than
// min_domains count, the least is 0. A node in no domain of the level is out.
struct Spread {
  std::string group, level;
  int64_t max_skew = 1;
  int64_t min_domains = 1;  // up to kMaxPoints
  bool honor_affinity = true, honor_taints = false;
};
// What many pods share. Registered once and then called by its id.
struct Rules {
  std::map<std::string, std::string> selector = {};
  std::vector<Term> affinity = {};  // one of them; empty: none needed
  std::vector<Preference> preferred = {};
  std::vector<Toleration> tolerations = {};
  std::vector<std::string> groups = {};  // that a pod of these rules is in
  std::vector<AntiAffinity> anti_affinity = {};
  std::vector<Spread> spread = {};
  // Levels: a node in no domain of one of them is out. What pod affinity to a pod's own kind asks of the
  // first.
  std::vector<std::string> inside = {};
};

struct DatasetUse {
  DatasetId dataset = 0;
  int64_t weight = 1;
  int required = -1;          // a level: bytes must be in the pod's domain of it, or nearer; -1: anywhere
  uint8_t tiers = kAllTiers;  // bits 1 << Tier: the bytes that count
};

struct Pod {
  RulesId rules = 0;                  // 0: none
  std::vector<int64_t> request = {};  // by Options::resources; missing ones are 0
  std::vector<DatasetUse> datasets = {};
};

// ---- Answers
// ------------------------------------------------------------------------------------------------------

struct Choice {
  NodeId node = -1;
  int64_t score = 0;
  bool operator==(const Choice&) const = default;
};

struct Gang {
  struct Part {
    Pod pod;
    int64_t count = 1;
  };
  std::vector<Part> parts = {};
  int inside = -1;  // all in one domain of this level; -1: in the cluster
  int fewest = -1;  // over the fewest domains of this level; -1: does not matter. Identical pods only
  int64_t max_per_node = 0;  // of each part; 0: not bounded
};
struct GangPlan {
  struct Share {
    int32_t part = 0;
    NodeId node = -1;
    int64_t count = 0;
    int64_t score = 0;  // of each
    bool operator==(const Share&) const = default;
  };
  bool placed = false;
  std::vector<Share> shares;  // by part; of identical pods by score, then by name
  int64_t domains = 0;        // of Gang::fewest in use
  int64_t score = 0;          // of all
};

// Why a node is out, in the order in which it is asked: a node counts under the first rule that it breaks.
enum class Rule : uint8_t {
  kNone,
  kSelector,
  kAffinity,
  kUnschedulable,
  kTaint,
  kPodAffinity,   // Rules::inside
  kDataset,       // a required one; index: of Pod::datasets
  kResource,      // index: of Options::resources
  kAntiAffinity,  // index: of Rules::anti_affinity; beyond these: repelled by a pod of group index - size
  kSpread,        // index: of Rules::spread
};
struct Broken {
  Rule rule = Rule::kNone;
  int32_t index = 0;
  bool operator==(const Broken&) const = default;
};

struct Explanation {
  struct Rejected {
    Broken by;
    int64_t nodes = 0;
    bool operator==(const Rejected&) const = default;
  };
  struct Near {
    int level = -1;                          // -1: no bytes anywhere
    int64_t bytes = 0, local = 0, size = 0;  // in the domain; on the node
    int64_t score = 0;
  };
  int64_t nodes = 0, feasible = 0;
  std::vector<Rejected> rejected;  // in the order of the rules; those without nodes are left out
  Choice best, runner_up;          // node -1: none
  int64_t margin = 0;              // best.score - runner_up.score
  std::vector<Near> near;          // of best, by Pod::datasets
  int64_t preference = 0;          // of best
};

struct Refusal {
  Broken broken;        // kNone: the node is feasible and `deficit` tells the rest
  int64_t lacking = 0;  // kResource: what is missing; kSpread: by how much the skew is too large
  int64_t score = 0;
  int64_t deficit = 0;  // score of the best node minus this one's; 0: loses by name, or is the best
};

struct Conflict {
  bool infeasible = false;
  std::vector<Broken>
      core;  // without any one of these the others can be met; a smallest such set by inclusion
  std::vector<Broken> relaxation;  // the fewest rules to give up, for `node`, lowest name first
  NodeId node = -1;
  std::vector<int64_t> lacking;  // by relaxation; for resources what is missing
};

// ---- State and views
// ----------------------------------------------------------------------------------------------

class View;

// The writer's side.
class FLUID_API State {
 public:
  static Result<std::unique_ptr<State>> New(const Options& options);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // All of `nodes`, or none. Much faster than one by one.
  Result<std::vector<NodeId>> AddNodes(std::span<const Node> nodes);
  Result<NodeId> AddNode(const Node& node);
  Status RemoveNode(NodeId node);  // what is cached there and who is bound there is forgotten with it
  // Labels, taints, unschedulable. Name and free resources stay; a change of a level's label moves the node.
  Status Relabel(NodeId node, const Node& changed);
  Status SetFree(NodeId node, std::span<const int64_t> free);

  Result<DatasetId> AddDataset(const Dataset& dataset);
  Status SetSize(DatasetId dataset, int64_t size);
  Status RemoveDataset(DatasetId dataset);
  // The bytes that the node holds now, instead of what was told before; 0: none.
  Status Report(DatasetId dataset, NodeId node, Tier tier, int64_t bytes);
  struct Holding {
    NodeId node = 0;
    Tier tier = Tier::kSsd;
    int64_t bytes = 0;
  };
  Status ReportAll(DatasetId dataset, std::span<const Holding> holdings);  // all that there is of it

  Result<RulesId> AddRules(const Rules& rules);

  // A pod runs there: its request is taken, its groups are counted. What is so is told, not asked: a node may
  // be given more than it has, and then offers nothing.
  Status Bind(NodeId node, const Pod& pod);
  Status Unbind(NodeId node, const Pod& pod);

  // Makes all changes visible to views, as one. Tells the number of the epoch.
  uint64_t Publish();
  size_t bytes_in_use() const;

  struct Core;
  Core& core() { return *core_; }  // for the parts of this library

 private:
  explicit State(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

// A reader's side: one epoch, and the memory in which questions are answered.
class FLUID_API View {
 public:
  explicit View(State& state);  // of what is published; any thread
  ~View();
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  uint64_t Refresh();  // to the newest epoch
  uint64_t epoch() const;

  // Fills `best` from the front and tells how many feasible nodes it found: fewer than asked for means all.
  Result<size_t> Rank(const Pod& pod, std::span<Choice> best);
  Status PlaceGang(const Gang& gang, GangPlan& plan);
  Status Explain(const Pod& pod, Explanation& explanation);
  // Where the pod's datasets are as seen from this node.
  Status Near(const Pod& pod, NodeId node, std::vector<Explanation::Near>& near);
  Result<Refusal> WhyNot(const Pod& pod, NodeId node);
  Status WhyNone(const Pod& pod, Conflict& conflict);
  std::string NameOf(const Pod& pod, Broken broken) const;  // "node-selector", "dataset a/b", "cpu"

  int64_t nodes() const;
  NodeId FindNode(std::string_view name) const;  // -1: none
  std::string_view NodeName(NodeId node) const;  // empty: none. Lives as long as the epoch is held
  std::string_view DatasetName(DatasetId dataset) const;
  int64_t Free(NodeId node, int resource) const;
  int LevelIndex(std::string_view name) const;  // 0 nearest; -1: none; "cluster" is the last
  std::string_view LevelName(int level) const;
  // Values from the widest level that the node has to this one, parted by "/"; empty: the node is in no
  // domain of the level.
  std::string DomainOf(NodeId node, int level) const;

  struct Core;
  Core& core() { return *core_; }  // for the parts of this library

 private:
  std::unique_ptr<Core> core_;
};

// What if: while a trial lives, its view answers as if the trial's changes were made. It costs the pages that
// it touches, and nobody else sees it. Trials nest; the last made ends first.
class FLUID_API Trial {
 public:
  explicit Trial(View& view);
  ~Trial();  // the changes are gone
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  Status Bind(NodeId node, const Pod& pod);
  Status Unbind(NodeId node, const Pod& pod);
  Status SetFree(NodeId node, std::span<const int64_t> free);

 private:
  View& view_;
  std::unique_ptr<struct TrialCore> core_;
};

}  // namespace fluid::placement
