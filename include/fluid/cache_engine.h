// CacheEngine: one cache engine over all its instances, wherever they live. The C++ face of plugin.h for
// everything above src/engine: it routes each interface to the scope that offers it, fans NODE calls out, and
// adds answers up.
//
// Threads: all functions, any thread. Every call completes exactly once, on a thread of the engine layer and
// never inside the call itself: with its answer, with DEADLINE_EXCEEDED or CANCELLED by its Call, or with
// UNAVAILABLE when the home dies. Completions must not block for long. Ownership: destroying a CacheEngine
// completes what is under way with CANCELLED and leaves the engine running.
// Errors of any call, beside these: UNIMPLEMENTED when the plugin does not offer it, RESOURCE_EXHAUSTED when
// too many calls wait for one home, and whatever the plugin answers, with its words.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "fluid/clock.h"
#include "fluid/engine_spec.h"
#include "fluid/export.h"
#include "fluid/launcher.h"
#include "fluid/status.h"

namespace fluid {

// ---- What must run ----
// Components of an engine, as its plugin plans them and the reconciler makes Launches of them.

// The C++ mirror of fluid_component, as far as a launch needs it.
struct PlannedComponent {
  std::string name;
  bool hosted = false;        // fluid-node, home of the NODE instance
  bool replicas_run = false;  // REPLICAS
  bool on_workers = false, on_readers = false;
  bool once = false, init = false, beside = false, fresh = false;
  uint32_t role = 0;  // fluid_role
  uint32_t replicas = 1;
  std::string of;
  std::vector<std::string> after;
  std::vector<std::string> argv;
  std::map<std::string, std::string> env, secret_env;
  std::vector<std::string> ports;
  std::vector<LaunchVolume> volumes;
  std::vector<LaunchFile> files;
  std::optional<Check> ready, alive;
  Duration stop_grace = std::chrono::seconds(10);
  std::vector<std::string> stop_argv;
  bool operator==(const PlannedComponent&) const = default;
};

struct EnginePlan {
  std::vector<PlannedComponent> components;  // by name
  std::map<std::string, uint32_t> offers;    // interface id -> scope (fluid_scope)
  std::map<std::string, uint64_t> offer_bits;
  bool Offers(const std::string& id) const { return offers.contains(id); }
  bool operator==(const EnginePlan&) const = default;
};

// ---- What a node is told ----
// The wish as a whole, each time; nothing is told by difference.

// A mount that a node shall have: an Attachment, resolved.
struct NodeMount {
  std::string id;      // the attachment's uid
  std::string target;  // absolute; made if missing
  std::string root;    // sub-path of the dataset that becomes the mount's root, enforced by the host
  std::map<std::string, std::string> options;  // "metadata.ttl", ...
  bool operator==(const NodeMount&) const = default;
};

// The whole truth of one fluid-node: written by the launcher as the live file node.pb, and pushed through its
// socket.
struct NodeConfig {
  EngineSpec spec;
  std::string node;         // its name
  std::string instance;     // launch id, for logs
  std::vector<Tier> tiers;  // resolved: path and quota set
  std::vector<NodeMount> mounts;
  // Of what is no longer in `mounts`: all, or those of these ids, are detached even under open files.
  bool force_unmount = false;
  std::vector<std::string> forced_mounts;
  uint64_t generation = 0;  // of all of this; grows with every change
  bool operator==(const NodeConfig&) const = default;
};

struct NodeMountState {
  std::string id, target;
  bool mounted = false;
  std::string message;     // why not
  std::vector<int> users;  // pids with open files, at most 16; only filled when a removal waits
};

// ---- What an engine answers ----
// Enums have the numbers of plugin.h. What is not known is absent, not 0.

enum class Health { kStarting = 1, kReady = 2, kDegraded = 3, kFailed = 4 };

struct MountReport {
  std::string path, uri;
  enum class State { kPending = 1, kServing = 2, kClosing = 3, kFailed = 4 } state = State::kPending;
  uint64_t generation = 0;
  uint64_t open_files = 0;
  Status why = {};          // kFailed
  std::string remark = {};  // otherwise: what users should know of it
};

struct NodeObservation {
  std::string node;
  Status reachable;  // UNAVAILABLE: the home does not answer
  Health health = Health::kStarting;
  std::vector<std::string> reasons;  // why not ready
  uint64_t config_generation = 0;    // of the NodeConfig it has applied wholly
  uint64_t spec_generation = 0;      // of the EngineSpec
  std::vector<MountReport> sources;
  std::vector<NodeMountState> mounts;
};

struct CacheUsage {
  std::optional<uint64_t> capacity_bytes, cached_bytes, total_bytes, total_files;
  std::optional<uint64_t> hits, misses, hit_bytes, miss_bytes;
  std::map<std::string, uint64_t> cached_by_node;
  bool operator==(const CacheUsage&) const = default;
};

// A file or folder of the dataset, and how much of it is cached.
struct CachedEntry {
  std::string name;  // in the folder that was asked for; "" is the path itself, a file
  bool folder = false;
  uint64_t size = 0;  // of a file, in its source
  uint64_t cached_bytes = 0;
  int tier = -1;  // of a file: the slowest that holds bytes of it, 0 the fastest; -1: none does
  bool operator==(const CachedEntry&) const = default;
};
struct CacheListing {
  std::vector<CachedEntry> entries;  // by name
  std::string next;                  // where a next listing goes on; empty: that was all
  bool operator==(const CacheListing&) const = default;
};

enum class JobKind { kLoad = 1, kFree = 2, kMigrate = 3, kBackup = 4, kSyncMetadata = 5, kDrain = 6 };
enum class JobPhase { kPending = 1, kRunning = 2, kSucceeded = 3, kFailed = 4, kCancelled = 5 };

struct JobSpec {
  std::string id;  // operation uid + attempt
  JobKind kind = JobKind::kLoad;
  std::vector<std::string> targets;  // paths in the dataset
  bool refresh = false, verify = false;
  uint32_t parallelism = 0;       // 0: the engine's own
  uint64_t bytes_per_second = 0;  // 0: not bounded
  std::map<std::string, std::string> options;
  bool operator==(const JobSpec&) const = default;
};

struct JobStatus {
  std::string id;
  JobPhase phase = JobPhase::kPending;
  Status result;  // when ended
  std::string reason;
  std::optional<uint64_t> bytes_done, bytes_total, files_done, files_total;
};

// A hint that an answer may have changed. The truth is in the answers: hints get lost, come twice, come late.
struct EngineEvent {
  enum class Kind { kHealth = 1, kJob = 2 } kind = Kind::kHealth;
  std::string subject;  // kJob: its id
  bool operator==(const EngineEvent&) const = default;
};

template <class T>
using Done = std::function<void(Result<T>)>;
using DoneStatus = std::function<void(Status)>;

struct EngineCall {
  Duration timeout = std::chrono::seconds(5);
  std::stop_token stop;
};

// One engine: made by EngineFactory for (plugin, uid).
class FLUID_API CacheEngine {
 public:
  virtual ~CacheEngine() = default;

  // Where the node's homes are now: node -> unix socket. Told by the reconciler after each change of
  // launches.
  virtual void SetHomes(const std::map<std::string, std::string>& node_to_socket) = 0;

  // Who hears hints from now on; must not block. Null: nobody. An engine without hints never calls it.
  virtual void OnEvent(std::function<void(const EngineEvent&)> fn) { (void)fn; }

  // Brings the node to the config: makes or changes the instance (fluid.live/1 apply), mounts and unmounts.
  // Older than applied: ABORTED. FAILED_PRECONDITION: the engine was torn down.
  virtual void Configure(const NodeConfig& config, EngineCall call, DoneStatus done) = 0;
  // Health, applied generations, sources and mounts of every home; homes that do not answer are in the list
  // as such.
  virtual void Observe(EngineCall call, Done<std::vector<NodeObservation>> done) = 0;
  virtual void Usage(const std::string& path, EngineCall call, Done<CacheUsage> done) = 0;
  // A folder's entries, or the one file, behind `after`. Over several nodes each is asked for its part.
  virtual void ListCache(const std::string& path, const std::string& after, EngineCall call,
                         Done<CacheListing> done) = 0;
  // Of a job with a known id: OK, and nothing is started again.
  virtual void StartJob(const JobSpec& job, EngineCall call, DoneStatus done) = 0;
  virtual void QueryJob(const std::string& id, EngineCall call, Done<JobStatus> done) = 0;
  virtual void CancelJob(const std::string& id, EngineCall call, DoneStatus done) = 0;
  // What is known of an ended job is dropped; QueryJob then answers NOT_FOUND.
  virtual void ForgetJob(const std::string& id, EngineCall call, DoneStatus done) = 0;
  // The engine ends: unmounts (`force`: also under open files), stops jobs, removes what it stored.
  // FAILED_PRECONDITION: mounts are in use, with their users; nothing else has ended then.
  virtual void Teardown(bool force, EngineCall call, DoneStatus done) = 0;
};

// Finds plugins and makes engines of them.
class FLUID_API EngineFactory {
 public:
  virtual ~EngineFactory() = default;
  // Pure: equal specs give equal plans. NOT_FOUND (with the searched paths and the cure): not installed.
  // INVALID_ARGUMENT: all problems of the spec. Cheap after the first call for a plugin.
  virtual Result<EnginePlan> Plan(const EngineSpec& spec) = 0;
  // Errors as of Plan. UNIMPLEMENTED: it wants a home that this factory has not.
  virtual Result<std::unique_ptr<CacheEngine>> Create(const EngineSpec& spec) = 0;

  struct PluginInfo {
    std::string id, version, path;  // path empty: built in
    std::string home;               // "in-process", "fluid-node"
    std::vector<std::string> interfaces;
    Status status;  // why it can't be loaded
  };
  virtual std::vector<PluginInfo> List() = 0;
};

}  // namespace fluid
