// Instance: one launch and what runs for it. A state machine that is stepped by the launcher's thread and
// never waits.
//
//   kIdle ---start---> kRunning --wish gone or another--> kStopping --shim ended--> kSweeping --nothing
//   left--+
//     ^  \--a shim runs: adopt--^        \----------------shim ended--------------------^ |
//     +----- again, after a back-off
//     -------------------------------------------------------------------------+
//                                                    kDone (ended for good), kForgetting (removed)
//                                                    <----------+
//
// Guarded by the launcher's lock.
#pragma once

#include <poll.h>

#include <optional>
#include <string>
#include <vector>

#include "src/launch/folder.h"
#include "src/launch/probe.h"
#include "src/launch/process.h"
#include "src/launch/record.h"

namespace fluid::launch {

class Instance {
 public:
  Instance(Host& host, Record record);

  Status Wish(const Launch& launch);  // durable when it returns
  Status Leave(bool purge);           // the same

  void Step(MonoTime now);
  MonoTime due() const { return due_; }  // of the next step; sooner when one of its descriptors is readable
  void AddTo(std::vector<pollfd>* fds) const;

  // Its folder is to be removed now, outside the lock, and the outcome told to Forgotten().
  bool forgetting() const { return stage_ == Stage::kForgetting; }
  void Forgotten(MonoTime now, const Status& status);
  bool gone() const { return stage_ == Stage::kGone; }

  LaunchState State() const;
  bool TakeChanged();  // State() is another than when last asked
  const Folder& folder() const { return folder_; }
  const Record& record() const { return record_; }
  // How to run `argv` (words filled) in its folder and environment, so that it ends with the calling thread.
  Result<SpawnOptions> Command(const std::vector<std::string>& argv) const;
  bool running() const { return stage_ == Stage::kRunning && pid_ != 0; }

 private:
  enum class Stage { kIdle, kRunning, kStopping, kSweeping, kDone, kForgetting, kGone };
  enum class Stop { kCommand, kTerm, kKill, kAbandon };
  static constexpr Duration kFirstBackOff = std::chrono::milliseconds(100);

  bool Advance(MonoTime now);  // true: there may be more to do
  bool Idle(MonoTime now);
  bool Running(MonoTime now);
  bool Stopping(MonoTime now);
  bool Sweeping(MonoTime now);

  Status Start(MonoTime now);
  Status Prepare();
  Result<Spawned> StartShim(const std::string& file, const std::vector<std::string>& argv,
                            const std::vector<std::string>& env);
  bool Adopt(MonoTime now, int shim_pid);
  void ReadStarted();
  bool ShimEnded();
  void Look(MonoTime now);  // at the checks
  void BeginStop(MonoTime now, std::string why);
  void Signal(MonoTime now, Stop step, int signal, Duration patience);
  bool BeginSweep(MonoTime now);
  void AccountForEnd(MonoTime now);
  void BackOff(MonoTime now, std::string why);
  void SyncLiveFiles();
  void SaveOrLog();
  void WakeAt(MonoTime at) { due_ = std::min(due_, at); }

  Words MakeWords() const;
  Result<std::vector<std::string>> Environment() const;
  Result<SpawnOptions> CheckCommand(const Check& check) const;
  std::string PathOf(const std::vector<std::string>& env) const;

  Host& host_;
  Folder folder_;
  Record record_;
  Stage stage_ = Stage::kIdle;
  MonoTime due_{};
  std::string reason_;
  std::optional<LaunchState> told_;

  // Of the run.
  Fd shim_;  // pidfd
  int shim_pid_ = 0;
  Fd started_pipe_;
  int pid_ = 0;  // of the program
  bool seen_start_ = false;
  WallTime started_{};
  Probe ready_, alive_;
  bool is_ready_ = false, was_ready_ = false;
  MonoTime ready_since_{};

  // Of its end.
  Stop stop_ = Stop::kCommand;
  MonoTime stop_until_{}, sweep_until_{};
  Fd no_shim_;  // while it is open, no shim starts anything
  std::optional<Child> stop_command_;
  std::string stop_why_;
  MonoTime forget_at_{};  // not before: the last try to remove its folder failed

  // Of the next one.
  bool backing_off_ = false;
  Duration back_off_ = kFirstBackOff;
  MonoTime next_start_{};
};

}  // namespace fluid::launch
