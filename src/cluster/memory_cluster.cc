#include "src/cluster/memory_cluster.h"

#include <mutex>
#include <utility>

namespace fluid {

// The lock is recursive so that a subscription may end inside its own call.
class MemoryCluster::Subscriber {
 public:
  explicit Subscriber(std::function<void()> fn) : fn_(std::move(fn)) {}
  void Call() {
    std::lock_guard lock(mutex_);
    if (!ended_) fn_();
  }
  void End() {
    std::lock_guard lock(mutex_);
    ended_ = true;
  }

 private:
  std::recursive_mutex mutex_;
  bool ended_ = false;
  const std::function<void()> fn_;
};

class MemoryCluster::Handle final : public Subscription {
 public:
  explicit Handle(std::shared_ptr<Subscriber> subscriber) : subscriber_(std::move(subscriber)) {}
  ~Handle() override { subscriber_->End(); }

 private:
  const std::shared_ptr<Subscriber> subscriber_;
};

MemoryCluster::MemoryCluster(std::vector<Node> nodes) {
  MutexLock lock(mutex_);
  for (Node& node : nodes) nodes_[node.name] = node;
}

Result<std::vector<Node>> MemoryCluster::Nodes() {
  MutexLock lock(mutex_);
  if (!error_.ok()) return error_;
  std::vector<Node> nodes;
  for (const auto& [name, node] : nodes_) nodes.push_back(node);
  return nodes;
}

std::unique_ptr<Subscription> MemoryCluster::Subscribe(std::function<void()> fn) {
  auto subscriber = std::make_shared<Subscriber>(std::move(fn));
  MutexLock lock(mutex_);
  std::erase_if(subscribers_, [](const auto& s) { return s.expired(); });
  subscribers_.push_back(subscriber);
  return std::make_unique<Handle>(std::move(subscriber));
}

void MemoryCluster::Put(Node node) {
  {
    MutexLock lock(mutex_);
    const std::string name = node.name;
    nodes_[name] = std::move(node);
  }
  Notify();
}

void MemoryCluster::Remove(const std::string& name) {
  {
    MutexLock lock(mutex_);
    nodes_.erase(name);
  }
  Notify();
}

void MemoryCluster::Fail(Status error) {
  {
    MutexLock lock(mutex_);
    error_ = std::move(error);
  }
  Notify();
}

void MemoryCluster::Notify() {
  std::vector<std::weak_ptr<Subscriber>> subscribers;
  {
    MutexLock lock(mutex_);
    subscribers = subscribers_;
  }
  for (const auto& weak : subscribers) {
    if (const auto subscriber = weak.lock()) subscriber->Call();
  }
}

}  // namespace fluid
