// Child processes of the launcher: started from argv vectors, never a shell; watched by descriptor; ended as
// a group.
#pragma once

#include <poll.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fluid/clock.h"
#include "fluid/launcher.h"
#include "fluid/status.h"
#include "src/base/files.h"

namespace fluid::launch {

struct SpawnOptions {
  std::string file;  // path of the program
  std::vector<std::string> argv;
  std::vector<std::string> env;          // NAME=VALUE, all of it
  std::string folder;                    // to start in
  bool session = false;                  // leads a session; else a process group
  std::vector<std::pair<int, int>> fds;  // ours -> its; beside these it has 0, 1 and 2 on /dev/null
};

struct Spawned {
  int pid = 0;
  Fd pidfd;  // readable when it has ended
};

Result<Spawned> Spawn(const SpawnOptions& options);

// A child whose output we keep the end of. Not thread-safe.
class Child {
 public:
  static constexpr size_t kKeep = 64 << 10;

  static Result<Child> Start(SpawnOptions options);
  Child(Child&&) noexcept = default;
  Child& operator=(Child&&) noexcept = delete;
  ~Child();  // kills its group and waits a moment for its end

  void AddTo(std::vector<pollfd>* fds) const;
  // Takes what it wrote; its exit code (128 + signal) once it has ended, and with it its whole group.
  std::optional<int> Poll();
  void Kill();  // SIGKILL to its group
  const std::string& out() const { return out_text_; }
  const std::string& err() const { return err_text_; }

 private:
  explicit Child(Spawned process) : process_(std::move(process)) {}

  Spawned process_;
  Fd out_, err_;
  std::string out_text_, err_text_;
  std::optional<int> exit_;
};

// To its end, on this thread. `cancel` (a descriptor, -1: none) readable: CANCELLED. Too long:
// DEADLINE_EXCEEDED.
Result<ExecResult> RunToEnd(SpawnOptions options, Duration timeout, int cancel);

// Where `name` is, as execvp would look it up in `path` (colons between). Relative names with a slash: below
// `folder`.
Result<std::string> FindProgram(const std::string& name, const std::string& path, const std::string& folder);

// SIGKILL to every process whose environment has `entry` (NAME=VALUE), or that is of session `session` (0:
// not asked). How many were found.
int KillMarked(const std::string& entry, int session);

int ParentOf(int pid);  // 0: there is no such process
bool Ended(int pidfd);
// Its exit code if it was our child, and takes it from the table of processes.
std::optional<int> ReapChild(int pidfd);
void SendSignal(int pidfd, int signal);
Result<Fd> OpenPidfd(int pid);

}  // namespace fluid::launch
