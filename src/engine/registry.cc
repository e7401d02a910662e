#include "src/engine/registry.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/engine/elf_note.h"
#include "src/engine/plugin_path.h"

namespace fluid::engine {
namespace {

constexpr size_t kMaxPluginFile = 512 << 20;

// The files that this process has loaded, by real path. dlopen's own state is the process', and so is this:
// loading a path again gives the code of the first time, whatever the file holds by then.
struct LoadedFiles {
  struct File {
    uint64_t hash;
    std::shared_ptr<const Plugin> plugin;
  };
  Mutex mutex;
  std::map<std::string, File> files ABSL_GUARDED_BY(mutex);
};
LoadedFiles& Loaded() {
  static LoadedFiles* loaded = new LoadedFiles;  // outlives every static object that might still ask
  return *loaded;
}

Result<std::shared_ptr<Plugin>> Open(const std::string& path, const PluginNote& note) {
  // All symbols now, so that a missing one is an error here and not a crash later; none of them for other
  // objects; and the code stays, because threads and thread-locals of it may.
  void* object = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!object) {
    const char* why = dlerror();
    return FailedPrecondition(fmt::format("load plugin {}: {}; install what it is linked with", path,
                                          why ? why : "dlopen gives no reason"));
  }
  using Entry = const fluid_plugin* (*)();
  const auto entry = reinterpret_cast<Entry>(dlsym(object, "fluid_plugin_v1"));
  if (!entry) return Internal(fmt::format("load plugin {}: fluid_plugin_v1 vanished from it", path));
  FLUID_ASSIGN_OR_RETURN(std::shared_ptr<Plugin> plugin, CheckPlugin(entry, path));
  if (plugin->id != note.id || plugin->version != note.version) {
    return FailedPrecondition(
        fmt::format("load plugin {}: its note says {} {}, its table {} {}; both must say the same; "
                    "correct its FLUID_PLUGIN_NOTE",
                    path, note.id, note.version, plugin->id, plugin->version));
  }
  plugin->path = path;
  plugin->own_process = note.own_process;
  return plugin;
}

}  // namespace

Result<std::shared_ptr<const Plugin>> LoadPlugin(const std::string& path) {
  FLUID_RETURN_IF_ERROR(CheckPluginOwners(path));
  FLUID_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kMaxPluginFile));
  const uint64_t hash = Hash64(bytes);

  LoadedFiles& loaded = Loaded();
  MutexLock lock(loaded.mutex);
  if (const auto known = loaded.files.find(path); known != loaded.files.end()) {
    if (known->second.hash == hash) return known->second.plugin;
    return FailedPrecondition(
        fmt::format("load plugin {}: the file was replaced in place after this process loaded it; "
                    "install versions side by side, as DIR/ID/VERSION/NAME.so, or start the process again",
                    path));
  }
  FLUID_ASSIGN_OR_RETURN(const PluginNote note, ReadPluginNote(bytes, path));
  FLUID_ASSIGN_OR_RETURN(std::shared_ptr<const Plugin> plugin, Open(path, note));
  loaded.files[path] = {hash, plugin};
  return plugin;
}

PluginRegistry::PluginRegistry(std::vector<std::string> dirs, Log log)
    : dirs_(std::move(dirs)), log_(std::move(log)) {}

Status PluginRegistry::Add(const fluid_plugin* table) {
  FLUID_ASSIGN_OR_RETURN(
      std::shared_ptr<Plugin> plugin,
      CheckTable(table, fmt::format("built in ({})", table && table->id ? table->id : "?")));
  MutexLock lock(mutex_);
  if (!plugins_.emplace(plugin->id, plugin).second) {
    return AlreadyExists(fmt::format("add built-in plugin {}: there is one already", plugin->id));
  }
  return Ok();
}

Result<std::shared_ptr<const Plugin>> PluginRegistry::Find(const std::string& id) {
  MutexLock lock(mutex_);
  if (const auto known = plugins_.find(id); known != plugins_.end()) return known->second;
  FLUID_ASSIGN_OR_RETURN(const PluginFile file, FindPluginFile(dirs_, id));
  FLUID_ASSIGN_OR_RETURN(std::shared_ptr<const Plugin> plugin, LoadPlugin(file.path));
  if (plugin->id != id || plugin->version != file.version) {
    return FailedPrecondition(
        fmt::format("load plugin {}: it is {} {}; its folders say {} {}; install it as "
                    "DIR/{}/{}/NAME.so",
                    file.path, plugin->id, plugin->version, id, file.version, plugin->id, plugin->version));
  }
  log_.Info("loaded plugin {} {} from {}", plugin->id, plugin->version, plugin->path);
  plugins_[id] = plugin;
  return plugin;
}

std::vector<EngineFactory::PluginInfo> PluginRegistry::List() {
  std::vector<std::string> ids = ListPluginIds(dirs_);
  {
    MutexLock lock(mutex_);
    for (const auto& [id, plugin] : plugins_) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<EngineFactory::PluginInfo> list;
  for (const std::string& id : ids) {
    EngineFactory::PluginInfo info;
    info.id = id;
    info.home = "fluid-node";
    if (const auto plugin = Find(id); plugin.ok()) {
      info.version = (*plugin)->version;
      info.path = (*plugin)->path;
      info.interfaces = (*plugin)->interfaces;
    } else {
      info.status = plugin.status();
      if (const auto file = FindPluginFile(dirs_, id); file.ok())
        info.path = file->path, info.version = file->version;
    }
    list.push_back(std::move(info));
  }
  return list;
}

}  // namespace fluid::engine
