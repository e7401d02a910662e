// Commands that need no server, or are one.
#include "src/cli/commands.h"
#include "src/cli/help.h"

namespace fluid::cli {

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
    AddManifests(*c, o->files, o->recursive, o->skip_foreign);
    c->Words("FILES", o->files, "The same as -f");
  }
  {
    const auto [c, o] = Add<ExplainOptions>(program_, "explain", "Say what a field means", help::kExplain);
    AddFormat(*c, {"json", "plaintext", "plaintext-openapiv2"});
    c->Word("PATH", o->path, "KIND, or KIND.FIELD.FIELD..");
    c->Flag("--recursive", o->recursive, "All fields below, as a tree");
    c->Text("--api-version", o->api_version, "The kind must be of this one: GROUP/VERSION", "VERSION");
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
    const auto [c, o] =
        Add<VersionOptions>(program_, "version", "Say which fluid this is, and the server", help::kVersion);
    AddFormat(*c, {"yaml", "json"});
    c->Flag("--client", o->client, "Only this program's; asks no server");
  }
}

}  // namespace fluid::cli
