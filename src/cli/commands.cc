#include "src/cli/commands.h"

#include <cstdlib>
#include <filesystem>

#include "src/cli/help.h"

namespace fluid::cli {
namespace {

const std::map<std::string, Format> kFormats = {
    {"wide", Format::kWide}, {"yaml", Format::kYaml}, {"json", Format::kJson}, {"name", Format::kName}};

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
  AddWatchingVerbs();
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

void Commands::AddFiles(Command& command, std::vector<std::string>& files, bool& recursive) {
  command.Texts("-f,--filename", files, "File, folder, or - for standard input; may be given several times",
                "FILE");
  command.Flag("-R,--recursive", recursive, "Also of folders in folders");
}

void Commands::AddDryRun(Command& command, bool& dry_run) {
  command.Flag("--dry-run", dry_run, "Say what would happen").values = {"server", "client"};
}

void Commands::AddWords(Command& command, std::vector<std::string>& words) {
  command.Words("WORDS", words, "KIND, KIND NAME.., or KIND/NAME ..");
}

void Commands::AddObjectVerbs() {
  {
    const auto [c, o] =
        Add<ApplyOptions>(program_, "apply", "Make objects what a manifest says", help::kApply);
    AddSpace(*c);
    AddFormat(*c, {"yaml", "json", "name"});
    AddFiles(*c, o->files, o->recursive);
    c->Words("FILES", o->files, "The same as -f");
    c->check = [o] { return o->files.empty() ? InvalidArgument("-f FILE is required") : Ok(); };
    AddDryRun(*c, o->dry_run);
    c->Flag("--skip-foreign", o->skip_foreign, "Pass over kinds that are not fluid's");
    c->Flag("--force-conflicts", o->force_conflicts, "Take over fields that others manage");
  }
  {
    const auto [c, o] = Add<GetOptions>(program_, "get", "Show objects", help::kGet);
    AddSpace(*c);
    std::vector<std::string> formats = {"wide", "yaml", "json", "name"};
    for (const TemplateFormat& known : kTemplates) formats.emplace_back(known.word);
    AddFormat(*c, std::move(formats));
    AddWords(*c, o->words);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Text("-l,--selector", o->selector, "Only those with these labels: a=b,c!=d,e in (f,g)", "LABELS");
    c->Text("--field-selector", o->field_selector, "Only those with these fields: metadata.name=a", "FIELDS");
    c->Flag("--ignore-not-found", o->ignore_missing, "What is not there is no error");
    c->Flag("--no-headers", o->no_headers, "Without the first line of a table");
    c->Flag("-w,--watch", o->watch, "Then show every change");
    c->Flag("--show-managed-fields", o->managed_fields,
            "With -o yaml and json: also who manages which field");
    c->Text("--until", o->until, "Wait until its phase is this one", "PHASE");
    c->Time("--timeout", o->timeout, "How long --watch and --until last (default: for ever)");
  }
  {
    const auto [c, o] =
        Add<DescribeOptions>(program_, "describe", "Tell everything about an object", help::kDescribe);
    AddSpace(*c);
    AddWords(*c, o->words);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Text("-l,--selector", o->selector, "Only those with these labels", "LABELS");
  }
  {
    const auto [c, o] = Add<DeleteVerbOptions>(program_, "delete", "End objects", help::kDelete);
    AddSpace(*c);
    AddWords(*c, o->words);
    AddFiles(*c, o->files, o->recursive);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces; with -l or --all");
    c->Text("-l,--selector", o->selector, "Those with these labels", "LABELS");
    c->Flag("--all", o->all, "All of the kind");
    AddDryRun(*c, o->dry_run);
    c->Time("--grace", o->grace, "How long readers may finish (default 30s)");
    c->Flag("--force", o->force, "Detach readers at once");
    c->Text("--cascade", o->cascade, "What becomes of the objects that it owns (default background)", "HOW")
        .values = {"background", "foreground", "orphan"};
    c->Flag("--ignore-not-found", o->ignore_missing, "What is not there is well deleted");
    c->Flag("--no-wait", o->no_wait, "Return before they are gone");
    c->Text("--wait", o->wait, "The same as --no-wait if false", "WHETHER").values = {"true", "false"};
    c->Time("--timeout", o->timeout, "How long to wait until they are gone");
  }
}

void Commands::AddWatchingVerbs() {
  {
    const auto [c, o] = Add<DiffOptions>(program_, "diff", "Say what apply would change", help::kDiff);
    AddSpace(*c);
    AddFormat(*c, {"json"});
    AddFiles(*c, o->files, o->recursive);
    c->Words("FILES", o->files, "The same as -f");
    c->check = [o] { return o->files.empty() ? InvalidArgument("-f FILE is required") : Ok(); };
    c->Flag("--skip-foreign", o->skip_foreign, "Pass over kinds that are not fluid's");
  }
  {
    const auto [c, o] = Add<EditOptions>(program_, "edit", "Change an object in an editor", help::kEdit);
    AddSpace(*c);
    AddWords(*c, o->words);
    AddDryRun(*c, o->dry_run);
  }
  {
    const auto [c, o] = Add<WaitOptions>(program_, "wait", "Wait until objects are so", help::kWait);
    AddSpace(*c);
    AddWords(*c, o->words);
    c->Text("--for", o->wish, "condition=NAME[=STATUS], phase=PHASE, delete, or jsonpath={.path}[=VALUE]",
            "WISH")
        .required = true;
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Text("-l,--selector", o->selector, "Those with these labels", "LABELS");
    c->Flag("--all", o->all, "All of the kind");
    c->Time("--timeout", o->timeout, "How long to wait");
  }
  {
    const auto [c, o] = Add<EventsOptions>(program_, "events", "Show what happened", help::kEvents);
    AddSpace(*c);
    AddFormat(*c, {"yaml", "json", "name"});
    AddWords(*c, o->words);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Flag("-w,--watch", o->watch, "Then show what happens");
    c->Text("--types", o->types, "Only of these: Normal, Warning", "TYPE,..");
    c->Time("--timeout", o->timeout, "How long --watch lasts (default: for ever)");
  }
}

void Commands::AddDatasetVerbs() {
  {
    const auto [c, o] = Add<LoadOptions>(program_, "load", "Bring a dataset into its cache", help::kLoad);
    AddSpace(*c);
    c->Word("DATASET", o->dataset, "Which");
    c->Texts("--path", o->paths, "Path in the dataset; may be given several times (default: all of it)",
             "PATH");
    c->Text("--name", o->name, "Name of the DataLoad", "NAME");
    AddDryRun(*c, o->dry_run);
    c->Flag("--no-wait", o->no_wait, "Return at once");
    c->Time("--timeout", o->timeout, "How long to watch it (default: until it ends)");
  }
  {
    const auto [c, o] = Add<CancelOptions>(program_, "cancel", "End an operation", help::kCancel);
    AddSpace(*c);
    c->Word("OPERATION", o->operation, "NAME of a DataLoad, or KIND/NAME");
    c->Flag("--no-wait", o->no_wait, "Return before it has ended");
    c->Time("--timeout", o->timeout, "How long to wait for its end");
  }
  {
    const auto [c, o] = Add<MountOptions>(program_, "mount", "Mount a dataset", help::kMount);
    AddSpace(*c);
    AddFormat(*c, {"name"});
    c->Word("DATASET", o->dataset, "Which");
    c->Word("DIR", o->dir, "Where; made if missing");
    c->Text("--root", o->root, "Path in the dataset that becomes the root", "PATH");
    c->Pairs("--option", o->options, "Mount option; may be given several times", "KEY=VALUE");
    c->Time("--timeout", o->timeout, "How long to wait until it serves");
  }
  {
    const auto [c, o] = Add<UnmountOptions>(program_, "unmount", "End a mount", help::kUnmount);
    AddSpace(*c);
    c->Word("DIR", o->what, "Where it is, or the name of its attachment");
    c->Time("--grace", o->grace, "How long readers may finish (default 30s)");
    c->Flag("--force", o->force, "Detach readers at once");
    c->Time("--timeout", o->timeout, "How long to wait until it is gone");
  }
}

void Commands::AddCacheVerbs() {
  {
    const auto [c, o] = Add<LogsOptions>(program_, "logs", "Show what processes write", help::kLogs);
    AddSpace(*c);
    c->Words("WORDS", o->words, "NAME of a dataset, or KIND/NAME").required = true;
    c->Flag("-f,--follow", o->follow, "Then show what they go on to write");
    c->Text("-c,--process", o->process, "Only this one: COMPONENT or COMPONENT/KEY", "NAME");
    c->Number("--tail", o->tail, "Only so many lines, the last ones (default: all there are)", 0);
    c->Time("--since", o->since, "Only what is not older");
    c->Time("--timeout", o->timeout, "How long --follow lasts (default: for ever)");
  }
  {
    const auto [c, o] =
        Add<TopOptions>(program_, "top", "Show caches, reads and operations as they are now", help::kTop);
    AddSpace(*c);
    c->Flag("-A,--all-namespaces", o->all_spaces, "Of all namespaces");
    c->Flag("--once", o->once, "Once, as it is when this is no terminal");
    c->Time("--interval", o->interval, "Time between two looks");
  }
  Command& cache = program_.Add("cache", "What a dataset's cache holds", "");
  {
    const auto [c, o] = Add<CacheListOptions>(cache, "ls", "List what is cached", help::kCacheList);
    AddSpace(*c);
    AddFormat(*c, {"json"});
    c->Word("DATASET", o->dataset, "Which");
    c->Word("PATH", o->path, "A folder or file in it (default: /)").required = false;
    c->Flag("-R,--recursive", o->recursive, "Files, also of folders in folders");
    c->Flag("--cached", o->cached, "Only that of which something is cached");
  }
  {
    const auto [c, o] = Add<CacheFreeOptions>(cache, "free", "Remove from the cache", help::kCacheFree);
    AddSpace(*c);
    c->Word("DATASET", o->dataset, "Which");
    c->Word("PATH", o->path, "A folder or file in it (default: /)").required = false;
    c->Flag("--dry-run", o->dry_run, "Say how much it would be");
  }
  {
    const auto [c, o] =
        Add<CacheVerifyOptions>(cache, "verify", "Check what is cached, and mend it", help::kCacheVerify);
    AddSpace(*c);
    c->Word("DATASET", o->dataset, "Which");
    c->Word("PATH", o->path, "A folder or file in it (default: /)").required = false;
    c->Time("--timeout", o->timeout, "How long to watch it (default: until it ends)");
  }
}

void Commands::AddLocalVerbs() {
  {
    const auto [c, o] = Add<ServeOptions>(program_, "serve", "Run the server", help::kServe);
    c->Text("--listen", o->listen, "Serve on this TCP port too, with TLS; port 0: a free one",
            "ADDRESS:PORT");
    c->Pairs("--volume", o->volumes, "Folder that pvc://NAME means; may be given several times", "NAME=/DIR");
    c->Texts("--plugin-dir", o->plugin_dirs, "Folder of engine plugins; may be given several times", "DIR");
    c->Text("--node-program", o->node_program, "The fluid-node to run (default: beside this program)",
            "FILE");
    c->Flag("-v,--verbose", o->verbose, "Log more");
    c->Flag("-q,--quiet", o->quiet, "Log errors only");
  }
  {
    const auto [c, o] = Add<ValidateOptions>(program_, "validate", "Check manifests", help::kValidate);
    AddSpace(*c);
    AddFormat(*c, {"json"});
    AddFiles(*c, o->files, o->recursive);
    c->Words("FILES", o->files, "The same as -f");
    c->check = [o] { return o->files.empty() ? InvalidArgument("-f FILE is required") : Ok(); };
    c->Flag("--skip-foreign", o->skip_foreign, "Pass over kinds that are not fluid's");
  }
  {
    const auto [c, o] = Add<ExplainOptions>(program_, "explain", "Say what a field means", help::kExplain);
    AddFormat(*c, {"json"});
    c->Word("PATH", o->path, "KIND, or KIND.FIELD.FIELD..");
    c->Flag("--recursive", o->recursive, "All fields below, as a tree");
  }
  {
    const auto [c, o] =
        Add<PlaceOptions>(program_, "place", "Say where a job would run best, and why", help::kPlace);
    AddFormat(*c, {"json"});
    c->Text("-t,--topology", o->topology,
            "NodeList with cache and datasets, or openb CSV; - for standard input", "FILE")
        .required = true;
    c->Text("-j,--job", o->job, "Pod or Job; - for standard input", "FILE").required = true;
    c->Text("--levels", o->levels, "Levels of locality, nearest first (default node, rack, zone, region)",
            "NAME=KEY[:POINTS],..");
    c->Texts("--what-if", o->what_if,
             "Ask again with -NODE gone, RESOURCE@NODE=QUANTITY free, or DATASET@NODE=BYTES cached",
             "CHANGE");
    c->Text("--why-not", o->why_not, "Say why it is not this node", "NODE");
    c->Text("--svg", o->svg, "Draw nodes, caches and the answer", "FILE");
    c->Number("--top", o->top, "How many nodes to rank (default 10, or 100 as JSON)", 1);
  }
  {
    const auto [c, o] = Add<InitOptions>(program_, "init", "Print a manifest to begin with", help::kInit);
    c->Words("KINDS", o->kinds, "Which (default: a Dataset and a runtime)");
    c->Text("--engine", o->engine, "Of the runtime (default thin)", "ENGINE").values = {
        "thin", "alluxio", "jindo", "juicefs", "efc", "vineyard", "cache"};
    c->Text("--source", o->source, "Where the data is", "URL");
    c->Text("--name", o->name, "Of the dataset (default: from the source)", "NAME");
  }
  {
    const auto [c, o] = Add<RunVerbOptions>(program_, "run", "Run a command near its data", help::kRun);
    AddSpace(*c);
    AddFiles(*c, o->files, o->recursive);
    c->Texts("--dataset", o->datasets, "What it reads, and where it sees it; may be given several times",
             "NAME[=PATH]");
    c->Flag("--keep", o->keep, "Leave the objects that were created");
    c->Time("--timeout", o->timeout, "How long to wait until all is bound, and until each is mounted");
    c->Texts("--plugin-dir", o->plugin_dirs, "Folder of engine plugins, without a server", "DIR");
    c->Words("COMMAND", o->command, "The program and its arguments, after --");
    c->check = [o] { return o->command.empty() ? InvalidArgument("-- COMMAND is required") : Ok(); };
  }
  {
    const auto [c, o] =
        Add<DoctorOptions>(program_, "doctor", "Say which layer failed, and what to do", help::kDoctor);
    AddSpace(*c);
    AddFormat(*c, {"json"});
    c->Words("DATASETS", o->datasets, "Only these: NAME or NAMESPACE/NAME");
    c->Texts("--plugin-dir", o->plugin_dirs, "Folder of engine plugins; may be given several times", "DIR");
  }
  {
    Command& plugin = program_.Add("plugin", "Engine plugins", "");
    const auto [c, o] =
        Add<PluginListOptions>(plugin, "list", "Show the plugins there are", help::kPluginList);
    AddFormat(*c, {"json"});
    c->Texts("--plugin-dir", o->plugin_dirs, "Folder of engine plugins; may be given several times", "DIR");
  }
  {
    const auto [c, o] =
        Add<CompletionOptions>(program_, "completion", "Print a shell's completion", help::kCompletion);
    c->Word("SHELL", o->shell, "bash, zsh or fish").values = {"bash", "zsh", "fish"};
  }
  {
    const auto [c, o] = Add<CompleteOptions>(program_, "complete", "Say what may follow these words", "");
    c->hidden = true;
    c->Words("WORDS", o->words, "After --; the last is unfinished");
  }
  {
    const auto [c, o] = Add<HelpOptions>(program_, "help", "Explain a command", help::kHelp);
    c->Words("COMMAND", o->words, "Which");
    c->Flag("--man", o->manual, "Print the page for man");
  }
  {
    const auto [c, o] = Add<VersionOptions>(program_, "version", "Say which fluid this is", "");
    AddFormat(*c, {"json"});
  }
}

}  // namespace fluid::cli
