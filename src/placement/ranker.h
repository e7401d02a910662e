// Rank: the best k nodes, exactly, by best first over the places that differ in score.
//
// All nodes of a place that holds bytes, less those of such places inside it, score the same; within them the
// lowest name wins. So places are tried from the best score down, and what is left of each is searched for
// the lowest names that fit, leaving out pages whose most of a resource is too little or whose lowest name
// comes too late. It ends when no place left can beat the k-th best.
//
// Each dataset keeps its places in the order of their worth. Of one dataset, that is the order of scores. Of
// a few, the orders are merged: what the others can add to a place depends on its level and is bounded by
// their best places, which says when to end; only what may be among the best is looked up in the others. Most
// places lie in domains of level 1 where no other holds anything: those are bounded more tightly, and looked
// up among the few wide places. What a domain has free together and its lowest name leave out most that are
// full or come too late, and a node is asked whether it has room before it is looked up while few have. Of
// many, or when some tiers don't count, all places of all are listed first (Question::spots).
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "src/placement/question.h"

namespace fluid::placement {

class Ranker {
 public:
  // Nodes in [from, to) only. Tells how many were found.
  size_t Rank(Question& question, std::span<Choice> best, int64_t from, int64_t to);
  uint64_t pages_read() const { return pages_read_; }  // by all calls

 private:
  using Layer = RulesState::Layer;
  struct Candidate {
    int64_t score = 0;
    uint64_t rank = 0;
    NodeId node = -1;
  };
  struct Item {
    int64_t score = 0;
    int32_t spot = 0;
    int32_t layer = 0;
  };
  struct Interval {
    int32_t begin = 0, end = 0;
  };
  // One of a few datasets.
  struct Source {
    int64_t worth = 0;  // of the place to be tried; -1: there is none
    uint64_t rank = 0;
    const DatasetState::Best* next = nullptr;  // that place
    const DatasetState::Best* end = nullptr;
    const DatasetState* dataset = nullptr;
    int64_t weight = 0;
    int required = 0;  // the widest level that is near enough
    // The most that it adds to a place of this level or a wider one. [2]: and to any where it holds nothing
    // in the domain of level 1.
    std::array<int64_t, 3> most = {};
    int64_t others_elsewhere = 0;  // the sum of that, of the others, and the most that preferences add
    Homes others;                  // of all of them
    int32_t inner = 0;             // see Around
    // When it was last looked whether anything of this source can be among the best.
    int64_t seen_worth = 0, seen_score = 0;

    void Step(const DatasetState::Best* to) {
      next = to;
      worth = next == end ? -1 : weight * next->term;
      rank = next == end ? 0 : next->rank;
    }
    bool Leads(const Source& other) const {
      return worth != other.worth ? worth > other.worth : rank < other.rank;
    }
    // The most that this one adds to a place of another, which is of this level and worth. Of two that hold
    // the same place, the one that it is worth more to tries it.
    int64_t MostAt(int level, int64_t worth_to_other) const {
      if (level < 2) return std::max(most[level + 1], std::min(worth_to_other, most[level]));
      return std::max(weight * dataset->most[level + 1],
                      std::min(worth_to_other, weight * dataset->most[level]));
    }
    int64_t MostAt(const DatasetState::Best& place, int64_t worth_to_other) const {
      return place.level > 1 || dataset->homes.Has(place.home) ? MostAt(place.level, worth_to_other)
                                                               : most[2];
    }
    // No other source holds anything in the place's domain of level 1.
    bool Alone(const DatasetState::Best& place) const { return place.level <= 1 && !others.Has(place.home); }
  };
  static constexpr size_t kFew = 4;

  void FetchHolders(const DatasetState& dataset) const;
  void RankOne();
  void RankFew();
  void RankMany();
  bool Over(size_t source, int64_t worth) const;
  int64_t MostOf(size_t source, const DatasetState::Best& place, int64_t worth) const;
  void TryPlace(size_t source, const DatasetState::Best& place, int64_t worth, int64_t most);
  void TryAlone(size_t source, const DatasetState::Best& place, int64_t worth);
  bool MayHold(const DatasetState::Best& place, int64_t most);
  void SearchLayers(int32_t begin, int32_t end, int64_t score);
  void ListHoles(int32_t begin, int32_t end);

  bool Full() const { return found_.size() == wanted_; }
  // Nothing of this score can be among the best.
  bool Late(int64_t score) const { return score < last_score_; }
  bool Late(int64_t score, uint64_t rank) const {
    return score < last_score_ || (score == last_score_ && rank > last_rank_);
  }
  void Keep(const Candidate& candidate);
  void TryHolder(int64_t at, int64_t score);
  // [begin, end) without holes_.
  void Search(int32_t begin, int32_t end, int64_t score, const Layer& layer);
  void SearchGap(int64_t from, int64_t to, const Layer& layer, int64_t score);
  void Descend(const Page& page, int64_t base);
  void TryLeaf(const Page& leaf, int64_t base, uint64_t mask);
  void TryNode(const Page& leaf, int64_t base, int child);

  Question* question_ = nullptr;
  size_t wanted_ = 0;
  int64_t from_ = 0, to_ = 0;
  std::vector<Candidate> found_;  // best first
  int64_t last_score_ = 0;        // of the k-th best, once there are as many
  uint64_t last_rank_ = 0;
  std::vector<Item> items_;
  std::vector<Interval> holes_;  // ascending
  std::array<Source, kFew> sources_;
  size_t source_count_ = 0;
  bool scarce_ = false;  // the node tried last had no room
  // Of the gap that is searched.
  const Layer* layer_ = nullptr;
  int64_t gap_from_ = 0, gap_to_ = 0, gap_score_ = 0;
  uint64_t pages_read_ = 0;
};

}  // namespace fluid::placement
