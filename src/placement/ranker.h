// Rank: the best k nodes, exactly, by best first over the places that differ in score.
//
// All nodes of a spot, less those of the spots inside it, score the same; within them the lowest name wins.
// So spots are tried from the best score down, and of each the gaps between the spots inside are searched for
// the lowest names that fit, leaving out pages whose most of a resource is too little or whose lowest name
// comes too late. It ends when no spot left can beat the k-th best.
#pragma once

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
  bool Full() const { return found_.size() == wanted_; }
  // Nothing of this score can be among the best.
  bool Late(int64_t score) const { return Full() && score < found_.back().score; }
  bool Late(int64_t score, uint64_t rank) const {
    return Full() &&
           (score < found_.back().score || (score == found_.back().score && rank > found_.back().rank));
  }
  void Keep(const Candidate& candidate);
  void TryHolder(int64_t at, const RulesState::Layer& layer, int64_t score);
  template <class S>
  void SearchSpot(const std::vector<S>& spots, int32_t spot, const RulesState::Layer& layer, int64_t score);
  void SearchGap(int64_t from, int64_t to, const RulesState::Layer& layer, int64_t score);
  void Descend(const Page& page, int64_t base);
  void TryNode(const Page& leaf, int64_t base, int child);

  Question* question_ = nullptr;
  size_t wanted_ = 0;
  int64_t from_ = 0, to_ = 0;
  std::vector<Candidate> found_;  // best first
  std::vector<Item> items_;
  // Of the gap that is searched.
  const RulesState::Layer* layer_ = nullptr;
  int64_t gap_from_ = 0, gap_to_ = 0, gap_score_ = 0;
  uint64_t pages_read_ = 0;
};

}  // namespace fluid::placement
