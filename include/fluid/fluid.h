// fluid: Orchestrator, the whole of fluid in one object. It keeps datasets bound to their caches, runs
// operations, mounts and unmounts, from the objects in its store, until it is destroyed; the engines go on
// and are adopted by the next one.
//
//   auto orchestrator = fluid::Orchestrator::Open({.state_dir = "/var/lib/fluid"});
//   (*orchestrator)->Apply(yaml);
//   (*orchestrator)->WaitForPhase({"Dataset", "default", "imagenet"}, "Bound", std::chrono::seconds(30));
//
// Threads: all functions, any thread; those that wait say so. No global state: several orchestrators live in
// one process, each on a state directory of its own. No signal handlers; nothing is written to stdout or
// stderr. Errors: see status.h. A state directory that another orchestrator holds is FAILED_PRECONDITION
// naming its pid.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/clock.h"
#include "fluid/cluster.h"
#include "fluid/export.h"
#include "fluid/launcher.h"
#include "fluid/object.h"
#include "fluid/secrets.h"
#include "fluid/status.h"
#include "fluid/store.h"

namespace fluid {

// What stands between the orchestrator and the world. Members left null are the embedded defaults. All are
// shared with the caller, who may keep using them.
struct Seams {
  std::shared_ptr<Clock> clock;  // first: the others may use it until their ends
  std::shared_ptr<Cluster> cluster;
  std::shared_ptr<Secrets> secrets;
  std::shared_ptr<Store> store;
  std::shared_ptr<Launcher> launcher;
  std::shared_ptr<EngineFactory> engines;
};

struct OrchestratorOptions {
  std::string state_dir;     // required unless all seams are given; made if missing, mode 0700
  std::string node_program;  // fluid-node; empty: beside this program, then in libexec, then PATH
  std::vector<std::string>
      plugin_dirs;  // absolute; empty: FLUID_PLUGIN_PATH, then lib/fluid/plugins of the installation
  std::map<std::string, std::string> volumes;                 // claim name -> folder, for pvc:// sources
  std::function<void(int level, std::string_view line)> log;  // level: 1 debug .. 4 error; null: no log
  Seams seams;
};

// How far an operation is.
struct Progress {
  std::string phase;  // the operation's: Pending, Executing, Complete, Failed
  std::optional<uint64_t> bytes_done, bytes_total, files_done, files_total;
  double bytes_per_second = 0;
  std::optional<Duration> eta;
};

// A node on which a job could run, and how near its data is there.
struct RankedNode {
  std::string node;
  double score = 0;  // points; see placement.h
  struct Near {
    std::string level;         // nearest one that holds bytes of the dataset: "node", "rack", ..; "none"
    uint64_t local_bytes = 0;  // on the node itself
    bool operator==(const Near&) const = default;
  };
  std::map<std::string, Near> datasets;  // by NAMESPACE/NAME
  bool operator==(const RankedNode&) const = default;
};
struct NodeRanking {
  std::vector<RankedNode> nodes;  // best first
  std::map<std::string, uint64_t>
      rejected;  // nodes by the first rule that keeps the job out: "cpu", "taint", ..
};

class FLUID_API Orchestrator {
 public:
  static Result<std::unique_ptr<Orchestrator>> Open(OrchestratorOptions options);
  virtual ~Orchestrator() = default;  // waits for its threads; engines go on

  // Creates or updates every object of a manifest (YAML or JSON, several documents). All problems of all
  // documents are told at once and then nothing is changed.
  virtual Result<std::vector<Object>> Apply(std::string_view manifest, std::string_view file_name = "") = 0;
  virtual Result<Object> Get(const Key& key) = 0;
  virtual Result<ObjectList> List(const Selection& selection) = 0;
  virtual Result<std::unique_ptr<Watch>> StartWatch(const Selection& selection, const std::string& version,
                                                    Store::WatchFn fn) = 0;
  virtual Status Delete(const Key& key) = 0;  // returns at once; WaitUntilGone waits

  // Block until status.phase is `phase`. DEADLINE_EXCEEDED tells the phase and the conditions it has instead.
  virtual Status WaitForPhase(const Key& key, std::string_view phase, Duration timeout,
                              std::stop_token stop = {}) = 0;
  virtual Status WaitUntilGone(const Key& key, Duration timeout, std::stop_token stop = {}) = 0;

  // Creates a DataLoad of the dataset's paths (empty: all) and returns its key.
  virtual Result<Key> StartLoad(const Key& dataset, const std::vector<std::string>& paths) = 0;
  virtual Status Cancel(const Key& operation) = 0;
  virtual Result<Progress> GetProgress(const Key& operation) = 0;

  // The best `most` nodes of the cluster for a job: the manifest of a v1 Pod or a batch/v1 Job, whose PVC
  // volumes name datasets. By what caches hold now; a node's free resources are what Cluster tells as its
  // capacity.
  virtual Result<NodeRanking> RankNodes(std::string_view job, size_t most = 10) = 0;

  // The seams in use, given or default.
  virtual const Seams& seams() const = 0;
};

FLUID_API std::string_view Version();  // "0.1.0"

}  // namespace fluid
