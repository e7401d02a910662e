// Why: counts of nodes by the rule that keeps them out, runner-up, what stands in the way.
#pragma once

#include <vector>

#include "src/placement/ranker.h"

namespace fluid::placement {

class Reasons {
 public:
  void Explain(Question& question, Ranker& ranker, Explanation& explanation);
  void Near(const Question& question, int64_t at, std::vector<Explanation::Near>& near);
  Refusal WhyNot(Question& question, Ranker& ranker, NodeId node);
  void WhyNone(Question& question, Ranker& ranker, Conflict& conflict);

 private:
  void CountRejected(Question& question, Explanation& explanation);
  void CountGap(Question& question, int64_t from, int64_t to);
  void CountBelow(Question& question, const Page& page, int64_t base, int64_t from, int64_t to);
  int64_t Passing(const Question& question, int64_t from, int64_t to) const;
  void ListRules(const Question& question);
  uint64_t FailedBy(Question& question, int64_t at, NodeId node);
  int64_t LackAt(Question& question, Broken broken, int64_t at, NodeId node);

  std::vector<int64_t> by_dataset_, by_resource_, by_anti_, by_spread_;
  std::vector<Broken> rules_;  // that this pod can break, in order
  struct Failed {
    uint64_t rules = 0;
    uint64_t rank = 0;
    int64_t at = 0;
    NodeId node = -1;
  };
  std::vector<Failed> failed_;  // one for each set of rules that some node fails, its lowest name
};

}  // namespace fluid::placement
