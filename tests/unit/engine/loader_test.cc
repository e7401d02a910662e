// Loading plugins: what is refused, and what the refusals say.
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "src/base/files.h"
#include "src/engine/elf_note.h"
#include "src/engine/plugin_path.h"
#include "src/engine/registry.h"
#include "tests/unit/engine/fixture.h"

using namespace fluid;
using namespace fluid::engine;
using namespace fluid::engine::test;
using Catch::Matchers::Contains;
using fluid::test::ReadAll;
using fluid::test::WriteFile;

namespace {

std::string FaultPath(const std::string& fault) {
  return TestPluginDir() + "/faults/" + fault + "/1.0.0/" + fault + ".so";
}
std::string GoodPath() { return TestPluginDir() + "/org.fluid.test.wrong/1.0.0/good.so"; }

std::string Refusal(const std::string& path) {
  const auto plugin = LoadPlugin(path);
  return plugin.ok() ? "" : std::string(plugin.status().message());
}

// A folder that holds one plugin file, in the layout of an installation.
struct Installed {
  explicit Installed(const std::string& bytes, const std::string& id = "org.fluid.test.wrong") {
    path = dir / ("plugins/" + id + "/1.0.0/p.so");
    WriteFile(path, bytes);
    REQUIRE(chmod(path.c_str(), 0755) == 0);
  }
  PluginRegistry Registry() const { return PluginRegistry({dir / "plugins"}, Log()); }
  TempDir dir;
  std::string path;
};

}  // namespace

TEST_CASE("a plugin installed by id and version is found and loaded once") {
  PluginRegistry registry({ShippedPluginDir()}, Log());
  const auto first = registry.Find(kMinimal);
  REQUIRE(first.ok());
  CHECK((*first)->version == "0.1.0");
  CHECK((*first)->interfaces == std::vector<std::string>{"fluid.data/1"});
  CHECK((*first)->has_data);
  CHECK_FALSE((*first)->has_hstat);
  const auto second = registry.Find(kMinimal);
  REQUIRE(second.ok());
  CHECK(first->get() == second->get());
}

TEST_CASE("a plugin that is not installed is told with the searched folders and the cure") {
  PluginRegistry registry({"/nonexistent/a", "/nonexistent/b"}, Log());
  const Status status = registry.Find("com.example.absent").status();
  CHECK(status.code() == Code::kNotFound);
  CHECK_THAT(std::string(status.message()),
             Contains("/nonexistent/a, /nonexistent/b") && Contains("install it as"));
}

TEST_CASE("an id can't lead out of the plugin folders") {
  PluginRegistry registry({ShippedPluginDir()}, Log());
  for (const char* id : {"../plugins", "a/b", "", ".", "..", ".hidden"}) {
    CHECK(registry.Find(id).status().code() == Code::kInvalidArgument);
  }
}

TEST_CASE("a file that is no ELF object is refused before any of it runs") {
  const Installed text("#!/bin/sh\necho hello\n");
  CHECK_THAT(Refusal(text.path), Contains(text.path) && Contains("it is no ELF file") && Contains("install"));
}

TEST_CASE("a plugin of another machine is refused") {
  std::string bytes = ReadAll(GoodPath());
  bytes[18] = 40, bytes[19] = 0;  // e_machine: arm
  const Installed other(bytes);
  CHECK_THAT(Refusal(other.path),
             Contains("it is for arm") && Contains("is needed; install the build for this machine"));
}

TEST_CASE("a plugin file that is cut short anywhere is refused, never read beyond its end") {
  const std::string bytes = ReadAll(GoodPath());
  for (size_t size = 0; size < bytes.size(); size += 1 + size / 16) {
    const auto note = ReadPluginNote(std::string(bytes.substr(0, size)), "/p.so");
    if (note.ok()) CHECK(note->id == "org.fluid.test.wrong");
  }
  CHECK(ReadPluginNote(bytes, "/p.so").ok());
  CHECK_FALSE(ReadPluginNote(bytes.substr(0, 100), "/p.so").ok());
}

TEST_CASE("a plugin without the note is refused") {
  CHECK_THAT(Refusal(FaultPath("NO_NOTE")), Contains("no note \"fluid\"") && Contains("FLUID_PLUGIN_NOTE"));
}

TEST_CASE("a plugin of another major is refused by its note, and by its table") {
  CHECK_THAT(Refusal(FaultPath("NOTE_MAJOR")), Contains("major 2") && Contains("1 is needed"));
  CHECK_THAT(Refusal(FaultPath("MAJOR")), Contains("major 2") && Contains("this fluid takes 1"));
}

TEST_CASE("a plugin that does not export fluid_plugin_v1 is refused") {
  CHECK_THAT(Refusal(FaultPath("NO_ENTRY")), Contains("does not export the function fluid_plugin_v1"));
}

TEST_CASE("a table that is no table of ours, or lacks what is required, is refused") {
  CHECK_THAT(Refusal(FaultPath("MAGIC")), Contains("FLUID_PLUGIN_MAGIC"));
  CHECK_THAT(Refusal(FaultPath("NO_PLAN")), Contains("plan, create or destroy"));
  CHECK_THAT(Refusal(FaultPath("NULL_SLOT")), Contains("its fluid.live/1 has no apply"));
}

TEST_CASE("a note that does not agree with the table is refused") {
  CHECK_THAT(Refusal(FaultPath("NOTE_ID")), Contains("its note says org.fluid.test.other 1.0.0, its table "
                                                     "org.fluid.test.wrong 1.0.0"));
}

TEST_CASE("a plugin under a folder of another id is refused") {
  const Installed misplaced(ReadAll(GoodPath()), "org.fluid.test.elsewhere");
  PluginRegistry registry = misplaced.Registry();
  CHECK_THAT(std::string(registry.Find("org.fluid.test.elsewhere").status().message()),
             Contains("it is org.fluid.test.wrong 1.0.0; its folders say org.fluid.test.elsewhere 1.0.0"));
}

TEST_CASE("a file replaced in place after it was loaded is refused") {
  const std::string bytes = ReadAll(GoodPath());
  const Installed plugin(bytes);
  REQUIRE(LoadPlugin(plugin.path).ok());
  REQUIRE(LoadPlugin(plugin.path).ok());
  REQUIRE(ReplaceFile(plugin.path, bytes + "more", 0755).ok());
  CHECK_THAT(Refusal(plugin.path),
             Contains("replaced in place") && Contains("install versions side by side"));
}

TEST_CASE("a file or folder that others may write is refused") {
  const Installed plugin(ReadAll(GoodPath()));
  REQUIRE(chmod(plugin.path.c_str(), 0666) == 0);
  CHECK(LoadPlugin(plugin.path).status().code() == Code::kPermissionDenied);
  CHECK_THAT(Refusal(plugin.path), Contains("has mode 666") && Contains("chmod go-w"));
  REQUIRE(chmod(plugin.path.c_str(), 0755) == 0);
  const std::string folder = plugin.dir / "plugins/org.fluid.test.wrong";
  REQUIRE(chmod(folder.c_str(), 0777) == 0);
  CHECK_THAT(Refusal(plugin.path), Contains(folder + " has mode 777"));
  REQUIRE(chmod(folder.c_str(), 0755) == 0);
  CHECK(Refusal(plugin.path) == "");
}

TEST_CASE("of several versions the newest is taken, by number") {
  CHECK(OlderVersion("1.9", "1.10"));
  CHECK(OlderVersion("1.0", "1.0.1"));
  CHECK_FALSE(OlderVersion("2.0", "1.99"));
  CHECK_FALSE(OlderVersion("1.0", "1.0"));
  TempDir dir;
  for (const char* version : {"1.9.0", "1.10.0", "1.2.0"})
    WriteFile(dir / ("a.b/" + std::string(version) + "/x.so"), "");
  const auto file = FindPluginFile({dir.path()}, "a.b");
  REQUIRE(file.ok());
  CHECK(file->version == "1.10.0");
}

TEST_CASE("the list shows what can't be loaded, and why") {
  const Installed broken("not a plugin", "org.fluid.test.broken");
  PluginRegistry registry = broken.Registry();
  REQUIRE(registry.Add(fluid_plugin_steerable_v1()).ok());
  const auto list = registry.List();
  REQUIRE(list.size() == 2);
  CHECK(list[0].id == "org.fluid.test.broken");
  CHECK_FALSE(list[0].status.ok());
  CHECK(list[0].path == broken.path);
  CHECK(list[1].id == kSteerable);
  CHECK(list[1].status.ok());
  CHECK(list[1].path.empty());
  CHECK(registry.Add(fluid_plugin_steerable_v1()).code() == Code::kAlreadyExists);
}
