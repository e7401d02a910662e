#include "src/placement/question.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "src/placement/lanes.h"

namespace fluid::placement {

Status Question::Ask(const Epoch& epoch, const Pod& pod) {
  for (const DatasetUse& use : pod.datasets) {
    // On its way from memory while the pod is checked.
    const char* dataset = reinterpret_cast<const char*>(epoch.DatasetOf(use.dataset));
    if (dataset == nullptr) break;  // the check refuses the pod
    for (int line = 0; line < 4; ++line) __builtin_prefetch(dataset + 64 * line);
  }
  FLUID_RETURN_IF_ERROR(CheckPod(epoch, pod));
  epoch_ = &epoch;
  pod_ = &pod;
  rules_ = epoch.RulesOf(pod.rules);
  spots_made_ = false;
  asked_count_ = 0;
  for (size_t r = 0; r < pod.request.size(); ++r) {
    if (pod.request[r] == 0) continue;
    codes_[asked_count_] = CodeOf(pod.request[r]);
    asked_[asked_count_++] = static_cast<int>(r);
  }
  needed_ = 0;
  for (size_t i = 0; i < pod.datasets.size(); ++i) {
    if (pod.datasets[i].required >= 0) needed_ |= uint32_t{1} << i;
  }
  const RulesDef& def = *rules_->def;
  crowds_ = !def.anti.empty() || !def.spread.empty() || !def.groups.empty();
  return Ok();
}

const std::vector<Spot>& Question::spots() {
  if (!spots_made_) MakeSpots();
  spots_made_ = true;
  return spots_;
}

// Merges the preorders of the datasets: always the place that begins first, and of those the widest.
void Question::MakeSpots() {
  const Structure& structure = *epoch_->structure;
  spots_.clear();
  open_.clear();
  Spot cluster;
  cluster.end = static_cast<int32_t>(structure.positions());
  cluster.level = static_cast<int8_t>(structure.cluster());
  if (pod_->datasets.empty()) {
    cluster.next = 1;
    spots_.push_back(cluster);
    return;
  }
  if (cursors_.size() < pod_->datasets.size()) cursors_.resize(pod_->datasets.size());
  const size_t count = pod_->datasets.size();
  for (size_t i = 0; i < count; ++i) {
    Cursor& cursor = cursors_[i];
    cursor.use = &pod_->datasets[i];
    cursor.dataset = epoch_->DatasetOf(cursor.use->dataset);
    cursor.next = 0;
    cursor.size = SizeOf(*cursor.dataset);
    if (cursor.use->tiers != kAllTiers) cursor.terms.assign(cursor.dataset->vertices.size(), 0);
  }
  const auto key = [](const Vertex& v) {
    return (static_cast<int64_t>(v.begin) << 8) + (kMaxLevels - v.level);
  };
  for (;;) {
    int64_t least = std::numeric_limits<int64_t>::max();
    for (size_t i = 0; i < count; ++i) {
      const Cursor& cursor = cursors_[i];
      if (cursor.next < static_cast<int32_t>(cursor.dataset->vertices.size())) {
        least = std::min(least, key(cursor.dataset->vertices[cursor.next]));
      }
    }
    if (least == std::numeric_limits<int64_t>::max()) break;
    Spot spot;
    bool begun = false;
    for (size_t i = 0; i < count; ++i) {
      Cursor& cursor = cursors_[i];
      if (cursor.next >= static_cast<int32_t>(cursor.dataset->vertices.size())) continue;
      const Vertex& vertex = cursor.dataset->vertices[cursor.next];
      if (key(vertex) != least) continue;
      if (!begun) {
        begun = true;
        spot.begin = vertex.begin;
        spot.end = vertex.end;
        spot.level = vertex.level;
        while (!open_.empty() && spots_[open_.back()].end <= spot.begin) {
          spots_[open_.back()].next = static_cast<int32_t>(spots_.size());
          open_.pop_back();
        }
        if (!open_.empty()) {
          spot.score = spots_[open_.back()].score;
          spot.met = spots_[open_.back()].met;
        }
      }
      int64_t term = vertex.term;
      int64_t around = vertex.up < 0 ? 0 : cursor.dataset->vertices[vertex.up].term;
      bool holds = true;
      if (cursor.use->tiers != kAllTiers) {
        holds = BytesOf(cursor.dataset->held[cursor.next], cursor.use->tiers) > 0;
        around = vertex.up < 0 ? 0 : cursor.terms[vertex.up];
        term = holds ? TermAt(structure, *cursor.dataset, cursor.next, cursor.use->tiers, around, cursor.size)
                     : around;
        cursor.terms[cursor.next] = term;
      } else if (vertex.up < 0) {
        holds = cursor.dataset->vertices.size() > 1;
      }
      spot.score += cursor.use->weight * (term - around);
      if (holds && vertex.level <= cursor.use->required) spot.met |= uint32_t{1} << i;
      ++cursor.next;
    }
    open_.push_back(static_cast<int32_t>(spots_.size()));
    spots_.push_back(spot);
  }
  for (const int32_t open : open_) spots_[open].next = static_cast<int32_t>(spots_.size());
}

int32_t Question::SpotAt(int64_t at) {
  const std::vector<Spot>& all = spots();
  int32_t in = 0;
  for (int32_t i = 1; i < all[in].next;) {
    if (all[i].end <= at) {
      i = all[i].next;
    } else if (all[i].begin <= at) {
      in = i++;
    } else {
      break;
    }
  }
  return in;
}

Question::Here Question::At(int64_t at) {
  const bool all_tiers = std::all_of(pod_->datasets.begin(), pod_->datasets.end(),
                                     [](const DatasetUse& use) { return use.tiers == kAllTiers; });
  if (spots_made_ || !all_tiers) {
    const Spot& spot = spots()[SpotAt(at)];
    return {spot.score, spot.met};
  }
  Here here;
  const int32_t position = static_cast<int32_t>(at);
  for (size_t i = 0; i < pod_->datasets.size(); ++i) {
    const DatasetUse& use = pod_->datasets[i];
    const DatasetState& dataset = *epoch_->DatasetOf(use.dataset);
    int32_t inner = 0;
    const Vertex& vertex = dataset.vertices[Around(dataset, position, position + 1, 0, &inner)];
    here.score += use.weight * vertex.term;
    const bool holds = vertex.up >= 0 || dataset.vertices.size() > 1;
    if (holds && vertex.level <= use.required) here.met |= uint32_t{1} << i;
  }
  return here;
}

uint64_t Question::Enough(const Page& page, int k, uint64_t mask) const {
  const int r = asked_[k];
  const CodeOrder order = CompareCodes(page.code(r), codes_[k]);
  const int64_t* most = page.most(r);
  const uint64_t among = mask;
  mask &= order.above;
  for (uint64_t rest = among & order.same; rest != 0; rest &= rest - 1) {
    if (most[std::countr_zero(rest)] >= pod_->request[r]) mask |= rest & -rest;
  }
  return mask;
}

uint64_t Question::Fits(const Page& page, uint64_t mask) const {
  for (int k = 0; k < asked_count_; ++k) mask = Enough(page, k, mask);
  return mask;
}

bool Question::FitsOne(const Page& leaf, int child) const {
  for (int k = 0; k < asked_count_; ++k) {
    const uint8_t code = leaf.code(asked_[k])[child];
    if (code < codes_[k]) return false;
    if (code == codes_[k] && leaf.most(asked_[k])[child] < pod_->request[asked_[k]]) return false;
  }
  return true;
}

bool Question::RepelledBy(int32_t id, int64_t at, NodeId node) const {
  const Group& group = *epoch_->groups.Get(id);
  for (int level = 0; level <= epoch_->structure->cluster(); ++level) {
    const int32_t place = epoch_->PlaceOf(at, node, level);
    if (place >= 0 && group.levels[level].repel.Get(place) > 0) return true;
  }
  return false;
}

int64_t Question::SkewAt(int index, int64_t at, NodeId node) const {
  const RulesDef& def = *rules_->def;
  const RulesDef::Limit& limit = def.spread[index];
  const int32_t place = epoch_->PlaceOf(at, node, limit.level);
  if (place < 0) return std::numeric_limits<int32_t>::max();
  const bool me = std::find(def.groups.begin(), def.groups.end(), limit.group) != def.groups.end();
  const int64_t pods = PodsThatCount(*epoch_, *rules_, index, place);
  const RulesState::SpreadState& state = rules_->spread[index];
  return pods + (me ? 1 : 0) - (state.domains < limit.min_domains ? 0 : state.least);
}

bool Question::BreaksAnti(int index, int64_t at, NodeId node) const {
  const RulesDef& def = *rules_->def;
  const int anti = static_cast<int>(def.anti.size());
  if (index >= anti) return RepelledBy(def.groups[index - anti], at, node);
  const RulesDef::Limit& limit = def.anti[index];
  const int32_t place = epoch_->PlaceOf(at, node, limit.level);
  return place >= 0 && epoch_->groups.Get(limit.group)->levels[limit.level].pods.Get(place) > 0;
}

Broken Question::FirstCrowd(int64_t at, NodeId node) const {
  const RulesDef& def = *rules_->def;
  for (int i = 0; i < static_cast<int>(def.anti.size() + def.groups.size()); ++i) {
    if (BreaksAnti(i, at, node)) return {Rule::kAntiAffinity, i};
  }
  for (size_t i = 0; i < def.spread.size(); ++i) {
    if (SkewAt(static_cast<int>(i), at, node) > def.spread[i].max_skew) {
      return {Rule::kSpread, static_cast<int32_t>(i)};
    }
  }
  return {};
}

bool Question::Crowded(int64_t at, NodeId node) const { return FirstCrowd(at, node).rule != Rule::kNone; }

bool Question::AllCrowded(int64_t from, int64_t to) const {
  const Structure& structure = *epoch_->structure;
  to = std::min(to, structure.positions());
  if (from >= to) return false;
  const RulesDef& def = *rules_->def;
  const auto shared = [&](int level) {
    if (level == 0) return -1;
    const int32_t place = structure.At(from, level);
    return place >= 0 && structure.domains[place].end >= to ? place : -1;
  };
  for (const RulesDef::Limit& limit : def.anti) {
    const int32_t place = shared(limit.level);
    if (place >= 0 && epoch_->groups.Get(limit.group)->levels[limit.level].pods.Get(place) > 0) return true;
  }
  for (size_t i = 0; i < def.spread.size(); ++i) {
    if (shared(def.spread[i].level) >= 0 && SkewAt(static_cast<int>(i), from, -1) > def.spread[i].max_skew)
      return true;
  }
  for (const int32_t id : def.groups) {
    const Group& group = *epoch_->groups.Get(id);
    for (int level = 1; level <= structure.cluster(); ++level) {
      const int32_t place = shared(level);
      if (place >= 0 && group.levels[level].repel.Get(place) > 0) return true;
    }
  }
  return false;
}

Broken Question::FirstBroken(int64_t at, NodeId node) {
  const uint8_t fails = rules_->Fails(at);
  if (fails & kFailsSelector) return {Rule::kSelector, 0};
  if (fails & kFailsAffinity) return {Rule::kAffinity, 0};
  if (fails & kFailsUnschedulable) return {Rule::kUnschedulable, 0};
  if (fails & kFailsTaint) return {Rule::kTaint, 0};
  if (fails & kFailsInside) return {Rule::kPodAffinity, 0};
  if (needed_ != 0) {
    const uint32_t missing = needed_ & ~At(at).met;
    if (missing != 0) return {Rule::kDataset, std::countr_zero(missing)};
  }
  for (int k = 0; k < asked_count_; ++k) {
    if (epoch_->tree.Free(at, asked_[k]) < pod_->request[asked_[k]]) return {Rule::kResource, asked_[k]};
  }
  return crowds_ ? FirstCrowd(at, node) : Broken{};
}

int64_t Question::BonusAt(int64_t at) const {
  for (const RulesState::Layer& layer : rules_->layers) {
    if ((layer.Word(0, at >> 6) >> Digit(at, 0)) & 1) return layer.bonus;
  }
  return 0;
}

}  // namespace fluid::placement
