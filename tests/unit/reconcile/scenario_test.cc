// What happens to datasets, runtimes, attachments and operations, one story each.
#include <algorithm>
#include <catch2/catch.hpp>

#include "src/model/generated/core.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/operation.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/names.h"
#include "tests/unit/reconcile/bench.h"

namespace fluid::reconcile {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

struct Bound : Bench {
  Bound() {
    REQUIRE(AddDataset("demo", {"http://a/data"}).ok());
    REQUIRE(AddRuntime("demo").ok());
    Settle();
    REQUIRE(Phase("Dataset", "demo") == "Bound");
  }
  const model::DatasetStatus& status() {
    dataset = *Get("Dataset", "demo");
    return model::Get<model::Dataset>(dataset).status;
  }
  void Fail(const std::string& path, const std::string& why) {
    engines.Edit(Uid("demo"), kNode, [&](engine::FakeHome& home) {
      home.sources[path].state = MountReport::State::kFailed;
      home.sources[path].why = Unavailable(why);
    });
  }
  NodeConfig config() { return engines.Look(Uid("demo"), kNode)->config.value(); }
  Object dataset;
};

TEST_CASE("a dataset waits unbound for a runtime of its name") {
  Bench bench;
  REQUIRE(bench.AddDataset("demo", {"http://a/data"}).ok());
  bench.Settle();
  CHECK(bench.Phase("Dataset", "demo") == "NotBound");
  CHECK(bench.Condition("Dataset", "demo", "Ready").substr(0, 22) == "False RuntimeNotFound:");
  REQUIRE(bench.AddRuntime("other").ok());
  bench.Settle();
  CHECK(bench.Phase("ThinRuntime", "other") == "NotReady");
  CHECK(bench.Phase("Dataset", "demo") == "NotBound");
}

TEST_CASE_METHOD(Bound, "a dataset is bound once its source serves, and says by what") {
  CHECK(Condition("Dataset", "demo", "Ready").substr(0, 18) == "True DatasetReady:");
  CHECK(Condition("Dataset", "demo", "NotReady").substr(0, 5) == "False");
  REQUIRE(status().mounts.size() == 1);
  CHECK(status().mounts[0].mount_point == "http://a/data");
  REQUIRE(status().runtimes.size() == 1);
  CHECK(status().runtimes[0].type == "thin");
  CHECK(Phase("ThinRuntime", "demo") == "Ready");
}

TEST_CASE("a start without trouble warns of nothing") {
  Bench bench;
  REQUIRE(bench.AddDataset("demo", {"http://a/data"}).ok());
  REQUIRE(bench.AddRuntime("demo").ok());
  bench.Settle();
  REQUIRE(bench.Phase("Dataset", "demo") == "Bound");
  std::string types;
  for (const Object& event : bench.All("Event")) {
    const model::Event& told = model::Get<model::Event>(event);
    INFO(told.reason << ": " << told.message);
    CHECK(told.type == "Normal");
    types += told.reason + " ";
  }
  CHECK(types.find("EngineStarting") != std::string::npos);
}

TEST_CASE_METHOD(Bound, "a lost race is no news") {
  const auto told = [&](LogLevel level) {
    return std::any_of(log.begin(), log.end(), [&](const auto& line) {
      return line.first == level && line.second.find("somebody was faster") != std::string::npos;
    });
  };
  log.clear();
  REQUIRE(SetSources("demo", {"http://a/data", "http://b/data"}).ok());
  store->FailNext(1, Aborted("somebody was faster"));
  Settle();
  CHECK(told(LogLevel::kDebug));
  CHECK_FALSE(told(LogLevel::kInfo));
}

TEST_CASE("a spec that is refused for many problems is told with all of them, or the first ones") {
  Bench bench;
  size_t count = 3;
  bench.engines.SetPlan([&](const EngineSpec&) -> Result<EnginePlan> {
    std::vector<Problem> problems;
    for (size_t i = 0; i < count; ++i) {
      problems.push_back({.file = {},
                          .line = 0,
                          .column = 0,
                          .path = "mounts[" + std::to_string(i) + "].uri",
                          .found = "a query",
                          .allowed = "none",
                          .suggestion = {}});
    }
    return Status(Code::kInvalidArgument, "the first (and more)", std::move(problems));
  });
  std::string last = "mounts[2].uri: found a query; allowed none";
  SECTION("all") {}
  SECTION("the first ones") { count = 11, last = "; and 3 more"; }
  REQUIRE(bench.AddDataset("demo", {"http://a/data"}).ok());
  REQUIRE(bench.AddRuntime("demo").ok());
  bench.Settle();
  const std::string said = bench.Condition("Dataset", "demo", "Ready");
  CHECK(said.find("False InvalidSpec: mounts[0].uri: found a query; allowed none; mounts[1]") == 0);
  CHECK(said.ends_with(last));
}

TEST_CASE("a source that does not answer keeps the dataset unbound and is named, with why") {
  Bench bench;
  bench.start_homes = false;
  REQUIRE(bench.AddDataset("demo", {"http://a/data"}).ok());
  REQUIRE(bench.AddRuntime("demo").ok());
  bench.engines.Kill(bench.Uid("demo"), Bench::kNode);  // nobody answers before it has started
  bench.Settle();
  CHECK(bench.Condition("Dataset", "demo", "Ready").substr(0, 21) == "False EngineStarting:");
  bench.engines.Edit(bench.Uid("demo"), Bench::kNode, [](engine::FakeHome& home) {
    home.sources["/data"].state = MountReport::State::kFailed;
    home.sources["/data"].why = Unavailable("GET http://a/data: 503 Service Unavailable");
  });
  bench.start_homes = true;
  bench.Settle(seconds(5));
  CHECK(bench.Phase("Dataset", "demo") == "NotBound");
  const std::string said = bench.Condition("Dataset", "demo", "Ready");
  CHECK(said.find("False SourceUnavailable") == 0);
  CHECK(said.find("http://a/data") != std::string::npos);
  CHECK(said.find("503") != std::string::npos);
  bench.engines.Edit(bench.Uid("demo"), Bench::kNode, [](engine::FakeHome& home) { home.sources.clear(); });
  bench.Settle();
  CHECK(bench.Phase("Dataset", "demo") == "Bound");
}

TEST_CASE_METHOD(Bound, "a source lost later leaves the dataset bound, not ready, and it recovers") {
  Fail("/data", "GET http://a/data: 500");
  Settle();
  CHECK(Phase("Dataset", "demo") == "Bound");
  CHECK(Condition("Dataset", "demo", "Ready").find("False SourceUnavailable") == 0);
  engines.Edit(Uid("demo"), kNode, [](engine::FakeHome& home) { home.sources.clear(); });
  Settle();
  CHECK(Condition("Dataset", "demo", "Ready").find("True") == 0);
}

TEST_CASE("a missing plugin is told with where it was looked for, and nothing retries") {
  Bench bench;
  bench.engines.SetPlan([](const EngineSpec&) -> Result<EnginePlan> {
    return NotFound("plugin io.fluid.thin: searched /p; install it");
  });
  REQUIRE(bench.AddDataset("demo", {"http://a/data"}).ok());
  REQUIRE(bench.AddRuntime("demo").ok());
  bench.Settle();
  CHECK(bench.Condition("Dataset", "demo", "Ready")
            .find("False EngineNotInstalled: plugin io.fluid.thin: searched /p") == 0);
  CHECK(bench.launcher.List("").empty());
  const std::string version = bench.store->List({})->version;
  bench.Settle(minutes(10));
  CHECK(bench.store->List({})->version == version);
  bench.engines.SetPlan(nullptr);
  bench.loop->TouchAll();
  bench.Settle();
  CHECK(bench.Phase("Dataset", "demo") == "Bound");
}

TEST_CASE_METHOD(Bound, "another uri on the same path is a change of sources", "[D7]") {
  REQUIRE(SetSources("demo", {"http://b/data"}).ok());
  Settle();
  const std::vector<std::string> events = Events();
  CHECK(std::count(events.begin(), events.end(), "SourcesChanged") == 1);
  CHECK(Phase("Dataset", "demo") == "Bound");
  CHECK(status().mounts[0].mount_point == "http://b/data");
  REQUIRE(config().spec.mounts.size() == 1);
  CHECK(config().spec.mounts[0].uri == "http://b/data");
}

TEST_CASE_METHOD(Bound, "after a change of sources the dataset is ready again", "[D9]") {
  REQUIRE(SetSources("demo", {"http://a/data", "http://b/more"}).ok());
  Settle();
  CHECK(Phase("Dataset", "demo") == "Bound");
  CHECK(Condition("Dataset", "demo", "Ready").find("True") == 0);
  CHECK(Condition("Dataset", "demo", "Updating").find("False") == 0);
}

TEST_CASE_METHOD(Bound, "a removed source drains while files of it are open") {
  engines.Edit(Uid("demo"), kNode, [](engine::FakeHome& home) { home.open_files["/data"] = 1; });
  const uint64_t generation = config().spec.mounts[0].generation;
  REQUIRE(SetSources("demo", {"http://b/data"}).ok());
  Settle();
  REQUIRE(config().spec.mounts.size() == 2);
  CHECK(config().spec.mounts[0].uri == "http://b/data");
  CHECK(config().spec.mounts[0].generation > generation);
  CHECK(config().spec.mounts[1].uri == "http://a/data");
  CHECK(config().spec.mounts[1].draining);
  CHECK(config().spec.mounts[1].generation == generation);
  RestartOrchestrator();
  Settle();
  CHECK(config().spec.mounts.size() == 2);
  engines.Edit(Uid("demo"), kNode, [](engine::FakeHome& home) { home.open_files.clear(); });
  Settle();
  CHECK(config().spec.mounts.size() == 1);
}

TEST_CASE_METHOD(Bound, "generations go on after the orchestrator's restart", "[D33]") {
  const uint64_t before = config().generation;
  RestartOrchestrator();
  Settle();
  CHECK(config().generation == before);
  REQUIRE(SetSources("demo", {"http://c/data"}).ok());
  Settle();
  CHECK(config().generation > before);
}

TEST_CASE_METHOD(Bound, "a dead engine fails the dataset, a live one heals it", "[D8]") {
  start_homes = false;
  KillHome(Uid("demo"));
  Settle(seconds(5));
  CHECK(Phase("Dataset", "demo") == "Failed");
  CHECK(Condition("Dataset", "demo", "Ready").find("False EngineUnavailable") == 0);
  for (const LaunchState& state : launcher.List("")) launcher.Lose(state.id);  // setup is done again
  start_homes = true;
  Settle();
  CHECK(Phase("Dataset", "demo") == "Bound");
  CHECK(Condition("Dataset", "demo", "Ready").find("True") == 0);
}

TEST_CASE_METHOD(Bound, "without its runtime a dataset is as before it had one") {
  const std::string uid = Uid("demo");
  REQUIRE(Delete("ThinRuntime", "demo").ok());
  Settle();
  CHECK(Phase("ThinRuntime", "demo") == "gone");
  CHECK(Phase("Dataset", "demo") == "NotBound");
  CHECK(status().mounts.empty());
  CHECK(status().runtimes.empty());
  CHECK(status().cache_states.empty());
  CHECK(launcher.List("").empty());
  CHECK(engines.Look(uid, kNode)->torn_down);
}

TEST_CASE_METHOD(Bound, "a runtime whose finalizer somebody takes off leaves no engine running") {
  REQUIRE(Delete("ThinRuntime", "demo").ok());
  Object runtime = *Get("ThinRuntime", "demo");
  runtime.metadata().finalizers.clear();
  REQUIRE(store->Update(runtime).ok());
  Settle();
  CHECK(Phase("ThinRuntime", "demo") == "gone");
  CHECK(Phase("Dataset", "demo") == "NotBound");
  CHECK(launcher.List("").empty());
}

TEST_CASE_METHOD(Bound, "an attachment is mounted, and its end unmounts it") {
  REQUIRE(Attach("here", "demo").ok());
  Settle();
  CHECK(Phase("Attachment", "here") == "Mounted");
  REQUIRE(config().mounts.size() == 1);
  CHECK(config().mounts[0].target == "/mnt/here");
  CHECK(Condition("Dataset", "demo", "Updating").empty());
  REQUIRE(Delete("Attachment", "here").ok());
  Settle();
  CHECK(Phase("Attachment", "here") == "gone");
  CHECK(config().mounts.empty());
}

TEST_CASE_METHOD(Bound, "the end of a dataset waits for no home in which its engine can't start") {
  REQUIRE(Attach("here", "demo").ok());
  Settle();
  const std::string uid = Uid("demo");
  start_homes = false;
  KillHome(uid);
  engines.Start(uid, kNode, std::nullopt);
  engines.Edit(uid, kNode, [](engine::FakeHome& home) { home.health = Health::kFailed; });
  engines.SetFate([](const engine::FakeCall& call) {
    engine::FakeFate fate;
    if (call.verb == "configure") fate = {engine::FakeFate::kFail, 0, FailedPrecondition("no cache of ours")};
    return fate;
  });
  Settle();
  REQUIRE(Delete("Dataset", "demo").ok());
  Settle(seconds(10));
  CHECK(Phase("Attachment", "here") == "gone");
  CHECK(Phase("Dataset", "demo") == "gone");
  CHECK(launcher.List("").empty());
}

TEST_CASE_METHOD(Bound, "open files hold a dataset's end for its grace, and are named") {
  REQUIRE(Attach("here", "demo").ok());
  Settle();
  const std::string id = Get("Attachment", "here")->metadata().uid, uid = Uid("demo");
  engines.Edit(uid, kNode, [&](engine::FakeHome& home) { home.mount_users[id] = {4711}; });
  REQUIRE(Delete("Dataset", "demo").ok());
  Settle(seconds(20));
  CHECK(Condition("Dataset", "demo", "InUse").find("4711") != std::string::npos);
  CHECK(Condition("Attachment", "here", "InUse").find("4711") != std::string::npos);
  SECTION("then they are cut off") { Settle(seconds(20)); }
  SECTION("or until force is asked") {
    REQUIRE(Annotate({"Dataset", "default", "demo"}, std::string(kForceAnnotation), "true").ok());
    Settle(seconds(5));
  }
  SECTION("or until they are closed") {
    engines.Edit(uid, kNode, [&](engine::FakeHome& home) { home.mount_users.clear(); });
    Settle(seconds(5));
  }
  CHECK(Phase("Dataset", "demo") == "gone");
  CHECK(Phase("Attachment", "here") == "gone");
  CHECK(Phase("ThinRuntime", "demo") == "gone");
  CHECK(launcher.List("").empty());
  CHECK(All("Event").empty());
}

TEST_CASE_METHOD(Bound, "forcing one attachment's end leaves the readers of another alone") {
  REQUIRE(Attach("one", "demo").ok());
  REQUIRE(Attach("other", "demo").ok());
  Settle();
  const std::string uid = Uid("demo");
  engines.Edit(uid, kNode, [&](engine::FakeHome& home) {
    for (const char* name : {"one", "other"})
      home.mount_users[Get("Attachment", name)->metadata().uid] = {4711};
  });
  REQUIRE(Annotate({"Attachment", "default", "one"}, std::string(kForceAnnotation), "true").ok());
  REQUIRE(Delete("Attachment", "one").ok());
  REQUIRE(Delete("Attachment", "other").ok());
  Settle(seconds(10));
  CHECK(Phase("Attachment", "one") == "gone");
  CHECK(Condition("Attachment", "other", "InUse").find("4711") != std::string::npos);
  Settle(seconds(40));
  CHECK(Phase("Attachment", "other") == "gone");
}

TEST_CASE_METHOD(Bound,
                 "an operation of a kind that can't be run fails and says so, and nothing else ends by it",
                 "[D1]") {
  Metadata metadata;
  metadata.name = "copy";
  metadata.space = "default";
  model::DataBackup backup;
  backup.spec.dataset = "demo";
  backup.spec.backup_path = "local:///backup";
  REQUIRE(store->Create(model::Make(metadata, backup)).ok());
  REQUIRE(AddLoad("one", "demo").ok());
  Settle();
  CHECK(Condition("DataBackup", "copy", "Failed").find("True NotYetSupported") == 0);
  CHECK(Phase("DataLoad", "one") == "Complete");
  REQUIRE(Delete("Dataset", "demo").ok());
  Settle();
  CHECK(Phase("DataBackup", "copy") == "gone");
  CHECK(Phase("Dataset", "demo") == "gone");
}

TEST_CASE_METHOD(Bound, "a load runs to its end with an id of its own") {
  finish_jobs = false;
  REQUIRE(AddLoad("one", "demo").ok());
  Settle(seconds(2));
  CHECK(Phase("DataLoad", "one") == "Executing");
  const std::string id = Get("DataLoad", "one")->metadata().uid + "-1";
  REQUIRE(engines.Jobs(Uid("demo")).contains(id));
  CHECK(status().operation_ref.at("DataLoad") == "one");
  engines.EditJob(Uid("demo"), id, [](JobStatus& job) {
    job.bytes_done = 30, job.bytes_total = 100, job.files_done = 3, job.files_total = 10;
  });
  Settle(seconds(2));
  const Object load = *Get("DataLoad", "one");
  CHECK(OperationStatusOf(load)->infos.at("bytesDone") == "30");
  CHECK(OperationStatusOf(load)->infos.at("filesTotal") == "10");
  RestartOrchestrator();
  finish_jobs = true;
  Settle(seconds(5));
  CHECK(Phase("DataLoad", "one") == "Complete");
  CHECK(engines.Jobs(Uid("demo")).empty());
  CHECK(status().operation_ref.empty());
}

TEST_CASE_METHOD(Bound,
                 "the end of a load is seen at once when its engine tells, and soon when it does not") {
  finish_jobs = false;
  const auto run = [&](const std::string& name, bool told) {
    REQUIRE(AddLoad(name, "demo").ok());
    Settle(seconds(2));
    const std::string id = Get("DataLoad", name)->metadata().uid + "-1", uid = Uid("demo");
    REQUIRE(engines.Jobs(uid).contains(id));
    clock.Advance(milliseconds(30));  // the last question is a moment ago, the next one far
    Pump();
    engines.TakeCalls();
    engines.EditJob(uid, id, [](JobStatus& job) { job.phase = JobPhase::kSucceeded; });
    for (int i = 0; told && i < 100; ++i) engines.Emit(uid, {EngineEvent::Kind::kJob, id});
    Pump();
  };
  run("told", true);
  CHECK(Phase("DataLoad", "told") == "Complete");
  const std::vector<engine::FakeCall> calls = engines.TakeCalls();
  CHECK(std::count_if(calls.begin(), calls.end(), [](const auto& call) { return call.verb == "query"; }) <=
        3);
  run("untold", false);
  CHECK(Phase("DataLoad", "untold") == "Executing");
  Settle(milliseconds(700));
  CHECK(Phase("DataLoad", "untold") == "Complete");
}

TEST_CASE_METHOD(Bound, "loads of one path run one after the other, of two side by side", "[D2]") {
  finish_jobs = false;
  REQUIRE(AddLoad("a", "demo", {.paths = {"/data/x"}}).ok());
  clock.Advance(seconds(1));
  REQUIRE(AddLoad("b", "demo", {.paths = {"/data"}}).ok());
  clock.Advance(seconds(1));
  REQUIRE(AddLoad("c", "demo", {.paths = {"/data/x/y"}}).ok());
  REQUIRE(AddLoad("d", "demo", {.paths = {"/other"}}).ok());
  Settle(seconds(3));
  CHECK(Phase("DataLoad", "a") == "Executing");
  CHECK(Phase("DataLoad", "b") == "Pending");
  CHECK(Phase("DataLoad", "c") == "Pending");
  CHECK(Phase("DataLoad", "d") == "Executing");
  CHECK(Condition("DataLoad", "b", "Waiting").find("True Queued: it waits for dataload/a") == 0);
  finish_jobs = true;
  Settle();
  for (const char* name : {"a", "b", "c", "d"}) CHECK(Phase("DataLoad", name) == "Complete");
}

TEST_CASE_METHOD(Bound, "an operation after a failed one fails too", "[D4]") {
  REQUIRE(AddLoad("event", "demo", {.policy = "OnEvent"}).ok());
  REQUIRE(AddLoad("next", "demo", {.after = "event"}).ok());
  Settle();
  CHECK(Phase("DataLoad", "event") == "Failed");
  CHECK(Condition("DataLoad", "event", "Failed").find("True NotYetSupported") == 0);
  CHECK(Condition("DataLoad", "next", "Failed").find("True PredecessorFailed") == 0);
}

TEST_CASE_METHOD(Bound, "a cancelled load stops its job and says so") {
  finish_jobs = false;
  REQUIRE(AddLoad("one", "demo").ok());
  Settle(seconds(2));
  REQUIRE(Annotate({"DataLoad", "default", "one"}, std::string(kCancelAnnotation), "true").ok());
  Settle(seconds(5));
  CHECK(Phase("DataLoad", "one") == "Failed");
  CHECK(Condition("DataLoad", "one", "Failed").find("True Cancelled") == 0);
  CHECK(engines.Jobs(Uid("demo")).empty());
}

TEST_CASE_METHOD(Bound, "a schedule runs at most once for what it missed, each time with another job [D5]",
                 "[D5]") {
  REQUIRE(AddLoad("nightly", "demo", {.policy = "Cron", .schedule = "*/10 * * * *"}).ok());
  Settle(seconds(5));
  CHECK(Phase("DataLoad", "nightly") == "Pending");
  CHECK(Condition("DataLoad", "nightly", "Waiting").find("True Scheduled") == 0);
  Settle(minutes(11));
  CHECK(Phase("DataLoad", "nightly") == "Complete");
  clock.Advance(std::chrono::hours(5));  // down for 30 runs
  engines.TakeCalls();
  Settle(seconds(30));
  CHECK(Phase("DataLoad", "nightly") == "Complete");
  int starts = 0;
  for (const engine::FakeCall& call : engines.TakeCalls()) starts += call.verb == "start";
  CHECK(starts == 1);
  CHECK(OperationStatusOf(*Get("DataLoad", "nightly"))->infos.at("attempt") == "2");
}

TEST_CASE_METHOD(Bound, "a finished load with a time to live is removed after it") {
  REQUIRE(AddLoad("one", "demo", {.ttl = 60}).ok());
  Settle(seconds(30));
  CHECK(Phase("DataLoad", "one") == "Complete");
  Settle(seconds(60));
  CHECK(Phase("DataLoad", "one") == "gone");
}

TEST_CASE_METHOD(Bound, "a secret's new value reaches the engine, and its absence is told") {
  REQUIRE(secrets->Put("default", "login", {{"password", "old"}}).ok());
  REQUIRE(AddDataset("safe", {"http://s/safe"}, "login").ok());
  REQUIRE(AddRuntime("safe").ok());
  Settle();
  REQUIRE(Phase("Dataset", "safe") == "Bound");
  const uint64_t generation = engines.Look(Uid("safe"), kNode)->config->spec.mounts[0].generation;
  REQUIRE(secrets->Put("default", "login", {{"password", "new"}}).ok());
  loop->TouchAll();
  Settle();
  CHECK(engines.Look(Uid("safe"), kNode)->config->spec.mounts[0].generation > generation);
  REQUIRE(secrets->Remove("default", "login").ok());
  loop->TouchAll();
  Settle();
  CHECK(Condition("ThinRuntime", "safe", "WorkersReady").find("False SecretNotFound") == 0);
  CHECK(Phase("Dataset", "safe") == "Bound");
  CHECK(Condition("Dataset", "safe", "Updating").find("False SecretNotFound") == 0);
}

TEST_CASE_METHOD(Bound, "nothing is written while nothing changes") {
  REQUIRE(Attach("here", "demo").ok());
  REQUIRE(AddLoad("one", "demo").ok());
  Settle();
  const std::string version = store->List({})->version;
  Settle(minutes(5));
  CHECK(store->List({})->version == version);
}

TEST_CASE_METHOD(Bound, "the cache's numbers are told, and of an empty source too", "[D22]") {
  engines.Edit(Uid("demo"), kNode, [](engine::FakeHome& home) {
    home.usage.capacity_bytes = 10ull << 30;
    home.usage.cached_bytes = 0;
    home.usage.total_bytes = 0;
    home.usage.total_files = 0;
  });
  Settle(seconds(30));
  CHECK(status().cache_states.at("cacheCapacity") == "10.00GiB");
  CHECK(status().cache_states.at("cachedPercentage") == "0.0%");
  CHECK(status().file_num == "0");
}

}  // namespace
}  // namespace fluid::reconcile
