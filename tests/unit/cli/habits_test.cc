// What users of kubectl type. The texts are those that kubectl 1.33 prints of the same objects.
#include <catch2/catch.hpp>

#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

// "a" with labels, "b" without; newer names first.
void MakeTwo(CommandFixture& f) {
  f.Fluid("apply -f -", DatasetYaml("b") + "---\n" + DatasetYaml("a"));
  f.Fluid("label dataset a team=vision example.com/tier=hot");
}

bool Holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("get sorts by a field, digits as numbers, and objects without it come first") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("d10") + "---\n" + DatasetYaml("d9") + "---\n" + DatasetYaml("a"));
  f.Fluid("label dataset d10 size=900Mi");
  f.Fluid("label dataset d9 size=2Gi");
  const auto names = [&](const std::string& path) {
    return f.Fluid("get datasets -o name --sort-by=" + path).out;
  };
  const std::string a = "dataset.data.fluid.io/a\n", d9 = "dataset.data.fluid.io/d9\n",
                    d10 = "dataset.data.fluid.io/d10\n";
  CHECK(names(".metadata.name") == a + d9 + d10);
  CHECK(names("{.metadata.labels.size}") == a + d10 + d9);
  const Ran none = f.Fluid("get datasets --sort-by=.spec.nothing");
  CHECK(none.code == 2);
  CHECK(none.err == "fluid: --sort-by=.spec.nothing: none of the objects has this field\n");
  CHECK(Holds(f.Fluid("get datasets --sort-by=.spec").err, "found a map"));
}

TEST_CASE("get shows labels in columns, and kinds in names") {
  CommandFixture f;
  MakeTwo(f);
  const std::string columns = f.Fluid("get datasets -L team,example.com/tier -L none").out;
  CHECK(Holds(columns, "AGE   TEAM     TIER   NONE\n"));
  CHECK(Holds(columns, "   vision   hot    \n"));
  const std::string labels = f.Fluid("get datasets --show-labels --show-kind").out;
  CHECK(Holds(labels, "LABELS\ndataset.data.fluid.io/a "));
  CHECK(Holds(labels, "   example.com/tier=hot,team=vision\n"));
  CHECK(Holds(labels, "   <none>\n"));
}

TEST_CASE("get and wait take what a file names") {
  CommandFixture f;
  MakeTwo(f);
  const std::string file = f.Write("two.yaml", DatasetYaml("b") + "---\n" + DatasetYaml("a"));
  CHECK(f.Fluid("get -o name -f " + file).out == "dataset.data.fluid.io/b\ndataset.data.fluid.io/a\n");
  CHECK(f.Fluid("get datasets -f " + file).code == 2);
  CHECK(f.Fluid("wait --for=create -f " + file).out ==
        "dataset.data.fluid.io/b condition met\ndataset.data.fluid.io/a condition met\n");
}

TEST_CASE("get of objects of several kinds names the kinds, and of a category lists its kinds") {
  CommandFixture f;
  MakeTwo(f);
  f.Fluid("apply -f -", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\n");
  const std::string both = f.Fluid("get dataset/a configmap/notes").out;
  CHECK(Holds(both, "\nconfigmap/notes "));
  CHECK(Holds(both, "\ndataset.data.fluid.io/a "));
  CHECK(Holds(f.Fluid("get fluid").out, "dataset.data.fluid.io/b "));
  CHECK(f.Fluid("get datasets.v1alpha1.data.fluid.io -o name").out ==
        "dataset.data.fluid.io/a\ndataset.data.fluid.io/b\n");
}

TEST_CASE("get --raw prints an answer of the server as it stands") {
  CommandFixture f;
  CHECK(Holds(f.Fluid("get --raw /version").out, "\"gitVersion\":"));
  CHECK(f.Fluid("get --raw /nothing").code == 4);
  CHECK(f.Fluid("get --raw version").code == 2);
}

TEST_CASE("a watch of changes only says nothing of what is there", "[threads]") {
  CommandFixture f;
  MakeTwo(f);
  CommandFixture::Running watch(f, "get datasets --watch-only --no-headers --timeout=500ms");
  // Changed all the time: when it begins to watch can't be seen from here.
  for (int i = 0; !watch.ended(); ++i)
    f.SetStatus({"Dataset", "default", "b"}, i % 2 == 0 ? R"({"phase":"Bound"})" : R"({"phase":"Pending"})");
  const std::string told = watch.Wait().out;
  CHECK(told.starts_with("b "));
  CHECK_FALSE(Holds(told, "a "));
}

TEST_CASE("create makes what is not there, replace what is, and each refuses the other") {
  CommandFixture f;
  CHECK(f.Fluid("replace -f -", DatasetYaml("a")).code == 4);
  CHECK(f.Fluid("create -f - --dry-run=client", DatasetYaml("a")).out ==
        "dataset.data.fluid.io/a created (dry run)\n");
  CHECK(f.Fluid("create -f -", DatasetYaml("a")).out == "dataset.data.fluid.io/a created\n");
  f.Fluid("label dataset a team=vision");
  CHECK(f.Fluid("create -f -", DatasetYaml("a")).code == 5);
  const Ran both = f.Fluid("create -f -", DatasetYaml("a") + "---\n" + DatasetYaml("b"));
  CHECK(both.code == 5);
  CHECK(both.out == "dataset.data.fluid.io/b created\n");
  CHECK(f.Fluid("replace -f -", DatasetYaml("a")).out == "dataset.data.fluid.io/a replaced\n");
  CHECK(f.Stored({"Dataset", "default", "a"}).metadata().labels.empty());
}

TEST_CASE("labels are set, kept unless --overwrite is given, and removed") {
  CommandFixture f;
  MakeTwo(f);
  const Key a{"Dataset", "default", "a"};
  const Ran kept = f.Fluid("label dataset a team=audio");
  CHECK(kept.code == 5);
  CHECK(kept.err ==
        "fluid: dataset.data.fluid.io/a: \"team\" is \"vision\" already, and --overwrite was not given\n");
  CHECK(f.Stored(a).metadata().labels["team"] == "vision");
  CHECK(f.Fluid("label dataset a team=audio --overwrite").out == "dataset.data.fluid.io/a labeled\n");
  CHECK(f.Fluid("label dataset/a team=audio").out == "dataset.data.fluid.io/a not labeled\n");
  CHECK(f.Fluid("label dataset a team-").out == "dataset.data.fluid.io/a unlabeled\n");
  CHECK(f.Fluid("label dataset a team-").out ==
        "label \"team\" not found.\ndataset.data.fluid.io/a not labeled\n");
  CHECK_FALSE(f.Stored(a).metadata().labels.contains("team"));
  CHECK(
      f.Fluid("label datasets --all x=y --dry-run=server").out ==
      "dataset.data.fluid.io/a labeled (server dry run)\ndataset.data.fluid.io/b labeled (server dry run)\n");
  CHECK(f.Fluid("label dataset a --list").out == "example.com/tier=hot\n");
  CHECK(f.Fluid("annotate dataset a owner=ada").out == "dataset.data.fluid.io/a annotated\n");
  CHECK(f.Stored(a).metadata().annotations["owner"] == "ada");
  CHECK(f.Fluid("label dataset a x=y x-").code == 2);
  CHECK(f.Fluid("label dataset x=y").code == 2);
  CHECK(f.Fluid("label dataset a").code == 2);
}

TEST_CASE("patch changes parts of an object, as a map or as operations") {
  CommandFixture f;
  MakeTwo(f);
  const Key a{"Dataset", "default", "a"};
  CHECK(f.Fluid(R"(patch dataset a -p {"metadata":{"labels":{"team":"audio"}}})").out ==
        "dataset.data.fluid.io/a patched\n");
  CHECK(f.Stored(a).metadata().labels["team"] == "audio");
  CHECK(f.Fluid(R"(patch dataset a -p {"metadata":{"labels":{"team":"audio"}}})").out ==
        "dataset.data.fluid.io/a patched (no change)\n");
  CHECK(f.Fluid(R"(patch dataset/a --type=json -p [{"op":"remove","path":"/metadata/labels/team"}])").code ==
        0);
  CHECK_FALSE(f.Stored(a).metadata().labels.contains("team"));
  CHECK(f.Fluid("patch dataset a --patch-file -", "metadata:\n  labels: {team: text}\n").code == 0);
  CHECK(f.Stored(a).metadata().labels["team"] == "text");
  CHECK(Holds(f.Fluid("patch dataset a --type=json -p {}").err, "a list of operations"));
  CHECK(Holds(f.Fluid("patch dataset a -p {").err, "-p:"));
  CHECK(f.Fluid("patch dataset a").code == 2);
  CHECK(f.Fluid("patch dataset aa -p {}").code == 4);
}

TEST_CASE("scale sets how many workers there are, of kinds that can be scaled") {
  CommandFixture f;
  f.Fluid("apply -f -",
          "apiVersion: data.fluid.io/v1alpha1\nkind: AlluxioRuntime\nmetadata: {name: a}\nspec: {replicas: "
          "1}\n---\n" +
              DatasetYaml("a"));
  CHECK(f.Fluid("scale alluxioruntime a --replicas=3 --current-replicas=2").code == 5);
  CHECK(f.Fluid("scale alluxioruntime a --replicas=3 --current-replicas=1").out ==
        "alluxioruntime.data.fluid.io/a scaled\n");
  CHECK(f.Fluid("get alluxioruntime a -o jsonpath={.spec.replicas}").out == "3");
  const Ran no = f.Fluid("scale dataset a --replicas=3");
  CHECK(no.code == 5);
  CHECK(Holds(no.err, "its kind has no sub-resource scale; change the field itself: fluid edit dataset/a"));
}

TEST_CASE("the server's kinds and versions are told as kubectl tells them") {
  CommandFixture f;
  const std::string kinds = f.Fluid("api-resources").out;
  CHECK(kinds.starts_with("NAME "));
  CHECK(Holds(kinds, "configmaps "));
  CHECK(Holds(f.Fluid("api-resources --api-group=data.fluid.io -o name").out, "datasets.data.fluid.io\n"));
  CHECK_FALSE(Holds(f.Fluid("api-resources --namespaced=false").out, "configmaps"));
  CHECK(Holds(f.Fluid("api-versions").out, "data.fluid.io/v1alpha1\n"));
  CHECK(Holds(f.Fluid("version").out, "\nserver v1."));
  CHECK_FALSE(Holds(f.Fluid("version --client").out, "server"));
  CHECK(Holds(f.Fluid("version -o yaml").out, "version: "));
}

TEST_CASE("wait for an object that is to come returns when it has come", "[threads]") {
  CommandFixture f;
  CommandFixture::Running waiting(f, "wait dataset/a --for=create");
  f.Fluid("apply -f -", DatasetYaml("a"));
  CHECK(waiting.Wait().out == "dataset.data.fluid.io/a condition met\n");
  const Ran late = f.Fluid("wait dataset/b --for=create --timeout=10ms");
  CHECK(late.code == 6);
  CHECK(late.err == "fluid: dataset.data.fluid.io/b is not there after 10ms\n");
}

TEST_CASE("deletion is told in kubectl's words, and --wait and --no-wait are one setting") {
  CommandFixture f;
  MakeTwo(f);
  Object held = f.Stored({"Dataset", "default", "a"});
  held.metadata().finalizers = {"example.com/keep"};
  REQUIRE(f.store().Update(held).ok());
  CHECK(f.Fluid("delete dataset a --dry-run=server").out ==
        "dataset.data.fluid.io \"a\" deleted (server dry run)\n");
  CHECK(f.Fluid("delete dataset a --wait=false").out == "dataset.data.fluid.io \"a\" deleted\n");
  CHECK(f.Fluid("delete dataset a --no-wait -o name").out == "dataset.data.fluid.io/a\n");
  CHECK(f.Fluid("delete dataset a --wait --timeout=10ms").code == 6);
  CHECK(f.Fluid("delete dataset a --no-wait=false --timeout=10ms").code == 6);
  CHECK(f.Fluid("delete dataset b --force").out == "dataset.data.fluid.io \"b\" force deleted\n");
}

TEST_CASE("an option that is not there is told with the closest there is, or what to do instead") {
  CommandFixture f;
  CHECK(f.Fluid("get datasets --sort_by=x").err ==
        "fluid: get has no option --sort_by; did you mean --sort-by?\n");
  CHECK(f.Fluid("apply -k dir").err ==
        "fluid: apply has no -k: kubectl builds kustomizations: kubectl kustomize DIR | fluid apply -f -\n");
  CHECK(Holds(f.Fluid("apply -f x --prune").err, "fluid delete"));
  CHECK(f.Fluid("mount d dir more").err ==
        "fluid: mount has no place for \"more\". Help: fluid mount --help\n");
  CHECK(f.Fluid("auth can-i get datasets").err ==
        "fluid: there is no command \"auth\". Help: fluid --help\n");
  CHECK(f.Fluid("get datasets --no-headers=maybe").err ==
        "fluid: --no-headers: found maybe; allowed: true, false. Help: fluid get --help\n");
  CHECK(f.Fluid("get datasets -o name --watch=false").code == 0);
}

TEST_CASE("names and a rule that chooses are refused together, and nothing is deleted") {
  CommandFixture f;
  MakeTwo(f);
  for (const char* words : {"delete dataset a -l team=none", "delete dataset a --all", "get dataset a -l x=y",
                            "get dataset a --field-selector metadata.name=b", "describe dataset a -l x=y",
                            "wait dataset a --all --for=create", "label dataset a --all x=y"}) {
    INFO(words);
    const Ran ran = f.Fluid(words);
    CHECK(ran.code == 2);
    CHECK(ran.err ==
          "fluid: names, and -l, --field-selector or --all, can't be given together; say one of them\n");
  }
  CHECK(f.Has({"Dataset", "default", "a"}));
}

TEST_CASE("what is left out of a command is told, and how it is found") {
  CommandFixture f;
  CHECK(f.Fluid("cache").err ==
        "fluid: say what to do: fluid cache ls|free|verify. Help: fluid cache --help\n");
  CHECK(f.Fluid("cache list d").err == "fluid: there is no command \"cache list\"; did you mean \"ls\"?\n");
  CHECK(f.Fluid("list datasets").err == "fluid: there is no command \"list\"; did you mean \"get\"?\n");
  CHECK(f.Fluid("apply -f").err ==
        "fluid: --filename: found nothing; allowed: FILE. Help: fluid apply --help\n");
  CHECK(Holds(f.Fluid("completion bas").err, "did you mean \"bash\"? Help:"));
  CHECK(f.Fluid("help get extra").err == "fluid: there is no command \"get extra\". Help: fluid --help\n");
  CHECK(f.Fluid("delete imagenet").err ==
        "fluid: there is no kind \"imagenet\"; what is named is KIND NAME or KIND/NAME, such as "
        "dataset/imagenet\n");
  CHECK(f.Fluid("get pods").err ==
        "fluid: there is no kind \"pods\" here: what a cluster runs and is made of is told by kubectl\n");
  CHECK(f.Fluid("create ns ml").err == "fluid: create has no place for \"ns\". Help: fluid create --help\n");
  CHECK(f.Fluid("mount d /m\xff").code == 2);
}

}  // namespace
}  // namespace fluid::cli
