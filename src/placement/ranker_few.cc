// The best of a few datasets: their orders merged (ranker.h).
#include <algorithm>
#include <limits>

#include "src/placement/ranker.h"

namespace fluid::placement {
namespace {

template <class T>
void Prefetch(const T* memory, size_t count) {
  const char* bytes = reinterpret_cast<const char*>(memory);
  for (size_t at = 0; at < count * sizeof(T); at += 64) __builtin_prefetch(bytes + at);
}

}  // namespace

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
    FetchHolders(dataset);
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

}  // namespace fluid::placement
