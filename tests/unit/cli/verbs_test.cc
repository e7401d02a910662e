// The verbs that answer at once: what they print, what they change, how they exit.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>
#include <thread>

#include "src/api/client.h"
#include "src/api/json.h"
#include "src/base/unix_socket.h"
#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

// Ages change; everything else in a golden table does not.
std::string WithoutAges(std::string text) {
  for (const char* age : {"0s", "1s", "2s", "3s"}) {
    for (size_t at; (at = text.find(std::string(" ") + age + "\n")) != std::string::npos;)
      text.replace(at + 1, 2, "AGE");
  }
  return text;
}

size_t Lines(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST_CASE("apply creates, configures, and leaves alone what is so already") {
  CommandFixture f;
  const std::string file = f.Write("d.yaml", DatasetYaml("imagenet"));
  Ran ran = f.Fluid("apply -f " + file);
  CHECK(ran.code == 0);
  CHECK(ran.out == "dataset.data.fluid.io/imagenet created\n");
  CHECK(ran.err.empty());
  const std::string version = f.Stored(kImagenet).metadata().version;
  CHECK(f.Fluid("apply -f " + file).out == "dataset.data.fluid.io/imagenet unchanged\n");
  CHECK(f.Stored(kImagenet).metadata().version == version);
  f.Write("d.yaml", DatasetYaml("imagenet") + "  placement: Shared\n");
  CHECK(f.Fluid("apply -f " + file).out == "dataset.data.fluid.io/imagenet configured\n");
  CHECK(f.Stored(kImagenet).metadata().generation == 2);
}

TEST_CASE("apply keeps what others wrote into the object") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Object object = f.Stored(kImagenet);
  object.metadata().annotations["other"] = "yes";
  object.metadata().finalizers = {"run.fluid.io/x"};
  REQUIRE(f.store().Update(object).ok());
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");
  CHECK(f.Fluid("apply -f -", DatasetYaml("imagenet")).out == "dataset.data.fluid.io/imagenet unchanged\n");
  CHECK(f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Shared\n").code == 0);
  object = f.Stored(kImagenet);
  CHECK(object.metadata().annotations.at("other") == "yes");
  CHECK(object.metadata().finalizers.size() == 1);
  CHECK(object.ToJson().find("\"phase\":\"Bound\"") != std::string::npos);
}

TEST_CASE("apply reads folders, standard input, and several documents") {
  CommandFixture f;
  f.Write("m/a.yaml", DatasetYaml("a") + "---\n" + DatasetYaml("b"));
  f.Write("m/deep/c.yml", DatasetYaml("c"));
  f.Write("m/readme.txt", "nothing");
  CHECK(Lines(f.Fluid("apply -f " + f.state_dir() + "/m").out) == 2);
  CHECK(Lines(f.Fluid("apply -R -f " + f.state_dir() + "/m -f -", DatasetYaml("d")).out) == 4);
  CHECK(f.Has({"Dataset", "default", "d"}));
  CHECK(f.Fluid("apply -n ml -f -", DatasetYaml("e")).code == 0);
  CHECK(f.Has({"Dataset", "ml", "e"}));
}

TEST_CASE("apply with a problem anywhere tells all problems and changes nothing") {
  CommandFixture f;
  const std::string good = f.Write("good.yaml", DatasetYaml("good"));
  const std::string a = f.Write("a.yaml", DatasetYaml("a") + "  placment: Shared\n");
  const std::string b = f.Write("b.yaml", DatasetYaml("Bad_Name"));
  const Ran ran = f.Fluid("apply -f " + good + " -f " + a + " -f " + b);
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err.find(a + ":9:3: spec.placment: ") != std::string::npos);
  CHECK(ran.err.find("did you mean \"placement\"?") != std::string::npos);
  CHECK(ran.err.find(b + ":4:9: metadata.name: ") != std::string::npos);
  CHECK_FALSE(f.Has({"Dataset", "default", "good"}));
  CHECK(f.Fluid("apply -f " + f.state_dir() + "/absent.yaml").code == 2);
  CHECK(f.Fluid("apply -f -", "").code == 2);
}

// Another manager has taken the placement of a dataset.
void TakePlacement(CommandFixture& f, const std::string& name) {
  f.Fluid("apply -f -", DatasetYaml(name) + "  placement: Exclusive\n");
  api::ApiClient other(f.state_dir() + "/fluid.sock", std::chrono::seconds(10));
  api::HttpRequest patch;
  patch.method = "PATCH";
  patch.target =
      "/apis/data.fluid.io/v1alpha1/namespaces/default/datasets/" + name + "?fieldManager=other&force=true";
  patch.headers.Add("Content-Type", "application/apply-patch+yaml");
  patch.body = R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":")" + name +
               R"("},"spec":{"placement":"Shared"}})";
  REQUIRE(other.Do(std::move(patch))->status == 200);
}

TEST_CASE("apply of several goes on behind a conflict, tells each, and exits 5") {
  CommandFixture f;
  TakePlacement(f, "a");
  TakePlacement(f, "b");
  const std::string wish = "  placement: Exclusive\n";
  const Ran ran = f.Fluid("apply -f -", DatasetYaml("a") + wish + "---\n" + DatasetYaml("b") + wish +
                                            "---\n" + DatasetYaml("c") + wish);
  CHECK(ran.code == 5);
  CHECK(ran.out == "dataset.data.fluid.io/c created\n");
  CHECK(ran.err.find("dataset.data.fluid.io/a: others manage fields") != std::string::npos);
  CHECK(ran.err.find("dataset.data.fluid.io/b: others manage fields") != std::string::npos);
}

TEST_CASE("diff shows what a conflict is about, and then the conflict") {
  CommandFixture f;
  TakePlacement(f, "imagenet");
  const Ran ran = f.Fluid("diff -f -", DatasetYaml("imagenet") + "  placement: Exclusive\n");
  CHECK(ran.code == 5);
  CHECK(ran.out.find("  + spec.placement: \"Exclusive\"\n") != std::string::npos);
  CHECK(ran.err.find("others manage fields that would change") != std::string::npos);
}

TEST_CASE("input without objects is wrong to every verb that reads manifests") {
  CommandFixture f;
  const std::string empty = f.Write("empty.yaml", "");
  for (const std::string& words :
       {"apply -f " + empty, "diff -f " + empty, "validate " + empty, std::string("apply -f -"),
        std::string("diff -f -"), std::string("validate -")}) {
    CAPTURE(words);
    const Ran ran = f.Fluid(words);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err == "fluid: the input holds no objects\n");
  }
}

TEST_CASE("--version is version") {
  CommandFixture f(CommandFixture::Server::kNone);
  CHECK(f.Fluid("--version").out == "fluid 0.0.0\n");
}

TEST_CASE("waiting without any time looks once") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Ran ran = f.Fluid("get dataset imagenet --until=Bound --timeout=0");
  CHECK(ran.code == 6);
  CHECK(ran.err.find("did not become Bound within ") != std::string::npos);
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");
  CHECK(f.Fluid("get dataset imagenet --until=Bound --timeout=0").code == 0);
}

TEST_CASE("a watch whose output nobody reads any more ends quietly", "[threads]") {
  CommandFixture f;
  int fds[2];
  REQUIRE(pipe(fds) == 0);
  std::istringstream in;
  std::ostringstream out, err;
  Console console{in, out, err, false, 0, {}};
  console.out_fd = fds[1];
  std::thread reader([&] {
    f.Fluid("get datasets");
    close(fds[0]);
  });
  LocalVerbs local;
  CHECK(Run(std::vector<std::string>{"--state-dir", f.state_dir(), "get", "datasets", "-w"}, console,
            local) == 141);
  CHECK(err.str().empty());
  reader.join();
  close(fds[1]);
}

TEST_CASE("a dry run says what would happen") {
  CommandFixture f;
  CHECK(f.Fluid("apply --dry-run -f -", DatasetYaml("imagenet")).out ==
        "dataset.data.fluid.io/imagenet created (dry run)\n");
  CHECK_FALSE(f.Has(kImagenet));
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.SetStatus(kImagenet, R"({"phase":"Bound"})");
  CHECK(f.Fluid("apply --dry-run -f -", DatasetYaml("imagenet")).out ==
        "dataset.data.fluid.io/imagenet unchanged (dry run)\n");
  CHECK(f.Fluid("apply --dry-run -f -", DatasetYaml("imagenet") + "  placement: Shared\n").out ==
        "dataset.data.fluid.io/imagenet configured (dry run)\n");
  CHECK(f.Stored(kImagenet).metadata().generation == 1);
}

TEST_CASE("foreign kinds are an error, or passed over and told") {
  CommandFixture f;
  const std::string foreign =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\n---\n" + DatasetYaml("imagenet");
  CHECK(f.Fluid("apply -f -", foreign).code == 2);
  const Ran ran = f.Fluid("apply --skip-foreign -f -", foreign);
  CHECK(ran.code == 0);
  CHECK(ran.err.find("Deployment") != std::string::npos);
  CHECK(Lines(ran.out) == 1);
}

TEST_CASE("an object that is being deleted is not applied over") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  Object object = f.Stored(kImagenet);
  object.metadata().finalizers = {"run.fluid.io/x"};
  REQUIRE(f.store().Update(object).ok());
  CHECK(f.Fluid("delete dataset imagenet --no-wait").out == "dataset.data.fluid.io \"imagenet\" deleted\n");
  CHECK(f.Fluid("apply -f -", DatasetYaml("imagenet")).code == 5);
}

TEST_CASE("get prints Fluid's columns") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "---\n" + DatasetYaml("b"));
  f.SetStatus(
      kImagenet,
      R"({"phase":"Bound","ufsTotal":"1.00GiB","fileNum":"2048","hcfs":{"endpoint":"hdfs://x"},)"
      R"("cacheStates":{"cached":"512.00MiB","cacheCapacity":"2.00GiB","cachedPercentage":"50.0%","cacheHitRatio":"75.0%"}})");
  CHECK(WithoutAges(f.Fluid("get datasets").out) ==
        "NAME       UFS TOTAL SIZE   CACHED      CACHE CAPACITY   CACHED PERCENTAGE   PHASE   AGE\n"
        "b                                                                                    AGE\n"
        "imagenet   1.00GiB          512.00MiB   2.00GiB          50.0%               Bound   AGE\n");
  CHECK(WithoutAges(f.Fluid("get dataset imagenet -o wide").out) ==
        "NAME       UFS TOTAL SIZE   CACHED      CACHE CAPACITY   CACHED PERCENTAGE   PHASE   HCFS URL   "
        "TOTAL FILES   "
        "CACHE HIT RATIO   AGE\n"
        "imagenet   1.00GiB          512.00MiB   2.00GiB          50.0%               Bound   hdfs://x   "
        "2048          "
        "75.0%             AGE\n");
  CHECK(WithoutAges(f.Fluid("get ds,dataset -A -l absent").err).find("no kind \"ds\"") != std::string::npos);
  CHECK(WithoutAges(f.Fluid("get dataset/b").out).substr(0, 4) == "NAME");
}

TEST_CASE("get prints names, JSON and YAML that apply takes back") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet") + "---\n" + DatasetYaml("b"));
  CHECK(f.Fluid("get datasets -o name").out == "dataset.data.fluid.io/b\ndataset.data.fluid.io/imagenet\n");
  const api::Json list = *api::Json::Parse(f.Fluid("get datasets -o json").out);
  CHECK(list["kind"].text() == "List");
  CHECK(list["items"].items().size() == 2);
  const api::Json one = *api::Json::Parse(f.Fluid("get dataset imagenet -o json").out);
  CHECK(one.at(".metadata.name").text() == "imagenet");
  const std::string yaml = f.Fluid("get dataset imagenet -o yaml").out;
  CHECK(yaml.substr(0, 35) == "apiVersion: data.fluid.io/v1alpha1\n");
  CHECK(f.Fluid("apply -f -", yaml).out == "dataset.data.fluid.io/imagenet unchanged\n");
  const std::string all = f.Fluid("get datasets -o yaml").out;
  CHECK(all.find("items:\n- apiVersion: data.fluid.io/v1alpha1\n  kind: Dataset\n") != std::string::npos);
  CHECK(all.find("\nkind: List\n") != std::string::npos);
}

TEST_CASE("get tells what is not there") {
  CommandFixture f;
  Ran ran = f.Fluid("get datasets");
  CHECK(ran.code == 0);
  CHECK(ran.out.empty());
  CHECK(ran.err == "No resources found in default namespace.\n");
  ran = f.Fluid("get dataset imagenet");
  CHECK(ran.code == 4);
  CHECK(ran.err == "fluid: datasets.data.fluid.io \"imagenet\" not found\n");
  ran = f.Fluid("get datset imagenet");
  CHECK(ran.code == 2);
  CHECK(ran.err == "fluid: there is no kind \"datset\"; did you mean \"dataset\"?\n");
  CHECK(f.Fluid("get").code == 2);
  CHECK(f.Fluid("get dataset -l =").code == 2);
}

TEST_CASE("get shows several kinds and namespaces") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("a"));
  f.Fluid("apply -n ml -f -", DatasetYaml("b"));
  f.Fluid("load a --no-wait --name warm");
  const Ran ran = f.Fluid("get dataset,dataload -A");
  CHECK(WithoutAges(ran.out) ==
        "NAMESPACE   NAME                      UFS TOTAL SIZE   CACHED   CACHE CAPACITY   CACHED PERCENTAGE  "
        " PHASE   AGE\n"
        "default     dataset.data.fluid.io/a                                                                 "
        "         AGE\n"
        "ml          dataset.data.fluid.io/b                                                                 "
        "         AGE\n"
        "\n"
        "NAMESPACE   NAME                          DATASET   PHASE   AGE   DURATION\n"
        "default     dataload.data.fluid.io/warm   a                 AGE\n");
  CHECK(f.Fluid("get all").out.find("dataload.data.fluid.io/warm") != std::string::npos);
}

TEST_CASE("describe tells mounts, cache, attachments, operations, conditions and events") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.SetStatus(
      kImagenet,
      R"({"phase":"Bound","ufsTotal":"1.00GiB","cacheStates":{"cached":"5B"},"runtimes":[{"name":"imagenet",)"
      R"("namespace":"default","type":"thin"}],"conditions":[{"type":"Ready","status":"True",)"
      R"("reason":"DatasetReady","message":"all sources answer","lastTransitionTime":"2026-01-01T00:00:00Z"}]})");
  f.Fluid("load imagenet --no-wait --name warm");
  const Object dataset = f.Stored(kImagenet);
  REQUIRE(
      f.store()
          .Create(*Object::FromJson(
              R"({"apiVersion":"v1","kind":"Event","metadata":{"name":"e1","namespace":"default"},"reason":"Bound",)"
              R"("type":"Normal","message":"it is served","count":3,"lastTimestamp":"2026-01-01T00:00:00Z",)"
              R"("involvedObject":{"kind":"Dataset","name":"imagenet","uid":")" +
              dataset.metadata().uid + "\"}}"))
          .ok());
  const Ran ran = f.Fluid("describe dataset imagenet");
  CHECK(ran.code == 0);
  for (const char* text :
       {"Name:         imagenet\n", "Phase:        Bound\n", "Labels:       <none>\n",
        "  web    /web   http://127.0.0.1:1/\n", "Runtime:      thin default/imagenet\n", "  cached     5B\n",
        "Attachments:  <none>\n", "  dataload.data.fluid.io/warm", "  Ready   True     DatasetReady",
        "all sources answer\n", "  Normal   Bound", "it is served\n"}) {
    CAPTURE(text, ran.out);
    CHECK(ran.out.find(text) != std::string::npos);
  }
  CHECK(f.Fluid("describe dataload warm").out.find("\nspec:\n  dataset:\n    name: imagenet\n") !=
        std::string::npos);
  CHECK(f.Fluid("describe dataset coco").code == 4);
}

TEST_CASE("delete ends objects by name, by kind and name, and by file") {
  CommandFixture f;
  const std::string file = f.Write("d.yaml", DatasetYaml("a") + "---\n" + DatasetYaml("b"));
  f.Fluid("apply -f " + file);
  f.Fluid("apply -f -", DatasetYaml("c") + "---\n" + DatasetYaml("d"));
  CHECK(f.Fluid("delete dataset c d").out ==
        "dataset.data.fluid.io \"c\" deleted\ndataset.data.fluid.io \"d\" deleted\n");
  CHECK(f.Fluid("delete -f " + file).out ==
        "dataset.data.fluid.io \"b\" deleted\ndataset.data.fluid.io \"a\" deleted\n");
  CHECK_FALSE(f.Has({"Dataset", "default", "a"}));
  Ran ran = f.Fluid("delete dataset/c");
  CHECK(ran.code == 4);
  CHECK(f.Fluid("delete dataset/c --ignore-not-found").code == 0);
  CHECK(f.Fluid("delete dataset").code == 2);
  CHECK(f.Fluid("delete").code == 2);
}

TEST_CASE("delete --cascade says what becomes of the objects that an object owns") {
  CommandFixture f;
  const Key notes{"ConfigMap", "default", "notes"};
  for (const bool orphan : {true, false}) {
    f.Fluid("apply -f -", DatasetYaml("imagenet"));
    f.Fluid("apply -f -",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: notes\n  ownerReferences:\n  - "
            "{apiVersion: data.fluid.io/v1alpha1, kind: Dataset, name: imagenet, uid: " +
                f.Stored(kImagenet).metadata().uid + "}\n");
    REQUIRE(f.Has(notes));
    CHECK(f.Fluid(orphan ? "delete dataset imagenet --cascade=orphan --wait=false"
                         : "delete dataset imagenet --cascade=background")
              .code == 0);
    CHECK(test::Eventually([&] { return !f.Has(kImagenet); }));
    if (orphan) CHECK(f.Has(notes));
    if (!orphan) CHECK(test::Eventually([&] { return !f.Has(notes); }));
  }
  CHECK(f.Fluid("delete dataset imagenet --cascade=maybe").code == 2);
}

TEST_CASE("delete of several deletes the others when one is missing") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("b"));
  const Ran ran = f.Fluid("delete dataset a b");
  CHECK(ran.code == 4);
  CHECK(ran.out == "dataset.data.fluid.io \"b\" deleted\n");
}

TEST_CASE("validate needs no server and prints each problem in the agreed form") {
  CommandFixture f(CommandFixture::Server::kNone);
  const std::string bad = f.Write("bad.yaml", DatasetYaml("imagenet") + "  placment: Shared\n");
  Ran ran = f.Fluid("validate " + bad);
  CHECK(ran.code == 2);
  CHECK(ran.err.empty());
  CHECK(ran.out.substr(0, bad.size() + 6) == bad + ":9:3: ");
  CHECK(ran.out.find("did you mean \"placement\"?\n") != std::string::npos);
  ran = f.Fluid("validate -o json -f " + bad);
  CHECK(ran.code == 2);
  const api::Json problem = api::Json::Parse(ran.out)->items()[0];
  CHECK(problem["file"].text() == bad);
  CHECK(problem["line"].number(0) == 9);
  CHECK(problem["column"].number(0) == 3);
  CHECK(problem["path"].text() == "spec.placment");
  CHECK(problem["suggestion"].text() == "placement");
  ran = f.Fluid("validate -", DatasetYaml("imagenet"));
  CHECK(ran.code == 0);
  CHECK(ran.out == "1 object is valid\n");
  CHECK(f.Fluid("validate -o json -", DatasetYaml("imagenet")).out == "[]\n");
  CHECK(f.Fluid("validate " + f.state_dir() + "/absent").code == 2);
}

TEST_CASE("without a server every verb that needs one exits 3 within a second, with one line") {
  CommandFixture f(CommandFixture::Server::kNone);
  const std::string file = f.Write("d.yaml", DatasetYaml("imagenet"));
  for (const std::string& words :
       {"apply -f " + file, std::string("get datasets"), std::string("get dataset x -w --until=Bound"),
        std::string("get datasets -w"), std::string("describe dataset x"), std::string("delete dataset x"),
        "delete -f " + file, std::string("load x"), std::string("cancel x"), std::string("mount x dir"),
        std::string("unmount dir")}) {
    CAPTURE(words);
    const auto begin = std::chrono::steady_clock::now();
    const Ran ran = f.Fluid(words);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));  // on a loaded machine
    CHECK(ran.code == 3);
    CHECK(ran.out.empty());
    CHECK(ran.err == "fluid: no server at " + f.state_dir() +
                         "/fluid.sock; start one with: fluid serve --state-dir " + f.state_dir() + "\n");
  }
  CHECK(f.Fluid("version").code == 0);
  CHECK(f.Fluid("version").out == "fluid 0.0.0\n");
}

TEST_CASE("wrong usage exits 2") {
  CommandFixture f(CommandFixture::Server::kNone);
  for (const char* words :
       {"", "nonsense", "get dataset --nonsense", "mount x", "get dataset x --timeout=never"}) {
    CAPTURE(words);
    CHECK(f.Fluid(words).code == 2);
  }
}

TEST_CASE("load makes a DataLoad of the dataset's paths") {
  CommandFixture f;
  CHECK(f.Fluid("load imagenet --no-wait").code == 4);
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  const Ran ran = f.Fluid("load imagenet --no-wait --path /train --path /val");
  CHECK(ran.code == 0);
  const Object load = f.Appears("DataLoad");
  CHECK(ran.out == "dataload.data.fluid.io/" + load.metadata().name + " created\n");
  CHECK(load.metadata().name.substr(0, 14) == "imagenet-load-");
  const api::Json json = *api::Json::Parse(load.ToJson());
  CHECK(json.at(".spec.dataset.name").text() == "imagenet");
  CHECK(json.at(".spec.target").items().size() == 2);
  CHECK(json.at(".spec.target").items()[0]["path"].text() == "/train");
  CHECK(f.Fluid("load imagenet --no-wait --path ../x").code == 2);
}

TEST_CASE("a URL is no file, and the way to apply it is told") {
  CommandFixture f;
  const Ran ran = f.Fluid("apply -f https://example.com/dataset.yaml");
  CHECK(ran.code == 2);
  CHECK(ran.err.find("curl -fsSL https://example.com/dataset.yaml | fluid") != std::string::npos);
}

TEST_CASE("what the server writes meanwhile does not make an apply a change") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  f.hooks.admit = [](Object object, std::string_view) -> Result<Object> {  // as if between two looks
    object.metadata().finalizers = {"run.fluid.io/reconcile"};
    object.metadata().annotations["run.fluid.io/engine"] = "{}";
    return object;
  };
  CHECK(f.Fluid("apply -f -", DatasetYaml("imagenet")).out == "dataset.data.fluid.io/imagenet unchanged\n");
  CHECK(f.Fluid("apply -f -", DatasetYaml("imagenet") + "  placement: Shared\n").out ==
        "dataset.data.fluid.io/imagenet configured\n");
}

TEST_CASE("a misspelled name is told with the closest there is") {
  CommandFixture f;
  f.Fluid("apply -f -", DatasetYaml("imagenet"));
  const Ran ran = f.Fluid("get dataset imagnet");
  CHECK(ran.code == 4);
  CHECK(ran.err == "fluid: datasets.data.fluid.io \"imagnet\" not found; did you mean \"imagenet\"?\n");
  CHECK(f.Fluid("get dataset other").err == "fluid: datasets.data.fluid.io \"other\" not found\n");
  CHECK(f.Fluid("describe dataset imagnet").err.find("did you mean \"imagenet\"?") != std::string::npos);
}

}  // namespace
}  // namespace fluid::cli
