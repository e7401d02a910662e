// One job and one topology, put to the solver; and the answer in words.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fluid/placement.h"
#include "src/ranking/input.h"

namespace fluid::ranking {

struct PlaceAnswer {
  struct Near {
    std::string level;  // "none": no bytes anywhere
    int64_t bytes = 0;  // in the domain of that level
    int64_t local = 0;  // on the node
  };
  struct Row {
    std::string node;
    int64_t score = 0;
    std::vector<std::pair<std::string, Near>> near;  // by dataset
  };
  std::vector<Row> ranking;
  int64_t nodes = 0, feasible = 0;
  std::vector<std::pair<std::string, int64_t>> rejected;
  std::vector<std::string> conflict, relaxation;  // when no node can
  std::string closest, why_not;
  std::vector<std::string> unheeded;  // paths in the job
  int64_t pods = 1;
  bool gang_placed = false;
  std::vector<std::pair<std::string, int64_t>> shares;
};

// What a picture of the answer shows.
struct PlacePicture {
  struct Box {
    std::vector<std::string> path;  // widest level first
    std::string name;
    double cached = 0;     // share of the job's datasets on the node, 0 to 1
    int rank = 0;          // 1 best; 0: not ranked
    std::string rejected;  // the rule that keeps the job out; empty: none
    std::string score;
  };
  std::string title;
  std::vector<Box> boxes;
};

class PlaceQuestion {
 public:
  static Result<std::unique_ptr<PlaceQuestion>> New(PlaceTopology topology, PlaceJob job,
                                                    const std::vector<placement::Level>& levels);

  Result<PlaceAnswer> Ask(size_t top, const std::string& why_not);
  // "-NODE" is gone; "RESOURCE@NODE=QUANTITY" is free; "DATASET@NODE=BYTES" is cached, in one tier.
  Status Change(const std::vector<std::string>& changes);
  PlacePicture Picture(const PlaceAnswer& answer) const;

 private:
  PlaceQuestion(PlaceTopology topology, PlaceJob job)
      : topology_(std::move(topology)), job_(std::move(job)) {}
  Status Tell(const std::vector<placement::Level>& levels);
  Status TellDatasets();
  Status ChangeOne(const std::string& change);
  std::string WhyNot(const std::string& node, const placement::Refusal& refusal, bool best) const;

  PlaceTopology topology_;
  PlaceJob job_;
  std::vector<std::string> resources_;
  std::unique_ptr<placement::State> state_;
  std::unique_ptr<placement::View> view_;
  placement::Pod pod_;
  std::vector<std::string> reads_;  // as the topology names them, or NS/NAME
};

}  // namespace fluid::ranking
