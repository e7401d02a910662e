// Templates print the same bytes from `fluid get` as from the real `kubectl get`, of the same server.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <random>

#include "tests/integration/kubectl/kubectl.h"

namespace fluid::test {
namespace {

using Words = std::vector<std::string>;

// Three datasets with labels, mounts and numbers, two config maps, and what texts may hold.
class Templates {
 public:
  Templates() {
    kubectl_.Must({"apply", "-f", kubectl_.File("objects.yaml", R"(
apiVersion: data.fluid.io/v1alpha1
kind: Dataset
metadata: {name: one, labels: {team: a, example.com/tier: gold}, annotations: {say: "a <b> & \"c\" \u2028 ä"}}
spec:
  mounts:
  - {mountPoint: "pvc://files", name: files, readOnly: true, options: {a: "1", b: "x y"}}
  - {mountPoint: "pvc://files/b", name: b, path: /b}
  - {mountPoint: "pvc://files/c", name: c, path: /c}
  - {mountPoint: "pvc://files/d", name: d, path: /d, readOnly: true}
  accessModes: [ReadOnlyMany, ReadWriteMany]
---
apiVersion: data.fluid.io/v1alpha1
kind: Dataset
metadata: {name: two, labels: {team: b}}
spec: {mounts: [{mountPoint: "pvc://files", name: files}]}
---
apiVersion: data.fluid.io/v1alpha1
kind: Dataset
metadata: {name: three}
spec: {mounts: [{mountPoint: "pvc://files", name: files}], sharedOptions: {k: v}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: notes, labels: {team: a}}
data: {plain: text, two.words: "a b", lines: "1\n2\n", empty: "", quotes: 'say "x" \ <y>'}
---
apiVersion: data.fluid.io/v1alpha1
kind: ThinRuntime
metadata: {name: two}
spec: {replicas: 3, tieredstore: {levels: [{mediumtype: MEM, quota: 1Gi, high: "0.9"}, {mediumtype: SSD, quota: 2Gi}]}}
)")});
    kubectl_.Must({"wait", "dataset", "two", "--for=jsonpath={.status.phase}=Bound", "--timeout=50s"});
  }

  // Whether both print the same, or both refuse.
  bool Same(const Words& what, const std::string& output) const {
    Words words = {"get"};
    words.insert(words.end(), what.begin(), what.end());
    words.insert(words.end(), {"-o", output});
    const RunResult ours = kubectl_.daemon().Fluid(words);
    RunResult theirs = kubectl_.Run(words);
    // Members of a map come in any order there: one of its answers must be ours.
    for (int i = 0; i < 40 && theirs.exit_code == 0 && ours.exit_code == 0 && ours.out != theirs.out; ++i)
      theirs = kubectl_.Run(words);
    UNSCOPED_INFO(fmt::format("{}\nkubectl ({}):\n{}{}\nfluid ({}):\n{}{}", fmt::join(words, " "),
                              theirs.exit_code, theirs.out, theirs.err, ours.exit_code, ours.out, ours.err));
    if (theirs.exit_code != 0) return ours.exit_code != 0;
    return ours.exit_code == 0 && ours.out == theirs.out;
  }

 private:
  Kubectl kubectl_;
};

const Words kOfOne = {"{.metadata.name}",
                      "{.spec.mounts[0].mountPoint}",
                      "{.spec.mounts[-1].name}",
                      "{.spec.mounts[-2:].name}",
                      "{.spec.mounts[1:3].name}",
                      "{.spec.mounts[:2].name}",
                      "{.spec.mounts[::2].name}",
                      "{.spec.mounts[0:4:3].name}",
                      "{.spec.mounts[*].name}",
                      "{.spec.mounts[0,2].name}",
                      "{.spec.mounts[0]['name','path']}",
                      "{.spec.mounts[3:1]}",
                      "{.spec.mounts[9]}",
                      "{.spec.mounts[2:2].name}",
                      "{.spec.mounts[]}",
                      "{.spec.mounts[-9:]}",
                      "{.metadata.labels}",
                      "{.metadata.labels.team}",
                      R"({.metadata.labels.example\.com/tier})",
                      R"({.metadata.labels['example\.com/tier']})",
                      "{.metadata.labels['example.com/tier']}",
                      "{.metadata.labels[\"team\"]}",
                      "{.metadata.annotations.say}",
                      "{.metadata.annotations}",
                      R"({.spec.mounts[?(@.name=="b")].mountPoint})",
                      R"({.spec.mounts[?(@.name=='c')].path})",
                      R"({.spec.mounts[?(@.name!="b")].name})",
                      R"({.spec.mounts[?(@.name>"b")].name})",
                      R"({.spec.mounts[?(@.readOnly)].name})",
                      R"({.spec.mounts[?(@.readOnly==true)].name})",
                      R"({.spec.mounts[?(@.readOnly=="true")].name})",
                      R"({.spec.mounts[?(@.path =~ "b")]})",
                      R"({.spec.mounts[?( @.name == "b" )].name})",
                      R"({.spec.mounts[?(@.options.b=="x y")].name})",
                      R"({.spec.mounts[?("b"==@.name)].name})",
                      R"({.spec.mounts[?(@.name==@.path)].name})",
                      "{.spec.mounts[?(@.name)]",
                      "{.spec}",
                      "{.spec.accessModes}",
                      "{.spec.accessModes[*]}",
                      "{$.kind}",
                      "{@.kind}",
                      "{@}",
                      "{.}",
                      "{}",
                      "",
                      "plain",
                      ".metadata.name",
                      "name={.metadata.name} kind={.kind}",
                      R"({.kind}{"\n"}{.metadata.name}{'\t'}!)",
                      R"({"\u00e9\x41\101\a\\\""})",
                      R"({'it\'s'})",
                      R"({"\q"})",
                      "{5}{-5}{+5}{0.5}{1e3}",
                      "{true}{false}{nope}",
                      R"({range .spec.mounts[*]}{.name}{"\t"}{.path}{"\n"}{end})",
                      "{range .spec.mounts[*]}[{.name}]",
                      "{range .spec.none[*]}{.name}{end}after",
                      "{end}",
                      "{..mountPoint}",
                      "{..name}",
                      "{.spec..path}",
                      "{.spec....path}",
                      "{.spec.mounts.name}",
                      "{.spec.mounts[0].name[0]}",
                      "{.spec.mounts[0].readOnly}",
                      "{.metadata.generation}",
                      "{.nothing.here}",
                      "{.metadata.name",
                      "{.metadata.name}}",
                      "{.spec.mounts[0}",
                      "{ .metadata.name }",
                      "{.metadata.name.*}",
                      "{.spec.mounts[a]}",
                      "{.spec.mounts[0:1:0].name}",
                      "{.spec.mounts[*].options.a}",
                      "{.metadata.name},{.metadata.namespace}",
                      "{.spec.mounts[?(@.name==\"b\")]}",
                      "{.metadata.name .kind}"};

const Words kOfAll = {"{.items[*].metadata.name}",
                      "{.items[0].metadata.name}",
                      "{.kind}",
                      "{.metadata}",
                      "{.apiVersion}",
                      R"({range .items[*]}{.metadata.name}{"\t"}{.spec.mounts[*].name}{"\n"}{end})",
                      R"({range .items[*]}{.metadata.name}:{range .spec.mounts[*]} {.name}{end};{end})",
                      R"({range .items[*]}{range .spec.mounts[*]}{.name}{end})",
                      R"({.items[?(@.metadata.name=="two")].status.phase})",
                      R"({.items[?(@.metadata.labels.team)].metadata.name})",
                      R"({.items[?(@.spec.mounts[0].name=="files")].metadata.name})",
                      "{.items[*].spec.accessModes[*]}",
                      "{.items[*]['metadata.name','status.phase']}",
                      "{.items[*].metadata['name','labels']}",
                      "{..mountPoint}",
                      "{range .items[*]}{.metadata.name}{end}{range .items[*]}{.kind}{end}",
                      "{.items[1:].spec}",
                      "{.items[-1:].kind}"};

TEST_CASE("fluid get -o jsonpath prints what kubectl prints") {
  const Templates templates;
  for (const std::string& path : kOfOne) CHECK(templates.Same({"dataset", "one"}, "jsonpath=" + path));
  for (const std::string& path : kOfAll) CHECK(templates.Same({"datasets"}, "jsonpath=" + path));
  for (const char* path : {"{.spec.replicas}", "{.spec.tieredstore.levels[*].quota}", "{.spec.tieredstore}",
                           "{.spec.tieredstore.levels[?(@.high)].mediumtype}"}) {
    CHECK(templates.Same({"thinruntime", "two"}, std::string("jsonpath=") + path));
  }
  for (const char* path :
       {"{.data}", "{.data.lines}", R"({.data.two\.words})", "{.data.quotes}", "{.data.empty}"})
    CHECK(templates.Same({"configmap/notes"}, std::string("jsonpath=") + path));
  CHECK(templates.Same({"dataset", "one", "two"}, "jsonpath={.items[*].metadata.name}"));
  CHECK(templates.Same({"dataset", "-l", "team=none"}, "jsonpath={.items}"));
  CHECK(templates.Same({"dataset", "one"}, "jsonpath-as-json={.spec.mounts[*].name}"));
  CHECK(templates.Same({"dataset", "one"}, "jsonpath-as-json={.spec}{.absent}{\"<a>\"}"));
}

TEST_CASE("fluid get -o custom-columns prints what kubectl prints") {
  const Templates templates;
  for (const char* columns :
       {"NAME:.metadata.name", "N:{.metadata.name},TEAM:.metadata.labels.team,MOUNTS:.spec.mounts[*].name",
        "A:.spec.mounts[0],B:metadata.labels,C:.spec.none", "NAME:.metadata.name,RO:.spec.mounts[*].readOnly",
        "NAME", "A:.metadata.name,B:.a{b", "LONGER THAN ITS CELLS:.kind,X:.metadata.generation"}) {
    CHECK(templates.Same({"datasets"}, std::string("custom-columns=") + columns));
    CHECK(templates.Same({"dataset", "one"}, std::string("custom-columns=") + columns));
  }
  CHECK(templates.Same({"datasets", "--no-headers"}, "custom-columns=NAME:.metadata.name,K:.kind"));
  CHECK(templates.Same({"datasets", "-l", "team=none"}, "custom-columns=NAME:.metadata.name"));
  CHECK(templates.Same({"datasets,configmaps"}, "custom-columns=KIND:.kind,NAME:.metadata.name"));
}

// 200 runs of two programs.
TEST_CASE("fluid get and kubectl get agree on templates that were changed at random", "[slow]") {
  const Templates templates;
  std::mt19937 random(4);
  const auto below = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
  constexpr std::string_view kBytes = "{}[]().,:;*?@$\"'\\=!<>-+ 0123abnrt\t";
  for (int i = 0; i < 200; ++i) {
    std::string path = kOfOne[below(kOfOne.size())];
    if (path.empty() || path == "{.}") continue;
    for (size_t changes = 1 + below(2); changes > 0; --changes) {
      const size_t at = below(path.size() + 1);
      switch (below(3)) {
        case 0:
          path.insert(at, 1, kBytes[below(kBytes.size())]);
          break;
        case 1:
          if (at < path.size()) path[at] = kBytes[below(kBytes.size())];
          break;
        default:
          if (at < path.size() && path.size() > 1) path.erase(at, 1);
      }
    }
    // Of a map's members kubectl takes any order.
    if (path.find('*') != std::string::npos || path.find("..") != std::string::npos) continue;
    CHECK(templates.Same({"dataset", "one"}, "jsonpath=" + path));
  }
}

}  // namespace
}  // namespace fluid::test
