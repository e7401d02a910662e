#include "src/placement/ranker.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace fluid::placement {

void Ranker::Keep(const Candidate& candidate) {
  if (Full()) found_.pop_back();
  auto place = found_.end();
  while (place != found_.begin()) {
    const Candidate& before = *std::prev(place);
    if (before.score > candidate.score || (before.score == candidate.score && before.rank < candidate.rank))
      break;
    --place;
  }
  found_.insert(place, candidate);
  if (!Full()) return;
  last_score_ = found_.back().score;
  last_rank_ = found_.back().rank;
}

// ---- Nodes of one score
// ------------------------------------------------------------------------------------------------

void Ranker::TryNode(const Page& leaf, int64_t base, int child) {
  const NodeId node = leaf.id[child];
  if (Late(gap_score_, leaf.rank[child])) return;
  if (question_->crowds() && question_->Crowded(base + child, node)) return;
  Keep({gap_score_, leaf.rank[child], node});
}

void Ranker::TryLeaf(const Page& leaf, int64_t base, uint64_t mask) {
  while (mask != 0) {
    const int child = First(leaf, mask);
    if (Late(gap_score_, leaf.rank[child])) return;
    mask &= ~(uint64_t{1} << child);
    TryNode(leaf, base, child);
  }
}

void Ranker::Descend(const Page& page, int64_t base) {
  ++pages_read_;
  const int h = page.height;
  uint64_t mask = page.live & layer_->Word(h, base >> (6 * (h + 1)));
  if (gap_from_ > base || gap_to_ < base + Span(h + 1)) mask &= Overlap(base, h, gap_from_, gap_to_);
  if (mask == 0) return;
  mask = question_->Fits(page, mask);
  if (mask == 0 || (question_->crowds() && question_->AllCrowded(std::max(base, gap_from_),
                                                                 std::min(base + Span(h + 1), gap_to_)))) {
    return;
  }
  if (h == 0) return TryLeaf(page, base, mask);
  while (mask != 0) {
    const int child = First(page, mask);
    if (Late(gap_score_, page.rank[child])) return;
    mask &= ~(uint64_t{1} << child);
    Descend(*page.child[child], base + child * Span(h));
  }
}

void Ranker::SearchGap(int64_t from, int64_t to, const Layer& layer, int64_t score) {
  gap_from_ = std::max(from, from_);
  gap_to_ = std::min(to, to_);
  if (gap_from_ >= gap_to_) return;
  layer_ = &layer;
  gap_score_ = score;
  // Down to the page that has all of the gap.
  const Page* page = question_->epoch().tree.root;
  int64_t base = 0;
  while (page->height > 0) {
    const int child = Digit(gap_from_, page->height);
    if (child != Digit(gap_to_ - 1, page->height)) break;
    base += child * Span(page->height);
    page = page->child[child];
    if (page == nullptr) return;
  }
  Descend(*page, base);
}

// A domain of a few leaves at most, such as a rack: each leaf is asked once, for all but the holes.
void Ranker::Search(int32_t begin, int32_t end, int64_t score, const Layer& layer) {
  constexpr int kLeaves = 3;
  const int64_t from = std::max<int64_t>(begin, from_), to = std::min<int64_t>(end, to_);
  if (from >= to) return;
  if (to - from > kLeaves * kFan) {
    int32_t at = begin;
    for (const Interval& hole : holes_) {
      if (hole.begin > at) SearchGap(at, hole.begin, layer, score);
      at = hole.end;
    }
    if (at < end) SearchGap(at, end, layer, score);
    return;
  }
  gap_score_ = score;
  size_t hole = 0;
  for (int64_t base = from & ~int64_t{kFan - 1}; base < to; base += kFan) {
    uint64_t mask = layer.Word(0, base >> 6) & Overlap(base, 0, from, to);
    while (hole < holes_.size() && holes_[hole].begin < base + kFan) {
      mask &= ~Overlap(base, 0, holes_[hole].begin, holes_[hole].end);
      if (holes_[hole].end > base + kFan) break;
      ++hole;
    }
    if (mask == 0) continue;
    ++pages_read_;
    const Page& leaf = question_->epoch().tree.Leaf(base);
    mask = question_->Fits(leaf, mask);
    if (mask == 0 ||
        (question_->crowds() && question_->AllCrowded(std::max(base, from), std::min(base + kFan, to)))) {
      continue;
    }
    TryLeaf(leaf, base, mask);
  }
}

// The score is without what preferences add.
void Ranker::TryHolder(int64_t at, int64_t score) {
  ++pages_read_;
  const int child = Digit(at, 0);
  for (const Layer& layer : question_->rules().layers) {
    if (Late(score + layer.bonus)) return;
    if ((layer.Word(0, at >> 6) >> child & 1) == 0) continue;
    const Page& leaf = question_->epoch().tree.Leaf(at);
    if (!question_->FitsOne(leaf, child)) return;
    gap_score_ = score + layer.bonus;
    return TryNode(leaf, at - child, child);
  }
}

// ---- Places in the order of their worth
// ---------------------------------------------------------------------------------

// Of a long list most holders are read. What decides about them is on its way from memory meanwhile.
void Ranker::FetchHolders(const DatasetState& dataset) const {
  constexpr size_t kLong = 8;
  if (wanted_ < kLong) return;
  const size_t count = std::min(wanted_, dataset.best.size());
  for (size_t i = 0; i < count; ++i) {
    const DatasetState::Best& place = dataset.best[i];
    if (place.level != 0) continue;
    const Page& leaf = question_->epoch().tree.Leaf(place.begin);
    for (int k = 0; k < question_->asked_count(); ++k) __builtin_prefetch(leaf.code(question_->asked()[k]));
    __builtin_prefetch(&leaf.rank[Digit(place.begin, 0)]);
    __builtin_prefetch(&leaf.id[Digit(place.begin, 0)]);
  }
}

void Ranker::RankOne() {
  const DatasetUse& use = question_->pod().datasets[0];
  const DatasetState& dataset = *question_->epoch().DatasetOf(use.dataset);
  const std::vector<Vertex>& vertices = dataset.vertices;
  const int64_t bonus = question_->rules().layers[0].bonus;
  const int required = use.required < 0 ? std::numeric_limits<int>::max() : use.required;
  if (use.required >= 0 && dataset.holders.empty()) return;
  FetchHolders(dataset);
  for (const DatasetState::Best& place : dataset.best) {
    const int64_t score = use.weight * place.term;
    if (Late(score + bonus)) return;
    if (place.level > required) continue;
    if (place.level == 0) {
      if (place.begin >= from_ && place.begin < to_ && !Late(score + bonus, place.rank))
        TryHolder(place.begin, score);
      continue;
    }
    holes_.clear();
    const Vertex& vertex = vertices[place.vertex];
    for (int32_t i = place.vertex + 1; i < vertex.next; i = vertices[i].next) {
      holes_.push_back({vertices[i].begin, vertices[i].end});
    }
    SearchLayers(vertex.begin, vertex.end, score);
  }
}

void Ranker::SearchLayers(int32_t begin, int32_t end, int64_t score) {
  for (const Layer& layer : question_->rules().layers) {
    if (Late(score + layer.bonus)) return;
    Search(begin, end, score + layer.bonus, layer);
  }
}

void Ranker::RankMany() {
  const std::vector<Spot>& spots = question_->spots();
  const std::vector<Layer>& layers = question_->rules().layers;
  items_.clear();
  for (int32_t i = 0; i < static_cast<int32_t>(spots.size()); ++i) {
    if ((spots[i].met & question_->needed()) != question_->needed()) continue;
    for (int32_t l = 0; l < static_cast<int32_t>(layers.size()); ++l) {
      items_.push_back({spots[i].score + layers[l].bonus, i, l});
    }
  }
  const auto worse = [](const Item& a, const Item& b) {
    return a.score != b.score ? a.score < b.score : a.spot < b.spot;
  };
  std::make_heap(items_.begin(), items_.end(), worse);
  while (!items_.empty() && !Late(items_.front().score)) {
    const Item item = items_.front();
    std::pop_heap(items_.begin(), items_.end(), worse);
    items_.pop_back();
    const Spot& spot = spots[item.spot];
    holes_.clear();
    for (int32_t i = item.spot + 1; i < spot.next; i = spots[i].next) {
      holes_.push_back({spots[i].begin, spots[i].end});
    }
    Search(spot.begin, spot.end, item.score, layers[item.layer]);
  }
}

size_t Ranker::Rank(Question& question, std::span<Choice> best, int64_t from, int64_t to) {
  question_ = &question;
  wanted_ = std::min(best.size(), static_cast<size_t>(question.epoch().nodes));
  from_ = from;
  to_ = to;
  found_.clear();
  last_score_ = std::numeric_limits<int64_t>::min();
  if (wanted_ == 0 || question.rules().layers.empty()) return 0;
  const std::vector<DatasetUse>& uses = question.pod().datasets;
  const bool all_tiers =
      std::all_of(uses.begin(), uses.end(), [](const DatasetUse& use) { return use.tiers == kAllTiers; });
  if (uses.size() == 1 && all_tiers) {
    RankOne();
  } else if (!uses.empty() && uses.size() <= kFew && all_tiers) {
    RankFew();
  } else {
    RankMany();
  }
  for (size_t i = 0; i < found_.size(); ++i) best[i] = {found_[i].node, found_[i].score};
  return found_.size();
}

}  // namespace fluid::placement
