#include "src/placement/ranker.h"

#include <algorithm>
#include <bit>

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
}

void Ranker::TryNode(const Page& leaf, int64_t base, int child) {
  const NodeId node = leaf.id[child];
  if (Late(gap_score_, leaf.rank[child])) return;
  if (question_->crowds() && question_->Crowded(base + child, node)) return;
  Keep({gap_score_, leaf.rank[child], node});
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
  while (mask != 0) {
    int child = std::countr_zero(mask);
    if (!page.sorted) {
      for (uint64_t rest = mask; rest != 0; rest &= rest - 1) {
        if (page.rank[std::countr_zero(rest)] < page.rank[child]) child = std::countr_zero(rest);
      }
    }
    if (Late(gap_score_, page.rank[child])) return;
    mask &= ~(uint64_t{1} << child);
    if (h == 0) {
      TryNode(page, base, child);
    } else {
      Descend(*page.child[child], base + child * Span(h));
    }
  }
}

void Ranker::SearchGap(int64_t from, int64_t to, const RulesState::Layer& layer, int64_t score) {
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

void Ranker::TryHolder(int64_t at, const RulesState::Layer& layer, int64_t score) {
  if (at < from_ || at >= to_) return;
  const Page& leaf = question_->epoch().tree.Leaf(at);
  const int child = Digit(at, 0);
  ++pages_read_;
  if ((layer.Word(0, at >> 6) >> child & 1) == 0) return;
  for (int k = 0; k < question_->asked_count(); ++k) {
    const int r = question_->asked()[k];
    if (leaf.most(r)[child] < question_->request(r)) return;
  }
  gap_score_ = score;
  TryNode(leaf, at - child, child);
}

template <class S>
void Ranker::SearchSpot(const std::vector<S>& spots, int32_t spot, const RulesState::Layer& layer,
                        int64_t score) {
  int64_t from = spots[spot].begin;
  for (int32_t i = spot + 1; i < spots[spot].next; i = spots[i].next) {
    if (spots[i].begin > from) SearchGap(from, spots[i].begin, layer, score);
    from = spots[i].end;
  }
  if (from < spots[spot].end) SearchGap(from, spots[spot].end, layer, score);
}

size_t Ranker::Rank(Question& question, std::span<Choice> best, int64_t from, int64_t to) {
  question_ = &question;
  wanted_ = std::min(best.size(), static_cast<size_t>(question.epoch().nodes));
  from_ = from;
  to_ = to;
  found_.clear();
  const RulesState& rules = question.rules();
  const Pod& pod = question.pod();
  if (wanted_ == 0) return 0;
  if (pod.datasets.size() == 1 && rules.layers.size() == 1 && pod.datasets[0].tiers == kAllTiers) {
    // The dataset keeps its places in order of worth.
    const DatasetState& dataset = *question.epoch().DatasetOf(pod.datasets[0].dataset);
    const DatasetUse& use = pod.datasets[0];
    const bool empty = dataset.holders.empty();
    const RulesState::Layer& layer = rules.layers[0];
    for (const DatasetState::Best& place : dataset.best) {
      const int64_t score = use.weight * place.term + layer.bonus;
      if (Late(score)) break;
      if (use.required >= 0 && (place.level > use.required || empty)) continue;
      if (place.level == 0) {
        if (!Late(score, place.rank)) TryHolder(place.begin, layer, score);
      } else {
        SearchSpot(dataset.vertices, place.vertex, layer, score);
      }
    }
  } else {
    const std::vector<Spot>& spots = question.spots();
    items_.clear();
    for (int32_t i = 0; i < static_cast<int32_t>(spots.size()); ++i) {
      if ((spots[i].met & question.needed()) != question.needed()) continue;
      for (int32_t l = 0; l < static_cast<int32_t>(rules.layers.size()); ++l) {
        items_.push_back({spots[i].score + rules.layers[l].bonus, i, l});
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
      if (spot.level == 0) {
        TryHolder(spot.begin, rules.layers[item.layer], item.score);
      } else {
        SearchSpot(spots, item.spot, rules.layers[item.layer], item.score);
      }
    }
  }
  for (size_t i = 0; i < found_.size(); ++i) best[i] = {found_[i].node, found_[i].score};
  return found_.size();
}

}  // namespace fluid::placement
