// Generated clusters: 32 nodes a rack, 8 zones, 2 regions, datasets on 20 random nodes each. The same columns
// are kept plainly for the opponents.
#pragma once

#include <memory>
#include <random>
#include <vector>

#include "fluid/placement.h"

namespace fluid::placement::bench {

struct InstanceShape {
  int nodes = 10'000;
  int datasets = 100;
  int holders = 20;
  // Share of nodes with no room; what is left of the others lies between a half and all.
  double full = 0;
  int64_t cpu = 64'000;
  uint64_t seed = 1;
};

// What a scan reads: columns by node, in the order of names.
struct Plain {
  std::vector<int64_t> cpu, memory;
  std::vector<int32_t> rack, zone, region;
  int racks = 0, zones = 8, regions = 2;
  struct Held {
    std::vector<std::pair<int32_t, int64_t>> nodes;  // (node, bytes)
    int64_t size = 0;
  };
  std::vector<Held> datasets;
};

struct Instance {
  explicit Instance(const InstanceShape& shape);
  int Roll(int below) { return static_cast<int>(random() % static_cast<uint64_t>(below)); }
  Pod Reader(int datasets, int64_t cpu = 1000);  // of random datasets
  void Refresh() { state->Publish(), view->Refresh(); }

  InstanceShape shape;
  std::mt19937_64 random;
  std::unique_ptr<State> state;
  std::unique_ptr<View> view;
  std::vector<NodeId> ids;  // by node of Plain
  std::vector<DatasetId> datasets;
  Plain plain;
};

template <class T>
T Must(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.status().ToString());
  return std::move(result).value();
}
inline void Must(const Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

}  // namespace fluid::placement::bench
