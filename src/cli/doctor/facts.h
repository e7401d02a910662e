// Facts: all that doctor looked at, as plain values. Probes gather them (probe_*.cc), rules judge them
// (check_*.cc); neither knows the other. What could not be looked at is absent, and nothing is concluded from
// it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/clock.h"
#include "fluid/status.h"

namespace fluid::cli::doctor {

// A file or folder, and the file system that it is on.
struct PathFacts {
  std::string path;
  int error = 0;  // errno of looking at it; ETIMEDOUT: its file system does not answer
  bool folder = false;
  unsigned uid = 0, gid = 0, mode = 0;  // mode: permission bits
  dev_t device = 0;
  bool read_only = false;
  uint64_t bytes = 0, bytes_free = 0;    // of the file system
  uint64_t inodes = 0, inodes_free = 0;  // 0 inodes: it does not count them
};

struct FuseFacts {
  std::optional<dev_t> device;  // of /dev/fuse; nothing: it is not there, or no device
  int open_error = 0;           // errno
  bool may_mount = true;        // CAP_SYS_ADMIN
};

struct MachineFacts {
  unsigned uid = 0;
  uint64_t open_files = 0;                   // soft limit of this process
  std::optional<uint64_t> memory_available;  // bytes
  FuseFacts fuse;
  WallTime now{};
};

// One of our own programs, as `PROGRAM --version` tells of it.
struct ProgramFacts {
  std::string name, path;
  std::string version;  // "0.1.0"; empty: it did not say
  std::string why;      // of an empty version
};

struct InstallationFacts {
  std::string version;  // of this program
  std::vector<ProgramFacts> programs;
  std::vector<std::string> plugin_dirs;
};

struct StateFacts {
  PathFacts folder;
  std::optional<WallTime> newest_file;     // when something in it was last written
  std::optional<std::string> format;       // what lies in the file "format"
  std::string known_format;                // what this program knows
  std::optional<int64_t> database_format;  // of fluid.db
  std::optional<uint32_t> database_owner;  // the application id in its header
  int64_t known_database_format = 0;
  uint32_t known_database_owner = 0;
  std::vector<std::string> open_secrets;  // files of values that others may read
};

struct ApiFacts {
  std::string socket;
  bool there = false;    // the socket file
  bool accepts = false;  // somebody listens
  int lock_holder = 0;   // pid of who works on the state folder; 0: nobody
  Status answer;         // to a list of datasets; OK: it serves
  bool serves() const { return accepts && answer.ok(); }
};

// One program that the launcher keeps running.
struct ProcessFacts {
  std::string dataset;  // "NAMESPACE/NAME"
  std::string component, folder;
  bool home = false;        // a fluid-node
  int pid = 0;              // 0: it does not run
  char state = 0;           // as in /proc/PID/stat
  bool replaced = false;    // the program on disk is another by now
  uint64_t open_files = 0;  // soft limit; 0: not known
  int restarts = 0;
  bool removing = false, once = false;
  std::optional<int> exit_code;  // of the last run that ended
  std::string exit_reason;
  std::string last_words;  // of its log
  Status answer;           // of a home, to the question how it is
  NodeObservation observed;
};

struct TierFacts {
  std::string path, medium;
  uint64_t quota = 0;
  PathFacts folder;
  bool writable = true;                    // for the user who owns the state folder
  std::optional<std::string> format_text;  // of the cache there, when it is none that we know
};

struct SecretFacts {
  std::string option;  // of the mount
  std::string space, name, key;
  bool there = false, has_key = false;
};

// What one source of a dataset answers when it is asked as the engine asks it.
struct SourceFacts {
  std::string uri, name;
  std::string scheme, host;
  bool looked = false;  // false: nothing here knows how to ask such a source
  std::vector<SecretFacts> secrets;
  bool credentials = false;  // that were sent

  enum class Stage { kResolve, kConnect, kTls, kAnswer, kDone } reached = Stage::kDone;
  bool silent = false;       // it ended by a deadline
  bool certificate = false;  // of kTls: the certificate was not accepted
  std::string error;         // how the transfer ended, in words; of a folder: of errno
  int http_status = 0;       // 0: none
  std::string location;      // of a redirect
  std::optional<WallTime> date;
  WallTime asked_at{};
  bool listed = false;  // a page with links, a JSON index, a folder that can be read; or a single file
  int file_error = 0;   // errno: of a folder or file of this machine

  // One byte of one file, if there is one.
  std::string file;
  int file_status = 0;
  std::string file_failure;
  bool ranges = true, validator = true;
};

struct AttachmentFacts {
  std::string dataset;  // "NAMESPACE/NAME"
  std::string target;
  bool wanted = true;  // the object or the node's configuration asks for it; false: only mounted
  std::string phase;   // of the object; empty: not known
  std::string message;
  bool deleted = false;
  std::vector<std::string> types;    // of what is mounted there, the visible one last
  Status answer;                     // of statvfs
  std::vector<std::string> readers;  // "PID NAME", who has files there
};

struct ConditionFacts {
  std::string type, status, reason, message;
};

struct RuntimeFacts {
  std::string kind;
  bool deleted = false;
  std::vector<ConditionFacts> conditions;
};

struct PluginFacts {
  std::string id;
  enum class State { kUnknown, kFine, kMissing, kUntrusted, kUnreadable } state = State::kUnknown;
  std::string why;
};

struct DatasetFacts {
  std::string name;    // "NAMESPACE/NAME"
  bool there = true;   // false: only a runtime is, or only what runs
  bool asked = false;  // the server told of it
  bool deleted = false;
  std::string phase;
  std::vector<ConditionFacts> conditions;
  std::vector<RuntimeFacts> runtimes;
  PluginFacts plugin;
  std::vector<TierFacts> tiers;
  std::vector<SourceFacts> sources;
};

struct Facts {
  std::string server;  // of another machine, which was asked by its API alone; empty: this machine's
  MachineFacts machine;
  InstallationFacts installation;
  StateFacts state;
  ApiFacts api;
  std::vector<ProcessFacts> processes;
  std::vector<DatasetFacts> datasets;
  std::vector<std::string> known;  // all datasets that the server told of, asked about or not
  std::vector<AttachmentFacts> attachments;
};

}  // namespace fluid::cli::doctor
