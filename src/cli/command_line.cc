#include "src/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/help.h"

namespace fluid::cli {
namespace {

const std::map<std::string, Format> kTableFormats = {
    {"wide", Format::kWide}, {"yaml", Format::kYaml}, {"json", Format::kJson}, {"name", Format::kName}};

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

// "1h30m", and a bare number as seconds.
Duration DurationOf(const std::string& text) {
  const bool bare = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  const Result<Duration> duration = ParseDuration(bare ? text + "s" : text);
  if (!duration.ok() || *duration < Duration::zero()) {
    throw CLI::ValidationError(fmt::format("\"{}\" is no duration; allowed are 20s, 1m30s, 2h", text));
  }
  return *duration;
}

std::pair<std::string, std::string> PairOf(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw CLI::ValidationError(fmt::format("\"{}\" is not KEY=VALUE", text));
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

// The parser of one command line, and the values that it fills.
class Parser {
 public:
  Parser() : app_(std::string(help::kProgram), "fluid") {
    app_.footer(std::string(help::kProgramFooter));
    app_.require_subcommand(1);
    app_.get_formatter()->column_width(34);
    AddStateDir(app_);
    AddSpace(app_);
    AddFormat(app_, {"wide", "yaml", "json", "name"});
    AddApply();
    AddGet();
    AddDescribe();
    AddDelete();
    AddLoad();
    AddCancel();
    AddMount();
    AddUnmount();
    AddServe();
    AddValidate();
    AddPlace();
    AddPlugin();
    AddVersion();
  }

  Result<std::optional<Invocation>> Parse(std::span<const std::string> args, Console& console) {
    if (args.empty()) return InvalidArgument("say what to do: fluid COMMAND. Help: fluid --help");
    std::vector<std::string> reversed(args.rbegin(), args.rend());  // the order that CLI11 wants
    try {
      app_.parse(std::move(reversed));
    } catch (const CLI::CallForHelp& call) {
      app_.exit(call, console.out, console.err);
      return std::optional<Invocation>();
    } catch (const CLI::ParseError& error) {
      return InvalidArgument(Explain(error));
    }
    common_.state_dir = Absolute(state_dir_.empty() ? DefaultStateDir() : state_dir_);
    if (!format_.empty()) common_.format = kTableFormats.at(format_);
    return std::optional<Invocation>(Invocation{common_, std::move(verb_)});
  }

 private:
  template <class Options>
  struct Verb {
    CLI::App* app;
    std::shared_ptr<Options> options;
  };

  // The options live here while the words are read; they become the invocation's verb when the verb is
  // complete.
  template <class Options>
  Verb<Options> Add(CLI::App& parent, const std::string& name, const std::string& line,
                    std::string_view footer) {
    CLI::App* app = parent.add_subcommand(name, line);
    app->footer(std::string(footer));
    AddStateDir(*app);
    auto options = std::make_shared<Options>();
    app->callback([this, options] { verb_ = *options; });
    return {app, options};
  }

  std::string Explain(const CLI::ParseError& error) const {
    const std::vector<CLI::App*> chosen = app_.get_subcommands();
    if (chosen.empty()) {
      std::vector<std::string_view> verbs;
      const std::vector<const CLI::App*> all = app_.get_subcommands([](const CLI::App*) { return true; });
      for (const CLI::App* verb : all) verbs.push_back(verb->get_name());
      for (const std::string& word : app_.remaining()) {
        if (word.starts_with("-")) continue;
        const std::string_view closest = DidYouMean(word, verbs);
        return fmt::format(
            "there is no command \"{}\"{}", word,
            closest.empty() ? ". Help: fluid --help" : fmt::format("; did you mean \"{}\"?", closest));
      }
    }
    std::string command = "fluid";
    for (const CLI::App* verb : chosen) command += " " + verb->get_name();
    return fmt::format("{}. Help: {} --help", error.what(), command);
  }

  void AddStateDir(CLI::App& app) {
    app.add_option("--state-dir", state_dir_, "Folder of the server's state and socket")->type_name("DIR");
  }
  void AddSpace(CLI::App& app) {
    app.add_option("-n,--namespace", common_.space, "Namespace of the objects (default: default)")
        ->type_name("NAME");
  }
  void AddFormat(CLI::App& app, std::vector<std::string> formats) {
    std::string all;
    for (const std::string& format : formats) all += (all.empty() ? "" : "|") + format;
    app.add_option("-o,--output", format_, "How to print: " + all)
        ->type_name("FORMAT")
        ->check(CLI::IsMember(formats).description(""));
  }
  static void AddTimeout(CLI::App& app, Duration& value, const std::string& line) {
    app.add_option_function<std::string>(
           "--timeout", [&value](const std::string& text) { value = DurationOf(text); },
           fmt::format("{} (default {})", line, FormatDuration(value)))
        ->type_name("DURATION");
  }
  static void AddDuration(CLI::App& app, const std::string& name, std::optional<Duration>& value,
                          const std::string& line) {
    app.add_option_function<std::string>(
           name, [&value](const std::string& text) { value = DurationOf(text); }, line)
        ->type_name("DURATION");
  }
  static void AddPairs(CLI::App& app, const std::string& name, std::map<std::string, std::string>& value,
                       const std::string& line, const std::string& type) {
    app.add_option_function<std::vector<std::string>>(
           name,
           [&value](const std::vector<std::string>& texts) {
             for (const std::string& text : texts) value.insert(PairOf(text));
           },
           line)
        ->type_name(type)
        ->allow_extra_args(false);
  }
  // Adds to what other words have given already, where add_option would replace it.
  static CLI::Option* AddTo(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                            const std::string& line, const std::string& type) {
    return app
        .add_option_function<std::vector<std::string>>(
            name,
            [&values](const std::vector<std::string>& given) {
              values.insert(values.end(), given.begin(), given.end());
            },
            line)
        ->type_name(type)
        ->allow_extra_args(name[0] != '-');
  }
  static void AddFiles(CLI::App& app, std::vector<std::string>& files, bool& recursive) {
    AddTo(app, "-f,--filename", files, "File, folder, or - for standard input; may be given several times",
          "FILE");
    app.add_flag("-R,--recursive", recursive, "Also of folders in folders");
  }
  static void AddWords(CLI::App& app, std::vector<std::string>& words) {
    AddTo(app, "WORDS", words, "KIND, KIND NAME.., or KIND/NAME ..", "");
  }

  void AddApply() {
    const auto [app, o] = Add<ApplyOptions>(app_, "apply", "Make objects what a manifest says", help::kApply);
    AddSpace(*app);
    AddFormat(*app, {"yaml", "json", "name"});
    AddFiles(*app, o->files, o->recursive);
    AddTo(*app, "FILES", o->files, "The same as -f", "");
    app->add_flag("--dry-run", o->dry_run, "Say what would happen");
    app->add_flag("--skip-foreign", o->skip_foreign, "Pass over kinds that are not fluid's");
    app->callback([this, options = o] {
      if (options->files.empty()) throw CLI::RequiredError("-f FILE");
      verb_ = *options;
    });
  }
  void AddGet() {
    const auto [app, o] = Add<GetOptions>(app_, "get", "Show objects", help::kGet);
    AddSpace(*app);
    AddFormat(*app, {"wide", "yaml", "json", "name"});
    AddWords(*app, o->words);
    app->add_flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    app->add_option("-l,--selector", o->selector, "Only those with these labels: a=b,c!=d,e in (f,g)")
        ->type_name("LABELS");
    app->add_flag("-w,--watch", o->watch, "Then show every change");
    app->add_option("--until", o->until, "Wait until its phase is this one")->type_name("PHASE");
    AddDuration(*app, "--timeout", o->timeout, "How long --watch and --until last (default: for ever)");
  }
  void AddDescribe() {
    const auto [app, o] =
        Add<DescribeOptions>(app_, "describe", "Tell everything about an object", help::kDescribe);
    AddSpace(*app);
    AddWords(*app, o->words);
  }
  void AddDelete() {
    const auto [app, o] = Add<DeleteVerbOptions>(app_, "delete", "End objects", help::kDelete);
    AddSpace(*app);
    AddWords(*app, o->words);
    AddFiles(*app, o->files, o->recursive);
    AddDuration(*app, "--grace", o->grace, "How long readers may finish (default 30s)");
    app->add_flag("--force", o->force, "Detach readers at once");
    app->add_flag("--ignore-not-found", o->ignore_missing, "What is not there is well deleted");
    app->add_flag("--no-wait", o->no_wait, "Return before they are gone");
    AddTimeout(*app, o->timeout, "How long to wait until they are gone");
  }
  void AddLoad() {
    const auto [app, o] = Add<LoadOptions>(app_, "load", "Bring a dataset into its cache", help::kLoad);
    AddSpace(*app);
    app->add_option("DATASET", o->dataset, "Which")->required()->type_name("");
    AddTo(*app, "--path", o->paths, "Path in the dataset; may be given several times (default: all of it)",
          "PATH");
    app->add_option("--name", o->name, "Name of the DataLoad")->type_name("NAME");
    app->add_flag("--no-wait", o->no_wait, "Return at once");
    AddDuration(*app, "--timeout", o->timeout, "How long to watch it (default: until it ends)");
  }
  void AddCancel() {
    const auto [app, o] = Add<CancelOptions>(app_, "cancel", "End an operation", help::kCancel);
    AddSpace(*app);
    app->add_option("OPERATION", o->operation, "NAME of a DataLoad, or KIND/NAME")->required()->type_name("");
    app->add_flag("--no-wait", o->no_wait, "Return before it has ended");
    AddTimeout(*app, o->timeout, "How long to wait for its end");
  }
  void AddMount() {
    const auto [app, o] = Add<MountOptions>(app_, "mount", "Mount a dataset", help::kMount);
    AddSpace(*app);
    AddFormat(*app, {"name"});
    app->add_option("DATASET", o->dataset, "Which")->required()->type_name("");
    app->add_option("DIR", o->dir, "Where; made if missing")->required()->type_name("");
    app->add_option("--root", o->root, "Path in the dataset that becomes the root")->type_name("PATH");
    AddPairs(*app, "--option", o->options, "Mount option; may be given several times", "KEY=VALUE");
    AddTimeout(*app, o->timeout, "How long to wait until it serves");
  }
  void AddUnmount() {
    const auto [app, o] = Add<UnmountOptions>(app_, "unmount", "End a mount", help::kUnmount);
    AddSpace(*app);
    app->add_option("DIR", o->what, "Where it is, or the name of its attachment")->required()->type_name("");
    AddDuration(*app, "--grace", o->grace, "How long readers may finish (default 30s)");
    app->add_flag("--force", o->force, "Detach readers at once");
    AddTimeout(*app, o->timeout, "How long to wait until it is gone");
  }
  void AddServe() {
    const auto [app, o] = Add<ServeOptions>(app_, "serve", "Run the server", help::kServe);
    AddPairs(*app, "--volume", o->volumes, "Folder that pvc://NAME means; may be given several times",
             "NAME=/DIR");
    AddTo(*app, "--plugin-dir", o->plugin_dirs, "Folder of engine plugins; may be given several times",
          "DIR");
    app->add_option("--node-program", o->node_program, "The fluid-node to run (default: beside this program)")
        ->type_name("FILE");
    app->add_flag("-v,--verbose", o->verbose, "Log more");
    app->add_flag("-q,--quiet", o->quiet, "Log errors only");
  }
  void AddValidate() {
    const auto [app, o] = Add<ValidateOptions>(app_, "validate", "Check manifests", help::kValidate);
    AddSpace(*app);
    AddFormat(*app, {"json"});
    AddFiles(*app, o->files, o->recursive);
    AddTo(*app, "FILES", o->files, "The same as -f", "");
    app->add_flag("--skip-foreign", o->skip_foreign, "Pass over kinds that are not fluid's");
    app->callback([this, options = o] {
      if (options->files.empty()) throw CLI::RequiredError("FILE");
      verb_ = *options;
    });
  }
  void AddPlace() {
    const auto [app, o] =
        Add<PlaceOptions>(app_, "place", "Say where a job would run best, and why", help::kPlace);
    AddFormat(*app, {"json"});
    app->add_option("-t,--topology", o->topology,
                    "NodeList with cache and datasets, or openb CSV; - for standard input")
        ->required()
        ->type_name("FILE");
    app->add_option("-j,--job", o->job, "Pod or Job; - for standard input")->required()->type_name("FILE");
    app->add_option("--levels", o->levels,
                    "Levels of locality, nearest first (default node, rack, zone, region)")
        ->type_name("NAME=KEY[:POINTS],..");
    AddTo(*app, "--what-if", o->what_if,
          "Ask again with -NODE gone, RESOURCE@NODE=QUANTITY free, or DATASET@NODE=BYTES cached", "CHANGE");
    app->add_option("--why-not", o->why_not, "Say why it is not this node")->type_name("NODE");
    app->add_option("--svg", o->svg, "Draw nodes, caches and the answer")->type_name("FILE");
    app->add_option("--top", o->top, "How many nodes to rank (default 10, or 100 as JSON)")
        ->check(CLI::Range(1, 1000000))
        ->type_name("N");
  }
  void AddPlugin() {
    CLI::App* plugin = app_.add_subcommand("plugin", "Engine plugins");
    plugin->require_subcommand(1);
    const auto [app, o] =
        Add<PluginListOptions>(*plugin, "list", "Show the plugins there are", help::kPluginList);
    AddFormat(*app, {"json"});
    AddTo(*app, "--plugin-dir", o->plugin_dirs, "Folder of engine plugins; may be given several times",
          "DIR");
  }
  void AddVersion() {
    const auto [app, o] = Add<VersionOptions>(app_, "version", "Say which fluid this is", "");
    AddFormat(*app, {"json"});
  }

  CLI::App app_;
  Common common_;
  std::string state_dir_, format_;
  decltype(Invocation::verb) verb_ = VersionOptions{};
};

}  // namespace

Result<std::optional<Invocation>> ParseCommandLine(std::span<const std::string> args, Console& console) {
  return Parser().Parse(args, console);
}

}  // namespace fluid::cli
