// A question with everything looked up, and the tree of places that differ in score. What ranking, gangs and
// explanations start from.
#pragma once

#include <array>
#include <vector>

#include "src/placement/dataset.h"
#include "src/placement/epoch.h"

namespace fluid::placement {

// A place that holds bytes of some of the pod's datasets. A node scores what the innermost spot around it
// says.
struct Spot {
  int32_t begin = 0, end = 0;
  int32_t next = 0;  // in preorder, behind the last inside
  int8_t level = 0;
  uint32_t met = 0;  // required datasets that are near enough here, as bits of Pod::datasets
  int64_t score = 0;
};

class Question {
 public:
  // OK, or what is wrong with the pod. Reuses its memory.
  Status Ask(const Epoch& epoch, const Pod& pod);

  const Epoch& epoch() const { return *epoch_; }
  const Pod& pod() const { return *pod_; }
  const RulesState& rules() const { return *rules_; }
  uint32_t needed() const { return needed_; }
  bool crowds() const { return crowds_; }  // rules ask where other pods are
  const std::array<int, kMaxResources>& asked() const { return asked_; }
  int asked_count() const { return asked_count_; }
  const std::array<uint8_t, kMaxResources>& codes() const { return codes_; }  // of asked()
  int64_t request(int r) const { return pod_->request[r]; }

  // [0] is the cluster. Made on first use.
  const std::vector<Spot>& spots();
  int32_t SpotAt(int64_t at);
  // Score without preferences, and Spot::met, of one position: without the spots where that is quicker.
  struct Here {
    int64_t score = 0;
    uint32_t met = 0;
  };
  Here At(int64_t at);

  // Of the children in `mask`, those where some node may have enough of everything (in a leaf: has).
  uint64_t Fits(const Page& page, uint64_t mask) const;
  uint64_t Enough(const Page& page, int k, uint64_t mask) const;  // of asked()[k] alone
  bool FitsOne(const Page& leaf, int child) const;
  // By rules about other pods.
  bool Crowded(int64_t at, NodeId node) const;
  // True when that is so for all positions in [from, to), known from their domains alone.
  bool AllCrowded(int64_t from, int64_t to) const;
  Broken FirstCrowd(int64_t at, NodeId node) const;
  bool BreaksAnti(int index, int64_t at, NodeId node) const;  // Rule::kAntiAffinity with this index
  // Everything: the first rule that the node breaks.
  Broken FirstBroken(int64_t at, NodeId node);
  int64_t SkewAt(int index, int64_t at, NodeId node) const;  // of a spread limit, if the pod ran there
  int64_t BonusAt(int64_t at) const;

 private:
  void MakeSpots();
  bool RepelledBy(int32_t group, int64_t at, NodeId node) const;

  const Epoch* epoch_ = nullptr;
  const Pod* pod_ = nullptr;
  const RulesState* rules_ = nullptr;
  uint32_t needed_ = 0;
  bool crowds_ = false, spots_made_ = false;
  std::array<int, kMaxResources> asked_ = {};
  std::array<uint8_t, kMaxResources> codes_ = {};  // of what is asked, in the same order
  int asked_count_ = 0;
  std::vector<Spot> spots_;
  struct Cursor {
    const DatasetState* dataset = nullptr;
    const DatasetUse* use = nullptr;
    int32_t next = 0;
    int64_t size = 0;
    std::vector<int64_t> terms;  // by vertex, for the tiers that count
  };
  std::vector<Cursor> cursors_;
  std::vector<int32_t> open_;
};

}  // namespace fluid::placement
