// The parser of command lines: our tables, carried out by CLI11, which is named in this file only.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "src/base/strings.h"
#include "src/cli/command.h"

namespace fluid::cli {
namespace {

constexpr size_t kColumnOfMeaning = 34;

// What other programs call our commands.
const std::map<std::string, std::string_view> kHabits = {
    {"annotate", "edit"}, {"create", "apply"}, {"label", "edit"},    {"list", "get"},
    {"ls", "get"},        {"patch", "edit"},   {"ps", "top"},        {"remove", "delete"},
    {"replace", "apply"}, {"rm", "delete"},    {"show", "describe"}, {"umount", "unmount"}};

class Parser {
 public:
  explicit Parser(const Command& program) : app_(program.line, program.name) {
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

  // Spellings that kubectl takes too: -o=yaml, and --dry-run=server of what is a flag here. What stands after
  // -- is not ours.
  std::vector<std::string> AsWeSpell(std::span<const std::string> words) const {
    std::vector<std::string> spelled(words.begin(), words.end());
    const auto end = std::ranges::find(spelled, "--");
    for (auto word = spelled.begin(); word != end; ++word) {
      if (word->size() > 2 && (*word)[0] == '-' && (*word)[1] != '-' && (*word)[2] == '=') word->erase(2, 1);
      const size_t equals = word->find('=');
      if (equals != std::string::npos && known_.contains(*word)) word->erase(equals);
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
      for (const std::string& value : option.values) known_.insert(fmt::format("{}={}", option.names, value));
      app.add_flag_callback(option.names, [&option] { Must(option.set("")); }, option.line);
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
    if (!option.values.empty()) added->check(CLI::Validator(Membership(option), ""));
  }

  // Says what is wrong with a value, or nothing.
  static std::function<std::string(std::string&)> Membership(const Option& option) {
    return [&option](std::string& value) -> std::string {
      if (option.Allows(value)) return {};
      const std::string_view closest =
          DidYouMean(value, std::vector<std::string_view>(option.values.begin(), option.values.end()));
      return fmt::format("found {}; allowed: {}{}", value, fmt::join(option.values, ", "),
                         closest.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", closest));
    };
  }

  std::string Explain(const CLI::ParseError& error) const {
    const std::vector<CLI::App*> chosen = Chosen();
    const CLI::App& last = chosen.empty() ? app_ : *chosen.back();
    std::vector<std::string_view> names;
    for (const CLI::App* below : last.get_subcommands([](const CLI::App*) { return true; }))
      names.push_back(below->get_name());
    std::string command = "fluid";
    for (const CLI::App* verb : chosen) command += " " + verb->get_name();
    if (!names.empty()) {
      for (const std::string& word : app_.remaining(true)) {
        if (word.starts_with("-")) continue;
        std::string_view closest = DidYouMean(word, names);
        if (const auto habit = kHabits.find(word);
            closest.empty() && chosen.empty() && habit != kHabits.end())
          closest = habit->second;
        const std::string advice = closest.empty() ? fmt::format(". Help: {} --help", command)
                                                   : fmt::format("; did you mean \"{}\"?", closest);
        return fmt::format("there is no command \"{}{}\"{}",
                           command.substr(std::min<size_t>(command.size(), 6)) + (chosen.empty() ? "" : " "),
                           word, advice);
      }
    }
    return fmt::format("{}. Help: {} --help", error.what(), command);
  }

  // The commands that were named, outermost first.
  std::vector<CLI::App*> Chosen() const {
    std::vector<CLI::App*> chosen;
    for (std::vector<CLI::App*> at = app_.get_subcommands(); !at.empty(); at = at[0]->get_subcommands())
      chosen.push_back(at[0]);
    return chosen;
  }

  CLI::App app_;
  std::set<std::string> known_;  // "--dry-run=server": flags with a value that says the same
};

}  // namespace

Result<bool> ParseWords(const Command& program, std::span<const std::string> words, std::ostream& out) {
  return Parser(program).Parse(words, out);
}

}  // namespace fluid::cli
