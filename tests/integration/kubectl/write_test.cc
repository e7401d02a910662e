// What kubectl changes.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/integration/kubectl/kubectl.h"

namespace fluid::test {
namespace {

std::string DatasetWith(const std::string& name, const std::string& mounts, const std::string& more = "") {
  return fmt::format(
      "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata: {{name: {}}}\nspec:\n"
      "  mounts: {}\n{}",
      name, mounts, more);
}

TEST_CASE("kubectl create -f makes objects, and refuses those that exist") {
  Kubectl kubectl;
  const std::string file =
      kubectl.File("two.yaml", DatasetWith("std", "[{mountPoint: pvc://files, name: x}]") + "---\n" +
                                   RuntimeManifest("std"));
  CHECK(kubectl.Must({"create", "-f", file}) ==
        "dataset.data.fluid.io/std created\nthinruntime.data.fluid.io/std created\n");
  CHECK(Has(kubectl.Refused({"create", "-f", file}), "datasets.data.fluid.io \"std\" already exists"));
}

TEST_CASE("kubectl create makes secrets, config maps and namespaces of literals and files") {
  Kubectl kubectl;
  kubectl.Must({"create", "namespace", "ml"});
  CHECK(kubectl.Value("ns/ml", ".status.phase") == "Active");
  kubectl.Must({"create", "configmap", "notes", "-n", "ml", "--from-literal=a=b",
                "--from-file=c=" + kubectl.File("text", "line\n")});
  CHECK(kubectl.Must({"get", "cm", "notes", "-n", "ml", "-o", "jsonpath={.data}"}) ==
        R"({"a":"b","c":"line\n"})");
  CHECK(kubectl.Must({"create", "secret", "generic", "login", "--from-literal=user=me",
                      "--from-literal=password=canary"}) == "secret/login created\n");
  const std::string shown = kubectl.Must({"get", "secret", "login", "-o", "yaml"});
  CHECK(Has(shown, "password: "));
  CHECK_FALSE(Has(shown, "canary"));
  CHECK_FALSE(Has(shown, "Y2FuYXJ5"));  // that in base64
  CHECK(Has(kubectl.Must({"describe", "secret", "login"}), "password:  "));
  CHECK(Has(kubectl.Must({"get", "secret", "login"}), "Opaque   2"));
}

TEST_CASE("kubectl apply creates, changes, leaves alone, and takes away what the manifest no longer says") {
  Kubectl kubectl;
  const auto apply = [&](const std::string& mounts, const std::string& more = "") {
    return kubectl.Must({"apply", "-f", kubectl.File("std.yaml", DatasetWith("std", mounts, more))});
  };
  CHECK(apply("[{mountPoint: pvc://files, name: x}]", "  accessModes: [ReadOnlyMany]\n") ==
        "dataset.data.fluid.io/std created\n");
  CHECK(apply("[{mountPoint: pvc://files, name: x}]", "  accessModes: [ReadOnlyMany]\n") ==
        "dataset.data.fluid.io/std unchanged\n");
  kubectl.Must({"label", "dataset", "std", "other=kept"});
  CHECK(apply("[{mountPoint: pvc://files, name: two}]") == "dataset.data.fluid.io/std configured\n");
  CHECK(kubectl.Value("dataset/std", ".spec.mounts[*].name") == "two");
  CHECK(kubectl.Value("dataset/std", ".spec.accessModes") == "");
  CHECK(kubectl.Value("dataset/std", ".metadata.labels.other") == "kept");
  const std::string map = kubectl.File(
      "cm.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\ndata: {a: b, c: d}\n");
  kubectl.Must({"apply", "-f", map});
  kubectl.File("cm.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\ndata: {a: e}\n");
  CHECK(kubectl.Must({"apply", "-f", map}) == "configmap/notes configured\n");
  CHECK(kubectl.Value("cm/notes", ".data") == R"({"a":"e"})");
}

TEST_CASE("kubectl apply --server-side names the owner of a conflict, who yields to --force-conflicts") {
  Kubectl kubectl;
  const std::string mine =
      kubectl.File("mine.yaml", DatasetWith("std", "[{mountPoint: pvc://files, name: x}]"));
  CHECK(kubectl.Must({"apply", "--server-side", "--field-manager=alice", "-f", mine}) ==
        "dataset.data.fluid.io/std serverside-applied\n");
  const std::string other =
      kubectl.File("other.yaml", DatasetWith("std", "[{mountPoint: pvc://files, name: two}]"));
  const std::string conflict =
      kubectl.Refused({"apply", "--server-side", "--field-manager=bob", "-f", other});
  CHECK(Has(conflict, "conflict with \"alice\""));
  CHECK(Has(conflict, ".spec.mounts"));
  CHECK(kubectl.Value("dataset/std", ".spec.mounts[0].name") == "x");
  kubectl.Must({"apply", "--server-side", "--field-manager=bob", "--force-conflicts", "-f", other});
  CHECK(kubectl.Value("dataset/std", ".spec.mounts[0].name") == "two");
  CHECK(Has(kubectl.Must({"get", "dataset", "std", "-o", "yaml", "--show-managed-fields"}), "manager: bob"));
}

TEST_CASE("kubectl diff shows what an apply would change, and changes nothing") {
  Kubectl kubectl;
  const std::string file = kubectl.Dataset("std", "team: a");
  CHECK(kubectl.Run({"diff", "-f", file}).exit_code == 0);
  kubectl.File("std.yaml", DatasetWith("std", "[{mountPoint: pvc://files, name: other}]"));
  const RunResult diff = kubectl.Run({"diff", "-f", file});
  CHECK(diff.exit_code == 1);
  CHECK(Has(diff.out, "\n-    name: files\n"));
  CHECK(Has(diff.out, "\n+    name: other\n"));
  CHECK(kubectl.Value("dataset/std", ".spec.mounts[0].name") == "files");
}

TEST_CASE("kubectl edit stores what the editor leaves, and nothing when it leaves all as it was") {
  Kubectl kubectl;
  kubectl.Dataset("std");
  CHECK(
      Has(kubectl.Must({"edit", "dataset", "std"}, {{"KUBE_EDITOR", "sed -i s/name:.files/name:\\ edited/"}}),
          "edited"));
  CHECK(kubectl.Value("dataset/std", ".spec.mounts[0].name") == "edited");
  const RunResult same = kubectl.Run({"edit", "dataset", "std"}, {{"KUBE_EDITOR", "true"}});
  CHECK(same.exit_code == 0);
  CHECK(Has(same.out + same.err, "no changes made"));
}

TEST_CASE("kubectl patch takes merge patches and JSON patches, of the status too") {
  Kubectl kubectl;
  kubectl.Dataset("std", "team: a");
  kubectl.Must({"patch", "dataset", "std", "--type=merge", "-p",
                R"({"metadata":{"labels":{"team":null,"kind":"x"}}})"});
  CHECK(kubectl.Value("dataset/std", ".metadata.labels") == R"({"kind":"x"})");
  kubectl.Must({"patch", "dataset", "std", "--type=json", "-p",
                R"([{"op":"test","path":"/metadata/labels/kind","value":"x"},)"
                R"({"op":"replace","path":"/spec/mounts/0/name","value":"patched"}])"});
  CHECK(kubectl.Value("dataset/std", ".spec.mounts[0].name") == "patched");
  kubectl.Refused({"patch", "dataset", "std", "--type=json", "-p",
                   R"([{"op":"test","path":"/metadata/labels/kind","value":"y"}])"});
  CHECK(Has(kubectl.Refused({"patch", "dataset", "std", "-p", R"({"metadata":{"labels":{"a":"b"}}})"}),
            "is not supported by data.fluid.io/v1alpha1, Kind=Dataset"));  // strategic merge patches are of
                                                                           // Kubernetes' own kinds
  kubectl.Must({"patch", "dataset", "std", "--subresource=status", "--type=merge", "-p",
                R"({"spec":{"placement":"Shared"},"status":{"ufsTotal":"7GiB"}})"});
  CHECK(kubectl.Value("dataset/std", ".status.ufsTotal") == "7GiB");
  CHECK(kubectl.Value("dataset/std", ".spec.placement") != "Shared");
  kubectl.Must({"create", "cm", "notes", "--from-literal=a=b"});
  kubectl.Must({"patch", "cm", "notes", "-p", R"({"data":{"c":"d"}})"});
  CHECK(kubectl.Value("cm/notes", ".data") == R"({"a":"b","c":"d"})");
}

TEST_CASE("kubectl label and annotate set, refuse to overwrite, and remove") {
  Kubectl kubectl;
  kubectl.Dataset("std");
  kubectl.Must({"label", "dataset", "std", "team=a"});
  CHECK(Has(kubectl.Refused({"label", "dataset", "std", "team=b"}), "already has a value"));
  kubectl.Must({"label", "dataset", "std", "team=b", "--overwrite"});
  kubectl.Must({"annotate", "dataset", "std", "note=some text"});
  CHECK(kubectl.Value("dataset/std", ".metadata.labels.team") == "b");
  CHECK(kubectl.Value("dataset/std", ".metadata.annotations.note") == "some text");
  kubectl.Must({"label", "dataset", "std", "team-"});
  kubectl.Must({"annotate", "dataset", "std", "note-"});
  CHECK(kubectl.Value("dataset/std", ".metadata.labels.team") == "");
  CHECK(kubectl.Value("dataset/std", ".metadata.annotations.note") == "");
  CHECK(Has(kubectl.Refused({"label", "dataset", "std", "a b=c"}), "a b"));
}

TEST_CASE("kubectl replace puts an object in the place of another, unless it was read too long ago") {
  Kubectl kubectl;
  kubectl.Dataset("std");
  std::string yaml = kubectl.Must({"get", "dataset", "std", "-o", "yaml"});
  const size_t at = yaml.find("name: files");
  REQUIRE(at != std::string::npos);
  yaml.replace(at, 11, "name: replaced");
  const std::string file = kubectl.File("replace.yaml", yaml);
  kubectl.Must({"replace", "-f", file});
  CHECK(kubectl.Value("dataset/std", ".spec.mounts[0].name") == "replaced");
  CHECK(Has(kubectl.Refused({"replace", "-f", file}), "(Conflict)"));
  CHECK(
      Has(kubectl.Refused({"replace", "-f", kubectl.File("x.yaml", DatasetWith("x", "[]"))}), "(NotFound)"));
}

TEST_CASE("kubectl delete ends objects and waits for it; one, many by label, or all") {
  Kubectl kubectl;
  kubectl.Bind("std");
  CHECK(kubectl.Must({"delete", "dataset", "std"}) == "dataset.data.fluid.io \"std\" deleted\n");
  CHECK(kubectl.Must({"get", "dataset", "-o", "name"}) == "");
  for (const char* name : {"a", "b", "c"}) kubectl.Dataset(name, name[0] == 'b' ? "team: b" : "");
  kubectl.Must({"delete", "dataset", "-l", "team=b"});
  CHECK(kubectl.Must({"get", "dataset", "-o", "name"}) ==
        "dataset.data.fluid.io/a\ndataset.data.fluid.io/c\n");
  kubectl.Must({"delete", "dataset", "--all"});
  CHECK(kubectl.Must({"get", "dataset", "-o", "name"}) == "");
  CHECK(Has(kubectl.Refused({"delete", "dataset", "a"}), "(NotFound)"));
  kubectl.Must({"delete", "dataset", "a", "--ignore-not-found"});
}

TEST_CASE("fluid delete --cascade and kubectl delete --cascade say the same and leave the same") {
  Kubectl kubectl;
  const auto left_of = [&](const std::string& how, bool ours) {
    kubectl.Dataset("owner");
    const std::string uid = kubectl.Value("dataset/owner", ".metadata.uid");
    kubectl.Must(
        {"create", "-f",
         kubectl.File("child.yaml",
                      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: child\n  ownerReferences:\n  - "
                      "{apiVersion: data.fluid.io/v1alpha1, kind: Dataset, name: owner, uid: " +
                          uid + ", blockOwnerDeletion: true}\n")});
    const std::vector<std::string> words = {"delete", "dataset", "owner", "--cascade=" + how};
    const std::string told = ours ? kubectl.daemon().Must(words) : kubectl.Must(words);
    CHECK(kubectl.Must({"get", "dataset", "-o", "name"}) == "");
    std::string child = "gone";
    if (how == "orphan") {
      child =
          kubectl.Must({"get", "cm", "child", "-o", "jsonpath={.metadata.name}{.metadata.ownerReferences}"});
      kubectl.Must({"delete", "cm", "child"});
    } else if (how == "foreground") {  // it went before its owner
      CHECK(kubectl.Must({"get", "cm", "-o", "name"}) == "");
    } else {
      kubectl.Must({"wait", "cm/child", "--for=delete", "--timeout=20s"});
    }
    return told + child;
  };
  for (const char* how : {"background", "foreground", "orphan"}) {
    INFO(how);
    const std::string theirs = left_of(how, false);
    CHECK(left_of(how, true) == theirs);
    CHECK(Has(theirs, "dataset.data.fluid.io \"owner\" deleted\n"));
  }
}

TEST_CASE("kubectl delete --cascade=orphan leaves what the object owns, which other deletions take along") {
  Kubectl kubectl;
  const auto make = [&] {
    kubectl.Must({"create", "configmap", "owner"});
    const std::string uid = kubectl.Value("cm/owner", ".metadata.uid");
    kubectl.Must(
        {"create", "-f",
         kubectl.File("child.yaml",
                      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: child\n  ownerReferences:\n"
                      "  - {apiVersion: v1, kind: ConfigMap, name: owner, uid: " +
                          uid + "}\n")});
  };
  make();
  kubectl.Must({"delete", "cm", "owner", "--cascade=orphan"});
  CHECK(kubectl.Value("cm/child", ".metadata.ownerReferences") == "");
  kubectl.Must({"delete", "cm", "child"});
  make();
  kubectl.Must({"delete", "cm", "owner", "--cascade=foreground"});
  kubectl.Must({"wait", "cm/child", "--for=delete", "--timeout=20s"});
}

TEST_CASE("kubectl delete --cascade=foreground returns when what blocks the owner has gone, and it too") {
  Kubectl kubectl;
  kubectl.Must({"create", "configmap", "owner"});
  const std::string uid = kubectl.Value("cm/owner", ".metadata.uid");
  kubectl.Must(
      {"create", "-f",
       kubectl.File("child.yaml",
                    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: child\n  finalizers: [x.io/y]\n"
                    "  ownerReferences:\n  - {apiVersion: v1, kind: ConfigMap, name: owner, "
                    "blockOwnerDeletion: true, uid: " +
                        uid + "}\n")});
  kubectl.Must({"delete", "cm", "owner", "--cascade=foreground", "--wait=false"});
  CHECK(kubectl.Value("cm/owner", ".metadata.finalizers") == R"(["foregroundDeletion"])");
  CHECK(kubectl.Value("cm/child", ".metadata.deletionTimestamp") != "");
  kubectl.Must({"patch", "cm", "child", "--type=merge", "-p", R"({"metadata":{"finalizers":null}})"});
  CHECK(kubectl.Must({"get", "cm", "-o", "name"}) == "");
}

TEST_CASE("kubectl scale sets how many workers a runtime has, if it has as many as it is told") {
  Kubectl kubectl;
  kubectl.Must(
      {"create", "-f",
       kubectl.File("al.yaml",
                    "apiVersion: data.fluid.io/v1alpha1\nkind: AlluxioRuntime\nmetadata: {name: al}\n"
                    "spec: {replicas: 1}\n")});
  CHECK(kubectl.Must({"scale", "--replicas=3", "alluxioruntime/al"}) ==
        "alluxioruntime.data.fluid.io/al scaled\n");
  CHECK(kubectl.Value("alluxioruntime/al", ".spec.replicas") == "3");
  CHECK(Has(kubectl.Refused({"scale", "--replicas=5", "--current-replicas=2", "alluxioruntime/al"}),
            "Expected replicas to be 2, was 3"));
  CHECK(Has(kubectl.Must({"get", "alluxioruntime", "al", "--subresource=scale"}), "DESIRED   AVAILABLE"));
  kubectl.Dataset("std");
  CHECK(Has(kubectl.Refused({"scale", "--replicas=2", "dataset/std"}), "(NotFound)"));
}

TEST_CASE("kubectl apply --prune takes away what is no longer in the manifests, by label or by set") {
  Kubectl kubectl;
  const std::string first = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one, labels: {app: p}}\n";
  const std::string both =
      first +
      "---\napiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata: {name: two, labels: {app: p}}\n"
      "spec: {mounts: [{mountPoint: pvc://files, name: x}]}\n";
  const std::vector<std::vector<std::string>> ways = {
      {"--prune", "-l", "app=p", "--prune-allowlist=core/v1/ConfigMap",
       "--prune-allowlist=data.fluid.io/v1alpha1/Dataset"},
      {"--prune", "--applyset=configmap/set", "--namespace=default"}};
  for (const std::vector<std::string>& how : ways) {
    const auto apply = [&](const std::string& manifests) {
      std::vector<std::string> args = {"apply", "-f", kubectl.File("all.yaml", manifests)};
      args.insert(args.end(), how.begin(), how.end());
      return kubectl.Must(args, {{"KUBECTL_APPLYSET", "true"}});
    };
    apply(both);
    CHECK(Has(apply(first), "dataset.data.fluid.io/two pruned"));
    CHECK(Eventually([&] {  // it does not wait for the end of what it deletes
      return kubectl.Must({"get", "cm,dataset", "-l", "app=p", "-o", "name"}) == "configmap/one\n";
    }));
    kubectl.Must({"delete", "cm", "one"});
  }
}

TEST_CASE("kubectl wait returns when a condition holds, a path has a value, or an object is gone") {
  Kubectl kubectl;
  kubectl.Dataset("std");
  const RunResult early = kubectl.Run({"wait", "dataset", "std", "--for=condition=Ready", "--timeout=1s"});
  CHECK(early.exit_code == 1);
  CHECK(Has(early.err, "timed out waiting"));
  const std::string output = kubectl / "wait";
  const auto waiting =
      kubectl.Start({"wait", "dataset", "std", "--for=condition=Ready", "--timeout=50s"}, output);
  kubectl.Must({"apply", "-f", kubectl.File("runtime.yaml", RuntimeManifest("std"))});
  CHECK(waiting->Wait(std::chrono::seconds(60)) == 0);
  CHECK(ReadAll(output) == "dataset.data.fluid.io/std condition met\n");
  kubectl.Must({"wait", "dataset", "std", "--for=jsonpath={.status.phase}=Bound", "--timeout=20s"});
  const auto gone = kubectl.Start({"wait", "dataset", "std", "--for=delete", "--timeout=50s"}, output);
  kubectl.Must({"delete", "dataset", "std"});
  CHECK(gone->Wait(std::chrono::seconds(60)) == 0);
}

TEST_CASE("kubectl is told of unknown fields and wrong values by their paths") {
  Kubectl kubectl;
  const std::string unknown = kubectl.File(
      "unknown.yaml", DatasetWith("std", "[{mountPoint: pvc://files, name: x}]", "  mount: []\n"));
  CHECK(Has(kubectl.Refused({"create", "-f", unknown}), "unknown field \"spec.mount\""));
  CHECK(Has(kubectl.Refused({"apply", "--server-side", "-f", unknown}), "unknown field \"spec.mount\""));
  const RunResult warned = kubectl.Run({"create", "--validate=warn", "-f", unknown});
  CHECK(warned.exit_code == 0);
  CHECK(Has(warned.err, "Warning: unknown field \"spec.mount\""));
  const std::string wrong = kubectl.File(
      "wrong.yaml", DatasetWith("bad", "[{mountPoint: pvc://files, name: x}]", "  placement: Alone\n"));
  const std::string refusal = kubectl.Refused({"create", "-f", wrong});
  CHECK(Has(refusal, "The Dataset \"bad\" is invalid: spec.placement"));
  const std::string broken = kubectl.File("broken.yaml", DatasetWith("bad", "[{mountPoint: 3}]"));
  CHECK(Has(kubectl.Refused({"create", "-f", broken}),
            "The Dataset \"bad\" is invalid: spec.mounts[0].mountPoint"));
  CHECK(kubectl.Must({"get", "dataset", "-o", "name"}) == "dataset.data.fluid.io/std\n");
}

TEST_CASE("kubectl --dry-run=server shows what would be and stores nothing") {
  Kubectl kubectl;
  const std::string file =
      kubectl.File("std.yaml", DatasetWith("std", "[{mountPoint: pvc://files, name: x}]"));
  CHECK(kubectl.Must({"create", "--dry-run=server", "-f", file}) ==
        "dataset.data.fluid.io/std created (server dry run)\n");
  CHECK(kubectl.Must({"apply", "--dry-run=server", "-f", file}) ==
        "dataset.data.fluid.io/std created (server dry run)\n");
  CHECK(kubectl.Must({"get", "dataset", "-o", "name"}) == "");
  kubectl.Must({"create", "-f", file});
  kubectl.Must({"delete", "dataset", "std", "--dry-run=server"});
  CHECK(kubectl.Must({"get", "dataset", "-o", "name"}) == "dataset.data.fluid.io/std\n");
}

TEST_CASE("kubectl deletes a namespace with what is in it") {
  Kubectl kubectl;
  kubectl.Must({"create", "ns", "ml"});
  kubectl.Must({"create", "cm", "notes", "-n", "ml"});
  kubectl.Must({"delete", "ns", "ml"});
  CHECK(Has(kubectl.Refused({"get", "cm", "notes", "-n", "ml"}), "(NotFound)"));
}

TEST_CASE(
    "kubectl apply --prune takes away what the manifest no longer says, secrets too, without a list of "
    "kinds") {
  Kubectl kubectl;
  const std::string keep =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: keep, labels: {app: x}}\ndata: {a: b}\n";
  const std::string file = kubectl.File(
      "all.yaml", keep +
                      "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: old, labels: {app: x}}\n"
                      "---\napiVersion: v1\nkind: Secret\nmetadata: {name: old, labels: {app: x}}\n"
                      "stringData: {a: canary, b: canary}\n");
  kubectl.Must({"apply", "-f", file});
  CHECK_FALSE(Has(kubectl.Must({"get", "secret", "old", "-o", "yaml"}), "canary"));
  // A value that the manifest no longer has goes, as kubectl remembers its name.
  kubectl.Must({"apply", "-f",
                kubectl.File("fewer.yaml",
                             "apiVersion: v1\nkind: Secret\nmetadata: {name: old, labels: {app: "
                             "x}}\ndata: {c: Y2FuYXJ5}\n")});
  kubectl.Must(
      {"apply", "-f",
       kubectl.File("none.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: old, labels: {app: x}}\n")});
  CHECK_FALSE(Has(kubectl.Value("secret/old", ".data"), "\"c\""));
  const std::string pruned =
      kubectl.Must({"apply", "--prune", "-l", "app=x", "-f", kubectl.File("keep.yaml", keep)});
  CHECK(Has(pruned, "configmap/keep unchanged\n"));
  CHECK(Has(pruned, "configmap/old pruned\n"));
  CHECK(Has(pruned, "secret/old pruned\n"));
}

TEST_CASE("kubectl finds no workloads, and is told that none can be made") {
  Kubectl kubectl;
  CHECK(Has(kubectl.Must({"cluster-info"}), "control plane"));
  CHECK(kubectl.Run({"get", "all", "-A"}).exit_code == 0);
  CHECK(kubectl.Run({"get", "pods,services,deployments,nodes"}).exit_code == 0);
  CHECK(Has(kubectl.Refused({"run", "x", "--image=y"}), "runs no workloads"));
  CHECK(Has(kubectl.Refused({"create", "deployment", "x", "--image=y"}), "runs no workloads"));
  CHECK(Has(kubectl.Refused({"logs", "x"}), "not found"));
}

}  // namespace
}  // namespace fluid::test
