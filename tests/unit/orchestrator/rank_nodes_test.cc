// RankNodes: where a job runs nearest to what the caches of this fluid hold.
#include "src/orchestrator/rank_nodes.h"

#include <catch2/catch.hpp>

#include "twins.h"

namespace fluid {
namespace {

constexpr char kJob[] = R"(
apiVersion: v1
kind: Pod
metadata: {name: train, namespace: ml}
spec:
  containers:
  - name: main
    resources: {requests: {cpu: "2"}}
  volumes:
  - name: data
    persistentVolumeClaim: {claimName: imagenet}
)";

Node NodeOf(const std::string& name, const std::string& rack, int64_t cpu) {
  Node node;
  node.name = name;
  node.labels = {{"kubernetes.io/hostname", name}, {"topology.kubernetes.io/rack", rack}};
  node.capacity = {{"cpu", cpu}};
  return node;
}

TEST_CASE("nodes are ranked by the bytes that caches hold on them and near them") {
  std::vector<Node> nodes = {NodeOf("a", "r1", 4000), NodeOf("b", "r1", 4000), NodeOf("c", "r2", 4000),
                             NodeOf("d", "r1", 1000)};
  nodes.push_back(NodeOf("e", "r1", 4000));
  nodes.back().ready = false;
  const std::map<std::string, orchestrator::CachedDataset> cached = {
      {"ml/imagenet", {1000, {{"b", 500}, {"gone", 500}}}}};
  const Result<NodeRanking> ranked = orchestrator::RankNodes(nodes, cached, kJob, 10);
  REQUIRE(ranked.ok());
  REQUIRE(ranked->nodes.size() == 3);
  CHECK(ranked->nodes[0].node == "b");
  CHECK(ranked->nodes[0].score == 50);
  CHECK(ranked->nodes[0].datasets == std::map<std::string, RankedNode::Near>{{"ml/imagenet", {"node", 500}}});
  CHECK(ranked->nodes[1].node == "a");
  CHECK(ranked->nodes[1].score == 25);
  CHECK(ranked->nodes[1].datasets.at("ml/imagenet") == RankedNode::Near{"rack", 0});
  CHECK(ranked->nodes[2].node == "c");
  CHECK(ranked->nodes[2].score == 0);
  CHECK(ranked->rejected == std::map<std::string, uint64_t>{{"cpu", 1}, {"taint", 1}});
  CHECK(orchestrator::RankNodes(nodes, cached, kJob, 1)->nodes.size() == 1);
}

TEST_CASE("a job that is none is told with its place") {
  const Status bad = orchestrator::RankNodes({}, {}, "kind: Deployment\n", 3).status();
  CHECK(bad.code() == Code::kInvalidArgument);
  REQUIRE(bad.problems().size() == 1);
  CHECK(bad.problems()[0].line == 1);
}

TEST_CASE("the orchestrator ranks the nodes of its cluster") {
  const test::Twins twins;
  const Result<NodeRanking> ranked = twins.orchestrator->RankNodes("kind: Pod\nspec: {}\n");
  REQUIRE(ranked.ok());
  REQUIRE(ranked->nodes.size() == 1);
  CHECK(ranked->nodes[0].node == "here");
}

}  // namespace
}  // namespace fluid
