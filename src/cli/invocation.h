// Invocation: what one command line asks for, as values. Made by command_line, carried out by run.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fluid/clock.h"

namespace fluid::cli {

enum class Format { kTable, kWide, kYaml, kJson, kName, kJsonPath, kJsonPathAsJson, kColumns };

// Whether changes are only tried, which the server always does; what is printed repeats which word was used.
enum class DryRun { kNo, kClient, kServer };

// Options that many verbs share.
struct Common {
  std::string state_dir;                    // absolute once parsed
  std::string kubeconfig, context, server;  // of another server than the state folder's; see which_server.h
  std::string space = "default";
  bool space_given = false;  // else a kubeconfig may say another one
  Format format = Format::kTable;
  std::string template_text;  // what stands after -o jsonpath= and its like
  bool template_is_file = false;

  std::string socket_path() const { return state_dir + "/fluid.sock"; }
  bool elsewhere() const { return !kubeconfig.empty() || !context.empty() || !server.empty(); }
};

struct ApplyOptions {
  std::vector<std::string> files;
  bool recursive = false, skip_foreign = false, force_conflicts = false;
  bool server_side = true;
  DryRun dry_run = DryRun::kNo;
};

struct GetOptions {
  std::vector<std::string> words;  // KIND [NAME..], KIND/NAME ..
  std::vector<std::string> files;  // instead of words
  bool recursive = false;
  bool all_spaces = false, managed_fields = false, ignore_missing = false;
  bool watch = false, watch_only = false;
  bool no_headers = false, show_kind = false, show_labels = false;
  std::vector<std::string> label_columns;  // keys; several may be in one, with commas
  std::string selector, field_selector, sort_by;
  std::string raw;  // a path of the API, asked for instead of objects
  int chunk_size = 0;
  std::string until;
  std::optional<Duration> timeout;
};

struct DescribeOptions {
  std::vector<std::string> words;
  std::string selector;
  bool all_spaces = false;
};

struct CreateOptions {
  std::vector<std::string> words, files;
  bool replace = false;  // what is there already, instead
  bool recursive = false, skip_foreign = false;
  DryRun dry_run = DryRun::kNo;
};

struct PatchOptions {
  std::vector<std::string> words;
  std::string type = "merge";
  std::string patch, patch_file;
  std::string subresource;
  DryRun dry_run = DryRun::kNo;
};

struct LabelOptions {
  bool annotations = false;        // instead of labels
  std::vector<std::string> words;  // of objects, then KEY=VALUE and KEY-
  std::string selector;
  bool all = false, overwrite = false, list = false;
  DryRun dry_run = DryRun::kNo;
};

struct ScaleOptions {
  std::vector<std::string> words;
  int replicas = -1, current = -1;
  DryRun dry_run = DryRun::kNo;
};

struct DeleteVerbOptions {
  std::string selector;
  bool all = false, all_spaces = false;
  DryRun dry_run = DryRun::kNo;
  std::vector<std::string> words, files;
  bool recursive = false, force = false, ignore_missing = false, wait = true;
  std::string cascade;  // background, foreground, orphan; empty: as the server does
  std::optional<Duration> grace;
  Duration timeout = std::chrono::minutes(5);
};

struct LoadOptions {
  std::string dataset;
  std::vector<std::string> paths;
  std::string name;  // of the DataLoad; empty: made up
  DryRun dry_run = DryRun::kNo;
  bool wait = true;
  std::optional<Duration> timeout;
};

struct CancelOptions {
  std::string operation;
  bool wait = true;
  Duration timeout = std::chrono::minutes(1);
};

struct MountOptions {
  std::string dataset, dir, root;
  std::map<std::string, std::string> options;
  Duration timeout = std::chrono::minutes(2);
};

struct UnmountOptions {
  std::string what;  // folder or name of an attachment
  bool force = false;
  std::optional<Duration> grace;
  Duration timeout = std::chrono::minutes(5);
};

struct ServeOptions {
  std::string listen;  // ADDRESS:PORT; empty: the socket only
  std::map<std::string, std::string> volumes;
  std::vector<std::string> plugin_dirs;
  std::string node_program;
  bool verbose = false, quiet = false;
};

struct ValidateOptions {
  std::vector<std::string> files;
  bool recursive = false, skip_foreign = false;
};

struct PluginListOptions {
  std::vector<std::string> plugin_dirs;
};

struct PlaceOptions {
  std::string topology, job;
  std::string levels;                // empty: node, rack, zone, region
  std::vector<std::string> what_if;  // changes, asked about as well
  std::string why_not;               // a node
  std::string svg;                   // file
  int top = 0;                       // 0: 10 as a table, 100 as JSON
};

struct ExplainOptions {
  std::string path;
  std::string api_version;  // that the kind must have; empty: whichever it has
  bool recursive = false;
};

struct DiffOptions {
  std::vector<std::string> files;
  bool recursive = false, skip_foreign = false;
};

struct EditOptions {
  std::vector<std::string> words;
  DryRun dry_run = DryRun::kNo;
};

struct WaitOptions {
  std::vector<std::string> words, files;
  bool recursive = false;
  std::string selector;
  bool all = false, all_spaces = false;
  std::string wish;  // --for
  Duration timeout = std::chrono::seconds(30);
};

struct EventsOptions {
  std::vector<std::string> words;  // empty: of all objects
  std::string about;               // the same, KIND/NAME
  bool watch = false, all_spaces = false, no_headers = false;
  std::string types;  // empty: all
  std::optional<Duration> timeout;
};

struct InitOptions {
  std::vector<std::string> kinds;  // empty: a Dataset and the runtime of `engine`
  std::string engine = "thin";
  std::string source, name;
};

struct RunVerbOptions {
  std::vector<std::string> files;
  bool recursive = false, keep = false;
  std::vector<std::string> datasets;  // NAME or NAME=PATH; empty: all of `files`
  std::vector<std::string> command;
  std::vector<std::string> plugin_dirs;  // of an orchestrator of our own
  Duration timeout = std::chrono::minutes(5);
};

struct DoctorOptions {
  std::vector<std::string> datasets;  // NAME or NAMESPACE/NAME; empty: all
  std::vector<std::string> plugin_dirs;
};

struct LogsOptions {
  std::vector<std::string> words;  // NAME of a dataset, KIND NAME, KIND/NAME
  std::string process;             // empty: all
  bool follow = false;
  int tail = -1;  // -1: all there is
  std::optional<Duration> since, timeout;
};

struct TopOptions {
  bool once = false, all_spaces = false;
  Duration interval = std::chrono::seconds(1);
};

struct CacheListOptions {
  std::string dataset, path;
  bool recursive = false, cached = false;  // cached: nothing of which nothing is cached
};

struct CacheFreeOptions {
  std::string dataset, path;
  DryRun dry_run = DryRun::kNo;
};

struct CacheVerifyOptions {
  std::string dataset, path;
  std::optional<Duration> timeout;
};

struct HelpOptions {
  std::vector<std::string> words;  // a command; empty: the program
  bool manual = false;             // the page for man(1)
};

struct CompletionOptions {
  std::string shell;
};

struct CompleteOptions {
  std::vector<std::string> words;  // of an unfinished command line
};

struct VersionOptions {
  bool client = false;  // not also the server's
};

struct ApiResourcesOptions {
  std::string group;  // only of this one; see `any_group`
  bool any_group = true, no_headers = false;
  std::string namespaced;  // true, false; empty: both
};

struct ApiVersionsOptions {};

struct Invocation {
  Common common;
  std::variant<ApplyOptions, GetOptions, DescribeOptions, DeleteVerbOptions, LoadOptions, CancelOptions,
               MountOptions, UnmountOptions, ServeOptions, ValidateOptions, PluginListOptions, PlaceOptions,
               ExplainOptions, DiffOptions, EditOptions, WaitOptions, EventsOptions, LogsOptions, TopOptions,
               CacheListOptions, CacheFreeOptions, CacheVerifyOptions, HelpOptions, CompletionOptions,
               CompleteOptions, DoctorOptions, InitOptions, RunVerbOptions, VersionOptions, CreateOptions,
               PatchOptions, LabelOptions, ScaleOptions, ApiResourcesOptions, ApiVersionsOptions>
      verb;
};

}  // namespace fluid::cli
