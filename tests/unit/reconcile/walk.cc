#include "tests/unit/reconcile/walk.h"

#include "src/model/conditions.h"
#include "src/model/generated/alluxio.h"
#include "src/model/generated/core.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/names.h"

namespace fluid::reconcile {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kDatasets = 3, kLoads = 6, kAttachments = 4;
constexpr int kRounds = 300, kLastRounds = 60;  // of half a second each, in a quiet period

// One run of an operation, and how far it is: what is the same after a while has made no progress.
std::string RunOf(const Object& operation) {
  const model::OperationStatus& status = *OperationStatusOf(operation);
  const model::Condition* waiting = model::FindCondition(status.conditions, "Waiting");
  const auto attempt = status.infos.find("attempt");
  return operation.metadata().uid + " " + status.phase + " " +
         (status.phase == "Pending" && waiting ? waiting->reason : "") + " " +
         (attempt == status.infos.end() ? "" : attempt->second) + " " + status.last_schedule_time;
}

}  // namespace

Walk::Walk(uint64_t seed, Bug bug)
    : random_(seed),
      bug_(std::move(bug)),
      bench_([this](const World& world, const Settings& settings,
                    WallTime now) { return Plan(world, settings, now); },
             [this](Store& store) { return witness_.Front(store, bench_.launcher); }) {
  bench_.finish_jobs = false;
  bench_.start_homes = false;
  Fate();
}

Decision Walk::Plan(const World& world, const Settings& settings, WallTime now) {
  if (!bug_.world && !bug_.decision) {
    Decision decision = Decide(world, settings, now);
    witness_.Decided(world, decision);
    return decision;
  }
  World seen = world;
  if (bug_.world) bug_.world(seen);
  Decision decision = Decide(seen, settings, now);
  witness_.Decided(world, decision);
  if (bug_.decision) bug_.decision(seen, decision, *bench_.store);
  return decision;
}

void Walk::Run(int steps) {
  for (int i = 0; i < steps && !breached(); ++i) Step();
}

void Walk::Step() {
  const int what = Pick(100);
  if (what == 99 && Chance(50)) {
    Calm();
  } else if (what < 12) {
    User();
  } else if (what < 32) {
    Machine();
  } else if (what < 36) {
    Misfortune();
  } else if (what < 55) {
    bench_.store->Pump(static_cast<size_t>(1 + Pick(5)));
  } else if (what < 70) {
    bench_.engines.Pump();
  } else if (what < 90) {
    bench_.loop->Step();
  } else {
    bench_.clock.Advance(milliseconds(Chance(10) ? Pick(40'000) : Pick(700)));
  }
  Look();
}

// A while without misfortunes, so that what needs one to grow is there for the next.
void Walk::Calm() {
  lossy_ = false;
  bench_.start_homes = true;
  bench_.Settle(seconds(3), milliseconds(250));
  bench_.start_homes = false;
}

std::vector<std::string> Walk::SomeSources() {
  static const char* kUris[] = {"http://a/x", "http://b/x", "http://a/y", "http://b/y"};
  std::vector<std::string> uris{kUris[Pick(2)]};
  if (Chance(40)) uris.push_back(kUris[2 + Pick(2)]);
  return uris;
}

std::string Walk::SomeRuntime() { return bench_.Uid(Some("d", kDatasets)); }

Key Walk::LoadToCancel() {
  Key key{"DataLoad", "default", Some("l", kLoads)};
  if (Chance(30)) return key;
  for (const Object& object : bench_.All("DataLoad")) {
    if (OperationStatusOf(object)->phase == "Executing") key = object.key();
  }
  return key;
}

void Walk::User() {
  const std::string name = Some("d", kDatasets), load = Some("l", kLoads),
                    attachment = Some("m", kAttachments);
  const Key attachment_key{"Attachment", "default", attachment};
  switch (Pick(30)) {
    case 0:
    case 1:
    case 2: {
      const std::string secret = Chance(40) ? "login" : "";
      (void)bench_.AddDataset(name, SomeSources(), secret);
      break;
    }
    case 3:
    case 4:
    case 5:
      (void)bench_.AddRuntime(name);
      break;
    case 6:
    case 7: {
      const std::string secret = Chance(40) ? "login" : "";
      (void)bench_.SetSources(name, SomeSources(), secret);
      break;
    }
    case 8:
      if (Chance(50)) (void)bench_.Delete("Dataset", name);
      break;
    case 9:
      if (Chance(40)) (void)bench_.Delete("ThinRuntime", name);
      break;
    case 10:
    case 11:
    case 12:
    case 13: {
      static const char* kPaths[] = {"/", "/x", "/x/p", "/y"};
      Bench::LoadOptions options;
      options.paths = {kPaths[Pick(4)]};
      const int policy = Pick(10);
      if (policy == 0) options.policy = "OnEvent";
      if (policy == 1 || policy == 2) options.policy = "Cron", options.schedule = "*/2 * * * *";
      if (Chance(15)) options.after = Some("l", kLoads);
      if (options.after == load) options.after.clear();
      if (Chance(20)) options.ttl = Pick(20);
      (void)bench_.AddLoad(load, name, options);
      break;
    }
    case 14:
    case 15: {
      const Result<Object> object = bench_.store->Get(LoadToCancel());
      if (!object.ok() || Ending(*object)) break;
      if (bench_.Annotate(object->key(), std::string(kCancelAnnotation), "true").ok())
        cancelled_.insert(object->metadata().uid);
      break;
    }
    case 16:
      (void)bench_.Delete("DataLoad", load);
      break;
    case 17:
    case 18:
    case 19: {
      const std::string node = Chance(30) ? Bench::kOther : "";
      (void)bench_.Attach(attachment, name, Chance(10) ? "sidecar" : "mount", node);
      break;
    }
    case 20:
    case 27:
    case 28:
    case 29: {
      const Result<Object> object = bench_.Get("Attachment", attachment);
      if (object.ok() && Chance(80)) {
        bench_.EditHomes(bench_.Uid(model::Get<model::Attachment>(*object).spec.dataset.name),
                         [&](engine::FakeHome& home) { home.mount_users[object->metadata().uid] = {4711}; });
      }
      (void)bench_.Delete("Attachment", attachment);
      break;
    }
    case 21: {
      const std::string value = Chance(50) ? "true" : "3s";
      (void)bench_.Annotate(attachment_key, std::string(Chance(50) ? kForceAnnotation : kGraceAnnotation),
                            value);
      break;
    }
    case 22: {
      Metadata metadata;
      metadata.name = name;
      metadata.space = "default";
      const Key key{"AlluxioRuntime", "default", name};
      if (!bench_.store->Get(key).ok() && bench_.Get("ThinRuntime", name).ok()) {
        (void)bench_.store->Create(model::Make(metadata, model::AlluxioRuntime()));
      } else {
        (void)bench_.store->Delete(key);
      }
      break;
    }
    case 24:
    case 25:
    case 26:
      if (Chance(50)) {
        (void)bench_.secrets->Put("default", "login", {{"password", std::to_string(Pick(3))}});
      } else {
        (void)bench_.secrets->Remove("default", "login");
      }
      bench_.loop->TouchAll();
      break;
    case 23:
      (void)bench_.Annotate({"Dataset", "default", name}, "note", std::to_string(Pick(3)));
      break;
  }
}

void Walk::Machine() {
  switch (Pick(6)) {
    case 0:
    case 1: {
      bench_.start_homes = true;
      bench_.Tick();
      bench_.start_homes = false;
      break;
    }
    case 2:
    case 3: {  // a job goes on
      const std::string uid = SomeRuntime();
      if (uid.empty()) break;
      for (const auto& [id, job] : bench_.engines.Jobs(uid)) {
        if (job.phase != JobPhase::kRunning || Stopped(id) || Chance(50)) continue;
        const int how = Pick(4);
        bench_.engines.EditJob(uid, id, [&](JobStatus& status) {
          status.bytes_total = 1000;
          status.bytes_done =
              std::min<uint64_t>(1000, status.bytes_done.value_or(0) + static_cast<uint64_t>(Pick(300)));
          if (how == 0) status.phase = JobPhase::kSucceeded;
          if (how == 1) status.phase = JobPhase::kFailed, status.result = Unavailable("the source went away");
        });
      }
      break;
    }
    case 4: {  // readers come and go
      const std::string uid = SomeRuntime();
      const Result<Object> mount = bench_.Get("Attachment", Some("m", kAttachments));
      if (uid.empty()) break;
      bench_.EditHomes(uid, [&](engine::FakeHome& home) {
        home.open_files["/x"] = static_cast<uint64_t>(Pick(2));
        if (mount.ok() && Chance(50)) home.mount_users[mount->metadata().uid] = {100 + Pick(9)};
        if (Chance(50)) home.mount_users.clear();
        home.usage.cached_bytes = static_cast<uint64_t>(Pick(3)) << 30;
      });
      break;
    }
    case 5: {  // a mount fails for a while
      const std::string uid = SomeRuntime();
      const Result<Object> mount = bench_.Get("Attachment", Some("m", kAttachments));
      if (uid.empty() || !mount.ok()) break;
      bench_.EditHomes(uid, [&](engine::FakeHome& home) {
        if (!home.mount_errors.empty() || Chance(40)) {
          home.mount_errors.clear();
        } else {
          home.mount_errors[mount->metadata().uid] = "mount point is a file";
        }
      });
      break;
    }
  }
}

void Walk::Misfortune() {
  const std::string uid = SomeRuntime();
  switch (Pick(16)) {
    case 0:
      ++faults_["store refuses"];
      bench_.store->FailNext(1 + Pick(3), Unavailable("the store is busy"));
      break;
    case 1:
      ++faults_["store's answer lost"];
      bench_.store->FailNext(1, Unavailable("the answer was lost"), MemoryStore::Fault::kUnheard);
      break;
    case 2:
      ++faults_["store conflict"];
      bench_.store->FailNext(1, Aborted("somebody else was first"));
      break;
    case 3:
      ++faults_["watch delayed"];
      held_ ? bench_.store->ReleaseEvents() : bench_.store->HoldEvents();
      held_ = !held_;
      break;
    case 4:
      ++faults_["watch gone"];
      bench_.store->DropWatches();
      if (Chance(50)) bench_.store->ForgetHistory();
      break;
    case 5:
      ++faults_["launcher fails"];
      bench_.launcher.FailNext(Unavailable("fork: Resource temporarily unavailable"));
      break;
    case 6:
    case 13:
    case 14:
    case 15:
      ++faults_["home dies"];
      if (!uid.empty()) bench_.KillHome(uid);
      break;
    case 7:
      ++faults_["engine calls lost"];
      lossy_ = !lossy_;
      break;
    case 8:
      ++faults_["source down"];
      if (!uid.empty()) {
        bench_.EditHomes(uid, [&](engine::FakeHome& home) {
          if (!home.sources.empty()) return home.sources.clear();
          home.sources["/x"].state = MountReport::State::kFailed;
          home.sources["/x"].why = Unavailable("503");
        });
      }
      break;
    case 9:
      ++faults_["orchestrator restarts"];
      bench_.RestartOrchestrator();
      break;
    case 10:
      ++faults_["clock jumps"];
      bench_.clock.JumpWall(seconds(Pick(120) - 60));
      break;
    case 11:
      ++faults_["plugin missing"];
      missing_ = !missing_;
      bench_.engines.SetPlan(
          missing_ ? [](const EngineSpec&) -> Result<EnginePlan> { return NotFound("no such plugin"); }
                   : std::function<Result<EnginePlan>(const EngineSpec&)>());
      bench_.loop->TouchAll();
      break;
    case 12:
      ++faults_["launch vanishes"];
      for (const LaunchState& state : bench_.launcher.List(uid.empty() ? "none" : uid)) {
        bench_.engines.Kill(uid, state.node);
        bench_.launcher.Lose(state.id);
      }
      break;
  }
}

void Walk::Fate() {
  bench_.engines.SetFate([this](const engine::FakeCall&) {
    engine::FakeFate fate;
    if (!lossy_) return fate;
    switch (Pick(8)) {
      case 0:
        fate.kind = engine::FakeFate::kDelay, fate.pumps = Pick(5);
        break;
      case 1:
        fate.kind = engine::FakeFate::kFail, fate.error = Unavailable("connection reset");
        break;
      case 2:
        fate.kind = engine::FakeFate::kLoseRequest;
        break;
      case 3:
        fate.kind = engine::FakeFate::kLoseAnswer;
        break;
      default:
        break;
    }
    return fate;
  });
}

void Walk::Look() {
  witness_.OnCalls(bench_.engines.TakeCalls());
  bench_.launcher.TakeCalls();
  if (!Chance(20)) return;
  std::set<std::string> operations;
  for (const Object& load : bench_.All("DataLoad")) {
    if (OperationStatusOf(load)->phase == "Executing") operations.insert(load.metadata().uid);
  }
  for (const Object& runtime : bench_.Runtimes()) {
    const std::string& uid = runtime.metadata().uid;
    witness_.OnJobs(bench_.engines.Jobs(uid), bench_.engines.JobSpecs(uid), operations);
  }
}

void Walk::Quiet() {
  if (breached()) return;
  lossy_ = missing_ = false;
  if (held_) bench_.store->ReleaseEvents();
  held_ = false;
  bench_.store->FailNext(0, Ok());
  bench_.engines.SetPlan(nullptr);
  (void)bench_.secrets->Put("default", "login", {{"password", "0"}});
  for (const Object& runtime : bench_.Runtimes()) {
    for (const char* node : {Bench::kNode, Bench::kOther}) {
      bench_.engines.Edit(runtime.metadata().uid, node, [](engine::FakeHome& home) {
        home.sources.clear();
        home.mount_errors.clear();
        home.mount_users.clear();
        home.open_files.clear();
      });
    }
  }
  bench_.start_homes = true;
  bench_.loop->TouchAll();
  // Jobs end by themselves, except those whose operation was cancelled: who stops them is the question.
  // One with a schedule may be due again at any moment, also at the last.
  std::set<std::string> runs;
  for (int i = 0; i < kRounds; ++i) {
    if (i == kRounds - kLastRounds) {
      for (const Object& object : bench_.All("DataLoad")) runs.insert(RunOf(object));
    }
    for (const Object& runtime : bench_.Runtimes()) {
      for (const auto& [id, job] : bench_.engines.Jobs(runtime.metadata().uid)) {
        if (job.phase != JobPhase::kRunning || Stopped(id)) continue;
        bench_.engines.EditJob(runtime.metadata().uid, id,
                               [](JobStatus& status) { status.phase = JobPhase::kSucceeded; });
      }
    }
    bench_.Settle(milliseconds(500), milliseconds(250));
    witness_.OnCalls(bench_.engines.TakeCalls());
    if (bench_.restless) return witness_.Breach("the loop does not come to rest");
  }
  bench_.start_homes = false;

  std::set<std::string> served;
  for (const Object& object : bench_.All("Dataset")) {
    const std::string name = object.metadata().name;
    if (Ending(object)) witness_.Breach("dataset " + name + " does not end");
    const model::Dataset& dataset = model::Get<model::Dataset>(object);
    const bool has_runtime = !bench_.Uid(name).empty();
    if (!has_runtime && dataset.status.phase != "NotBound")
      witness_.Breach("dataset " + name + " is " + dataset.status.phase + " without a runtime");
    if (!has_runtime) continue;
    served.insert(name);
    const model::DatasetCondition* ready = model::FindCondition(dataset.status.conditions, "Ready");
    if (dataset.status.phase != "Bound" || !ready || ready->status != "True") {
      witness_.Breach("dataset " + name + " is " + dataset.status.phase +
                      " at the end: " + bench_.Condition("Dataset", name, "Ready"));
    }
    std::vector<std::string> wanted;
    for (const model::Mount& mount : dataset.spec.mounts) wanted.push_back(mount.mount_point);
    for (const LaunchState& state : bench_.launcher.List(bench_.Uid(name))) {
      const std::optional<engine::FakeHome> home = bench_.engines.Look(state.id.engine, state.node);
      std::vector<std::string> has;
      for (const MountSpec& mount :
           home && home->config ? home->config->spec.mounts : std::vector<MountSpec>())
        has.push_back(mount.uri);
      if (wanted != has)
        witness_.Breach("the engine of dataset " + name + " on " + state.node +
                        " does not have the sources of its spec");
    }
  }
  for (const char* kind : {"ThinRuntime", "AlluxioRuntime", "DataLoad", "Attachment"}) {
    for (const Object& object : bench_.All(kind)) {
      if (Ending(object)) witness_.Breach(object.key().ToString() + " does not end");
    }
  }
  std::set<std::string> engines;
  for (const char* kind : {"ThinRuntime", "AlluxioRuntime"}) {
    for (const Object& object : bench_.All(kind)) engines.insert(object.metadata().uid);
  }
  for (const LaunchState& state : bench_.launcher.List("")) {
    if (!engines.contains(state.id.engine))
      witness_.Breach("launch " + state.id.ToString() + " has no runtime");
  }
  for (const Object& object : bench_.All("Attachment")) {
    const model::Attachment& attachment = model::Get<model::Attachment>(object);
    const bool bound = served.contains(attachment.spec.dataset.name) && attachment.spec.mode == "mount";
    const std::string want = attachment.spec.mode != "mount" ? "Failed" : bound ? "Mounted" : "Pending";
    if (attachment.status.phase != want)
      witness_.Breach(object.key().ToString() + " is " + attachment.status.phase + ", not " + want);
  }
  for (const Object& object : bench_.All("DataLoad")) {
    if (!runs.contains(RunOf(object))) continue;
    const model::OperationStatus& status = *OperationStatusOf(object);
    if (status.phase == "Executing") {
      witness_.Breach(object.key().ToString() + (cancelled_.contains(object.metadata().uid)
                                                     ? " was cancelled but goes on"
                                                     : " is executing for ever"));
    }
    const model::Condition* waiting = model::FindCondition(status.conditions, "Waiting");
    if (status.phase == "Pending" && waiting && (waiting->reason == "Queued" || waiting->reason == "Due")) {
      witness_.Breach(object.key().ToString() + " waits for ever: " + waiting->reason);
    }
  }

  // Nothing is written while nothing changes. Schedules are changes.
  for (const Object& object : bench_.All("DataLoad")) (void)bench_.store->Delete(object.key());
  bench_.Settle(seconds(40), milliseconds(250));
  const std::string version = bench_.store->List({})->version;
  bench_.Settle(seconds(100), seconds(1));
  if (bench_.store->List({})->version != version)
    witness_.Breach("something is written though nothing changes");
}

}  // namespace fluid::reconcile
