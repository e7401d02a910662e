// Batch placement of pods that compete for slots of one shape: exactly, warm, and with a proof.
//
// Problem. A topology is a tree; its leaves are nodes with slots. A class is a number of interchangeable
// pods; by an arc (vertex, cost) each of them may take a slot of any leaf below the vertex, and each may stay
// unplaced at the class's penalty.
//   minimise   sum of  pods(arc, leaf) * cost(arc)  +  sum of  unplaced(class) * penalty(class)
//   such that  sum over arcs and leaves of pods(arc, leaf) + unplaced(class) = pods(class),
//              sum over arcs of pods(arc, leaf) <= slots(leaf).
// It is a min-cost flow: class -> vertices -> leaves -> sink. All data are integers, and so is an optimum.
//
// Certificate. A leaf has a price >= 0, an inner vertex the least price below it, a class the price
//   u = min(penalty, min over its arcs of cost + price(vertex)).
// For any prices at all, sum of u * pods - sum of price * slots is a lower bound of the cost (weak duality).
// Solve ends with prices whose bound equals the cost; CheckFlow recomputes both from the
// input, in O(arcs).
//
// Method: primal-dual with potentials. Pods flow from classes along arcs of reduced cost 0 as long as they
// can (depth first, dead ends marked); then a search by reduced cost (Dijkstra) from the classes that still
// have pods finds the least rise of prices that opens a way, and the prices of what it touched rise. A
// few pods, as after a change, take one shortest way each by that search alone, which moves few. Arcs
// from a leaf back to a class are its assignments, of reduced cost 0 always; subtrees know their free slots,
// so a search never walks down where a slot is free. A change leaves the prices valid: lost slots give their
// pods back to the classes; new or freed slots of a leaf with a price are filled by the same search
// backwards, until nothing improves or the price is 0. Both touch what lies nearer than the answer, not the
// graph.
//
// Invariants between calls: the prices are feasible (price(vertex) <= price(child); u <= cost + price for
// each arc; u <= penalty), every assignment has u = cost + price(leaf), unplaced pods have u = penalty, and
// slots that are free and not `freed` belong to leaves of price 0. After Solve no pod is `loose` and no slot
// `freed`: optimality.
//
// The answer depends on the numbers of vertices, classes and arcs and on the history of changes, on nothing
// else: callers number in a canonical order. Not for use by two threads at once. No failure after input is
// accepted.
//
// Sources: Ford and Fulkerson 1962 (primal-dual); Edmonds and Karp 1972 (potentials); Ahuja, Magnanti, Orlin,
// "Network Flows", 9.8; the scheduling network is that of Isard et al., "Quincy", SOSP 2009.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fluid/export.h"
#include "fluid/status.h"

namespace fluid::placement {

inline constexpr int64_t kMaxFlowCost = int64_t{1} << 36;  // of an arc; of a penalty
inline constexpr int64_t kMaxFlowPods = int64_t{1} << 24;  // of all classes; of all slots

struct FlowTree {
  std::vector<int32_t> parent;  // parent[0] = -1, parent[v] < v
  std::vector<int64_t> slots;   // of leaves; 0 elsewhere
};
struct FlowArc {
  int32_t vertex = 0;
  int64_t cost = 0;
};
struct FlowClass {
  int64_t pods = 0;
  int64_t penalty = 0;
  std::vector<FlowArc> arcs;
};

struct FlowShare {
  int32_t pod_class = 0;
  int32_t leaf = 0;
  int64_t cost = 0;  // of each pod
  int64_t pods = 0;
  bool operator==(const FlowShare&) const = default;
};
struct FlowAnswer {
  int64_t cost = 0;
  std::vector<FlowShare> shares;  // by class, leaf, cost
  std::vector<int64_t> unplaced;  // by class
  std::vector<int64_t> prices;    // by vertex; those of inner vertices are 0 and mean nothing
};

class FLUID_API SlotFlow {
 public:
  // INVALID_ARGUMENT: no vertex, a parent that does not come first, slots of an inner vertex, a negative
  // number; OUT_OF_RANGE: a number above its limit.
  static Result<SlotFlow> New(const FlowTree& tree);

  // Numbers from 0. Same errors.
  Result<int32_t> AddClass(const FlowClass& added);
  Status SetPods(int32_t pod_class, int64_t pods);
  Status SetSlots(int32_t leaf, int64_t slots);  // 0: the node is lost or drained

  // Makes the assignment optimal for what is so now.
  void Solve();

  int64_t cost() const { return cost_; }
  int64_t unplaced(int32_t pod_class) const { return classes_[pod_class].unplaced; }
  int64_t price(int32_t vertex) const { return vertices_[vertex].price; }
  // Since the last Solve began: vertices and classes looked at, and assigned pods that had to go elsewhere.
  int64_t touched() const { return touched_; }
  int64_t moved() const { return moved_; }
  FlowAnswer Answer() const;
  // The problem as it stands, for a checker or another solver.
  FlowTree Tree() const;
  std::vector<FlowClass> Classes() const;

 private:
  friend struct FlowTestAccess;
  struct alignas(32) Vertex {
    int64_t price = 0;
    int32_t free = 0;  // slots below, without those `freed`
    int32_t parent = -1;
    int32_t child_begin = 0, child_end = 0;  // in children_; none: a leaf
    int32_t first = -1;  // of a leaf: cell. Of others: the child where a free slot was found last
    int32_t arcs = -1;   // that end here
  };
  struct Leaf {
    int32_t slots = 0;
    int32_t load = 0;
    int32_t freed = 0;  // free slots that are not offered yet, for the leaf has a price
  };
  struct Class {
    int64_t price = 0, penalty = 0;
    int32_t arc_begin = 0, arc_end = 0;
    int32_t pods = 0;
    int32_t loose = 0;  // pods that Solve has to place
    int32_t unplaced = 0;
    int32_t cells = -1;
  };
  struct Arc {
    int64_t cost;
    int32_t vertex, pod_class;
  };
  // `pods` of an arc's class on a leaf. In two lists, and in that of free cells by next_at_leaf.
  struct Cell {
    int32_t arc, leaf, pods;
    int32_t next_at_leaf, before_at_leaf, next_of_class, before_of_class;
  };
  struct Frame {
    int32_t id;  // vertex, or classes from vertices_.size() on
    int32_t at;  // of a class: arc; of a leaf: cell
  };
  struct Entry {
    int64_t distance;
    int32_t id;
  };
  struct Mark {
    int64_t distance = 0;
    uint32_t seen = 0, done = 0;  // epochs
    // Of a search, the step of the path that led here: Search has an arc (-1: from the parent) or of a class
    // a cell, SearchBack the next vertex, arc or cell. Of FindWay: arcs before it have no free slot,
    int32_t via = -1;
    int32_t at = 0;  // and children or arcs before it lead nowhere
  };

  bool IsLeaf(int32_t v) const { return vertices_[v].child_begin == vertices_[v].child_end; }
  int32_t ClassId(int32_t id) const { return id - static_cast<int32_t>(vertices_.size()); }
  // Assignments and slots (flow.cc).
  void Assign(int32_t arc, int32_t leaf, int32_t pods);
  void Withdraw(int32_t cell, int32_t pods);
  void AddFree(int32_t leaf, int32_t slots);
  void Free(int32_t leaf, int32_t slots);  // AddFree, or `freed` if the leaf has a price
  int32_t LeafWithFree(int32_t vertex);
  // Pods to slots (flow_search.cc).
  void RouteLoose();
  void FillFreed(int32_t leaf);
  bool FindWay(int32_t pod_class);
  void Enter(int32_t id);
  bool Leave();
  void Augment(int32_t last_leaf, int32_t last_free);
  void Begin(int64_t limit, bool inner_first);
  void Search();
  void SendToEnd();
  void SearchBack(int32_t leaf, int64_t limit);
  void NextEpoch();
  bool Reach(int32_t id, int64_t distance, int64_t now, int32_t via);
  bool Next(int32_t* id, int64_t* distance);
  void Shift(int64_t limit, int sign);

  std::vector<Vertex> vertices_;
  std::vector<int32_t> children_;
  std::vector<Leaf> leaves_;  // by vertex
  std::vector<Class> classes_;
  std::vector<Arc> arcs_;
  std::vector<int32_t> next_at_vertex_;  // by arc
  std::vector<Cell> cells_;
  int32_t free_cell_ = -1;
  std::vector<int32_t> loose_;  // classes with loose pods, and perhaps others
  std::vector<int32_t> freed_;  // leaves likewise
  int64_t cost_ = 0, pods_ = 0, slots_ = 0, touched_ = 0, moved_ = 0;

  // Scratch, valid where a mark is of this epoch.
  uint32_t epoch_ = 0;
  std::vector<Mark> marks_;  // by vertex, then class
  std::vector<Frame> path_;
  std::vector<Entry> heap_;
  std::vector<int32_t> now_, inner_, done_;  // reached at the distance being scanned; all that were scanned
  size_t now_next_ = 0;
  bool inner_first_ = false;
  int32_t end_vertex_ = -1, end_class_ = -1, end_arc_ = -1;  // what Search found
  int32_t entry_class_ = -1, entry_leaf_ = -1;               // what SearchBack found
  int64_t best_ = 0;
};

// ---- Proof, from the input alone: shares no code with the solver

// OK: the assignment is feasible and its cost, added up anew, is the least there is (the bound of the
// answer's prices equals it). INTERNAL: what is wrong.
FLUID_API Status CheckFlow(const FlowTree& tree, std::span<const FlowClass> classes,
                           const FlowAnswer& answer);

// The bound that prices of leaves prove, whoever found them.
FLUID_API int64_t FlowBound(const FlowTree& tree, std::span<const FlowClass> classes,
                            std::span<const int64_t> prices);

}  // namespace fluid::placement
