// Launcher: keeps a set of keyed instances of programs running, and says how they are. It decides nothing:
// which launches exist is the reconciler's business.
//
// Twins: NewLocalLauncher (processes under a shim, src/launch), a scripted fake (tests).
// Threads: all functions, any thread; none waits for a process. `fn` of Subscribe is
// called, after any change, on a thread of the launcher; it must not block.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fluid/clock.h"
#include "fluid/cluster.h"
#include "fluid/export.h"
#include "fluid/status.h"

namespace fluid {

// Which instance: component `component` of the engine `engine`, copy `key` ("0", a node name, a job id).
struct LaunchId {
  std::string engine;  // uid
  std::string component;
  std::string key;
  auto operator<=>(const LaunchId&) const = default;
  std::string ToString() const { return engine + "/" + component + "/" + key; }
};

// How to see that an instance serves, or still lives.
struct Check {
  enum class Kind { kArgv, kTcp, kHttp, kMount, kUnixSocket } kind = Kind::kArgv;
  std::vector<std::string> argv;  // kArgv: exits 0
  std::string port;               // kTcp, kHttp: name of a port
  std::string path;               // kHttp: of the request; kMount: answers statvfs; kUnixSocket: accepts
  Duration every = std::chrono::seconds(1);
  Duration timeout = std::chrono::seconds(5);
  bool operator==(const Check&) const = default;
};

struct LaunchVolume {
  enum class Kind { kScratch, kState, kTier, kMemory, kHost, kMount, kSocket } kind = Kind::kScratch;
  std::string name;    // ${dir:NAME}
  std::string source;  // kTier, kHost: a path of the node
  uint64_t bytes = 0;  // 0: not bounded
  bool operator==(const LaunchVolume&) const = default;
};

struct LaunchFile {
  std::string path;     // relative: below the instance's own folder, ${dir:.}
  std::string content;  // may hold ${...} words
  int mode = 0644;
  bool live = false;  // replaced in place when it changes; restarts nothing
  bool operator==(const LaunchFile&) const = default;
};

// One instance, resolved except for what only the launcher knows: ${port:NAME} ${dir:VOLUME} ${node} ${key}
// and, in files of mode 0600 and secret_env, ${secret:REF}. "$$" is "$". Unknown words are INVALID_ARGUMENT.
struct Launch {
  LaunchId id;
  std::string node;
  std::string revision;           // another revision of the same id replaces the instance: stop, then start
  std::vector<std::string> argv;  // argv[0]: a path, or looked up in PATH
  std::map<std::string, std::string> env;         // added to a small clean environment
  std::map<std::string, std::string> secret_env;  // name -> ref; for programs that read nothing else
  std::vector<std::string> ports;  // names; numbers are chosen, kept over restarts, and told in the state
  std::vector<LaunchVolume> volumes;
  std::vector<LaunchFile> files;
  std::optional<Check> ready, alive;
  Duration stop_grace = std::chrono::seconds(10);  // between SIGTERM and SIGKILL
  std::vector<std::string> stop_argv;              // run before SIGTERM
  bool once = false;                               // runs to its end; is not started again after it
  int max_restarts = -1;  // of one that should run: -1 for ever, with back-off 100 ms doubling to 30 s
  bool operator==(const Launch&) const = default;
};

enum class LaunchPhase { kPending, kStarting, kReady, kNotReady, kBackOff, kStopping, kExited };

struct LaunchState {
  LaunchId id;
  std::string node;
  std::string revision;
  LaunchPhase phase = LaunchPhase::kPending;
  std::string reason;  // why it is not ready, for people
  int pid = 0;
  int restarts = 0;
  WallTime started{};
  std::map<std::string, int> ports;
  std::map<std::string, std::string> dirs;  // volume name -> path; "." is the instance's own folder
  std::optional<int> exit_code;             // kExited, and of the last run in kBackOff; 128 + signal
  bool operator==(const LaunchState&) const = default;
};

struct ExecResult {
  int exit_code = 0;
  std::string out, err;  // the last 64 KiB each
};

// A part of an instance's output.
struct LogPiece {
  std::string text;
  std::string next;  // where what is written later begins; opaque
};

class FLUID_API Launcher {
 public:
  virtual ~Launcher() = default;  // what runs goes on, to be adopted by the next launcher on the same state

  // Makes it so: starts what is missing, replaces another revision, replaces changed live files in place.
  // Returns when the wish is durable, not when it is fulfilled. Same launch again: no change.
  // INVALID_ARGUMENT: the launch can't be (no program, unknown word, name twice, another node's), nothing was
  // changed. FAILED_PRECONDITION: a secret or a host folder is missing. UNAVAILABLE: it is being removed; ask
  // again when it is gone. RESOURCE_EXHAUSTED: no port is left. What goes wrong later is told by List.
  virtual Status Ensure(const Launch& launch) = 0;
  // Stops it (its whole process group and all it forked) and forgets it with its folder, except kState and
  // kTier volumes unless `purge`. Unknown is fine. Gone when List no longer has it. UNAVAILABLE: the wish
  // could not be kept on disk; ask again.
  virtual Status Remove(const LaunchId& id, bool purge) = 0;
  virtual std::vector<LaunchState> List(const std::string& engine) = 0;  // "": of all engines
  // Of all that follow, NOT_FOUND: there is no such instance.
  // The last bytes of its output, stdout and stderr together.
  virtual Result<std::string> Tail(const LaunchId& id, size_t bytes) = 0;
  // Its output from `after` (the `next` of an earlier piece) on; empty: its last `bytes`. At most `bytes`, in
  // whole lines. What was thrown away meanwhile is passed over.
  virtual Result<LogPiece> ReadLog(const LaunchId& id, const std::string& after, size_t bytes) = 0;
  // Runs a program in its folder and environment, and waits for its end. FAILED_PRECONDITION: the instance
  // does not run. DEADLINE_EXCEEDED: the program was killed after `timeout`. CANCELLED: the launcher ends.
  virtual Result<ExecResult> Exec(const LaunchId& id, const std::vector<std::string>& argv,
                                  Duration timeout) = 0;
  // `fn` hears of changes until the subscription ends; then no call of it is under way.
  virtual std::unique_ptr<Subscription> Subscribe(std::function<void(const LaunchId&)> fn) = 0;
};

}  // namespace fluid
