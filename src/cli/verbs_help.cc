// help, completion and complete: what the program says of itself. All of it is made of the commands' tables.
#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/cli/commands.h"
#include "src/cli/completion.h"
#include "src/cli/manual.h"
#include "src/cli/verbs.h"
#include "src/cli/which_server.h"

namespace fluid::cli {
namespace {

constexpr Duration kPatience = std::chrono::milliseconds(800);  // of somebody who pressed Tab

bool Named(const Command& program, const std::vector<std::string>& words) {
  const Command* at = &program;
  for (const std::string& word : words) {
    const auto below = std::find_if(at->commands.begin(), at->commands.end(),
                                    [&](const auto& command) { return command->name == word; });
    if (below == at->commands.end()) return false;
    at = below->get();
  }
  return true;
}

}  // namespace

Status Help(Console& console, const HelpOptions& options, std::string_view version) {
  const Commands commands;
  if (options.manual) {
    console.out << ManualPage(commands.program(), version);
    return Ok();
  }
  std::vector<std::string> words = options.words;
  if (!Named(commands.program(), words))
    return InvalidArgument(fmt::format("there is no command \"{}\". Help: fluid --help", Join(words, " ")));
  words.emplace_back("--help");
  return ParseWords(commands.program(), words, console.out).status();
}

Status Completion(Console& console, const CompletionOptions& options) {
  console.out << CompletionScript(options.shell);
  return Ok();
}

Status CompleteWords(Console& console, const CompleteOptions& options) {
  const Commands commands;
  const NameLister names = [&](const KindInfo& kind) {
    std::vector<std::string> found;
    const Common common = commands.invocation().common;
    Result<api::Endpoint> server = WhichServer(common);
    if (!server.ok()) return found;
    api::ApiClient client(*std::move(server), kPatience, console.stop);
    api::ListOptions which;
    which.space = kind.namespaced ? common.space : "";
    const Result<ObjectList> list = client.List(kind, which);
    if (!list.ok()) return found;
    for (const Object& object : list->items) found.push_back(object.metadata().name);
    return found;
  };
  const Suggestions found = Complete(commands.program(), options.words, names);
  for (const auto& [word, meaning] : found.words) {
    console.out << word;
    if (!meaning.empty()) console.out << '\t' << meaning;
    console.out << '\n';
  }
  if (found.files) console.out << ":files\n";
  if (found.folders) console.out << ":folders\n";
  return Ok();
}

}  // namespace fluid::cli
