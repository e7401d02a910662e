// The engine's record: what counts as a change, and that it survives being stored.
#include <catch2/catch.hpp>

#include "src/reconcile/engine_record.h"

namespace fluid::reconcile {
namespace {

EngineWish Wish(const std::vector<std::string>& uris) {
  EngineWish wish;
  wish.spec.plugin = "io.fluid.thin";
  wish.spec.uid = "u1";
  for (const std::string& uri : uris) {
    MountSpec mount;
    mount.uri = uri;
    mount.path = uri.substr(uri.rfind('/'));
    wish.spec.mounts.push_back(mount);
  }
  return wish;
}

NodeObservation Applied(const EngineRecord& record, uint64_t open_files) {
  NodeObservation node;
  node.node = "n";
  node.config_generation = record.generation;
  node.spec_generation = record.spec.generation;
  for (const MountSpec& mount : record.spec.mounts) {
    node.sources.push_back(
        {mount.path, mount.uri, MountReport::State::kServing, mount.generation, open_files, {}});
  }
  return node;
}

TEST_CASE("the same wish is the same record") {
  const EngineRecord first = Next({}, Wish({"http://a/x"}), {});
  CHECK(first.generation == 1);
  CHECK(first.spec.generation == 1);
  CHECK(Next(first, Wish({"http://a/x"}), {}) == first);
}

TEST_CASE("a mount of a node is a new generation, but not of the spec") {
  const EngineRecord first = Next({}, Wish({"http://a/x"}), {});
  EngineWish wish = Wish({"http://a/x"});
  wish.mounts["n"] = {{"id", "/mnt", "", {}}};
  const EngineRecord second = Next(first, wish, {});
  CHECK(second.generation == 2);
  CHECK(second.spec == first.spec);
  CHECK(second.ConfigOf("n", {}).mounts.size() == 1);
  CHECK(second.ConfigOf("m", {}).mounts.empty());
}

TEST_CASE("a replaced source drains until nobody reads it") {
  const EngineRecord first = Next({}, Wish({"http://a/x", "http://a/y"}), {});
  const EngineRecord second = Next(first, Wish({"http://b/x", "http://a/y"}), {});
  REQUIRE(second.spec.mounts.size() == 3);
  CHECK(second.spec.mounts[0].generation == 2);
  CHECK(second.spec.mounts[1].generation == 1);
  CHECK(second.spec.mounts[2].draining);
  const EngineWish wish = Wish({"http://b/x", "http://a/y"});
  CHECK(Next(second, wish, {}) == second);
  CHECK(Next(second, wish, {Applied(first, 0)}) == second);
  CHECK(Next(second, wish, {Applied(second, 1)}) == second);
  const EngineRecord third = Next(second, wish, {Applied(second, 0)});
  CHECK(third.spec.mounts.size() == 2);
  CHECK(third.spec.mounts[0].generation == 2);
}

TEST_CASE("another value of a secret is another generation of the mounts that use it") {
  EngineWish wish = Wish({"http://a/x", "http://a/y"});
  wish.spec.mounts[0].secrets = {{"http.password", "default/login/password"}};
  wish.secrets = {{"default/login/password", "v1"}};
  const EngineRecord first = Next({}, wish, {});
  wish.secrets = {{"default/login/password", "v2"}};
  const EngineRecord second = Next(first, wish, {});
  REQUIRE(second.spec.mounts.size() == 2);
  CHECK(second.spec.mounts[0].generation == 2);
  CHECK(second.spec.mounts[1].generation == 1);
}

TEST_CASE("when the record was lost the count goes on from what a node has") {
  EngineRecord theirs = Next({}, Wish({"http://a/x"}), {});
  theirs.generation = theirs.spec.generation = 41;
  const EngineRecord record = Next({}, Wish({"http://a/x"}), {Applied(theirs, 0)});
  CHECK(record.generation == 42);
  CHECK(record.spec.generation == 42);
}

TEST_CASE("a record comes back as it was stored, and a newer format is refused") {
  EngineWish wish = Wish({"http://a/x"});
  wish.spec.parts = {
      {"worker", "image:1", 2, false, {{"a", "b\n\"$"}}, {{"SSD", "/c", 1ull << 40, 0.95, 0.7}}, {"x", ""}}};
  wish.spec.mounts[0].options = {{"metadata.ttl", "0"}};
  wish.spec.mounts[0].secrets = {{"k", "s/n/k"}};
  wish.secrets = {{"s/n/k", "7"}};
  wish.mounts["n"] = {{"id", "/mnt", "/sub", {{"o", "1"}}}};
  wish.force_unmount = true;
  wish.forced_mounts = {"left"};
  const EngineRecord record = Next({}, wish, {});
  const Result<EngineRecord> back = RecordFromJson(ToJson(record));
  REQUIRE(back.ok());
  CHECK(*back == record);
  CHECK(RecordFromJson("{\"format\":2}").status().message().find("newer") != std::string::npos);
  CHECK_FALSE(RecordFromJson("nonsense").ok());
}

}  // namespace
}  // namespace fluid::reconcile
