// What every launcher does, whatever it starts: the local one and its scripted twin are held to the same
// sentences.
#pragma once

#include <atomic>
#include <catch2/catch.hpp>
#include <set>

#include "tests/unit/launch/fixture.h"

namespace fluid::test {

// A launcher, and how the world is moved under it.
class World {
 public:
  virtual ~World() = default;
  virtual Launcher& launcher() = 0;
  virtual Launch Service(const std::string& key) = 0;  // runs until it is told to end; ready when told so
  virtual void MakeReady(const LaunchId& id) = 0;
  virtual void End(const LaunchId& id, int code) = 0;
  virtual void Restart(const LaunchId& id) = 0;  // the back-off passes
};

inline void Await(World& world, const LaunchId& id, LaunchPhase phase) {
  const bool reached = Eventually([&] { return Phase(world.launcher(), id, phase); });
  const auto state = StateOf(world.launcher(), id);
  INFO("wanted " << static_cast<int>(phase) << ", is " << (state ? static_cast<int>(state->phase) : -1) << " "
                 << (state ? state->reason : ""));
  REQUIRE(reached);
}

inline LaunchState Bring(World& world, const Launch& launch) {
  REQUIRE(world.launcher().Ensure(launch).ok());
  Await(world, launch.id, LaunchPhase::kStarting);
  world.MakeReady(launch.id);
  Await(world, launch.id, LaunchPhase::kReady);
  return *StateOf(world.launcher(), launch.id);
}

inline void ExpectReadiness(World& world) {
  Launch launch = world.Service("0");
  launch.ports = {"a", "b"};
  launch.volumes = {{.kind = LaunchVolume::Kind::kScratch, .name = "tmp", .source = "", .bytes = 0}};
  const LaunchState state = Bring(world, launch);
  CHECK(state.node == launch.node);
  CHECK(state.revision == "1");
  CHECK(state.pid > 0);
  CHECK(state.restarts == 0);
  CHECK_FALSE(state.exit_code);
  CHECK(state.ports.size() == 2);
  CHECK(state.ports.at("a") != state.ports.at("b"));
  CHECK(state.dirs.contains("."));
  CHECK(state.dirs.contains("tmp"));
}

inline void ExpectSameAgainIsNoChange(World& world) {
  const Launch launch = world.Service("0");
  const LaunchState state = Bring(world, launch);
  REQUIRE(world.launcher().Ensure(launch).ok());
  CHECK(StateOf(world.launcher(), launch.id) == state);
}

inline void ExpectReplacement(World& world) {
  Launch launch = world.Service("0");
  launch.ports = {"a"};
  const LaunchState old = Bring(world, launch);
  launch.revision = "2";
  REQUIRE(world.launcher().Ensure(launch).ok());
  REQUIRE(Eventually([&] {
    const auto state = StateOf(world.launcher(), launch.id);
    return state && state->revision == "2" && state->phase == LaunchPhase::kStarting && state->pid > 0;
  }));
  world.MakeReady(launch.id);
  Await(world, launch.id, LaunchPhase::kReady);
  const auto state = StateOf(world.launcher(), launch.id);
  CHECK(state->pid != old.pid);
  CHECK(state->ports == old.ports);
  CHECK(state->restarts == 0);
}

inline void ExpectTaskKeepsItsCode(World& world) {
  Launch launch = world.Service("0");
  launch.once = true;
  Bring(world, launch);
  world.End(launch.id, 7);
  Await(world, launch.id, LaunchPhase::kExited);
  REQUIRE(world.launcher().Ensure(launch).ok());
  const auto state = StateOf(world.launcher(), launch.id);
  CHECK(state->phase == LaunchPhase::kExited);
  CHECK(state->exit_code == 7);
  CHECK(state->restarts == 0);
}

inline void ExpectRestarts(World& world) {
  Launch launch = world.Service("0");
  launch.max_restarts = 1;
  const LaunchState first = Bring(world, launch);
  world.End(launch.id, 3);
  world.Restart(launch.id);
  REQUIRE(Eventually([&] {
    const auto state = StateOf(world.launcher(), launch.id);
    return state->restarts == 1 && state->pid > 0 && state->pid != first.pid;
  }));
  world.End(launch.id, 4);
  Await(world, launch.id, LaunchPhase::kExited);
  const auto state = StateOf(world.launcher(), launch.id);
  CHECK(state->exit_code == 4);
  CHECK(state->restarts == 1);
}

inline void ExpectRemoval(World& world) {
  const Launch one = world.Service("0"), two = world.Service("1");
  Bring(world, one);
  Bring(world, two);
  REQUIRE(world.launcher().Remove(one.id, false).ok());
  CHECK(Eventually([&] { return !StateOf(world.launcher(), one.id); }));
  CHECK(StateOf(world.launcher(), two.id)->phase == LaunchPhase::kReady);
  CHECK(world.launcher().Remove(one.id, true).ok());
  CHECK(world.launcher().List("another engine").empty());
  CHECK(world.launcher().List("").size() == 1);
  CHECK(world.launcher().Tail(one.id, 10).status().code() == Code::kNotFound);
  CHECK(world.launcher().Exec(one.id, {"true"}, std::chrono::seconds(1)).status().code() == Code::kNotFound);
}

inline void ExpectRefusals(World& world) {
  const auto refused = [&](const std::function<void(Launch&)>& spoil) {
    Launch launch = world.Service("0");
    spoil(launch);
    const Status status = world.launcher().Ensure(launch);
    INFO(status.ToString());
    return status.code() == Code::kInvalidArgument && !StateOf(world.launcher(), launch.id);
  };
  CHECK(refused([](Launch& l) { l.argv.push_back("${port:none}"); }));
  CHECK(refused([](Launch& l) { l.env["X"] = "${what}"; }));
  CHECK(refused([](Launch& l) { l.env["X"] = "costs 5$"; }));
  CHECK(refused([](Launch& l) { l.env["X"] = "${secret:a/b/c}"; }));
  CHECK(refused([](Launch& l) { l.files.push_back({"../out", "", 0644, false}); }));
  CHECK(refused([](Launch& l) { l.files.push_back({"f", "${secret:a/b/c}", 0644, false}); }));
  CHECK(refused([](Launch& l) { l.ports = {"a", "a"}; }));
  CHECK(refused([](Launch& l) { l.argv.clear(); }));
  CHECK(refused([](Launch& l) { l.argv.emplace_back("a\0b", 3); }));
  CHECK(refused([](Launch& l) { l.node = "elsewhere"; }));
}

inline void ExpectNews(World& world) {
  const Launch launch = world.Service("0");
  std::atomic<int> news = 0;
  const auto subscription = world.launcher().Subscribe([&](const LaunchId& id) { news += id == launch.id; });
  Bring(world, launch);
  CHECK(Eventually([&] { return news >= 2; }));
  const int before = news;
  REQUIRE(world.launcher().Remove(launch.id, true).ok());
  CHECK(Eventually([&] { return news > before && !StateOf(world.launcher(), launch.id); }));
}

}  // namespace fluid::test
