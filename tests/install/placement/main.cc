// A scheduler that links libfluid-placement alone and knows its headers: each question once, on a cluster
// whose best answers are plain. Exits 1 and names the first that is wrong.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "fluid/placement.h"
#include "fluid/placement_evacuation.h"
#include "fluid/placement_joint.h"
#include "fluid/placement_map.h"

using namespace fluid::placement;

namespace {

void Insist(bool right, const char* what) {
  if (right) return;
  std::fprintf(stderr, "wrong: %s\n", what);
  std::exit(1);
}

template <class T>
T Must(fluid::Result<T> result) {
  if (!result.ok()) std::fprintf(stderr, "%s\n", result.status().ToString().c_str()), std::exit(1);
  return std::move(result).value();
}

void Must(const fluid::Status& status) {
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str()), std::exit(1);
}

// Two zones of two racks of two nodes with 4 cores each; n3 holds all of a dataset, n5 half of it.
struct Cluster {
  std::unique_ptr<State> state = Must(State::New({.resources = {"cpu"}}));
  std::vector<NodeId> nodes;
  DatasetId data = Must(state->AddDataset({"data", 100}));

  Cluster() {
    for (int i = 0; i < 8; ++i) {
      nodes.push_back(
          Must(state->AddNode({.name = "n" + std::to_string(i),
                               .labels = {{"topology.kubernetes.io/rack", "r" + std::to_string(i / 2)},
                                          {"topology.kubernetes.io/zone", "z" + std::to_string(i / 4)}},
                               .free = {4}})));
    }
    Must(state->Report(data, nodes[3], Tier::kSsd, 100));
    Must(state->Report(data, nodes[5], Tier::kSsd, 50));
    state->Publish();
  }
  Pod Reader() const { return {.request = {2}, .datasets = {{.dataset = data}}}; }
};

void OnePod(const Cluster& cluster) {
  View view(*cluster.state);
  std::vector<Choice> best(8);
  Insist(Must(view.Rank(cluster.Reader(), best)) == 8, "every node can run it");
  Insist(best[0] == Choice{cluster.nodes[3], 100 * kPoint}, "the holder is the best");
  Insist(best[1] == Choice{cluster.nodes[2], 50 * kPoint}, "the holder's rack comes next");
  Insist(best[2] == Choice{cluster.nodes[5], 50 * kPoint},
         "then half of it on the node, for its name is higher");
  Explanation why;
  Must(view.Explain(cluster.Reader(), why));
  Insist(why.feasible == 8 && why.margin == 50 * kPoint && why.near[0].local == 100, "why");
  Pod large = cluster.Reader();
  large.request = {5};
  Conflict conflict;
  Must(view.WhyNone(large, conflict));
  Insist(conflict.infeasible && conflict.lacking[0] == 1 && view.NameOf(large, conflict.core[0]) == "cpu",
         "why none");
  Trial trial(view);
  Must(trial.Bind(cluster.nodes[3], {.request = {4}}));
  Insist(Must(view.Rank(cluster.Reader(), best)) == 7 && best[0].node == cluster.nodes[2], "what if");
  Insist(!view.Rank({.request = {-1}}, best).ok(), "a negative request is refused");
}

void ManyPods(const Cluster& cluster) {
  View view(*cluster.state);
  GangPlan gang;
  Must(view.PlaceGang({.parts = {{cluster.Reader(), 4}}, .inside = view.LevelIndex("rack")}, gang));
  Insist(gang.placed && gang.shares.size() == 2 && gang.score == 300 * kPoint, "a gang in the holder's rack");
  Must(view.PlaceGang({.parts = {{cluster.Reader(), 5}}, .inside = view.LevelIndex("rack")}, gang));
  Insist(!gang.placed, "no rack has room for five");
  Must(view.PlaceGang({.parts = {{cluster.Reader(), 6}},
                       .inside = view.LevelIndex("cluster"),
                       .fewest = view.LevelIndex("rack")},
                      gang));
  Insist(gang.placed && gang.domains == 2, "two racks are enough for six");
  BatchPlan batch;
  Must(PlaceBatch(view, {.parts = {{cluster.Reader(), 3}, {{.request = {2}}, 14}}}, batch));
  Insist(batch.exact && batch.unplaced[0] + batch.unplaced[1] == 1, "all slots are taken");
}

void Workers(const Cluster& cluster) {
  View view(*cluster.state);
  Map map(view);
  std::vector<NodeQuota> quotas;
  for (const NodeId node : cluster.nodes) quotas.push_back({node, {0, 200, 0}});
  WorkerTree tree = Must(map.Quotas(quotas));
  WorkerPlacer placer = Must(WorkerPlacer::New(tree));
  WorkerSpec spec{.workers = 2,
                  .bytes = {0, 100, 0},
                  .spread_depth = map.DepthOf(view.LevelIndex("zone")),
                  .penalty = 1'000'000'000};
  spec.arcs = Must(map.Arcs(cluster.Reader()));
  const int32_t dataset = Must(placer.Add(spec));
  Must(placer.Place(dataset));
  Must(CheckWorkers(placer.tree(), std::vector<WorkerSpec>{spec},
                    std::vector<std::vector<Worker>>{{placer.workers(0).begin(), placer.workers(0).end()}}));
  std::vector<NodeId> at;
  for (const Worker& worker : placer.workers(dataset)) at.push_back(map.NodeAt(worker.leaf));
  Insist((at == std::vector<NodeId>{cluster.nodes[3], cluster.nodes[5]} ||
          at == std::vector<NodeId>{cluster.nodes[5], cluster.nodes[3]}),
         "one worker in each zone, where pods score most");
  const int32_t emptied = map.VertexOf(cluster.nodes[3]);
  const Evacuation plan = Must(PlanEvacuation(placer, std::vector<int32_t>{emptied}, {.bandwidth = 10}));
  Insist(plan.transfers.size() == 1 && plan.length == 10, "a worker of 100 bytes moves in 10 steps of 10");
  Must(CheckEvacuation(placer, plan, {.bandwidth = 10}));

  JointProblem joint;
  joint.tree = tree;
  joint.slots.assign(tree.parent.size(), 0);
  for (const NodeId node : cluster.nodes) joint.slots[map.VertexOf(node)] = 2;
  joint.price_by_depth = {8, 8, 4, 1, 0};
  joint.datasets = {{.workers = 1, .bytes = {0, 100, 0}, .penalty = 1'000'000}};
  joint.classes = {{.dataset = 0, .pods = 2, .mib = 100, .penalty = 1'000'000}};
  const JointAnswer together = Must(SolveJoint(joint));
  Must(CheckJoint(joint, together.best));
  Insist(together.together == 0 && together.bound == 0, "pods run beside their worker");
}

}  // namespace

int main() {
  const Cluster cluster;
  OnePod(cluster);
  ManyPods(cluster);
  Workers(cluster);
  std::puts("right");
}
