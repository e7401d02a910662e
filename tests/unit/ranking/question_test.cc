// A job and a topology, put to the solver: answers in names.
#include <catch2/catch.hpp>

#include "src/ranking/question.h"
#include "tests/unit/ranking/reading.h"

using namespace fluid::ranking;
using namespace fluid::ranking::test;

namespace {

std::unique_ptr<PlaceQuestion> Question(const std::string& nodes, const std::string& job) {
  return PlaceQuestion::New(ReadTopology(nodes, "nodes.yaml").value(), JobOf(job),
                            fluid::placement::DefaultLevels())
      .value();
}

const std::string kThree =
    "items:\n"
    "- metadata: {name: n1, labels: {kubernetes.io/hostname: host-1, topology.kubernetes.io/zone: a}}\n"
    "  status: {allocatable: {cpu: 500m}}\n"
    "- metadata: {name: n2, labels: {kubernetes.io/hostname: host-2, topology.kubernetes.io/zone: b}}\n"
    "  status: {allocatable: {cpu: 4}}\n"
    "- metadata: {name: n3}\n"
    "  status: {allocatable: {cpu: 4}}\n"
    "cache: [{dataset: d, node: n3, bytes: 1Gi}]\n";

using Counts = std::vector<std::pair<std::string, int64_t>>;

}  // namespace

TEST_CASE("a hostname that is not the node's name is a label like others") {
  const PlaceAnswer by_label =
      Question(kThree, PodWith("  nodeSelector: {kubernetes.io/hostname: host-2}\n"))->Ask(10, "").value();
  REQUIRE(by_label.ranking.size() == 1);
  CHECK(by_label.ranking[0].node == "n2");
  // Without the label, a node is called by its name.
  const PlaceAnswer by_name =
      Question(kThree, PodWith("  nodeSelector: {kubernetes.io/hostname: n3}\n"))->Ask(10, "").value();
  REQUIRE(by_name.ranking.size() == 1);
  CHECK(by_name.ranking[0].node == "n3");
  CHECK(Question(kThree, PodWith("  nodeName: n2\n"))->Ask(10, "").value().ranking[0].node == "n2");
  CHECK(Question(kThree, PodWith("  nodeName: host-2\n"))->Ask(10, "").value().ranking.empty());
}

TEST_CASE("rules of one name are counted together") {
  const std::string twice =
      "  topologySpreadConstraints:\n"
      "  - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, "
      "labelSelector: {matchLabels: {app: x}}}\n"
      "  - {maxSkew: 1, topologyKey: topology.kubernetes.io/rack, whenUnsatisfiable: DoNotSchedule, "
      "labelSelector: {matchLabels: {app: x}}}\n";
  CHECK(Question(kThree, PodWith(twice))->Ask(10, "").value().rejected ==
        Counts{{"cpu", 1}, {"spread app=x over zone", 1}, {"spread app=x over rack", 1}});
}

TEST_CASE("what is missing is told in the words of the job") {
  const auto question = Question(kThree, PodWith("  nodeSelector: {kubernetes.io/hostname: host-1}\n"));
  const PlaceAnswer answer = question->Ask(10, "n1").value();
  CHECK(answer.why_not == "n1 is out by cpu: 500m too little");
  CHECK(answer.conflict == std::vector<std::string>{"node-selector", "cpu"});
  CHECK(answer.closest == "n1");
  CHECK(answer.relaxation == std::vector<std::string>{"500m of cpu"});
  const std::string spread =
      "  topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, "
      "whenUnsatisfiable: DoNotSchedule, labelSelector: {}}]\n";
  CHECK(Question(kThree, PodWith(spread))->Ask(10, "n3").value().why_not ==
        "n3 is out by spread all pods over zone: it is in no zone");
}

TEST_CASE("pods of a job are apart with a port of the host, and together where they want their own kind") {
  const auto gang = [](const std::string& pods, const std::string& spec) {
    const std::string job = "kind: Job\nspec:\n  parallelism: " + pods +
                            "\n  template:\n    metadata: {labels: {app: x}}\n    spec:\n" + spec;
    const PlaceAnswer answer = Question(kThree, job)->Ask(10, "").value();
    return answer.gang_placed ? answer.shares : std::vector<std::pair<std::string, int64_t>>();
  };
  const std::string port =
      "      containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}], resources: {requests: {cpu: "
      "1}}}]\n";
  CHECK(gang("2", port) == Counts{{"n2", 1}, {"n3", 1}});
  CHECK(gang("3", port).empty());
  const std::string together =
      "      containers: [{name: c, resources: {requests: {cpu: 1}}}]\n"
      "      affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: ["
      "{topologyKey: topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: x}}}]}}\n";
  CHECK(gang("4", together) == Counts{{"n2", 4}});
  CHECK(gang("5", together).empty());
}

TEST_CASE("the first pod that wants its own kind is on a node in a domain that the kind can share") {
  const auto affinity = [](const std::string& key, const std::string& app) {
    return PodWith(
        "  affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: " + key +
        ", labelSelector: {matchLabels: {app: " + app + "}}}]}}\n");
  };
  const PlaceAnswer own =
      Question(kThree, affinity("topology.kubernetes.io/zone", "x"))->Ask(10, "n3").value();
  REQUIRE(own.ranking.size() == 1);
  CHECK(own.ranking[0].node == "n2");
  CHECK(own.rejected == Counts{{"pod-affinity", 1}, {"cpu", 1}});
  CHECK(own.why_not == "n3 is out by pod-affinity");
  // The node itself is always one; and where others are is not known.
  CHECK(Question(kThree, affinity("kubernetes.io/hostname", "x"))->Ask(10, "").value().ranking.size() == 2);
  const PlaceAnswer other =
      Question(kThree, affinity("topology.kubernetes.io/zone", "other"))->Ask(10, "").value();
  CHECK(other.ranking.size() == 2);
  CHECK(other.unheeded.size() == 1);
}

TEST_CASE("however many nodes are asked for, only those that are there are ranked") {
  CHECK(Question(kThree, PodWith(""))->Ask(size_t{1} << 40, "").value().ranking.size() == 2);
  CHECK(Question(kThree, PodWith(""))->Ask(0, "").value().ranking.size() == 2);
}

TEST_CASE("changes come one after the other, each to what the last one left") {
  const std::string job =
      "kind: Pod\nspec:\n  containers: [{name: a, resources: {requests: {cpu: 1, memory: 1Gi}}}]\n";
  const auto question = Question(kThree, job);
  CHECK(question->Ask(10, "").value().ranking.empty());
  REQUIRE(question->Change({"cpu@n1=1", "memory@n1=1Gi", "memory@n2=1Gi"}).ok());
  CHECK(question->Ask(10, "").value().ranking.size() == 2);
  CHECK(!question->Change({"-n1", "cpu@n1=1"}).ok());
  CHECK(question->Ask(10, "n1").value().why_not == "n1 is gone");
  CHECK(!question->Ask(10, "n9").ok());
}
