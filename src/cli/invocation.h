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
  bool recursive = false, dry_run = false, skip_foreign = false, force_conflicts = false;
};

struct GetOptions {
  std::vector<std::string> words;  // KIND [NAME..], KIND/NAME ..
  bool all_spaces = false, watch = false, managed_fields = false;
  bool no_headers = false, ignore_missing = false;
  std::string selector, field_selector;
  std::string until;
  std::optional<Duration> timeout;
};

struct DescribeOptions {
  std::vector<std::string> words;
  std::string selector;
  bool all_spaces = false;
};

struct DeleteVerbOptions {
  std::string selector;
  bool all = false, all_spaces = false, dry_run = false;
  std::vector<std::string> words, files;
  bool recursive = false, force = false, ignore_missing = false, no_wait = false;
  std::string wait;     // true, false; empty: true
  std::string cascade;  // background, foreground, orphan; empty: as the server does
  std::optional<Duration> grace;
  Duration timeout = std::chrono::minutes(5);
};

struct LoadOptions {
  std::string dataset;
  std::vector<std::string> paths;
  std::string name;  // of the DataLoad; empty: made up
  bool dry_run = false;
  bool no_wait = false;
  std::optional<Duration> timeout;
};

struct CancelOptions {
  std::string operation;
  bool no_wait = false;
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
  bool recursive = false;
};

struct DiffOptions {
  std::vector<std::string> files;
  bool recursive = false, skip_foreign = false;
};

struct EditOptions {
  std::vector<std::string> words;
  bool dry_run = false;
};

struct WaitOptions {
  std::vector<std::string> words;
  std::string selector;
  bool all = false, all_spaces = false;
  std::string wish;  // --for
  Duration timeout = std::chrono::seconds(30);
};

struct EventsOptions {
  std::vector<std::string> words;  // empty: of all objects
  bool watch = false, all_spaces = false;
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
  bool dry_run = false;
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

struct VersionOptions {};

struct Invocation {
  Common common;
  std::variant<ApplyOptions, GetOptions, DescribeOptions, DeleteVerbOptions, LoadOptions, CancelOptions,
               MountOptions, UnmountOptions, ServeOptions, ValidateOptions, PluginListOptions, PlaceOptions,
               ExplainOptions, DiffOptions, EditOptions, WaitOptions, EventsOptions, LogsOptions, TopOptions,
               CacheListOptions, CacheFreeOptions, CacheVerifyOptions, HelpOptions, CompletionOptions,
               CompleteOptions, DoctorOptions, InitOptions, RunVerbOptions, VersionOptions>
      verb;
};

}  // namespace fluid::cli
