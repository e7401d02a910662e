#include "src/orchestrator/defaults.h"

#include <fmt/format.h>

#include "src/base/strings.h"
#include "src/engine/factory.h"
#include "src/launch/local_launcher.h"
#include "src/orchestrator/installation.h"
#include "src/store/sqlite_store.h"

namespace fluid::orchestrator {
std::vector<std::string> PluginDirsOf(const OrchestratorOptions& options) {
  return options.plugin_dirs.empty() ? engine::PluginDirs(PluginFolders()) : options.plugin_dirs;
}

Result<StateDir> StateDir::Open(const std::string& path) {
  if (path.empty() || path[0] != '/') {
    return InvalidArgument(fmt::format("open state directory \"{}\": it must be an absolute path", path));
  }
  FLUID_RETURN_IF_ERROR(MakeDirs(path, 0700));
  FLUID_ASSIGN_OR_RETURN(FileLock lock, FileLock::Take(JoinPath(path, "lock")));
  const std::string format_file = JoinPath(path, "format");
  if (Exists(format_file)) {
    FLUID_ASSIGN_OR_RETURN(const std::string format, ReadFile(format_file, 64));
    if (Trim(format) != kStateFormat) {
      return FailedPrecondition(
          fmt::format("open state directory {}: its format is {}, this fluid {} knows {}; use the fluid "
                      "that made it, or another directory",
                      path, Trim(format), Version(), kStateFormat));
    }
  } else {
    FLUID_RETURN_IF_ERROR(ReplaceFile(format_file, fmt::format("{}\n", kStateFormat), 0600));
  }
  return StateDir(path, std::move(lock));
}

Status FillSeams(const OrchestratorOptions& options, const StateDir* dir, const Log& log, Seams& seams) {
  if (!seams.clock) seams.clock = NewSystemClock();
  if (!seams.cluster) seams.cluster = NewHostCluster();
  if (!seams.secrets) seams.secrets = NewFileSecrets(JoinPath(dir->path(), "secrets"));
  if (!seams.store) {
    FLUID_ASSIGN_OR_RETURN(seams.store, OpenSqliteStore(JoinPath(dir->path(), "fluid.db"), *seams.clock));
  }
  if (!seams.launcher) {
    FLUID_ASSIGN_OR_RETURN(const std::vector<Node> nodes, seams.cluster->Nodes());
    if (nodes.empty()) return FailedPrecondition("start the local launcher: the cluster has no node");
    LocalLauncherOptions wanted;
    wanted.state_folder = dir->path();
    wanted.node = nodes.front().name;
    wanted.secrets = seams.secrets;
    wanted.log = log;
    wanted.shim = ProgramPath("fluid-shim");
    FLUID_ASSIGN_OR_RETURN(seams.launcher, NewLocalLauncher(std::move(wanted), *seams.clock));
  }
  if (!seams.engines) {
    engine::EngineFactoryOptions wanted;
    wanted.plugin_dirs = PluginDirsOf(options);
    wanted.log = log;
    seams.engines = engine::NewEngineFactory(std::move(wanted));
  }
  return Ok();
}

reconcile::Settings SettingsFrom(const OrchestratorOptions& options, const StateDir* dir) {
  reconcile::Settings settings;
  settings.node_program = options.node_program.empty() ? ProgramPath("fluid-node") : options.node_program;
  settings.plugin_dirs = PluginDirsOf(options);
  if (dir) settings.cache_dir = JoinPath(dir->path(), "cache");
  settings.volumes = options.volumes;
  return settings;
}

}  // namespace fluid::orchestrator
