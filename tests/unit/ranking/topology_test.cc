// NodeLists, openb's CSV and levels.
#include <catch2/catch.hpp>

#include "tests/unit/ranking/reading.h"

using namespace fluid::ranking;
using namespace fluid::ranking::test;
using Catch::Matchers::Contains;
using fluid::placement::Level;

namespace {

// One node, with more members of the list.
std::string ListWith(const std::string& members, const std::string& node = "") {
  return R"({"kind": "List", "items": [{"metadata": {"name": "a"})" + (node.empty() ? "" : ", " + node) +
         "}]" + (members.empty() ? "" : ", " + members) + "}";
}

}  // namespace

TEST_CASE("a node is read as kubectl prints it") {
  const PlaceTopology read =
      ReadTopology(
          "kind: NodeList\nitems:\n- kind: Node\n  metadata: {name: a, labels: {zone: z}}\n"
          "  spec: {unschedulable: true, taints: [{key: k, value: v, effect: NoExecute}]}\n"
          "  status:\n    capacity: {cpu: 9}\n    allocatable: {cpu: 3500m, memory: 1Gi, pods: 110}\n"
          "    conditions: [{type: Ready, status: Unknown}]\n"
          "- metadata: {name: b}\n  status: {capacity: {cpu: 2}}\n",
          "nodes.yaml")
          .value();
  REQUIRE(read.nodes.size() == 2);
  CHECK(read.nodes[0].unschedulable);
  REQUIRE(read.nodes[0].taints.size() == 2);
  CHECK(read.nodes[0].taints[1].key == "node.kubernetes.io/not-ready");
  CHECK(read.free[0] == Amounts{{"cpu", 3500}, {"memory", int64_t{1} << 30}, {"pods", 110}});
  CHECK(read.free[1] == Amounts{{"cpu", 2000}});
}

TEST_CASE("clusters have long lists: a YAML topology may be larger than other documents") {
  std::string text = "kind: List\nitems:\n";
  for (int i = 0; text.size() < size_t{5} << 20; ++i) {
    text +=
        "- metadata: {name: node-" + std::to_string(i) + ", labels: {pad: " + std::string(200, 'x') + "}}\n";
  }
  CHECK(WrongTopology(text).empty());
}

TEST_CASE("what a topology can't say is refused, with its place") {
  CHECK_THAT(WrongTopology("{}"), Contains("1:1 items: nothing; a list of nodes"));
  CHECK_THAT(WrongTopology("{\"items\": []}"), Contains("1:11 items: no nodes"));
  CHECK_THAT(WrongTopology(ListWith("\"caches\": []")), Contains("caches: an unknown field"));
  CHECK_THAT(WrongTopology(ListWith("", "\"kind\": \"Pod\"")),
             Contains("items[0].kind: \"Pod\"; one of Node"));
  CHECK_THAT(WrongTopology("{\"kind\": \"PodList\", \"items\": [{}]}"), Contains("1:10 kind: \"PodList\""));
  CHECK_THAT(WrongTopology("{\"items\": [{}]}"), Contains("items[0].metadata.name: nothing"));
  CHECK_THAT(WrongTopology(ListWith("", R"("spec": {"taints": [{"key": "k", "effect": "NoSchedul"}]})")),
             Contains("items[0].spec.taints[0].effect: \"NoSchedul\"; one of NoSchedule"));
  CHECK_THAT(WrongTopology(ListWith(R"("cache": [{"dataset": "d", "node": "a"}])")),
             Contains("cache[0].bytes: nothing; a quantity"));
  CHECK_THAT(WrongTopology(ListWith(R"("cache": [{"dataset": "d", "node": "a", "bytes": null}])")),
             Contains("cache[0].bytes: nothing; a quantity"));
  CHECK_THAT(WrongTopology(ListWith(R"("cache": [{"dataset": "d", "node": "a", "byte": 5, "bytes": 5}])")),
             Contains("cache[0].byte: an unknown field"));
  CHECK_THAT(WrongTopology(ListWith(R"("datasets": [{"name": "d", "bytes": 5}])")),
             Contains("datasets[0].bytes: an unknown field"));
  CHECK_THAT(WrongTopology(ListWith("") + "x"), Contains("more after the object"));
}

TEST_CASE("an openb CSV has known columns, whole lines, and each name once") {
  const std::string header = "sn,cpu_milli,memory_mib,gpu,model\n";
  const PlaceTopology read =
      ReadTopology("\xEF\xBB\xBF" + header + "a,4000,1024,2,G2\r\n\nb,1,1,0,", "f").value();
  REQUIRE(read.nodes.size() == 2);
  CHECK(read.nodes[0].labels.at("nvidia.com/gpu.product") == "G2");
  CHECK(read.free[0] == Amounts{{"cpu", 4000}, {"memory", int64_t{1} << 30}, {"nvidia.com/gpu", 2}});
  CHECK(ReadTopology("cpu_milli,sn\n4000,a\n", "f").value().free[0].at("cpu") == 4000);
  CHECK_THAT(WrongTopology(header), Contains("a line for each node"));
  CHECK_THAT(WrongTopology(header + "a,1,2,3\n"), Contains("2:1 : \"a,1,2,3\"; 5 cells"));
  CHECK_THAT(WrongTopology(header + "a,1,2,3,x\na,1,2,3,x\n"), Contains("3:1 sn: \"a\"; each name once"));
  CHECK_THAT(WrongTopology(header + ",1,2,3,x\n"), Contains("2:1 sn: nothing; a name"));
  CHECK_THAT(WrongTopology(header + "a,1e3,2,3,x\n"), Contains("2:3 cpu_milli: \"1e3\"; a whole number"));
  CHECK_THAT(WrongTopology("sn,cpu\na,4\n"), Contains("1:4 columns: \"cpu\"; each once: sn, cpu_milli"));
}

TEST_CASE("levels that are known keep their key and points; others need both") {
  const std::vector<Level> levels = ReadLevels("node,row=example.com/row:60,zone:30").value();
  REQUIRE(levels.size() == 3);
  CHECK(levels[0].key == "kubernetes.io/hostname");
  CHECK(levels[0].points == 100);
  CHECK(levels[1].points == 60);
  CHECK(levels[2].key == "topology.kubernetes.io/zone");
  CHECK(levels[2].points == 30);
  CHECK_THAT(WrongWith(ReadLevels("row=example.com/row")), Contains("says no points"));
  CHECK_THAT(WrongWith(ReadLevels("row:5")), Contains("names no label key"));
}
