// What is put to the solver, in the words of Kubernetes: a topology (a NodeList with cache and datasets, or
// an openb CSV) and a job (a v1 Pod or a batch/v1 Job), as inputs of the solver. All problems of a file are
// told at once, with line, column and path.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/placement.h"
#include "fluid/status.h"

namespace fluid::ranking {

// Amounts by the names of resources: cpu in thousandths, others in whole units.
using Amounts = std::map<std::string, int64_t, std::less<>>;

struct PlaceTopology {
  struct Cached {
    std::string dataset, node;
    placement::Tier tier = placement::Tier::kSsd;
    int64_t bytes = 0;
  };
  std::vector<placement::Node> nodes;  // `free` is empty; see `free` here
  std::vector<Amounts> free;           // by node
  std::vector<placement::Dataset> datasets;
  std::vector<Cached> cache;
};

struct PlaceJob {
  struct Read {
    std::string dataset;  // NS/NAME
    bool required = false;
  };
  std::string name;
  Amounts request;
  std::vector<Read> reads;
  placement::Rules rules;
  int64_t pods = 1;                   // that run at a time
  std::vector<std::string> together;  // levels: all of them in one domain of each
  bool apart = false;                 // no two of them on one node
  // Paths of rules that need more than nodes to be decided, or that nobody here decides.
  std::vector<std::string> unheeded;
};

Result<PlaceTopology> ReadTopology(std::string_view text, const std::string& file);
// Constraints by topology keys need to know which level has the key.
Result<PlaceJob> ReadJob(std::string_view text, const std::string& file,
                         const std::vector<placement::Level>& levels);
// "NAME=KEY[:POINTS][<PARENT]" by commas, nearest first unless parents say otherwise.
Result<std::vector<placement::Level>> ReadLevels(std::string_view text);
// "1500m" and "1.5" are 1500.
Result<int64_t> ThousandthsOf(std::string_view quantity);
// Of one resource: cpu in thousandths.
Result<int64_t> AmountOf(std::string_view resource, std::string_view quantity);
// "MEM", "SSD", "HDD".
Result<placement::Tier> TierOf(std::string_view text);

}  // namespace fluid::ranking
