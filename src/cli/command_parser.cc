// The parser of command lines: our tables, carried out by CLI11, which is named in this file only.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <sstream>

#include "src/base/strings.h"
#include "src/cli/command.h"

namespace fluid::cli {
namespace {

constexpr size_t kColumnOfMeaning = 34;

// What other programs call our commands.
const std::multimap<std::string, std::string_view> kHabits = {
    {"list", "get"},      {"list", "ls"},       {"ls", "list"},   {"ls", "get"},
    {"ps", "top"},        {"remove", "delete"}, {"rm", "delete"}, {"show", "describe"},
    {"status", "doctor"}, {"umount", "unmount"}};

// What kubectl has and we have not, and what to do instead.
const std::map<std::string, std::string_view> kInstead = {
    {"--field-manager", "the manager of what this command changes is always \"fluid\""},
    {"--kustomize", "kubectl builds kustomizations: kubectl kustomize DIR | fluid apply -f -"},
    {"--prune", "nothing is pruned; delete what is gone: fluid delete KIND NAME, or KIND -l LABELS"},
    {"--request-timeout", "see --timeout"},
    {"--template", "see -o jsonpath= and -o custom-columns="},
    {"-k", "kubectl builds kustomizations: kubectl kustomize DIR | fluid apply -f -"}};

class Parser {
 public:
  explicit Parser(const Command& program) : program_(program), app_(program.line, program.name) {
    app_.get_formatter()->column_width(kColumnOfMeaning);
    Fill(app_, program);
  }

  Result<bool> Parse(std::span<const std::string> words, std::ostream& out) {
    if (words.empty()) return InvalidArgument("say what to do: fluid COMMAND. Help: fluid --help");
    std::vector<std::string> reversed = AsWeSpell(words);
    std::ranges::reverse(reversed);  // the order that CLI11 wants
    try {
      app_.parse(std::move(reversed));
    } catch (const CLI::CallForHelp& call) {
      std::ostringstream ignored;
      app_.exit(call, out, ignored);
      return false;
    } catch (const CLI::ParseError& error) {
      return InvalidArgument(Explain(error));
    }
    return true;
  }

 private:
  static void Must(const Status& status) {
    if (!status.ok()) throw CLI::ValidationError(std::string(status.message()));
  }

  // -o=yaml, which kubectl takes too. What stands after -- is not ours.
  static std::vector<std::string> AsWeSpell(std::span<const std::string> words) {
    std::vector<std::string> spelled(words.begin(), words.end());
    const auto end = std::ranges::find(spelled, "--");
    for (auto word = spelled.begin(); word != end; ++word) {
      if (word->size() > 2 && (*word)[0] == '-' && (*word)[1] != '-' && (*word)[2] == '=') word->erase(2, 1);
    }
    return spelled;
  }

  void Fill(CLI::App& app, const Command& command) {
    app.footer(std::string(command.more));
    for (const Option& option : command.options) AddOption(app, option);
    for (const auto& below : command.commands) {
      CLI::App& added = *app.add_subcommand(below->name, below->line);
      if (below->hidden) added.group("");
      Fill(added, *below);
    }
    if (!command.commands.empty()) app.require_subcommand(1);
    if (command.chosen) {
      app.callback([&command] {
        if (command.check) Must(command.check());
        Must(command.chosen());
      });
    }
  }

  void AddOption(CLI::App& app, const Option& option) {
    if (option.is_flag()) {
      app.add_flag(option.names, option.line)->each([&option](const std::string& value) {
        if (const std::string wrong = Wrong(option, value); !wrong.empty()) throw CLI::ValidationError(wrong);
        Must(option.set(value));
      });
      return;
    }
    CLI::Option* added = nullptr;
    if (option.many) {
      const auto set = [&option](const std::vector<std::string>& values) {
        for (const std::string& value : values) Must(option.set(value));
      };
      added = app.add_option_function<std::vector<std::string>>(option.names, set, option.line);
      added->allow_extra_args(option.is_word());
    } else {
      const auto set = [&option](const std::string& value) { Must(option.set(value)); };
      added = app.add_option_function<std::string>(option.names, set, option.line);
    }
    added->type_name(option.type);
    if (option.required) added->required();
    if (!option.values.empty())
      added->check(CLI::Validator([&option](std::string& value) { return Wrong(option, value); }, ""));
  }

  // Says what is wrong with a value, or nothing.
  static std::string Wrong(const Option& option, const std::string& value) {
    if (option.Allows(value)) return {};
    std::vector<std::string_view> allowed(option.values.begin(), option.values.end());
    if (allowed.empty()) allowed = {"true", "false"};
    const std::string_view closest = DidYouMean(value, allowed);
    return fmt::format("found {}; allowed: {}{}", value, fmt::join(allowed, ", "),
                       closest.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", closest));
  }

  std::string Explain(const CLI::ParseError& error) const {
    std::string path = program_.name;
    const Command* last = &program_;
    if (const std::string wrong = WrongCommand(*last, path, app_.remaining(false)); !wrong.empty())
      return wrong;
    for (const CLI::App* chosen : Chosen()) {
      const auto below = std::ranges::find_if(
          last->commands, [&](const auto& each) { return each->name == chosen->get_name(); });
      last = below->get();
      path += " " + last->name;
    }
    const std::string wrong = last->commands.empty() ? WrongWord(*last, path, app_.remaining(true))
                                                     : WrongCommand(*last, path, app_.remaining(true));
    if (!wrong.empty()) return wrong;
    if (!last->commands.empty()) {
      std::vector<std::string_view> names;
      for (const auto& below : last->commands) names.push_back(below->name);
      return last == &program_
                 ? fmt::format("say what to do: {} COMMAND. Help: {} --help", path, path)
                 : fmt::format("say what to do: {} {}. Help: {} --help", path, fmt::join(names, "|"), path);
    }
    const std::string what = Trimmed(error.what());
    return fmt::format("{}{} Help: {} --help", what, what.ends_with('?') ? "" : ".", path);
  }

  // CLI11 says "--filename: 1 required FILE missing" of an option without its value.
  static std::string Trimmed(std::string what) {
    constexpr std::string_view kOne = "1 required ", kMissing = " missing";
    const size_t at = what.find(kOne);
    if (at == std::string::npos || !what.ends_with(kMissing)) return what;
    what.erase(what.size() - kMissing.size());
    return what.replace(at, kOne.size(), "found nothing; allowed: ");
  }

  // The first word that should be a command and is none; "": there is none such.
  static std::string WrongCommand(const Command& above, const std::string& path,
                                  const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      if (word.starts_with("-")) continue;
      std::vector<std::string_view> names;
      for (const auto& below : above.commands) {
        if (!below->hidden) names.push_back(below->name);
      }
      const bool top = path == above.name;
      std::string_view closest = DidYouMean(word, names);
      for (const auto& [habit, ours] : kHabits) {
        if (habit == word && std::ranges::find(names, ours) != names.end()) closest = ours;
      }
      return fmt::format("there is no command \"{}{}\"{}", top ? "" : path.substr(path.find(' ') + 1) + " ",
                         word,
                         closest.empty() ? fmt::format(". Help: {} --help", path)
                                         : fmt::format("; did you mean \"{}\"?", closest));
    }
    return {};
  }

  // The first word that a command has no place for; "": there is none such.
  static std::string WrongWord(const Command& command, const std::string& path,
                               const std::vector<std::string>& words) {
    if (words.empty()) return {};
    const std::string verb = path.substr(path.find(' ') + 1);
    const auto option =
        std::ranges::find_if(words, [](const std::string& word) { return word.starts_with('-'); });
    if (option == words.end())
      return fmt::format("{} has no place for \"{}\". Help: {} --help", verb, words.front(), path);
    const std::string name = option->substr(0, option->find('='));
    if (const auto instead = kInstead.find(name); instead != kInstead.end())
      return fmt::format("{} has no {}: {}", verb, name, instead->second);
    std::vector<std::string_view> names;
    for (const Option& known : command.options) {
      for (const std::string_view each : Split(known.names, ',')) {
        if (each.starts_with("--")) names.push_back(each);
      }
    }
    const std::string_view closest = DidYouMean(name, names);
    return fmt::format("{} has no option {}{}", verb, name,
                       closest.empty() ? fmt::format(". Help: {} --help", path)
                                       : fmt::format("; did you mean {}?", closest));
  }

  // The commands that were named, outermost first.
  std::vector<CLI::App*> Chosen() const {
    std::vector<CLI::App*> chosen;
    for (std::vector<CLI::App*> at = app_.get_subcommands(); !at.empty(); at = at[0]->get_subcommands())
      chosen.push_back(at[0]);
    return chosen;
  }

  const Command& program_;
  CLI::App app_;
};

}  // namespace

Result<bool> ParseWords(const Command& program, std::span<const std::string> words, std::ostream& out) {
  return Parser(program).Parse(words, out);
}

}  // namespace fluid::cli
