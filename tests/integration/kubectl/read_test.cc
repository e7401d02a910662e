// What kubectl shows.
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/integration/kubectl/kubectl.h"

namespace fluid::test {
namespace {

// The words of a line of a table.
std::vector<std::string> Words(const std::string& text, size_t line) {
  std::istringstream lines(text);
  std::string one;
  for (size_t i = 0; i <= line; ++i) std::getline(lines, one);
  std::istringstream words(one);
  std::vector<std::string> all;
  for (std::string word; words >> word;) all.push_back(word);
  return all;
}

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

TEST_CASE("kubectl get prints Fluid's columns, and more of them with -o wide") {
  Kubectl kubectl;
  kubectl.Bind("std");
  const std::string table = kubectl.Must({"get", "dataset"});
  CHECK(FirstLine(table) ==
        "NAME   UFS TOTAL SIZE   CACHED   CACHE CAPACITY   CACHED PERCENTAGE   PHASE   AGE");
  CHECK(Words(table, 1).front() == "std");
  CHECK(Has(table, "1.00GiB"));
  CHECK(Has(table, "Bound"));
  CHECK(Words(table, 1).back().back() == 's');  // an age of seconds
  const std::string wide = FirstLine(kubectl.Must({"get", "datasets", "std", "-o", "wide"}));
  CHECK(Has(wide, "PHASE   HCFS URL   TOTAL FILES   CACHE HIT RATIO   AGE"));
  const std::string both = kubectl.Must({"get", "dataset,thinruntime"});
  CHECK(Has(both, "dataset.data.fluid.io/std"));
  CHECK(Has(both, "thinruntime.data.fluid.io/std"));
}

TEST_CASE("kubectl get prints objects as YAML, JSON, names and by JSON path") {
  Kubectl kubectl;
  kubectl.Dataset("std", "team: a");
  const std::string yaml = kubectl.Must({"get", "dataset", "std", "-o", "yaml"});
  CHECK(Has(yaml, "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\n"));
  CHECK(Has(yaml, "  - mountPoint: pvc://files\n"));
  CHECK_FALSE(Has(yaml, "managedFields"));
  CHECK(Has(kubectl.Must({"get", "dataset", "std", "-o", "yaml", "--show-managed-fields"}), "managedFields"));
  const Json json(kubectl.Must({"get", "datasets", "-o", "json"}));
  CHECK(json["kind"].text() == "List");
  CHECK(json["items"].items().at(0)["metadata"]["labels"]["team"].text() == "a");
  CHECK(kubectl.Must({"get", "dataset", "-o", "name"}) == "dataset.data.fluid.io/std\n");
  CHECK(kubectl.Value("dataset/std", ".spec.mounts[0].name") == "files");
  CHECK(kubectl.Must({"get", "dataset", "-o", "custom-columns=N:.metadata.name,T:.metadata.labels.team"}) ==
        "N     T\nstd   a\n");
}

TEST_CASE("fluid and kubectl print the same text of one object and of a list, long lines too") {
  Kubectl kubectl;
  kubectl.Dataset("std", "team: a");
  std::string text, data;
  for (int i = 0; i < 40; ++i)
    text += "word" + std::to_string(i) + (i % 7 == 3 ? "  " : i % 5 == 0 ? " \u00e9t\u00e9 " : " ");
  text += "end";
  const auto add = [&](const std::string& key, const std::string& value) {
    data += "  " + key + ": \"" + value + "\"\n";
  };
  add("plain", text);
  add("quoted", "it's: " + text);
  add("blank", " " + text);
  add("tabbed", "\\t" + text);
  add("lines", text + "\\n" + text);
  add("dated", "2026 " + text);
  for (int i = 70; i < 84; ++i)
    add("edge" + std::to_string(i), std::string(static_cast<size_t>(i), 'x') + " y z");
  kubectl.Must(
      {"create", "-f",
       kubectl.File("long.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: long}\ndata:\n" + data)});
  const std::vector<std::vector<std::string>> commands = {
      {"get", "cm", "long", "-o", "yaml"},
      {"get", "cm,dataset", "-o", "yaml"},
      {"get", "cm", "long", "-o", "json"},
      {"get", "cm,dataset"},
      {"get", "events", "-o", "wide", "--no-headers"},
      {"get", "dataset", "--show-labels", "-L", "team"},
      {"get", "dataset/std", "cm/long", "--show-kind"},
      {"get", "dataset", "--sort-by=.metadata.labels.team", "-o", "name"},
      {"api-resources", "-o", "wide"},
      {"api-versions"}};
  for (const std::vector<std::string>& words : commands) {
    std::string all;
    for (const std::string& word : words) all += word + " ";
    INFO(all);
    // Both in the same second of an object's age.
    CHECK(Eventually([&] { return kubectl.daemon().Must(words) == kubectl.Must(words); }));
  }
}

TEST_CASE("kubectl get -A shows all namespaces; -l and --field-selector choose") {
  Kubectl kubectl;
  kubectl.Dataset("one", "team: a");
  kubectl.Dataset("two", "team: b");
  kubectl.Must({"create", "namespace", "ml"});
  kubectl.Must({"create", "configmap", "notes", "-n", "ml", "--from-literal=a=b"});
  const std::string all = kubectl.Must({"get", "cm,dataset", "-A"});
  CHECK(Words(all, 0).front() == "NAMESPACE");
  CHECK(Has(all, "ml          configmap/notes"));
  CHECK(Has(all, "default     dataset.data.fluid.io/two"));
  CHECK(kubectl.Must({"get", "dataset", "-o", "name", "-l", "team=b"}) == "dataset.data.fluid.io/two\n");
  CHECK(kubectl.Must({"get", "dataset", "-o", "name", "-l", "team in (a,b),team!=b"}) ==
        "dataset.data.fluid.io/one\n");
  CHECK(kubectl.Must({"get", "dataset", "-o", "name", "--field-selector", "metadata.name=one"}) ==
        "dataset.data.fluid.io/one\n");
  CHECK(Has(kubectl.Refused({"get", "dataset", "--field-selector", "spec.x=1"}), "spec.x"));
  CHECK(Has(kubectl.Must({"get", "dataset", "--show-labels", "-L", "team"}), "team=a"));
  CHECK(kubectl.Must({"get", "dataset", "-o", "name", "--chunk-size=1"}) ==
        "dataset.data.fluid.io/one\ndataset.data.fluid.io/two\n");
  CHECK(Words(kubectl.Must({"get", "dataset", "--sort-by=.metadata.labels.team"}), 2).front() == "two");
}

TEST_CASE("kubectl get finds kinds by short name, by category and in any number") {
  Kubectl kubectl;
  kubectl.Dataset("std");
  kubectl.Must({"create", "cm", "notes"});
  CHECK(kubectl.Must({"get", "cm", "-o", "name"}) == "configmap/notes\n");
  CHECK(kubectl.Must({"get", "fluid", "-o", "name"}) == "dataset.data.fluid.io/std\n");
  CHECK(kubectl.Must({"get", "datasets.v1alpha1.data.fluid.io", "-o", "name"}) ==
        "dataset.data.fluid.io/std\n");
  CHECK(Has(kubectl.Refused({"get", "dataset", "other"}),
            "(NotFound): datasets.data.fluid.io \"other\" not found"));
  CHECK(Has(kubectl.Refused({"get", "widgets"}), "doesn't have a resource type"));
}

TEST_CASE("kubectl get -w follows an object in one table") {
  Kubectl kubectl;
  kubectl.Dataset("std");
  const std::string output = kubectl / "watch";
  const auto watch = kubectl.Start({"get", "dataset", "std", "-w"}, output);
  REQUIRE(Eventually([&] { return Has(TryRead(output).value_or(""), "std"); }));
  kubectl.Must({"apply", "-f", kubectl.File("runtime.yaml", RuntimeManifest("std"))});
  REQUIRE(Eventually([&] { return Has(TryRead(output).value_or(""), "Bound"); }));
  const std::string text = ReadAll(output);
  CHECK(text.find("CACHE CAPACITY") == text.rfind("CACHE CAPACITY"));
  CHECK(text.find("NotBound") < text.rfind("Bound"));
}

TEST_CASE("kubectl describe shows a dataset with its conditions and events") {
  Kubectl kubectl;
  kubectl.Bind("std");
  const std::string text = kubectl.Must({"describe", "dataset", "std"});
  for (const char* part : {"Name:         std\n", "Kind:         Dataset\n", "Mount Point:  pvc://files\n",
                           "Type:                  Ready\n", "Phase:          Bound\n"}) {
    INFO(text);
    CHECK(Has(text, part));
  }
  const size_t events = text.find("\nEvents:\n");
  REQUIRE(events != std::string::npos);
  CHECK(text.find("DatasetCreated", events) != std::string::npos);
  CHECK(text.find("DatasetReady", events) != std::string::npos);
  CHECK(text.find("Engine", events) == std::string::npos);  // those of the runtime
  CHECK(Has(kubectl.Must({"describe", "ns", "default"}), "Status:       Active"));
}

TEST_CASE("kubectl events lists events, of one object with --for and of one sort with --types") {
  Kubectl kubectl;
  kubectl.Bind("std");
  const std::string all = kubectl.Must({"events"});
  CHECK(FirstLine(all).starts_with("LAST SEEN   TYPE"));
  CHECK(Has(all, "Dataset/std"));
  CHECK(Has(all, "ThinRuntime/std"));
  const std::string one = kubectl.Must({"events", "--for", "dataset/std"});
  CHECK(Has(one, "DatasetReady"));
  CHECK_FALSE(Has(one, "ThinRuntime"));
  CHECK_FALSE(Has(kubectl.Must({"events", "--types=Normal"}), "Warning"));
  const std::string chosen =
      kubectl.Must({"get", "events", "--field-selector", "involvedObject.kind=Dataset,reason=DatasetReady"});
  CHECK(Words(chosen, 0) == std::vector<std::string>{"LAST", "SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"});
  CHECK(Words(chosen, 1).at(3) == "dataset/std");
  CHECK(Words(chosen, 2).empty());
}

TEST_CASE("kubectl explain tells of fields, and of their tree with --recursive") {
  Kubectl kubectl;
  const std::string mounts = kubectl.Must({"explain", "dataset.spec.mounts"});
  CHECK(Has(mounts, "FIELD: mounts <[]Mount>"));
  CHECK(Has(mounts, "mountPoint\t<string> -required-"));
  CHECK(Has(mounts, "options\t<map[string]string>"));
  const std::string tree = kubectl.Must({"explain", "thinruntime", "--recursive"});
  CHECK(Has(tree, "  spec\t<ThinRuntimeSpec>\n"));
  CHECK(Has(tree, "        quota\t<"));
  CHECK(Has(kubectl.Must({"explain", "dataload.spec.policy"}), "ENUM:\n    Once\n    Cron\n    OnEvent"));
  CHECK(Has(kubectl.Must({"explain", "secret.data"}), "<map[string]string>"));
  CHECK(Has(kubectl.Must({"explain", "run.spec", "--api-version=run.fluid.io/v1alpha1"}),
            "FIELD: spec <RunSpec>"));
  CHECK(Has(kubectl.Refused({"explain", "dataset.spec.nothing"}), "does not exist"));
}

TEST_CASE("kubectl api-resources and api-versions list all that there is") {
  Kubectl kubectl;
  const std::string resources = kubectl.Must({"api-resources", "-o", "wide"});
  for (const char* plural : {"alluxioruntimes", "cacheruntimeclasses",
                             "cacheruntimes",   "databackups",
                             "dataloads",       "datamigrates",
                             "dataprocesses",   "datasets",
                             "efcruntimes",     "jindoruntimes",
                             "juicefsruntimes", "thinruntimeprofiles",
                             "thinruntimes",    "vineyardruntimes",
                             "attachments",     "flows",
                             "grants",          "runs",
                             "configmaps",      "events",
                             "namespaces",      "secrets"}) {
    INFO(plural);
    CHECK(Has(resources, std::string("\n") + plural + ' '));
  }
  CHECK(Has(resources, "create,delete,deletecollection,get,list,patch,update,watch"));
  const std::string namespaced = kubectl.Must({"api-resources", "--namespaced=false", "-o", "name"});
  CHECK(Has(namespaced, "thinruntimeprofiles.data.fluid.io"));
  CHECK_FALSE(Has(namespaced, "datasets"));
  CHECK(kubectl.Must({"api-versions"}) ==
        "apiextensions.k8s.io/v1\napps/v1\nauthentication.k8s.io/v1\nauthorization.k8s.io/v1\nbatch/v1\n"
        "data.fluid.io/v1alpha1\nnetworking.k8s.io/v1\nrun.fluid.io/v1alpha1\nv1\n");
}

TEST_CASE("kubectl get crd lists the definitions of our kinds, which are established") {
  Kubectl kubectl;
  const std::string all = kubectl.Must({"get", "crd"});
  CHECK(Words(all, 0) == std::vector<std::string>{"NAME", "CREATED", "AT"});
  CHECK(Has(all, "datasets.data.fluid.io"));
  kubectl.Must({"wait", "crd/datasets.data.fluid.io", "--for=condition=Established", "--timeout=20s"});
  const std::string unknown =
      kubectl.File("unknown.yaml", "apiVersion: data.fluid.io/v1alpha1\nkind: Datset\nmetadata: {name: x}\n");
  CHECK(Has(kubectl.Refused({"create", "-f", unknown}),
            "no matches for kind \"Datset\" in version \"data.fluid.io/v1alpha1\""));
}

TEST_CASE("kubectl version is content with the server's") {
  Kubectl kubectl;
  const RunResult version = kubectl.Run({"version"});
  CHECK(version.exit_code == 0);
  CHECK(Has(version.out, "Server Version: v1.33."));
  CHECK(version.err == "");  // it warns when it is too far from the server's
  CHECK(kubectl.Must({"get", "--raw", "/readyz"}) == "ok");
}

TEST_CASE("kubectl auth says who one is, and that one may") {
  Kubectl kubectl;
  CHECK(kubectl.Must({"auth", "can-i", "create", "datasets"}) == "yes\n");
  CHECK(kubectl.Must({"auth", "can-i", "get", "/healthz"}) == "yes\n");
  CHECK(Has(kubectl.Must({"auth", "can-i", "--list"}), "*.*"));
  CHECK(Has(kubectl.Must({"auth", "whoami"}), "Username"));
}

}  // namespace
}  // namespace fluid::test
