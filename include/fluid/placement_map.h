// placement_map: from a view to the problems that are stated on a numbered tree (placement_flow.h,
// placement_batch.h, placement_workers.h, placement_joint.h) and back, and batches of pods in terms of a
// view.
//
// The tree. Vertex 0 is the cluster; below it stand the domains, widest level first, and the nodes are the
// leaves. All leaves have the same depth: nodes that lack a level's label stand below a vertex of their own
// at that depth. Vertices are numbered by path of values and name, parents first, so that numbers, and with
// them answers, depend on labels and names alone.
//
// Costs. A node costs a pod what it scores less than the best node could (Map::top): the same order as Rank.
// Nodes that break a rule of the pod, or have not enough for one of it, get no arc. Subtrees of which all
// nodes cost the same share one arc.
//
// Threads: a Map is of one epoch of one view and is read by the view's thread. Errors: those of View and of
// the problem; pods whose rules repel or spread are INVALID_ARGUMENT, for what such a pod costs depends on
// where the others go: they are placed by PlaceGang, or one by one by Rank and Bind.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fluid/export.h"
#include "fluid/placement.h"
#include "fluid/placement_batch.h"
#include "fluid/placement_flow.h"
#include "fluid/placement_workers.h"

namespace fluid::placement {

// The cache quota of a node: bytes by Tier.
struct NodeQuota {
  NodeId node = -1;
  TierBytes bytes = {};
};

class FLUID_API Map {
 public:
  explicit Map(View& view);  // of the epoch that the view holds now; lives no longer than the view

  std::span<const int32_t> parent() const { return parent_; }
  int32_t VertexOf(NodeId node) const;                            // -1: there is no such node
  NodeId NodeAt(int32_t vertex) const { return nodes_[vertex]; }  // -1: a domain
  int DepthOf(int level) const { return levels_ - level; }        // of a level's index: 0 for the cluster

  // How many pods of this request each node has room for, at most `most`.
  FlowTree Slots(std::span<const int64_t> request, int64_t most) const;
  // What a pod, or with `traffic` (TrafficArcs) a worker, costs where it may be.
  Result<std::vector<FlowArc>> Arcs(const Pod& pod, std::span<const FlowArc> traffic = {});
  int64_t top() const { return top_; }  // the score from which the last Arcs counted

  // Nodes without an entry have no quota. INVALID_ARGUMENT: no such node.
  Result<WorkerTree> Quotas(std::span<const NodeQuota> quotas) const;
  std::vector<HeldBytes> Held(DatasetId dataset) const;

 private:
  View& view_;
  int levels_ = 0;
  std::vector<int32_t> parent_;
  std::vector<NodeId> nodes_;      // by vertex
  std::vector<int32_t> vertices_;  // by node
  int64_t top_ = 0;
};

// Pods to be placed together, where they compete.
struct Batch {
  struct Part {
    Pod pod;
    int64_t count = 1;
    int64_t penalty = -1;  // of a pod that is left out; -1: dearer than any way of placing it
  };
  std::vector<Part> parts;
};
struct BatchPlan {
  std::vector<GangPlan::Share> shares;  // by part, then as the nodes lie in the tree
  std::vector<int64_t> unplaced;        // by part
  int64_t score = 0;                    // of all that are placed
  int64_t cost = 0, bound = 0;  // of what placement_flow.h minimises; no placement costs less than bound
  bool exact = false;           // cost == bound
};

// Exact where all pods ask for the same resources (SlotFlow); else the best found, with a certified bound
// (SolveBatch). Changes nothing: Bind what is taken.
FLUID_API Status PlaceBatch(View& view, const Batch& batch, BatchPlan& plan,
                            const BatchOptions& options = {});

}  // namespace fluid::placement
