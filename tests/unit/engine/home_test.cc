// What a home does with a config. Both kinds of home pass the same expectations.
#include <catch2/catch.hpp>

#include "tests/unit/engine/fixture.h"

using namespace fluid;
using namespace fluid::engine;
using namespace fluid::engine::test;
using Catch::Matchers::Contains;

namespace {

HomeKind AnyKind() { return GENERATE(HomeKind::kInProcess, HomeKind::kSocket); }

EngineSpec SpecWith(uint64_t generation, std::vector<MountSpec> mounts) {
  EngineSpec spec = SpecOf(kSteerable, generation);
  spec.mounts = std::move(mounts);
  return spec;
}

JobStatus Job(World& world, const std::string& id) {
  Awaited<JobStatus> job;
  world.engine().QueryJob(id, {}, job.done());
  const auto status = job.Get();
  REQUIRE(status.ok());
  return *status;
}

}  // namespace

TEST_CASE("a home without a config is starting, and says so") {
  World world(AnyKind());
  const NodeObservation seen = world.Observe();
  CHECK(seen.reachable.ok());
  CHECK(seen.health == Health::kStarting);
  CHECK(seen.config_generation == 0);
  CHECK(world.data().Stat("/", Call()).status().code() == Code::kUnavailable);
}

TEST_CASE("a configured home serves, and reports what it serves") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecWith(3, {MountOf("/a", "http://x")}), 5).ok());
  const NodeObservation seen = world.Observe();
  CHECK(seen.node == "n1");
  CHECK(seen.health == Health::kReady);
  CHECK(seen.config_generation == 5);
  CHECK(seen.spec_generation == 3);
  REQUIRE(seen.sources.size() == 1);
  CHECK(seen.sources[0].path == "/a");
  CHECK(seen.sources[0].state == MountReport::State::kServing);
  CHECK(*ReadWhole(world.data(), "/a/uri") == "http://x");
}

TEST_CASE("a source that fails is told with its reason") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecWith(1, {MountOf("/a", "bad:")}), 1).ok());
  const NodeObservation seen = world.Observe();
  REQUIRE(seen.sources.size() == 1);
  CHECK(seen.sources[0].state == MountReport::State::kFailed);
  CHECK(seen.sources[0].why.code() == Code::kUnavailable);
  CHECK(seen.sources[0].why.message() == "the source answers 503");
}

TEST_CASE("a config older than applied is ABORTED and changes nothing") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecWith(2, {MountOf("/a", "new")}), 2).ok());
  CHECK(world.ConfigureAll(SpecWith(1, {MountOf("/a", "old")}), 1).code() == Code::kAborted);
  CHECK(*ReadWhole(world.data(), "/a/uri") == "new");
  CHECK(world.ConfigureAll(SpecWith(2, {MountOf("/a", "new")}), 1).code() == Code::kAborted);
  CHECK(world.ConfigureAll(SpecWith(2, {MountOf("/a", "new")}), 2).ok());
}

TEST_CASE("a home refuses the config of another engine") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecOf(kSteerable), 1).ok());
  EngineSpec other = SpecOf(kSteerable, 2);
  other.uid = "u-2";
  CHECK(world.ConfigureAll(other, 2).code() == Code::kFailedPrecondition);
}

TEST_CASE("sources change live: an open file goes on, a removed mount drains until it is closed") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecWith(1, {MountOf("/a", "first")}), 1).ok());
  auto open = world.data().Open("/a/uri", 0, Call());
  REQUIRE(open.ok());
  MountSpec leaving = MountOf("/a", "first");
  leaving.draining = true;
  REQUIRE(world.ConfigureAll(SpecWith(2, {leaving, MountOf("/b", "second")}), 2).ok());

  CHECK(*ReadWhole(world.data(), "/b/uri") == "second");
  CHECK(world.data().Open("/a/uri", 0, Call()).status().error_number() == ENOENT);
  char bytes[16];
  CHECK(*(*open)->Pread(bytes, sizeof bytes, 0, Call()) == 5);
  NodeObservation seen = world.Observe();
  REQUIRE(seen.sources.size() == 2);
  const auto closing = std::find_if(seen.sources.begin(), seen.sources.end(),
                                    [](const MountReport& r) { return r.path == "/a"; });
  REQUIRE(closing != seen.sources.end());
  CHECK(closing->state == MountReport::State::kClosing);
  CHECK(closing->open_files == 1);
  open->reset();
  seen = world.Observe();
  for (const MountReport& report : seen.sources) CHECK(report.open_files == 0);
}

TEST_CASE("a change of the sources is told to the data plane's receiver") {
  World world(AnyKind());
  std::atomic<uint64_t> version = 0;
  REQUIRE(world.ConfigureAll(SpecOf(kSteerable, 1), 1).ok());
  world.data().OnChange([&](const std::string& path, uint64_t v) {
    if (path == "/") version = v;
  });
  REQUIRE(world.ConfigureAll(SpecWith(7, {MountOf("/a", "x")}), 7).ok());
  CHECK(version == 7);
  world.data().OnChange(nullptr);
  REQUIRE(world.ConfigureAll(SpecWith(8, {MountOf("/a", "y")}), 8).ok());
  CHECK(version == 7);
}

TEST_CASE("a change that needs a new instance waits for open files, and is shown waiting") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecWith(1, {MountOf("/a", "one")}), 1).ok());
  auto open = world.data().Open("/a/uri", 0, Call());
  REQUIRE(open.ok());
  EngineSpec spec = SpecWith(2, {MountOf("/a", "two")});
  spec.options["restart"] = "yes";
  const Status waits = world.ConfigureAll(spec, 2);
  CHECK(waits.code() == Code::kFailedPrecondition);
  CHECK_THAT(std::string(waits.message()), Contains("1 files are open"));
  NodeObservation seen = world.Observe();
  CHECK(seen.config_generation == 1);
  CHECK(seen.health == Health::kDegraded);
  REQUIRE(seen.reasons.size() == 1);
  CHECK_THAT(seen.reasons[0], Contains("files are open"));
  open->reset();
  CHECK(world.ConfigureAll(spec, 2).ok());
  CHECK(*ReadWhole(world.data(), "/a/uri") == "two");
  CHECK(world.Observe().config_generation == 2);
}

TEST_CASE("an engine without live change is made anew when no file is open") {
  World world(AnyKind());
  EngineSpec spec = SpecWith(1, {MountOf("/a", "one")});
  spec.options["live"] = "no";
  REQUIRE(world.ConfigureAll(spec, 1).ok());
  CHECK(world.Observe().spec_generation == 1);
  spec.generation = 2;
  spec.mounts = {MountOf("/a", "two")};
  auto open = world.data().Open("/a/uri", 0, Call());
  CHECK(world.ConfigureAll(spec, 2).code() == Code::kFailedPrecondition);
  open->reset();
  CHECK(world.ConfigureAll(spec, 2).ok());
  CHECK(*ReadWhole(world.data(), "/a/uri") == "two");
  const NodeObservation seen = world.Observe();
  CHECK(seen.spec_generation == 2);
  REQUIRE(seen.sources.size() == 1);
  CHECK(seen.sources[0].state == MountReport::State::kServing);
}

TEST_CASE("an instance that can't be made is told by configure and by every observation") {
  World world(AnyKind());
  EngineSpec spec = SpecOf(kSteerable);
  spec.options["fail"] = "create";
  CHECK(world.ConfigureAll(spec, 1).code() == Code::kUnavailable);
  const NodeObservation seen = world.Observe();
  CHECK(seen.reachable.ok());
  CHECK(seen.health == Health::kFailed);
  REQUIRE(seen.reasons.size() == 1);
  CHECK_THAT(seen.reasons[0], Contains("create fails as it was told"));
  CHECK(seen.config_generation == 0);
}

TEST_CASE("secrets are read through the host when they are needed, and may change") {
  World world(AnyKind());
  MountSpec mount = MountOf("/a", "x");
  mount.secrets = {{"password", "default/s/password"}};
  REQUIRE(world.ConfigureAll(SpecWith(1, {mount}), 1).ok());
  CHECK(ReadWhole(world.data(), "/a/secret").status().code() == Code::kNotFound);
  world.PutSecret("default/s/password", "hunter2");
  CHECK(*ReadWhole(world.data(), "/a/secret") == "hunter2");
  world.PutSecret("default/s/password", "hunter3");
  CHECK(*ReadWhole(world.data(), "/a/secret") == "hunter3");
}

TEST_CASE("numbers and jobs of all nodes are added up") {
  World world(AnyKind(), {"n1", "n2"});
  REQUIRE(world.ConfigureAll(SpecOf(kSteerable), 1).ok());
  Awaited<CacheUsage> usage;
  world.engine().Usage("/", {}, usage.done());
  const auto sum = usage.Get();
  REQUIRE(sum.ok());
  CHECK(sum->capacity_bytes == std::optional<uint64_t>(2000));
  CHECK(sum->cached_bytes == std::optional<uint64_t>(20));
  CHECK(sum->total_bytes == std::optional<uint64_t>(500));
  CHECK(sum->hits == std::optional<uint64_t>(6));
  CHECK_FALSE(sum->hit_bytes);

  MountSpec mount = MountOf("/a", "x");
  REQUIRE(world.ConfigureAll(SpecWith(2, {mount}), 2).ok());
  Awaited<CacheListing> listed, missing;
  world.engine().ListCache("/a", "", {}, listed.done());
  const auto listing = listed.Get();
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);  // each once, though both nodes have them
  CHECK(listing->entries[1].name == "uri");
  CHECK_FALSE(listing->entries[1].folder);
  CHECK(listing->entries[1].cached_bytes == 20);
  CHECK(listing->next.empty());
  world.engine().ListCache("/absent", "", {}, missing.done());
  CHECK(missing.Get().status().code() == Code::kNotFound);

  AwaitedStatus started, again;
  const JobSpec load = JobOf("op-1");
  world.engine().StartJob(load, {}, started.done());
  CHECK(started.Get().ok());
  world.engine().StartJob(load, {}, again.done());
  CHECK(again.Get().ok());
  JobStatus status = Job(world, "op-1");
  CHECK(status.phase == JobPhase::kRunning);
  CHECK(status.bytes_done == std::optional<uint64_t>(10));
  CHECK(status.bytes_total == std::optional<uint64_t>(14));

  AwaitedStatus early, cancelled, forgotten;
  world.engine().ForgetJob("op-1", {}, early.done());
  CHECK(early.Get().code() == Code::kFailedPrecondition);
  world.engine().CancelJob("op-1", {}, cancelled.done());
  CHECK(cancelled.Get().ok());
  status = Job(world, "op-1");
  CHECK(status.phase == JobPhase::kCancelled);
  CHECK(status.reason == "somebody cancelled it");
  CHECK(status.result.code() == Code::kCancelled);
  world.engine().ForgetJob("op-1", {}, forgotten.done());
  CHECK(forgotten.Get().ok());
  Awaited<JobStatus> gone;
  world.engine().QueryJob("op-1", {}, gone.done());
  CHECK(gone.Get().status().code() == Code::kNotFound);
}

TEST_CASE("the end of a job is told without being asked for, also by a home that came back") {
  const HomeKind kind = AnyKind();
  World world(kind);
  REQUIRE(world.ConfigureAll(SpecOf(kSteerable), 1).ok());
  Mutex mutex;
  std::vector<EngineEvent> heard;
  world.engine().OnEvent([&](const EngineEvent& event) {
    MutexLock lock(mutex);
    heard.push_back(event);
  });
  const auto told = [&](const std::string& id) {
    MutexLock lock(mutex);
    return std::count(heard.begin(), heard.end(), EngineEvent{EngineEvent::Kind::kJob, id}) == 1;
  };
  const auto run = [&](const std::string& id) {
    AwaitedStatus started, cancelled;
    world.engine().StartJob(JobOf(id), {}, started.done());
    REQUIRE(started.Get().ok());
    CHECK_FALSE(told(id));
    world.engine().CancelJob(id, {}, cancelled.done());
    REQUIRE(cancelled.Get().ok());
    CHECK(fluid::test::Eventually([&] { return told(id); }));
  };
  run("op-1");
  if (kind == HomeKind::kSocket) {
    world.Stop("n1");
    world.Start("n1");
    REQUIRE(world.ConfigureAll(SpecOf(kSteerable), 1).ok());
    run("op-2");
  }
  world.engine().OnEvent(nullptr);
  AwaitedStatus after;
  world.engine().StartJob(JobOf("op-3"), {}, after.done());
  REQUIRE(after.Get().ok());
}

TEST_CASE("a job of a kind that the engine does not offer is UNIMPLEMENTED") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecOf(kSteerable), 1).ok());
  AwaitedStatus done;
  JobSpec drain = JobOf("op-1");
  drain.kind = JobKind::kDrain;
  world.engine().StartJob(drain, {}, done.done());
  CHECK(done.Get().code() == Code::kUnimplemented);
}

TEST_CASE("after teardown the engine is gone for good, and tearing down again is fine") {
  World world(AnyKind());
  REQUIRE(world.ConfigureAll(SpecWith(1, {MountOf("/a", "x")}), 1).ok());
  for (int i = 0; i < 2; ++i) {
    AwaitedStatus done;
    world.engine().Teardown(false, {}, done.done());
    CHECK(done.Get().ok());
  }
  CHECK(world.ConfigureAll(SpecOf(kSteerable, 2), 2).code() == Code::kFailedPrecondition);
  CHECK(world.data().Stat("/", Call()).status().code() == Code::kUnavailable);
}

TEST_CASE("a second owner of a state directory is refused, naming the first") {
  TempDir dir;
  InstanceHome::Options options;
  options.plugins = std::make_shared<PluginRegistry>(std::vector<std::string>{}, Log());
  options.state_dir = dir / "state";
  auto first = InstanceHome::Open(options);
  REQUIRE(first.ok());
  const Status second = InstanceHome::Open(options).status();
  CHECK(second.code() == Code::kFailedPrecondition);
  CHECK_THAT(std::string(second.message()), Contains(std::to_string(getpid())));
  first->reset();
  CHECK(InstanceHome::Open(options).ok());
}
