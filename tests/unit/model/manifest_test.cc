// Manifests: what is accepted, what it becomes, and that all mistakes are told at once.
#include "src/model/manifest.h"

#include <catch2/catch.hpp>

#include "src/model/generated/cache.h"
#include "src/model/generated/core.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/operation.h"
#include "src/model/generated/thin.h"
#include "src/model/numbers.h"
#include "src/model/resource.h"
#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

constexpr char kDataset[] = "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata:\n  name: demo\n";
constexpr char kThin[] = "apiVersion: data.fluid.io/v1alpha1\nkind: ThinRuntime\nmetadata:\n  name: demo\n";

TEST_CASE("what URLs of HTTP may not hold, other sources may") {
  for (const char* source : {"http://[::1]:8080/a", "https://host", "HTTP://host:65535/",
                             "http://host:/a@b:c/", "s3://user@bucket:0/a", "nfs://host:99999/export",
                             "10.0.0.1:/export", "juicefs://name:secret@redis:6379/1"}) {
    INFO(source);
    const auto read =
        ParseManifest(std::string("apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\n"
                                  "metadata: {name: demo}\nspec:\n  mounts:\n  - mountPoint: '") +
                          source + "'\n    options: {metadata.ttl: '0', password: x}\n",
                      "in");
    INFO(read.status().ToString());
    CHECK(read.ok());
  }
}

TEST_CASE("a manifest of several documents becomes objects with their defaults") {
  const std::vector<Object> objects =
      Accept(std::string(kDataset) + "spec:\n  mounts:\n  - mountPoint: https://x.org/d\n---\n" + kThin +
             "spec:\n  tieredstore:\n    levels:\n    - {mediumtype: SSD, path: /c, quota: 1Gi}\n");
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].key() == Key{"Dataset", "default", "demo"});
  CHECK(Get<ThinRuntime>(objects[1]).spec.tieredstore.levels[0].volume_type == "hostPath");
}

TEST_CASE("defaults fill only parents that are there") {
  auto cache = [](const std::string& spec) {
    return Get<CacheRuntime>(
               Accept("apiVersion: data.fluid.io/v1alpha1\nkind: CacheRuntime\nmetadata: {name: a}\nspec:\n"
                      "  runtimeClassName: x\n" +
                      spec)[0])
        .spec;
  };
  CHECK_FALSE(cache("").worker.replicas.has_value());
  CHECK(cache("  worker: {}\n").worker.replicas == 1);
  CHECK(cache("  worker: {replicas: 0}\n").worker.replicas == 0);
  const auto policy = [](const std::string& text) {
    return Get<ThinRuntime>(Accept(std::string(kThin) + "spec:\n  management: {" + text + "}\n")[0])
        .spec.management.clean_cache_policy;
  };
  CHECK_FALSE(policy("").grace_period_seconds.has_value());
  CHECK(policy("cleanCachePolicy: {}").grace_period_seconds == 60);
  CHECK(policy("cleanCachePolicy: {maxRetryAttempts: null}").max_retry_attempts == 3);
}

TEST_CASE("JSON is read as YAML is: one value, several, or a List") {
  const std::string one =
      R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":"a"}})";
  CHECK(Accept(one).size() == 1);
  CHECK(Accept(one + "\n" + one).size() == 2);
  CHECK(Accept(R"({"apiVersion":"v1","kind":"List","items":[)" + one + "," + one + "]}").size() == 2);
  CHECK(Accept(R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"DatasetList","metadata":{},"items":[)" +
               one + "]}")
            .size() == 1);
  CHECK(Accept("{apiVersion: v1, kind: Secret, metadata: {name: a}}").size() == 1);
  CHECK(
      Accept("apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n")
          .size() == 1);
  CHECK(Accept("").empty());
  CHECK(Accept("  \n\n").empty());
  const std::string second =
      Refuse(one + "\n\n  " + R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":5}})");
  CHECK(second ==
        "m:3:57: metadata.name: found the number 5; allowed a text, which needs quotes here: \"5\"\n");
}

TEST_CASE("all problems of all documents are told at once, in the order of their places") {
  const std::string lines =
      Refuse(std::string(kDataset) + "spec:\n  mounts:\n  - mountPoint: x\n    shared: 1\n---\n" + kThin +
             "spec:\n  replicas: -1\n---\n" + kDataset + "spec: [\n");
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 4);
  CHECK(lines.find("m:7:17: spec.mounts[0].mountPoint") == 0);
  CHECK(lines.find("m:15:13: spec.replicas") != std::string::npos);
  CHECK(lines.find("broken YAML") != std::string::npos);
}

TEST_CASE("numbers are exact") {
  const std::pair<const char*, int64_t> kWhole[] = {{"9223372036854775807", INT64_MAX},
                                                    {"-9223372036854775808", INT64_MIN},
                                                    {"9007199254740993", 9007199254740993},
                                                    {"1.5e3", 1500},
                                                    {"1500.0", 1500},
                                                    {"100e-2", 1},
                                                    {"0.0", 0},
                                                    {"-0", 0},
                                                    {"0e999999999999", 0}};
  for (const auto& [text, value] : kWhole) {
    int64_t got = -1;
    INFO(text);
    CHECK(ToInt64(text, got) == WholeNumber::kYes);
    CHECK(got == value);
  }
  int64_t ignored = 0;
  for (const char* text : {"1.5", "1e-1", "0.1", "1e-99999999999"})
    CHECK(ToInt64(text, ignored) == WholeNumber::kNotWhole);
  for (const char* text : {"9223372036854775808", "1e19", "1e99999999999"}) {
    INFO(text);
    CHECK(ToInt64(text, ignored) == WholeNumber::kTooBig);
  }
  const Object event = Accept(
      "apiVersion: v1\nkind: Event\nmetadata: {name: e, generation: 9007199254740993}\n"
      "involvedObject: {}\ncount: 1.5e3\n")[0];
  CHECK(event.metadata().generation == 9007199254740993);
  CHECK(Get<Event>(event).count == 1500);
}

TEST_CASE("quantities may be numbers, and keep their text") {
  const auto quota = [](const std::string& text) {
    return Get<ThinRuntime>(Accept(std::string(kThin) +
                                   "spec: {tieredstore: {levels: [{mediumtype: MEM, quota: " + text +
                                   "}]}}")[0])
        .spec.tieredstore.levels[0]
        .quota;
  };
  CHECK(quota("1.5Gi") == "1.5Gi");
  CHECK(quota("40960") == "40960");
  CHECK(quota("1.5e3") == "1.5e3");
  CHECK(quota("\"5G\"") == "5G");
}

TEST_CASE("null is absence everywhere but in a list") {
  const Object object = Accept(std::string(kDataset) +
                               "  labels: null\n  creationTimestamp: null\nspec:\n  mounts:\n"
                               "  - mountPoint: https://x.org\n    name: null\n    options: {a: null}\n  "
                               "placement: null\nstatus: null\n")[0];
  CHECK(Get<Dataset>(object).spec.mounts[0].options.empty());
  CHECK(Refuse(std::string(kDataset) + "spec: {mounts: [null]}").find("found null") != std::string::npos);
}

TEST_CASE("foreign kinds are refused by name and line, or passed over and told") {
  const std::string text =
      std::string(kDataset) +
      "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {anything: 1}\n";
  CHECK(Refuse(text).find("m:7:7: kind: found the kind Deployment of apps/v1") == 0);
  const Result<Manifest> skipped = ParseManifest(text, "m", {.default_space = "team", .skip_foreign = true});
  REQUIRE(skipped.ok());
  CHECK(skipped->objects.size() == 1);
  CHECK(skipped->objects[0].metadata().space == "team");
  CHECK(skipped->skipped == std::vector<std::string>{"m:6: kind Deployment of apps/v1"});
  const std::string misspelt = "apiVersion: data.fluid.io/v1alpha1\nkind: Datset\nmetadata: {name: a}\n";
  CHECK_FALSE(ParseManifest(misspelt, "m", {.default_space = "default", .skip_foreign = true})
                  .ok());  // a kind of our group is no foreigner
}

TEST_CASE("what people say of a status is checked and left out") {
  const std::vector<Object> objects =
      Accept(std::string(kDataset) + "status:\n  conditions: []\n  phase: Bound\n");
  CHECK(StatusJson(objects[0]) == "null");
}

TEST_CASE("a kind with the whole body at its root has its own rules") {
  CHECK(Get<Secret>(
            Accept("apiVersion: v1\nkind: Secret\nmetadata: {name: my.secret}\nstringData: {a: b}\n")[0])
            .type == "Opaque");
  CHECK(Accept("apiVersion: data.fluid.io/v1alpha1\nkind: ThinRuntimeProfile\nmetadata: {name: "
               "cubefs3.2}\nspec: {fileSystemType: x}\n")[0]
            .metadata()
            .space.empty());
}

TEST_CASE("an object made by a program passes the same checks, without places") {
  Metadata metadata;
  metadata.name = "Not_A_Label";
  metadata.space = "default";
  Dataset body;
  body.spec.mounts.resize(1);
  body.spec.mounts[0].mount_point = "dataset://a/../b";
  const Status status = Validate(Make(metadata, body));
  REQUIRE(status.problems().size() == 2);
  CHECK(status.problems()[0].ToString().find("metadata.name: found") == 0);
  CHECK(status.problems()[1].path == "spec.mounts[0].mountPoint");
  metadata.name = "fine";
  body.spec.mounts[0].mount_point = "dataset://a/b/sub";
  CHECK(Validate(Make(metadata, body)).ok());
}

TEST_CASE("what is printed may be applied again") {
  const std::string text =
      std::string(kThin) +
      "  labels: {a: b}\nspec:\n  replicas: 2\n  fuse:\n    env:\n    - {name: A, value: \"0644\"}\n"
      "    options: {script: \"a\\nb\\n\"}\n  tieredstore:\n    levels:\n    - {mediumtype: SSD, path: "
      "\"/a,/b\", quota: 1Gi}\n";
  const Object object = Accept(text)[0];
  CHECK(Accept(ToYaml(object))[0].ToJson() == object.ToJson());
  CHECK(Accept(ToPrettyJson(object))[0].ToJson() == object.ToJson());
}

TEST_CASE("operations that wait for each other are refused before one waits for ever", "[D4]") {
  auto load = [](const std::string& name, const std::string& after) {
    return std::string("apiVersion: data.fluid.io/v1alpha1\nkind: DataLoad\nmetadata: {name: ") + name +
           "}\nspec: {dataset: {name: d}, runAfter: {kind: DataLoad, name: " + after + "}}\n---\n";
  };
  CHECK(Refuse(load("a", "b") + load("b", "a")).find("a circle of waiting") != std::string::npos);
  CHECK(Accept(load("a", "b") + load("b", "c")).size() == 2);
  CHECK(Refuse(load("x", "a") + load("a", "b") + load("b", "c") + load("c", "a"))
            .find("dataload/a -> dataload/b") != std::string::npos);
}

TEST_CASE("references that climb out of their dataset are refused", "[D18]") {
  for (const char* uri :
       {"dataset://a/b/../c", "dataset://a/b/..", "dataset://../b", "dataset://a/b/c/../../.."}) {
    CHECK(Refuse(std::string(kDataset) + "spec: {mounts: [{mountPoint: \"" + uri + "\"}]}")
              .find("without \"..\"") != std::string::npos);
  }
}

TEST_CASE("what people leave empty or write as numbers is taken as Kubernetes takes it") {
  const Result<Manifest> read = ParseManifest(
      "apiVersion: data.fluid.io/v1alpha1\nkind: EFCRuntime\nmetadata: {name: a, labels: }\nspec:\n  "
      "replicas: 1\n"
      "  tieredstore:\n    levels:\n      - {mediumtype: MEM, path: /dev/shm, quota: 40960, low: \"0.1\"}\n"
      "  fuse:\n    properties:\n---\n# a runtime of its own\n---\n"
      "apiVersion: data.fluid.io/v1alpha1\nkind: CacheRuntime\nmetadata: {name: b}\nspec:\n"
      "  runtimeClassName: some\n  worker:\n    tieredStore:\n      levels:\n"
      "        - {emptyDir: {quota: 100Gi, medium: \"\"}, high: \"0.95\", low: \"0.7\"}\n",
      "x.yaml");
  INFO(read.status().ToString());
  REQUIRE(read.ok());
  CHECK(read->objects.size() == 2);
  CHECK(read->objects[0].ToJson().find("\"quota\":\"40960\"") != std::string::npos);
}

}  // namespace
}  // namespace fluid::model::test
