// PluginRegistry: the plugins there are, by id: built-in tables and files in the plugin folders. Loads a file
// when its id is asked for the first time, after the steps of the plugin ABI: owners, hash, note and symbols,
// dlopen, table.
//
// Threads: all functions, any thread. What it gives lives as long as the process.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "src/base/log.h"
#include "src/base/mutex.h"
#include "src/engine/plugin_table.h"

namespace fluid::engine {

class PluginRegistry {
 public:
  PluginRegistry(std::vector<std::string> dirs, Log log);

  // A plugin linked into this program. It goes before a file of the same id.
  Status Add(const fluid_plugin* table);
  // NOT_FOUND: not installed, with the searched folders and the cure. Others: why it is refused.
  Result<std::shared_ptr<const Plugin>> Find(const std::string& id);
  std::vector<EngineFactory::PluginInfo> List();

 private:
  const std::vector<std::string> dirs_;
  const Log log_;
  Mutex mutex_;
  std::map<std::string, std::shared_ptr<const Plugin>> plugins_ ABSL_GUARDED_BY(mutex_);
};

// Loads one file, whatever folder it lies in; steps 1 to 7.
Result<std::shared_ptr<const Plugin>> LoadPlugin(const std::string& path);

}  // namespace fluid::engine
