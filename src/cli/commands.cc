#include "src/cli/commands.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "src/cli/help.h"

namespace fluid::cli {
namespace {

const std::map<std::string, Format> kFormats = {
    {"wide", Format::kWide}, {"yaml", Format::kYaml},       {"json", Format::kJson},
    {"name", Format::kName}, {"plaintext", Format::kTable}, {"plaintext-openapiv2", Format::kTable}};

struct TemplateFormat {
  std::string_view word;  // before the template
  Format format;
  bool file;
};
constexpr TemplateFormat kTemplates[] = {{"jsonpath=", Format::kJsonPath, false},
                                         {"jsonpath-file=", Format::kJsonPath, true},
                                         {"jsonpath-as-json=", Format::kJsonPathAsJson, false},
                                         {"custom-columns=", Format::kColumns, false},
                                         {"custom-columns-file=", Format::kColumns, true}};

void SetFormat(const std::string& text, Common& common) {
  for (const TemplateFormat& known : kTemplates) {
    if (!text.starts_with(known.word)) continue;
    common.format = known.format;
    common.template_text = text.substr(known.word.size());
    common.template_is_file = known.file;
    return;
  }
  if (!text.empty()) common.format = kFormats.at(text);
}

std::string DefaultStateDir() {
  const auto variable = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value ? value : "";
  };
  if (const std::string dir = variable("FLUID_STATE_DIR"); !dir.empty()) return dir;
  if (const std::string dir = variable("XDG_STATE_HOME"); !dir.empty()) return dir + "/fluid";
  const std::string home = variable("HOME");
  return (home.empty() ? "/root" : home) + "/.local/state/fluid";
}

std::string Absolute(const std::string& path) {
  std::error_code error;
  std::string absolute = std::filesystem::absolute(path, error).lexically_normal().string();
  while (absolute.size() > 1 && absolute.back() == '/') absolute.pop_back();
  return absolute;
}

}  // namespace

Commands::Commands() {
  program_.name = "fluid";
  program_.line = help::kProgram;
  program_.more = help::kProgramFooter;
  AddStateDir(program_);
  AddServer(program_);
  AddSpace(program_);
  AddFormat(program_, {"wide", "yaml", "json", "name"});
  AddObjectVerbs();
  AddChangingVerbs();
  AddWatchingVerbs();
  AddServerVerbs();
  AddDatasetVerbs();
  AddCacheVerbs();
  AddLocalVerbs();
}

Invocation Commands::invocation() const {
  Invocation invocation{common_, verb_};
  invocation.common.state_dir = Absolute(state_dir_.empty() ? DefaultStateDir() : state_dir_);
  invocation.common.space_given = !space_.empty();
  if (!space_.empty()) invocation.common.space = space_;
  SetFormat(format_, invocation.common);
  return invocation;
}

void Commands::AddStateDir(Command& command) {
  command.Text("--state-dir", state_dir_, "Folder of the server's state and socket", "DIR");
}

void Commands::AddServer(Command& command) {
  command.Text("--kubeconfig", common_.kubeconfig,
               "Ask the server that this file names, not the state folder's", "FILE");
  command.Text("--context", common_.context, "Which of the kubeconfig's contexts (default: its current one)",
               "NAME");
  command.Text("--server", common_.server, "Ask the server at this https or http URL", "URL");
}

void Commands::AddSpace(Command& command) {
  command.Text("-n,--namespace", space_, "Namespace of the objects (default: default)", "NAMESPACE");
}

void Commands::AddFormat(Command& command, std::vector<std::string> formats) {
  std::string all;
  for (const std::string& format : formats) all += (all.empty() ? "" : "|") + format;
  command.Text("-o,--output", format_, "How to print: " + all, "FORMAT").values = std::move(formats);
}

void Commands::AddTemplateFormats(std::vector<std::string>& formats) {
  for (const TemplateFormat& known : kTemplates) formats.emplace_back(known.word);
}

void Commands::AddFiles(Command& command, std::vector<std::string>& files, bool& recursive) {
  command.Texts("-f,--filename", files, "File, folder, or - for standard input; may be given several times",
                "FILE");
  command.Flag("-R,--recursive", recursive, "Also of folders in folders");
}

void Commands::AddManifests(Command& command, std::vector<std::string>& files, bool& recursive,
                            bool& skip_foreign) {
  AddFiles(command, files, recursive);
  command.Flag("--skip-foreign", skip_foreign, "Pass over kinds that are not fluid's");
  command.check = [&files] { return files.empty() ? InvalidArgument("-f FILE is required") : Ok(); };
}

void Commands::AddDryRun(Command& command, DryRun& dry_run) {
  Option& option = command.Switch("--dry-run", {"client", "server", "none"}, "Say what would happen");
  option.set = [&dry_run](const std::string& text) {
    dry_run = text == "server"                    ? DryRun::kServer
              : text == "none" || text == "false" ? DryRun::kNo
                                                  : DryRun::kClient;
    return Ok();
  };
}

void Commands::AddWait(Command& command, bool& wait, std::string until) {
  command.Flag("--wait", wait, fmt::format("Return when {} (default)", until));
  command.Flag("--no-wait", wait, "Return at once; the same as --wait=false", /*means=*/false);
}

void Commands::AddWords(Command& command, std::vector<std::string>& words) {
  command.Words("WORDS", words, "KIND, KIND NAME.., or KIND/NAME ..");
}

}  // namespace fluid::cli
