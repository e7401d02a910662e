// Probe: looks at intervals whether a check holds, each time in a process of its own, so that what hangs (a
// dead mount, a silent server) hangs there. Never two looks at once. Not thread-safe.
#pragma once

#include <poll.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "src/launch/process.h"

namespace fluid::launch {

class Probe {
 public:
  using Command = std::function<Result<SpawnOptions>(const Check&)>;

  // True or false when a look has ended in this step. Until the first success looks come quickly, then each
  // check.every.
  std::optional<bool> Step(MonoTime now, const Check& check, const Command& command);
  void Reset();                          // of another run: all is forgotten, a look under way is killed
  MonoTime due() const { return due_; }  // of the next step
  void AddTo(std::vector<pollfd>* fds) const;
  int failures() const { return failures_; }             // in a row
  const std::string& reason() const { return reason_; }  // of the last failure

 private:
  bool Finish(MonoTime now, const Check& check, bool passed, std::string reason);

  std::optional<Child> look_;
  bool killed_ = false;
  bool passed_once_ = false;
  int failures_ = 0;
  Duration quick_ = std::chrono::milliseconds(10);
  MonoTime due_{};  // of the next look, or of the end of our patience with this one
  std::string reason_;
};

}  // namespace fluid::launch
