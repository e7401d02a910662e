// What the launcher and fluid-shim agree on. No library of ours: the shim stands alone.
//
// The launcher starts `fluid-shim run LABEL` in the instance's folder, as leader of a session of its own,
// with
//   fd 3: the spec, a sequence of strings that each end in NUL:
//         kSpecVersion, run number, revision (percent-encoded), bytes of a log file, path of the program,
//         count of argv, argv..., count of env, NAME=VALUE...
//   fd 4: where the shim writes one byte when kRunFile tells of the running program.
// The spec is memory, not a file: it holds secrets, and argv byte for byte.
//
// Signals to the shim: SIGTERM goes on to the program's process group; SIGUSR1 kills the program and all it
// forked. When the program has ended, the shim writes kExitFile, kills and reaps what is left, and exits.
#pragma once

namespace fluid::shim {

inline constexpr char kSpecVersion[] = "fluid-shim 1";
inline constexpr int kSpecFd = 3;
inline constexpr int kStartedFd = 4;

// Held (a POSIX record lock) while the shim lives: there is one shim per folder, and whoever asks for the
// lock's holder learns its pid, in which no reuse of pids and no reboot can mislead.
inline constexpr char kLockFile[] = "launch.lock";
// Lines "fluid-run 1", "run N", "revision R", "pid P", "started NANOSECONDS" since the epoch.
inline constexpr char kRunFile[] = "launch.run";
// Lines "fluid-exit 1", "run N", "code C" (128 + signal), "reason TEXT" (may be empty). Synced before it is
// renamed.
inline constexpr char kExitFile[] = "launch.exit";
inline constexpr char kLogFile[] = "launch.log";       // stdout and stderr
inline constexpr char kOldLogFile[] = "launch.log.1";  // what was in it before it was full

inline constexpr int kExitTaken = 75;    // another shim holds the folder; nothing was started
inline constexpr int kExitBadSpec = 78;  // not a spec of this version; nothing was started

// `fluid-shim check PARENT KIND ...` looks once and exits 0 or 1, the reason on stderr; it dies with PARENT's
// thread:
//   tcp PORT | http PORT PATH | unix PATH | mount PATH | argv FILE ARGV...
}  // namespace fluid::shim
