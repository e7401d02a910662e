// plugin list: the engine plugins that `serve` would find.
#include <fmt/format.h>

#include <filesystem>

#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/cli/local_verbs.h"
#include "src/cli/table.h"
#include "src/engine/factory.h"

namespace fluid::cli {
namespace {

// Beside the program: PREFIX/bin/fluid and PREFIX/lib/fluid/plugins.
std::string InstalledPlugins() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return (program.parent_path().parent_path() / "lib/fluid/plugins").string();
}

std::string PluginJson(const EngineFactory::PluginInfo& plugin) {
  std::string interfaces;
  for (const std::string& id : plugin.interfaces)
    interfaces += (interfaces.empty() ? "" : ",") + api::Quoted(id);
  return fmt::format("{{\"id\":{},\"version\":{},\"path\":{},\"home\":{},\"interfaces\":[{}],\"error\":{}}}",
                     api::Quoted(plugin.id), api::Quoted(plugin.version), api::Quoted(plugin.path),
                     api::Quoted(plugin.home), interfaces, api::Quoted(plugin.status.message()));
}

}  // namespace

Status PluginList(const Common& common, const PluginListOptions& options, Console& console) {
  engine::EngineFactoryOptions wanted;
  for (const std::string& dir : options.plugin_dirs) {
    wanted.plugin_dirs.push_back(std::filesystem::absolute(dir).lexically_normal().string());
  }
  if (wanted.plugin_dirs.empty()) wanted.plugin_dirs = engine::PluginDirs({InstalledPlugins()});
  const std::string searched = Join(wanted.plugin_dirs, ", ");
  const std::vector<EngineFactory::PluginInfo> plugins = engine::NewEngineFactory(std::move(wanted))->List();
  if (common.format == Format::kJson) {
    std::string text;
    for (const auto& plugin : plugins) text += (text.empty() ? "" : ",") + PluginJson(plugin);
    console.out << api::Pretty('[' + text + ']');
    return Ok();
  }
  Table table({"ID", "VERSION", "HOME", "STATUS", "INTERFACES", "PATH"});
  for (const auto& plugin : plugins) {
    table.Add({plugin.id, plugin.version, plugin.home,
               plugin.status.ok() ? "ok" : std::string(plugin.status.message()), Join(plugin.interfaces, ","),
               plugin.path});
  }
  if (table.empty()) {
    console.err << "No plugins found in " << searched << ".\n";
  } else {
    table.Print(console.out);
  }
  return Ok();
}

}  // namespace fluid::cli
