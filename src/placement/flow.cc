#include "fluid/placement_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace fluid::placement {
namespace {

Status CheckNumber(std::string_view what, int64_t value, int64_t limit) {
  if (value < 0) return InvalidArgument(fmt::format("slot flow: {} is negative ({})", what, value));
  if (value > limit) return OutOfRange(fmt::format("slot flow: {} is {}, more than {}", what, value, limit));
  return {};
}

}  // namespace

Result<SlotFlow> SlotFlow::New(const FlowTree& tree) {
  const size_t n = tree.parent.size();
  if (n == 0) return InvalidArgument("slot flow: a topology without vertices");
  if (n > size_t{1} << 28) return OutOfRange("slot flow: too many vertices");
  if (tree.slots.size() != n) return InvalidArgument("slot flow: as many slots as parents are needed");
  SlotFlow flow;
  flow.vertices_.resize(n);
  flow.leaves_.resize(n);
  flow.marks_.resize(n);
  for (size_t v = 0; v < n; ++v) {
    const int32_t parent = tree.parent[v];
    if (v == 0 ? parent != -1 : parent < 0 || parent >= static_cast<int64_t>(v)) {
      return InvalidArgument(fmt::format(
          "slot flow: vertex {} has parent {}; parents come first, and 0 has none (-1)", v, parent));
    }
    flow.vertices_[v].parent = parent;
    if (v > 0) ++flow.vertices_[parent].child_end;
  }
  int32_t at = 0;
  for (Vertex& vertex : flow.vertices_) {
    const int32_t count = vertex.child_end;
    vertex.child_begin = vertex.child_end = at;
    if (count > 0) vertex.first = at;
    at += count;
  }
  flow.children_.resize(at);
  for (size_t v = 1; v < n; ++v)
    flow.children_[flow.vertices_[tree.parent[v]].child_end++] = static_cast<int32_t>(v);
  for (size_t v = 0; v < n; ++v) {
    if (tree.slots[v] == 0) continue;
    if (!flow.IsLeaf(static_cast<int32_t>(v))) {
      return InvalidArgument(fmt::format("slot flow: vertex {} has slots and children", v));
    }
    FLUID_RETURN_IF_ERROR(flow.SetSlots(static_cast<int32_t>(v), tree.slots[v]));
  }
  return flow;
}

Result<int32_t> SlotFlow::AddClass(const FlowClass& added) {
  FLUID_RETURN_IF_ERROR(CheckNumber("a class's number of pods", added.pods, kMaxFlowPods - pods_));
  FLUID_RETURN_IF_ERROR(CheckNumber("a class's penalty", added.penalty, kMaxFlowCost));
  for (const FlowArc& arc : added.arcs) {
    FLUID_RETURN_IF_ERROR(CheckNumber("an arc's cost", arc.cost, kMaxFlowCost));
    if (arc.vertex < 0 || arc.vertex >= static_cast<int64_t>(vertices_.size())) {
      return InvalidArgument(fmt::format("slot flow: an arc to vertex {}, which does not exist", arc.vertex));
    }
  }
  const int32_t k = static_cast<int32_t>(classes_.size());
  Class c;
  c.arc_begin = static_cast<int32_t>(arcs_.size());
  c.penalty = c.price = added.penalty;
  for (const FlowArc& arc : added.arcs) {
    c.price = std::min(c.price, arc.cost + vertices_[arc.vertex].price);
    arcs_.push_back({arc.cost, arc.vertex, k});
    next_at_vertex_.push_back(vertices_[arc.vertex].arcs);
    vertices_[arc.vertex].arcs = static_cast<int32_t>(arcs_.size()) - 1;
  }
  c.arc_end = static_cast<int32_t>(arcs_.size());
  c.pods = c.loose = static_cast<int32_t>(added.pods);
  classes_.push_back(c);
  marks_.emplace_back();
  pods_ += added.pods;
  if (c.loose > 0) loose_.push_back(k);
  return k;
}

Status SlotFlow::SetPods(int32_t pod_class, int64_t pods) {
  if (pod_class < 0 || pod_class >= static_cast<int64_t>(classes_.size())) {
    return NotFound(fmt::format("slot flow: no class {}", pod_class));
  }
  Class& c = classes_[pod_class];
  FLUID_RETURN_IF_ERROR(CheckNumber("a class's number of pods", pods, kMaxFlowPods - pods_ + c.pods));
  int32_t change = static_cast<int32_t>(pods) - c.pods;
  pods_ += change;
  c.pods += change;
  if (change > 0) {
    c.loose += change;
    loose_.push_back(pod_class);
    return {};
  }
  const int32_t loose = std::min(c.loose, -change);
  c.loose -= loose;
  change += loose;
  const int32_t unplaced = std::min(c.unplaced, -change);
  c.unplaced -= unplaced;
  cost_ -= unplaced * c.penalty;
  change += unplaced;
  while (change < 0) {
    const Cell cell = cells_[c.cells];
    const int32_t gone = std::min(cell.pods, -change);
    Withdraw(c.cells, gone);
    Free(cell.leaf, gone);
    change += gone;
  }
  return {};
}

Status SlotFlow::SetSlots(int32_t leaf, int64_t slots) {
  if (leaf < 0 || leaf >= static_cast<int64_t>(vertices_.size()) || !IsLeaf(leaf)) {
    return NotFound(fmt::format("slot flow: no leaf {}", leaf));
  }
  Leaf& l = leaves_[leaf];
  FLUID_RETURN_IF_ERROR(CheckNumber("a leaf's number of slots", slots, kMaxFlowPods - slots_ + l.slots));
  int32_t change = static_cast<int32_t>(slots) - l.slots;
  slots_ += change;
  l.slots += change;
  if (change > 0) {
    Free(leaf, change);
    return {};
  }
  const int32_t freed = std::min(l.freed, -change);
  l.freed -= freed;
  change += freed;
  const int32_t free = std::min(vertices_[leaf].free, -change);
  if (free > 0) AddFree(leaf, -free);
  change += free;
  while (change < 0) {
    const int32_t cell = vertices_[leaf].first;
    const int32_t lost = std::min(cells_[cell].pods, -change);
    const int32_t k = arcs_[cells_[cell].arc].pod_class;
    Withdraw(cell, lost);
    classes_[k].loose += lost;
    loose_.push_back(k);
    change += lost;
  }
  return {};
}

void SlotFlow::Solve() {
  touched_ = moved_ = 0;
  std::sort(freed_.begin(), freed_.end());
  for (size_t i = 0; i < freed_.size(); ++i) FillFreed(freed_[i]);
  freed_.clear();
  if (!loose_.empty()) RouteLoose();
#ifndef NDEBUG
  if (const Status status = CheckFlow(Tree(), Classes(), Answer()); !status.ok()) {
    fmt::print(stderr, "{}\n", status.ToString());
    std::abort();
  }
#endif
}

void SlotFlow::Assign(int32_t arc, int32_t leaf, int32_t pods) {
  cost_ += arcs_[arc].cost * pods;
  leaves_[leaf].load += pods;
  for (int32_t i = vertices_[leaf].first; i >= 0; i = cells_[i].next_at_leaf) {
    if (cells_[i].arc == arc) {
      cells_[i].pods += pods;
      return;
    }
  }
  int32_t made = free_cell_;
  if (made >= 0) {
    free_cell_ = cells_[made].next_at_leaf;
  } else {
    made = static_cast<int32_t>(cells_.size());
    cells_.emplace_back();
  }
  Class& c = classes_[arcs_[arc].pod_class];
  cells_[made] = {arc, leaf, pods, vertices_[leaf].first, -1, c.cells, -1};
  if (vertices_[leaf].first >= 0) cells_[vertices_[leaf].first].before_at_leaf = made;
  if (c.cells >= 0) cells_[c.cells].before_of_class = made;
  vertices_[leaf].first = c.cells = made;
}

void SlotFlow::Withdraw(int32_t cell, int32_t pods) {
  Cell& gone = cells_[cell];
  cost_ -= arcs_[gone.arc].cost * pods;
  leaves_[gone.leaf].load -= pods;
  gone.pods -= pods;
  if (gone.pods > 0) return;
  (gone.before_at_leaf >= 0 ? cells_[gone.before_at_leaf].next_at_leaf : vertices_[gone.leaf].first) =
      gone.next_at_leaf;
  if (gone.next_at_leaf >= 0) cells_[gone.next_at_leaf].before_at_leaf = gone.before_at_leaf;
  (gone.before_of_class >= 0 ? cells_[gone.before_of_class].next_of_class
                             : classes_[arcs_[gone.arc].pod_class].cells) = gone.next_of_class;
  if (gone.next_of_class >= 0) cells_[gone.next_of_class].before_of_class = gone.before_of_class;
  gone.next_at_leaf = free_cell_;
  free_cell_ = cell;
}

void SlotFlow::AddFree(int32_t leaf, int32_t slots) {
  for (int32_t v = leaf; v >= 0; v = vertices_[v].parent) vertices_[v].free += slots;
}

void SlotFlow::Free(int32_t leaf, int32_t slots) {
  if (vertices_[leaf].price == 0) return AddFree(leaf, slots);
  if (leaves_[leaf].freed == 0) freed_.push_back(leaf);
  leaves_[leaf].freed += slots;
}

int32_t SlotFlow::LeafWithFree(int32_t vertex) {
  while (!IsLeaf(vertex)) {
    Vertex& v = vertices_[vertex];
    while (vertices_[children_[v.first]].free == 0) {
      if (++v.first == v.child_end) v.first = v.child_begin;
    }
    vertex = children_[v.first];
  }
  return vertex;
}

FlowAnswer SlotFlow::Answer() const {
  FlowAnswer answer;
  answer.cost = cost_;
  for (int32_t k = 0; k < static_cast<int32_t>(classes_.size()); ++k) {
    answer.unplaced.push_back(classes_[k].unplaced);
    const size_t begin = answer.shares.size();
    for (int32_t i = classes_[k].cells; i >= 0; i = cells_[i].next_of_class) {
      answer.shares.push_back({k, cells_[i].leaf, arcs_[cells_[i].arc].cost, cells_[i].pods});
    }
    std::sort(answer.shares.begin() + begin, answer.shares.end(), [](const FlowShare& a, const FlowShare& b) {
      return a.leaf != b.leaf ? a.leaf < b.leaf : a.cost < b.cost;
    });
  }
  answer.prices.resize(vertices_.size(), 0);
  for (size_t v = 0; v < vertices_.size(); ++v) {
    if (IsLeaf(static_cast<int32_t>(v))) answer.prices[v] = vertices_[v].price;
  }
  return answer;
}

FlowTree SlotFlow::Tree() const {
  FlowTree tree;
  for (size_t v = 0; v < vertices_.size(); ++v) {
    tree.parent.push_back(vertices_[v].parent);
    tree.slots.push_back(leaves_[v].slots);
  }
  return tree;
}

std::vector<FlowClass> SlotFlow::Classes() const {
  std::vector<FlowClass> classes;
  for (const Class& c : classes_) {
    FlowClass& copy = classes.emplace_back(FlowClass{c.pods, c.penalty, {}});
    for (int32_t a = c.arc_begin; a < c.arc_end; ++a) copy.arcs.push_back({arcs_[a].vertex, arcs_[a].cost});
  }
  return classes;
}

}  // namespace fluid::placement
