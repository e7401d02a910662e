// EngineFactory over the plugins of this machine: built-in tables and the plugin folders.
//
// Ownership: engines outlive the factory; what they share (the thread of completions, the loaded plugins)
// lives as long as the last of them.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "src/base/log.h"

struct fluid_plugin;

namespace fluid::engine {

class Home;
class Reactor;

struct EngineFactoryOptions {
  // Absolute folders, searched in order for DIR/ID/VERSION/NAME.so; see PluginDirs().
  std::vector<std::string> plugin_dirs;
  std::vector<const fluid_plugin*> builtin;
  Log log;
  // Makes the way to a home from its address. Null: the address is a unix socket of fluid-node.
  std::function<std::unique_ptr<Home>(Reactor& reactor, const std::string& node, const std::string& address)>
      connect;
};

std::unique_ptr<EngineFactory> NewEngineFactory(EngineFactoryOptions options);

// The folders that plugins are looked for in: those of FLUID_PLUGIN_PATH (colons between, absolute ones only;
// not at all when this process has raised privileges), then `fallback`.
std::vector<std::string> PluginDirs(const std::vector<std::string>& fallback);

}  // namespace fluid::engine
