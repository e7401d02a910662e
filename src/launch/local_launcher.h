// The launcher of this machine: a process per instance, each under a fluid-shim that outlives us.
//
// Everything known of an instance is in STATE/run/HASH, a short path because of socket addresses, so the next
// launcher on the same state folder goes on where this one ended: what runs is adopted, what ended meanwhile
// is learnt from the file its shim left, what died is started again.
//
// Volumes: kScratch, kSocket and kMount lie in the instance's own folder and go with its revision; kMemory in
// /dev/shm; kState in STATE/state/HASH. A kTier volume is its `source` itself, so give each launch one of its
// own: `purge` removes it whole when the launcher made it, and leaves one that was there before. kHost is its
// `source`, which must exist.
//
// Checks are looked at from the start in quick succession, then each Check::every once the first has passed;
// `alive` from then on, and three failures in a row restart the program. All loopback addresses of a port
// count.
//
// Programs get PATH, HOME, USER, LOGNAME, LANG, TZ and TMPDIR of this process, their own env and secret_env,
// and FLUID_INSTANCE, by which stragglers are found. They start in their own folder, in a process group of
// their own.
#pragma once

#include <memory>
#include <string>

#include "fluid/launcher.h"
#include "fluid/secrets.h"
#include "src/base/log.h"

namespace fluid {

struct LocalLauncherOptions {
  std::string state_folder;          // made if missing; one launcher at a time
  std::string node;                  // the only node whose launches are taken
  std::shared_ptr<Secrets> secrets;  // null: a launch with secrets can't start
  Log log;
  std::string shim;            // path of fluid-shim; empty: beside this program, or where fluid is installed
  size_t log_bytes = 4 << 20;  // of a log file; there are two per instance
  int first_port = 20000,
      last_port = 29999;  // outside the range that the kernel gives to outgoing connections
};

// Returns when what runs already is adopted. `clock` outlives the launcher. FAILED_PRECONDITION: another
// launcher works on the folder, or a newer fluid wrote it. NOT_FOUND: no shim.
Result<std::unique_ptr<Launcher>> NewLocalLauncher(LocalLauncherOptions options, Clock& clock);

}  // namespace fluid
