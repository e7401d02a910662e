// Where the workers of a cache go in a cluster.
#include "src/reconcile/choose_nodes.h"

#include <catch2/catch.hpp>
#include <map>

#include "src/model/generated/dataset.h"
#include "src/model/generated/run.h"
#include "src/model/resource.h"

namespace fluid::reconcile {
namespace {

using Names = std::vector<std::string>;

class Cluster {
 public:
  Cluster() {
    for (const char* name : {"a1", "a2", "a3", "b1", "b2", "c1"}) {
      Node node;
      node.name = name;
      node.labels = {{"kubernetes.io/hostname", name},
                     {"topology.kubernetes.io/zone", std::string(1, name[0])}};
      world_.nodes.push_back(node);
    }
    PlannedComponent worker;
    worker.name = "node";
    worker.on_workers = true;
    plan_.components = {worker};
    Want(1);
  }

  void Want(int workers) {
    spec_.parts = {PartSpec{}};
    spec_.parts[0].name = "worker";
    spec_.parts[0].replicas = workers;
  }
  Node& At(const std::string& name) {
    for (Node& node : world_.nodes) {
      if (node.name == name) return node;
    }
    throw std::runtime_error(name);
  }
  void Lose(const std::string& name) {
    std::erase_if(world_.nodes, [&](const Node& node) { return node.name == name; });
  }
  void RunsOn(const Names& nodes) {
    world_.launches.clear();
    for (const std::string& node : nodes) world_.launches.emplace_back().node = node;
  }
  void ReadOn(const std::string& node) {
    model::Attachment attachment;
    attachment.spec.node = node;
    world_.attachments.push_back(model::Make({}, attachment));
  }
  void Say(const model::Dataset& dataset) { world_.dataset = model::Make({}, dataset); }
  void CacheOnReadersToo() { plan_.components[0].on_readers = true; }
  void Tiers(const std::string& medium, uint64_t bytes) {
    tiers_ = {Tier{}};
    tiers_[0].medium = medium;
    tiers_[0].quota_bytes = bytes;
  }

  Names Choose() const { return ChooseNodes(world_, plan_, spec_, tiers_); }

 private:
  World world_;
  EnginePlan plan_;
  EngineSpec spec_;
  std::vector<Tier> tiers_;
};

TEST_CASE("workers are spread evenly over the zones") {
  Cluster cluster;
  cluster.Want(3);
  std::map<char, int> zones;
  for (const std::string& node : cluster.Choose()) ++zones[node[0]];
  CHECK(zones == std::map<char, int>{{'a', 1}, {'b', 1}, {'c', 1}});
}

TEST_CASE("where evenness leaves workers out, they come first") {
  Cluster cluster;
  cluster.Want(6);
  CHECK(cluster.Choose() == Names{"a1", "a2", "a3", "b1", "b2", "c1"});
  cluster.Want(60);
  CHECK(cluster.Choose().size() == 6);
}

TEST_CASE("workers stay, and a lost one alone is replaced") {
  Cluster cluster;
  cluster.Want(3);
  cluster.RunsOn({"a3", "b2", "c1"});
  CHECK(cluster.Choose() == Names{"a3", "b2", "c1"});
  cluster.At("a3").ready = false;
  CHECK(cluster.Choose() == Names{"a3", "b2", "c1"});
  cluster.Lose("a3");
  CHECK(cluster.Choose() == Names{"a1", "b2", "c1"});
}

TEST_CASE("scaling in keeps nodes that are it already, and moves none") {
  Cluster cluster;
  cluster.Want(2);
  cluster.RunsOn({"a3", "b2", "c1"});
  const Names chosen = cluster.Choose();
  REQUIRE(chosen.size() == 2);
  for (const std::string& node : chosen) CHECK((node == "a3" || node == "b2" || node == "c1"));
}

TEST_CASE("a node that bears no worker gets none") {
  Cluster cluster;
  cluster.Want(5);
  cluster.At("a1").ready = false;
  cluster.At("b1").schedulable = false;
  cluster.At("a2").taints = {{"gpu", "yes", "NoSchedule"}};
  CHECK(cluster.Choose() == Names{"a3", "b2", "c1"});

  model::Dataset dataset;
  dataset.spec.tolerations.json = R"([{"key":"gpu","operator":"Exists"}])";
  cluster.Say(dataset);
  CHECK(cluster.Choose() == Names{"a2", "a3", "b2", "c1"});
  dataset.spec.node_affinity.emplace().required.json =
      R"({"nodeSelectorTerms":[{"matchExpressions":[{"key":"topology.kubernetes.io/zone","operator":"In","values":["a"]}]}]})";
  cluster.Say(dataset);
  CHECK(cluster.Choose() == Names{"a2", "a3"});
}

TEST_CASE("a node that evicts loses its worker") {
  Cluster cluster;
  cluster.RunsOn({"b1"});
  CHECK(cluster.Choose() == Names{"b1"});
  cluster.At("b1").taints = {{"node.kubernetes.io/out-of-service", "", "NoExecute"}};
  const Names chosen = cluster.Choose();
  REQUIRE(chosen.size() == 1);
  CHECK(chosen[0] != "b1");
}

TEST_CASE(
    "the one worker is near its reader, and a reader's node caches where the engine caches at readers") {
  Cluster cluster;
  cluster.ReadOn("b2");
  CHECK(cluster.Choose() == Names{"b2"});
  cluster.At("b2").taints = {{"busy", "", "NoSchedule"}};
  CHECK(cluster.Choose() == Names{"b1"});
  cluster.CacheOnReadersToo();
  CHECK(cluster.Choose() == Names{"b1", "b2"});
}

TEST_CASE("workers go where there is room for the tiers, if there is any") {
  Cluster cluster;
  cluster.Tiers("MEM", 8ull << 30);
  for (const char* node : {"a1", "a2", "a3", "b1", "c1"}) cluster.At(node).capacity["memory"] = 4ll << 30;
  cluster.At("b2").capacity["memory"] = 16ll << 30;
  CHECK(cluster.Choose() == Names{"b2"});
  cluster.At("b2").capacity["memory"] = 4ll << 30;
  CHECK(cluster.Choose().size() == 1);
}

}  // namespace
}  // namespace fluid::reconcile
