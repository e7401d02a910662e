// MemoryCluster: the cluster of tests: nodes come, change and go when the test says so.
//
// Threads: as cluster.h. Subscribers are called inside the functions that change something, one change at a
// time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fluid/cluster.h"
#include "src/base/mutex.h"

namespace fluid {

class MemoryCluster final : public Cluster {
 public:
  explicit MemoryCluster(std::vector<Node> nodes = {});

  Result<std::vector<Node>> Nodes() override;  // by name
  std::unique_ptr<Subscription> Subscribe(std::function<void()> fn) override;

  void Put(Node node);  // a new one, or in place of the one of that name
  void Remove(const std::string& name);
  void Fail(Status error);  // Nodes() answers it until Fail(Ok())

 private:
  class Subscriber;
  class Handle;
  void Notify();

  Mutex mutex_;
  std::map<std::string, Node> nodes_ ABSL_GUARDED_BY(mutex_);
  Status error_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::weak_ptr<Subscriber>> subscribers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid
