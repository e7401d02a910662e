// The embedded defaults: what an Orchestrator stands on where the embedder gave nothing of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/fluid.h"
#include "src/base/files.h"
#include "src/base/log.h"
#include "src/reconcile/world.h"

namespace fluid::orchestrator {

// Of what lies in a state directory.
inline constexpr std::string_view kStateFormat = "1";

// The right to work on a state directory, held while it lives.
//
//   STATE/format   the version of what lies here
//   STATE/lock     held by the process that works on it
//   STATE/fluid.db, fluid.sock, run/, state/, cache/, secrets/
class StateDir {
 public:
  // Makes the folder, mode 0700. FAILED_PRECONDITION: another orchestrator has it (naming its pid), or a
  // newer fluid made it.
  static Result<StateDir> Open(const std::string& path);
  const std::string& path() const { return path_; }

 private:
  StateDir(std::string path, FileLock lock) : path_(std::move(path)), lock_(std::move(lock)) {}
  std::string path_;
  FileLock lock_;
};

// Fills the null members of `seams`. `dir`: none when all were given.
Status FillSeams(const OrchestratorOptions& options, const StateDir* dir, const Log& log, Seams& seams);

// The folders that plugins are looked for in.
std::vector<std::string> PluginDirsOf(const OrchestratorOptions& options);

reconcile::Settings SettingsFrom(const OrchestratorOptions& options, const StateDir* dir);

}  // namespace fluid::orchestrator
