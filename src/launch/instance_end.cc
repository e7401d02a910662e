// How a run ends: asked, by force, or by itself; and what comes after it.
#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <utility>

#include "src/base/units.h"
#include "src/launch/instance.h"
#include "src/launch/shim/wire.h"

namespace fluid::launch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration kLongestBackOff = seconds(30);
constexpr Duration kHealthy = seconds(10);       // ready for so long: the next back-off is the first again
constexpr Duration kKillPatience = seconds(35);  // more than the shim gives itself
constexpr Duration kAbandonPatience = seconds(5);
constexpr Duration kSweepPatience = seconds(30);
constexpr Duration kSweepEvery = milliseconds(20);

std::string EndReason(int code, bool known, const std::map<std::string, std::string>& facts) {
  if (!known) return "it was killed together with its shim";
  if (const auto why = facts.find("reason"); why != facts.end() && !why->second.empty()) return why->second;
  if (code > 128) return fmt::format("it was ended by signal {}", code - 128);
  return fmt::format("it ended with exit code {}", code);
}

}  // namespace

void Instance::BeginStop(MonoTime now, std::string why) {
  host_.options.log.Info("launch {}: stopping, {}", record_.launch.id.ToString(), why);
  reason_ = stop_why_ = std::move(why);
  stage_ = Stage::kStopping;
  ready_.Reset();
  alive_.Reset();
  stop_ = Stop::kCommand;
  stop_until_ = now + record_.run_stop_grace;
  stop_command_.reset();
  if (record_.run_stop_argv.empty()) return;
  auto options = Command(record_.run_stop_argv);
  if (!options.ok()) return;
  auto child = Child::Start(std::move(*options));
  if (child.ok()) stop_command_.emplace(std::move(*child));
}

void Instance::Signal(MonoTime now, Stop step, int signal, Duration patience) {
  stop_ = step;
  stop_until_ = now + patience;
  SendSignal(shim_.get(), signal);
}

bool Instance::Stopping(MonoTime now) {
  if (Ended(shim_.get())) return ShimEnded() || BeginSweep(now);
  switch (stop_) {
    case Stop::kCommand:
      if (stop_command_ && !stop_command_->Poll() && now < stop_until_) break;
      stop_command_.reset();
      Signal(now, Stop::kTerm, SIGTERM, record_.run_stop_grace);
      break;
    case Stop::kTerm:
      if (now >= stop_until_) Signal(now, Stop::kKill, SIGUSR1, kKillPatience);
      break;
    case Stop::kKill:
      if (now >= stop_until_) Signal(now, Stop::kAbandon, SIGKILL, kAbandonPatience);
      break;
    case Stop::kAbandon:
      if (now >= stop_until_) return BeginSweep(now);
      break;
  }
  WakeAt(stop_until_);
  return false;
}

bool Instance::BeginSweep(MonoTime now) {
  stage_ = Stage::kSweeping;
  sweep_until_ = now + kSweepPatience;
  ready_.Reset();
  alive_.Reset();
  stop_command_.reset();
  started_pipe_.Reset();
  return true;
}

// What outlived its shim: the shim was killed, or something joined late. Bounded, like all that ends a run.
bool Instance::Sweeping(MonoTime now) {
  if (KillMarked(folder_.marker(), shim_pid_) > 0) {
    if (now < sweep_until_) {
      WakeAt(now + kSweepEvery);
      return false;
    }
    host_.options.log.Error("launch {}: some of its processes can't be killed", record_.launch.id.ToString());
  }
  folder_.DetachMounts();
  no_shim_.Reset();
  shim_.Reset();
  shim_pid_ = pid_ = 0;
  if (record_.run > record_.ended) AccountForEnd(now);
  if (record_.removing) {
    if (now < forget_at_) {
      WakeAt(forget_at_);
      return false;
    }
    stage_ = Stage::kForgetting;
    return false;
  }
  stage_ = Stage::kIdle;
  return true;
}

void Instance::AccountForEnd(MonoTime now) {
  const auto run = static_cast<int64_t>(record_.run);
  const auto exit = folder_.ExitFacts();
  const bool known = NumberIn(exit, "run") == run;
  const bool began = known || NumberIn(folder_.RunFacts(), "run") == run;
  record_.ended = record_.run;
  next_start_ = {};
  if (began && !record_.removing && record_.run_revision == record_.launch.revision) {
    record_.exit_code = known ? static_cast<int>(NumberIn(exit, "code")) : 128 + SIGKILL;
    record_.exit_reason = EndReason(*record_.exit_code, known, exit);
    if (!stop_why_.empty()) record_.exit_reason = stop_why_;
    if (record_.launch.once) {
      record_.finished = true;
    } else if (record_.launch.max_restarts >= 0 && record_.restarts >= record_.launch.max_restarts) {
      record_.finished = true;
      record_.exit_reason += fmt::format(", after {} restarts", record_.restarts);
    } else {
      ++record_.restarts;
      if (was_ready_ && is_ready_ && now - ready_since_ >= kHealthy) back_off_ = kFirstBackOff;
      BackOff(now, record_.exit_reason);
    }
    host_.options.log.Info("launch {}: {}", record_.launch.id.ToString(), record_.exit_reason);
  } else if (!began && !record_.removing) {
    BackOff(now, "its shim ended before it could start it");
  }
  stop_why_.clear();
  is_ready_ = was_ready_ = false;
  SaveOrLog();
}

void Instance::BackOff(MonoTime now, std::string why) {
  backing_off_ = true;
  reason_ = fmt::format("{}; next start after {}", why, FormatDuration(back_off_));
  next_start_ = now + back_off_;
  back_off_ = std::min(back_off_ * 2, kLongestBackOff);
}

void Instance::Forgotten(MonoTime now, const Status& status) {
  if (status.ok()) {
    for (const auto& [name, number] : record_.ports) host_.ports.erase(number);
    stage_ = Stage::kGone;
    return;
  }
  reason_ = std::string(status.message());
  host_.options.log.Warning("launch {}: {}", record_.launch.id.ToString(), status.ToString());
  stage_ = Stage::kSweeping;
  sweep_until_ = now + kSweepPatience;
  forget_at_ = now + seconds(1);
  due_ = forget_at_;
}

}  // namespace fluid::launch
