// Pods and Jobs: what decides where they run, and what is refused.
#include <catch2/catch.hpp>

#include "tests/unit/ranking/reading.h"

using namespace fluid::ranking;
using namespace fluid::ranking::test;
using Catch::Matchers::Contains;
using fluid::placement::Operator;

TEST_CASE("a pod asks for its containers together, or for what runs before them, and for its overhead") {
  const auto request = [](const std::string& spec) { return JobOf("kind: Pod\nspec:\n" + spec).request; };
  CHECK(request("  containers:\n"
                "  - {name: a, resources: {requests: {cpu: 500m, memory: 1Gi}}}\n"
                "  - {name: b, resources: {requests: {cpu: 1}, limits: {cpu: 2, example.com/gpu: 1}}}\n") ==
        Amounts{{"cpu", 1500}, {"memory", int64_t{1} << 30}, {"example.com/gpu", 1}});
  CHECK(request("  initContainers:\n"
                "  - {name: a, resources: {requests: {cpu: 3}}}\n"
                "  containers: [{name: b, resources: {requests: {cpu: 2}}}]\n")
            .at("cpu") == 3000);
  // A container that stays beside the others counts with those that come after it.
  CHECK(request("  initContainers:\n"
                "  - {name: a, resources: {requests: {cpu: 3}}}\n"
                "  - {name: stays, restartPolicy: Always, resources: {requests: {cpu: 1}}}\n"
                "  - {name: b, resources: {requests: {cpu: 4}}}\n"
                "  containers: [{name: c, resources: {requests: {cpu: 2}}}]\n"
                "  overhead: {cpu: 250m}\n")
            .at("cpu") == 5250);
}

TEST_CASE("a Job runs as many pods at a time as it has left to complete") {
  const auto pods = [](const std::string& spec) {
    return JobOf("kind: Job\nspec: {" + spec + "template: {spec: {containers: []}}}\n").pods;
  };
  CHECK(pods("") == 1);
  CHECK(pods("parallelism: 5, ") == 5);
  CHECK(pods("parallelism: 5, completions: 3, ") == 3);
}

TEST_CASE("claims are datasets of the pod's namespace; a label makes one required") {
  const PlaceJob job = JobOf(
      "kind: Job\nmetadata: {namespace: team}\nspec:\n  template:\n"
      "    metadata: {labels: {fluid.io/dataset.a.sched: required, fluid.io/dataset.b.sched: preferred}}\n"
      "    spec:\n      containers: []\n      volumes:\n"
      "      - {name: a, persistentVolumeClaim: {claimName: a}}\n"
      "      - {name: b, persistentVolumeClaim: {claimName: b}}\n"
      "      - {name: again, persistentVolumeClaim: {claimName: a}}\n"
      "      - {name: tmp, emptyDir: {}}\n");
  REQUIRE(job.reads.size() == 2);
  CHECK(job.reads[0].dataset == "team/a");
  CHECK(job.reads[0].required);
  CHECK(!job.reads[1].required);
}

TEST_CASE("a pod that names its node runs there, whatever else it asks") {
  const PlaceJob alone = JobOf(PodWith("  nodeName: n7\n"));
  REQUIRE(alone.rules.affinity.size() == 1);
  CHECK(alone.rules.affinity[0][0].key == "metadata.name");
  const PlaceJob both = JobOf(
      PodWith("  nodeName: n7\n  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {"
              "nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}, {}]}}}\n"));
  REQUIRE(both.rules.affinity.size() == 2);
  CHECK(both.rules.affinity[0].size() == 2);
  CHECK(both.rules.affinity[1].empty());  // a term without expressions still meets no node
}

TEST_CASE("label selectors are groups, called as Kubernetes writes them") {
  const PlaceJob job = JobOf(
      PodWith("  topologySpreadConstraints:\n"
              "  - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule,\n"
              "     labelSelector: {matchLabels: {app: x}, matchExpressions: [{key: tier, operator: In, "
              "values: [web, api]}, {key: canary, operator: DoesNotExist}]}}\n"
              "  - {maxSkew: 2, topologyKey: topology.kubernetes.io/rack, whenUnsatisfiable: DoNotSchedule,\n"
              "     labelSelector: {}, matchLabelKeys: [tier]}\n"
              "  - {maxSkew: 2, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule}\n"
              "  - {maxSkew: 3, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: "
              "ScheduleAnyway}\n"));
  REQUIRE(job.rules.spread.size() == 3);
  CHECK(job.rules.spread[0].group == "app=x,tier in (web,api),!canary");
  CHECK(job.rules.spread[0].level == "zone");
  CHECK(job.rules.spread[1].group == "tier=web");
  CHECK(job.rules.spread[2].group == "no pods");
  CHECK(job.rules.groups == std::vector<std::string>{"app=x,tier in (web,api),!canary", "tier=web"});
}

TEST_CASE("a spread says which domains count, and how many there must be") {
  const auto spread = [](const std::string& more) {
    return JobOf(PodWith("  topologySpreadConstraints:\n"
                         "  - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: "
                         "DoNotSchedule" +
                         more + "}\n"))
        .rules.spread.at(0);
  };
  CHECK(spread("").min_domains == 1);
  CHECK(spread("").honor_affinity);
  CHECK(!spread("").honor_taints);
  CHECK(spread(", minDomains: 3").min_domains == 3);
  CHECK(!spread(", nodeAffinityPolicy: Ignore").honor_affinity);
  CHECK(spread(", nodeTaintsPolicy: Honor").honor_taints);
}

TEST_CASE("pods with a port of the host are each on a node of their own") {
  const auto apart = [](const std::string& lines) { return JobOf("kind: Pod\nspec:\n" + lines).apart; };
  CHECK(!apart("  containers: [{name: a, ports: [{containerPort: 80}]}]\n"));
  CHECK(apart("  containers: [{name: a, ports: [{containerPort: 80, hostPort: 8080}]}]\n"));
  CHECK(apart("  hostNetwork: true\n  containers: [{name: a, ports: [{containerPort: 80}]}]\n"));
  CHECK(apart(
      "  containers: []\n  initContainers: [{name: a, restartPolicy: Always, ports: [{containerPort: 80, "
      "hostPort: 80}]}]\n"));
  CHECK(!apart(
      "  containers: []\n  initContainers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}]\n"));
}

TEST_CASE("pods that want to be near each other run in one domain") {
  const PlaceJob job = JobOf(
      PodWith("  affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: ["
              "{topologyKey: topology.kubernetes.io/rack, labelSelector: {matchLabels: {app: x}}}]}}\n"));
  CHECK(job.together == std::vector<std::string>{"rack"});
  CHECK(job.unheeded.empty());
}

TEST_CASE("rules that nodes alone don't decide, and wishes, are told") {
  const PlaceJob job = JobOf(PodWith(
      "  affinity:\n"
      "    podAffinity:\n"
      "      requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname}]\n"
      "      preferredDuringSchedulingIgnoredDuringExecution: []\n"
      "    podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}\n"
      "  topologySpreadConstraints:\n"
      "  - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: ScheduleAnyway}\n"));
  CHECK(job.unheeded == std::vector<std::string>{
                            "spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution",
                            "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]",
                            "spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution",
                            "spec.topologySpreadConstraints[0]"});
}

TEST_CASE("what a pod can't say is refused, with its place") {
  const auto wrong = [](const std::string& spec) { return WrongJob(PodWith(spec)); };
  CHECK_THAT(wrong("  nodeSelektor: {a: b}\n"), Contains("9:3 spec.nodeSelektor: an unknown field"));
  CHECK_THAT(wrong("  nodeSelector: {gpu: 1}\n"), Contains("spec.nodeSelector[gpu]: the number 1; a text"));
  CHECK_THAT(wrong("  tolerations: [{key: a, effect: NoSched}]\n"),
             Contains("spec.tolerations[0].effect: \"NoSched\"; one of NoSchedule"));
  CHECK_THAT(wrong("  tolerations: [{value: a}]\n"), Contains("spec.tolerations[0].key: nothing"));
  CHECK_THAT(wrong("  tolerations: [{key: a, operator: Exists, value: b}]\n"),
             Contains("spec.tolerations[0].value: \"b\"; no value"));
  CHECK_THAT(wrong("  topologySpreadConstraints: [{topologyKey: kubernetes.io/hostname}]\n"),
             Contains("[0].maxSkew: nothing") && Contains("[0].whenUnsatisfiable: nothing"));
  CHECK_THAT(
      wrong("  topologySpreadConstraints: [{topologyKey: x/y, maxSkew: 1, whenUnsatisfiable: Never}]\n"),
      Contains("[0].topologyKey: \"x/y\"; the key of a level") &&
          Contains("[0].whenUnsatisfiable: \"Never\"; one of DoNotSchedule, ScheduleAnyway"));
  const auto affinity = [&](const std::string& terms) {
    return wrong("  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: " + terms +
                 "}}\n");
  };
  CHECK_THAT(affinity("{}"), Contains("nodeSelectorTerms: nothing; at least one term"));
  CHECK_THAT(affinity("{nodeSelectorTerms: []}"), Contains("nodeSelectorTerms: an empty list"));
  const auto expression = [&](const std::string& text) {
    return affinity("{nodeSelectorTerms: [{matchExpressions: [{" + text + "}]}]}");
  };
  CHECK_THAT(expression("key: a, operator: in"), Contains("operator: \"in\"; one of In, NotIn"));
  CHECK_THAT(expression("key: a, operator: In"), Contains("values: nothing; at least one value"));
  CHECK_THAT(expression("key: a, operator: Exists, values: [b]"), Contains("values: \"b\"; no values"));
  CHECK_THAT(expression("key: a, operator: Gt, values: ['1', '2']"), Contains("one whole number"));
  CHECK_THAT(expression("key: a, operator: Lt, values: [many]"), Contains("one whole number"));
  CHECK(expression("key: a, operator: Lt, values: ['-5']").empty());
  CHECK_THAT(
      affinity("{nodeSelectorTerms: [{matchFields: [{key: metadata.uid, operator: In, values: [a]}]}]}"),
      Contains("matchFields[0].key: \"metadata.uid\"; one of metadata.name"));
  CHECK_THAT(wrong("  affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: "
                   "[{weight: 101, preference: {}}]}}\n"),
             Contains("[0].weight: the number 101; a whole number from 1 to 100"));
}

TEST_CASE("what is no Pod and no Job is refused") {
  CHECK_THAT(WrongJob("kind: Deployment\n"), Contains("kind: \"Deployment\"; Pod of v1, or Job of batch/v1"));
  CHECK_THAT(WrongJob("apiVersion: batch/v2\nkind: Job\nspec: {template: {spec: {}}}\n"),
             Contains("1:13 apiVersion: \"batch/v2\"; one of batch/v1"));
  CHECK_THAT(WrongJob("kind: Pod\n"), Contains("spec: nothing; a map"));
  CHECK_THAT(WrongJob("kind: Job\nspec: {paralelism: 3}\n"),
             Contains("spec.paralelism: an unknown field") && Contains("spec.template: nothing"));
  CHECK_THAT(WrongJob("kind: Pod\nspec: {}\n---\nkind: Pod\nspec: {}\n"), Contains("4:1 : another document"));
  CHECK_THAT(WrongJob("{\"kind\": \"Pod\", \"spec\": {}}\n {}"), Contains("2:2 : more after the object"));
  CHECK_THAT(WrongJob(""), Contains("no object"));
  CHECK(WrongJob("\xEF\xBB\xBF{\"kind\": \"Pod\", \"spec\": {}}").empty());
}
