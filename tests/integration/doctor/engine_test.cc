// Faults of engines: what belongs together, plugins, programs, cache tiers.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/integration/doctor/planted.h"

namespace fluid::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOtherRuntime = R"(apiVersion: data.fluid.io/v1alpha1
kind: AlluxioRuntime
metadata: {name: demo}
spec:
  tieredstore: {levels: [{mediumtype: SSD, path: /tmp/none, quota: 1Gi}]}
---
)";

}  // namespace

TEST_CASE("a dataset without a runtime, a runtime without a dataset") {
  TempDir www;
  WriteFile(www / "file", "here");
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(DatasetManifest("lonely", {Source{"file://" + www.path()}}));
  REQUIRE(Faults(daemon) == Ids{"dataset-alone"});
  daemon.Apply(RuntimeManifest("other"));
  REQUIRE(Faults(daemon, {"other"}) == Ids{"runtime-alone"});
  REQUIRE(Faults(daemon) == Ids{"dataset-alone", "runtime-alone"});
}

TEST_CASE("two runtimes of one dataset") {
  Bound bound;
  bound.Start();
  bound.daemon.Apply(kOtherRuntime);
  REQUIRE(Faults(bound.daemon) == Ids{"runtimes-two"});
}

TEST_CASE("a plugin that is not installed, may be changed by others, or is of another ABI") {
  TempDir www;
  WriteFile(www / "file", "here");
  Installation installation;
  Daemon daemon(installation.fluid());
  const std::string plugins = installation.plugins(), away = installation / "away";
  fs::rename(plugins, away);
  daemon.Serve();
  daemon.Apply(DatasetManifest("demo", {Source{"file://" + www.path()}}) + RuntimeManifest("demo"));
  daemon.Await("EngineNotInstalled", [&] {
    return daemon.Condition("dataset", "demo", "Ready")["reason"].text() == "EngineNotInstalled";
  });
  REQUIRE(Faults(daemon) == Ids{"plugin-missing"});

  // Where the server looks only now: nothing of the plugin has been loaded before it is as spoiled.
  daemon.StopServing();
  fs::rename(away, plugins);
  fs::permissions(installation.thin(), static_cast<fs::perms>(0777));
  daemon.Serve();
  REQUIRE(Faults(daemon) == Ids{"plugin-untrusted"});

  daemon.StopServing();
  fs::permissions(installation.thin(), static_cast<fs::perms>(0755));
  std::string bytes = ReadAll(installation.thin());
  const size_t note = bytes.find("abi=1.");
  REQUIRE(note != std::string::npos);
  bytes[note + 4] = '2';
  WriteFile(installation.thin(), bytes);
  daemon.Serve();
  REQUIRE(Faults(daemon) == Ids{"plugin-unreadable"});
}

TEST_CASE("a profile that needs a cluster is told as the engine's refusal") {
  TempDir www;
  Daemon daemon;
  daemon.Serve();
  daemon.Apply(
      "apiVersion: data.fluid.io/v1alpha1\nkind: ThinRuntimeProfile\nmetadata: {name: boxed}\n"
      "spec: {fileSystemType: nfs, fuse: {image: nfs, imageTag: v1}}\n---\n" +
      DatasetManifest("demo", {Source{"file://" + www.path()}}) +
      "apiVersion: data.fluid.io/v1alpha1\nkind: ThinRuntime\nmetadata: {name: demo}\n"
      "spec: {profileName: boxed}\n");
  daemon.Await("ImageNeedsCluster", [&] {
    return daemon.Condition("dataset", "demo", "Ready")["reason"].text() == "ImageNeedsCluster";
  });
  REQUIRE(Faults(daemon) == Ids{"engine-refused"});
}

// Slow: doctor waits for what does not answer.
TEST_CASE("a stopped fluid-node is named, not its mount or dataset, and doctor does not hang on it",
          "[slow]") {
  Bound bound;
  bound.Start();
  bound.daemon.Mount("demo");
  const int node = bound.daemon.PidOf("fluid-node");
  REQUIRE(kill(node, SIGSTOP) == 0);
  const auto start = std::chrono::steady_clock::now();
  const Ids faults = Faults(bound.daemon);
  const auto took = std::chrono::steady_clock::now() - start;
  kill(node, SIGCONT);
  REQUIRE(faults == Ids{"process-hung"});
  REQUIRE(took < std::chrono::seconds(60));
}

TEST_CASE("a killed fluid-node that nobody starts again is named, not its dead mount") {
  Bound bound;
  bound.Start();
  bound.daemon.Mount("demo");
  bound.daemon.StopServing();
  const int node = bound.daemon.PidOf("fluid-node");
  REQUIRE(kill(node, SIGKILL) == 0);
  REQUIRE(Eventually([&] { return bound.daemon.PidOf("fluid-shim") == 0; }));
  REQUIRE(Faults(bound.daemon) == Ids{"server-stopped", "process-dead"});
}

TEST_CASE("a fluid-node that ends again and again is named with its last words") {
  Bound bound;
  const std::string spoiled = bound.daemon / "spoiled", program = bound.daemon / "node";
  WriteProgram(program, fmt::format("#!/usr/bin/python3\nimport os, sys\n"
                                    "if os.path.exists('{}'): sys.exit('it is spoiled')\n"
                                    "os.execv('{}', sys.argv)\n",
                                    spoiled, FLUID_BINARY_DIR "/bin/fluid-node"));
  bound.Start("32Mi", {"--node-program", program});
  WriteFile(spoiled, "");
  bound.daemon.Kill("fluid-node");
  RunResult doctor{};
  bound.daemon.Await("it was started often", [&] {
    doctor = bound.daemon.Fluid({"doctor", "-o", "json"});
    return FaultsIn(doctor) == Ids{"process-failing"};
  });
  REQUIRE(doctor.out.find("it is spoiled") != std::string::npos);
}

TEST_CASE("a cache tier whose folder is gone") {
  Bound bound;
  bound.Start();
  fs::remove_all(bound.tier());
  REQUIRE(Faults(bound.daemon) == Ids{"tier-missing"});
}

TEST_CASE("a cache tier on a disk that is too small, full, or read-only") {
  Bound bound;
  const SmallDisk disk(bound.tier(), "24m");
  bound.Start("32Mi");
  REQUIRE(Faults(bound.daemon) == Ids{"tier-small"});
  bound.daemon.Apply(RuntimeWithTier("demo", bound.tier(), "16Mi"));
  bound.daemon.Await("the quota is smaller", [&] { return Faults(bound.daemon) == Ids{}; });
  disk.Fill();
  REQUIRE(Faults(bound.daemon) == Ids{"tier-full"});
  fs::remove(bound.tier() + "/filler");
  disk.MakeReadOnly();
  REQUIRE(Faults(bound.daemon) == Ids{"tier-read-only"});
}

TEST_CASE("a cache that a newer fluid wrote") {
  Bound bound;
  bound.Start();
  const std::string cache = fs::directory_iterator(bound.tier())->path();  // named by the engine's uid
  WriteFile(cache + "/FORMAT", "fluid-thin-cache 9\n");
  REQUIRE(Faults(bound.daemon) == Ids{"cache-newer"});
}

TEST_CASE("a cache tier without inodes, and one that the server's user can't write") {
  Bound bound;
  const SmallDisk disk(bound.tier(), "64m,nr_inodes=64");
  bound.Start();
  REQUIRE(Faults(bound.daemon) == Ids{});
  disk.UseUpInodes();
  REQUIRE(Faults(bound.daemon) == Ids{"tier-inodes"});
  for (const fs::directory_entry& entry : fs::directory_iterator(bound.tier())) {
    if (entry.path().filename().string().starts_with("filler")) fs::remove(entry.path());
  }
  REQUIRE(chown(bound.daemon.state().c_str(), 65534, 65534) == 0);
  REQUIRE(Faults(bound.daemon) == Ids{"tier-not-writable"});
}

TEST_CASE("two tiers on one disk are a note") {
  Bound bound;
  bound.Start();
  bound.daemon.Apply(
      fmt::format("apiVersion: data.fluid.io/v1alpha1\nkind: ThinRuntime\nmetadata: {{name: demo}}\nspec:\n  "
                  "tieredstore:\n"
                  "    levels:\n      - {{mediumtype: SSD, path: {0}, quota: 16Mi}}\n"
                  "      - {{mediumtype: HDD, path: {0}-two, quota: 16Mi}}\n---\n",
                  bound.tier()));
  RunResult doctor{};
  bound.daemon.Await("both tiers are there", [&] {
    doctor = bound.daemon.Fluid({"doctor", "-o", "json"});
    return NotesIn(doctor) == Ids{"tiers-together"} && FaultsIn(doctor) == Ids{};
  });
}

TEST_CASE("a program that runs and was replaced on disk is a note") {
  Installation installation;
  Bound bound(installation.fluid());
  bound.Start();
  const std::string again = installation / "again";
  fs::copy_file(installation.node(), again);
  fs::rename(again, installation.node());
  REQUIRE(Faults(bound.daemon) == Ids{});
  REQUIRE(Notes(bound.daemon) == Ids{"program-replaced"});
}

}  // namespace fluid::test
