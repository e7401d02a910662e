// Lowering: what a runtime of any kind asks of its engine.
#include "src/model/lower.h"

#include <catch2/catch.hpp>

#include "src/model/generated/thin.h"
#include "src/model/resource.h"
#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

constexpr char kApi[] = "apiVersion: data.fluid.io/v1alpha1\n";

Object DatasetOf(const std::string& spec) {
  return Accept(std::string(kApi) + "kind: Dataset\nmetadata: {name: demo, namespace: team}\nspec:\n" +
                spec)[0];
}

Object RuntimeOf(const std::string& kind, const std::string& spec) {
  Object object = Accept(std::string(kApi) + "kind: " + kind +
                         "\nmetadata: {name: demo, namespace: team}\nspec:\n" + spec)[0];
  object.metadata().uid = "uid-1";
  return object;
}

EngineSpec Lowered(const Object& dataset, const Object& runtime, const Object* profile = nullptr) {
  Result<EngineSpec> spec = Lower(dataset, runtime, profile);
  INFO(spec.status().ToString());
  REQUIRE(spec.ok());
  return *std::move(spec);
}

const PartSpec& PartOf(const EngineSpec& spec, std::string_view name) {
  for (const PartSpec& part : spec.parts) {
    if (part.name == name) return part;
  }
  FAIL("no part " << name);
  return spec.parts.front();
}

TEST_CASE("a ThinRuntime without a profile is the built-in client with its tiers, fastest first", "[D21]") {
  const EngineSpec spec =
      Lowered(DatasetOf("  mounts:\n  - {mountPoint: \"https://x.org/d\", name: photos, readOnly: true}\n"),
              RuntimeOf("ThinRuntime",
                        "  fuse: {options: {metadata.ttl: 10s}, image: ignored}\n"
                        "  tieredstore:\n    levels:\n"
                        "    - {mediumtype: SSD, path: \"/ssd0/,/ssd1\", quotaList: \"10Gi,20Gi\", high: "
                        "\"0.9\", low: \"0.5\"}\n"
                        "    - {mediumtype: MEM, path: \"/dev/shm/a,/dev/shm/b\", quota: 3Gi}\n"));
  CHECK(spec.plugin == "io.fluid.thin");
  CHECK(spec.name == "demo");
  CHECK(spec.space == "team");
  CHECK(spec.uid == "uid-1");
  CHECK(spec.options.empty());
  REQUIRE(spec.parts.size() == 1);
  const PartSpec& client = PartOf(spec, "client");
  CHECK(client.options == std::map<std::string, std::string>{{"metadata.ttl", "10s"}});
  CHECK(client.image.empty());
  CHECK(client.argv.empty());
  constexpr uint64_t kGi = uint64_t{1} << 30;
  CHECK(client.tiers == std::vector<Tier>{{"MEM", "/dev/shm/a", 3 * kGi / 2, 0.95, 0.7},
                                          {"MEM", "/dev/shm/b", 3 * kGi / 2, 0.95, 0.7},
                                          {"SSD", "/ssd0", 10 * kGi, 0.9, 0.5},
                                          {"SSD", "/ssd1", 20 * kGi, 0.9, 0.5}});
  REQUIRE(spec.mounts.size() == 1);
  CHECK(spec.mounts[0].name == "photos");
  CHECK(spec.mounts[0].uri == "https://x.org/d");
  CHECK(spec.mounts[0].path == "/photos");
  CHECK(spec.mounts[0].read_only);
  CHECK(spec.mounts[0].generation == 0);
}

TEST_CASE("a mount's options win over shared ones, and a secret over a plain value") {
  const EngineSpec spec = Lowered(
      DatasetOf("  sharedOptions: {a: shared, b: shared, c: plain}\n"
                "  sharedEncryptOptions:\n"
                "  - {name: c, valueFrom: {secretKeyRef: {name: s, key: c}}}\n"
                "  - {name: d, valueFrom: {secretKeyRef: {name: s, key: d}}}\n"
                "  mounts:\n  - mountPoint: https://x.org\n    path: /x/\n"
                "    options: {b: own, d: plain, e: own}\n"
                "    encryptOptions:\n    - {name: d, valueFrom: {secretKeyRef: {name: own, key: k}}}\n"),
      RuntimeOf("ThinRuntime", "  {}\n"));
  REQUIRE(spec.mounts.size() == 1);
  CHECK(spec.mounts[0].path == "/x");
  CHECK(spec.mounts[0].options ==
        std::map<std::string, std::string>{{"a", "shared"}, {"b", "own"}, {"e", "own"}});
  CHECK(spec.mounts[0].secrets == std::vector<SecretRef>{{"c", "team/s/c"}, {"d", "team/own/k"}});
}

TEST_CASE("mounts without path stand at their name, without a name at the root") {
  const EngineSpec spec = Lowered(
      DatasetOf("  mounts:\n  - mountPoint: https://x.org\n  - {mountPoint: \"https://y.org\", name: why}\n"
                "  - {mountPoint: \"https://z.org\", name: z, path: //a//b/}\n"),
      RuntimeOf("ThinRuntime", "  {}\n"));
  CHECK(spec.mounts[0].path == "/");
  CHECK(spec.mounts[1].path == "/why");
  CHECK(spec.mounts[2].path == "/a/b");
}

TEST_CASE("a profile's client keeps its argv and image, and the runtime's words win", "[D25]") {
  const Object profile =
      Accept(std::string(kApi) +
             "kind: ThinRuntimeProfile\nmetadata: {name: p}\nspec:\n  fileSystemType: s3fs\n  fuse:\n"
             "    image: repo/s3fs\n    imageTag: v1\n    command: [s3fs]\n    args: [\"$A b\", -f]\n    "
             "options: {x: p, z: p}\n")[0];
  const Object dataset = DatasetOf("  mounts:\n  - mountPoint: bucket\n");
  const EngineSpec spec = Lowered(
      dataset, RuntimeOf("ThinRuntime", "  profileName: p\n  fuse: {options: {z: r}, imageTag: v2}\n"),
      &profile);
  const PartSpec& client = PartOf(spec, "client");
  CHECK(client.argv == std::vector<std::string>{"s3fs", "$A b", "-f"});
  CHECK(client.image == "repo/s3fs:v2");
  CHECK(client.options == std::map<std::string, std::string>{{"x", "p"}, {"z", "r"}});
  CHECK(spec.options == std::map<std::string, std::string>{{"fileSystemType", "s3fs"}});
  CHECK(Get<ThinRuntimeProfile>(profile).spec.fuse.options ==
        std::map<std::string, std::string>{{"x", "p"}, {"z", "p"}});
  const EngineSpec other = Lowered(dataset, RuntimeOf("ThinRuntime", "  fuse: {args: [-o, ro]}\n"), &profile);
  CHECK(PartOf(other, "client").argv == std::vector<std::string>{"s3fs", "-o", "ro"});
}

TEST_CASE("a profile of fileSystemType fluid is the built-in client") {
  const Object profile =
      Accept(std::string(kApi) +
             "kind: ThinRuntimeProfile\nmetadata: {name: p}\nspec:\n"
             "  fileSystemType: fluid\n  fuse: {options: {a: b}, command: [ignored]}\n")[0];
  const EngineSpec spec =
      Lowered(DatasetOf("  {}\n"), RuntimeOf("ThinRuntime", "  profileName: p\n"), &profile);
  CHECK(PartOf(spec, "client").argv.empty());
  CHECK(PartOf(spec, "client").options == std::map<std::string, std::string>{{"a", "b"}});
  CHECK(spec.options.empty());
}

TEST_CASE("every runtime kind is lowered to its plugin, with mounts and tiers") {
  const Object dataset = DatasetOf("  mounts:\n  - {mountPoint: \"s3://b/k\", name: b}\n");
  const std::string tiers =
      "  tieredstore: {levels: [{mediumtype: MEM, path: /dev/shm, quota: 1Gi}]}\n  replicas: 3\n";
  for (const auto& [kind, plugin] :
       std::map<std::string, std::string>{{"AlluxioRuntime", "io.fluid.alluxio"},
                                          {"JuiceFSRuntime", "io.fluid.juicefs"},
                                          {"JindoRuntime", "io.fluid.jindo"},
                                          {"EFCRuntime", "io.fluid.efc"},
                                          {"VineyardRuntime", "io.fluid.vineyard"}}) {
    INFO(kind);
    const EngineSpec spec = Lowered(dataset, RuntimeOf(kind, tiers));
    CHECK(spec.plugin == plugin);
    CHECK(spec.mounts.size() == 1);
    CHECK(PartOf(spec, "worker").replicas == 3);
    CHECK(PartOf(spec, "worker").tiers.size() == 1);
    CHECK(PartOf(spec, "master").replicas == -1);
    PartOf(spec, "client");
    CHECK_FALSE(RuntimeType(kind).empty());
  }
  CHECK(RuntimeType("Dataset").empty());
}

TEST_CASE("a CacheRuntime takes the options of its class under its own") {
  const Object klass = Accept(std::string(kApi) +
                              "kind: CacheRuntimeClass\nmetadata: {name: c}\nfileSystemType: x\n"
                              "topology: {worker: {options: {a: class, b: class, c: class}}}\n")[0];
  const EngineSpec spec = Lowered(
      DatasetOf("  {}\n"),
      RuntimeOf("CacheRuntime",
                "  runtimeClassName: c\n  options: {b: runtime, c: runtime}\n"
                "  worker:\n    options: {c: worker}\n    replicas: 2\n    tieredStore:\n      levels:\n"
                "      - {hostPath: {paths: [/a, /b], quotas: [1Gi, 2Gi]}, high: \"0.5\"}\n"
                "  client: {disabled: true}\n"),
      &klass);
  CHECK(PartOf(spec, "worker").options ==
        std::map<std::string, std::string>{{"a", "class"}, {"b", "runtime"}, {"c", "worker"}});
  CHECK(PartOf(spec, "worker").replicas == 2);
  REQUIRE(PartOf(spec, "worker").tiers.size() == 2);
  CHECK(PartOf(spec, "worker").tiers[1].quota_bytes == uint64_t{2} << 30);
  CHECK(PartOf(spec, "worker").tiers[1].low <= PartOf(spec, "worker").tiers[1].high);
  CHECK(PartOf(spec, "client").disabled);
}

TEST_CASE("a class may lack components that its runtime does not disable, and the runtime those of its class",
          "[D29]") {
  const Object klass = Accept(std::string(kApi) +
                              "kind: CacheRuntimeClass\nmetadata: {name: c}\nfileSystemType: x\n"
                              "topology: {worker: {options: {a: class}}}\n")[0];
  const EngineSpec bare =
      Lowered(DatasetOf("  {}\n"), RuntimeOf("CacheRuntime", "  runtimeClassName: c\n"), &klass);
  CHECK(PartOf(bare, "worker").options == std::map<std::string, std::string>{{"a", "class"}});
  const EngineSpec more = Lowered(
      DatasetOf("  {}\n"),
      RuntimeOf("CacheRuntime", "  runtimeClassName: c\n  client: {options: {b: runtime}}\n"), &klass);
  CHECK(PartOf(more, "client").options == std::map<std::string, std::string>{{"b", "runtime"}});
}

TEST_CASE("lowering answers for any object of the tables, and never fails an assertion") {
  Generator generate(11);
  for (int i = 0; i < 300; ++i) {
    const Object dataset = FromJson(generate.ObjectJson(*FindKind("Dataset")));
    for (const KindInfo* kind : Kinds()) {
      const Result<EngineSpec> spec = Lower(dataset, FromJson(generate.ObjectJson(*kind)), nullptr);
      if (RuntimeType(kind->name).empty()) CHECK_FALSE(spec.ok());
    }
  }
}

}  // namespace
}  // namespace fluid::model::test
