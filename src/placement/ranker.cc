#include "src/placement/ranker.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace fluid::placement {
namespace {

template <class T>
void Prefetch(const T* memory, size_t count) {
  const char* bytes = reinterpret_cast<const char*>(memory);
  for (size_t at = 0; at < count * sizeof(T); at += 64) __builtin_prefetch(bytes + at);
}

}  // namespace

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

void Ranker::RankOne() {
  const DatasetUse& use = question_->pod().datasets[0];
  const DatasetState& dataset = *question_->epoch().DatasetOf(use.dataset);
  const std::vector<Vertex>& vertices = dataset.vertices;
  const int64_t bonus = question_->rules().layers[0].bonus;
  const int required = use.required < 0 ? std::numeric_limits<int>::max() : use.required;
  if (use.required >= 0 && dataset.holders.empty()) return;
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

// No place of the source that is worth no more, whatever the others add to it, can be among the best.
bool Ranker::Over(size_t source, int64_t worth) const {
  int64_t sum = worth + question_->rules().layers[0].bonus;
  for (size_t i = 0; i < source_count_; ++i) sum += i == source ? 0 : sources_[i].MostAt(0, worth);
  return Late(sum);
}

// The most that a node of the place can score, where others may hold something near it too.
int64_t Ranker::MostOf(size_t source, const DatasetState::Best& place, int64_t worth) const {
  int64_t sum = worth + question_->rules().layers[0].bonus;
  for (size_t i = 0; i < source_count_; ++i) sum += i == source ? 0 : sources_[i].MostAt(place, worth);
  return sum;
}

void Ranker::RankFew() {
  const Pod& pod = question_->pod();
  source_count_ = pod.datasets.size();
  scarce_ = true;
  int64_t elsewhere = question_->rules().layers[0].bonus;
  for (size_t i = 0; i < source_count_; ++i) {
    const DatasetUse& use = pod.datasets[i];
    Source& source = sources_[i];
    const DatasetState& dataset = *question_->epoch().DatasetOf(use.dataset);
    source.dataset = &dataset;
    source.weight = use.weight;
    source.required = use.required < 0 ? std::numeric_limits<int>::max() : use.required;
    if (use.required >= 0 && dataset.holders.empty()) return;
    Prefetch(dataset.best.data(), std::min<size_t>(dataset.best.size(), 20));
    Prefetch(dataset.begins.data(), std::min<size_t>(dataset.begins.size(), 64));
    Prefetch(dataset.wide_begins.data(), std::min<size_t>(dataset.wide_begins.size(), 16));
    Prefetch(dataset.wide.data(), std::min<size_t>(dataset.wide.size(), 16));
    for (size_t level = 0; level < source.most.size(); ++level) {
      source.most[level] = source.weight * dataset.most[level];
    }
    elsewhere += source.most[2];
  }
  for (size_t i = 0; i < source_count_; ++i) {
    Source& source = sources_[i];
    source.others_elsewhere = elsewhere - source.most[2];
    source.others = {};
    for (size_t j = 0; j < source_count_; ++j) {
      if (j != i) source.others.Add(sources_[j].dataset->homes);
    }
    source.seen_score = last_score_;
    source.end = source.dataset->best.data() + source.dataset->best.size();
    source.Step(source.dataset->best.data());
  }
  for (;;) {
    size_t first = 0;
    for (size_t i = 1; i < source_count_; ++i) {
      if (sources_[i].Leads(sources_[first])) first = i;
    }
    Source& source = sources_[first];
    const int64_t worth = source.worth;
    if (worth < 0) return;
    // Past what comes too late, to the next that may not; then it may be another source's turn.
    const DatasetState::Best* place = source.next;
    bool alone = false;
    int64_t most = 0;
    for (; place != source.end; ++place) {
      const int64_t own = source.weight * place->term;
      if (source.seen_worth != own || source.seen_score != last_score_) {
        source.seen_worth = own;
        source.seen_score = last_score_;
        if (Over(first, own)) {
          place = source.end;
          break;
        }
      }
      if (place->level > source.required) continue;
      most = own + source.others_elsewhere;
      alone = source.Alone(*place);
      if (!alone) most = MostOf(first, *place, own);
      if (!Late(most, place->rank)) break;
    }
    if (place != source.next) {
      source.Step(place);
      if (source.worth != worth) continue;
    }
    source.Step(place + 1);
    if (alone) {
      TryAlone(first, *place, worth);
    } else {
      TryPlace(first, *place, worth, most);
    }
  }
}

// Some node of the place may have room, and if it scores `most` be among the best: what can be told at once.
// Of a single node it is asked as long as those asked have none; else what it scores may tell more.
bool Ranker::MayHold(const DatasetState::Best& place, int64_t most) {
  const Epoch& epoch = question_->epoch();
  if (place.level == 0) {
    if (place.begin < from_ || place.begin >= to_) return false;
    if (scarce_) scarce_ = !question_->FitsOne(epoch.tree.Leaf(place.begin), Digit(place.begin, 0));
    return !scarce_;
  }
  if (place.level > 1) return true;
  if (Late(most, epoch.tree.LowestRank(place.domain))) return false;
  const Domain& domain = epoch.structure->domains[place.domain];
  const uint64_t* sums = epoch.tree.Sums(place.domain);
  if (sums == nullptr || domain.end - domain.begin > kSummed) return true;
  for (int k = 0; k < question_->asked_count(); ++k) {
    const int r = question_->asked()[k];
    if (sums[r] < static_cast<uint64_t>(question_->request(r))) return false;
  }
  return true;
}

void Ranker::SearchLayers(int32_t begin, int32_t end, int64_t score) {
  for (const Layer& layer : question_->rules().layers) {
    if (Late(score + layer.bonus)) return;
    Search(begin, end, score + layer.bonus, layer);
  }
}

// Where the others hold nothing nearer than in domains of level 2.
void Ranker::TryAlone(size_t source, const DatasetState::Best& place, int64_t worth) {
  const DatasetState& dataset = *sources_[source].dataset;
  if (!MayHold(place, worth + sources_[source].others_elsewhere)) return;
  int64_t score = worth;
  for (size_t i = 0; i < source_count_; ++i) {
    if (i == source) continue;
    const DatasetState::Wide& around = WideAround(*sources_[i].dataset, place.begin);
    if (around.level > sources_[i].required) return;
    score += sources_[i].weight * around.term;
  }
  if (place.level == 0) return TryHolder(place.begin, score);
  const std::vector<Vertex>& vertices = dataset.vertices;
  holes_.clear();
  for (int32_t i = place.vertex + 1; i < vertices[place.vertex].next; i = vertices[i].next) {
    holes_.push_back({vertices[i].begin, vertices[i].end});
  }
  SearchLayers(vertices[place.vertex].begin, vertices[place.vertex].end, score);
}

// A place of one dataset, unless it is another's as well and worth more to that one.
void Ranker::TryPlace(size_t source, const DatasetState::Best& place, int64_t worth, int64_t most) {
  if (!MayHold(place, most)) return;
  const Vertex& vertex = sources_[source].dataset->vertices[place.vertex];
  const int32_t begin = place.begin, end = place.level == 0 ? begin + 1 : vertex.end;
  int64_t score = worth;
  for (size_t i = 0; i < source_count_; ++i) {
    Source& other = sources_[i];
    if (i == source) {
      other.inner = place.vertex + 1;
      continue;
    }
    const Vertex& around =
        other.dataset->vertices[Around(*other.dataset, begin, end, place.level, &other.inner)];
    const int64_t add = other.weight * around.term;
    if (around.level > other.required) return;
    if (around.level == place.level && around.begin == begin &&
        (add > worth || (add == worth && i < source))) {
      return;
    }
    score += add;
    if (!Full()) continue;
    most += add - other.MostAt(place, worth);
    if (Late(most, place.rank)) return;
  }
  if (place.level == 0) return TryHolder(begin, score);
  ListHoles(begin, end);
  SearchLayers(begin, end, score);
}

// The places of any source inside of [begin, end), the widest of each.
void Ranker::ListHoles(int32_t begin, int32_t end) {
  holes_.clear();
  for (int32_t at = begin; at < end;) {
    Interval hole{end, end};
    for (size_t i = 0; i < source_count_; ++i) {
      Source& source = sources_[i];
      const std::vector<Vertex>& vertices = source.dataset->vertices;
      const int32_t count = static_cast<int32_t>(vertices.size());
      while (source.inner < count && vertices[source.inner].begin < at) {
        source.inner = vertices[source.inner].end <= at ? vertices[source.inner].next : source.inner + 1;
      }
      if (source.inner == count || vertices[source.inner].begin > hole.begin) continue;
      const Vertex& vertex = vertices[source.inner];
      hole.end = vertex.begin < hole.begin ? vertex.end : std::max(hole.end, vertex.end);
      hole.begin = vertex.begin;
    }
    if (hole.begin >= end) return;
    holes_.push_back(hole);
    at = hole.end;
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
