// Cluster: the nodes there are. This host (embedded), what an embedder knows of, or a list in memory (tests).
//
// Threads: all functions, any thread. `fn` of Subscribe is called, after any change, on any thread; it must
// not block.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fluid/export.h"
#include "fluid/status.h"

namespace fluid {

struct Taint {
  std::string key, value, effect;
  bool operator==(const Taint&) const = default;
};

struct Node {
  std::string name;  // as everywhere: launches, engine answers, placement
  std::map<std::string, std::string> labels;
  std::vector<Taint> taints;
  std::map<std::string, int64_t> capacity;  // "cpu" in thousandths, others in whole units
  bool ready = true;
  bool schedulable = true;
  bool operator==(const Node&) const = default;
};

class FLUID_API Subscription {
 public:
  virtual ~Subscription() = default;  // after it returns no callback runs or comes
};

class FLUID_API Cluster {
 public:
  virtual ~Cluster() = default;
  virtual Result<std::vector<Node>> Nodes() = 0;
  virtual std::unique_ptr<Subscription> Subscribe(std::function<void()> fn) = 0;
};

// One node: this host, called by its host name.
FLUID_API std::unique_ptr<Cluster> NewHostCluster();

}  // namespace fluid
