// Plugins that can't be had, or can't be loaded, as a user meets them.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

constexpr const char* kThin = FLUID_BINARY_DIR "/lib/fluid/plugins/io.fluid.thin/0.1.0/thin.so";

// A bad file where the built-in client is looked for first; what is said about it, and what it takes.
void IsToldAndMended(const std::string& plugin, const std::string& said, const std::string& cure) {
  TempDir plugins, www;
  const std::string path = plugins / "io.fluid.thin/0.1.0/thin.so";
  WriteFile(path, plugin);
  WriteFile(www / "file", "here");
  Nginx nginx(www.path());
  Daemon daemon;
  const std::string list = daemon.Must({"plugin", "list", "--plugin-dir", plugins.path()});
  INFO(list);
  CHECK(list.find(path) != std::string::npos);
  CHECK(list.find(said) != std::string::npos);
  CHECK(list.find(cure) != std::string::npos);

  daemon.Serve({"--plugin-dir", plugins.path()});
  daemon.Apply(DatasetManifest("demo", {Source{nginx.url()}}) + RuntimeManifest("demo"));
  daemon.Await("EngineNotInstalled", [&] {
    return daemon.Condition("dataset", "demo", "Ready")["reason"].text() == "EngineNotInstalled";
  });
  const std::string message = daemon.Condition("dataset", "demo", "Ready")["message"].text();
  INFO(message);
  CHECK(message.rfind("load plugin " + path, 0) == 0);
  CHECK(message.find(said) != std::string::npos);
  CHECK(message.find(cure) != std::string::npos);
  CHECK(daemon.Must({"describe", "dataset", "demo"}).find(said) != std::string::npos);
  CHECK(daemon.Must({"describe", "thinruntime", "demo"}).find(said) != std::string::npos);

  std::filesystem::copy_file(kThin, path, std::filesystem::copy_options::overwrite_existing);
  daemon.Await("Bound", [&] { return daemon.Phase("dataset", "demo") == "Bound"; });
  daemon.Must({"delete", "dataset", "demo"});
  daemon.RequireNothingLeft();
}

std::string Faulty(const std::string& fault) {
  return ReadAll(fmt::format("{}/tests/plugins/faults/{}/1.0.0/{}.so", FLUID_BINARY_DIR, fault, fault));
}

}  // namespace

// Slow, these three: folders of plugins are looked at every 5 s.
TEST_CASE("a plugin that is no shared object is named with its cure, and works once it is mended", "[slow]") {
  IsToldAndMended("this is a text", "ELF", "install");
}

TEST_CASE("a plugin for another version of the ABI is named with its cure, and works once it is mended",
          "[slow]") {
  IsToldAndMended(Faulty("NOTE_MAJOR"), "major 2", "install");
}

TEST_CASE("a plugin without its entry is named with its cure, and works once it is mended", "[slow]") {
  IsToldAndMended(Faulty("NO_ENTRY"), "fluid_plugin_v1", "export");
}

TEST_CASE("a runtime whose plugin is not installed says where it was looked for and what helps") {
  TempDir plugins;
  Daemon daemon;
  daemon.Serve({"--plugin-dir", plugins.path()});
  daemon.Apply(DatasetManifest("demo", {Source{"http://127.0.0.1:1/"}}) +
               "apiVersion: data.fluid.io/v1alpha1\nkind: AlluxioRuntime\nmetadata: {name: demo}\nspec: "
               "{replicas: 1}\n");
  daemon.Await("EngineNotInstalled", [&] {
    return daemon.Condition("dataset", "demo", "Ready")["reason"].text() == "EngineNotInstalled";
  });
  const std::string message = daemon.Condition("dataset", "demo", "Ready")["message"].text();
  INFO(message);
  REQUIRE(message.find(plugins.path()) != std::string::npos);
  REQUIRE(message.find("install") != std::string::npos);
  REQUIRE(daemon.Phase("dataset", "demo") == "NotBound");
  daemon.Must({"delete", "dataset", "demo"});
  daemon.RequireNothingLeft();
}

}  // namespace fluid::test
