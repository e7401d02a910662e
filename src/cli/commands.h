// Commands: every command of the program, with its options, and where they put their values. An entry in one
// of the commands_*.cc is all that a verb needs to be parsed, helped, completed and in the manual.
#pragma once

#include <memory>
#include <string>

#include "src/cli/command.h"
#include "src/cli/invocation.h"

namespace fluid::cli {

class Commands {
 public:
  Commands();
  Commands(const Commands&) = delete;
  Commands& operator=(const Commands&) = delete;

  const Command& program() const { return program_; }
  // What was asked for, after the words were parsed.
  Invocation invocation() const;

 private:
  // A verb and its options, which live here until the invocation takes them.
  template <class Options>
  struct Verb {
    Command* command;
    Options* options;
  };
  template <class Options>
  Verb<Options> Add(Command& parent, const std::string& name, const std::string& line, std::string_view text);

  // Options that several verbs have.
  void AddStateDir(Command& command);
  void AddServer(Command& command);
  void AddSpace(Command& command);
  void AddFormat(Command& command, std::vector<std::string> formats);
  static void AddFiles(Command& command, std::vector<std::string>& files, bool& recursive);
  // Files that must be given, and what to do with foreign kinds in them.
  static void AddManifests(Command& command, std::vector<std::string>& files, bool& recursive,
                           bool& skip_foreign);
  static void AddDryRun(Command& command, DryRun& dry_run);
  static void AddWait(Command& command, bool& wait, std::string until);
  static void AddTemplateFormats(std::vector<std::string>& formats);
  static void AddWords(Command& command, std::vector<std::string>& words);

  void AddObjectVerbs();
  void AddChangingVerbs();
  void AddWatchingVerbs();
  void AddServerVerbs();
  void AddDatasetVerbs();
  void AddCacheVerbs();
  void AddLocalVerbs();

  Command program_;
  Common common_;
  std::string state_dir_, space_, format_;
  decltype(Invocation::verb) verb_ = VersionOptions{};
};

template <class Options>
Commands::Verb<Options> Commands::Add(Command& parent, const std::string& name, const std::string& line,
                                      std::string_view text) {
  Command& command = parent.Add(name, line, text);
  AddStateDir(command);
  AddServer(command);
  const auto options = std::make_shared<Options>();
  command.chosen = [this, options] {
    verb_ = *options;
    return Ok();
  };
  return {&command, options.get()};
}

}  // namespace fluid::cli
