// How many nodes each rule keeps out.
//
// Resources are the dear part: a node counts under the first that it lacks, so that every page is read which
// has nodes on both sides of a request. What was counted below a page of height 1 is kept for the kinds of
// question asked last, with the page that it was counted of. Epochs share the pages in which nothing
// changed, so that a question like an earlier one reads those that did.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "src/placement/question.h"

namespace fluid::placement {

class Counter {
 public:
  // explanation: nodes, feasible, rejected. `keep` what is counted, for later: not of a trial's pages, which
  // change in place.
  void Count(Question& question, Explanation& explanation, bool keep);

 private:
  static constexpr int kKinds = 32;
  static constexpr int kKeptResources = 4;  // questions about more are always counted
  // Never the same for two things that differ, once they are published: whoever writes a copy has another id.
  template <class T>
  struct Version {
    const T* of = nullptr;
    uint64_t owner = 0;
    bool Is(const T& other) const { return of == &other && owner == other.owner; }
  };
  struct Kind {
    Version<RulesState> rules;
    std::vector<std::pair<int, int64_t>> request;
    struct Below {
      Version<Page> page;
      std::array<int32_t, kKeptResources> lack = {};  // nodes, in the order of `request`
    };
    Below all;                 // the root
    std::vector<Below> below;  // by page of height 1
  };

  void CountDatasets(Question& question);
  void CountIn(Question& question, int64_t from, int64_t to);
  void CountBelow(Question& question, const Page& page, int64_t base, int64_t from, int64_t to);
  void CountOnce(Question& question, const Page& page, int64_t base, Kind::Below& below);
  void CountPages(Question& question, const Page& page, int64_t base, int64_t from, int64_t to);
  void CountLeaf(Question& question, const Page& leaf, int64_t base, uint64_t mask);
  Kind* KindOf(const Question& question, bool keep);

  std::vector<int64_t> by_dataset_, by_resource_, by_anti_, by_spread_;
  std::array<Kind, kKinds> kinds_;
  Kind* kind_ = nullptr;  // of the question; null: there is none
  bool keep_ = false;
};

}  // namespace fluid::placement
