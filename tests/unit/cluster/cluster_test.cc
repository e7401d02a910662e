#include "fluid/cluster.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "src/cluster/memory_cluster.h"

namespace fluid {
namespace {

Node Named(const std::string& name, bool ready = true) {
  Node node;
  node.name = name;
  node.ready = ready;
  return node;
}

}  // namespace

TEST_CASE("the host is one ready node of its own name", "[cluster]") {
  const auto cluster = NewHostCluster();
  const auto nodes = cluster->Nodes();
  REQUIRE(nodes.ok());
  REQUIRE(nodes->size() == 1);
  const Node& node = nodes->front();
  utsname host{};
  uname(&host);
  CHECK(node.name == host.nodename);
  CHECK(node.labels.at("kubernetes.io/hostname") == host.nodename);
  CHECK(node.labels.at("kubernetes.io/os") == "linux");
  CHECK(node.ready);
  CHECK(node.schedulable);
  CHECK(node.capacity.at("cpu") >= 1000);
  CHECK(node.capacity.at("cpu") <= 1000 * sysconf(_SC_NPROCESSORS_CONF));
  CHECK(node.capacity.at("memory") == sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE));
  CHECK(cluster->Subscribe([] {}) != nullptr);
}

TEST_CASE("nodes of a test come, change, fail and go, and subscribers hear each", "[cluster]") {
  MemoryCluster cluster({Named("b")});
  int heard = 0;
  auto subscription = cluster.Subscribe([&] {
    ++heard;
    (void)cluster.Nodes();  // a subscriber may look
  });
  cluster.Put(Named("a"));
  cluster.Put(Named("b", false));
  auto nodes = cluster.Nodes();
  REQUIRE(nodes.ok());
  REQUIRE(nodes->size() == 2);
  CHECK((*nodes)[0].name == "a");
  CHECK_FALSE((*nodes)[1].ready);
  cluster.Fail(Status(Code::kUnavailable, "no"));
  CHECK(cluster.Nodes().status().code() == Code::kUnavailable);
  cluster.Fail(Ok());
  cluster.Remove("a");
  CHECK(cluster.Nodes()->size() == 1);
  CHECK(heard == 5);
  subscription.reset();
  cluster.Remove("b");
  CHECK(heard == 5);
}

TEST_CASE("a subscription may end in its own call", "[cluster]") {
  MemoryCluster cluster;
  int heard = 0;
  std::unique_ptr<Subscription> subscription;
  subscription = cluster.Subscribe([&] {
    ++heard;
    subscription.reset();
  });
  cluster.Put(Named("a"));
  cluster.Put(Named("b"));
  CHECK(heard == 1);
}

TEST_CASE("after a subscription ended no call runs or comes", "[cluster][threads]") {
  MemoryCluster cluster;
  std::atomic<bool> stop = false;
  std::thread changer([&] {
    while (!stop) cluster.Put(Named("a"));
  });
  for (int i = 0; i < 100; ++i) {
    auto alive = std::make_unique<std::atomic<bool>>(true);
    auto subscription = cluster.Subscribe([flag = alive.get()] {
      if (!*flag) std::abort();
    });
    std::this_thread::yield();
    subscription.reset();
    *alive = false;
    alive.reset();
  }
  stop = true;
  changer.join();
}

}  // namespace fluid
