// How SlotFlow routes pods to slots: augmenting paths of reduced cost 0, and the searches that move prices.
#include <algorithm>
#include <cassert>
#include <limits>

#include "fluid/placement_flow.h"

namespace fluid::placement {
namespace {

// For the standard heap: the nearest on top.
constexpr auto kLater = [](const auto& a, const auto& b) { return a.distance > b.distance; };

}  // namespace

void SlotFlow::NextEpoch() {
  if (++epoch_ == 0) {
    for (Mark& mark : marks_) mark.seen = mark.done = 0;
    epoch_ = 1;
  }
}

// A few pods take one shortest way each. Of many, those of one distance go together: as many as can by ways
// of reduced cost 0, and then what is nearest comes nearer.
void SlotFlow::RouteLoose() {
  constexpr int32_t kFew = 16;
  std::sort(loose_.begin(), loose_.end());
  loose_.erase(std::unique(loose_.begin(), loose_.end()), loose_.end());
  int64_t pods = 0;
  for (const int32_t k : loose_) pods += classes_[k].loose;
  for (;;) {
    if (pods > kFew) {
      NextEpoch();
      for (const int32_t k : loose_) {
        while (classes_[k].loose > 0 && FindWay(k)) {
        }
      }
    }
    std::erase_if(loose_, [this](int32_t k) { return classes_[k].loose == 0; });
    if (loose_.empty()) return;
    Search();
    Shift(best_, +1);
    if (pods <= kFew) SendToEnd();
  }
}

// Depth first along arcs of reduced cost 0. What is entered and left in vain stays marked: it leads nowhere
// in this epoch, unless through the path itself, which the next search sees. What led somewhere is entered
// again where it was left, for nothing that led nowhere can lead anywhere before prices change.
bool SlotFlow::FindWay(int32_t source) {
  const int32_t n = static_cast<int32_t>(vertices_.size());
  path_.clear();
  if (marks_[n + source].seen == epoch_) return false;
  Enter(n + source);
  while (!path_.empty()) {
    Frame& top = path_.back();
    Mark& mark = marks_[top.id];
    int32_t next = -1;
    if (top.id >= n) {
      const Class& c = classes_[top.id - n];
      for (; mark.via < c.arc_end; ++mark.via) {
        const Vertex& v = vertices_[arcs_[mark.via].vertex];
        if (arcs_[mark.via].cost + v.price != c.price) continue;
        while (v.free > 0) {
          top.at = mark.via;
          const int32_t leaf = LeafWithFree(arcs_[mark.via].vertex);
          Augment(leaf, vertices_[leaf].free);
          if (path_.size() > 1 || c.loose == 0) return Leave();
        }
      }
      if (c.price == c.penalty) {
        Augment(-1, std::numeric_limits<int32_t>::max());
        return Leave();
      }
      for (; mark.at < c.arc_end; ++mark.at) {
        const int32_t v = arcs_[mark.at].vertex;
        if (marks_[v].seen == epoch_ || arcs_[mark.at].cost + vertices_[v].price != c.price) continue;
        next = v;
        top.at = mark.at;
        break;
      }
    } else if (const Vertex& v = vertices_[top.id]; v.child_begin < v.child_end) {
      for (; mark.at < v.child_end; ++mark.at) {
        const int32_t child = children_[mark.at];
        if (marks_[child].seen == epoch_ || vertices_[child].price != v.price) continue;
        next = child;
        break;
      }
    } else {
      for (top.at = top.at < 0 ? v.first : cells_[top.at].next_at_leaf; top.at >= 0;
           top.at = cells_[top.at].next_at_leaf) {
        const int32_t id = n + arcs_[cells_[top.at].arc].pod_class;
        if (marks_[id].seen == epoch_) continue;
        next = id;
        break;
      }
    }
    if (next < 0) {
      path_.pop_back();
    } else {
      Enter(next);
    }
  }
  return false;
}

void SlotFlow::Enter(int32_t id) {
  Mark& mark = marks_[id];
  mark.seen = epoch_;
  if (mark.done != epoch_) {
    mark.done = epoch_;
    const int32_t n = static_cast<int32_t>(vertices_.size());
    mark.via = mark.at = id < n ? vertices_[id].child_begin : classes_[id - n].arc_begin;
  }
  path_.push_back({id, -1});
  ++touched_;
}

// FindWay's end with success: the path may be used again.
bool SlotFlow::Leave() {
  for (const Frame& frame : path_) marks_[frame.id].seen = epoch_ - 1;
  return true;
}

// Sends pods along path_, from the class at its bottom to the class at its top and by that one's arc to
// `last_leaf` (-1: unplaced). Leaves in between pass on one of their assignments each.
void SlotFlow::Augment(int32_t last_leaf, int32_t last_free) {
  const int32_t n = static_cast<int32_t>(vertices_.size());
  int32_t pods = std::min(classes_[path_.front().id - n].loose, last_free);
  for (const Frame& frame : path_) {
    if (frame.id < n && IsLeaf(frame.id)) pods = std::min(pods, cells_[frame.at].pods);
  }
  classes_[path_.front().id - n].loose -= pods;
  int32_t arc = -1;
  for (const Frame& frame : path_) {
    if (frame.id >= n) {
      arc = frame.at;
    } else if (IsLeaf(frame.id)) {
      Withdraw(frame.at, pods);
      Assign(arc, frame.id, pods);
      moved_ += pods;
    }
  }
  if (last_leaf >= 0) {
    Assign(arc, last_leaf, pods);
    AddFree(last_leaf, -pods);
  } else {
    Class& c = classes_[path_.back().id - n];
    c.unplaced += pods;
    cost_ += c.penalty * pods;
  }
}

// Forgets the last search.
void SlotFlow::Begin(int64_t limit, bool inner_first) {
  inner_first_ = inner_first;
  NextEpoch();
  now_.clear();
  inner_.clear();
  heap_.clear();
  done_.clear();
  now_next_ = 0;
  best_ = limit;
}

bool SlotFlow::Reach(int32_t id, int64_t distance, int64_t now, int32_t via) {
  Mark& mark = marks_[id];
  if (mark.seen == epoch_ && mark.distance <= distance) return false;
  mark.seen = epoch_;
  mark.distance = distance;
  mark.via = via;
  if (distance == now) {
    const bool inner = id < static_cast<int32_t>(vertices_.size()) && !IsLeaf(id);
    (inner ? inner_ : now_).push_back(id);
  } else {
    heap_.push_back({distance, id});
    std::push_heap(heap_.begin(), heap_.end(), kLater);
  }
  return true;
}

// The next in order of distance, if it is nearer than the best end. At one distance, on the way down leaves
// and classes come first, for they may be ends, and inner vertices lead to many; on the way back, inner
// vertices do, for many end there.
bool SlotFlow::Next(int32_t* id, int64_t* distance) {
  for (;;) {
    if (now_next_ < now_.size() && (!inner_first_ || inner_.empty())) {
      *id = now_[now_next_++];
    } else if (!inner_.empty()) {
      *id = inner_.back();
      inner_.pop_back();
    } else {
      if (heap_.empty() || heap_.front().distance >= best_) return false;
      *id = heap_.front().id;
      const int64_t entered = heap_.front().distance;
      std::pop_heap(heap_.begin(), heap_.end(), kLater);
      heap_.pop_back();
      if (marks_[*id].distance != entered) continue;
    }
    if (marks_[*id].done == epoch_) continue;
    *distance = marks_[*id].distance;
    if (*distance >= best_) return false;
    marks_[*id].done = epoch_;
    done_.push_back(*id);
    ++touched_;
    return true;
  }
}

// From all classes with loose pods. best_ is the distance, by reduced cost, of the nearest place for one of
// them: end_vertex_, with a free slot below and entered by end_arc_ (-1: from its parent), or, if that is -1,
// unplaced as one of end_class_.
void SlotFlow::Search() {
  const int32_t n = static_cast<int32_t>(vertices_.size());
  Begin(std::numeric_limits<int64_t>::max(), false);
  int32_t id;
  int64_t d = 0;
  const auto reach_vertex = [&](int32_t v, int64_t distance, int32_t arc) {
    if (distance >= best_) return;
    if (vertices_[v].free > 0) {
      best_ = distance;
      end_vertex_ = v;
      end_arc_ = arc;
    } else {
      Reach(v, distance, d, arc);
    }
  };
  const auto reach_class = [&](int32_t k, int32_t cell) {
    if (!Reach(n + k, d, d, cell)) return;
    const Class& c = classes_[k];
    if (d + c.penalty - c.price >= best_) return;
    best_ = d + c.penalty - c.price;
    end_vertex_ = -1;
    end_class_ = k;
  };
  for (const int32_t k : loose_) reach_class(k, -1);
  while (Next(&id, &d)) {
    if (id >= n) {
      const Class& c = classes_[id - n];
      for (int32_t a = c.arc_begin; a < c.arc_end && d < best_; ++a) {
        reach_vertex(arcs_[a].vertex, d + arcs_[a].cost + vertices_[arcs_[a].vertex].price - c.price, a);
      }
    } else if (const Vertex& v = vertices_[id]; v.child_begin < v.child_end) {
      for (int32_t i = v.child_begin; i < v.child_end && d < best_; ++i) {
        reach_vertex(children_[i], d + vertices_[children_[i]].price - v.price, -1);
      }
    } else {
      for (int32_t i = v.first; i >= 0 && d < best_; i = cells_[i].next_at_leaf) {
        reach_class(arcs_[cells_[i].arc].pod_class, i);
      }
    }
  }
}

// The way that Search found: twice, to learn how many pods may go and to send them.
void SlotFlow::SendToEnd() {
  const int32_t n = static_cast<int32_t>(vertices_.size());
  const auto arc_to = [&](int32_t v, int32_t arc) {
    while (arc < 0) arc = marks_[v = vertices_[v].parent].via;
    return arc;
  };
  const int32_t last = end_vertex_ < 0 ? -1 : LeafWithFree(end_vertex_);
  const int32_t last_arc = last < 0 ? -1 : arc_to(end_vertex_, end_arc_);
  int32_t pods = last < 0 ? std::numeric_limits<int32_t>::max() : vertices_[last].free;
  for (const bool send : {false, true}) {
    int32_t k = last < 0 ? end_class_ : arcs_[last_arc].pod_class;
    if (send && last >= 0) {
      Assign(last_arc, last, pods);
      AddFree(last, -pods);
    } else if (send) {
      classes_[k].unplaced += pods;
      cost_ += classes_[k].penalty * pods;
    }
    for (int32_t cell = marks_[n + k].via; cell >= 0; cell = marks_[n + k].via) {
      const int32_t leaf = cells_[cell].leaf;
      const int32_t arc = arc_to(leaf, marks_[leaf].via);
      if (send) {
        Withdraw(cell, pods);
        Assign(arc, leaf, pods);
        moved_ += pods;
      } else {
        pods = std::min(pods, cells_[cell].pods);
      }
      k = arcs_[arc].pod_class;
    }
    if (send) {
      classes_[k].loose -= pods;
    } else {
      pods = std::min(pods, classes_[k].loose);
    }
  }
}

// Prices of what is nearer than `limit` move by the difference.
void SlotFlow::Shift(int64_t limit, int sign) {
  const int32_t n = static_cast<int32_t>(vertices_.size());
  for (const int32_t id : done_) {
    const int64_t change = limit - marks_[id].distance;
    if (change <= 0) continue;
    (id < n ? vertices_[id].price : classes_[id - n].price) += sign * change;
  }
}

// Backwards from `leaf`: best_ is the distance of the nearest pod that would rather be there, at most
// `limit`. It is either unplaced (entry_class_) or gives up a slot of entry_leaf_.
void SlotFlow::SearchBack(int32_t leaf, int64_t limit) {
  const int32_t n = static_cast<int32_t>(vertices_.size());
  Begin(limit, true);
  entry_class_ = entry_leaf_ = -1;
  Reach(leaf, 0, 0, -1);
  int32_t id;
  int64_t d = 0;
  const auto reach_class = [&](int32_t arc, int64_t distance) {
    const int32_t k = arcs_[arc].pod_class;
    if (distance >= best_ || !Reach(n + k, distance, d, arc) || classes_[k].unplaced == 0) return;
    best_ = distance;
    entry_class_ = k;
    entry_leaf_ = -1;
  };
  while (Next(&id, &d)) {
    if (id < n) {
      const Vertex& v = vertices_[id];
      if (v.parent >= 0) {
        const int64_t up = d + v.price - vertices_[v.parent].price;
        if (up < best_) Reach(v.parent, up, d, id);
      }
      for (int32_t a = v.arcs; a >= 0 && d < best_; a = next_at_vertex_[a]) {
        reach_class(a, d + arcs_[a].cost + v.price - classes_[arcs_[a].pod_class].price);
      }
      continue;
    }
    for (int32_t i = classes_[id - n].cells; i >= 0 && d < best_; i = cells_[i].next_of_class) {
      const int32_t m = cells_[i].leaf;
      Reach(m, d, d, i);
      if (m != leaf && d + vertices_[m].price < best_) {
        best_ = d + vertices_[m].price;
        entry_class_ = -1;
        entry_leaf_ = m;
      }
    }
  }
}

// Offers the slots of a leaf that has a price: to those who gain by them, and then, at price 0, to all.
void SlotFlow::FillFreed(int32_t leaf) {
  const int32_t n = static_cast<int32_t>(vertices_.size());
  Leaf& l = leaves_[leaf];
  while (l.freed > 0) {
    if (vertices_[leaf].price == 0) {
      AddFree(leaf, l.freed);
      l.freed = 0;
      return;
    }
    SearchBack(leaf, vertices_[leaf].price);
    Shift(best_, -1);
    if (entry_class_ < 0 && entry_leaf_ < 0) continue;
    // The way from the entry to `leaf`: twice, to learn how many pods may go and to send them.
    const int32_t first_cell = entry_leaf_ >= 0 ? marks_[entry_leaf_].via : -1;
    const int32_t first = entry_leaf_ >= 0 ? arcs_[cells_[first_cell].arc].pod_class : entry_class_;
    int32_t pods = std::min(l.freed, entry_leaf_ >= 0 ? cells_[first_cell].pods : classes_[first].unplaced);
    for (const bool send : {false, true}) {
      if (send && entry_leaf_ >= 0) {
        Withdraw(first_cell, pods);
        AddFree(entry_leaf_, pods);
        moved_ += pods;
      } else if (send) {
        classes_[first].unplaced -= pods;
        cost_ -= classes_[first].penalty * pods;
      }
      for (int32_t k = first;;) {
        const int32_t arc = marks_[n + k].via;
        int32_t v = arcs_[arc].vertex;
        while (!IsLeaf(v)) v = marks_[v].via;
        const int32_t cell = marks_[v].via;
        const int32_t next = v == leaf ? -1 : arcs_[cells_[cell].arc].pod_class;
        if (send && v != leaf) {
          Withdraw(cell, pods);
          moved_ += pods;
        }
        if (send) Assign(arc, v, pods);
        if (v == leaf) break;
        if (!send) pods = std::min(pods, cells_[cell].pods);
        k = next;
      }
    }
    l.freed -= pods;
  }
}

}  // namespace fluid::placement
