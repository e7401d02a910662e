#include "src/placement/page.h"

#include <algorithm>
#include <cstring>

namespace fluid::placement {

Page* Page::New(Pool& pool, int height, int resources) {
  Page* page = new (pool.Take(Bytes(height, resources))) Page();
  page->height = static_cast<uint8_t>(height);
  page->resources = static_cast<uint8_t>(resources);
  std::fill_n(page->rank, kFan, kNoRank);
  std::fill_n(page->child, kFan, nullptr);
  std::fill_n(page->id, kFan, -1);
  for (int r = 0; r < resources; ++r) {
    for (int i = 0; i < kFan; ++i) page->SetMost(r, i, kNothing);
    if (height > 0) std::fill_n(page->least(r), kFan, std::numeric_limits<int64_t>::max());
  }
  return page;
}

Page* Page::Clone(Pool& pool) const {
  Page* copy = new (pool.Take(Bytes(height, resources))) Page(*this);
  std::memcpy(const_cast<uint8_t*>(copy->code(0)), code(0), Columns(height, resources));
  return copy;
}

void Page::Release(Pool& pool) {
  const size_t size = Bytes(height, resources);
  this->~Page();
  pool.Give(this, size);
}

uint64_t Page::LowestRank() const {
  if (live == 0) return kNoRank;
  return sorted ? rank[std::countr_zero(live)] : *std::min_element(rank, rank + kFan);
}

int64_t Page::Most(int r) const { return *std::max_element(most(r), most(r) + kFan); }

int64_t Page::Least(int r) const {
  int64_t lowest = std::numeric_limits<int64_t>::max();
  const int64_t* column = least(r);
  for (uint64_t rest = live; rest != 0; rest &= rest - 1) {
    lowest = std::min(lowest, column[std::countr_zero(rest)]);
  }
  return lowest;
}

namespace {

bool Ascends(const Page& page) {
  uint64_t last = 0;
  for (uint64_t rest = page.live; rest != 0; rest &= rest - 1) {
    const uint64_t rank = page.rank[std::countr_zero(rest)];
    if (rank < last) return false;
    last = rank;
  }
  return true;
}

// What the parent keeps of child i, anew.
void Summarise(Page& parent, int i) {
  const Page& child = *parent.child[i];
  parent.rank[i] = child.LowestRank();
  const uint64_t bit = uint64_t{1} << i;
  parent.live = child.live != 0 ? parent.live | bit : parent.live & ~bit;
  for (int r = 0; r < parent.resources; ++r) {
    parent.SetMost(r, i, child.Most(r));
    parent.least(r)[i] = child.Least(r);
  }
}

void LiftBelow(Page& page) {
  if (page.height > 0) {
    for (int i = 0; i < kFan; ++i) {
      if (page.child[i] == nullptr) continue;
      LiftBelow(*page.child[i]);
      Summarise(page, i);
    }
  }
  page.sorted = Ascends(page);
}

void DropBelow(Page* page, Owner& owner) {
  for (int i = 0; page->height > 0 && i < kFan; ++i) {
    if (page->child[i] != nullptr) DropBelow(page->child[i], owner);
  }
  owner.Retire(page);
}

}  // namespace

Tree Tree::Empty(Owner& owner, int64_t positions, int resources, const int32_t* domain) {
  int height = 0;
  while (Span(height + 1) < positions) ++height;
  Tree tree;
  tree.resources = resources;
  tree.domain = domain;
  while (1 << tree.row < resources) ++tree.row;
  tree.root = owner.Adopt(Page::New(owner.pool(), height, resources));
  return tree;
}

const NodeInfo* Tree::Info(int64_t position) const {
  const Page* page = root;
  for (int h = root->height; h > 0 && page != nullptr; --h) page = page->child[Digit(position, h)];
  return page == nullptr ? nullptr : page->info[Digit(position, 0)];
}

Page* Tree::OwnPath(Owner& owner, int64_t position, Path& path) {
  Page** slot = &root;
  for (int h = root->height;; --h) {
    if (*slot == nullptr) *slot = owner.Adopt(Page::New(owner.pool(), h, resources));
    path[h] = owner.Own(*slot);
    if (h == 0) return path[0];
    slot = &path[h]->child[Digit(position, h)];
  }
}

void Tree::Sum(Owner& owner, int64_t position, int r, int64_t was, int64_t is) {
  const uint64_t before = static_cast<uint64_t>(std::max<int64_t>(was, 0));
  const uint64_t after = static_cast<uint64_t>(std::max<int64_t>(is, 0));
  if (before == after) return;
  sums.At(owner, (static_cast<size_t>(domain[position]) << row) + static_cast<size_t>(r)) += after - before;
}

void Tree::Lift(const Path& path, int64_t position) {
  path[0]->sorted = Ascends(*path[0]);
  for (int h = 1; h <= root->height; ++h) {
    Summarise(*path[h], Digit(position, h));
    path[h]->sorted = Ascends(*path[h]);
  }
}

void Tree::SetFree(Owner& owner, int64_t position, int r, int64_t value) {
  Path path;
  const Page* leaf = OwnPath(owner, position, path);
  Sum(owner, position, r, leaf->most(r)[Digit(position, 0)], value);
  Change(path, position, r, value);
}

void Tree::AddFree(Owner& owner, int64_t position, std::span<const int64_t> amounts, int sign) {
  Path path;
  const Page* leaf = OwnPath(owner, position, path);
  for (int r = 0; r < static_cast<int>(amounts.size()); ++r) {
    if (amounts[r] == 0) continue;
    const int64_t was = leaf->most(r)[Digit(position, 0)], is = was + sign * amounts[r];
    Sum(owner, position, r, was, is);
    Change(path, position, r, is);
  }
}

void Tree::Change(const Path& path, int64_t position, int r, int64_t value) {
  const int64_t cell = path[0]->most(r)[Digit(position, 0)];
  // Of the child: what it was and is, at most and at least.
  int64_t old_most = cell, new_most = value, old_least = cell, new_least = value;
  path[0]->SetMost(r, Digit(position, 0), value);
  for (int h = 1; h <= root->height && (old_most != new_most || old_least != new_least); ++h) {
    Page& page = *path[h];
    const Page& child = *path[h - 1];
    const int64_t most_was = page.most(r)[Digit(position, h)];
    int64_t& least = page.least(r)[Digit(position, h)];
    const int64_t least_was = least;
    int64_t most = most_was;
    if (new_most >= most) {
      most = new_most;
    } else if (old_most == most) {
      most = child.Most(r);
    }
    if (most != most_was) page.SetMost(r, Digit(position, h), most);
    if (new_least <= least) {
      least = new_least;
    } else if (old_least == least) {
      least = child.Least(r);
    }
    old_most = most_was, new_most = most, old_least = least_was, new_least = least;
  }
}

void Tree::PutLater(Owner& owner, int64_t position, NodeInfo* info, uint64_t rank, const int64_t* free) {
  Path path;
  Page* leaf = OwnPath(owner, position, path);
  const int i = Digit(position, 0);
  leaf->live |= uint64_t{1} << i;
  leaf->rank[i] = rank;
  leaf->info[i] = info;
  leaf->id[i] = info->id;
  if (rank < LowestRank(domain[position]))
    lowest.Set(owner, static_cast<size_t>(domain[position]), kNoRank - rank);
  for (int r = 0; r < resources; ++r) {
    Sum(owner, position, r, leaf->most(r)[i], free[r]);
    leaf->SetMost(r, i, free[r]);
  }
}

void Tree::LiftAll(Owner& owner, int64_t positions) {
  for (int64_t at = 0; at < positions; at += kFan) {
    Path path;
    OwnPath(owner, at, path);
  }
  LiftBelow(*root);
}

void Tree::Put(Owner& owner, int64_t position, NodeInfo* info, uint64_t rank, const int64_t* free) {
  PutLater(owner, position, info, rank, free);
  Path path;
  OwnPath(owner, position, path);
  Lift(path, position);
}

void Tree::SetInfo(Owner& owner, int64_t position, NodeInfo* info) {
  Path path;
  OwnPath(owner, position, path)->info[Digit(position, 0)] = info;
}

void Tree::Clear(Owner& owner, int64_t position) {
  Path path;
  Page* leaf = OwnPath(owner, position, path);
  const int i = Digit(position, 0);
  leaf->live &= ~(uint64_t{1} << i);
  leaf->rank[i] = kNoRank;
  leaf->info[i] = nullptr;
  leaf->id[i] = -1;
  for (int r = 0; r < resources; ++r) {
    Sum(owner, position, r, leaf->most(r)[i], 0);
    leaf->SetMost(r, i, kNothing);
  }
  Lift(path, position);
}

void Tree::Drop(Owner& owner) {
  DropBelow(root, owner);
  sums.Drop(owner);
  lowest.Drop(owner);
  root = nullptr;
}

}  // namespace fluid::placement
