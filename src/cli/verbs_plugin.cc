// plugin list: the engine plugins that `serve` would find.
#include <fmt/format.h>

#include <filesystem>

#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/cli/local_verbs.h"
#include "src/cli/table.h"
#include "src/engine/factory.h"
#include "src/orchestrator/defaults.h"

namespace fluid::cli {
namespace {

std::string PluginJson(const EngineFactory::PluginInfo& plugin) {
  std::string interfaces;
  for (const std::string& id : plugin.interfaces)
    interfaces += (interfaces.empty() ? "" : ",") + api::Quoted(id);
  return fmt::format("{{\"id\":{},\"version\":{},\"path\":{},\"home\":{},\"interfaces\":[{}],\"error\":{}}}",
                     api::Quoted(plugin.id), api::Quoted(plugin.version), api::Quoted(plugin.path),
                     api::Quoted(plugin.home), interfaces, api::Quoted(plugin.status.message()));
}

}  // namespace

std::vector<std::string> PluginDirs(const std::vector<std::string>& given) {
  std::vector<std::string> dirs;
  for (const std::string& dir : given) {
    std::error_code error;  // of a folder that is gone: the words are left as they are
    const std::filesystem::path absolute = std::filesystem::absolute(dir, error);
    dirs.push_back(error ? dir : absolute.lexically_normal().string());
  }
  for (const std::string& dir : orchestrator::SettingsFrom({}, nullptr).plugin_dirs) dirs.push_back(dir);
  return dirs;
}

Status PluginList(const Common& common, const PluginListOptions& options, Console& console) {
  engine::EngineFactoryOptions wanted;
  wanted.plugin_dirs = PluginDirs(options.plugin_dirs);
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
