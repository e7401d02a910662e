#include "src/launch/instance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/launch/shim/wire.h"

namespace fluid::launch {
namespace {

using std::chrono::milliseconds;

constexpr int kAliveFailures = 3;  // in a row: restart

}  // namespace

Instance::Instance(Host& host, Record record)
    : host_(host), folder_(host, record.launch.id), record_(std::move(record)) {
  for (const auto& [name, number] : record_.ports) host_.ports.insert(number);
}

// ---- Wishes ----

Status Instance::Wish(const Launch& launch) {
  if (record_.removing)
    return Unavailable("launch " + launch.id.ToString() + ": it is being removed; ask again when it is gone");
  const bool another = launch.revision != record_.launch.revision;
  if (launch != record_.launch) {
    Record next = record_;
    next.launch = launch;
    if (another) {
      next.finished = false;
      next.exit_code.reset();
      next.restarts = 0;
    }
    FLUID_RETURN_IF_ERROR(folder_.Save(next));
    record_ = std::move(next);
  }
  if (another) {
    if (stage_ == Stage::kDone) stage_ = Stage::kIdle;
    back_off_ = kFirstBackOff;
    next_start_ = {};
    backing_off_ = false;
  }
  SyncLiveFiles();
  due_ = {};
  return Ok();
}

Status Instance::Leave(bool purge) {
  if (record_.removing && record_.purge >= purge) return Ok();
  if (stage_ == Stage::kForgetting || stage_ == Stage::kGone) {
    return Unavailable("remove launch " + record_.launch.id.ToString() +
                       " with all its data: it is just being removed without");
  }
  Record next = record_;
  next.removing = true;
  next.purge = next.purge || purge;
  FLUID_RETURN_IF_ERROR(folder_.Save(next));
  record_ = std::move(next);
  due_ = {};
  return Ok();
}

void Instance::SyncLiveFiles() {
  const bool in_use = stage_ == Stage::kRunning && record_.run_revision == record_.launch.revision;
  if (!in_use) return;  // they are written at the next start
  const Status status = folder_.WriteFiles(record_.launch, MakeWords(), true);
  if (!status.ok())
    host_.options.log.Warning("launch {}: {}", record_.launch.id.ToString(), status.ToString());
}

void Instance::SaveOrLog() {
  const Status status = folder_.Save(record_);
  if (!status.ok()) host_.options.log.Error("launch {}: {}", record_.launch.id.ToString(), status.ToString());
}

// ---- Steps ----

void Instance::Step(MonoTime now) {
  due_ = MonoTime::max();
  while (Advance(now)) {
  }
}

bool Instance::Advance(MonoTime now) {
  switch (stage_) {
    case Stage::kIdle:
      return Idle(now);
    case Stage::kRunning:
      return Running(now);
    case Stage::kStopping:
      return Stopping(now);
    case Stage::kSweeping:
      return Sweeping(now);
    case Stage::kDone:
      return record_.removing && BeginSweep(now);
    case Stage::kForgetting:
    case Stage::kGone:
      break;
  }
  return false;
}

bool Instance::Idle(MonoTime now) {
  if (const int shim_pid = folder_.ShimPid()) return Adopt(now, shim_pid);
  if (record_.run > record_.ended || record_.removing) {
    // A shim that the launcher before us has just started may still be on its way to the lock. With the lock
    // taken it starts nothing; if it was quicker, it is adopted.
    std::optional<Fd> lock = folder_.KeepShimsOut();
    if (!lock) return true;
    no_shim_ = *std::move(lock);
    return BeginSweep(now);
  }
  if (record_.finished) {
    stage_ = Stage::kDone;
    reason_ = record_.exit_reason;
    return true;
  }
  if (now < next_start_) {
    WakeAt(next_start_);
    return false;
  }
  const Status status = Start(now);
  if (!status.ok()) BackOff(now, std::string(status.message()));
  return true;
}

// Everything that must be before a shim can be started. Once the new run's number is durable, no launcher can
// take an exit file of an older run for its.
Status Instance::Prepare() {
  const Launch& launch = record_.launch;
  Record next = record_;
  if (next.run > 0 && next.run_revision != launch.revision) FLUID_RETURN_IF_ERROR(folder_.ClearForRevision());
  for (const std::string& port : launch.ports) {
    if (next.ports.contains(port)) continue;
    FLUID_ASSIGN_OR_RETURN(next.ports[port], TakePort(host_));
    record_.ports[port] = next.ports[port];
  }
  const Words words = MakeWords();
  folder_.NoteTiers(&next);
  ++next.run;
  next.run_revision = launch.revision;
  next.run_stop_grace = launch.stop_grace;
  FLUID_ASSIGN_OR_RETURN(next.run_stop_argv, words.FillAll(launch.stop_argv));
  FLUID_RETURN_IF_ERROR(folder_.Save(next));
  record_ = std::move(next);
  FLUID_RETURN_IF_ERROR(folder_.MakeVolumes(record_.launch));
  return folder_.WriteFiles(record_.launch, words, false);
}

Status Instance::Start(MonoTime now) {
  const uint64_t run = record_.run;
  const auto start = [&]() -> Status {
    FLUID_RETURN_IF_ERROR(Prepare());
    FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> argv, MakeWords().FillAll(record_.launch.argv));
    FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> env, Environment());
    FLUID_ASSIGN_OR_RETURN(const std::string file, FindProgram(argv[0], PathOf(env), folder_.path()));
    FLUID_ASSIGN_OR_RETURN(Spawned shim, StartShim(file, argv, env));
    shim_ = std::move(shim.pidfd);
    shim_pid_ = shim.pid;
    return Ok();
  };
  if (const Status status = start(); !status.ok()) {
    if (record_.run != run) record_.ended = record_.run;  // nothing of it ever ran
    return status;
  }
  stage_ = Stage::kRunning;
  backing_off_ = false;
  pid_ = 0;
  seen_start_ = false;
  started_ = host_.clock.Now();
  is_ready_ = was_ready_ = false;
  ready_.Reset();
  alive_.Reset();
  reason_ = "it is being started";
  host_.options.log.Info("launch {}: started, run {}", record_.launch.id.ToString(), record_.run);
  WakeAt(now);
  return Ok();
}

bool Instance::Adopt(MonoTime now, int shim_pid) {
  auto pidfd = OpenPidfd(shim_pid);
  // Asked again: the number may have become another's between the question and the descriptor.
  if (!pidfd.ok() || folder_.ShimPid() != shim_pid) return true;
  shim_ = std::move(*pidfd);
  shim_pid_ = shim_pid;
  started_pipe_.Reset();
  stage_ = Stage::kRunning;
  backing_off_ = false;
  pid_ = 0;
  is_ready_ = was_ready_ = false;
  ready_.Reset();
  alive_.Reset();
  ReadStarted();
  SyncLiveFiles();
  reason_ = "it was running already and is being looked at";
  host_.options.log.Info("launch {}: adopted, process {}", record_.launch.id.ToString(), pid_);
  WakeAt(now);
  return true;
}

void Instance::ReadStarted() {
  const auto facts = folder_.RunFacts();
  const int64_t run = NumberIn(facts, "run");
  const int pid = static_cast<int>(NumberIn(facts, "pid"));
  if (run <= 0) return;
  // The shim may not have told of its program yet; then these are facts of a run before.
  const bool of_record = static_cast<uint64_t>(run) == record_.run || record_.run == 0;
  if (!of_record && ParentOf(pid) != shim_pid_) return;
  seen_start_ = true;
  pid_ = pid;
  started_ = WallTime(std::chrono::duration_cast<WallTime::duration>(Duration(NumberIn(facts, "started"))));
  record_.run = static_cast<uint64_t>(run);
  record_.ended = std::min(record_.ended, record_.run - 1);
  if (!PercentDecode(facts.contains("revision") ? facts.at("revision") : "", &record_.run_revision)) {
    record_.run_revision.clear();
  }
}

bool Instance::ShimEnded() {
  if (!Ended(shim_.get())) return false;
  if (pid_ == 0) {
    // It may have come and gone between two steps.
    const uint64_t run = record_.run;
    if (NumberIn(folder_.RunFacts(), "run") == static_cast<int64_t>(run)) ReadStarted();
  }
  if (ReapChild(shim_.get()) == shim::kExitTaken) {
    // Another launcher's shim was quicker; it is adopted in the next step.
    record_.ended = record_.run;
    stage_ = Stage::kIdle;
    return true;
  }
  return false;
}

bool Instance::Running(MonoTime now) {
  if (Ended(shim_.get())) return ShimEnded() || BeginSweep(now);
  if (pid_ == 0) {
    if (!started_pipe_ || Ended(started_pipe_.get())) {
      started_pipe_.Reset();
      ReadStarted();
    }
    if (pid_ == 0) {
      if (!started_pipe_) WakeAt(now + milliseconds(50));
      return false;
    }
  }
  if (record_.removing) {
    BeginStop(now, "it is removed");
    return true;
  }
  if (record_.run_revision != record_.launch.revision) {
    BeginStop(now, "it is replaced by revision " + record_.launch.revision);
    return true;
  }
  Look(now);
  return stage_ != Stage::kRunning;
}

void Instance::Look(MonoTime now) {
  const auto command = [this](const Check& check) { return CheckCommand(check); };
  const auto become_ready = [&] {
    if (!is_ready_) ready_since_ = now;
    is_ready_ = was_ready_ = true;
    reason_.clear();
  };
  if (!record_.launch.ready) {
    become_ready();
  } else {
    if (const auto passed = ready_.Step(now, *record_.launch.ready, command)) {
      if (*passed) {
        become_ready();
      } else {
        is_ready_ = false;
        reason_ = "it is not ready: " + ready_.reason();
      }
    }
    WakeAt(ready_.due());
  }
  if (!was_ready_ || !record_.launch.alive) return;
  alive_.Step(now, *record_.launch.alive, command);
  WakeAt(alive_.due());
  if (alive_.failures() >= kAliveFailures) {
    BeginStop(now, fmt::format("it does not live, as {} looks in a row showed: {}", kAliveFailures,
                               alive_.reason()));
  }
}

}  // namespace fluid::launch
