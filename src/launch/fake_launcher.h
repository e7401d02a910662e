// FakeLauncher: the scripted twin of tests. It starts nothing: the script says what becomes of each instance,
// so planners can be shown any world, step by step, with the same outcome each time.
//
// Threads: any; it has none of its own, and subscribers are called in the call that changes something.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "fluid/launcher.h"
#include "src/base/mutex.h"
#include "src/launch/subscribers.h"

namespace fluid {

class FakeLauncher final : public Launcher {
 public:
  // On node `node` only, as the local launcher; empty: every node's launches are taken.
  explicit FakeLauncher(Clock& clock, std::string node = "") : clock_(clock), node_(std::move(node)) {}

  Status Ensure(const Launch& launch) override;
  Status Remove(const LaunchId& id, bool purge) override;
  std::vector<LaunchState> List(const std::string& engine) override;
  Result<std::string> Tail(const LaunchId& id, size_t bytes) override;
  Result<LogPiece> ReadLog(const LaunchId& id, const std::string& after, size_t bytes) override;
  Result<ExecResult> Exec(const LaunchId& id, const std::vector<std::string>& argv,
                          Duration timeout) override;
  std::unique_ptr<Subscription> Subscribe(std::function<void(const LaunchId&)> fn) override {
    return subscribers_.Add(std::move(fn));
  }

  // ---- The script. What an unknown id would do has no effect. ----
  void BecomeReady(const LaunchId& id);
  // The program ends. `once`, or restarted max_restarts times: kExited; else kBackOff.
  void Exit(const LaunchId& id, int code);
  void Die(const LaunchId& id) { Exit(id, 128 + 9); }
  void Restart(const LaunchId& id);     // the back-off is over: kStarting again, with another pid
  void FinishStop(const LaunchId& id);  // with stops_at_once off: what is kStopping has ended
  void Lose(const LaunchId& id);        // gone without a trace, as after somebody's rm -rf
  void Say(const LaunchId& id, std::string output) {
    Edit(id, [&](Entry& e) { e.output += output; });
  }
  void FailNext(Status error);  // the next Ensure, Remove, Tail or Exec; several: in this order
  void set_starts_ready(bool on) { Set(&starts_ready_, on); }  // Ensure makes it kReady at once (default off)
  void set_stops_at_once(bool on) { Set(&stops_at_once_, on); }  // no kStopping is seen (default on)

  // ---- What was asked ----
  std::optional<Launch> Wished(const LaunchId& id) const;
  std::vector<std::string>
  TakeCalls();  // "ensure ENGINE/COMPONENT/KEY", "remove ... purge", in order; then forgotten

 private:
  struct Entry {
    Launch launch;
    LaunchState state;
    bool removing = false, replacing = false;
    std::string output;
  };

  void Set(bool* flag, bool on) {
    MutexLock lock(mutex_);
    *flag = on;
  }
  void Edit(const LaunchId& id, const std::function<void(Entry&)>& edit);
  void Begin(Entry* entry) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Status TakeFailure() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Clock& clock_;
  const std::string node_;
  launch::Subscribers subscribers_;

  mutable Mutex mutex_;
  std::map<LaunchId, Entry> entries_ ABSL_GUARDED_BY(mutex_);
  std::deque<Status> failures_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> calls_ ABSL_GUARDED_BY(mutex_);
  int next_pid_ ABSL_GUARDED_BY(mutex_) = 1000;
  int next_port_ ABSL_GUARDED_BY(mutex_) = 20000;
  bool starts_ready_ = false,
       stops_at_once_ = true;  // guarded too; no annotation, their address is passed on
};

}  // namespace fluid
