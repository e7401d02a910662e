#include "src/launch/fake_launcher.h"

#include <fmt/format.h>

#include <utility>

#include "src/launch/words.h"

namespace fluid {

Status FakeLauncher::TakeFailure() {
  if (failures_.empty()) return Ok();
  Status error = std::move(failures_.front());
  failures_.pop_front();
  return error;
}

void FakeLauncher::Begin(Entry* entry) {
  LaunchState& state = entry->state;
  state.id = entry->launch.id;
  state.node = entry->launch.node;
  state.revision = entry->launch.revision;
  state.phase = starts_ready_ ? LaunchPhase::kReady : LaunchPhase::kStarting;
  state.reason = starts_ready_ ? "" : "it is being started";
  state.pid = next_pid_++;
  state.started = clock_.Now();
  state.exit_code.reset();
  for (const std::string& port : entry->launch.ports) {
    if (!state.ports.contains(port)) state.ports[port] = next_port_++;
  }
  const std::string folder = "/fake/" + state.id.ToString();
  state.dirs = {{".", folder}};
  for (const LaunchVolume& volume : entry->launch.volumes) {
    const bool is_source =
        volume.kind == LaunchVolume::Kind::kTier || volume.kind == LaunchVolume::Kind::kHost;
    state.dirs[volume.name] = is_source ? volume.source : folder + "/v/" + volume.name;
  }
  entry->replacing = false;
}

Status FakeLauncher::Ensure(const Launch& launch) {
  {
    MutexLock lock(mutex_);
    calls_.push_back("ensure " + launch.id.ToString());
    FLUID_RETURN_IF_ERROR(TakeFailure());
    FLUID_RETURN_IF_ERROR(launch::CheckLaunch(launch, node_.empty() ? launch.node : node_));
    const auto [found, is_new] = entries_.try_emplace(launch.id);
    Entry& entry = found->second;
    if (entry.removing) {
      return Unavailable("launch " + launch.id.ToString() +
                         ": it is being removed; ask again when it is gone");
    }
    if (!is_new && entry.launch == launch) return Ok();
    const bool another = is_new || entry.launch.revision != launch.revision;
    entry.launch = launch;
    if (!another) return Ok();
    const bool runs = !is_new && entry.state.pid != 0;
    if (runs && !stops_at_once_) {
      entry.replacing = true;
      entry.state.phase = LaunchPhase::kStopping;
      entry.state.reason = "it is replaced by revision " + launch.revision;
    } else {
      entry.state.restarts = 0;
      Begin(&entry);
    }
  }
  subscribers_.Tell(launch.id);
  return Ok();
}

Status FakeLauncher::Remove(const LaunchId& id, bool purge) {
  {
    MutexLock lock(mutex_);
    calls_.push_back("remove " + id.ToString() + (purge ? " purge" : ""));
    FLUID_RETURN_IF_ERROR(TakeFailure());
    const auto found = entries_.find(id);
    if (found == entries_.end()) return Ok();
    if (stops_at_once_ || found->second.state.pid == 0) {
      entries_.erase(found);
    } else {
      found->second.removing = true;
      found->second.state.phase = LaunchPhase::kStopping;
      found->second.state.reason = "it is removed";
    }
  }
  subscribers_.Tell(id);
  return Ok();
}

std::vector<LaunchState> FakeLauncher::List(const std::string& engine) {
  MutexLock lock(mutex_);
  std::vector<LaunchState> states;
  for (const auto& [id, entry] : entries_) {
    if (engine.empty() || id.engine == engine) states.push_back(entry.state);
  }
  return states;
}

Result<std::string> FakeLauncher::Tail(const LaunchId& id, size_t bytes) {
  MutexLock lock(mutex_);
  FLUID_RETURN_IF_ERROR(TakeFailure());
  const auto found = entries_.find(id);
  if (found == entries_.end()) return NotFound("launch " + id.ToString() + ": there is no such instance");
  const std::string& output = found->second.output;
  return output.size() > bytes ? output.substr(output.size() - bytes) : output;
}

Result<LogPiece> FakeLauncher::ReadLog(const LaunchId& id, const std::string& after, size_t bytes) {
  MutexLock lock(mutex_);
  FLUID_RETURN_IF_ERROR(TakeFailure());
  const auto found = entries_.find(id);
  if (found == entries_.end()) return NotFound("launch " + id.ToString() + ": there is no such instance");
  const std::string& output = found->second.output;
  const size_t last = output.size() - std::min(output.size(), bytes);
  const size_t from = after.empty() ? last : std::min<size_t>(output.size(), std::stoull(after));
  const std::string text = output.substr(from, bytes);
  return LogPiece{text, std::to_string(from + text.size())};
}

Result<ExecResult> FakeLauncher::Exec(const LaunchId& id, const std::vector<std::string>&, Duration) {
  MutexLock lock(mutex_);
  calls_.push_back("exec " + id.ToString());
  FLUID_RETURN_IF_ERROR(TakeFailure());
  const auto found = entries_.find(id);
  if (found == entries_.end()) return NotFound("launch " + id.ToString() + ": there is no such instance");
  if (found->second.state.pid == 0) {
    return FailedPrecondition("run a command in " + id.ToString() + ": it does not run");
  }
  return ExecResult();
}

void FakeLauncher::Edit(const LaunchId& id, const std::function<void(Entry&)>& edit) {
  {
    MutexLock lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) return;
    const LaunchState before = found->second.state;
    edit(found->second);
    if (before == found->second.state) return;
  }
  subscribers_.Tell(id);
}

void FakeLauncher::BecomeReady(const LaunchId& id) {
  Edit(id, [](Entry& entry) {
    if (entry.state.pid == 0 || entry.state.phase == LaunchPhase::kStopping) return;
    entry.state.phase = LaunchPhase::kReady;
    entry.state.reason.clear();
  });
}

void FakeLauncher::Exit(const LaunchId& id, int code) {
  Edit(id, [&](Entry& entry) {
    LaunchState& state = entry.state;
    if (state.pid == 0 || state.phase == LaunchPhase::kStopping) return;
    state.pid = 0;
    state.exit_code = code;
    state.reason = code > 128 ? fmt::format("it was ended by signal {}", code - 128)
                              : fmt::format("it ended with exit code {}", code);
    const int most = entry.launch.max_restarts;
    const bool for_good = entry.launch.once || (most >= 0 && state.restarts >= most);
    state.phase = for_good ? LaunchPhase::kExited : LaunchPhase::kBackOff;
    if (!for_good) ++state.restarts;
  });
}

void FakeLauncher::Restart(const LaunchId& id) {
  Edit(id, [this](Entry& entry) ABSL_NO_THREAD_SAFETY_ANALYSIS {
    if (entry.state.phase == LaunchPhase::kBackOff) Begin(&entry);
  });
}

void FakeLauncher::FinishStop(const LaunchId& id) {
  {
    MutexLock lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end() || found->second.state.phase != LaunchPhase::kStopping) return;
    if (found->second.removing) {
      entries_.erase(found);
    } else {
      found->second.state.restarts = 0;
      Begin(&found->second);
    }
  }
  subscribers_.Tell(id);
}

void FakeLauncher::Lose(const LaunchId& id) {
  {
    MutexLock lock(mutex_);
    if (entries_.erase(id) == 0) return;
  }
  subscribers_.Tell(id);
}

void FakeLauncher::FailNext(Status error) {
  MutexLock lock(mutex_);
  failures_.push_back(std::move(error));
}

std::optional<Launch> FakeLauncher::Wished(const LaunchId& id) const {
  MutexLock lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end()) return std::nullopt;
  return found->second.launch;
}

std::vector<std::string> FakeLauncher::TakeCalls() {
  MutexLock lock(mutex_);
  return std::exchange(calls_, {});
}

}  // namespace fluid
