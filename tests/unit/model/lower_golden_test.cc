// Every runtime kind beside the engine specification that it is lowered to: tests/data/lower.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "src/model/lower.h"
#include "src/model/yaml.h"
#include "tests/unit/model/support.h"

namespace fluid::model::test {
namespace {

constexpr char kFolder[] = "tests/data/lower";

void Text(JsonWriter& out, const char* key, const std::string& value) {
  if (value.empty()) return;
  out.Key(key);
  out.String(value);
}

void Flag(JsonWriter& out, const char* key, bool value) {
  if (!value) return;
  out.Key(key);
  out.Bool(true);
}

void Options(JsonWriter& out, const std::map<std::string, std::string>& options) {
  if (options.empty()) return;
  out.Key("options");
  out.BeginMap();
  for (const auto& [key, value] : options) out.Key(key), out.String(value);
  out.EndMap();
}

// A list of maps, each made by `fn`.
template <class T, class Fn>
void List(JsonWriter& out, const char* key, const std::vector<T>& items, Fn fn) {
  if (items.empty()) return;
  out.Key(key);
  out.BeginList();
  for (const T& item : items) {
    out.BeginMap();
    fn(item);
    out.EndMap();
  }
  out.EndList();
}

void Secrets(JsonWriter& out, const std::vector<SecretRef>& secrets) {
  List(out, "secrets", secrets, [&](const SecretRef& secret) {
    Text(out, "key", secret.key);
    Text(out, "ref", secret.ref);
  });
}

std::string Share(double share) { return std::to_string(share).substr(0, 4); }

std::string Print(const EngineSpec& spec) {
  JsonWriter out;
  out.BeginMap();
  Text(out, "plugin", spec.plugin);
  Text(out, "version", spec.version);
  Text(out, "name", spec.name);
  Text(out, "space", spec.space);
  Options(out, spec.options);
  Secrets(out, spec.secrets);
  List(out, "parts", spec.parts, [&](const PartSpec& part) {
    Text(out, "name", part.name);
    Text(out, "image", part.image);
    if (part.replicas >= 0) out.Key("replicas"), out.Int(part.replicas);
    Flag(out, "disabled", part.disabled);
    Options(out, part.options);
    List(out, "tiers", part.tiers, [&](const Tier& tier) {
      Text(out, "medium", tier.medium);
      Text(out, "path", tier.path);
      out.Key("quotaBytes"), out.Int(static_cast<int64_t>(tier.quota_bytes));
      Text(out, "high", Share(tier.high));
      Text(out, "low", Share(tier.low));
    });
    if (!part.argv.empty()) {
      out.Key("argv");
      out.BeginList();
      for (const std::string& word : part.argv) out.String(word);
      out.EndList();
    }
  });
  List(out, "mounts", spec.mounts, [&](const MountSpec& mount) {
    Text(out, "name", mount.name);
    Text(out, "uri", mount.uri);
    Text(out, "path", mount.path);
    Flag(out, "readOnly", mount.read_only);
    Flag(out, "shared", mount.shared);
    Options(out, mount.options);
    Secrets(out, mount.secrets);
  });
  out.EndMap();
  Tree tree;
  std::vector<Problem> problems;
  ReadJson(out.Take(), tree, problems);
  REQUIRE(tree.root != nullptr);
  return WriteYaml(*tree.root);
}

TEST_CASE("every runtime kind is lowered to what stands beside it") {
  std::set<std::string_view> types;
  size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(FLUID_SOURCE_DIR) + "/" + kFolder)) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    const std::string name = std::string(kFolder) + "/" + entry.path().stem().string();
    INFO(name);
    const std::vector<Object> objects = Accept(ReadProjectFile(name + ".yaml"));
    const Object *dataset = nullptr, *runtime = nullptr, *profile = nullptr;
    for (const Object& object : objects) {
      const std::string_view kind = object.kind().name;
      (kind == "Dataset" ? dataset : RuntimeType(kind).empty() ? profile : runtime) = &object;
    }
    REQUIRE((dataset != nullptr && runtime != nullptr));
    types.insert(RuntimeType(runtime->kind().name));
    const Result<EngineSpec> spec = Lower(*dataset, *runtime, profile);
    INFO(spec.status().ToString());
    REQUIRE(spec.ok());
    const std::string printed = Print(*spec);
    if (std::getenv("FLUID_WRITE_EXPECTED") != nullptr) {
      std::ofstream(std::string(FLUID_SOURCE_DIR) + "/" + name + ".expected") << printed;
    }
    CHECK(printed == ReadProjectFile(name + ".expected"));
  }
  CHECK(files >= 9);
  CHECK(types ==
        std::set<std::string_view>{"alluxio", "cache", "efc", "jindo", "juicefs", "thin", "vineyard"});
}

}  // namespace
}  // namespace fluid::model::test
