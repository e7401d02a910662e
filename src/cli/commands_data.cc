// Commands about datasets and their caches.
#include "src/cli/commands.h"
#include "src/cli/help.h"

namespace fluid::cli {

void Commands::AddDatasetVerbs() {
  {
    const auto [c, o] = Add<LoadOptions>(program_, "load", "Bring a dataset into its cache", help::kLoad);
    AddSpace(*c);
    c->Word("DATASET", o->dataset, "Which");
    c->Texts("--path", o->paths, "Path in the dataset; may be given several times (default: all of it)",
             "PATH");
    c->Text("--name", o->name, "Name of the DataLoad", "NAME");
    AddDryRun(*c, o->dry_run);
    AddWait(*c, o->wait, "it has ended");
    c->Time("--timeout", o->timeout, "How long to watch it (default: until it ends)");
  }
  {
    const auto [c, o] = Add<CancelOptions>(program_, "cancel", "End an operation", help::kCancel);
    AddSpace(*c);
    c->Word("OPERATION", o->operation, "NAME of a DataLoad, or KIND/NAME");
    AddWait(*c, o->wait, "it has ended");
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
    AddDryRun(*c, o->dry_run);
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

}  // namespace fluid::cli
