// Why: runner-up, what is near, what stands in the way.
#pragma once

#include <vector>

#include "src/placement/counts.h"
#include "src/placement/ranker.h"

namespace fluid::placement {

class Reasons {
 public:
  // keep: see Counter::Count.
  void Explain(Question& question, Ranker& ranker, Explanation& explanation, bool keep);
  void Near(const Question& question, int64_t at, std::vector<Explanation::Near>& near);
  Refusal WhyNot(Question& question, Ranker& ranker, NodeId node);
  void WhyNone(Question& question, Ranker& ranker, Conflict& conflict);

 private:
  void ListRules(const Question& question);
  uint64_t FailIn(Question& question, size_t rule, const Page& leaf, int64_t base);
  void PartLeaf(Question& question, const Page& leaf, int64_t base);
  int64_t LackAt(Question& question, Broken broken, int64_t at, NodeId node);

  Counter counter_;
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
